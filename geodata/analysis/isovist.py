"""Isovists: what cameras see of the ground, cut by buildings.

Method: docs/decisions/0003-isovist.md.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.dori import DoriLevel, dori_distance_m
from geodata.analysis.occluders import Occluders
from geodata.arrays import Floats, Ints

MOUNTED_M = 0.5
"""A camera drawn inside a building, but this near to its wall, hangs on the wall: no real camera
is in a wall, and footprints are no truer than this."""
_CAMERAS_AT_ONCE = 128
"""So many (0.6 ms of work) are cut in one go; a core that is busy elsewhere delays no more."""


@dataclass(frozen=True)
class Isovists:
    """The ground that each of n cameras sees: one ring each, star-shaped about its eye.

    Attributes:
        coords: Vertices of all rings in metres, shape (v, 2); counter-clockwise, closed.
        offsets: Where each ring begins, and the end of the last, shape (n + 1,). A camera that
            sees nothing has an empty ring.
        eyes: Where the cameras look from, shape (n, 2): before the wall they hang on.
    """

    coords: Floats
    offsets: Ints
    eyes: Floats

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def ring(self, camera: int) -> Floats:
        """One camera's vertices, shape (v, 2)."""
        return self.coords[self.offsets[camera] : self.offsets[camera + 1]]

    def polygons(self) -> NDArray[np.object_]:
        """Shapely polygons, shape (n,); empty ones for cameras that see nothing."""
        polygons = np.full(len(self), shapely.Polygon(), dtype=object)
        seen = np.flatnonzero(np.diff(self.offsets))
        begins = self.offsets[:-1][seen]
        if len(seen):
            polygons[seen] = shapely.from_ragged_array(
                shapely.GeometryType.POLYGON,
                self.coords,
                (np.append(begins, len(self.coords)), np.arange(len(seen) + 1)),
            )
        return polygons


def isovists(occluders: Occluders, cameras: CameraViews, mounted_m: float = MOUNTED_M) -> Isovists:
    """What each camera sees of the ground within its reach, cut by buildings.

    Exact but for arcs, which are chords of at most 2°. Buildings block whatever their height.

    A camera on a wall or a corner looks outward, from a hair (3 µm) before it. One drawn inside
    a building, no deeper than `mounted_m`, hangs on the wall, a fixed one rather on a wall that
    its view faces. For one that is deeper inside, as below the roof of a hall, walls do not block
    the way out of the building it is in; other buildings do.

    Runs on all cores without Python's lock; may be called from several threads at once.
    """
    from geodata.analysis import isovist_kernels

    views = np.column_stack(
        (
            cameras.xy_m - np.array(occluders.origin_m),
            np.radians(cameras.azimuth_deg),
            np.radians(cameras.sweep_deg),
            cameras.range_m,
        )
    )
    eyes = np.empty((len(cameras), 2))

    def cut(part: slice) -> tuple[Floats, NDArray[np.int32]]:
        return isovist_kernels.cut(occluders.index, views[part], mounted_m, eyes[part])

    starts = range(0, len(cameras), _CAMERAS_AT_ONCE) or range(1)
    parts = [slice(start, start + _CAMERAS_AT_ONCE) for start in starts]
    workers = min(len(os.sched_getaffinity(0)), len(parts))
    if workers == 1:
        cuts = [cut(part) for part in parts]
    else:
        with ThreadPoolExecutor(workers) as pool:
            cuts = list(pool.map(cut, parts))
    coords = np.concatenate([vertices for vertices, _ in cuts])
    sizes = np.concatenate([counts for _, counts in cuts])
    coords += occluders.origin_m
    eyes += occluders.origin_m
    return Isovists(coords, np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))), eyes)


def dori_bands(occluders: Occluders, cameras: CameraViews) -> dict[DoriLevel, Isovists]:
    """What each camera sees at least at each level, coarse to fine; finer lies inside coarser."""
    bands = {}
    for level in DoriLevel:
        reach_m = dori_distance_m(level, cameras.horizontal_px, cameras.hfov_deg)
        bands[level] = isovists(occluders, cameras.within(reach_m))
    return bands

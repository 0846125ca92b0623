"""Buildings as what blocks a view: their walls, indexed once, asked often."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.arrays import Floats, Ints

if TYPE_CHECKING:
    from geodata.analysis.occluder_kernels import WallIndex


CELL_M = 24.0
"""Side of the index's cells: a few buildings each, where cities are dense."""
_CELLS_MAX = 4_000_000


@dataclass(frozen=True)
class Occluders:
    """The outside walls of buildings, indexed.

    Walls block from outside only. A camera outside all buildings cannot tell the difference: a
    ray meets a building's outside first. One that is inside looks out through the walls about it.

    Attributes:
        origin_m: The local origin (easting, northing) that the index counts from.
        index: The walls by cell; plain arrays, so that it can be pickled.
    """

    origin_m: tuple[float, float]
    index: "WallIndex"

    @classmethod
    def from_polygons(cls, polygons: NDArray[np.object_], cell_m: float = CELL_M) -> "Occluders":
        """Buildings as an array of shapely (multi)polygons in metres, any ring order.

        Overlaps, shared walls and courtyards are right; invalid polygons are made valid, what is
        not polygonal (None, empty, lines) is left out.

        Raises:
            ValueError: If a coordinate is not finite.
        """
        shapes = np.asarray(polygons, dtype=object).ravel()
        if not np.isfinite(shapely.get_coordinates(shapes)).all():
            raise ValueError("a building has a coordinate that is not finite")
        wrong = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
        if wrong.any():
            shapes = np.where(wrong, shapely.make_valid(shapes), shapes)
        parts = shapely.get_parts(shapely.get_parts(shapes))
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
        rings, owners = shapely.get_rings(parts, return_index=True)
        is_hole = np.zeros(len(rings), bool)
        is_hole[1:] = owners[1:] == owners[:-1]
        coords = shapely.get_coordinates(rings)
        offsets = np.concatenate(([0], np.cumsum(shapely.get_num_coordinates(rings))))
        return cls.from_rings(coords, offsets.astype(np.int64), is_hole, cell_m)

    @classmethod
    def from_rings(
        cls,
        coords: Floats,
        offsets: Ints,
        is_hole: NDArray[np.bool_] | None = None,
        cell_m: float = CELL_M,
    ) -> "Occluders":
        """Buildings as simple rings, in either direction, closed or not.

        Args:
            coords: Vertices of all rings in metres, shape (n, 2).
            offsets: Where each ring begins, and the end of the last, shape (rings + 1,).
            is_hole: Which rings are courtyards, shape (rings,); None if none is.
            cell_m: Side of the index's cells in metres.

        Raises:
            ValueError: If a coordinate is not finite or the shapes do not fit together.
        """
        if coords.ndim != 2 or coords.shape[1] != 2 or not np.isfinite(coords).all():
            raise ValueError("vertices must be finite, of shape (n, 2)")
        if len(offsets) == 0 or offsets[-1] != len(coords) or (np.diff(offsets) < 0).any():
            raise ValueError("offsets must rise to the number of vertices")
        if is_hole is not None and len(is_hole) != len(offsets) - 1:
            raise ValueError("is_hole needs one entry for each ring")
        origin = np.zeros(2) if len(coords) == 0 else np.round(coords.mean(axis=0))
        walls = _walls(np.ascontiguousarray(coords, np.float64) - origin, offsets, is_hole)
        return cls((float(origin[0]), float(origin[1])), _indexed(walls, cell_m))


def _walls(local: Floats, offsets: Ints, is_hole: NDArray[np.bool_] | None) -> Floats:
    """Walls (x0, y0, x1, y1) with the solid on their left, shape (n, 4)."""
    sizes = np.diff(offsets)
    ring = np.repeat(np.arange(len(sizes)), sizes)
    following = np.arange(1, len(local) + 1)
    begun = sizes > 0
    following[offsets[1:][begun] - 1] = offsets[:-1][begun]
    walls = np.hstack((local, local[following])) if len(local) else np.empty((0, 4))
    first = local[offsets[:-1][ring]]
    # Areas are taken about each ring's own first vertex: far from it their digits would be lost.
    ax, ay = (walls[:, :2] - first).T
    bx, by = (walls[:, 2:] - first).T
    area = np.bincount(ring, ax * by - bx * ay, minlength=len(sizes))
    clockwise = area < 0 if is_hole is None else (area < 0) != is_hole
    turned = clockwise[ring]
    walls[turned] = walls[turned][:, [2, 3, 0, 1]]
    has_length = (walls[:, :2] != walls[:, 2:]).any(axis=1)
    return np.ascontiguousarray(walls[has_length])


def _indexed(walls: Floats, cell_m: float) -> "WallIndex":
    from geodata.analysis import occluder_kernels as kernels

    if len(walls) == 0:
        nothing = np.zeros(2, np.int32)
        return kernels.WallIndex(walls, nothing, nothing[:1].copy(), 0.0, 0.0, cell_m, 1, 1)
    low = walls.reshape(-1, 2).min(axis=0) - 1.0
    width, height = walls.reshape(-1, 2).max(axis=0) + 1.0 - low
    cell_m = max(cell_m, math.sqrt(width * height / _CELLS_MAX))
    nx, ny = math.ceil(width / cell_m), math.ceil(height / cell_m)
    where = float(low[0]), float(low[1]), cell_m, nx, ny
    counts = np.zeros(nx * ny, np.int32)
    kernels.count_walls(walls, *where, counts)
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    listed = np.empty((int(start[-1]), 4))
    kernels.list_walls(walls, *where, start[:-1].copy(), listed)
    winding = np.zeros(nx * ny, np.int32)
    kernels.wind_references(walls, *where, winding)
    return kernels.WallIndex(listed, start, winding, *where)

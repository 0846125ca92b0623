"""Camera coverage: how many cameras see each spot, in what detail, and what nobody sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.dori import DoriLevel, px_per_m
from geodata.analysis.grids import GridSpec
from geodata.analysis.isovist import Isovists

Mask: TypeAlias = NDArray[np.bool_]
Summary: TypeAlias = dict[str, float | dict[str, float | None]]

State: TypeAlias = Literal["online", "offline", "fault", "unknown"]
"""Codes of `geodata.kinds.CAMERA_STATES`."""


@dataclass(frozen=True)
class Coverage:
    """What cameras see of public ground. Arrays have the grid's shape (ny, nx).

    Cameras that are offline or at fault see nothing; those whose state is not known are counted
    apart, for nobody can say whether they see.

    Attributes:
        grid: Cells; one belongs to what its centre lies in.
        public: Which cells are public ground.
        seen_by: How many online cameras see each cell, uint16.
        maybe_seen_by: How many cameras of unknown state would, uint16.
        px_per_m: The best density of the online ones, float32; 0 where none, or none that
            knows its pixels.
        cameras: How many cameras there are in each state.
        blank: How many of the online ones have no view that is known (no azimuth, say).
    """

    grid: GridSpec
    public: Mask
    seen_by: NDArray[np.uint16]
    maybe_seen_by: NDArray[np.uint16]
    px_per_m: NDArray[np.float32]
    cameras: dict[str, int]
    blank: int

    @property
    def blind(self) -> Mask:
        """Public ground that no camera sees, whatever the unknown ones do."""
        return self._unseen() & np.equal(self.maybe_seen_by, 0)

    @property
    def uncertain(self) -> Mask:
        """Public ground that only cameras of unknown state may see."""
        return self._unseen() & np.greater(self.maybe_seen_by, 0)

    def _unseen(self) -> Mask:
        return self.public & np.equal(self.seen_by, 0)

    def summary(self) -> Summary:
        """Shares and areas of public ground, to be written as JSON.

        Keys: each level's code, `seen`, `blind`, `uncertain`, each {share, area_m2} (share is
        None where there is no public ground); `public_m2`, `cell_m`; `cameras`, by state, and
        of the online ones those `without_view`.
        """
        cell_m2 = self.grid.cell_m**2
        public = int(self.public.sum())

        def part(mask: Mask) -> dict[str, float | None]:
            cells = int((mask & self.public).sum())
            return {"share": cells / public if public else None, "area_m2": cells * cell_m2}

        return {
            **{level.code: part(self.px_per_m >= level.value) for level in DoriLevel},
            "seen": part(self.seen_by > 0),
            "blind": part(self.blind),
            "uncertain": part(self.uncertain),
            "public_m2": public * cell_m2,
            "cell_m": self.grid.cell_m,
            "cameras": {**self.cameras, "without_view": self.blank},
        }


def coverage(
    cameras: CameraViews,
    seen: Isovists,
    states: Sequence[State],
    grid: GridSpec,
    public: Mask,
) -> Coverage:
    """Lays isovists on a grid.

    Args:
        cameras: The n cameras.
        seen: Their isovists.
        states: Their states.
        grid: The cells.
        public: Which cells are public ground, shape (ny, nx); see `ground`.

    Raises:
        ValueError: If lengths or shapes differ, or a state is none of `State`.
    """
    if strange := set(states) - set(get_args(State)):
        raise ValueError(f"no such state of a camera: {', '.join(sorted(strange))}")
    if not len(cameras) == len(seen) == len(states):
        raise ValueError("cameras, isovists and states need one length")
    if public.shape != grid.shape:
        raise ValueError(f"the public ground has shape {public.shape}, not {grid.shape}")
    state = np.asarray(states, dtype=np.str_)
    seen_by, density = _lay(cameras, seen, np.flatnonzero(state == "online"), grid)
    maybe_seen_by, _ = _lay(cameras, seen, np.flatnonzero(state == "unknown"), grid)
    no_view = np.isnan(cameras.azimuth_deg + cameras.sweep_deg + cameras.range_m)
    return Coverage(
        grid=grid,
        public=public,
        seen_by=seen_by,
        maybe_seen_by=maybe_seen_by,
        px_per_m=density,
        cameras={name: int((state == name).sum()) for name in get_args(State)},
        blank=int((no_view & (state == "online")).sum()),
    )


def ground(
    grid: GridSpec,
    polygons: NDArray[np.object_],
    without: NDArray[np.object_] | None = None,
) -> Mask:
    """Which cells' centres lie in any of the polygons and in none `without` (buildings, say).

    Args:
        grid: The cells.
        polygons: Shapely (multi)polygons in metres, courtyards left out.
        without: More of them, taken away.

    Returns:
        Shape (ny, nx).
    """
    mask = _inside(grid, polygons)
    if without is not None:
        mask &= ~_inside(grid, without)
    return mask


def _lay(
    cameras: CameraViews, seen: Isovists, which: NDArray[np.int64], grid: GridSpec
) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    from geodata.analysis import coverage_kernels

    counts = np.zeros(grid.shape, np.uint16)
    density = np.zeros(grid.shape, np.float32)
    at_1_m = px_per_m(np.ones(len(cameras)), cameras.horizontal_px, cameras.hfov_deg)
    where = grid.x0_m, grid.y0_m, grid.cell_m
    coverage_kernels.add_isovists(
        seen.coords, seen.offsets, seen.eyes, at_1_m, which, *where, counts, density
    )
    return counts, density


def _inside(grid: GridSpec, polygons: NDArray[np.object_]) -> Mask:
    from geodata.analysis import coverage_kernels

    mask = np.zeros(grid.shape, np.bool_)
    parts = shapely.get_parts(np.asarray(polygons, dtype=object).ravel())
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    parts = parts[~shapely.is_empty(parts)]
    if len(parts):
        _, coords, (offsets, rings) = shapely.to_ragged_array(parts, include_z=False)
        coverage_kernels.set_inside(
            coords,
            offsets.astype(np.int64),
            rings.astype(np.int64),
            grid.x0_m,
            grid.y0_m,
            grid.cell_m,
            mask,
        )
    return mask

"""What the cameras of a Picture see: their views, isovists, and the public ground they watch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.coverage import Coverage, coverage
from geodata.analysis.coverage import State as CameraState
from geodata.analysis.dori import DoriLevel
from geodata.analysis.grids import grid_over
from geodata.analysis.isovist import Isovists, dori_bands, isovists
from geodata.analysis.occluders import Occluders
from geodata.picture import Picture
from geodata.snapshot import State

SEEING = frozenset({"online"})
"""States in which a camera sees; offline, fault and unknown ones are told apart, never counted."""

OPTICS: Mapping[str, tuple[float, float]] = {
    "azimuth_deg": (-360.0, 720.0),
    "hfov_deg": (0.1, 360.0),
    "range_m": (0.0, 10_000.0),
    "horizontal_px": (1.0, 1e6),
}
"""The figures of a camera that decide what it sees, and between what they can be true."""
PUBLIC_LAND = frozenset({"plaza", "square", "forecourt"})
USUAL_WIDTH_M = 6.0
MOST_CELLS = 4_000_000


@dataclass(frozen=True, eq=False)
class Watched:
    """The isovists of all cameras at t, row by row of the camera state.

    `online` (n,) tells which of them see at all.
    """

    cameras: State
    views: CameraViews
    isovists: Isovists
    online: NDArray[np.bool_]
    polygons: NDArray[Any]


def watched(picture: Picture) -> Watched:
    """What each camera sees or would see, cut by the buildings in force at t."""
    cameras, buildings = picture.state("camera"), picture.state("building")

    def make() -> Watched:
        views = views_of(cameras)
        found = isovists(occluders_of(picture), views)
        online = np.array([d.get("state") in SEEING for d in cameras.data], dtype=np.bool_)
        return Watched(cameras, views, found, online, found.polygons())

    return picture.snapshot.kept("watched", (cameras, buildings), make)


def bands(picture: Picture) -> Mapping[DoriLevel, NDArray[Any]]:
    """What each camera sees at least at each DORI level, as polygons row by row."""
    cameras, buildings = picture.state("camera"), picture.state("building")

    def make() -> Mapping[DoriLevel, NDArray[Any]]:
        found = dori_bands(occluders_of(picture), views_of(cameras))
        return {level: sets.polygons() for level, sets in found.items()}

    return picture.snapshot.kept("bands", (cameras, buildings), make)


def laid_on_grid(picture: Picture, cell_m: float) -> Coverage:
    """How many cameras see each cell of a grid over all that any camera reaches.

    Cells are larger where there would be millions of them. Raises ValueError where no camera's
    view is known.
    """
    seen = watched(picture)

    def make() -> Coverage:
        bounds, side_m = tuple(shapely.total_bounds(seen.polygons)), cell_m
        grid = grid_over(bounds, side_m)
        while grid.nx * grid.ny > MOST_CELLS:
            side_m *= 2
            grid = grid_over(bounds, side_m)
        everywhere = np.ones(grid.shape, dtype=np.bool_)
        states = [state_of(data) for data in seen.cameras.data]
        return coverage(seen.views, seen.isovists, states, grid, everywhere)

    return picture.snapshot.kept("laid on grid", (seen, cell_m), make)


def state_of(data: Mapping[str, Any]) -> CameraState:
    """The state of a camera; a word that is none of the four is as good as no word."""
    known: tuple[CameraState, ...] = get_args(CameraState)
    return next((one for one in known if one == data.get("state")), "unknown")


def occluders_of(picture: Picture) -> Occluders:
    """The buildings in force at t as what blocks a view."""
    buildings = picture.state("building")
    return picture.snapshot.kept(
        "occluders", (buildings,), lambda: Occluders.from_polygons(buildings.geometry)
    )


def views_of(cameras: State) -> CameraViews:
    """The fields of view of cameras; what a record does not say, or cannot mean, is not known.

    A camera without a place sees nothing.
    """
    data, middles = cameras.data, shapely.centroid(cameras.geometry)
    xy_m = np.stack([shapely.get_x(middles), shapely.get_y(middles)], axis=1)
    nowhere = shapely.is_missing(cameras.geometry)
    return CameraViews.of_kinds(
        [str(d.get("camera_kind", "fixed")) for d in data],
        np.nan_to_num(xy_m),
        _numbers(data, "azimuth_deg"),
        _numbers(data, "hfov_deg"),
        np.where(nowhere, np.nan, _numbers(data, "range_m")),
        _numbers(data, "horizontal_px"),
    )


def optic(data: Mapping[str, Any], name: str) -> float | None:
    """One figure of a camera (`OPTICS`); None where its record does not say or cannot mean it."""
    low, high = OPTICS[name]
    value = data.get(name)
    return float(value) if isinstance(value, int | float) and low <= value <= high else None


def public_ground(picture: Picture) -> Any:
    """Streets, squares, greens and the areas of public places: what cameras are there to watch.

    One geometry in metres; empty where the record knows none of these.
    """
    kinds = ("road", "land", "green", "place", "building", "water")
    states = tuple(picture.state(kind) for kind in kinds)
    return picture.snapshot.kept("public ground", states, lambda: _public(*states))


def _public(
    road: State, land: State, green: State, place: State, building: State, water: State
) -> Any:
    widths = np.array([_width_m(data) for data in road.data], dtype=np.float64)
    streets = shapely.buffer(road.geometry, widths / 2, cap_style="flat", quad_segs=2)
    plazas = [
        g for g, d in zip(land.geometry, land.data, strict=True) if d.get("use") in PUBLIC_LAND
    ]
    areas = [g for g in place.geometry if g is not None and g.area > 0]
    ground = shapely.union_all([*streets, *plazas, *green.geometry, *areas])
    covered = shapely.union_all([*building.geometry, *water.geometry])
    return shapely.difference(ground, covered)


def _width_m(road: Mapping[str, Any]) -> float:
    width = road.get("width_m")
    return float(width) if isinstance(width, int | float) and width > 0 else USUAL_WIDTH_M


def _numbers(data: tuple[Mapping[str, Any], ...], name: str) -> NDArray[np.float64]:
    values = [optic(one, name) for one in data]
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)

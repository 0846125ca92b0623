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


@dataclass(frozen=True, eq=False)
class Watched:
    """The isovists of all cameras at t, row by row of the camera state.

    `online` (n,) tells which of them see at all; `state` is each camera's own word.
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
    """How many cameras see each cell of a grid over all that any camera reaches."""
    seen = watched(picture)

    def make() -> Coverage:
        bounds = shapely.total_bounds(seen.polygons)
        grid = grid_over(tuple(bounds), cell_m)
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
    """The fields of view of cameras; what a record does not say is not known."""
    data = cameras.data
    points = shapely.get_coordinates(shapely.centroid(cameras.geometry))
    return CameraViews.of_kinds(
        [str(d.get("camera_kind", "fixed")) for d in data],
        points,
        _within(_numbers(data, "azimuth_deg"), -360.0, 720.0),
        _within(_numbers(data, "hfov_deg"), 1e-3, 360.0),
        _within(_numbers(data, "range_m"), 0.0, 1e5),
        _within(_numbers(data, "horizontal_px"), 0.0, 1e6),
    )


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
    widths = _numbers(road.data, "width_m")
    streets = shapely.buffer(
        road.geometry, np.nan_to_num(widths, nan=6.0) / 2, cap_style="flat", quad_segs=2
    )
    plazas = [
        g for g, d in zip(land.geometry, land.data, strict=True) if d.get("use") in PUBLIC_LAND
    ]
    areas = [g for g in place.geometry if g is not None and g.area > 0]
    ground = shapely.union_all([*streets, *plazas, *green.geometry, *areas])
    covered = shapely.union_all([*building.geometry, *water.geometry])
    return shapely.difference(ground, covered)


PUBLIC_LAND = frozenset({"plaza", "square", "forecourt"})


def _within(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """The values, those that cannot be true taken as not known."""
    return np.where((values >= low) & (values <= high), values, np.nan)


def _numbers(data: tuple[Mapping[str, Any], ...], name: str) -> NDArray[np.float64]:
    values = [d.get(name) for d in data]
    good = [v if isinstance(v, int | float) else np.nan for v in values]
    return np.array(good, dtype=np.float64)

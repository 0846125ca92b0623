"""Laws of isovists that hold in every city."""

import math

import numpy as np
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.isovist import Isovists, isovists
from geodata.analysis.occluders import Occluders
from tests.support.shadows import View, iou, seen_by_definition

EAST, NORTH = 560_000.0, 3_460_000.0
CORNER = np.array([EAST, NORTH])
SLIVER_M2 = 0.02
"""Cracks of less than a millionth of a radian count as closed."""


@st.composite
def buildings(draw: st.DrawFn) -> shapely.Polygon:
    """A house of 3 to 7 corners, on a grid of quarter metres so that walls align and touch."""
    x, y = draw(st.integers(-160, 160)) / 4, draw(st.integers(-160, 160)) / 4
    if draw(st.booleans()):
        width, height = draw(st.integers(4, 80)) / 4, draw(st.integers(4, 80)) / 4
        return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)
    corners = draw(st.integers(3, 7))
    radii = draw(st.lists(st.integers(8, 60), min_size=corners, max_size=corners))
    turn = draw(st.integers(0, 89))
    angles = np.radians(turn + np.arange(corners) * 360 / corners)
    arms = np.array(radii)[:, None] / 4 * np.column_stack((np.cos(angles), np.sin(angles)))
    return shapely.Polygon(np.round(4 * (arms + np.array([x, y]))) / 4 + CORNER)


CITIES = st.lists(buildings().filter(lambda shape: shape.is_valid), min_size=1, max_size=9)
PLACES = st.tuples(st.integers(-200, 200), st.integers(-200, 200)).map(
    lambda place: (EAST + place[0] / 4, NORTH + place[1] / 4)
)
ANGLES = st.one_of(st.floats(5, 360), st.sampled_from([45.0, 90.0, 120.0, 180.0, 360.0]))
AZIMUTHS = st.one_of(st.floats(0, 360), st.sampled_from([0.0, 45.0, 90.0, 180.0, 270.0]))


@st.composite
def scenes(draw: st.DrawFn) -> tuple[np.ndarray, View]:
    """A city, and a camera in the open or at its brink."""
    city = np.array(draw(CITIES), dtype=object)
    x, y = draw(PLACES)
    assume(not shapely.contains_properly(city, shapely.Point(x, y)).any())
    return city, View(x, y, draw(AZIMUTHS), draw(ANGLES), draw(st.floats(5, 90)))


def in_the_open(city: np.ndarray, view: View) -> bool:
    return bool((shapely.distance(city, shapely.Point(view.x_m, view.y_m)) > 0.01).all())


def see(city: np.ndarray, *cameras: View) -> Isovists:
    x, y, azimuth, sweep, range_m = np.array(cameras).T
    pixels = np.full(len(x), 1920.0)
    xy = np.column_stack((x, y))
    return isovists(
        Occluders.from_polygons(city), CameraViews(xy, azimuth, sweep, sweep, range_m, pixels)
    )


def shape_seen(city: np.ndarray, view: View) -> shapely.Polygon:
    shape = see(city, view).polygons()[0]
    assert isinstance(shape, shapely.Polygon)
    return shape


def moved(shapes: np.ndarray, turn_deg: float, by: tuple[float, float]) -> np.ndarray:
    """Turned clockwise about the corner of the city, then shifted."""
    c, s = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))

    def move(coords: np.ndarray) -> np.ndarray:
        x, y = (coords - CORNER).T
        return np.column_stack((c * x + s * y, c * y - s * x)) + CORNER + np.array(by)

    return np.asarray(shapely.transform(shapes, move))


@given(scenes())
def test_equals_the_sector_less_the_shadows_less_the_buildings(
    scene: tuple[np.ndarray, View],
) -> None:
    city, view = scene
    assume(in_the_open(city, view))
    seen, wanted = shape_seen(city, view), seen_by_definition(view, city)
    assert seen.is_valid
    assert iou(seen, wanted) >= 0.999 or seen.symmetric_difference(wanted).area < SLIVER_M2


@given(scenes())
def test_never_past_the_range(scene: tuple[np.ndarray, View]) -> None:
    city, view = scene
    seen = see(city, view)
    if len(seen.coords):
        away = np.hypot(*(seen.coords - seen.eyes[0]).T)
        assert away.max() <= view.range_m + 1e-6


@given(scenes())
def test_never_into_a_building(scene: tuple[np.ndarray, View]) -> None:
    city, view = scene
    # On a wall that two buildings share there is no open ground to look at.
    touched = shapely.distance(city, shapely.Point(view.x_m, view.y_m)) == 0
    assume(touched.sum() <= 1)
    assert shape_seen(city, view).intersection(shapely.union_all(city)).area < SLIVER_M2


@given(scenes())
def test_every_vertex_is_seen_and_they_go_round_the_eye_in_order(
    scene: tuple[np.ndarray, View],
) -> None:
    city, view = scene
    assume(in_the_open(city, view))
    seen = see(city, view)
    eye = seen.eyes[0]
    off = seen.coords - eye
    off = off[np.hypot(*off.T) > 1e-6]
    bearings = np.unwrap(np.arctan2(off[:, 1], off[:, 0]))
    assert (np.diff(bearings) > -1e-6).all()
    solid = shapely.union_all(city).buffer(-0.01)
    rays = shapely.linestrings(np.stack((np.broadcast_to(eye, seen.coords.shape), seen.coords), 1))
    assert not shapely.intersects(rays, solid).any()


@given(scenes(), st.floats(0, 360), st.tuples(*[st.floats(-5000, 5000)] * 2))
def test_turning_and_shifting_all_turns_and_shifts_what_is_seen(
    scene: tuple[np.ndarray, View], turn_deg: float, by: tuple[float, float]
) -> None:
    city, view = scene
    assume(in_the_open(city, view))
    place = shapely.get_coordinates(moved(np.array([shapely.Point(view[:2])]), turn_deg, by))[0]
    there = view._replace(
        x_m=place[0], y_m=place[1], azimuth_deg=(view.azimuth_deg + turn_deg) % 360
    )
    seen = shape_seen(city, view)
    again = shape_seen(moved(city, turn_deg, by), there)
    assert abs(again.area - seen.area) < SLIVER_M2
    wanted = moved(np.array([seen]), turn_deg, by)[0]
    assert again.symmetric_difference(wanted).area < SLIVER_M2


@given(scenes(), buildings())
def test_one_more_building_never_shows_more(
    scene: tuple[np.ndarray, View], another: shapely.Polygon
) -> None:
    city, view = scene
    more = np.array([*city, another], dtype=object)
    assume(in_the_open(more, view))
    assert shape_seen(more, view).area <= shape_seen(city, view).area + SLIVER_M2


@given(CITIES, PLACES, PLACES)
def test_who_sees_is_seen(
    shapes: list[shapely.Polygon], here: tuple[float, float], there: tuple[float, float]
) -> None:
    city = np.array(shapes, dtype=object)
    assume(here != there)
    line = shapely.LineString([here, there])
    corners = shapely.points(shapely.get_coordinates(city))
    # A line that grazes a corner is neither blocked nor free.
    assume(shapely.distance(corners, line).min() > 1e-3)
    away = math.dist(here, there) * 1.01
    looks = [View(x, y, 0.0, 360.0, away) for x, y in (here, there)]
    assume(all(in_the_open(city, view) for view in looks))
    from_here, from_there = see(city, *looks).polygons()
    blocked = bool(shapely.intersects(city, line).any())
    assert from_here.contains(shapely.Point(there)) == (not blocked)
    assert from_there.contains(shapely.Point(here)) == (not blocked)


@given(scenes())
def test_two_halves_of_a_view_see_what_the_whole_sees(scene: tuple[np.ndarray, View]) -> None:
    city, view = scene
    assume(in_the_open(city, view))
    half = view.sweep_deg / 2
    left = view._replace(azimuth_deg=view.azimuth_deg - half / 2, sweep_deg=half)
    right = view._replace(azimuth_deg=view.azimuth_deg + half / 2, sweep_deg=half)
    parts = shapely.area(see(city, left, right).polygons()).sum()
    whole = shape_seen(city, view).area
    assert abs(parts - whole) <= 3e-4 * whole + SLIVER_M2

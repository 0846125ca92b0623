"""What cameras see, case by case; the laws are in test_isovist_laws."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
import shapely

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.dori import DoriLevel
from geodata.analysis.isovist import Isovists, dori_bands, isovists
from geodata.analysis.occluders import Occluders
from tests.support.shadows import View, iou, seen_by_definition
from tests.support.visibility import visibility_polygon

EAST, NORTH = 560_000.0, 3_460_000.0
CORNER = np.array([EAST, NORTH])


def city(*buildings: shapely.Geometry) -> np.ndarray:
    moved = [shapely.transform(shape, lambda c: c + CORNER) for shape in buildings]
    return np.array(moved, dtype=object)


def views(*cameras: tuple[float, float, float, float, float]) -> CameraViews:
    """Cameras as (x, y, azimuth, field of view, range), x and y from the city's corner."""
    x, y, azimuth, sweep, range_m = np.array(cameras, float).reshape(-1, 5).T
    pixels = np.full(len(x), 1920.0)
    return CameraViews(
        np.column_stack((x + EAST, y + NORTH)), azimuth, sweep, sweep, range_m, pixels
    )


def see(buildings: np.ndarray, *camera: float, mounted_m: float = 0.5) -> shapely.Polygon:
    x, y, azimuth, sweep, range_m = camera
    seen = isovists(
        Occluders.from_polygons(buildings), views((x, y, azimuth, sweep, range_m)), mounted_m
    ).polygons()[0]
    assert isinstance(seen, shapely.Polygon)
    assert seen.is_valid
    return seen


def same_as_by_definition(buildings: np.ndarray, *camera: float) -> None:
    x, y, azimuth, sweep, range_m = camera
    view = View(x + EAST, y + NORTH, azimuth, sweep, range_m)
    assert iou(see(buildings, *camera), seen_by_definition(view, buildings)) >= 0.999


def looks_at(seen: shapely.Polygon, x: float, y: float) -> bool:
    return bool(seen.contains(shapely.Point(x + EAST, y + NORTH)))


def test_with_nothing_in_the_way_it_is_the_sector() -> None:
    seen = see(city(), 0, 0, 0, 90, 50)
    assert seen.area == pytest.approx(np.pi * 50**2 / 4, rel=3e-4)
    assert looks_at(seen, 0, 49)
    assert not looks_at(seen, 0, -1)


def test_azimuth_is_clockwise_from_north() -> None:
    seen = see(city(), 0, 0, 90, 60, 50)
    assert looks_at(seen, 40, 0)
    assert not looks_at(seen, 0, 40)


def test_a_view_may_wrap_past_north() -> None:
    for azimuth in (0, 360, -360, 350, 10):
        assert looks_at(see(city(), 0, 0, azimuth, 60, 50), 0, 40)


def test_a_wall_hides_what_is_behind_it() -> None:
    buildings = city(shapely.box(-5, 20, 5, 30))
    seen = see(buildings, 0, 0, 0, 90, 60)
    assert looks_at(seen, 0, 19)
    assert not looks_at(seen, 0, 21)
    assert not looks_at(seen, 0, 50)
    assert looks_at(seen, 20, 40)
    same_as_by_definition(buildings, 0, 0, 0, 90, 60)


def test_a_wall_partly_out_of_range_is_cut_at_the_range() -> None:
    same_as_by_definition(city(shapely.box(-200, 20, 200, 30)), 0, 0, 0, 170, 60)
    same_as_by_definition(city(shapely.box(-1000, -1000, 1000, -3)), 0, 0, 180, 360, 60)


@pytest.mark.parametrize("sweep", [1, 60, 119.9, 120, 120.1, 180, 270, 359.9, 360])
@pytest.mark.parametrize("azimuth", [0, 37, 180])
def test_all_angles_of_view(sweep: float, azimuth: float) -> None:
    buildings = city(
        shapely.box(-5, 20, 5, 30),
        shapely.box(20, -5, 25, 5),
        shapely.Polygon([(-10, -10), (-30, -12), (-20, -30)]),
        shapely.box(-40, -2, -15, 9),
    )
    same_as_by_definition(buildings, 0, 0, azimuth, sweep, 60)


def test_corners_exactly_on_the_borders_of_the_view() -> None:
    buildings = city(shapely.box(-20, 20, 0, 40), shapely.box(20, 20, 40, 40))
    for azimuth, sweep in ((0, 90), (45, 90), (-45, 90), (22.5, 45), (0, 360)):
        same_as_by_definition(buildings, 0, 0, azimuth, sweep, 60)


def test_a_camera_in_line_with_walls() -> None:
    buildings = city(shapely.box(0, 10, 10, 20), shapely.box(-10, 30, 0, 40))
    for azimuth in (0, 10, 45, 315):
        same_as_by_definition(buildings, 0, 0, azimuth, 100, 60)


def test_no_light_comes_through_between_buildings_that_touch() -> None:
    row = city(*[shapely.box(-30 + 10 * k, 20, -20 + 10 * k, 30) for k in range(6)])
    seen = see(row, 0.3, 0, 0, 80, 80)
    assert seen.bounds[3] == pytest.approx(NORTH + 20)
    same_as_by_definition(row, 0.3, 0, 0, 80, 80)


def test_buildings_that_overlap_or_stand_in_each_other() -> None:
    buildings = city(
        shapely.box(-5, 20, 5, 30),
        shapely.box(0, 15, 12, 25),
        shapely.box(-3, 22, 3, 28),
        shapely.box(-5, 20, 5, 30),
    )
    same_as_by_definition(buildings, 0, 0, 0, 100, 60)
    same_as_by_definition(buildings, 30, 22, 270, 100, 60)


def test_a_camera_in_a_courtyard_sees_the_courtyard() -> None:
    yard = shapely.box(0, 0, 40, 40).difference(shapely.box(10, 10, 30, 30))
    assert see(city(yard), 20, 20, 0, 360, 100).area == pytest.approx(400)
    assert see(city(yard), 10, 20, 90, 360, 100).area == pytest.approx(400, rel=1e-5)


L_SHAPED = shapely.Polygon([(0, 0), (30, 0), (30, 10), (10, 10), (10, 30), (0, 30)])


@pytest.mark.parametrize(
    ("x", "y", "outward"),
    [
        (15, 0, 180),  # the middle of a wall
        (0, 0, 225),  # a corner
        (10, 10, 45),  # the corner of the court
        (20, 10, 0),  # a wall that looks on the other wing
        (30, 7.3, 90),
    ],
)
@pytest.mark.parametrize("sweep", [60, 110, 360])
def test_a_camera_on_a_wall_looks_outward(x: float, y: float, outward: float, sweep: float) -> None:
    buildings = city(L_SHAPED, shapely.box(40, -20, 50, 40), shapely.box(-20, -40, 20, -30))
    same_as_by_definition(buildings, x, y, outward, sweep, 60)
    seen = see(buildings, x, y, outward, sweep, 60)
    assert seen.area > 50
    assert seen.intersection(buildings[0]).area < 1e-3


def test_a_camera_a_little_behind_its_wall_hangs_on_it() -> None:
    block = city(shapely.box(0, 0, 30, 20))
    on_wall = see(block, 15, 0, 180, 90, 50)
    for behind_m in (1e-9, 1e-4, 0.3):
        assert iou(see(block, 15, behind_m, 180, 90, 50), on_wall) > 0.98
        assert see(block, 15, behind_m, 180, 90, 50).intersection(block[0]).area < 1e-3


def test_near_a_corner_the_wall_that_the_view_faces_is_taken() -> None:
    block = city(shapely.box(0, 0, 30, 20))
    south, west = see(block, 0.4, 0.3, 180, 90, 50), see(block, 0.4, 0.3, 270, 90, 50)
    assert looks_at(south, 0.4, -40)
    assert looks_at(west, -40, 0.3)


def test_a_camera_on_a_party_wall_at_the_street_looks_into_the_street() -> None:
    row = city(shapely.box(-10, 0, 0, 10), shapely.box(0, 0, 10, 10))
    seen = see(row, 0, 0, 180, 90, 40)
    assert seen.area == pytest.approx(np.pi * 40**2 / 4, rel=1e-3)
    assert see(row, 0, 0, 0, 360, 40).intersection(shapely.union_all(row)).area < 1e-3


def test_deep_inside_a_building_its_walls_do_not_block_and_others_do() -> None:
    hall, tower = shapely.box(-20, -20, 20, 20), shapely.box(-5, 40, 5, 50)
    seen = see(city(hall, tower), 0, 0, 0, 90, 80)
    assert looks_at(seen, 0, 30)
    assert not looks_at(seen, 0, 60)


def test_between_two_walls_back_to_back_a_camera_is_not_blind() -> None:
    row = city(shapely.box(-10, -10, 0, 10), shapely.box(0, -10, 10, 10))
    assert see(row, 0, 0, 0, 90, 30).area > 0


def test_what_is_not_known_sees_nothing() -> None:
    seen = isovists(
        Occluders.from_polygons(city()),
        views((0, 0, np.nan, 60, 50), (0, 0, 10, 60, 50), (0, 0, 10, 60, 0), (0, 0, 1, 1, np.nan)),
    )
    assert len(seen) == 4
    assert np.diff(seen.offsets).astype(bool).tolist() == [False, True, False, False]
    assert [bool(shape.is_empty) for shape in seen.polygons()] == [True, False, True, True]


def test_no_cameras_no_isovists() -> None:
    seen = isovists(Occluders.from_polygons(city()), views())
    assert len(seen) == 0
    assert seen.polygons().shape == (0,)


def test_rings_are_closed_and_counter_clockwise() -> None:
    seen = isovists(
        Occluders.from_polygons(city(shapely.box(-5, 20, 5, 30))),
        views((0, 0, 0, 60, 50), (0, 0, 0, 360, 50)),
    )
    for camera in range(2):
        ring = seen.ring(camera)
        assert (ring[0] == ring[-1]).all()
        assert shapely.is_ccw(shapely.linearrings(ring))


def test_many_cameras_and_many_threads_give_what_one_gives() -> None:
    rng = np.random.default_rng(7)
    boxes = city(*[shapely.box(x, y, x + 9, y + 7) for x, y in rng.uniform(0, 300, (60, 2))])
    occluders = Occluders.from_polygons(boxes)
    cameras = views(*np.column_stack((rng.uniform(0, 300, (500, 4)), np.full(500, 60.0))))
    whole = isovists(occluders, cameras)
    one_by_one = [isovists(occluders, _row(cameras, k)) for k in range(0, 500, 25)]
    for k, single in enumerate(one_by_one):
        assert np.array_equal(whole.ring(25 * k), single.ring(0))
    with ThreadPoolExecutor(4) as pool:
        for again in pool.map(lambda _: isovists(occluders, cameras), range(4)):
            assert np.array_equal(again.coords, whole.coords)


def _row(cameras: CameraViews, k: int) -> CameraViews:
    return CameraViews(
        cameras.xy_m[k : k + 1],
        cameras.azimuth_deg[k : k + 1],
        cameras.sweep_deg[k : k + 1],
        cameras.hfov_deg[k : k + 1],
        cameras.range_m[k : k + 1],
        cameras.horizontal_px[k : k + 1],
    )


def test_bands_lie_in_each_other_and_reach_as_far_as_their_level() -> None:
    occluders = Occluders.from_polygons(city(shapely.box(-5, 20, 5, 30)))
    bands: dict[DoriLevel, Isovists] = dori_bands(occluders, views((0, 0, 0, 90, 30)))
    shapes = [bands[level].polygons()[0] for level in DoriLevel]
    for coarse, fine in pairwise(shapes):
        # Chords of different arcs: the finer one bulges by nothing that matters.
        assert fine.difference(coarse).area < 1e-3
    reaches = [np.hypot(*(bands[level].ring(0) - CORNER).T).max() for level in DoriLevel]
    # Detection reaches 38.4 m, the camera is of use up to 30 m.
    assert reaches == pytest.approx([30, 15.36, 7.68, 3.84])


def test_a_point_outside_sees_nothing_of_a_polygon() -> None:
    with pytest.raises(ValueError, match="inside"):
        visibility_polygon(shapely.box(0, 0, 1, 1), 2, 2)


def test_a_reflex_corner_sees_the_inside_only() -> None:
    seen = visibility_polygon(L_SHAPED, 10, 10)
    assert seen.area == pytest.approx(L_SHAPED.area, rel=1e-6)

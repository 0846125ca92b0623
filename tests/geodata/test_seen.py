"""What cameras see, whatever a record says of them, and the ground they are there to watch."""

import itertools
import math

import pytest
import shapely

from geodata.seen import (
    OPTICS,
    bands,
    laid_on_grid,
    optic,
    public_ground,
    state_of,
    views_of,
    watched,
)
from tests import small

ONLINE = {"C-fixed-online", "C-ptz-online", "C-reader-online"}


@pytest.mark.parametrize("name", OPTICS)
@pytest.mark.parametrize("value", [None, "", "4K", -1e9, 1e9, math.nan, math.inf, [], {}])
def test_a_figure_that_cannot_be_true_is_not_known(name: str, value: object) -> None:
    assert optic({name: value}, name) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("azimuth_deg", -90), ("azimuth_deg", 359.5), ("hfov_deg", 360), ("range_m", 0)],
)
def test_a_figure_that_can_be_true_is_known(name: str, value: float) -> None:
    assert optic({name: value}, name) == value


def test_a_state_nobody_declared_is_unknown() -> None:
    assert state_of({"state": "fault"}) == "fault"
    assert state_of({"state": "asleep"}) == state_of({}) == state_of({"state": 3}) == "unknown"


def test_impossible_cameras_and_cameras_without_a_place_see_nothing() -> None:
    seen = watched(small.shown())
    empty = {thing for thing, p in zip(seen.cameras.ids, seen.polygons, strict=True) if p.is_empty}
    assert empty == {"C-odd", "C-lost"}
    views = views_of(seen.cameras)
    odd = seen.cameras.ids.index("C-odd")
    for figures in (views.azimuth_deg, views.hfov_deg, views.range_m, views.horizontal_px):
        assert math.isnan(figures[odd])


def test_only_online_cameras_see_and_buildings_stand_in_the_way() -> None:
    seen = watched(small.shown())
    online = {thing for thing, on in zip(seen.cameras.ids, seen.online, strict=True) if on}
    assert online == ONLINE | {"C-lost"}
    house = small.box(400, 400, 440, 440)
    for thing, polygon in zip(seen.cameras.ids, seen.polygons, strict=True):
        if thing in ONLINE:
            assert polygon.intersection(house).area < 2.0


def test_what_is_seen_in_more_detail_lies_within_what_is_seen_in_less() -> None:
    finest_last = list(bands(small.shown()).values())
    for coarse, fine in itertools.pairwise(finest_last):
        outside = shapely.area(shapely.difference(fine, coarse))
        assert outside.max() < 0.5


def test_cells_count_the_online_cameras_that_see_them() -> None:
    picture = small.shown()
    laid = laid_on_grid(picture, 4.0)
    seen = watched(picture)
    polygons = [p for p, on in zip(seen.polygons, seen.online, strict=True) if on]
    spec = laid.grid
    for row in range(0, spec.ny, 7):
        for column in range(0, spec.nx, 7):
            centre = shapely.Point(
                spec.x0_m + (column + 0.5) * spec.cell_m, spec.y0_m + (row + 0.5) * spec.cell_m
            )
            if min(shapely.distance(shapely.boundary(polygons), centre), default=9.0) > 0.1:
                expected = int(shapely.contains(polygons, centre).sum())
                assert laid.seen_by[row, column] == expected


def test_a_camera_that_reaches_far_makes_cells_larger_not_millions() -> None:
    far = small.thing("C", "camera", small.point(0, 0), camera_kind="ptz", state="online",
                      hfov_deg=60, range_m=9_000, horizontal_px=1920)  # fmt: skip
    laid = laid_on_grid(small.of(far), 4.0)
    assert laid.grid.nx * laid.grid.ny <= 4_000_000
    assert laid.grid.cell_m > 4.0


def test_public_ground_is_streets_squares_greens_and_public_places_less_what_is_built() -> None:
    ground = public_ground(small.shown())
    assert ground.contains(small.point(100, 205))
    assert ground.contains(small.point(300, 300))
    assert ground.contains(small.point(100, 850))
    assert ground.contains(small.point(620, 120))
    assert not ground.contains(small.point(650, 50))
    assert not ground.intersects(small.point(420, 420))
    assert public_ground(small.of()).is_empty


def test_a_street_of_unknown_width_is_taken_as_six_metres_wide() -> None:
    road = small.thing("R", "road", small.line((0, 0), (100, 0)), width_m="wide")
    assert public_ground(small.of(road)).area == pytest.approx(600)


def test_pictures_in_which_no_camera_changed_share_what_is_seen() -> None:
    assert watched(small.shown()) is watched(small.shown(t_us=small.at("10-01 20:00")))
    assert watched(small.shown()) is not watched(small.shown(t_us=small.at("10-02 09:00")))

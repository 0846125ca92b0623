"""The local frame: along the railway, across it, and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.sample.frame import (
    ORIGIN_LON_LAT_DEG,
    ORIGIN_M,
    area_at,
    box_at,
    curve_through,
    line_through,
    point_at,
    to_grid,
    to_local,
    warp,
)

PLACES = st.tuples(st.floats(-3000, 2500), st.floats(-2600, 2600))


def test_the_origin_is_the_station_as_proj_places_it() -> None:
    to_metres = Transformer.from_crs(4326, 4549, always_xy=True)
    assert to_metres.transform(*ORIGIN_LON_LAT_DEG) == pytest.approx(ORIGIN_M, abs=0.01)


@given(PLACES, st.booleans())
def test_a_place_comes_back_from_the_grid(uv: tuple[float, float], warped: bool) -> None:
    back = to_local(to_grid([uv], warped=warped), warped=warped)[0]
    assert np.hypot(*(back - np.array(uv))) < 0.001


def test_u_runs_along_a_bearing_of_120_degrees_and_v_of_30() -> None:
    origin, along, across = to_grid([(0, 0), (1000, 0), (0, 1000)], warped=False)
    for there, bearing_deg in ((along, 120.0), (across, 30.0)):
        east, north = there - origin
        assert np.degrees(np.arctan2(east, north)) == pytest.approx(bearing_deg)


@given(st.floats(-3000, 2500))
def test_the_tracks_stay_straight(u: float) -> None:
    assert warp([(u, 0.0)])[0][1] == 0.0


@given(PLACES)
def test_the_warp_is_gentle(uv: tuple[float, float]) -> None:
    assert np.abs(warp([uv])[0] - np.array(uv)).max() <= 22.0


def test_lines_carry_a_vertex_every_fifty_metres_for_labels() -> None:
    for line in (line_through([(0, 500), (900, 500)]), curve_through([(0, 500), (900, 700)])):
        steps = np.hypot(*np.diff(np.array(line.coords), axis=0).T)
        assert steps.max() < 60.0
        assert steps.min() > 30.0


def test_boxes_and_areas_keep_their_size() -> None:
    assert box_at(-225, -49, 225, 49).area == pytest.approx(450 * 98, rel=0.02)
    assert area_at([(0, 0), (100, 0), (0, 100)]).contains(point_at(20, 20))

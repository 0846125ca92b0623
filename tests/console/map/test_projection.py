"""Metres to pixels and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.map.projection import Frame, Projection, m_per_px_of

EAST = st.floats(550_000, 570_000)
NORTH = st.floats(3_470_000, 3_490_000)
SCALE = st.floats(0.1, 50.0)
PX = st.floats(0, 1_000)
VIEWS = st.builds(Projection, EAST, NORTH, SCALE, st.integers(1, 2_000), st.integers(1, 2_000))


@given(VIEWS, PX, PX)
def test_a_pixel_leads_to_a_place_and_back(view: Projection, x: float, y: float) -> None:
    assert view.to_px(*view.to_m(x, y)) == pytest.approx((x, y), abs=1e-3)


@given(VIEWS, st.floats(0.2, 5), PX, PX)
def test_zooming_keeps_the_place_under_the_pointer(
    view: Projection, factor: float, x: float, y: float
) -> None:
    zoomed = view.zoomed(factor, (x, y))

    assert zoomed.to_m(x, y) == pytest.approx(view.to_m(x, y), abs=1e-6)


@given(VIEWS, st.floats(0.2, 5), PX, PX, st.floats(0, 1))
def test_on_the_way_of_a_zoom_the_place_under_the_pointer_stays_there(
    view: Projection, factor: float, x: float, y: float, share: float
) -> None:
    on_the_way = view.between(view.zoomed(factor, (x, y)), share)

    assert on_the_way.to_m(x, y) == pytest.approx(view.to_m(x, y), abs=1e-3)


@given(VIEWS, st.floats(-500, 500), st.floats(-500, 500))
def test_a_dragged_place_follows_the_hand(view: Projection, dx: float, dy: float) -> None:
    place = view.to_m(100, 100)

    assert view.panned(dx, dy).to_px(*place) == pytest.approx((100 + dx, 100 + dy), abs=1e-3)


@given(VIEWS, EAST, NORTH, st.floats(1, 5_000), st.floats(1, 5_000))
def test_a_view_fitted_to_a_box_shows_all_of_it(
    view: Projection, west: float, south: float, width: float, height: float
) -> None:
    fitted = view.fitted((west, south, west + width, south + height), 0)
    seen = fitted.bounds_m

    if fitted.m_per_px < 1_999:
        assert seen[0] <= west + 1e-6
        assert seen[1] <= south + 1e-6
        assert seen[2] >= west + width - 1e-6
        assert seen[3] >= south + height - 1e-6


def test_a_scale_is_what_it_says_on_a_screen_of_96_pixels_an_inch() -> None:
    assert m_per_px_of(6_000) == pytest.approx(1.5875)
    assert Projection(0, 0, m_per_px_of(6_400), 9, 9).view.scale == pytest.approx(6_400)


def test_zooming_ends_where_a_pixel_is_two_centimetres_or_two_kilometres() -> None:
    view = Projection(0, 0, 1, 100, 100)

    assert view.zoomed(1e9).m_per_px == pytest.approx(0.02)
    assert view.zoomed(1e-9).m_per_px == pytest.approx(2_000)


@given(VIEWS, st.sampled_from((1.0, 1.25, 1.5, 2.0)))
def test_the_pixel_grid_of_a_frame_begins_at_the_views_corner(
    view: Projection, ratio: float
) -> None:
    frame = Frame.of(view, ratio)
    west, _, _, north = view.bounds_m

    assert frame.offset_of(view) == pytest.approx((0, 0), abs=1e-3)
    assert frame.pixels(np.array([[west, north]])).tolist()[0] == pytest.approx([0, 0], abs=1e-3)
    assert frame.m_per_logical_px == pytest.approx(view.m_per_px)


@given(VIEWS, st.floats(-300, 300))
def test_a_frame_fits_every_view_of_its_scale_and_no_other(view: Projection, by: float) -> None:
    frame = Frame.of(view, 1.0)

    assert frame.fits(view.panned(by, by), 1.0)
    assert not frame.fits(view, 2.0)
    assert not frame.fits(view.between(view.zoomed(0.5), 0.5), 1.0)

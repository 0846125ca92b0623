"""Marks on pixels: what is drawn where, in which colour, and that strips make a whole."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from console.layers.marks import Batch, Fill, Grid, Stroke
from console.map.inks import Inks
from console.map.painter import Entry, MarksPainter
from console.map.projection import Frame
from tests.console.map.scenes import (
    DARK,
    SOUTH_M,
    WEST_M,
    areas,
    badges,
    box,
    color_at,
    dots,
    lines,
    xy,
)

SIZE = 200
WHOLE = QRect(0, 0, SIZE, SIZE)
FRAME = Frame(WEST_M, SOUTH_M + SIZE, 1.0, 1.0)
"""A metre a pixel; the place (x, y) of the district lies at pixel (x, 200 - y)."""


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts and images need one."""


def painted(
    *batches: Batch,
    strips: Sequence[QRect] = (WHOLE,),
    opacity: float = 1.0,
    frame: Frame = FRAME,
) -> QImage:
    image = QImage(WHOLE.size(), QImage.Format.Format_RGB32)
    painter = MarksPainter(Inks(DARK), "zh")
    entries = [Entry("one", batches, opacity)]
    for strip in strips:
        for _ in painter.paint(image, WHOLE, strip, frame, entries, (), "map.land"):
            pass
    return image


def pixels(image: QImage) -> NDArray[np.int64]:
    """Blue, green, red of every pixel."""
    raw = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(SIZE, SIZE, 4)
    return raw[:, :, :3].astype(np.int64)


def mixed(over: str, under: str, alpha: float) -> list[float]:
    """Red, green, blue of one colour thinly over another."""
    pairs = zip(bytes.fromhex(over[1:]), bytes.fromhex(under[1:]), strict=True)
    return [a * alpha + b * (1 - alpha) for a, b in pairs]


def test_an_area_is_filled_in_the_colour_of_its_role_and_leaves_the_rest() -> None:
    image = painted(areas(Fill("map.water"), box(50, 50, 100, 100)))

    assert color_at(image, 75, 125) == DARK.color("map.water")
    assert color_at(image, 120, 125) == DARK.color("map.land")
    assert color_at(image, 75, 160) == DARK.color("map.land")


def test_a_hole_stays_a_hole() -> None:
    outer, inner = box(20, 20, 180, 180), box(80, 80, 120, 120)
    ringed = areas(Fill("map.green"), outer, inner)
    whole = type(ringed)(
        ringed.coords_m, ringed.ring_offsets, np.array([0, 2]), ringed.fill, (), ""
    )

    image = painted(whole)

    assert color_at(image, 50, 150) == DARK.color("map.green")
    assert color_at(image, 100, 100) == DARK.color("map.land")


def test_areas_painted_as_one_do_not_add_up_where_they_overlap() -> None:
    both = (box(20, 20, 120, 120), box(80, 80, 180, 180))
    once = painted(areas(Fill("dori.62", 0.2, as_one=True), *both))
    twice = painted(areas(Fill("dori.62", 0.2), *both))

    assert color_at(once, 100, 100) == color_at(once, 40, 160)
    assert color_at(twice, 100, 100) != color_at(twice, 40, 160)


def test_a_layer_is_thin_as_a_whole() -> None:
    thin = painted(
        areas(Fill("map.water"), box(0, 0, 200, 200)),
        areas(Fill("map.roof"), box(50, 50, 150, 150)),
        opacity=0.5,
    )

    expected = mixed(DARK.color("map.roof"), DARK.color("map.land"), 0.5)
    red, green, blue = expected
    assert pixels(thin)[100, 100] == pytest.approx([blue, green, red], abs=1.5)


def test_all_casings_lie_below_all_fills_of_neighbouring_roads() -> None:
    def road(width: float) -> Stroke:
        return Stroke("map.road.arterial", width, casing_role="map.road_casing", casing_px=3.0)

    across = lines(road(20), xy((0, 100), (200, 100)))
    down = lines(road(10), xy((100, 0), (100, 200)))

    image = painted(across, down)

    # Where the second road's casing crosses the first road, the first road's fill is seen.
    assert color_at(image, 107, 100) == DARK.color("map.road.arterial")
    assert color_at(image, 107, 60) == DARK.color("map.road_casing")


def test_roads_widen_with_the_root_of_the_zoom_within_bounds() -> None:
    stroke = Stroke("map.rail", 10.0, by_scale=True)

    def width_at(m_per_px: float) -> int:
        frame = Frame(WEST_M, SOUTH_M + SIZE * m_per_px, m_per_px, 1.0)
        line = lines(stroke, xy((0, 100 * m_per_px), (200 * m_per_px, 100 * m_per_px)))
        column = pixels(painted(line, frame=frame))[:, 100]
        ground = pixels(painted())[:, 100]
        return int(np.any(column != ground, axis=1).sum())

    assert width_at(1.5875) == 10
    assert width_at(1.5875 * 4) == 6
    assert width_at(1.5875 * 400) == 6
    assert width_at(0.1) == 16


def test_lines_that_share_a_way_are_drawn_beside_each_other() -> None:
    eastward = xy((0, 100), (200, 100))
    image = painted(
        lines(Stroke("mode.motor", 3.0, offset_px=10), eastward),
        lines(Stroke("mode.foot", 3.0, offset_px=-10), eastward),
    )

    assert color_at(image, 100, 110) == DARK.color("mode.motor")
    assert color_at(image, 100, 90) == DARK.color("mode.foot")
    assert color_at(image, 100, 100) == DARK.color("map.land")


def test_what_is_too_coarse_for_a_batch_is_left_out() -> None:
    fine = areas(Fill("map.water"), box(50, 50, 100, 100))
    coarse = type(fine)(
        fine.coords_m, fine.ring_offsets, fine.area_offsets, fine.fill, max_m_per_px=0.5
    )

    assert color_at(painted(coarse), 75, 125) == DARK.color("map.land")


def test_a_dot_stands_at_its_place_in_the_colour_of_its_kind() -> None:
    image = painted(dots((60, 140), size=12))

    assert color_at(image, 60, 60) == DARK.color("kind.touting")
    assert color_at(image, 75, 60) == DARK.color("map.land")


def test_many_dots_become_a_raster_brighter_where_they_are_more() -> None:
    rng = np.random.default_rng(7)
    crowd = rng.normal((50, 50), 6, (20_000, 2))
    few = rng.uniform((100, 100), (200, 200), (300, 2))
    many = dots(*map(tuple, np.vstack([crowd, few]).tolist()))

    image = painted(many)

    ground = pixels(painted()).sum(axis=2)
    gain = pixels(image).sum(axis=2) - ground
    assert gain[145:156, 45:56].mean() > 2 * gain[0:100, 100:200].max() / 3
    assert gain[0:100, 100:200].max() > 0
    assert gain[120:, 120:].max() == 0


def test_a_rasters_peak_has_the_ramps_last_colour_and_its_empty_cells_none() -> None:
    values = np.zeros((10, 10))
    values[2, 7] = 5.0
    grid = Grid(values, WEST_M, SOUTH_M, 20.0, "density", 5.0, smooth=False)

    image = painted(grid)

    expected = mixed(DARK.ramp("density")[-1], DARK.color("map.land"), 0.8)
    red, green, blue = expected
    assert pixels(image)[150, 150] == pytest.approx([blue, green, red], abs=2)
    assert color_at(image, 50, 50) == DARK.color("map.land")


def test_values_that_are_unknown_are_not_drawn() -> None:
    grid = Grid(np.full((4, 4), np.nan), WEST_M, SOUTH_M, 50.0, "density", 1.0)

    assert np.array_equal(pixels(painted(grid)), pixels(painted()))


CROWDED = (
    areas(Fill("map.water", edge_role="map.water_edge", edge_px=1.0), box(10, 10, 130, 90)),
    areas(Fill(hatch="diagonal", hatch_role="blind"), box(60, 60, 190, 190)),
    areas(Fill("dori.62", 0.3, as_one=True, edge_role="dori.125", edge_px=1.0), box(5, 80, 99, 180),
          box(70, 90, 170, 150)),
    lines(Stroke("map.rail", 7.0, casing_role="map.road_casing"), xy((0, 0), (110, 95), (200, 40))),
    lines(Stroke("zone", 1.25, dash_px=(10, 3, 2, 3)), xy((0, 150), (200, 60))),
    lines(Stroke("mode.foot", 2.6, dash_px=(0, 6.5), round_dots=True), xy((20, 190), (180, 20))),
    lines(Stroke("mode.motor", 1.25, chevron_px=50), xy((0, 120), (90, 110), (200, 170))),
    Grid(np.arange(36.0).reshape(6, 6), WEST_M + 3, SOUTH_M + 5, 30.0, "density", 35.0),
    dots((40, 40), (100, 101), (180, 66)),
    badges((99, 100), (20, 180)),
)  # fmt: skip


@settings(max_examples=12)
@given(st.integers(1, SIZE - 1), st.integers(1, SIZE - 1))
def test_strips_make_exactly_the_whole(x: int, y: int) -> None:
    strips = (
        QRect(0, 0, x, y), QRect(x, 0, SIZE - x, y),
        QRect(0, y, x, SIZE - y), QRect(x, y, SIZE - x, SIZE - y),
    )  # fmt: skip

    difference = np.abs(pixels(painted(*CROWDED, strips=strips)) - pixels(painted(*CROWDED)))

    # A smooth raster may differ by a rounding of its blend, nothing else by anything.
    assert difference.max() <= 3

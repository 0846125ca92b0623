"""Names on the map: along their lines, clear of each other, and where they stay."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from console.layers.marks import Areas, Fill, Labels, Lines, Stroke
from console.map.inks import Inks
from console.map.labels import LabelBatch, Placed, Setting, set_labels
from console.map.lettering import text_image, text_size
from console.map.line_labels import Glyph, PixelLine, set_along
from console.map.projection import Frame
from console.map.taken import Box, Taken
from geodata.texts import Text, same
from tests.console.map.scenes import (
    DARK,
    SOUTH_M,
    WEST_M,
    badges,
    box,
    labels,
    line_labels,
    lines,
    xy,
)

FRAME = Frame(WEST_M, SOUTH_M + 600, 1.0, 1.0)
AREA = QRect(0, 0, 800, 600)
SIZE = 13.0
ROAD = Text("南天成路", "Nantiancheng Road")


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts need one."""


def place(
    *batches: LabelBatch, area: QRect = AREA, before: Sequence[Placed] = (),
    taken: Taken | None = None, zh: bool = True,
) -> list[Placed]:  # fmt: skip
    setting = Setting(FRAME, area, Inks(DARK), "zh" if zh else "en")
    found = set_labels(setting, batches, taken or Taken(area, 1.0), before)
    return [placed for placed in found if placed is not None]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def along(points: list[tuple[float, float]], text: str) -> list[Glyph]:
    line = PixelLine(np.array(points, dtype=np.float64))
    return set_along(line, text, SIZE, 1.0, 0.0, line.length, lambda _box: True)


def test_on_a_level_line_characters_read_left_to_right_whichever_way_it_runs() -> None:
    for points in ([(0.0, 50.0), (400.0, 60.0)], [(400.0, 60.0), (0.0, 50.0)]):
        glyphs = along(points, "南天成路")

        assert [g.text for g in glyphs] == ["南", "天", "成", "路"]
        assert [g.x for g in glyphs] == sorted(g.x for g in glyphs)
        gaps = np.diff([g.x for g in glyphs]) / SIZE
        assert np.all((gaps > 1.45) & (gaps < 1.95))
        assert {g.tilt_deg for g in glyphs} == {0}


def test_below_45_degrees_characters_turn_with_the_line() -> None:
    glyphs = along([(0.0, 0.0), (300.0, 173.0)], "南天成路")

    assert {g.tilt_deg for g in glyphs} == {30}


def test_on_a_steeper_line_they_stand_stacked_and_lean_with_it() -> None:
    # From top right to bottom left, 30° off upright.
    for points in ([(200.0, 0.0), (0.0, 346.0)], [(0.0, 346.0), (200.0, 0.0)]):
        glyphs = along(points, "水景路")

        assert [g.text for g in glyphs] == ["水", "景", "路"]
        assert [g.y for g in glyphs] == sorted(g.y for g in glyphs)
        assert {g.tilt_deg for g in glyphs} == {30}


def test_latin_names_are_set_as_one_word_along_the_line_never_upside_down() -> None:
    for points in ([(0.0, 0.0), (300.0, 173.0)], [(300.0, 173.0), (0.0, 0.0)]):
        glyphs = along(points, "Main Road")

        assert [g.text for g in glyphs] == ["Main Road"]
        assert glyphs[0].tilt_deg == 30


def test_a_name_too_long_for_its_line_or_on_too_sharp_a_bend_is_left_out() -> None:
    corner = [(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)]

    assert along([(0.0, 0.0), (40.0, 0.0)], "南天成路") == []
    assert along(corner, "南天成路南天") == []
    assert along(corner, "Main Road") == []


def test_a_name_moves_along_its_line_to_where_it_is_free() -> None:
    taken = Taken(AREA, 1.0)
    taken.take((350, 250, 450, 350))

    found = place(line_labels(ROAD, (0, 300), (800, 300)), taken=taken)

    assert len(found) == 1
    assert not any(overlap(b, (350, 250, 450, 350)) for b in found[0].boxes)


def test_of_two_names_in_one_place_the_higher_rank_is_set_where_it_belongs() -> None:
    low, high = labels("低", (400, 300), rank=1), labels("高", (400, 300), rank=9)

    found = place(low, high)

    assert found[0].key[0] is high
    ((left, top, right, bottom),) = found[0].boxes
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((400, 300), abs=1)
    assert not overlap(found[0].boxes[0], found[1].boxes[0])


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.floats(0, 800), st.floats(0, 600)), min_size=2, max_size=60),
    st.lists(st.tuples(st.floats(0, 800), st.floats(0, 600)), min_size=2, max_size=6),
)
def test_no_name_is_set_across_another(
    points: list[tuple[float, float]], road: list[tuple[float, float]]
) -> None:
    found = place(labels("苏州北站", *points), line_labels(ROAD, *road))

    for one, other in combinations(found, 2):
        assert not any(overlap(a, b) for a in one.boxes for b in other.boxes)


def test_no_name_is_set_across_a_badge_or_a_hotspot() -> None:
    taken = Taken(AREA, 1.0)
    ring = box(300, 200, 500, 400)
    hotspot = Lines(ring, np.array([0, 5]), Stroke("hot.99"), clear_of_labels=True)
    zone = Areas(
        box(600, 0, 800, 100), np.array([0, 5]), np.array([0, 1]), Fill(), clear_of_labels=True
    )
    for batch in (badges((100, 300)), hotspot, zone):
        taken.take_batch(batch, FRAME)

    for place_m in ((100.0, 300.0), (400.0, 300.0), (700.0, 50.0)):
        assert not taken.is_free(_around(place_m))
    assert taken.is_free(_around((200.0, 500.0)))
    assert taken.is_free(_around((530.0, 300.0)))


def _around(place_m: tuple[float, float]) -> Box:
    x, y = place_m[0], 600 - place_m[1]
    return (x - 2, y - 2, x + 2, y + 2)


def test_an_open_line_that_keeps_names_off_takes_no_more_than_itself() -> None:
    taken = Taken(AREA, 1.0)

    taken.take_batch(lines(Stroke("mode.motor"), xy((0, 300), (800, 300))), FRAME)

    assert taken.is_free(_around((400.0, 300.0)))


def test_names_stay_where_they_are_when_there_is_more_ground() -> None:
    batches = (
        labels("广场", *((x, y) for x in range(20, 800, 130) for y in range(20, 600, 90))),
        line_labels(ROAD, (0, 0), (1_500, 900)),
    )
    first = place(*batches)
    wider = QRect(0, -200, 1_200, 800)

    second = place(*batches, area=wider, before=first)

    kept = {p.key: p.boxes for p in second}
    assert all(kept[p.key] == p.boxes for p in first)
    assert len(second) > len(first)


def test_names_that_only_show_from_afar_or_nearby() -> None:
    near = labels("近", (400, 300))
    far = Labels(near.xy_m, near.texts, near.role, min_m_per_px=2.0)
    close = Labels(near.xy_m, near.texts, near.role, max_m_per_px=0.5)

    assert [p.key[0] for p in place(far, close, near)] == [near]


def test_a_name_without_words_takes_no_place() -> None:
    assert place(labels("", (400, 300))) == []
    assert place(line_labels(same(""), (0, 0), (800, 600))) == []


def test_a_long_road_is_named_again_and_again() -> None:
    found = place(line_labels(ROAD, (-4_000, 300), (4_000, 300)))

    assert len(found) in (1, 2)
    assert len({p.key for p in found}) == len(found)


def test_letters_are_as_wide_as_they_say_and_stand_on_their_halo() -> None:
    width, _ = text_size("苏州北站", 15.0, bold=True)
    image = text_image("苏州北站", 15.0, "#FFFFFF", "#000000", bold=True)

    assert width == pytest.approx(60, abs=1)
    assert width < image.width() < width + 12
    raw = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1, 4)
    alpha, light = raw[:, :, 3], raw[:, :, 0]
    assert alpha.max() == 255
    assert light.max() > 250
    # The halo reaches 1.5 px beyond the letters on every side.
    assert np.all(alpha >= light)
    rows = np.flatnonzero(light.max(axis=1) > 128)
    assert alpha[rows[0] - 1].max() > 100
    assert alpha[rows[-1] + 1].max() > 100


def test_at_twice_the_scaling_letters_have_twice_the_pixels() -> None:
    once = text_image("公", 12.0, "#FFFFFF", "#000000")
    twice = text_image("公", 12.0, "#FFFFFF", "#000000", ratio=2.0)

    assert twice.width() == pytest.approx(2 * once.width(), abs=8)

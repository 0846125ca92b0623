"""What stands on the map in words: stamp, scale, tips, keys, legends."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.layers import found
from console.layers.ages import age_words, tip_lines
from console.layers.base import Key, Legend, Tip
from console.map.inks import Inks
from console.map.keys import HEIGHT_PX, WIDTH_PX, key_pixmap
from console.map.legend import LegendBox
from console.map.scale_bar import length_words, round_length_m
from console.map.stamp import stamp_kind, stamp_line, stamp_title
from console.map.tip import TipBox
from console.palette import THEMES, Palette, Theme
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.plan import Plan
from geodata.texts import Text, same
from tests import small
from tests.console.map.scenes import DARK


def test_the_stamp_prints_the_pictures_own_time_in_the_districts_zone() -> None:
    picture = small.shown()

    title = stamp_title(picture, stamp_kind(picture))

    assert title.zh == "回放 · 2022-10-01 周六 18:30"
    assert title.en == "Replay · 2022-10-01 Sat 18:30"


def test_the_stamp_says_as_known_when() -> None:
    now, then = small.shown(), small.shown(known_at_us=small.T_US)
    later = small.shown(known_at_us=small.at("10-03 09:00"))

    assert stamp_line(now).zh == "今知 · 窗口 09-01 → 10-10"
    assert stamp_line(then).zh == "当时所知 · 窗口 09-01 → 10-10，计至此刻"
    assert stamp_line(then).en == "Known then · window 09-01 → 10-10, counted to then"
    assert stamp_line(later).zh == "2022-10-03 09:00 所知 · 窗口 09-01 → 10-10，计至此刻"


def test_windows_say_their_hours_and_years_where_these_matter() -> None:
    hours = small.shown(window=Span(small.at("10-01 06:00"), small.at("10-01 18:30")))
    years = small.shown(window=Span(small.at("01-01 00:00") - DAY_US, small.at("10-02 00:00")))

    assert stamp_line(hours).zh == "今知 · 窗口 10-01 06:00 → 10-01 18:30"
    assert stamp_line(years).zh == "今知 · 窗口 2021-12-31 → 2022-10-02"


def test_a_plan_laid_over_is_a_draft() -> None:
    picture = replace(small.shown(), plan=Plan("p"))

    assert stamp_kind(picture) == "draft"
    assert stamp_title(picture, "draft").zh.startswith("草案")


@given(st.floats(0.5, 1e6))
def test_a_scale_bar_is_a_round_length_and_not_too_short(most_m: float) -> None:
    length = round_length_m(most_m)

    assert 0.39 * most_m < length <= most_m * 1.001
    assert f"{length:.0e}"[0] in "125"


def test_lengths_say_their_unit() -> None:
    assert [length_words(m) for m in (0.5, 200, 1_000, 2_000)] == ["50 cm", "200 m", "1 km", "2 km"]


def test_ages_are_said_in_words() -> None:
    ages = (5, 6 * MINUTE_US, 3 * HOUR_US, 47 * HOUR_US, 3 * DAY_US)

    assert [age_words(a).zh for a in ages] == ["即时", "6 分前", "3 小时前", "47 小时前", "3 天前"]
    assert age_words(6 * MINUTE_US).en == "6 min ago"


def test_a_tip_tells_how_old_the_offices_word_is_but_none_of_the_future() -> None:
    t_us = small.T_US
    told = Tip(same("x"), heard_us=t_us - 6 * MINUTE_US, seen_us=t_us - 8 * MINUTE_US)

    assert [value.zh for _, value in tip_lines(told, t_us)] == ["8 分前", "6 分前"]
    assert tip_lines(replace(told, heard_us=t_us + 1, seen_us=t_us + 1), t_us) == ()


def test_a_tip_stays_on_the_map_and_shows_markup_as_text(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(300, 200)
    box = TipBox(parent, Inks(DARK), "zh")
    long = "很长的说明" * 30

    box.tell(Tip(same("<b>x</b>"), ((same("备注"), same(long)),)), small.T_US, 2, QPointF(290, 190))

    assert box.words == ("<b>x</b>", "备注", long, "此处另有 2 项，再点切换")
    assert parent.rect().contains(box.geometry().topLeft())
    assert box.width() <= 320


def test_a_legend_has_room_for_every_word(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = LegendBox(parent, Inks(DARK), "en")
    short = Legend(same("x"), same("y"), ramp="density")
    long = Legend(
        Text("密度", "A rather long title of a legend"),
        same("vehicles a hectare"),
        (Key("outline:solid", "hot.99", same("99 %")),) * 5,
        "density",
        ("0", "36"),
        same("and a note that is longer than the title and the unit are together"),
    )

    box.show_legends([short])
    narrow = box.size()
    box.show_legends([long])

    assert box.width() > narrow.width()
    assert box.height() > narrow.height()
    box.show_legends([])
    assert box.isHidden()


@pytest.mark.parametrize("theme", THEMES)
def test_every_layers_symbol_can_be_drawn(qtbot: QtBot, theme: Theme) -> None:
    for layer in found():
        symbol = key_pixmap(layer.key, Palette.load(theme), 2.0)

        assert (symbol.width(), symbol.height()) == (2 * WIDTH_PX, 2 * HEIGHT_PX)
        assert not symbol.toImage().allGray() or layer.key.role != "hot.99"


@pytest.mark.parametrize("look", ["nothing", "dot:none", "badge:none:x"])
def test_a_look_that_does_not_exist_is_an_error(qtbot: QtBot, look: str) -> None:
    with pytest.raises(ValueError, match="no such"):
        key_pixmap(Key(look, "zone", same("")), DARK)

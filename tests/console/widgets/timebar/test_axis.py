"""The axes: round times and round counts, with room for their words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.widgets.timebar.axis import TICK_GAP_PX, count_ticks, time_ticks
from console.widgets.timebar.frame import LONGEST_US, SHORTEST_US, Frame, TimeScale, scale_of
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.texts import Language
from tests.console.widgets.timebar.record import SHANGHAI, at


def seven_px_a_letter(words: str) -> float:
    return 7.0 * len(words)


def scale_over(span: Span, width: int = 1920) -> TimeScale:
    return scale_of(span, Frame(width, 124))


def words_over(span: Span, language: Language = "zh", width: int = 1920) -> list[str]:
    scale = scale_over(span, width)
    return [t.words for t in time_ticks(scale, SHANGHAI, language, seven_px_a_letter)]


def test_a_year_has_its_months() -> None:
    year = Span(at(2022, 1, 1), at(2023, 1, 1))

    assert words_over(year)[:3] == ["2022 年 1 月", "2 月", "3 月"]
    assert words_over(year, "en")[:3] == ["Jan 2022", "Feb", "Mar"]
    assert len(words_over(year)) == 12


@pytest.mark.parametrize(
    ("span", "first", "second"),
    [
        (Span(at(2018, 1, 1), at(2023, 1, 1)), "2018 年 1 月", "4 月"),
        (Span(at(2022, 10, 1), at(2022, 10, 20)), "2022-10-01 周六", "10-02 周日"),
        (Span(at(2022, 10, 1), at(2022, 10, 2)), "2022-10-01", "01:00"),
        (Span(at(2022, 10, 1, 18), at(2022, 10, 1, 18, 10)), "2022-10-01 18:00", "18:01"),
    ],
)
def test_the_finer_the_zoom_the_finer_the_ticks(span: Span, first: str, second: str) -> None:
    assert words_over(span)[:2] == [first, second]


@given(
    st.integers(at(2015, 1, 1), at(2025, 1, 1)),
    st.floats(0, 1),
    st.sampled_from([800, 1366, 1920, 3840]),
    st.sampled_from(["zh", "en"]),
)
def test_ticks_lie_inside_rise_and_mostly_leave_room_for_words(
    start_us: int, zoom: float, width: int, language: Language
) -> None:
    length_us = int(SHORTEST_US * (LONGEST_US / SHORTEST_US) ** zoom)
    scale = scale_over(Span(start_us, start_us + length_us), width)
    ticks = time_ticks(scale, SHANGHAI, language, seven_px_a_letter)

    assert all(scale.span.start_us <= t.us < scale.span.end_us for t in ticks)
    for one, two in pairwise(ticks[1:]):
        room = scale.px(two.us) - scale.px(one.us)
        # Years, and New Year's own words, may be wider than the step: those are left out.
        if not one.words.startswith(("20", "Jan")):
            assert room >= seven_px_a_letter(one.words) + TICK_GAP_PX


@given(st.integers(1, 10**7), st.integers(10, 300))
def test_as_many_round_counts_as_have_room(ceiling: int, height_px: int) -> None:
    ticks = count_ticks(ceiling, height_px)

    assert 1 <= len(ticks) <= max(height_px // 20, 2)
    assert ticks[-1] <= ceiling
    assert str(ticks[0]).rstrip("0") in {"1", "2", "5"}
    assert all(t == ticks[0] * i for i, t in enumerate(ticks, start=1))


def test_where_nothing_is_counted_there_is_no_tick() -> None:
    assert count_ticks(0, 72) == ()


@given(st.integers(-(10**15), 10**15), st.integers(1, 10 * 366 * DAY_US), st.floats(0, 1900))
def test_pixels_and_instants_are_told_from_each_other(
    start_us: int, length_us: int, px: float
) -> None:
    scale = scale_over(Span(start_us, start_us + length_us))

    assert abs(scale.px(scale.us(px)) - px) <= 0.5 / scale.us_per_px + 1e-6
    assert scale.px(start_us) == scale.left_px
    assert abs(scale.span.length_us - length_us) <= 1
    many = scale.pxs(np.array([start_us, start_us + HOUR_US]))
    assert many.tolist() == pytest.approx([scale.left_px, scale.px(start_us + HOUR_US)])
    assert scale.us(scale.px(start_us + MINUTE_US)) == pytest.approx(start_us + MINUTE_US, abs=2)

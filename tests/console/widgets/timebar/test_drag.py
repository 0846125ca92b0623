"""What the hand takes hold of, and what it asks for."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.looks import Asked
from console.widgets.timebar.brush import Brushed, Grip, grip_at
from console.widgets.timebar.drag import dragged, settled_instant, shifted, window_step
from console.widgets.timebar.frame import Frame
from geodata.bins import DAY, Bin
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, SECOND_US, Span, shift_local
from tests.console.widgets.timebar.record import SHANGHAI, at

FRAME = Frame(1920, 124)
BRUSHED = Brushed(1200.0, 1400.0, 1350.0)
MIDDLE = FRAME.top_px + FRAME.bars_px / 2
YEAR_PX = 365 * DAY_US / 1844
ASKED = Asked(at(2022, 10, 1, 18, 30), Span(at(2022, 9, 1), at(2022, 10, 10)))


@pytest.mark.parametrize(
    ("x", "y", "grip"),
    [
        (1200, MIDDLE, "start"),
        (1185, MIDDLE, "start"),
        (1215, MIDDLE, "start"),
        (1400, MIDDLE, "end"),
        (1415, MIDDLE, "end"),
        (1300, MIDDLE, "body"),
        (1200, FRAME.top_px + 2, "start"),
        (1188, FRAME.top_px + 2, "ground"),
        (1350, MIDDLE, "instant"),
        (1345, FRAME.zero_px + 20, "instant"),
        (1360, FRAME.zero_px + 20, "instant"),
        (1000, MIDDLE, "ground"),
        (1300, FRAME.axis_px + 4, "ground"),
        (10, MIDDLE, "ground"),
    ],
)
def test_a_press_takes_hold_of_what_lies_there(x: float, y: float, grip: Grip) -> None:
    assert grip_at(x, y, BRUSHED, FRAME) == grip


def test_handles_and_triangle_are_large_enough_to_hit() -> None:
    def width(grip: Grip, y: float, brushed: Brushed) -> int:
        return sum(grip_at(x, y, brushed, FRAME) == grip for x in range(FRAME.width_px))

    assert width("start", MIDDLE, BRUSHED) >= 22
    assert width("end", MIDDLE, BRUSHED) >= 22
    assert width("instant", FRAME.zero_px + 4, BRUSHED) >= 22
    heights = [grip_at(1200, y, BRUSHED, FRAME) for y in range(FRAME.height_px)]
    assert heights.count("start") >= 22


@pytest.mark.parametrize("width", [9, 20, 40])
def test_a_short_window_can_be_held_by_body_and_by_both_edges(width: int) -> None:
    brushed = Brushed(700.0, 700.0 + width, 100.0)
    held = {grip_at(x, MIDDLE, brushed, FRAME) for x in range(680, 780)}

    assert held >= {"start", "body", "end"}


def test_an_edge_goes_alone_and_rests_on_a_day() -> None:
    asked = dragged("start", ASKED, 0, -10 * DAY_US - HOUR_US, YEAR_PX, SHANGHAI)
    assert asked == replace(ASKED, window=Span(at(2022, 8, 22), at(2022, 10, 10)))

    asked = dragged("end", ASKED, 0, 2 * DAY_US + HOUR_US, YEAR_PX, SHANGHAI)
    assert asked == replace(ASKED, window=Span(at(2022, 9, 1), at(2022, 10, 12)))


def test_an_edge_does_not_pass_the_other() -> None:
    assert dragged("start", ASKED, 0, 99 * DAY_US, YEAR_PX, SHANGHAI).window.length_us == 0
    assert dragged("end", ASKED, 0, -99 * DAY_US, YEAR_PX, SHANGHAI).window.length_us == 0


def test_the_body_takes_the_window_and_t_only_where_they_go_together() -> None:
    by = 3 * DAY_US + HOUR_US
    moved = ASKED.window.moved(3 * DAY_US)

    assert dragged("body", ASKED, 0, by, YEAR_PX, SHANGHAI) == replace(ASKED, window=moved)
    moving = replace(ASKED, mode="moving")
    assert dragged("body", moving, 0, by, YEAR_PX, SHANGHAI) == replace(
        moving, window=moved, t_us=ASKED.t_us + 3 * DAY_US
    )
    growing = replace(ASKED, mode="cumulative", t_us=ASKED.window.end_us)
    assert dragged("body", growing, 0, by, YEAR_PX, SHANGHAI) == replace(
        growing, window=moved, t_us=moved.end_us
    )


def test_the_end_of_a_cumulative_window_is_t() -> None:
    growing = replace(ASKED, mode="cumulative", t_us=ASKED.window.end_us)
    asked = dragged("end", growing, 0, 2 * DAY_US, YEAR_PX, SHANGHAI)

    assert asked.t_us == asked.window.end_us == at(2022, 10, 12)


def test_the_instant_rests_on_the_hour_and_finer_when_zoomed_in() -> None:
    asked = dragged("instant", ASKED, 0, 100 * MINUTE_US, YEAR_PX, SHANGHAI)
    assert asked.t_us == at(2022, 10, 1, 20)

    assert settled_instant(ASKED.t_us + 2 * MINUTE_US, 4 * MINUTE_US, SHANGHAI) == ASKED.t_us
    assert settled_instant(ASKED.t_us + 700_000, SECOND_US, SHANGHAI) == ASKED.t_us + SECOND_US


def test_nothing_held_asks_nothing() -> None:
    assert dragged("ground", ASKED, 0, DAY_US, YEAR_PX, SHANGHAI) is ASKED


@given(
    st.integers(-400, 400),
    st.integers(1, 60),
    st.sampled_from(["Asia/Shanghai", "America/Chicago", "Australia/Lord_Howe"]),
)
def test_a_window_of_whole_days_keeps_its_days_wherever_it_goes(
    by_days: int, days: int, name: str
) -> None:
    zone = ZoneInfo(name)
    start_us = at(2022, 3, 1, zone=zone)
    window = Span(start_us, shift_local(start_us, zone, days=days))

    moved = shifted(ASKED.over(window), by_days * DAY_US, DAY, zone).window

    assert moved.start_us == shift_local(start_us, zone, days=by_days)
    assert moved.end_us == shift_local(start_us, zone, days=by_days + days)


def test_edges_rest_on_what_the_bars_are_made_of() -> None:
    assert window_step(YEAR_PX) == DAY
    assert window_step(5 * YEAR_PX) == DAY
    assert window_step(20 * MINUTE_US) == Bin("hour")
    assert window_step(SECOND_US) == Bin("minute")

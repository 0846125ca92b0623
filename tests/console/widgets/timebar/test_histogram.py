"""The bars count what the record holds, at every zoom, now and as known then."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.widgets.timebar.bars import HEADROOM, argb, columns, raster
from console.widgets.timebar.frame import Frame, TimeScale, scale_of
from console.widgets.timebar.histogram import Histogram, Stack
from console.widgets.timebar.lane import rare_marks, rare_scans
from geodata.bins import DAY, Bin
from geodata.history import History
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.moment import KNOWN_NOW
from geodata.selection import EVERYTHING, Selection
from tests.console.widgets.timebar.record import (
    SHANGHAI,
    at,
    incident,
    snapshot_of,
    year_of_incidents,
)

YEAR = Span(at(2022, 1, 1), at(2023, 1, 1))
HISTORY = snapshot_of(year_of_incidents(800)).history()


def scale_over(span: Span, width: int = 1920) -> TimeScale:
    return scale_of(span, Frame(width, 124))


def brute(history: History, span: Span, known_at_us: int, kinds: tuple[str, ...]) -> list[int]:
    total = dict.fromkeys(kinds, 0)
    for i in range(len(history)):
        kind = history.kind.names[history.kind.codes[i]]
        known = history.known_from_us[i] <= known_at_us < history.known_until_us[i]
        if kind in total and known and span.holds(int(history.happened_us[i])):
            total[kind] += int(history.count[i])
    return list(total.values())


zooms = st.builds(
    lambda start, length: Span(start, start + length),
    st.integers(YEAR.start_us, YEAR.end_us - DAY_US),
    st.sampled_from([HOUR_US, DAY_US, 7 * DAY_US, 90 * DAY_US, 365 * DAY_US, 1800 * DAY_US]),
)


@settings(max_examples=25)
@given(st.lists(st.tuples(zooms, st.integers(YEAR.start_us, YEAR.end_us)), max_size=4))
def test_whatever_zoom_and_hearing_came_before_bars_count_what_is_known(
    steps: list[tuple[Span, int]],
) -> None:
    histogram = Histogram(HISTORY, EVERYTHING, SHANGHAI)
    kinds = tuple(kind.code for kind in histogram.stacked)
    assert kinds == ("illegal_parking", "touting")
    for shown, known_at_us in steps:
        for h in (known_at_us, KNOWN_NOW):
            stack = histogram.stack(scale_over(shown), h)
            bounds = Span(int(stack.edges_us[0]), int(stack.edges_us[-1]))
            assert stack.known.sum(axis=0).tolist() == brute(HISTORY, bounds, h, kinds)
            middle = len(stack.known) // 2
            bar = Span(int(stack.edges_us[middle]), int(stack.edges_us[middle + 1]))
            assert stack.known[middle].tolist() == brute(HISTORY, bar, h, kinds)
            assert (stack.known + stack.missing).sum(axis=1).max(initial=0) <= stack.ceiling


@pytest.mark.parametrize(
    ("shown_us", "size"),
    [
        (5 * 366 * DAY_US, Bin("week")),
        (366 * DAY_US, DAY),
        (20 * DAY_US, Bin("hour")),
        (DAY_US, Bin("minute", 5)),
        (30 * MINUTE_US, Bin("minute")),
    ],
)
def test_bins_fit_the_zoom(shown_us: int, size: Bin) -> None:
    histogram = Histogram(HISTORY, EVERYTHING, SHANGHAI)
    shown = Span(at(2022, 7, 1), at(2022, 7, 1) + shown_us)

    assert histogram.stack(scale_over(shown), KNOWN_NOW).size == size


def test_a_step_that_changes_nothing_known_gives_the_very_same_bars() -> None:
    histogram = Histogram(HISTORY, EVERYTHING, SHANGHAI)
    scale = scale_over(YEAR)
    h = int(HISTORY.known_from_us.max()) + 1

    assert histogram.stack(scale, h) is histogram.stack(scale, h + HOUR_US)
    assert histogram.stack(scale, KNOWN_NOW) is histogram.stack(scale, KNOWN_NOW)


def test_only_what_is_selected_counts() -> None:
    only = Histogram(HISTORY, Selection(kinds=frozenset({"touting"})), SHANGHAI)
    stack = only.stack(scale_over(YEAR), KNOWN_NOW)

    assert stack.known.sum(axis=0).tolist() == [0, *brute(HISTORY, YEAR, KNOWN_NOW, ("touting",))]
    assert all(not len(scan.rows) for scan in rare_scans(only, scale_over(YEAR)))


def test_nothing_recorded_makes_one_empty_bar() -> None:
    empty = Histogram(snapshot_of([]).history(), EVERYTHING, SHANGHAI)
    stack = empty.stack(scale_over(YEAR), KNOWN_NOW)

    assert stack.ceiling == 0
    assert not raster(stack, columns(np.array([0.0, 9.0]), 9), 20, [], 1).any()


# --- as pixels -----------------------------------------------------------------------------

RED, BLUE, RIM = (argb(rgb) for rgb in ((255, 0, 0), (0, 0, 255), (9, 9, 9)))


def stack_of(known: list[list[int]], missing: list[list[int]], ceiling: int) -> Stack:
    return Stack(np.arange(len(known) + 1), DAY, np.array(known), np.array(missing), ceiling)


def test_kinds_are_stacked_and_bars_have_a_gap() -> None:
    stack = stack_of([[4, 2], [0, 0], [0, 3]], [[0, 0]] * 3, 10)
    at_px = columns(np.array([0.0, 4.0, 8.0, 12.0]), 14)
    pixels = raster(stack, at_px, 22, [RED, BLUE], RIM)  # two pixels a count

    assert at_px.bin.tolist() == [0, 0, 0, -1, 1, 1, 1, -1, 2, 2, 2, -1, -1, -1]
    assert pixels[::-1, 0].tolist() == [RED] * 8 + [BLUE] * 4 + [0] * 10
    assert pixels[::-1, 8].tolist() == [BLUE] * 6 + [0] * 16
    assert not pixels[:, [3, 4, 5, 6, 7, 11, 12, 13]].any()


def test_what_is_not_known_yet_is_an_outline_on_top_of_what_is() -> None:
    stack = stack_of([[2, 0]], [[3, 0]], 10)
    pixels = raster(stack, columns(np.array([0.0, 6.0]), 6), 22, [RED, BLUE], RIM)

    assert pixels[::-1, 0].tolist() == [RED] * 4 + [RIM] * 6 + [0] * 12
    assert pixels[::-1, 2].tolist() == [RED] * 4 + [0] * 5 + [RIM] + [0] * 12
    assert pixels[::-1, 4].tolist() == pixels[::-1, 0].tolist()


def test_one_among_very_many_is_still_seen() -> None:
    stack = stack_of([[1], [10_000]], [[0], [0]], 10_000)
    pixels = raster(stack, columns(np.array([0.0, 4.0, 8.0]), 8), 40, [RED], RIM)

    assert pixels[-1, 0] == RED
    assert (pixels[:, 4] == RED).sum() == round(40 / HEADROOM)


def test_redrawing_some_columns_gives_what_drawing_all_does() -> None:
    draw = np.random.default_rng(3)
    at_px = columns(np.linspace(-20, 420, 90), 400)
    known, missing = draw.integers(0, 6, (89, 2)), draw.integers(0, 3, (89, 2))
    before = Stack(np.arange(90), DAY, known, missing, 20)
    pixels = raster(before, at_px, 60, [RED, BLUE], RIM)
    changed = known.copy()
    changed[[30, 33], 1] += 4
    after = Stack(before.edges_us, DAY, changed, missing, 20)
    over = at_px.showing(after.bins_unlike(before))
    pixels[:, over] = raster(after, at_px.part(over), 60, [RED, BLUE], RIM)

    assert over.stop - over.start < 30
    assert np.array_equal(pixels, raster(after, at_px, 60, [RED, BLUE], RIM))


# --- rare kinds ----------------------------------------------------------------------------


def test_rare_kinds_are_marked_one_by_one_hollow_until_known() -> None:
    noon = at(2022, 7, 2, 12)
    history = snapshot_of(
        [
            incident("early", noon - DAY_US, "taxi_violation"),
            incident("late", noon, "taxi_violation", late_us=5 * DAY_US),
            incident("other", noon, "emergency"),
            incident("common", noon, "illegal_parking"),
        ]
    ).history()
    histogram = Histogram(history, EVERYTHING, SHANGHAI)
    scale = scale_over(YEAR)
    scans = rare_scans(histogram, scale)
    then = {m.kind.code: m for m in rare_marks(scans, history, noon + HOUR_US)}
    now = {m.kind.code: m for m in rare_marks(scans, history, KNOWN_NOW)}

    assert list(then) == ["emergency", "taxi_violation"]
    assert then["taxi_violation"].known_px.tolist() == [round(scale.px(noon - DAY_US))]
    assert then["taxi_violation"].missing_px.tolist() == [round(scale.px(noon))]
    assert len(now["taxi_violation"].known_px) == 2
    assert not len(now["taxi_violation"].missing_px)

"""Counts in bins are sums of what each record stands for: exact, now and as known then."""

import itertools
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.bins import DAY, Bin, edges
from geodata.counts import Running, histogram, weigh
from geodata.history import Category, History
from geodata.instants import HOUR_US, NEVER_US, Span, micros
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import Counted
from geodata.selection import EVERYTHING, Selection

KINDS = ("illegal_parking", "touting", "taxi_violation")
OUTCOMES = ("penalty", "none")


def history_with(
    happened: list[int], heard: list[int], until: list[int], count: list[int], code: list[int]
) -> History:
    order = np.argsort(np.array(happened, dtype=np.int64), kind="stable")

    def ints(values: list[int]) -> NDArray[np.int64]:
        return np.array(values, dtype=np.int64)[order]

    codes = ints(code).astype(np.int16)
    return History(
        happened_us=ints(happened),
        known_from_us=ints(heard),
        known_until_us=ints(until),
        x_m=ints(happened).astype(np.float64),
        y_m=ints(heard).astype(np.float64),
        count=ints(count),
        row=order.astype(np.intp),
        kind=Category(KINDS, (codes % 3).astype(np.int16)),
        outcome=Category(OUTCOMES, (codes % 2).astype(np.int16)),
        source=Category(("patrol",), np.zeros(len(codes), dtype=np.int16)),
    )


rows = st.tuples(
    st.integers(-50, 150),  # happened
    st.integers(0, 60),  # heard so much later
    st.one_of(st.none(), st.integers(1, 80)),  # superseded so much later than heard
    st.integers(1, 9),
    st.integers(0, 5),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    drawn = draw(st.lists(rows, max_size=60))
    heard = [happened + late for happened, late, *_ in drawn]
    until = [
        NEVER_US if ends is None else from_us + ends
        for from_us, (_, _, ends, _, _) in zip(heard, drawn, strict=True)
    ]
    return history_with(
        [r[0] for r in drawn], heard, until, [r[3] for r in drawn], [r[4] for r in drawn]
    )


edge_sets = st.lists(st.integers(-60, 160), min_size=2, max_size=12, unique=True).map(sorted)
hearings = st.one_of(st.just(KNOWN_NOW), st.integers(-60, 300))
selections = st.builds(
    Selection,
    kinds=st.one_of(st.none(), st.frozensets(st.sampled_from(KINDS))),
    outcomes=st.one_of(st.none(), st.frozensets(st.sampled_from(OUTCOMES))),
    area=st.sampled_from([None, ((0.0, 0.0), (80.0, 0.0), (80.0, 80.0), (0.0, 80.0))]),
)


def one_by_one(
    history: History, bounds: list[int], known_at_us: int, selection: Selection
) -> list[list[int]]:
    """The same, counted as a person would with a tally sheet."""
    inside = selection.inside(history.x_m, history.y_m)
    sheet = [[0] * len(KINDS) for _ in bounds[1:]]
    for i in range(len(history)):
        kind = history.kind.names[history.kind.codes[i]]
        outcome = history.outcome.names[history.outcome.codes[i]]
        known = history.known_from_us[i] <= known_at_us < history.known_until_us[i]
        wanted = (selection.kinds is None or kind in selection.kinds) and (
            selection.outcomes is None or outcome in selection.outcomes
        )
        if known and wanted and inside[i]:
            for b, (start, end) in enumerate(itertools.pairwise(bounds)):
                if start <= history.happened_us[i] < end:
                    sheet[b][history.kind.codes[i]] += int(history.count[i])
    return sheet


@given(histories(), edge_sets, hearings, selections)
def test_a_histogram_is_what_a_tally_sheet_says(
    history: History, bounds: list[int], known_at_us: int, selection: Selection
) -> None:
    found = histogram(history, np.array(bounds), known_at_us, selection)

    assert found.dtype == np.int64
    assert found.tolist() == one_by_one(history, bounds, known_at_us, selection)


@given(histories(), edge_sets, st.lists(hearings, min_size=2, max_size=8), selections)
def test_stepping_through_what_was_known_counts_the_same_as_counting_afresh(
    history: History, bounds: list[int], steps: list[int], selection: Selection
) -> None:
    running = Running(weigh(history, selection), np.array(bounds))

    for known_at_us in steps:
        afresh = histogram(history, np.array(bounds), known_at_us, selection)
        assert running.at(known_at_us).tolist() == afresh.tolist()


@given(histories(), edge_sets, hearings, selections)
def test_the_bins_add_up_to_what_the_picture_counts(
    history: History, bounds: list[int], known_at_us: int, selection: Selection
) -> None:
    window = Span(bounds[0], bounds[-1])
    counted = Counted(history, history.rows_in(Moment(0, window, known_at_us, selection)))

    sums = histogram(history, np.array(bounds), known_at_us, selection).sum(axis=0)

    assert {k: int(n) for k, n in zip(KINDS, sums, strict=True) if n} == counted.by_kind


@given(histories(), edge_sets, hearings)
def test_every_way_to_split_has_the_same_total(
    history: History, bounds: list[int], known_at_us: int
) -> None:
    by_kind = histogram(history, np.array(bounds), known_at_us)
    by_outcome = histogram(history, np.array(bounds), known_at_us, by="outcome")

    assert by_outcome.shape == (len(bounds) - 1, len(OUTCOMES))
    assert by_kind.sum(axis=1).tolist() == by_outcome.sum(axis=1).tolist()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Chicago", "Australia/Lord_Howe"])
def test_an_incident_counts_on_its_local_day_also_when_clocks_change(zone: str) -> None:
    there = ZoneInfo(zone)
    year = Span(
        micros(datetime(2022, 1, 1, tzinfo=there)), micros(datetime(2023, 1, 1, tzinfo=there))
    )
    happened = np.arange(year.start_us, year.end_us, HOUR_US // 2)
    ones = [1] * len(happened)
    history = history_with(
        happened.tolist(), happened.tolist(), [NEVER_US] * len(ones), ones, [0] * len(ones)
    )

    days = edges(year, DAY, there)
    per_day = histogram(history, days, KNOWN_NOW)[:, 0]
    per_month = histogram(history, edges(year, Bin("month"), there), KNOWN_NOW)[:, 0]

    assert per_day.tolist() == (np.diff(days) // (HOUR_US // 2)).tolist()
    assert len(per_day) == 365
    assert len(per_month) == 12
    assert per_month.sum() == per_day.sum() == len(happened)


def test_nothing_recorded_counts_nothing() -> None:
    empty = history_with([], [], [], [], [])

    assert histogram(empty, np.array([0, 1, 2]), KNOWN_NOW).tolist() == [[0] * 3] * 2


@pytest.mark.parametrize("bounds", [[], [1], [1, 1], [2, 1]])
def test_edges_that_make_no_bin_are_refused(bounds: list[int]) -> None:
    with pytest.raises(ValueError, match="two rising edges"):
        Running(weigh(history_with([], [], [], [], []), EVERYTHING), np.array(bounds))

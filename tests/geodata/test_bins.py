"""Bins follow the calendar on the wall, also where the clocks are changed."""

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.bins import BINS, DAY, Bin, bin_at_least, edges, floor, nearest
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span, aware, micros

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZONES = [SHANGHAI, ZoneInfo("America/Chicago"), ZoneInfo("Australia/Lord_Howe")]
zones = st.sampled_from(ZONES)
sizes = st.sampled_from(BINS)
instants = st.integers(micros(datetime(2019, 1, 1, tzinfo=SHANGHAI)), 1_700_000_000_000_000)


@given(instants, st.integers(0, 90 * DAY_US), sizes, zones)
def test_bins_cover_the_span_without_gap_and_no_more(
    start: int, length: int, size: Bin, zone: ZoneInfo
) -> None:
    if size.typical_us < HOUR_US:
        length //= 100
    found = edges(Span(start, start + length), size, zone)

    assert np.all(np.diff(found) > 0)
    assert found[0] <= start < found[1]
    assert found[-2] < start + length or len(found) == 2
    assert found[-1] >= start + length


@given(instants, zones)
def test_every_day_begins_and_ends_at_its_local_midnight(start: int, zone: ZoneInfo) -> None:
    found = edges(Span(start, start + 400 * DAY_US), DAY, zone)

    days = [aware(int(edge), zone) for edge in found]
    assert all((d.hour, d.minute, d.second) == (0, 0, 0) for d in days)
    assert {b.date() - a.date() for a, b in itertools.pairwise(days)} == {timedelta(days=1)}


@given(instants, sizes, zones)
def test_bins_shorter_than_a_day_begin_anew_at_midnight(
    start: int, size: Bin, zone: ZoneInfo
) -> None:
    midnights = edges(Span(start, start + 2 * DAY_US), DAY, zone)
    found = edges(Span(int(midnights[0]), int(midnights[-1])), size, zone)

    if size.within_day or size == DAY:
        assert set(midnights) <= set(found)
        assert np.diff(found).max() <= max(size.typical_us, 25 * HOUR_US * (size == DAY))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2022, 3, 13), 23), (date(2022, 11, 6), 25), (date(2022, 7, 1), 24)],
)
def test_a_day_of_changed_clocks_has_the_hours_it_has(day: date, hours: int) -> None:
    chicago = ZoneInfo("America/Chicago")
    start = micros(datetime(day.year, day.month, day.day, 12, tzinfo=chicago))

    first, second = edges(Span(start, start), DAY, chicago)

    assert second - first == hours * HOUR_US
    assert len(edges(Span(int(first), int(second)), Bin("hour"), chicago)) == hours + 1


def test_weeks_begin_on_monday_months_on_the_first() -> None:
    span = Span(
        micros(datetime(2022, 9, 15, tzinfo=SHANGHAI)),
        micros(datetime(2022, 10, 15, tzinfo=SHANGHAI)),
    )
    weeks = [aware(int(e), SHANGHAI) for e in edges(span, Bin("week"), SHANGHAI)]
    months = [aware(int(e), SHANGHAI).date() for e in edges(span, Bin("month"), SHANGHAI)]

    assert {w.weekday() for w in weeks} == {0}
    assert months == [date(2022, 9, 1), date(2022, 10, 1), date(2022, 11, 1)]


def test_the_bin_that_fits_is_the_finest_that_lasts_long_enough() -> None:
    assert bin_at_least(0) == Bin("minute")
    assert bin_at_least(HOUR_US) == Bin("hour")
    assert bin_at_least(HOUR_US + 1) == Bin("hour", 3)
    assert bin_at_least(10_000 * DAY_US) == Bin("year")


@given(instants, sizes, zones)
def test_the_nearest_edge_is_one_of_the_two_around(us: int, size: Bin, zone: ZoneInfo) -> None:
    below = floor(us, size, zone)
    near = nearest(us, size, zone)

    assert below <= us
    assert near == below or (near > us and near - us < us - below)


def test_an_edge_is_nearest_to_itself() -> None:
    midnight = micros(datetime(2022, 10, 1, tzinfo=SHANGHAI))

    assert nearest(midnight, DAY, SHANGHAI) == midnight
    assert nearest(midnight + MINUTE_US, DAY, SHANGHAI) == midnight
    assert nearest(midnight - MINUTE_US, DAY, SHANGHAI) == midnight

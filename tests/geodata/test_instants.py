"""One door for time: what enters is an aware instant; steps keep the wall clock."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.instants import (
    DAY_US,
    HOUR_US,
    NaiveTimeError,
    Span,
    aware,
    iso,
    local_midnight,
    local_year,
    micros,
    parse,
    shift_local,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
recordable = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis sets the zone itself
    datetime(2199, 12, 30),  # noqa: DTZ001 - hypothesis sets the zone itself
    timezones=st.sampled_from((UTC, SHANGHAI, BERLIN, timezone(timedelta(hours=-9, minutes=-30)))),
)


@given(recordable)
def test_an_instant_comes_back_to_the_microsecond(when: datetime) -> None:
    us = micros(when)
    assert aware(us) == when.astimezone(UTC)
    assert parse(iso(us, SHANGHAI)) == us


@given(st.datetimes())
def test_a_naive_time_cannot_enter(when: datetime) -> None:
    with pytest.raises(NaiveTimeError):
        micros(when)
    with pytest.raises(NaiveTimeError):
        parse(when.isoformat())


def test_a_naive_text_is_read_in_the_zone_it_is_told() -> None:
    assert parse(" 2022-10-01 18:30 ", SHANGHAI) == parse("2022-10-01T10:30:00Z")
    assert parse("2022-10-01T18:30+08:00", BERLIN) == parse("2022-10-01T10:30:00Z")


@pytest.mark.parametrize("text", ["", "yesterday", "2022-13-01", "2022-02-30T00:00:00Z"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text, UTC)


@given(st.integers(0, 100), st.integers(0, 100), st.integers(-10, 110))
def test_spans_are_half_open(a: int, b: int, us: int) -> None:
    span = Span(min(a, b), max(a, b))
    assert span.holds(us) == (us in range(span.start_us, span.end_us))
    assert span.moved(7).length_us == span.length_us


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Span(2, 1)


def test_a_local_day_starts_at_local_midnight() -> None:
    assert local_midnight(parse("2022-10-01T18:30+08:00"), SHANGHAI) == parse(
        "2022-10-01T00:00+08:00"
    )
    assert local_midnight(parse("2022-10-01T00:00+08:00"), SHANGHAI) == parse("2022-09-30T16:00Z")


@pytest.mark.parametrize(
    ("start", "days", "months", "end"),
    [
        ("2022-10-01T18:30+02:00", 30, 0, "2022-10-31T18:30+01:00"),  # clocks went back
        ("2022-01-31T08:00+01:00", 0, 1, "2022-02-28T08:00+01:00"),
        ("2022-12-31T08:00+01:00", 0, 2, "2023-02-28T08:00+01:00"),
        ("2022-03-31T08:00+02:00", 0, -1, "2022-02-28T08:00+01:00"),
        ("2022-11-15T08:00+01:00", 0, 1, "2022-12-15T08:00+01:00"),
    ],
)
def test_a_step_by_local_days_or_months_keeps_the_wall_clock(
    start: str, days: int, months: int, end: str
) -> None:
    assert shift_local(parse(start), BERLIN, days=days, months=months) == parse(end)


def test_a_local_year_is_all_of_it() -> None:
    year = local_year(2022, SHANGHAI)
    assert iso(year.start_us, SHANGHAI) == "2022-01-01T00:00:00+08:00"
    assert year.length_us == 365 * DAY_US
    assert local_year(2022, BERLIN).start_us - year.start_us == 7 * HOUR_US

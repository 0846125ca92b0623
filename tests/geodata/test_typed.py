"""What people type into a field for time, and what it means."""

import contextlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span, aware, micros
from geodata.typed import Unreadable, read_instant, read_window

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHICAGO = ZoneInfo("America/Chicago")


def at(*when: int, zone: ZoneInfo = SHANGHAI) -> int:
    return micros(datetime(*when, tzinfo=zone))  # type: ignore[misc,arg-type]


NEAR = at(2022, 10, 1, 18, 30)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2022-10-01 18:30", (2022, 10, 1, 18, 30)),
        ("2022-10-01T18:30:15", (2022, 10, 1, 18, 30, 15)),
        ("2022/5/4 8:05", (2022, 5, 4, 8, 5)),
        ("2022.5.4", (2022, 5, 4)),
        ("2022-10-01", (2022, 10, 1)),
        ("2022-10-01 周六 18:30", (2022, 10, 1, 18, 30)),
        ("2022-10-01 Sat 18:30", (2022, 10, 1, 18, 30)),
        ("10-01", (2022, 10, 1)),
        ("5-4 12:00", (2022, 5, 4, 12)),
        ("18:45", (2022, 10, 1, 18, 45)),
        (" 09:00 ", (2022, 10, 1, 9)),
        ("2022年10月1日 18时30分", (2022, 10, 1, 18, 30)),
        ("10月1日", (2022, 10, 1)),
        ("10月1日 18：30", (2022, 10, 1, 18, 30)),
        ("18点", (2022, 10, 1, 18)),
        ("10-09 24:00", (2022, 10, 10)),
    ],
)
def test_a_typed_time_is_read_in_local_time(typed: str, meant: tuple[int, ...]) -> None:
    assert read_instant(typed, SHANGHAI, NEAR) == at(*meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "soon",
        "2022-13-01",
        "2022-02-30",
        "25:00",
        "18:61",
        "18:30:75",
        "10-01-2022",
        "1",
    ],
)
def test_what_is_no_time_is_refused_in_words_of_both_languages(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_instant(typed, SHANGHAI, NEAR)

    assert refused.value.words.zh
    assert refused.value.words.en


def test_a_time_that_the_clocks_skipped_does_not_exist() -> None:
    with pytest.raises(Unreadable, match="clocks went forward"):
        read_instant("2022-03-13 02:30", CHICAGO, NEAR)


@given(st.integers(at(1971, 1, 1) // MINUTE_US, at(2090, 1, 1) // MINUTE_US))
def test_what_is_printed_can_be_typed_again(minute: int) -> None:
    us = minute * MINUTE_US
    when = aware(us, SHANGHAI)

    assert read_instant(f"{when:%Y-%m-%d %H:%M}", SHANGHAI, NEAR) == us


@given(st.text(max_size=24))
def test_no_text_brings_it_down(typed: str) -> None:
    for read in (read_instant, read_window):
        with contextlib.suppress(Unreadable):
            read(typed, SHANGHAI, NEAR)


@pytest.mark.parametrize(
    "typed",
    [
        "2022-09-01 00:00 → 2022-10-10 00:00",
        "09-01 → 10-10",
        "09-01/10-10",
        "2022-09-01 00:00/2022-10-10 00:00",
        "09-01 -> 10-10",
        "9-1 至 10-10",
        "9月1日到10月10日",
        "2022-09-01 to 2022-10-10",
        "09-01 - 10-10",
        "09-01 ~ 10-09 24:00",
        "2022-09-01 / 2022-10-10",
    ],
)
def test_a_window_is_two_times(typed: str) -> None:
    assert read_window(typed, SHANGHAI, NEAR) == Span(at(2022, 9, 1), at(2022, 10, 10))


def test_what_the_end_leaves_out_is_taken_from_the_start() -> None:
    window = read_window("05-04 08:00 → 18:00", SHANGHAI, NEAR)

    assert window == Span(at(2022, 5, 4, 8), at(2022, 5, 4, 18))


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("90 min", Span(NEAR - 90 * MINUTE_US, NEAR)),
        ("3 h", Span(NEAR - 3 * HOUR_US, NEAR)),
        ("2小时", Span(NEAR - 2 * HOUR_US, NEAR)),
        ("7 天", Span(at(2022, 9, 25), at(2022, 10, 2))),
        ("1 d", Span(at(2022, 10, 1), at(2022, 10, 2))),
        ("2 weeks", Span(at(2022, 9, 18), at(2022, 10, 2))),
        ("2022", Span(at(2022, 1, 1), at(2023, 1, 1))),
        ("2021 年", Span(at(2021, 1, 1), at(2022, 1, 1))),
    ],
)
def test_a_window_is_a_length_that_ends_here_or_a_year(typed: str, window: Span) -> None:
    assert read_window(typed, SHANGHAI, NEAR) == window


def test_days_are_local_days_also_when_the_clocks_change() -> None:
    window = read_window("2 d", CHICAGO, at(2022, 3, 13, 12, zone=CHICAGO))

    assert window.length_us == 2 * DAY_US - HOUR_US


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "10-10 → 09-01",
        "10-10 → 10-10",
        "09-01",
        "0 d",
        "99999 weeks",
        "a → b",
        "1 → 2 → 3",
        "9/10",
    ],
)
def test_what_is_no_window_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_window(typed, SHANGHAI, NEAR)

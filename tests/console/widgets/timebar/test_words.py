"""Times and lengths in words."""

from zoneinfo import ZoneInfo

import pytest

from console.widgets.timebar.words import (
    bin_words,
    length_words,
    per_words,
    rate_words,
    typed_window_words,
    window_words,
)
from geodata.bins import Bin
from geodata.instants import HOUR_US, Span
from geodata.kinds import PERSONS, RECORDS, VEHICLES
from geodata.wording import quantity
from tests.console.widgets.timebar.record import SHANGHAI, at

CHICAGO = ZoneInfo("America/Chicago")
EVENING = at(2022, 10, 1, 18)
OPENING = Span(at(2022, 9, 1), at(2022, 10, 10))


def test_a_window_says_its_year_only_where_it_is_another() -> None:
    assert window_words(OPENING, 2022, SHANGHAI) == "09-01 00:00 → 10-10 00:00"
    assert window_words(OPENING, 2023, SHANGHAI) == "2022-09-01 → 2022-10-10"
    year = Span(at(2022, 1, 1), at(2023, 1, 1))
    assert window_words(year, 2022, SHANGHAI) == "2022-01-01 → 2023-01-01"
    evening = Span(at(2022, 12, 31, 20), at(2023, 1, 1, 2))
    assert window_words(evening, 2022, SHANGHAI) == "2022-12-31 20:00 → 2023-01-01 02:00"
    assert typed_window_words(OPENING, SHANGHAI) == "2022-09-01 00:00 → 2022-10-10 00:00"


@pytest.mark.parametrize(
    ("window", "zh", "en"),
    [
        (OPENING, "39 天", "39 d"),
        (Span(at(2022, 1, 1), at(2022, 1, 1, 1)), "1 时", "1 h"),
        (Span(at(2022, 1, 1), at(2022, 1, 2, 5, 30)), "1 天 5 时", "1 d 5 h"),
        (Span(0, 107_000_000), "1 分 47 秒", "1 min 47 s"),
        (Span(0, 0), "0 分", "0 min"),
        (Span(0, 3_605_000_000), "1 时", "1 h"),
    ],
)
def test_a_length_is_said_in_its_two_largest_units(window: Span, zh: str, en: str) -> None:
    assert length_words(window, SHANGHAI, "zh") == zh
    assert length_words(window, SHANGHAI, "en") == en


def test_a_local_day_is_a_day_also_where_it_has_23_hours() -> None:
    day = Span(at(2022, 3, 13, zone=CHICAGO), at(2022, 3, 14, zone=CHICAGO))

    assert day.length_us == 23 * HOUR_US
    assert length_words(day, CHICAGO, "en") == "1 d"


def test_vehicles_and_persons_are_never_mixed_silently() -> None:
    assert rate_words([VEHICLES, PERSONS], per_words(Bin("day"), "zh"), "zh") == "辆·人/日"
    assert rate_words([RECORDS], per_words(Bin("minute", 15), "en"), "en") == "rec/15 min"
    assert rate_words([], per_words(Bin("hour"), "zh"), "zh") == "起/时"


def test_one_is_not_several() -> None:
    assert quantity(1, VEHICLES)("en") == "1 vehicle"
    assert quantity(1_697, VEHICLES)("en") == "1,697 vehicles"
    assert quantity(1, PERSONS)("zh") == "1 人"


@pytest.mark.parametrize(
    ("bounds", "size", "said"),
    [
        (Span(at(2022, 10, 1), at(2022, 10, 2)), Bin("day"), "2022-10-01 周六"),
        (
            Span(at(2022, 10, 1, 18), at(2022, 10, 1, 19)),
            Bin("hour"),
            "2022-10-01 周六 18:00–19:00",
        ),
        (Span(at(2022, 10, 1, 23), at(2022, 10, 2)), Bin("hour"), "2022-10-01 周六 23:00–24:00"),
        (Span(at(2022, 10, 3), at(2022, 10, 10)), Bin("week"), "2022-10-03 – 10-09"),
        (Span(at(2022, 10, 1), at(2022, 11, 1)), Bin("month"), "2022 年 10 月"),
        (Span(at(2022, 1, 1), at(2023, 1, 1)), Bin("year"), "2022 年"),
    ],
)
def test_a_bar_says_its_own_stretch(bounds: Span, size: Bin, said: str) -> None:
    assert bin_words(bounds, size, SHANGHAI, "zh") == said

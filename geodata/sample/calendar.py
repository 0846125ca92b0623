"""The days of the sample's year: holidays, working weekends, and how busy each day was.

Holidays are the official ones of 2022. How busy a day was is invented: little traffic in spring,
Fridays and Sundays above other days, holidays most at their edges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from geodata.arrays import Floats
from geodata.instants import DAY_US, Span, local_year, micros
from geodata.sample.records import named, record
from geodata.texts import Text
from geodata.versions import Fact

ZONE = ZoneInfo("Asia/Shanghai")
YEAR = 2022
YEAR_SPAN = local_year(YEAR, ZONE)

FIRST_DAY = date(2021, 12, 1)
LAST_DAY = date(2023, 1, 31)
DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
"""The days of the record: the year, and a month on either side."""

FOUNDED_US = micros(datetime(2021, 1, 1, tzinfo=ZONE))
"""When what stands all year was put on record."""

FRIDAY, SUNDAY = 4, 6
FRIDAY_FACTOR, SUNDAY_FACTOR = 1.45, 1.35


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday; `edge` is how busy its first and last day are, `eve` the day before."""

    slug: str
    name: Text
    first: date
    last: date
    edge: float
    eve: float

    def holds(self, day: date) -> bool:
        """Whether the day is one of its official days."""
        return self.first <= day <= self.last

    @property
    def span(self) -> Span:
        """Its official days, half-open."""
        return Span(day_us(self.first), day_us(self.last + timedelta(days=1)))


HOLIDAYS = (
    Holiday("yuandan", Text("元旦", "New Year"), date(2022, 1, 1), date(2022, 1, 3), 1.5, 1.2),
    Holiday(
        "chunjie", Text("春节", "Spring Festival"), date(2022, 1, 31), date(2022, 2, 6), 2.5, 2.2
    ),
    Holiday("qingming", Text("清明", "Qingming"), date(2022, 4, 3), date(2022, 4, 5), 1.3, 1.1),
    Holiday("laodong", Text("劳动节", "Labour Day"), date(2022, 4, 30), date(2022, 5, 4), 2.2, 1.6),
    Holiday("duanwu", Text("端午", "Dragon Boat"), date(2022, 6, 3), date(2022, 6, 5), 1.8, 1.6),
    Holiday("zhongqiu", Text("中秋", "Mid-Autumn"), date(2022, 9, 10), date(2022, 9, 12), 1.9, 1.7),
    Holiday(
        "guoqing", Text("国庆", "National Day"), date(2022, 10, 1), date(2022, 10, 7), 2.5, 2.0
    ),
)
_WITHIN_HOLIDAY = 1.15

WORKING_WEEKENDS = frozenset(
    date(2022, month, day)
    for month, day in ((1, 29), (1, 30), (4, 2), (4, 24), (5, 7), (10, 8), (10, 9))
)

_SEASON = (
    (date(2021, 12, 1), 0.85),
    (date(2022, 1, 20), 0.95),
    (date(2022, 2, 13), 0.90),
    (date(2022, 2, 16), 0.52),
    (date(2022, 3, 8), 0.58),
    (date(2022, 3, 24), 0.30),
    (date(2022, 4, 1), 0.26),
    (date(2022, 4, 30), 0.26),
    (date(2022, 5, 10), 0.42),
    (date(2022, 6, 1), 0.70),
    (date(2022, 7, 1), 0.98),
    (date(2022, 8, 15), 1.00),
    (date(2022, 9, 1), 1.12),
    (date(2022, 10, 12), 1.15),
    (date(2022, 11, 5), 0.95),
    (date(2022, 11, 30), 0.62),
    (date(2022, 12, 20), 0.42),
    (date(2023, 1, 5), 0.70),
    (date(2023, 1, 31), 1.05),
)
"""How busy ordinary days were, between these days in a straight line; summer 2022 is about 1."""


def holiday_facts() -> Iterator[Fact]:
    """One record a holiday, announced in October of the year before."""
    for holiday in HOLIDAYS:
        span = holiday.span
        yield record(
            "holiday",
            f"HOL-{YEAR}-{holiday.slug}",
            span.start_us,
            at(10, 25, 12, year=YEAR - 1),
            {"name": named(holiday.name)},
            to_us=span.end_us,
            author="国务院办公厅",
        )


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = YEAR) -> int:
    """Microseconds UTC of a local time of the sample's year."""
    return micros(datetime(year, month, day, hour, minute, tzinfo=ZONE))


def day_us(day: date) -> int:
    """Microseconds UTC at which a local day begins."""
    return micros(datetime(day.year, day.month, day.day, tzinfo=ZONE))


def day_span(day: date) -> Span:
    """A local day, half-open."""
    start_us = day_us(day)
    return Span(start_us, start_us + DAY_US)


def compact(day: date) -> str:
    """A day as ids carry it, 20221001."""
    return f"{day:%Y%m%d}"


def year_days() -> tuple[date, ...]:
    """The days of the sample's year."""
    return tuple(day for day in DAYS if day.year == YEAR)


def holiday_of(day: date) -> Holiday | None:
    """The holiday that a day belongs to."""
    return next((holiday for holiday in HOLIDAYS if holiday.holds(day)), None)


def in_holiday_week(day: date) -> bool:
    """Whether the day lies in a holiday, or within two days of one."""
    near = timedelta(days=2)
    return any(holiday.first - near <= day <= holiday.last + near for holiday in HOLIDAYS)


def season(day: date) -> float:
    """How busy ordinary days were at that time of the year."""
    days = [(known - FIRST_DAY).days for known, _ in _SEASON]
    return float(np.interp((day - FIRST_DAY).days, days, [level for _, level in _SEASON]))


def busyness(day: date) -> float:
    """How busy a day was: its season, its weekday, its place in a holiday."""
    return season(day) * _kind_of_day(day)


def busyness_of_days() -> Floats:
    """`busyness` for each of `DAYS`, shape (n,)."""
    return np.array([busyness(day) for day in DAYS])


def _kind_of_day(day: date) -> float:
    holiday = holiday_of(day)
    if holiday is not None:
        return holiday.edge if day in (holiday.first, holiday.last) else _WITHIN_HOLIDAY
    eve = next((h for h in HOLIDAYS if h.first - timedelta(days=1) == day), None)
    if eve is not None:
        return eve.eve
    if day in WORKING_WEEKENDS:
        return 1.0
    return {FRIDAY: FRIDAY_FACTOR, SUNDAY: SUNDAY_FACTOR}.get(day.weekday(), 1.0)

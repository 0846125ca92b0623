"""Bins of local calendar time: minutes to years, with edges as int64 microseconds UTC.

Days, weeks, months and years begin at local midnight, whatever daylight saving does to their
length. Shorter bins are steps of equal length from each local midnight; the last of a day ends
with the day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import numpy as np

from geodata.arrays import Ints
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span, aware, micros

Unit = Literal["minute", "hour", "day", "week", "month", "year"]

_TYPICAL_US: Final[dict[str, int]] = {
    "minute": MINUTE_US,
    "hour": HOUR_US,
    "day": DAY_US,
    "week": 7 * DAY_US,
    "month": 30 * DAY_US,
    "year": 365 * DAY_US,
}


@dataclass(frozen=True, slots=True)
class Bin:
    """A length of local calendar time; `n` counts minutes, hours or months, and is 1 otherwise.

    Several months are counted from January.
    """

    unit: Unit
    n: int = 1

    @property
    def typical_us(self) -> int:
        """How long it usually is; days and longer ones vary."""
        return self.n * _TYPICAL_US[self.unit]

    @property
    def within_day(self) -> bool:
        """Whether it is shorter than a day."""
        return self.unit in ("minute", "hour")


DAY: Final = Bin("day")
BINS: Final = (
    Bin("minute"),
    Bin("minute", 5),
    Bin("minute", 15),
    Bin("hour"),
    Bin("hour", 3),
    Bin("hour", 6),
    DAY,
    Bin("week"),
    Bin("month"),
    Bin("year"),
)
"""From the finest to the coarsest."""

_STARTS: Final[dict[str, Callable[[date, int], bool]]] = {
    "day": lambda _day, _n: True,
    "week": lambda day, _n: day.weekday() == 0,
    "month": lambda day, n: day.day == 1 and (day.month - 1) % n == 0,
    "year": lambda day, _n: (day.month, day.day) == (1, 1),
}


def bin_at_least(length_us: float) -> Bin:
    """The finest bin that usually lasts at least so long; the coarsest where none does."""
    return next((b for b in BINS if b.typical_us >= length_us), BINS[-1])


def edges(span: Span, size: Bin, zone: ZoneInfo) -> Ints:
    """The rising edges of the bins that cover `span`: (bins + 1,) int64, at least one bin.

    The first edge is at or before the span's start, the last at or after its end. Raises
    OverflowError or ValueError for spans that touch the years 1 or 9999.
    """
    first, last = aware(span.start_us, zone).year, aware(span.end_us, zone).year
    unit, n = ("day", 1) if size.within_day else (size.unit, size.n)
    starts = np.concatenate([_starts(zone, y, unit, n) for y in range(first - 1, last + 2)])
    if size.within_day:
        starts = _from_midnight(_covering(starts, span), size.typical_us)
    return _covering(starts, span)


def floor(us: int, size: Bin, zone: ZoneInfo) -> int:
    """The start of the bin that holds the instant."""
    return int(edges(Span(us, us), size, zone)[0])


def nearest(us: int, size: Bin, zone: ZoneInfo) -> int:
    """The edge of the bins that is nearest to the instant; the earlier of two."""
    before, after = (int(edge) for edge in edges(Span(us, us), size, zone)[:2])
    return before if us - before <= after - us else after


@lru_cache(maxsize=256)
def _starts(zone: ZoneInfo, year: int, unit: str, n: int) -> Ints:
    """The local midnights of a year at which a day, week, n months or a year begin."""
    begins = _STARTS[unit]
    days = (date(year, 1, 1) + timedelta(days=i) for i in range(366))
    return np.array(
        [
            micros(datetime(day.year, day.month, day.day, tzinfo=zone))
            for day in days
            if day.year == year and begins(day, n)
        ],
        dtype=np.int64,
    )


def _from_midnight(midnights: Ints, step_us: int) -> Ints:
    steps = -(-np.diff(midnights) // step_us)
    day = np.repeat(np.arange(len(steps)), steps)
    nth = np.arange(len(day)) - np.repeat(np.cumsum(steps) - steps, steps)
    return np.append(midnights[day] + nth * step_us, midnights[-1])


def _covering(starts: Ints, span: Span) -> Ints:
    first = int(np.searchsorted(starts, span.start_us, side="right")) - 1
    last = int(np.searchsorted(starts, span.end_us))
    return starts[first : max(last, first + 1) + 1]

"""When within a day things happen at a kerb: shares by the minute, from trains and shop hours."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Literal

import numpy as np

from geodata.arrays import Floats
from geodata.sample.trains import LATE_FROM_MIN, rush, timetable

Rhythm = Literal["station", "shops", "metro", "quiet"]
MINUTES = np.arange(24 * 60, dtype=np.float64)

_HOURLY = {
    "station": (0, 0, 0, 0, 0, 1, 4, 6, 6, 5, 5, 5, 5, 5, 5, 5, 6, 8, 8, 7, 6, 5, 4, 1),
    "shops": (0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 8, 6, 6, 6, 7, 8, 10, 9, 6, 3, 1, 0),
    "metro": (0, 0, 0, 0, 0, 0, 3, 9, 8, 4, 3, 3, 3, 3, 3, 4, 6, 10, 10, 6, 4, 3, 2, 0),
    "quiet": (0, 0, 0, 0, 0, 0, 2, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 7, 6, 5, 4, 3, 2, 1),
}
"""How much goes on by the hour, whether or not a train comes."""

_BEFORE_TRAINS = {"station": 0.78, "shops": 0.15, "metro": 0.0, "quiet": 0.0}
"""The share that gathers in the minutes before a train."""
_FROM_MIN, _PEAK_MIN, _UNTIL_MIN = 24.0, 13.0, 4.0
_AFTER_LATE_SHARE = 0.85
_SOON_MIN, _TYPICAL_MIN, _OVER_MIN = 3.0, 11.0, 28.0


@cache
def parking_minutes(rhythm: Rhythm, weekday: int) -> Floats:
    """The share of a day's illegal parking that falls in each minute, shape (1440,), sum 1."""
    by_hour = np.repeat(np.array(_HOURLY[rhythm], dtype=np.float64), 60)
    steady = by_hour / by_hour.sum()
    waiting = np.zeros_like(steady)
    for train in timetable():
        waiting += train.boarding * _bump(train.departs_min - MINUTES)
    share = _BEFORE_TRAINS[rhythm]
    mixed = (1.0 - share) * steady + share * waiting / waiting.sum()
    return _normalised(mixed * rush(_day_of(weekday), MINUTES))


@cache
def touting_minutes() -> Floats:
    """The share of a day's touting in each minute: most of it follows late arrivals."""
    late, other = np.zeros_like(MINUTES), np.zeros_like(MINUTES)
    for train in timetable():
        after = train.alighting * _tail(MINUTES - train.arrives_min)
        if train.arrives_min >= LATE_FROM_MIN:
            late += after
        else:
            other += after
    return _AFTER_LATE_SHARE * _normalised(late) + (1 - _AFTER_LATE_SHARE) * _normalised(other)


@cache
def even_minutes() -> Floats:
    """The share of what happens at any time of the day."""
    return _normalised(np.repeat(np.array(_HOURLY["quiet"], dtype=np.float64), 60))


def draw_minutes(share: Floats, size: int, rng: np.random.Generator) -> Sequence[float]:
    """Instants of a day in minutes, with seconds, drawn by the shares."""
    minutes = rng.choice(len(share), size=size, p=share) + rng.uniform(0.0, 1.0, size)
    found: list[float] = minutes.tolist()
    return found


def _bump(ahead_min: Floats) -> Floats:
    """How many wait so many minutes before a train."""
    rising = np.clip((_FROM_MIN - ahead_min) / (_FROM_MIN - _PEAK_MIN), 0.0, 1.0)
    falling = np.clip((ahead_min - _UNTIL_MIN) / (_PEAK_MIN - _UNTIL_MIN), 0.0, 1.0)
    return np.asarray(np.minimum(rising, falling))


def _tail(since_min: Floats) -> Floats:
    """How many are approached so many minutes after a train."""
    rising = np.clip((since_min - _SOON_MIN) / (_TYPICAL_MIN - _SOON_MIN), 0.0, 1.0)
    falling = np.clip((_OVER_MIN - since_min) / (_OVER_MIN - _TYPICAL_MIN), 0.0, 1.0)
    return np.asarray(np.minimum(rising, falling))


def _normalised(weights: Floats) -> Floats:
    return np.asarray(weights / weights.sum())


def _day_of(weekday: int) -> date:
    """Some day of that weekday: 3 January 2022 was a Monday."""
    return date(2022, 1, 3 + weekday)

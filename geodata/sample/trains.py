"""The sample's timetable: trains that come in groups, and the passengers they bring. All invented.

The numbers (SY…) are nobody's: no real train is meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from geodata.arrays import Floats
from geodata.instants import DAY_US, MINUTE_US
from geodata.sample.calendar import (
    DAYS,
    FRIDAY,
    SUNDAY,
    busyness,
    compact,
    day_span,
    day_us,
    season,
)
from geodata.sample.features import Json
from geodata.sample.records import named, record, stream
from geodata.texts import Text
from geodata.versions import Fact

GROUPS = (
    ("07:05", 3),
    ("07:45", 4),
    ("08:20", 4),
    ("09:00", 3),
    ("09:45", 3),
    ("10:30", 2),
    ("11:15", 2),
    ("12:05", 2),
    ("12:50", 2),
    ("13:40", 2),
    ("14:25", 2),
    ("15:10", 2),
    ("15:55", 3),
    ("16:35", 3),
    ("17:10", 4),
    ("17:45", 4),
    ("18:25", 5),
    ("19:00", 4),
    ("19:40", 3),
    ("20:20", 3),
    ("21:00", 3),
    ("21:40", 3),
    ("22:20", 2),
    ("22:50", 2),
)
"""When a group of trains calls, and how many trains it is."""

LATE_FROM_MIN = 20 * 60 + 15
"""Arrivals from here on are late ones: the metro thins out and touts gather."""

_APART_MIN = 3
_CALL_MIN = 2
_THINNED = ((0.35, 3), (0.6, 2))
"""Below a level of the season only every third, or every second, train ran."""
_WAYS = (Text("上海方向", "To Shanghai"), Text("南京方向", "To Nanjing"))


@dataclass(frozen=True, slots=True)
class Train:
    """A train of the timetable: minutes of the local day, and passengers on a day of busyness 1."""

    number: str
    direction: Text
    arrives_min: int
    boarding: float
    alighting: float

    @property
    def departs_min(self) -> int:
        """When it leaves."""
        return self.arrives_min + _CALL_MIN


@cache
def timetable() -> tuple[Train, ...]:
    """Every train of a full day, by arrival."""
    rng = stream(1)
    trains: list[Train] = []
    for clock, size in GROUPS:
        first = int(clock[:2]) * 60 + int(clock[3:]) - _APART_MIN * (size - 1) // 2
        for place in range(size):
            number = len(trains) + 1
            trains.append(
                Train(
                    f"SY{number:03d}",
                    _WAYS[number % 2],
                    first + _APART_MIN * place,
                    float(rng.uniform(90, 270)),
                    float(rng.uniform(90, 260)),
                )
            )
    return tuple(trains)


def running(day: date) -> tuple[Train, ...]:
    """The trains that ran on the day: fewer did in spring."""
    level = season(day)
    every = next((every for below, every in _THINNED if level < below), 1)
    return timetable()[::every]


def rush(day: date, minute: Floats) -> Floats:
    """How much busier than usual those minutes of the day are: Friday and Sunday evenings."""
    evening = np.exp(-(((minute - 18 * 60.0) / 130.0) ** 2))
    morning = np.exp(-(((minute - 8 * 60.0) / 80.0) ** 2))
    if day.weekday() in (FRIDAY, SUNDAY):
        return 1.0 + 0.9 * evening
    return 1.0 + 0.25 * evening + (0.5 * morning if day.weekday() == 0 else 0.0)


def train_facts() -> Iterator[Fact]:
    """One record a train and day, known a month before."""
    for day in DAYS:
        start_us, stamp = day_us(day), compact(day)
        heard_us = start_us - 30 * DAY_US
        for train in running(day):
            arrives_us = start_us + train.arrives_min * MINUTE_US
            departs_us = start_us + train.departs_min * MINUTE_US
            data: dict[str, Json] = {
                "number": train.number,
                "direction": named(train.direction),
                "arrives_us": arrives_us,
                "departs_us": departs_us,
            }
            yield record(
                "train",
                f"TRN-{stamp}-{train.number}",
                arrives_us,
                heard_us,
                data,
                to_us=departs_us,
                author="时刻表",
            )


def flow_facts() -> Iterator[Fact]:
    """One record a day: passengers in and out by the hour."""
    rng = stream(2)
    for day in DAYS:
        span = day_span(day)
        boarding, alighting = np.zeros(24), np.zeros(24)
        trains = running(day)
        many = rush(day, np.array([float(train.arrives_min) for train in trains])).tolist()
        for train, much in zip(trains, many, strict=True):
            boarding[max(train.departs_min - 35, 0) // 60] += train.boarding * much
            alighting[(train.arrives_min + 6) // 60 % 24] += train.alighting * much
        level = busyness(day)
        yield record(
            "flow",
            f"FLW-{compact(day)}",
            span.start_us,
            span.end_us + 20 * MINUTE_US,
            {
                "date": day.isoformat(),
                "in_by_hour": rng.poisson(boarding * level).tolist(),
                "out_by_hour": rng.poisson(alighting * level).tolist(),
            },
            to_us=span.end_us,
            author="客流统计",
        )

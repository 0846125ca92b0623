"""Epidemic checkpoints, their daily counts, and the transfers. Synthetic but for the year's sums.

五步查验 and 四色卡 were never published by name: the steps and cards here are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.arrays import Floats, Ints
from geodata.instants import DAY_US, MINUTE_US, SECOND_US
from geodata.sample.anchors import Uv
from geodata.sample.calendar import DAYS, YEAR, busyness, compact, day_span, day_us
from geodata.sample.figures import SAMPLES, TEMPERATURE_SCREENINGS, TRANSFERS
from geodata.sample.frame import point_at
from geodata.sample.records import apportioned, named, place_at, record, stream
from geodata.sample.trains import timetable
from geodata.texts import Text
from geodata.versions import Fact

LAST_DAY = date(2022, 12, 12)
"""The last day on which passengers were checked."""

STEPS = ("temperature", "health_code", "travel_card", "test_result", "registration")
CARDS = ("green", "yellow", "orange", "red")

_WAVES = (
    (date(2021, 12, 1), 0.3),
    (date(2022, 2, 14), 1.6),
    (date(2022, 3, 28), 2.2),
    (date(2022, 4, 20), 1.9),
    (date(2022, 5, 31), 1.0),
    (date(2022, 7, 10), 0.8),
    (date(2022, 8, 20), 0.7),
    (date(2022, 10, 10), 1.3),
    (date(2022, 11, 20), 1.7),
    (date(2022, 12, 12), 1.2),
)
"""How many of the passengers came from medium- and high-risk areas, in a straight line between."""

_BESIDES_SHARE = 0.02
_SHORTEST_MIN, _LONGEST_MIN = 18.0, 118.0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint: `screens` and `samples` are its shares of the station's."""

    id: str
    name: Text
    uv: Uv
    kind: str
    opens: str
    closes: str
    screens: float
    samples: float


CHECKPOINTS = (
    Checkpoint(
        "CKP-1", Text("南进站口", "South entrance"), (0, -98), "entry", "05:30", "23:30", 0.34, 0.0
    ),
    Checkpoint(
        "CKP-2", Text("北进站口", "North entrance"), (0, 86), "entry", "06:00", "22:30", 0.12, 0.0
    ),
    Checkpoint(
        "CKP-3",
        Text("南出站口东", "South exit, east"),
        (58, -98),
        "exit",
        "06:00",
        "23:59",
        0.28,
        0.5,
    ),
    Checkpoint(
        "CKP-4",
        Text("南出站口西", "South exit, west"),
        (-58, -98),
        "exit",
        "06:00",
        "23:59",
        0.18,
        0.36,
    ),
    Checkpoint(
        "CKP-5",
        Text("地铁换乘口", "Metro interchange"),
        (172, -106),
        "interchange",
        "06:00",
        "23:00",
        0.08,
        0.14,
    ),
)


def checkpoint_facts() -> Iterator[Fact]:
    """One record a checkpoint, in force until checking ended."""
    first_us, last_us = day_us(date(2021, 3, 1)), day_span(LAST_DAY).end_us
    for checkpoint in CHECKPOINTS:
        point = point_at(*checkpoint.uv)
        yield record(
            "checkpoint",
            checkpoint.id,
            first_us,
            first_us - DAY_US,
            {
                "name": named(checkpoint.name),
                "checkpoint_kind": checkpoint.kind,
                "opens": checkpoint.opens,
                "closes": checkpoint.closes,
            },
            to_us=last_us,
            geometry=place_at(point.x, point.y),
            author="站管办",
        )


def transfer_facts() -> Iterator[Fact]:
    """One record a passenger: opened after an arrival, closed within two hours."""
    rng = stream(40)
    days = checking_days()
    for day, number in zip(days, transfers_by_day(), strict=True):
        stamp, start_us = compact(day), day_us(day)
        opened = np.sort(start_us + _opening_seconds(number, rng) * SECOND_US)
        minutes = np.clip(rng.gamma(7.0, 9.0, number), _SHORTEST_MIN, _LONGEST_MIN)
        lasted = np.rint(minutes * 60.0).astype(np.int64) * SECOND_US
        for place, (opened_us, lasted_us) in enumerate(
            zip(opened.tolist(), lasted.tolist(), strict=True), 1
        ):
            closed_us = opened_us + lasted_us
            yield record(
                "transfer",
                f"TRF-{stamp}-{place:03d}",
                opened_us,
                closed_us + 45 * SECOND_US,
                {"opened_us": opened_us, "closed_us": closed_us},
                to_us=closed_us,
                author="转运专班",
            )


def checkpoint_count_facts() -> Iterator[Fact]:
    """One record a checkpoint and day, counted up after midnight."""
    rng = stream(41)
    days = checking_days()
    screened = _by_checkpoint_and_day(
        TEMPERATURE_SCREENINGS, np.array([busyness(day) + 0.25 for day in days]), "screens", rng
    )
    sampled = _by_checkpoint_and_day(SAMPLES, _wave(days), "samples", rng)
    for row, (day, moved) in enumerate(zip(days, transfers_by_day(), strict=True)):
        span = day_span(day)
        transferred = apportioned(moved, [c.samples for c in CHECKPOINTS])
        for column, checkpoint in enumerate(CHECKPOINTS):
            seen = screened[row][column]
            yield record(
                "checkpoint_count",
                f"CNT-{compact(day)}-{checkpoint.id[-1]}",
                span.start_us,
                span.end_us + 25 * MINUTE_US,
                {
                    "checkpoint": checkpoint.id,
                    "date": day.isoformat(),
                    "screened": seen,
                    "sampled": sampled[row][column],
                    "transferred": transferred[column],
                    "steps": dict(
                        zip(STEPS, _passed(seen, (1.0, 0.998, 0.985, 0.93, 0.12)), strict=True)
                    ),
                    "cards": dict(
                        zip(CARDS, apportioned(seen, (0.965, 0.022, 0.009, 0.004)), strict=True)
                    ),
                },
                to_us=span.end_us,
                author="查验点",
            )


def checking_days() -> tuple[date, ...]:
    """The days of the record on which passengers were checked."""
    return tuple(day for day in DAYS if day <= LAST_DAY)


def transfers_by_day() -> list[int]:
    """How many were transferred on each of those days; the year's add up to the published sum."""
    days = checking_days()
    busy = np.array([busyness(day) + 0.15 for day in days])
    return _yearly(TRANSFERS, busy * _wave(days) * stream(42).uniform(0.8, 1.2, len(days)), days)


def _by_checkpoint_and_day(
    total: int, by_day: Floats, field: str, rng: np.random.Generator
) -> list[list[int]]:
    days = checking_days()
    daily = _yearly(total, by_day * rng.uniform(0.94, 1.06, len(days)), days)
    shares = np.array([getattr(checkpoint, field) for checkpoint in CHECKPOINTS], dtype=np.float64)
    return [apportioned(n, shares * rng.uniform(0.96, 1.04, len(shares))) for n in daily]


def _yearly(total: int, weights: Floats, days: tuple[date, ...]) -> list[int]:
    """Whole numbers by day: those of the year add up to `total`, others follow suit."""
    inside = np.array([day.year == YEAR for day in days])
    found = np.zeros(len(days), dtype=np.int64)
    found[inside] = apportioned(total, weights[inside])
    found[~inside] = np.rint(total * weights[~inside] / weights[inside].sum() * _BESIDES_SHARE)
    numbers: list[int] = found.tolist()
    return numbers


def _wave(days: tuple[date, ...]) -> Floats:
    known = [(day - DAYS[0]).days for day, _ in _WAVES]
    levels = [level for _, level in _WAVES]
    return np.interp([(day - DAYS[0]).days for day in days], known, levels)


def _opening_seconds(number: int, rng: np.random.Generator) -> Ints:
    """Seconds of the day, some minutes after arrivals."""
    trains = timetable()
    weights = np.array([train.alighting for train in trains])
    arrived = np.array([train.arrives_min for train in trains])[
        rng.choice(len(trains), size=number, p=weights / weights.sum())
    ]
    return np.rint((arrived + rng.uniform(4.0, 28.0, number)) * 60.0).astype(np.int64)


def _passed(seen: int, shares: tuple[float, ...]) -> list[int]:
    return [round(seen * share) for share in shares]

"""The patrol units of the joint team and who was on shift when. All invented.

Four shifts of six hours. On the busiest days most units are out in the evening, and crews change
within a day, so a unit may have two shifts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.instants import DAY_US, HOUR_US, Span
from geodata.sample.anchors import Mode
from geodata.sample.calendar import DAYS, FOUNDED_US, compact, day_us, in_holiday_week
from geodata.sample.records import record
from geodata.sample.routes import ROUTES
from geodata.versions import Fact


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one agency; `routes` are those it takes turns on."""

    id: str
    call_sign: str
    agency: str
    mode: Mode
    headcount: int
    routes: tuple[str, ...]


UNITS = (
    Unit("U-GA-01", "公安-01", "police", "foot", 3, ("F-02",)),
    Unit("U-GA-02", "公安-02", "police", "motor", 2, ("M-02",)),
    Unit("U-GA-03", "公安-03", "police", "foot", 2, ("F-03", "F-02")),
    Unit("U-GA-04", "公安-04", "police", "foot", 2, ("F-01",)),
    Unit("U-GA-05", "公安-05", "police", "motor", 2, ("M-07", "M-02")),
    Unit("U-CG-01", "城管-01", "urban_management", "foot", 3, ("F-05",)),
    Unit("U-CG-02", "城管-02", "urban_management", "foot", 2, ("F-04",)),
    Unit("U-CG-03", "城管-03", "urban_management", "motor", 2, ("M-01",)),
    Unit("U-CG-04", "城管-04", "urban_management", "motor", 2, ("M-04",)),
    Unit("U-CG-05", "城管-05", "urban_management", "foot", 2, ("F-06",)),
    Unit("U-CG-06", "城管-06", "urban_management", "motor", 3, ("M-06", "M-05")),
    Unit("U-YG-01", "运管-01", "transport", "foot", 2, ("F-03",)),
    Unit("U-YG-02", "运管-02", "transport", "motor", 2, ("M-03",)),
    Unit("U-YG-03", "运管-03", "transport", "motor", 2, ("M-05",)),
    Unit("U-YG-04", "运管-04", "transport", "foot", 2, ("F-07",)),
    Unit("U-YG-05", "运管-05", "transport", "foot", 2, ("F-08",)),
)

SHIFT_HOURS = 6
_ORDINARY = (1, 5, 5, 5)
_BUSY = (2, 9, 11, 14)
"""How many units are on shift in the night, morning, afternoon and evening of a day."""

TRACKED_DAYS = tuple(
    date(2022, month, day)
    for month, day in (
        (1, 1),
        (1, 30),
        (2, 6),
        (2, 18),
        (3, 18),
        (4, 5),
        (4, 29),
        (5, 1),
        (5, 4),
        (6, 3),
        (6, 17),
        (7, 1),
        (7, 29),
        (8, 12),
        (8, 26),
        (9, 9),
        (9, 12),
        (9, 30),
        (10, 1),
        (10, 7),
        (11, 11),
        (12, 9),
    )
)
"""The days of which positions are kept in the sample."""

BUSIEST_DAYS = frozenset({date(2022, 5, 4), date(2022, 10, 1)})


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit on a route for a span."""

    id: str
    unit: Unit
    route: str
    zone: str
    day: date
    span: Span


def roster() -> tuple[Shift, ...]:
    """Every shift of the record, by its start."""
    zone_of = {route.id: route.zone for route in ROUTES}
    found = []
    for number, day in enumerate(DAYS):
        for part, units in enumerate(_crews(number, day)):
            start_us = day_us(day) + part * SHIFT_HOURS * HOUR_US
            for unit in units:
                route = unit.routes[number % len(unit.routes)]
                found.append(
                    Shift(
                        f"SFT-{compact(day)}-{part + 1}-{unit.id[2:]}",
                        unit,
                        route,
                        zone_of[route],
                        day,
                        Span(start_us, start_us + SHIFT_HOURS * HOUR_US),
                    )
                )
    return tuple(found)


def unit_facts() -> Iterator[Fact]:
    """One record a unit."""
    for unit in UNITS:
        yield record(
            "unit",
            unit.id,
            FOUNDED_US,
            FOUNDED_US,
            {
                "call_sign": unit.call_sign,
                "agency": unit.agency,
                "mode": unit.mode,
                "headcount": unit.headcount,
            },
            author="站管办",
        )


def shift_facts(shifts: Sequence[Shift]) -> Iterator[Fact]:
    """One record a shift, rostered three days before."""
    for shift in shifts:
        yield record(
            "shift",
            shift.id,
            shift.span.start_us,
            day_us(shift.day) - 3 * DAY_US + 17 * HOUR_US,
            {"unit": shift.unit.id, "zone": shift.zone, "route": shift.route},
            to_us=shift.span.end_us,
            author="排班",
        )


class OnDuty:
    """Who was on shift at an instant."""

    def __init__(self, shifts: Sequence[Shift]) -> None:
        """Index shifts by their start."""
        self._by_start: dict[int, list[Shift]] = {}
        for shift in shifts:
            self._by_start.setdefault(shift.span.start_us, []).append(shift)
        self._starts = np.array(sorted(self._by_start), dtype=np.int64)

    def at(self, us: int) -> list[Shift]:
        """The shifts that run at the instant."""
        place = int(np.searchsorted(self._starts, us, side="right")) - 1
        if place < 0:
            return []
        started = self._by_start[int(self._starts[place])]
        return [shift for shift in started if shift.span.holds(us)]


def _crews(number: int, day: date) -> list[list[Unit]]:
    """The units of each part of a day: everybody in turn, all of them on a tracked day."""
    wanted = _BUSY if day in BUSIEST_DAYS else _ORDINARY
    if in_holiday_week(day) and day not in BUSIEST_DAYS:
        wanted = (1, 5, 5, 6)
    crews, place = [], number * 3 if day not in TRACKED_DAYS else 0
    for size in wanted:
        crews.append([UNITS[(place + n) % len(UNITS)] for n in range(size)])
        place += size
    return crews

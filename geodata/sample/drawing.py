"""Drawing what happened: how many, when and where, before anybody writes it down. All invented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import shapely
from shapely import Point

from geodata.arrays import Floats
from geodata.instants import MINUTE_US, SECOND_US
from geodata.sample.calendar import DAYS, at, busyness_of_days, day_us
from geodata.sample.campaigns import Campaign, effects
from geodata.sample.frame import point_at
from geodata.sample.others import OTHERS, Spot
from geodata.sample.rates import IN_YEAR, rates
from geodata.sample.rhythm import draw_minutes, even_minutes, parking_minutes, touting_minutes
from geodata.sample.sites import Site
from geodata.sample.touts import HAUNTS, PLACES, RARE
from geodata.texts import Text

PARKING_RECORDS, TOUTING_RECORDS = 1_353.0, 132.0
"""How many records of the year are expected; their counts are then fitted to the figures."""

_COUNTS = {"illegal_parking": (0.80, 0.13, 0.05, 0.02), "touting": (0.62, 0.27, 0.08, 0.03)}
_COUNTS_IN_CAMPAIGN = (0.55, 0.25, 0.12, 0.08)
_ROUND_US = SECOND_US


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened: a kind, an instant, a place, and how many vehicles or persons."""

    kind: str
    happened_us: int
    point: Point
    place: Text
    count: int = 1
    campaign: str = ""
    outcome: str = ""
    source: str = ""


class Place(Protocol):
    """Where things of one sort happen."""

    @property
    def name(self) -> Text:
        """What it is called."""
        ...

    def draw_place(self, rng: np.random.Generator) -> Point:
        """A point at it."""
        ...


def parking(
    sites: Sequence[Site], found: Sequence[Campaign], rng: np.random.Generator
) -> Iterator[Happening]:
    """Illegal parking on every day of the record."""
    kerbs = [shapely.union_all(list(site.kerbs)) for site in sites]
    pushed = effects("illegal_parking", kerbs, found)
    rate = rates([site.share for site in sites], [site.minor for site in sites], pushed)
    for site, expected in zip(sites, rate * PARKING_RECORDS, strict=True):
        for day, number in _drawn_days(expected, rng):
            share = parking_minutes(site.rhythm, day.weekday())
            yield from _on_day("illegal_parking", site, day, number, share, found, rng)


def touting(found: Sequence[Campaign], rng: np.random.Generator) -> Iterator[Happening]:
    """Touting on every day of the record."""
    pushed = effects("touting", [point_at(*haunt.uv) for haunt in HAUNTS], found)
    rate = rates([haunt.share for haunt in HAUNTS], [False] * len(HAUNTS), pushed)
    for haunt, expected in zip(HAUNTS, rate * TOUTING_RECORDS, strict=True):
        for day, number in _drawn_days(expected, rng):
            yield from _on_day("touting", haunt, day, number, touting_minutes(), found, rng)


def rare(found: Sequence[Campaign], rng: np.random.Generator) -> Iterator[Happening]:
    """The breaches that are typed one by one, and one on either side of the year."""
    for breach in RARE:
        name, uv = PLACES[breach.place]
        when = at(*breach.when)
        point = _about(point_at(*uv), 4.0, rng)
        yield Happening(
            breach.kind,
            when,
            point,
            name,
            campaign=_campaign(found, breach.kind, when, point),
            outcome=breach.outcome,
        )
    name, uv = PLACES["taxi"]
    for when in (at(12, 26, 20, 43, year=2021), at(1, 8, 21, 22, year=2023)):
        yield Happening("taxi_violation", when, point_at(*uv), name, outcome="penalty")


def others(rng: np.random.Generator) -> Iterator[Happening]:
    """Requests for help, emergencies, faults: kinds without a published figure."""
    busy = busyness_of_days()
    usual = busy / busy[IN_YEAR].sum()
    for sort in OTHERS:
        for day, number in _drawn_days(usual * sort.records, rng):
            for _ in range(number):
                spot = sort.spots[int(rng.integers(len(sort.spots)))]
                yield from _on_day(sort.kind, spot, day, 1, even_minutes(), (), rng)


def _drawn_days(expected: Floats, rng: np.random.Generator) -> Iterator[tuple[date, int]]:
    """The days of the record on which there was any, and how many."""
    numbers = rng.poisson(expected)
    return ((DAYS[place], int(numbers[place])) for place in np.flatnonzero(numbers))


def _on_day(
    kind: str,
    place: Place | Spot,
    day: date,
    number: int,
    share: Floats,
    found: Sequence[Campaign],
    rng: np.random.Generator,
) -> Iterator[Happening]:
    for minutes in draw_minutes(share, number, rng):
        when = day_us(day) + round(minutes * MINUTE_US / _ROUND_US) * _ROUND_US
        point = place.draw_place(rng)
        campaign = _campaign(found, kind, when, point)
        chances = _COUNTS_IN_CAMPAIGN if campaign else _COUNTS.get(kind, (1.0,))
        count = 1 + int(rng.choice(len(chances), p=chances))
        yield Happening(kind, when, point, place.name, count, campaign)


def _campaign(found: Sequence[Campaign], kind: str, when: int, point: Point) -> str:
    return next((c.id for c in found if c.takes(kind, when, point)), "")


def _about(middle: Point, spread_m: float, rng: np.random.Generator) -> Point:
    dx, dy = rng.normal(0.0, spread_m, 2)
    return Point(middle.x + float(dx), middle.y + float(dy))

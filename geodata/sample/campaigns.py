"""The campaigns of the sample (集中整治) as a table: where, when, against what. All invented.

Also what they do to the record: more is recorded while one lasts, less inside its area in the
three weeks after; a third of what is missing then turns up at kerbs within 300 m.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.arrays import Floats
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.sample.anchors import Anchors
from geodata.sample.calendar import DAYS, day_us
from geodata.sample.records import named, record
from geodata.texts import Text
from geodata.versions import Fact

WHILE_FACTOR = 3.0
"""While a campaign lasts, so many times more is recorded inside its area: more eyes."""
AFTER_FACTOR = 0.4
"""For three weeks after, so much of what was recorded before is left inside it."""
AFTER_DAYS = 21
MOVED_SHARE = 1.0 / 3.0
"""The share of what is missing that moves to kerbs nearby."""
MOVED_WITHIN_M = 300.0

_FROM_HOUR, _TO_HOUR = 6, 24
_KERB_REACH_M = 28.0

PARKING = ("illegal_parking",)
TOUTING = ("touting",)
TRANSPORT = ("taxi_violation", "ride_hailing_violation", "illegal_operation")


@dataclass(frozen=True, slots=True)
class Target:
    """What campaigns of one sort aim at: ground features (by id) and kinds of incident."""

    name: Text
    features: tuple[str, ...]
    kinds: tuple[str, ...]
    units: tuple[str, ...]


def _kerbs(slug: str) -> tuple[str, str]:
    return f"kerb-{slug}-left", f"kerb-{slug}-right"


def _parking(slug: str, name: Text, *units: str) -> Target:
    words = Text(f"{name.zh}违停整治", f"{name.en}: illegal parking")
    return Target(words, _kerbs(slug), PARKING, units)


DROPOFF = _parking(
    "nantiancheng-dropoff", Text("落客平台", "Drop-off"), "公安-02", "城管-01", "城管-03"
)
EAST_MOUTH = _parking(
    "xiangrong-east-mouth", Text("南广场东口", "East mouth"), "公安-03", "城管-02", "运管-02"
)
YUANRONG = _parking("yuanrong-front", Text("圆融广场", "Yuanrong Plaza"), "城管-04", "公安-05")
WEST_MOUTH = _parking("shuijing-west-mouth", Text("南广场西口", "West mouth"), "城管-03", "公安-02")
NORTH = _parking("beitiancheng-north", Text("北广场", "North Square"), "公安-04", "城管-05")
JINKE = _parking("chengyang-jinke", Text("金科观天下", "Jinke Guantianxia"), "城管-04", "运管-03")
GAOQING = _parking("gaoqing", Text("高清传媒大厦", "HD Media Tower"), "城管-06", "公安-05")
DAWAN = _parking("dawan", Text("大湾地铁站", "Dawan metro station"), "城管-06", "运管-04")
SQUARE = Target(
    Text("南广场非法揽客整治", "South Square: touting"),
    ("place-south-square", "place-south-exit-east", "place-south-exit-west"),
    TOUTING,
    ("公安-01", "公安-03", "运管-01"),
)
PICK_UP = Target(
    Text("网约车上客区揽客整治", "Ride-hailing pick-up: touting"),
    ("place-ride-hailing", "place-east-passage"),
    TOUTING,
    ("公安-03", "运管-02"),
)
TAXI = Target(
    Text("出租车候客区营运秩序整治", "Taxi rank: conduct of business"),
    ("place-taxi",),
    TRANSPORT,
    ("运管-01", "运管-03"),
)
RIDE_HAILING = Target(
    Text("网约车营运秩序整治", "Ride-hailing: conduct of business"),
    ("place-ride-hailing", *_kerbs("xiangrong-east-mouth")),
    TRANSPORT,
    ("运管-02", "运管-04", "公安-03"),
)
STATION = Target(
    Text("站区秩序联合整治", "Station area: joint campaign"),
    ("place-south-square", "place-north-square", "place-taxi", "place-ride-hailing"),
    (*TOUTING, *TRANSPORT),
    ("公安-01", "公安-04", "城管-01", "运管-01", "运管-02"),
)

SCHEDULE: tuple[tuple[Target, tuple[tuple[int, int, int], ...]], ...] = (
    (DROPOFF, ((1, 12, 3), (3, 4, 2), (5, 19, 2), (7, 8, 3), (8, 2, 2), (11, 5, 3))),
    (EAST_MOUTH, ((2, 18, 3), (5, 25, 2), (7, 23, 2), (10, 13, 3), (12, 4, 2))),
    (YUANRONG, ((1, 21, 2), (6, 8, 3), (8, 20, 2), (11, 16, 2))),
    (WEST_MOUTH, ((3, 12, 2), (6, 15, 2), (7, 30, 3), (11, 9, 2))),
    (NORTH, ((6, 25, 3), (9, 14, 2), (12, 9, 2))),
    (JINKE, ((7, 16, 3), (10, 19, 3))),
    (GAOQING, ((2, 23, 3), (10, 28, 3))),
    (DAWAN, ((6, 9, 3), (11, 25, 3))),
    (
        SQUARE,
        (
            (1, 7, 3),
            (1, 29, 3),
            (2, 8, 2),
            (5, 5, 2),
            (6, 2, 3),
            (6, 28, 2),
            (7, 22, 2),
            (8, 19, 2),
            (9, 9, 4),
            (9, 30, 3),
            (11, 25, 2),
            (12, 16, 2),
        ),
    ),
    (PICK_UP, ((2, 4, 3), (5, 1, 3), (7, 1, 2), (8, 12, 2), (10, 6, 3), (12, 23, 2))),
    (TAXI, ((1, 25, 2), (3, 17, 2), (6, 10, 2), (7, 15, 2), (9, 22, 2), (10, 28, 2))),
    (RIDE_HAILING, ((2, 22, 2), (4, 27, 2), (7, 8, 2), (8, 30, 2), (9, 29, 4), (12, 13, 2))),
    (STATION, ((1, 2, 2), (1, 27, 2), (4, 29, 4), (7, 29, 2), (9, 6, 2), (11, 4, 2))),
)
"""Each target with the first days of its campaigns in 2022 and how many days each lasted."""

BESIDES = ((DROPOFF, date(2021, 12, 15), 2), (SQUARE, date(2023, 1, 11), 3))
"""Campaigns of the months on either side of the year."""


@dataclass(frozen=True, eq=False)
class Campaign:
    """One campaign: its area, its days, and the span in which its units are out."""

    id: str
    target: Target
    area: Polygon
    first: date
    days: int

    @cached_property
    def span(self) -> Span:
        """From the morning of its first day to the end of its last."""
        start_us = day_us(self.first)
        last_us = start_us + (self.days - 1) * DAY_US
        return Span(start_us + _FROM_HOUR * HOUR_US, last_us + _TO_HOUR * HOUR_US)

    def takes(self, kind: str, happened_us: int, place: BaseGeometry) -> bool:
        """Whether an incident is one that the campaign was after."""
        return (
            kind in self.target.kinds and self.span.holds(happened_us) and self.area.contains(place)
        )


def campaigns(anchors: Anchors) -> tuple[Campaign, ...]:
    """All campaigns, oldest first."""
    rows = [
        (target, date(2022, month, day), days)
        for target, starts in SCHEDULE
        for month, day, days in starts
    ]
    rows += BESIDES
    rows.sort(key=lambda row: row[1])
    areas = {target.name.zh: _area(target, anchors) for target, _, _ in rows}
    number: dict[int, int] = {}
    found = []
    for target, first, days in rows:
        number[first.year] = number.get(first.year, 0) + 1
        found.append(
            Campaign(
                f"CMP-{first.year}-{number[first.year]:02d}",
                target,
                areas[target.name.zh],
                first,
                days,
            )
        )
    return tuple(found)


def campaign_facts(all_campaigns: Sequence[Campaign]) -> Iterator[Fact]:
    """One record a campaign, ordered a few days before."""
    for campaign in all_campaigns:
        span = campaign.span
        ordered_us = span.start_us - 3 * DAY_US + 9 * HOUR_US + 20 * MINUTE_US
        day = campaign.first
        name = campaign.target.name
        yield record(
            "campaign",
            campaign.id,
            span.start_us,
            ordered_us,
            {
                "name": named(
                    Text(f"{name.zh}（{day.month} 月 {day.day} 日）", f"{name.en} ({day:%d %b})")
                ),
                "kinds": list(campaign.target.kinds),
                "units": list(campaign.target.units),
            },
            to_us=span.end_us,
            geometry=campaign.area,
            author="站管办",
        )


@dataclass(frozen=True, eq=False)
class Effects:
    """What campaigns do to the rate of one kind: arrays (sites, days) over `calendar.DAYS`.

    `factor` multiplies a site's rate. `moved_in[i, j, d]` is the share of site i's usual rate that
    shows at site j instead on day d.
    """

    factor: Floats
    moved_in: Floats


def effects(kind: str, places: Sequence[BaseGeometry], found: Sequence[Campaign]) -> Effects:
    """The effects of all campaigns against `kind` on sites that lie at `places`."""
    factor = np.ones((len(places), len(DAYS)))
    moved = np.zeros((len(places), len(places), len(DAYS)))
    aimed = [campaign for campaign in found if kind in campaign.target.kinds]
    inside = [[campaign.area.covers(place) for place in places] for campaign in aimed]
    for campaign, hit in zip(aimed, inside, strict=True):
        after = _days(campaign.first + timedelta(days=campaign.days), AFTER_DAYS)
        factor[np.ix_(np.flatnonzero(hit), after)] = AFTER_FACTOR
    for campaign, hit in zip(aimed, inside, strict=True):
        lasting = _days(campaign.first, campaign.days)
        factor[np.ix_(np.flatnonzero(hit), lasting)] = WHILE_FACTOR
    for campaign, hit in zip(aimed, inside, strict=True):
        near = [campaign.area.distance(place) <= MOVED_WITHIN_M for place in places]
        for day in _days(campaign.first + timedelta(days=campaign.days), AFTER_DAYS):
            open_to = [j for j, is_near in enumerate(near) if is_near and factor[j, day] == 1.0]
            for i in np.flatnonzero(hit):
                if factor[i, day] == AFTER_FACTOR and open_to:
                    moved[i, :, day] = 0.0
                    share = (1.0 - AFTER_FACTOR) * MOVED_SHARE / len(open_to)
                    moved[i, open_to, day] = share
    return Effects(factor, moved)


def _days(first: date, count: int) -> NDArray[np.intp]:
    start = (first - DAYS[0]).days
    days = np.arange(start, start + count, dtype=np.intp)
    return days[(days >= 0) & (days < len(DAYS))]


def _area(target: Target, anchors: Anchors) -> Polygon:
    parts = [anchors.geometry(feature).buffer(_KERB_REACH_M) for feature in target.features]
    hull = shapely.union_all(parts).convex_hull.simplify(2.0)
    return Polygon(np.round(shapely.get_coordinates(hull), 2))

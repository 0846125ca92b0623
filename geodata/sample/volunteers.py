"""Volunteer posts, the 16 teams, and their shifts: denser in holiday weeks. Shifts are invented.

The office named 京沪先锋驿站; where it stands is assumed. Posts and team names are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geodata.instants import DAY_US, HOUR_US, MINUTE_US
from geodata.sample.anchors import Uv
from geodata.sample.calendar import (
    FOUNDED_US,
    FRIDAY,
    YEAR_SPAN,
    compact,
    day_us,
    holiday_of,
    in_holiday_week,
    season,
    year_days,
)
from geodata.sample.features import Json
from geodata.sample.frame import point_at
from geodata.sample.records import named, place_at, record, stream
from geodata.texts import Text
from geodata.versions import Fact


@dataclass(frozen=True, slots=True)
class Post:
    """A post: its services and hours, and how many stand there on a holiday by part of the day."""

    id: str
    name: Text
    uv: Uv
    services: tuple[str, ...]
    opens: str
    closes: str
    heads: tuple[int, int, int]
    everyday: bool = False
    assumed: bool = False


_GUIDE = ("entry_guidance", "enquiry", "train_lookup")

POSTS = (
    Post(
        "PST-1",
        Text("京沪先锋驿站", "Jinghu Pioneer Post"),
        (-22, -106),
        ("train_lookup", "ticketing", "entry_guidance", "enquiry", "first_aid"),
        "07:00",
        "21:00",
        (6, 6, 8),
        everyday=True,
        assumed=True,
    ),
    Post(
        "PST-2",
        Text("北进站口服务点", "North entrance post"),
        (22, 100),
        _GUIDE,
        "07:30",
        "20:30",
        (4, 4, 4),
    ),
    Post(
        "PST-3",
        Text("南广场西服务点", "South Square west post"),
        (-176, -150),
        (*_GUIDE, "luggage"),
        "08:00",
        "20:00",
        (3, 4, 4),
    ),
    Post(
        "PST-4",
        Text("地铁 1 号口服务点", "Metro exit 1 post"),
        (190, -128),
        ("transfer_guidance", "enquiry", "luggage"),
        "07:30",
        "21:00",
        (4, 5, 6),
        everyday=True,
    ),
    Post(
        "PST-5",
        Text("网约车上客区服务点", "Ride-hailing post"),
        (172, -240),
        ("order", "enquiry"),
        "09:00",
        "21:00",
        (2, 3, 3),
    ),
    Post(
        "PST-6",
        Text("出租车候客区服务点", "Taxi rank post"),
        (-222, -228),
        ("order", "special_care"),
        "09:00",
        "18:00",
        (3, 3, 0),
    ),
    Post(
        "PST-7",
        Text("圆融广场服务点", "Yuanrong Plaza post"),
        (436, -318),
        ("enquiry", "order"),
        "10:00",
        "18:00",
        (2, 3, 0),
    ),
    Post(
        "PST-8",
        Text("大湾地铁站服务点", "Dawan metro post"),
        (-566, -868),
        ("transfer_guidance", "enquiry"),
        "07:30",
        "17:30",
        (2, 2, 0),
    ),
)

TEAMS = (
    (Text("高铁新城机关党员队", "Party members of the new town"), 60),
    (Text("北河泾街道志愿队", "Beihejing subdistrict"), 48),
    (Text("苏大实验学校教师队", "Teachers of the experimental school"), 45),
    (Text("环秀湖社区队", "Huanxiu Lake community"), 42),
    (Text("研发社区青年队", "Young people of the R&D community"), 40),
    (Text("圆融商户队", "Shopkeepers of Yuanrong"), 38),
    (Text("轨道交通青年队", "Young people of the metro"), 36),
    (Text("车站党员先锋队", "Railway party members"), 34),
    (Text("公安退役老兵队", "Retired police officers"), 32),
    (Text("大湾社区队", "Dawan community"), 30),
    (Text("金科业主队", "Residents of Jinke"), 28),
    (Text("高校返乡学生队", "Students home for the holidays"), 25),
    (Text("红十字急救队", "Red Cross first aid"), 22),
    (Text("外语服务队", "Foreign languages"), 16),
    (Text("手语服务队", "Sign language"), 14),
    (Text("银龄帮扶队", "Seniors for seniors"), 10),
)
"""The teams with their headcounts, which add up to the published number of volunteers."""

_PARTS = ((7, 0, 12, 0), (12, 0, 17, 0), (17, 0, 21, 0))


def post_facts() -> Iterator[Fact]:
    """One record a post."""
    for post in POSTS:
        point = point_at(*post.uv)
        data: dict[str, Json] = {
            "name": named(post.name),
            "services": list(post.services),
            "opens": post.opens,
            "closes": post.closes,
        }
        if post.assumed:
            data["assumed"] = True
        yield record(
            "post",
            post.id,
            FOUNDED_US,
            FOUNDED_US,
            data,
            geometry=place_at(point.x, point.y),
            author="站管办",
        )


def team_facts() -> Iterator[Fact]:
    """One record a team, in force for the year."""
    for number, (name, headcount) in enumerate(TEAMS, 1):
        yield record(
            "volunteer_team",
            f"TEAM-{number:02d}",
            YEAR_SPAN.start_us,
            YEAR_SPAN.start_us - 10 * DAY_US,
            {"name": named(name), "headcount": headcount},
            to_us=YEAR_SPAN.end_us,
            author="站管办",
        )


def volunteer_shift_facts() -> Iterator[Fact]:
    """The shifts of the year: every post in holiday weeks, a few posts on other days."""
    rng = stream(30)
    turn = 0
    for day in year_days():
        rostered_us = day_us(day) - 2 * DAY_US + 16 * HOUR_US
        for post in POSTS:
            for part, clock in enumerate(_PARTS):
                heads = _heads(post, part, day, float(rng.random()))
                if not heads:
                    continue
                turn += 1
                yield record(
                    "volunteer_shift",
                    f"VSH-{compact(day)}-{post.id[-1]}{part + 1}",
                    _instant(day, clock[0], clock[1]),
                    rostered_us,
                    {
                        "team": f"TEAM-{(turn * 7) % len(TEAMS) + 1:02d}",
                        "post": post.id,
                        "headcount": heads,
                    },
                    to_us=_instant(day, clock[2], clock[3]),
                    author="排班",
                )


def _heads(post: Post, part: int, day: date, luck: float) -> int:
    """How many stand at a post: everybody on a holiday, some about one, few otherwise."""
    full = post.heads[part]
    if holiday_of(day) is not None:
        return full if season(day) > 0.3 else max(full // 2, 0)
    if in_holiday_week(day):
        return max(full - 1, 0) if luck < 0.8 else 0
    if season(day) < 0.5:
        return 1 if post.everyday and part != 2 and luck < 0.5 else 0
    if post.everyday:
        return max(full // 3, 1)
    weekend = day.weekday() >= FRIDAY
    return max(full // 3, 1) if full and weekend and luck < 0.45 else 0


def _instant(day: date, hour: int, minute: int) -> int:
    return day_us(day) + hour * HOUR_US + minute * MINUTE_US

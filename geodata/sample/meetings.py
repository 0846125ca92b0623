"""Meetings, administrative passages, and the events that were supported.

How many there were and the names of the two large events are published; all else is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.instants import HOUR_US, MINUTE_US
from geodata.sample.anchors import Uv
from geodata.sample.calendar import YEAR, compact, day_us, year_days
from geodata.sample.figures import JOINT_MEETINGS, PASSAGES, TASK_FORCE_MEETINGS
from geodata.sample.frame import area_at, line_through
from geodata.sample.records import named, record, stream, to_centimetre
from geodata.sample.routes import ROUTES
from geodata.texts import Text
from geodata.versions import Fact

_JOINT_DECISIONS = (
    Text("加密落客平台巡逻，每 30 分钟到访", "Drop-off to be visited every 30 minutes"),
    Text("出租车候客区增设引导护栏", "More railings at the taxi rank"),
    Text("圆融广场物业派驻联络员", "Yuanrong's manager to send a liaison"),
    Text("晚间到达高峰增派公安力量", "More police after late arrivals"),
    Text("六方值班电话统一更新", "Duty numbers of the six parties renewed"),
)
_DIVERSION_DECISIONS = (
    Text("节前网约车走澄阳路入场", "Ride-hailing cars to come by Chengyang Road"),
    Text("落客平台即停即走，限 3 分钟", "Drop-off limited to three minutes"),
    Text("P1、P2 满位时引导至 P4", "When P1 and P2 are full, cars to P4"),
    Text("出站客流分至地铁与公交", "Arrivals split between metro and bus"),
)
_PASSAGE_PARTIES = ("railway", "station_police", "metro", "office", "community", "health")


@dataclass(frozen=True, slots=True)
class Event:
    """An event that was supported: an area or a line in the local frame, and its hours."""

    name: Text
    type: str
    first: date
    last: date
    hours: tuple[int, int]
    uv: tuple[Uv, ...]
    route: str
    posts: tuple[str, ...] = ()


_HALLS = ((330.0, -820.0), (760.0, -820.0), (760.0, -470.0), (330.0, -470.0))
_TOWER = ((-640.0, -325.0), (-400.0, -325.0), (-400.0, -140.0), (-640.0, -140.0))
_SOUTHWARD = ((0.0, -98.0), (0.0, -340.0), (250.0, -340.0), (250.0, -850.0))
_WESTWARD = ((0.0, -98.0), (0.0, -340.0), (-330.0, -340.0), (-700.0, -340.0))

EVENTS = (
    Event(
        Text("长三角先进技术转化大会", "Yangtze Delta Advanced Technology Conference"),
        "large_activity",
        date(2022, 6, 28),
        date(2022, 6, 30),
        (8, 21),
        _HALLS,
        "M-04",
        ("PST-1", "PST-4"),
    ),
    Event(
        Text(
            "第二届长三角数字金融产业创新周",
            "Second Yangtze Delta Digital Finance Innovation Week",
        ),
        "large_activity",
        date(2022, 11, 14),
        date(2022, 11, 18),
        (8, 20),
        _TOWER,
        "M-01",
        ("PST-1", "PST-3"),
    ),
    *(
        Event(
            Text(f"{who} 调研保障", f"Visit: {what}"),
            "visit",
            day,
            day,
            hours,
            line,
            route,
            ("PST-1",),
        )
        for who, what, day, hours, line, route in (
            ("综合交通", "transport", date(2022, 1, 18), (9, 12), _SOUTHWARD, "M-04"),
            ("疫情防控", "epidemic control", date(2022, 3, 22), (14, 17), _WESTWARD, "M-01"),
            ("营商环境", "business climate", date(2022, 6, 21), (9, 12), _WESTWARD, "M-01"),
            ("枢纽规划", "hub planning", date(2022, 8, 23), (13, 18), _SOUTHWARD, "M-04"),
            ("文明创建", "civic standards", date(2022, 9, 20), (9, 11), _WESTWARD, "M-02"),
            ("平安建设", "public safety", date(2022, 10, 25), (14, 17), _SOUTHWARD, "M-02"),
        )
    ),
)


def meeting_facts() -> Iterator[Fact]:
    """One record a meeting, written up the same evening; one on either side of the year."""
    days = [day for day in year_days() if day.weekday() < 5]
    joint = [days[len(days) * (2 * n + 1) // (2 * JOINT_MEETINGS)] for n in range(JOINT_MEETINGS)]
    force = [
        days[len(days) * (2 * n + 1) // (2 * TASK_FORCE_MEETINGS)]
        for n in range(TASK_FORCE_MEETINGS)
    ]
    joint = [date(2021, 12, 16), *joint]
    force = [*force, date(2023, 1, 5)]
    for slug, sort, met, hour, decided in (
        ("J", "joint", joint, 9, _JOINT_DECISIONS),
        ("D", "diversion", force, 14, _DIVERSION_DECISIONS),
    ):
        for number, day in enumerate(met):
            start_us = day_us(day) + hour * HOUR_US + 30 * MINUTE_US
            decisions = [named(decided[(number + n) % len(decided)]) for n in range(2)]
            yield record(
                "meeting",
                f"MTG-{compact(day)}-{slug}",
                start_us,
                start_us + 7 * HOUR_US,
                {"type": sort, "decisions": decisions},
                to_us=start_us + 90 * MINUTE_US,
                author="站管办",
            )


def passage_facts() -> Iterator[Fact]:
    """One record a cleared passage, asked for the day before."""
    rng = stream(50)
    chosen = rng.choice(len(year_days()), size=PASSAGES, replace=False).tolist()
    days = [*sorted(year_days()[place] for place in chosen), date(2023, 1, 6)]
    driven = [route.id for route in ROUTES if route.mode == "motor"]
    for day in days:
        start_us = day_us(day) + int(rng.integers(8 * 4, 20 * 4)) * 15 * MINUTE_US
        yield record(
            "passage",
            f"PSG-{compact(day)}",
            start_us,
            day_us(day) - 8 * HOUR_US,
            {
                "party": str(rng.choice(_PASSAGE_PARTIES)),
                "route": str(rng.choice(driven)),
            },
            to_us=start_us + int(rng.integers(2, 8)) * 10 * MINUTE_US,
            author="站管办",
        )


def event_facts() -> Iterator[Fact]:
    """One record an event, announced a week before."""
    for number, event in enumerate(sorted(EVENTS, key=lambda event: event.first), 1):
        shape = area_at(event.uv) if event.type == "large_activity" else line_through(event.uv)
        yield record(
            "event",
            f"EVT-{YEAR}-{number:02d}",
            day_us(event.first) + event.hours[0] * HOUR_US,
            day_us(event.first - timedelta(days=7)) + 10 * HOUR_US,
            {
                "name": named(event.name),
                "type": event.type,
                "route": event.route,
                "posts": list(event.posts),
            },
            to_us=day_us(event.last) + event.hours[1] * HOUR_US,
            geometry=to_centimetre(shape),
            author="站管办",
        )

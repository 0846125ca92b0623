"""The cases (诉求) of the sample: opened, answered, closed. All invented but how many were closed.

Some were opened the year before or closed the year after, so that the instant of closing matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geodata.instants import DAY_US, HOUR_US, MINUTE_US
from geodata.sample.calendar import DAYS, LAST_DAY, YEAR_SPAN, busyness_of_days, day_span, day_us
from geodata.sample.features import Json
from geodata.sample.figures import CASES_CLOSED
from geodata.sample.others import OTHERS
from geodata.sample.records import heard_after, place_at, record, stream
from geodata.texts import Text
from geodata.versions import Fact

_PLATFORMS = {"hanshanwenzhong": 0.34, "12345": 0.52, "on_site": 0.14}
_TYPES = {"complaint": 0.42, "enquiry": 0.38, "suggestion": 0.20}
_PARTIES = {
    "office": 0.4,
    "railway": 0.2,
    "community": 0.16,
    "station_police": 0.1,
    "metro": 0.08,
    "health": 0.06,
}
_TEXTS = {
    "complaint": (
        Text("落客平台停车太久，后车无法靠边", "Cars stay too long at the drop-off"),
        Text("出站口有人拉客", "Touts at the exit"),
        Text("出租车拒载短途", "A taxi refused a short trip"),
        Text("南广场卫生间排队过长", "Long queues at the South Square toilets"),
        Text("P1 停车场出口拥堵", "Jam at the way out of P1"),
    ),
    "enquiry": (
        Text("网约车在哪里上车", "Where do ride-hailing cars pick up"),
        Text("末班地铁几点", "When does the last metro leave"),
        Text("进站需要哪些证明", "Which papers are needed to enter"),
        Text("轮椅从哪里进站", "Where can a wheelchair enter"),
    ),
    "suggestion": (
        Text("南广场增设遮阳座椅", "Shaded seats on the South Square"),
        Text("落客平台加装限时提示屏", "A screen with the time limit at the drop-off"),
        Text("夜间增加公交接驳", "More night buses"),
    ),
}
_STILL_OPEN = 3
_OUTSIDE = 14


@dataclass(frozen=True, slots=True)
class _Course:
    """When a case was opened, answered and closed; 0 where that has not come."""

    opened_us: int
    answered_us: int
    closed_us: int


def case_facts() -> Iterator[Fact]:
    """Up to three versions a case: opened, answered, closed."""
    rng = stream(60)
    for number, course in enumerate(_courses(rng), 1):
        inside = YEAR_SPAN.holds(course.closed_us)
        satisfied = inside or bool(rng.random() < 0.7)
        yield from _versions(f"CASE-{number:04d}", course, satisfied, rng)


def _courses(rng: np.random.Generator) -> list[_Course]:
    """Cases until enough were closed in the year, and some closed before, after, or never."""
    busy = busyness_of_days() + 0.2
    closed_inside, outside, courses = 0, 0, []
    while closed_inside < CASES_CLOSED:
        day = DAYS[int(rng.choice(len(DAYS), p=busy / busy.sum()))]
        opened_us = day_us(day) + int(rng.integers(7 * 60, 22 * 60)) * MINUTE_US
        answered_us = opened_us + int(rng.integers(10, 20 * 60)) * MINUTE_US
        closed_us = answered_us + round(float(rng.gamma(1.6, 1.5)) * DAY_US / HOUR_US) * HOUR_US
        if closed_us >= day_span(LAST_DAY).end_us:
            continue
        inside = YEAR_SPAN.holds(closed_us)
        if not inside and outside >= _OUTSIDE:
            continue
        closed_inside, outside = closed_inside + inside, outside + (not inside)
        courses.append(_Course(opened_us, answered_us, closed_us))
    for _ in range(_STILL_OPEN):
        opened_us = day_us(DAYS[-12]) + int(rng.integers(0, 9 * 24 * 60)) * MINUTE_US
        courses.append(_Course(opened_us, 0, 0))
    return sorted(courses, key=lambda course: course.opened_us)


def _versions(
    thing: str, course: _Course, satisfied: bool, rng: np.random.Generator
) -> Iterator[Fact]:
    sort = _drawn(_TYPES, rng)
    text = _TEXTS[sort][int(rng.integers(len(_TEXTS[sort])))]
    spots = OTHERS[0].spots
    point = spots[int(rng.integers(len(spots)))].draw_place(rng) if rng.random() < 0.6 else None
    data: dict[str, Json] = {
        "platform": _drawn(_PLATFORMS, rng),
        "type": sort,
        "opened_us": course.opened_us,
        "party": _drawn(_PARTIES, rng),
        "text": {"zh": text.zh, "en": text.en},
    }
    steps: list[tuple[int, dict[str, Json]]] = [(course.opened_us, {})]
    if course.answered_us:
        steps.append((course.answered_us, {"answered_us": course.answered_us}))
    if course.closed_us:
        steps.append((course.closed_us, {"closed_us": course.closed_us, "satisfied": satisfied}))
    heard_us = 0
    for from_us, news in steps:
        data = {**data, **news}
        heard_us = max(heard_us + MINUTE_US, heard_after(from_us, rng))
        yield record(
            "case",
            thing,
            from_us,
            heard_us,
            data,
            geometry=None if point is None else place_at(point.x, point.y),
            author="诉求专员",
        )


def _drawn(chances: dict[str, float], rng: np.random.Generator) -> str:
    return str(rng.choice(list(chances), p=list(chances.values())))

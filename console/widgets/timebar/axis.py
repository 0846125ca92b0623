"""Ticks of the axes: local calendar time along the foot, counts at the left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from console.widgets.timebar.frame import TimeScale
from console.widgets.timebar.words import month_words, year_words
from geodata.bins import Bin, edges
from geodata.instants import aware, micros
from geodata.texts import Language
from geodata.wording import weekday

TICK_STEPS: Final = (
    Bin("minute"),
    Bin("minute", 5),
    Bin("minute", 15),
    Bin("hour"),
    Bin("hour", 3),
    Bin("hour", 6),
    Bin("day"),
    Bin("week"),
    Bin("month"),
    Bin("month", 3),
    Bin("year"),
)
WORDS_GAP_PX: Final = 18
TICK_GAP_PX: Final = 9
COUNT_ROOM_PX: Final = 20
WIDEST_DAY_US: Final = micros(datetime(2022, 12, 28, tzinfo=UTC))
"""A Wednesday in December, as wide as days get."""

Measure = Callable[[str], float]
"""The width of a text in pixels."""


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A tick at an instant; its words stand at its right."""

    us: int
    words: str


def time_ticks(
    scale: TimeScale, zone: ZoneInfo, language: Language, measure: Measure
) -> tuple[TimeTick, ...]:
    """The finest ticks whose words have room; ticks lie inside the scale's span."""
    widest = {step: measure(_sample(step, language)) + WORDS_GAP_PX for step in TICK_STEPS}
    step = next(
        (s for s in TICK_STEPS if s.typical_us / scale.us_per_px >= widest[s]), TICK_STEPS[-1]
    )
    span = scale.span
    inside = [int(us) for us in edges(span, step, zone) if span.start_us <= us < span.end_us]
    return tuple(TimeTick(us, _words(us, step, zone, language, us == inside[0])) for us in inside)


def count_ticks(ceiling: int, height_px: int) -> tuple[int, ...]:
    """Round counts from above zero up to the ceiling, 1, 2 or 5 times a power of ten apart.

    As many as have room in a height; one or two where there is little.
    """
    if ceiling < 1:
        return ()
    step, room = 1, max(height_px // COUNT_ROOM_PX, 2)
    while ceiling // step > room:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return tuple(range(step, ceiling + 1, step))


def _sample(step: Bin, language: Language) -> str:
    """The widest words of a step."""
    wednesday = aware(WIDEST_DAY_US)
    if step.unit == "year":
        return year_words(wednesday, language)
    if step.unit == "month":
        return month_words(wednesday, language, with_year=False)
    day = f"{wednesday:%m-%d}"
    if step.unit == "day":
        return f"{day} {weekday(wednesday)(language)}"
    return day


def _words(us: int, step: Bin, zone: ZoneInfo, language: Language, first: bool) -> str:
    when = aware(us, zone)
    if step.unit == "year":
        return year_words(when, language)
    if step.unit == "month":
        return month_words(when, language, with_year=first or when.month == 1)
    if step.within_day and not first and (when.hour or when.minute):
        return f"{when:%H:%M}"
    day = f"{when:%Y-%m-%d}" if first or (when.month, when.day) == (1, 1) else f"{when:%m-%d}"
    if step.within_day:
        return f"{day} {when:%H:%M}" if first and (when.hour or when.minute) else day
    return f"{day} {weekday(when)(language)}" if step.unit == "day" else day

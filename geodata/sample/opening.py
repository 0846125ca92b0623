"""1 October 2022 until 18:30, written by hand: the replay of the sample opens at that instant.

Four reports were not yet heard then, three were wrong and corrected later, two cancelled later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from geodata.instants import SECOND_US, Span
from geodata.sample.calendar import at, day_us
from geodata.sample.drawing import Happening, Place
from geodata.sample.reports import Mending, Report
from geodata.sample.sites import Site
from geodata.sample.touts import HAUNTS, PLACES, Haunt

DAY = date(2022, 10, 1)
OPENS_AT_US = at(10, 1, 18, 30)
OPENS_ON = Span(at(9, 1), at(10, 10))
OPENS_OVER = (559_830.0, 3_477_090.0, 561_830.0, 3_478_500.0)
"""The station, its squares and the streets around them: west, south, east, north (EPSG:4549)."""
SCRIPTED = Span(day_us(DAY), OPENS_AT_US)

_PARKING, _TOUTING = "illegal_parking", "touting"
_PROMPT_S = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script; `heard` and `mended` are (day of October, hour, minute)."""

    clock: tuple[int, int]
    kind: str
    place: str
    count: int
    outcome: str
    source: str = "patrol"
    heard: tuple[int, int, int] | None = None
    mending: Mending = ""
    mended: tuple[int, int, int] = (1, 0, 0)


SCRIPT = (
    Line((7, 38), _PARKING, "nantiancheng-dropoff", 1, "warning"),
    Line(
        (9, 12), _PARKING, "xiangrong-east-mouth", 1, "penalty", mending="place", mended=(2, 9, 5)
    ),
    Line(
        (9, 30),
        _PARKING,
        "yuanrong-front",
        1,
        "handled",
        "hotline",
        mending="cancelled",
        mended=(3, 10, 20),
    ),
    Line(
        (10, 15), _PARKING, "nantiancheng-dropoff", 1, "penalty", mending="count", mended=(2, 9, 12)
    ),
    Line((11, 20), _TOUTING, "south-exit-east", 1, "warning"),
    Line((13, 40), _PARKING, "gaoqing", 1, "warning", mending="kind", mended=(1, 21, 10)),
    Line(
        (14, 25),
        _PARKING,
        "chengyang-jinke",
        1,
        "warning",
        mending="cancelled",
        mended=(1, 20, 4),
    ),
    Line((15, 55), _PARKING, "nantiancheng-dropoff", 4, "penalty"),
    Line((16, 12), _PARKING, "beitiancheng-north", 1, "warning"),
    Line((16, 20), _PARKING, "dawan", 1, "penalty", "hotline", (1, 20, 30)),
    Line((16, 40), "taxi_violation", "taxi", 1, "penalty"),
    Line((16, 57), _PARKING, "shuijing-west-mouth", 2, "handled"),
    Line((17, 31), "ride_hailing_violation", "xiangrong", 1, "penalty", "hotline", (1, 17, 53)),
    Line((17, 48), _PARKING, "yuanrong-front", 1, "handled", "camera"),
    Line((17, 52), _PARKING, "xiangrong-east-mouth", 1, "warning", "volunteer", (1, 19, 5)),
    Line((18, 5), _TOUTING, "east-mouth", 2, "penalty"),
    Line((18, 11), _PARKING, "nantiancheng-dropoff", 1, "penalty", "hotline", (1, 18, 47)),
    Line((18, 22), _PARKING, "nantiancheng-dropoff", 3, "warning"),
    Line((18, 24), _TOUTING, "taxi-rank", 1, "warning", "volunteer", (1, 18, 41)),
)


def script(sites: Sequence[Site], rng: np.random.Generator) -> list[Report]:
    """The reports of that day until 18:30."""
    places: dict[str, Place] = {site.slug: site for site in sites}
    places |= {haunt.slug: haunt for haunt in HAUNTS}
    places |= {slug: Haunt(slug, name, uv, 0.0, 3.0) for slug, (name, uv) in PLACES.items()}
    return [_report(line, places[line.place], rng) for line in SCRIPT]


def outside_script(happenings: Sequence[Happening]) -> list[Happening]:
    """Those that do not fall into the hours that the script tells."""
    return [one for one in happenings if not SCRIPTED.holds(one.happened_us)]


def _report(line: Line, place: Place, rng: np.random.Generator) -> Report:
    seconds = int(rng.integers(0, 40)) if line.heard is None else 0
    when = at(10, 1, *line.clock) + seconds * SECOND_US
    what = Happening(
        line.kind,
        when,
        place.draw_place(rng),
        place.name,
        line.count,
        outcome=line.outcome,
        source=line.source,
    )
    heard_us = when + _PROMPT_S * SECOND_US if line.heard is None else _instant(line.heard)
    return Report(what, heard_us, line.mending, _instant(line.mended) if line.mending else 0)


def _instant(day_hour_minute: tuple[int, int, int]) -> int:
    day, hour, minute = day_hour_minute
    return at(10, day, hour, minute)

"""A record of made-up incidents over 2022, and looks at it, for trying the time bar."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from console.looks import Asked, Known, Look, WindowMode
from geodata.columns import Columns, columns_of
from geodata.fixes import Fixes
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span, micros
from geodata.snapshot import District, Snapshot
from geodata.versions import Fact, Version
from tests.support.positions import fixes_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
KINDS = (
    ("illegal_parking", 90),
    ("touting", 10),
    ("taxi_violation", 1),
    ("ride_hailing_violation", 1),
    ("illegal_operation", 1),
)
HOLIDAYS = (
    ("元旦", "New Year", (1, 1), (1, 4)),
    ("春节", "Spring Festival", (1, 31), (2, 7)),
    ("清明", "Qingming", (4, 3), (4, 6)),
    ("劳动节", "Labour Day", (4, 30), (5, 5)),
    ("端午", "Dragon Boat", (6, 3), (6, 6)),
    ("中秋", "Mid-Autumn", (9, 10), (9, 13)),
    ("国庆", "National Day", (10, 1), (10, 8)),
)


def at(*when: int, zone: ZoneInfo = SHANGHAI) -> int:
    """An instant on the district's clocks: year, month, day, hour …"""
    return micros(datetime(*when, tzinfo=zone))  # type: ignore[misc,arg-type]


class Listed:
    """A source of plain lists."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.versions = [
            Version(seq, fact.heard_us if fact.heard_us is not None else fact.from_us, None, fact)
            for seq, fact in enumerate(facts, start=1)
        ]

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        return columns_of(kind, [v for v in self.versions if v.seq <= up_to_seq], {})

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        none = np.zeros(0)
        return fixes_of([], none.astype(np.int64), none.astype(np.int64), none, none, none)

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        return {v.fact.kind for v in self.versions if v.seq <= up_to_seq}


def incident(
    name: str, happened_us: int, kind: str = "illegal_parking", count: int = 1, late_us: int = 0
) -> Fact:
    """One incident, heard so much later."""
    return Fact(
        id=name,
        kind="incident",
        from_us=happened_us,
        heard_us=happened_us + late_us,
        geometry=shapely.Point(560_000, 3_477_000),
        data={
            "kind": kind,
            "happened_us": happened_us,
            "count": count,
            "outcome": "handled",
            "source": "patrol",
        },
    )


def year_of_incidents(n: int = 2_000, seed: int = 1) -> list[Fact]:
    """Incidents over 2022, more towards evenings and in autumn; one in twenty is heard late."""
    draw = Random(seed)
    kinds, weights = [kind for kind, _ in KINDS], [weight for _, weight in KINDS]
    facts = []
    for i in range(n):
        day = min(int(draw.triangular(0, 365, 250)), 364)
        hour = draw.triangular(6, 23.9, 18)
        late_us = draw.randrange(DAY_US) if draw.random() < 0.05 else draw.randrange(5 * MINUTE_US)
        facts.append(
            incident(
                f"i{i:05}",
                at(2022, 1, 1) + day * DAY_US + int(hour * HOUR_US),
                draw.choices(kinds, weights)[0],
                draw.choice((1, 1, 1, 2, 3)),
                late_us,
            )
        )
    return facts


def holidays() -> list[Fact]:
    """The holidays of 2022."""
    return [
        Fact(
            id=f"h{i}",
            kind="holiday",
            from_us=at(2022, *first),
            to_us=at(2022, *end),
            heard_us=at(2021, 11, 1),
            data={"name": {"zh": zh, "en": en}},
        )
        for i, (zh, en, first, end) in enumerate(HOLIDAYS)
    ]


def campaign(name: str, span: Span) -> Fact:
    """A campaign with the same name in both languages."""
    return Fact(
        id=f"c-{name}",
        kind="campaign",
        from_us=span.start_us,
        to_us=span.end_us,
        heard_us=span.start_us,
        data={"name": name},
    )


def snapshot_of(facts: Sequence[Fact], zone: ZoneInfo = SHANGHAI) -> Snapshot:
    """A snapshot of all the facts."""
    district = District(
        "trial", "试", "Trial", zone, "EPSG:4549", (559_000, 3_476_000, 562_000, 3_479_000)
    )
    return Snapshot(district, len(facts), Listed(facts))


def look_at(
    facts: Sequence[Fact],
    *,
    t_us: int = 0,
    window: Span | None = None,
    known: Known = "now",
    mode: WindowMode = "fixed",
) -> Look:
    """A look at facts; as the sample opens unless told otherwise."""
    asked = Asked(
        t_us or at(2022, 10, 1, 18, 30),
        window or Span(at(2022, 9, 1), at(2022, 10, 10)),
        known,
        mode,
    )
    return Look(snapshot_of(facts), asked)

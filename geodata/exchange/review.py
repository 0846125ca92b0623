"""The office's yearly figures, counted from the records as known now.

Never from corrected, cancelled or withdrawn versions. An incident counts by when it happened, what
lasts by its start, a case by when it was closed, a transfer by when it was opened.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from geodata.arrays import Ints, Rows
from geodata.columns import Columns, parse_json
from geodata.history import History
from geodata.instants import EVER_US, HOUR_US, Span, aware, local_year
from geodata.kinds import ACTED_ON, PERSONS, VEHICLES
from geodata.moment import KNOWN_NOW
from geodata.snapshot import District, Snapshot
from geodata.texts import Language, Text, same
from geodata.wording import SAMPLE

TRANSFER_LIMIT_US: Final = 2 * HOUR_US


@dataclass(frozen=True, slots=True)
class Review:
    """The figures of a period.

    Two halves of it add up to it in every figure but teams, volunteers and percentages. The
    percentage of nothing is None, and so is the year of a window that is not one.
    """

    year: int | None
    campaigns: int
    ride_hailing_violations: int
    illegal_operations: int
    taxi_violations: int
    touting_persons: int
    illegal_parking_vehicles: int
    volunteer_teams: int
    volunteers: int
    cases: int
    satisfaction_pct: float | None
    temperature_screenings: int
    transfers: int
    transfers_within_2h_pct: float | None
    samples: int
    joint_meetings: int
    task_force_meetings: int
    administrative_passages: int
    events: int
    sample: bool

    def as_json(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self)


TIMES: Final = Text("次", "times")

NAMES: Final[Mapping[str, tuple[Text, Text]]] = {
    "campaigns": (Text("集中整治", "Campaigns"), TIMES),
    "ride_hailing_violations": (Text("网约车违规", "Ride-hailing violations"), VEHICLES),
    "illegal_operations": (Text("非法运营", "Illegal operation"), VEHICLES),
    "taxi_violations": (Text("出租车违规", "Taxi violations"), VEHICLES),
    "touting_persons": (Text("非法揽客", "Touting"), PERSONS),
    "illegal_parking_vehicles": (Text("违停", "Illegal parking"), VEHICLES),
    "volunteer_teams": (Text("志愿队伍", "Volunteer teams"), Text("批", "teams")),
    "volunteers": (Text("志愿者", "Volunteers"), PERSONS),
    "cases": (Text("诉求办结", "Cases closed"), Text("件", "cases")),
    "satisfaction_pct": (Text("满意率", "Satisfied"), same("%")),
    "temperature_screenings": (Text("体温筛查", "Temperature screenings"), Text("人次", "checks")),
    "transfers": (Text("转运", "Transfers"), PERSONS),
    "transfers_within_2h_pct": (Text("2 小时内转运", "Transferred within 2 h"), same("%")),
    "samples": (Text("核酸采样", "Samples"), Text("人次", "samples")),
    "joint_meetings": (Text("联席会议", "Joint meetings"), TIMES),
    "task_force_meetings": (
        Text("分流专班会议", "Diversion task-force meetings"),
        TIMES,
    ),
    "administrative_passages": (Text("行政通行", "Administrative passages"), TIMES),
    "events": (Text("大型活动保障", "Large events supported"), Text("场", "events")),
}
"""What each figure is called, and its unit."""


def review(snapshot: Snapshot, span: Span) -> Review:
    """The figures of a half-open span, as known now."""
    incidents = _handled(snapshot.history("incident"), span)
    cases = _data(snapshot, "case", "closed_us", span)
    transfers = _data(snapshot, "transfer", "opened_us", span)
    meetings = [one.get("type") for one in _begun(snapshot, "meeting", span)]
    counts = _begun(snapshot, "checkpoint_count", span)
    headcounts = _headcounts(snapshot.columns("volunteer_team"), span)
    events = _begun(snapshot, "event", span)
    return Review(
        year=_year(snapshot.district, span),
        campaigns=len(_begun(snapshot, "campaign", span)),
        ride_hailing_violations=incidents.get("ride_hailing_violation", 0),
        illegal_operations=incidents.get("illegal_operation", 0),
        taxi_violations=incidents.get("taxi_violation", 0),
        touting_persons=incidents.get("touting", 0),
        illegal_parking_vehicles=incidents.get("illegal_parking", 0),
        volunteer_teams=len(headcounts),
        volunteers=sum(headcounts),
        cases=len(cases),
        satisfaction_pct=_percentage([bool(one.get("satisfied")) for one in cases]),
        temperature_screenings=sum(int(one.get("screened") or 0) for one in counts),
        transfers=len(transfers),
        transfers_within_2h_pct=_percentage([_in_time(one) for one in transfers]),
        samples=sum(int(one.get("sampled") or 0) for one in counts),
        joint_meetings=meetings.count("joint"),
        task_force_meetings=meetings.count("diversion"),
        administrative_passages=len(_begun(snapshot, "passage", span)),
        events=sum(one.get("type") == "large_activity" for one in events),
        sample=snapshot.district.sample,
    )


def as_lines(found: Review, district: District, span: Span, language: Language) -> list[str]:
    """The figures for a person: the period, then one line each."""
    ends = (aware(us, district.zone) for us in (span.start_us, span.end_us))
    period = " – ".join(f"{end:%Y-%m-%d %H:%M}" for end in ends)
    if found.year is not None:
        period = str(found.year)
    mark = SAMPLE(language) if found.sample else ""
    values = found.as_json()
    lines = [" · ".join(part for part in (period, mark) if part)]
    for key, (name, unit) in NAMES.items():
        value = values[key]
        shown = Text("无", "none")(language) if value is None else f"{value:,.10g}"
        lines.append(f"{shown:>12} {unit(language):<9} {name(language)}")
    return lines


def _handled(history: History, span: Span) -> dict[str, int]:
    """Vehicles and persons by kind of the incidents that were acted on."""
    rows = history.between(span)
    counted = history.known(KNOWN_NOW, rows)
    counted &= history.outcome.among(ACTED_ON)[history.outcome.codes[rows]]
    sums = np.bincount(
        history.kind.codes[rows][counted],
        weights=history.count[rows][counted],
        minlength=len(history.kind.names),
    )
    return {name: int(total) for name, total in zip(history.kind.names, sums, strict=True)}


def _begun(snapshot: Snapshot, kind: str, span: Span) -> list[dict[str, Any]]:
    """The fields of the things that began in the span."""
    columns = snapshot.columns(kind)
    rows, start_us = _things(columns)
    rows = rows[(span.start_us <= start_us) & (start_us < span.end_us)]
    return parse_json([columns.json_text[row] for row in rows])


def _data(snapshot: Snapshot, kind: str, instant: str, span: Span) -> list[dict[str, Any]]:
    """The fields of the things whose field `instant` lies in the span."""
    columns = snapshot.columns(kind)
    found = parse_json([columns.json_text[row] for row in columns.rows_known(KNOWN_NOW)])
    return [one for one in found if span.holds(_instant(one.get(instant)))]


def _instant(value: object) -> int:
    return value if isinstance(value, int) else EVER_US


def _things(columns: Columns) -> tuple[Rows, Ints]:
    """The last word on each thing that is there, and when the thing began.

    It began with the earliest of its words that still stand: a later step has its own instant.
    """
    last = columns.rows_known(KNOWN_NOW)
    visible = columns.rows_visible(KNOWN_NOW)
    if not len(visible):
        return last, columns.from_us[last]
    codes, first = np.unique(columns.id_code[visible], return_index=True)
    start_us = np.minimum.reduceat(columns.from_us[visible], first)
    return last, start_us[np.searchsorted(codes, columns.id_code[last])]


def _headcounts(columns: Columns, span: Span) -> list[int]:
    """The headcount of each team that was in force at any time in the span, the latest that was."""
    present = set(columns.id_code[columns.rows_known(KNOWN_NOW)].tolist())
    found: dict[int, int] = {}
    for row in columns.rows_visible(KNOWN_NOW):
        code = int(columns.id_code[row])
        overlaps = columns.from_us[row] < span.end_us and columns.to_us[row] > span.start_us
        if code in present and overlaps and not columns.gone[row]:
            found[code] = int(columns.fields(int(row)).get("headcount") or 0)
    return list(found.values())


def _in_time(transfer: Mapping[str, Any]) -> bool:
    closed, opened = transfer.get("closed_us"), transfer.get("opened_us")
    return (
        isinstance(closed, int) and isinstance(opened, int) and closed - opened <= TRANSFER_LIMIT_US
    )


def _percentage(yes: list[bool]) -> float | None:
    return 100.0 * sum(yes) / len(yes) if yes else None


def _year(district: District, span: Span) -> int | None:
    if not span.length_us:
        return None
    year = aware(span.start_us, district.zone).year
    return year if local_year(year, district.zone) == span else None

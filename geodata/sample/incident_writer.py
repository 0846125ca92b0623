"""How a report becomes versions: its steps, the unit that took it, and what mended it later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import Point

from geodata.instants import MINUTE_US, NEVER_US, SECOND_US
from geodata.sample.drawing import Happening
from geodata.sample.features import Json
from geodata.sample.patrols import ZONES, zone_area
from geodata.sample.records import Entry, heard_after, named, place_at
from geodata.sample.reports import Report
from geodata.sample.sites import Site
from geodata.sample.units import OnDuty
from geodata.versions import Fact

_AGENCIES: Final = {
    "illegal_parking": ("urban_management", "police"),
    "touting": ("police",),
    "emergency": ("police",),
    "taxi_violation": ("transport",),
    "ride_hailing_violation": ("transport",),
    "illegal_operation": ("transport", "police"),
}
_AUTHORS: Final = {"camera": "视频巡查", "hotline": "12345 热线", "volunteer": "志愿者"}
_MISTAKEN: Final = {
    "illegal_parking": ("touting", "help_request"),
    "touting": ("illegal_parking", "help_request"),
}
_SLOW_KINDS: Final = frozenset({"help_request", "emergency", "facility_fault"})
_ON_THE_SPOT_SHARE: Final = 0.86
_SLOW_SHARE, _SLOW_KIND_SHARE = 0.02, 0.35
_FIRST_HEARD_US: Final = 4 * MINUTE_US
_LATE_US: Final = 10 * MINUTE_US


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of an incident: its state and outcome from an instant on, and when it was heard."""

    state: str
    outcome: str
    from_us: int
    heard_us: int


class IncidentWriter:
    """Writes reports down, one after another."""

    def __init__(self, kerbs: Sequence[Site], on_duty: OnDuty, rng: np.random.Generator) -> None:
        """Know the kerbs that a report may be mistaken for, and who was on duty when."""
        self._kerbs = kerbs
        self._on_duty = on_duty
        self._rng = rng
        self._zones = [(zone.id, zone_area(zone)) for zone in ZONES]
        for _, area in self._zones:
            shapely.prepare(area)

    def written(self, thing: str, report: Report) -> Iterator[Entry]:
        """The versions of one incident: its steps as first told, then what mended them."""
        told = self._first_told(report)
        unit, call_sign = self._unit(report.what)
        patrolled = report.what.source == "patrol"
        author = (call_sign or "巡逻") if patrolled else _AUTHORS[report.what.source]
        last: Fact | None = None
        for step in self._steps(report):
            last = self._fact(thing, told, step, unit, author)
            yield Entry(last)
        if last is None or not report.mending:
            return
        if report.mending == "cancelled":
            data = {**last.data, "reason": {"zh": "重复登记", "en": "recorded twice"}}
            gone = replace(last, data=data, gone=True, heard_us=report.mended_us, author="值班员")
            yield Entry(gone, hides=last)
        else:
            step = _Step("closed", report.what.outcome, report.what.happened_us, report.mended_us)
            yield Entry(self._fact(thing, report.what, step, unit, "值班员"), hides=last)

    def _first_told(self, report: Report) -> Happening:
        """The happening as the first word had it: right, but for what was mended later."""
        what, rng = report.what, self._rng
        if report.mending == "place":
            elsewhere = [site for site in self._kerbs[:6] if site.name != what.place]
            site = elsewhere[int(rng.integers(len(elsewhere)))]
            return replace(what, point=site.draw_place(rng), place=site.name)
        if report.mending == "count":
            return replace(what, count=what.count + int(rng.integers(1, 4)))
        if report.mending == "kind":
            return replace(what, kind=str(rng.choice(_MISTAKEN[what.kind])))
        return what

    def _steps(self, report: Report) -> list[_Step]:
        what, rng = report.what, self._rng
        heard_us = report.heard_us or heard_after(what.happened_us, rng)
        slow_kind = what.kind in _SLOW_KINDS
        on_the_spot = (
            what.source == "patrol" and not slow_kind and rng.random() < _ON_THE_SPOT_SHARE
        )
        if report.mending or report.heard_us or on_the_spot:
            state = "reported" if what.outcome == "none" else "closed"
            return [_Step(state, what.outcome, what.happened_us, heard_us)]
        if heard_us < what.happened_us + _LATE_US:
            heard_us = min(heard_us, what.happened_us + _FIRST_HEARD_US)
        steps = [_Step("reported", "none", what.happened_us, heard_us)]
        if rng.random() < (_SLOW_KIND_SHARE if slow_kind else _SLOW_SHARE):
            steps.append(self._next(steps[-1], "dispatched", "none", 3.0, 12.0))
            steps.append(self._next(steps[-1], "closed", what.outcome, 8.0, 70.0))
        else:
            steps.append(self._next(steps[-1], "closed", what.outcome, 2.0, 5.0))
        return steps

    def _next(self, before: _Step, state: str, outcome: str, low: float, high: float) -> _Step:
        from_us = before.from_us + round(self._rng.uniform(low, high) * 60.0) * SECOND_US
        heard_us = max(from_us, before.heard_us) + int(self._rng.integers(5, 40)) * SECOND_US
        return _Step(state, outcome, from_us, heard_us)

    def _fact(self, thing: str, what: Happening, step: _Step, unit: str, author: str) -> Fact:
        data: dict[str, Json] = {
            "kind": what.kind,
            "happened_us": what.happened_us,
            "count": what.count,
            "outcome": step.outcome,
            "source": what.source,
            "state": step.state,
            "place": named(what.place),
            "unit": unit if step.state != "reported" or what.source == "patrol" else "",
            "campaign": what.campaign,
            "zone": self._zone_of(what.point),
        }
        return Fact(
            thing,
            "incident",
            step.from_us,
            NEVER_US,
            place_at(what.point.x, what.point.y),
            data,
            author=author,
            heard_us=step.heard_us,
        )

    def _zone_of(self, point: Point) -> str:
        return next((zone for zone, area in self._zones if area.contains(point)), "")

    def _unit(self, what: Happening) -> tuple[str, str]:
        """The unit that took it, and its call sign: of the zone and the agency if there is one."""
        shifts = self._on_duty.at(what.happened_us)
        if not shifts:
            return "", ""
        zone, agencies = self._zone_of(what.point), _AGENCIES.get(what.kind, ())
        fitness = [2 * (shift.zone == zone) + (shift.unit.agency in agencies) for shift in shifts]
        best = [s for s, fit in zip(shifts, fitness, strict=True) if fit == max(fitness)]
        unit = best[int(self._rng.integers(len(best)))].unit
        return unit.id, unit.call_sign

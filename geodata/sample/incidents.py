"""The incidents of the sample: everything that was reported, and every version written of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from geodata.instants import aware
from geodata.sample.anchors import Anchors
from geodata.sample.calendar import YEAR_SPAN, ZONE
from geodata.sample.campaigns import Campaign
from geodata.sample.drawing import Happening, others, parking, rare, touting
from geodata.sample.figures import ILLEGAL_PARKING_VEHICLES, TOUTING_PERSONS
from geodata.sample.incident_writer import IncidentWriter
from geodata.sample.opening import outside_script, script
from geodata.sample.records import Entry, stream
from geodata.sample.reports import Report, cancelled_wanted, fitted, judged, mended
from geodata.sample.sites import Site, sites
from geodata.sample.units import OnDuty

_PARKING_STREAM, _TOUTING_STREAM = (11, 118), (12, 10)
"""Chosen among some dozens: with these, September looks like its expectation."""


def reports(kerbs: Sequence[Site], found: Sequence[Campaign]) -> list[Report]:
    """Everything reported in the sample, by when it happened."""
    scripted = script(kerbs, stream(10))
    told = [one.what for one in scripted if one.mending != "cancelled"]
    drawn = [
        *parking(kerbs, found, stream(*_PARKING_STREAM)),
        *touting(found, stream(*_TOUTING_STREAM)),
        *rare(found, stream(13)),
        *others(stream(14)),
    ]
    drawn = judged(outside_script(drawn), stream(15))
    drawn = fitted(drawn, told, "illegal_parking", ILLEGAL_PARKING_VEHICLES, stream(16))
    drawn = fitted(drawn, told, "touting", TOUTING_PERSONS, stream(17))
    extra = _twice_reported(drawn, cancelled_wanted(scripted))
    everything = mended(drawn, extra, scripted, stream(19))
    return sorted(everything, key=lambda report: report.what.happened_us)


def incident_entries(
    anchors: Anchors, found: Sequence[Campaign], on_duty: OnDuty
) -> Iterator[Entry]:
    """Every version of every incident, ids counting up within each local day."""
    kerbs = sites(anchors)
    writer = IncidentWriter(kerbs, on_duty, stream(20))
    number: dict[str, int] = defaultdict(int)
    for report in reports(kerbs, found):
        day = f"{aware(report.what.happened_us, ZONE):%Y%m%d}"
        number[day] += 1
        yield from writer.written(f"INC-{day}-{number[day]:03d}", report)


def _twice_reported(drawn: Sequence[Happening], wanted: int) -> list[Happening]:
    """Some of the year's parking once more: the same car reported twice, cancelled later."""
    fit = [
        one
        for one in drawn
        if one.kind == "illegal_parking"
        and YEAR_SPAN.holds(one.happened_us)
        and one.outcome != "none"
    ]
    chosen = stream(18).choice(len(fit), size=wanted, replace=False)
    return [fit[int(place)] for place in chosen]

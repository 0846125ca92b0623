"""What leaves the console and comes back is the same."""

from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from geodata.exchange.exporting import export
from geodata.exchange.importing import prepare
from geodata.exchange.proposal import Reading, propose
from geodata.exchange.review import review
from geodata.exchange.storing import import_new
from geodata.instants import Span, local_year
from geodata.moment import KNOWN_NOW, Moment
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store

SUZHOU = ZoneInfo("Asia/Shanghai")


def counted(snapshot: Snapshot) -> dict[str, tuple[float, ...]]:
    """By id: when each incident happened and was heard, how many it stands for, and where."""
    history = snapshot.history()
    ids = snapshot.columns("incident").ids
    rows = history.rows_in(Moment(0, Span(-(2**62), 2**62), KNOWN_NOW))
    values = (history.happened_us, history.known_from_us, history.count, history.x_m, history.y_m)
    return {ids[history.row[r]]: tuple(float(one[r]) for one in values) for r in rows}


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_the_samples_incidents_come_back(
    sample_store_path: Path, tmp_path: Path, ending: str
) -> None:
    out, back = tmp_path / f"out.{ending}", tmp_path / "back.gpkg"
    with open_store(sample_store_path, read_only=True) as store:
        there = store.snapshot()
        export(there, "incidents", out, color=str, made_us=0)
        proposal = propose(out)
        reading = Reading(proposal.reading.columns, heard="heard")
        prepared = prepare(proposal.table, reading, new_zone=SUZHOU)
        assert prepared.report.rejected == prepared.report.duplicate == 0
        import_new(back, prepared)
        with open_store(back, read_only=True) as copy:
            here = copy.snapshot()
            mine, theirs = counted(here), counted(there)
            assert mine.keys() == theirs.keys()
            assert copy.district.sample
            assert copy.district.crs == store.district.crs
            order = sorted(mine)
            difference = np.array([mine[i] for i in order]) - np.array([theirs[i] for i in order])
            assert np.abs(difference[:, :3]).max() == 0
            assert np.abs(difference[:, 3:]).max() < 0.02
            year = local_year(2022, SUZHOU)
            one, other = review(here, year), review(there, year)
            assert one.illegal_parking_vehicles == other.illegal_parking_vehicles
            assert one.touting_persons == other.touting_persons

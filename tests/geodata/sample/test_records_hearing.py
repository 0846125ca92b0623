"""What was heard late, corrected, cancelled; and how 1 October 18:30 looked then."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from geodata.columns import Columns
from geodata.instants import DAY_US, MINUTE_US
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import picture
from geodata.sample.calendar import YEAR_SPAN, at
from geodata.sample.opening import OPENS_AT_US, OPENS_ON
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store


@pytest.fixture(scope="module")
def snapshot(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


@pytest.fixture(scope="module")
def columns(snapshot: Snapshot) -> Columns:
    return snapshot.columns("incident")


def test_about_five_in_a_hundred_are_heard_more_than_ten_minutes_late(columns: Columns) -> None:
    first = np.append(True, columns.id_code[1:] != columns.id_code[:-1])
    late = columns.heard_us[first] - columns.from_us[first] > 10 * MINUTE_US
    assert 0.04 < late.mean() < 0.06
    everything = columns.heard_us - columns.from_us > 10 * MINUTE_US
    assert 0.04 < everything.mean() < 0.08
    assert (columns.heard_us >= columns.from_us).all()


def test_forty_incidents_are_corrected_in_place_kind_or_count(columns: Columns) -> None:
    corrections = np.flatnonzero((columns.corrects >= 0) & ~columns.gone)
    assert len(corrections) == len({columns.ids[row] for row in corrections}) == 40
    changed = {"place": 0, "kind": 0, "count": 0}
    for row in corrections:
        hidden = int(np.flatnonzero(columns.seq == columns.corrects[row])[0])
        assert columns.ids[hidden] == columns.ids[row]
        assert columns.heard_us[hidden] < columns.heard_us[row]
        assert columns.from_us[hidden] == columns.from_us[row]
        for name in changed:
            changed[name] += columns.data[hidden][name] != columns.data[row][name]
        moved = not columns.geometry[hidden].equals(columns.geometry[row])
        assert moved == (columns.data[hidden]["place"] != columns.data[row]["place"])
    assert sum(changed.values()) == 40
    assert min(changed.values()) >= 10


def test_ten_incidents_are_cancelled_by_a_version_like_any_other(columns: Columns) -> None:
    gone = np.flatnonzero(columns.gone)
    assert len(gone) == 10
    for row in gone:
        assert columns.rows_of(columns.ids[row])[-1] == row
        assert columns.corrects[row] in columns.seq
        assert YEAR_SPAN.holds(columns.data[row]["happened_us"])


def test_the_first_of_october_looks_different_then_and_now_in_at_least_five_places(
    snapshot: Snapshot,
) -> None:
    then, now = (_told(snapshot, known_at) for known_at in (OPENS_AT_US, KNOWN_NOW))
    only_then, only_now = then - now, now - then
    places = {(x, y) for _, _, _, x, y in only_then ^ only_now}
    assert len(places) >= 5
    late = {thing for thing, *_ in only_now} - {thing for thing, *_ in then}
    assert len(late) == 4
    cancelled = {thing for thing, *_ in only_then} - {thing for thing, *_ in now}
    assert len(cancelled) == 2
    mended = {t for t, *_ in only_then} & {t for t, *_ in only_now}
    assert len(mended) >= 3


def test_what_is_planned_is_heard_before_it_begins(snapshot: Snapshot) -> None:
    for kind in ("shift", "volunteer_shift", "campaign", "event", "holiday", "train", "passage"):
        columns = snapshot.columns(kind)
        assert (columns.heard_us < columns.from_us).all(), kind


def test_the_ground_is_there_at_any_time(snapshot: Snapshot) -> None:
    for t_us in (at(1, 1, year=2021), at(10, 1), at(1, 1, year=2024)):
        moment = Moment(t_us, YEAR_SPAN, max(t_us, at(1, 2, year=2021)))
        assert len(picture(snapshot, None, moment).state("building")) >= 600


def _told(snapshot: Snapshot, known_at_us: int) -> set[tuple[str, str, int, int, int]]:
    """What the Picture counts of 1 October until 18:30: id, kind, count and place."""
    shown = picture(snapshot, None, Moment(OPENS_AT_US, OPENS_ON, known_at_us)).counted
    history = shown.history
    rows = shown.rows
    day_us = OPENS_AT_US - OPENS_AT_US % DAY_US - 8 * 60 * MINUTE_US
    happened = history.happened_us[rows]
    rows = rows[(happened >= day_us) & (happened < OPENS_AT_US)]
    ids = snapshot.columns("incident").ids
    return {
        (
            ids[history.row[row]],
            history.kind.names[history.kind.codes[row]],
            int(history.count[row]),
            round(float(history.x_m[row])),
            round(float(history.y_m[row])),
        )
        for row in rows
    }

"""The sample store as a file: equal at every build, its records as the panels expect them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely

from geodata import sample
from geodata.instants import aware
from geodata.kinds import INCIDENT_KINDS, OUTCOMES, SOURCES
from geodata.sample.calendar import ZONE, at
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store

TABLES = ("version", "fix", "unit_code", "batch", "kind", "meta", "audit", "clock")
STATES = {"reported", "acknowledged", "dispatched", "on_scene", "resolved", "closed"}
NAMED = ("camera", "zone", "route", "post", "volunteer_team", "campaign", "event", "holiday")


@pytest.fixture(scope="module")
def snapshot(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


def test_two_builds_are_equal_in_content_and_tell_how_far_they_are(
    sample_store_path: Path, tmp_path: Path
) -> None:
    told: list[tuple[float, str, str]] = []
    again = tmp_path / "again.gpkg"
    again.write_text("what was there before")
    sample.build(again, lambda share, what: told.append((share, what.zh, what.en)))
    first, second = (sqlite3.connect(path) for path in (sample_store_path, again))
    for table in TABLES:
        rows = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - our own table names
        assert first.execute(rows).fetchall() == second.execute(rows).fetchall(), table
    first.close()
    second.close()
    shares = [share for share, _, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(zh and en for _, zh, en in told)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ""] == ["again.gpkg"]


def test_the_store_says_that_it_is_a_sample_and_where_its_replay_opens(snapshot: Snapshot) -> None:
    district = snapshot.district
    assert district.sample
    assert district.crs == "EPSG:4549"
    assert district.schematic_m == 150
    assert district.zone.key == "Asia/Shanghai"
    assert district.opens_at_us is not None
    assert district.opens_on is not None
    assert aware(district.opens_at_us, ZONE).isoformat() == "2022-10-01T18:30:00+08:00"
    assert (district.opens_on.start_us, district.opens_on.end_us) == (at(9, 1), at(10, 10))
    assert district.opens_known_then


def test_the_store_is_sound(sample_store_path: Path) -> None:
    with open_store(sample_store_path, read_only=True) as store:
        assert store.verify_audit() is None
        assert store.damage() == ()


def test_every_incident_has_the_agreed_fields(snapshot: Snapshot) -> None:
    columns = snapshot.columns("incident")
    kinds = {kind.code for kind in INCIDENT_KINDS}
    units = set(snapshot.columns("unit").ids) | {""}
    campaigns = set(snapshot.columns("campaign").ids) | {""}
    zones = set(snapshot.columns("zone").ids) | {""}
    district = snapshot.columns("district").geometry[0]
    assert shapely.contains(district, columns.geometry).all()
    for data, thing in zip(columns.data, columns.ids, strict=True):
        assert data["kind"] in kinds
        assert data["outcome"] in OUTCOMES
        assert data["source"] in SOURCES
        assert data["state"] in STATES
        assert data["count"] >= 1
        assert set(data["place"]) == {"zh", "en"}
        assert (data["unit"] in units) & (data["campaign"] in campaigns) & (data["zone"] in zones)
        assert thing.startswith(f"INC-{aware(data['happened_us'], ZONE):%Y%m%d}-")


def test_steps_have_their_own_instant_while_happened_stays(snapshot: Snapshot) -> None:
    columns = snapshot.columns("incident")
    stepped = 0
    for thing in dict.fromkeys(columns.ids):
        rows = columns.rows_of(thing)
        happened = {columns.data[r]["happened_us"] for r in rows}
        assert happened == {int(columns.from_us[rows[0]])}
        plain = [r for r in rows if columns.corrects[r] < 0]
        instants = [int(columns.from_us[r]) for r in plain]
        assert instants == sorted(set(instants))
        stepped += len(plain) > 1
    assert stepped > 400


def test_everything_that_is_named_is_named_in_both_languages(snapshot: Snapshot) -> None:
    for kind in NAMED:
        for data in snapshot.columns(kind).data:
            assert data["name"]["zh"], kind
            assert data["name"]["en"], kind


def test_the_order_of_the_record_is_the_order_of_hearing(snapshot: Snapshot) -> None:
    for kind in ("incident", "case", "camera", "transfer"):
        columns = snapshot.columns(kind)
        by_seq = columns.heard_us[columns.seq.argsort()]
        assert (by_seq[1:] >= by_seq[:-1]).all(), kind

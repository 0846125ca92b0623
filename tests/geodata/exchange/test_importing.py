"""A file's incidents as facts: every row imported, a duplicate, or rejected with its reason."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinates import LocalFrame, great_circle_m, wgs84_to_gcj02
from geodata.exchange.importing import Prepared, prepare
from geodata.exchange.mapping import changed
from geodata.exchange.proposal import Reading, propose
from geodata.exchange.reading import Table
from geodata.exchange.refusal import Cancelled, Refused
from geodata.exchange.report import ALREADY_THERE
from geodata.exchange.storing import import_into, import_new
from geodata.instants import iso
from geodata.snapshot import Snapshot
from geodata.stores.errors import StoreError
from geodata.stores.geopackage import open_store

HEADER = "time,lon,lat,kind,count,outcome\n"
GOOD = "2022-10-01 18:30,120.64,31.42,违停,3,处罚\n"


def csv(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def prepared(path: Path, snapshot: Snapshot | None = None, **changes: object) -> Prepared:
    proposal = propose(path)
    wishes = changes.pop("map", [])
    assert isinstance(wishes, list)
    columns = changed(proposal.reading.columns, wishes, proposal.table)
    reading = replace(proposal.reading, columns=columns, **changes)  # type: ignore[arg-type]
    return prepare(proposal.table, reading, snapshot, hints=proposal.hints)


def reasons(found: Prepared) -> dict[int, tuple[str, str]]:
    return {row: (f.field, f.reason.en) for row, f in found.report.faults.items()}


def test_a_row_becomes_an_incident_in_the_districts_metres(tmp_path: Path) -> None:
    (fact,) = prepared(csv(tmp_path, HEADER + GOOD), zone=ZoneInfo("Asia/Shanghai")).facts
    assert dict(fact.data) == {
        "kind": "illegal_parking",
        "happened_us": fact.from_us,
        "count": 3,
        "outcome": "penalty",
    }
    assert iso(fact.from_us) == "2022-10-01T10:30:00+00:00"
    assert fact.heard_us == fact.from_us
    east, north = LocalFrame("EPSG:4549").metres(120.64, 31.42)
    assert fact.geometry is not None
    assert fact.geometry.coords[0] == (float(east), float(north))


def test_what_was_assumed_is_said(tmp_path: Path) -> None:
    report = prepared(csv(tmp_path, "time,lon,lat\n2022-10-01 18:30,120.64,31.42\n")).report
    said = " ".join(one.en for one in report.assumptions)
    for assumed in ("read as UTC", "WGS-84", "heard when", "counts one", "kind"):
        assert assumed in said
    assert report.tz == "UTC"
    assert report.heard == "happened"


def test_each_bad_row_is_rejected_by_name_and_reason(tmp_path: Path) -> None:
    bad = (
        GOOD
        + ",120.64,31.42,x,1,\n"
        + "soon,120.64,31.42,x,1,\n"
        + "2022-10-01,,31.42,x,1,\n"
        + "2022-10-01,east,31.42,x,1,\n"
        + "2022-10-01,nan,31.42,x,1,\n"
        + "2022-10-01,1e300,31.42,x,1,\n"
        + "2022-10-01,120.64,97,x,1,\n"
        + "2022-10-01,121.64,31.42,x,1,\n"
        + "2022-10-01,120.64,31.42,x,-1,\n"
        + "2022-10-01,120.64,31.42,x,1.5,\n"
        + "2022-10-01,120.64\n"
    )
    found = prepared(csv(tmp_path, HEADER + bad))
    assert [fault for fault, _ in reasons(found).values()].count("time") == 2
    assert reasons(found) == {
        1: ("time", "no time"),
        2: ("time", "not a time"),
        3: ("lon", "no place"),
        4: ("lon", "not a number"),
        5: ("lon", "no place"),
        6: ("lon,lat", "no place on Earth"),
        7: ("lon,lat", "no place on Earth"),
        8: ("lon,lat", "farther than 60 km from the file's median"),
        9: ("count", "no whole number from 0 to 1,000,000"),
        10: ("count", "no whole number from 0 to 1,000,000"),
        11: ("", "2 cells, the header has 6"),
    }
    assert found.report.imported == 1


def test_an_equal_row_is_a_duplicate_unless_it_is_rejected(tmp_path: Path) -> None:
    far = "2022-10-01,10,10,x,1,\n"
    found = prepared(csv(tmp_path, HEADER + GOOD + far + GOOD + far + GOOD))
    assert found.report.duplicates == {2: 0, 4: 0}
    assert found.report.rejected == 2
    assert found.report.imported == 1


def test_a_kind_the_store_does_not_know_is_taken_over(tmp_path: Path) -> None:
    row = "2022-10-01,120.64,31.42, 占道经营 ,1,\n"
    (fact,) = prepared(csv(tmp_path, HEADER + row)).facts
    assert fact.data["kind"] == "占道经营"


def test_places_in_gcj02_are_moved_back(tmp_path: Path) -> None:
    lon, lat = wgs84_to_gcj02(120.64, 31.42)
    row = f"2022-10-01,{float(lon)},{float(lat)},x,1,\n"
    (fact,) = prepared(csv(tmp_path, HEADER + row), datum="gcj02").facts
    assert fact.geometry is not None
    back = LocalFrame("EPSG:4549").lonlat(*fact.geometry.coords[0])
    assert float(great_circle_m(*back, 120.64, 31.42)) < 0.01


@pytest.mark.parametrize("datum", ["gcj02", "bd09", "wgs84", "EPSG:4549"])
def test_a_number_beyond_the_earth_spoils_its_row_alone(tmp_path: Path, datum: str) -> None:
    rows = "2022-10-01,1e300,-1e300,x,1,\n2022-10-01,120.64,31.42,x,1,\n"
    found = prepared(csv(tmp_path, HEADER + rows), datum=datum)
    assert 0 in found.report.faults


def test_places_on_both_sides_of_the_180th_meridian_are_near(tmp_path: Path) -> None:
    rows = "".join(f"2022-10-01,{lon},-17.7,x,1,\n" for lon in (179.95, 179.99, -179.98, -179.9))
    assert prepared(csv(tmp_path, HEADER + rows)).report.imported == 4


def test_metres_need_a_name_for_their_system(tmp_path: Path) -> None:
    path = csv(tmp_path, "time,x,y\n2022-10-01,560709,3478050\n")
    with pytest.raises(Refused, match="EPSG"):
        prepared(path)
    (fact,) = prepared(path, datum="EPSG:4549").facts
    assert fact.geometry is not None
    assert fact.geometry.coords[0] == pytest.approx((560709, 3478050), abs=0.01)


def test_a_column_may_be_the_offices_clock(tmp_path: Path) -> None:
    text = "time,lon,lat,接报时间\n2022-10-01T10:00Z,120.64,31.42,2022-10-01T11:00Z\n"
    found = prepared(csv(tmp_path, text), heard="接报时间")
    assert found.facts[0].heard_us == found.facts[0].from_us + 3_600_000_000
    assert found.report.heard == "column:接报时间"
    assert "接报时间" not in found.report.left_out
    with pytest.raises(Refused, match="no column"):
        prepared(csv(tmp_path, text), heard="nowhere")


def test_an_hour_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    text = "time,lon,lat,heard\n2022-10-01,120.64,31.42,\n"
    assert reasons(prepared(csv(tmp_path, text), heard="heard")) == {0: ("heard", "no time")}


def test_two_rows_of_one_id_that_differ_do_not_hide_each_other(tmp_path: Path) -> None:
    text = "nr,time,lon,lat\n7,2022-10-01,120.64,31.42\n7,2022-10-02,120.64,31.42\n"
    found = prepared(csv(tmp_path, text), map=["id=nr"])
    assert found.report.imported == 1
    assert reasons(found) == {1: ("nr", "the id of row 1, with other content")}


def test_a_column_of_free_text_is_no_kind(tmp_path: Path) -> None:
    rows = "".join(f"2022-10-01,120.64,31.42,text {n},1,\n" for n in range(600))
    with pytest.raises(Refused, match="too many for a kind"):
        prepared(csv(tmp_path, HEADER + rows))


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "time,kind\n2022-10-01,x\n", "lon,lat\n120,31\n"])
def test_a_table_without_a_time_or_a_place_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="--map"):
        prepared(csv(tmp_path, text))


def test_geojson_points_without_a_time_are_rejected_row_by_row(tmp_path: Path) -> None:
    path = csv(tmp_path, '{"type": "Point", "coordinates": [120.6, 31.4]}', "a.geojson")
    found = prepared(path)
    assert reasons(found) == {0: ("happened", "no time")}
    assert found.facts == []


cells = st.sampled_from(
    ("", "2022-10-01", "120.64", "31.42", "999", "NaN", "1e308", "违停", "-1", "x" * 50, "'", "=1")
)


@given(st.lists(st.lists(cells, min_size=6, max_size=6), max_size=12))
def test_every_row_of_any_file_is_accounted_for(rows: list[list[str]]) -> None:
    columns = ("time", "lon", "lat", "kind", "count", "id")
    table = Table("a.csv", columns, rows, {})
    mapping = {c if c != "time" else "happened": (c,) for c in columns}
    report = prepare(table, Reading(mapping)).report
    assert report.rows == report.imported + report.duplicate + report.rejected
    assert not set(report.faults) & set(report.duplicates)
    told = report.as_json("en")
    assert len(told["report"]) == told["rejected"]
    assert all(entry["reason"] for entry in told["report"])


def test_cancelling_stops_it(tmp_path: Path) -> None:
    proposal = propose(csv(tmp_path, HEADER + GOOD))
    with pytest.raises(Cancelled):
        prepare(proposal.table, proposal.reading, cancelled=lambda: True)


def test_progress_rises_to_one(tmp_path: Path) -> None:
    shares: list[float] = []
    proposal = propose(csv(tmp_path, HEADER + GOOD))
    prepare(proposal.table, proposal.reading, progress=shares.append)
    assert shares == sorted(shares)
    assert math.isclose(shares[-1], 1.0)


# --- into stores ---


@pytest.fixture
def new_store(tmp_path: Path) -> Callable[[str], Path]:
    def make(rows: str) -> Path:
        path = tmp_path / "mine.gpkg"
        import_new(path, prepared(csv(tmp_path, HEADER + rows)))
        return path

    return make


def test_a_new_store_lies_where_its_file_does(new_store: Callable[[str], Path]) -> None:
    with open_store(new_store(GOOD.replace("120.64,31.42", "-95.4,29.7"))) as store:
        assert store.district.crs == "EPSG:32615"
        assert store.district.zone == ZoneInfo("UTC")
        assert not store.district.sample
        history = store.snapshot().history()
        assert list(history.count) == [3]
        west, south, east, north = store.district.extent
        assert west < history.x_m[0] < east
        assert south < history.y_m[0] < north


def test_the_same_file_again_brings_nothing(
    new_store: Callable[[str], Path], tmp_path: Path
) -> None:
    path = new_store(GOOD)
    with open_store(path) as store:
        again = prepared(csv(tmp_path, HEADER + GOOD), store.snapshot())
        assert again.report.duplicates == {0: ALREADY_THERE}
        assert import_into(store, again).batch is None
        assert len(store.batches()) == 1


def test_a_longer_file_brings_what_is_new(new_store: Callable[[str], Path], tmp_path: Path) -> None:
    more = GOOD + GOOD.replace("18:30", "19:30")
    with open_store(new_store(GOOD)) as store:
        again = prepared(csv(tmp_path, HEADER + more, "later.csv"), store.snapshot())
        assert (again.report.imported, again.report.duplicate) == (1, 1)
        import_into(store, again)
        assert len(store.snapshot().history()) == 2


def test_what_was_withdrawn_may_come_again(
    new_store: Callable[[str], Path], tmp_path: Path
) -> None:
    with open_store(new_store(GOOD)) as store:
        store.withdraw(1, "tester")
        again = prepared(csv(tmp_path, HEADER + GOOD), store.snapshot())
        assert again.report.imported == 1
        import_into(store, again)
        assert int(store.snapshot().columns("incident").rows_known(2**62).size) == 1


def test_an_id_with_other_content_is_a_newer_word(tmp_path: Path) -> None:
    header = "编号,time,lon,lat,count\n"
    path = tmp_path / "mine.gpkg"
    import_new(path, prepared(csv(tmp_path, header + "A1,2022-10-01,120.64,31.42,1\n")))
    with open_store(path) as store:
        newer = csv(tmp_path, header + "A1,2022-10-01,120.64,31.42,2\n")
        found = prepared(newer, store.snapshot())
        assert (found.report.imported, found.report.updated) == (1, 1)
        import_into(store, found)
        assert prepared(newer, store.snapshot()).report.duplicates == {0: ALREADY_THERE}
        history = store.snapshot().history()
        assert list(history.count[history.known(2**63 - 2)]) == [2]


def test_a_file_from_elsewhere_is_not_put_into_this_district(
    new_store: Callable[[str], Path], tmp_path: Path
) -> None:
    with open_store(new_store(GOOD)) as store:
        elsewhere = csv(tmp_path, HEADER + GOOD.replace("120.64,31.42", "-95.4,29.7"))
        with pytest.raises(Refused, match="500 km"):
            prepared(elsewhere, store.snapshot())


def test_times_are_read_in_the_stores_zone(tmp_path: Path) -> None:
    path = tmp_path / "mine.gpkg"
    shanghai = ZoneInfo("Asia/Shanghai")
    import_new(path, prepared(csv(tmp_path, HEADER + GOOD), zone=shanghai))
    with open_store(path) as store:
        assert store.district.zone == shanghai
        later = csv(tmp_path, HEADER + GOOD.replace("18:30", "20:00"))
        (fact,) = prepared(later, store.snapshot()).facts
        assert iso(fact.from_us, shanghai) == "2022-10-01T20:00:00+08:00"


def test_nothing_to_import_makes_no_store(tmp_path: Path) -> None:
    path = tmp_path / "mine.gpkg"
    report = import_new(path, prepared(csv(tmp_path, HEADER + ",120,31,x,1,\n")))
    assert report.store is None
    assert not path.exists()


def test_a_store_that_is_there_is_not_overwritten(new_store: Callable[[str], Path]) -> None:
    path = new_store(GOOD)
    with pytest.raises(StoreError):
        import_new(path, prepared(csv(path.parent, HEADER + GOOD)))


def test_a_cancelled_import_leaves_nothing(tmp_path: Path) -> None:
    found = prepared(csv(tmp_path, HEADER + GOOD))
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        import_new(tmp_path / "mine.gpkg", found, cancelled=lambda: True)
    assert set(tmp_path.iterdir()) == before


def test_sample_data_stays_sample_data(new_store: Callable[[str], Path], tmp_path: Path) -> None:
    text = "time,lon,lat,sample\n2022-10-01,120.64,31.42,true\n"
    assert prepared(csv(tmp_path, text)).district.sample
    with open_store(new_store(GOOD)) as store:
        report = prepared(csv(tmp_path, text), store.snapshot()).report
        assert [one.en for one in report.warnings] == [
            "the file holds sample data, and the store is not a sample"
        ]

"""Tables that leave the console: the present state, in WGS-84 and UTC, defused and masked."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.exchange.exporting import export
from geodata.exchange.features import features
from geodata.exchange.refusal import Refused
from geodata.instants import HOUR_US
from geodata.snapshot import Snapshot
from geodata.versions import Fact, Version
from tests.records import DISTRICT, Record, hour, incident, place

PAYLOADS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"; DROP TABLE version; --',
    'a,b\n"c"',
    "\u2028\u202e",
)


def snapshot(*facts: Fact, sample: bool = False) -> Snapshot:
    versions = tuple(Version(n, hour(n), None, one) for n, one in enumerate(facts, 1))
    record = Record(versions)
    return Snapshot(replace(DISTRICT, sample=sample), record.seq, record)


def exported(found: Snapshot, plural: str, path: Path) -> int:
    return export(found, plural, path, color=lambda _: "#123456", made_us=hour(0))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_incident_leaves_with_what_it_is_where_and_when(tmp_path: Path) -> None:
    found = snapshot(incident("a", hour(2), count=3, geometry=place(1709.217, 2050.011)))
    assert exported(found, "incidents", tmp_path / "a.csv") == 1
    (row,) = rows_of(tmp_path / "a.csv")
    assert row["id"] == "a"
    assert row["kind"] == "illegal_parking"
    assert row["happened"] == "2022-09-30T18:00:00+00:00"
    assert row["heard"] == "2022-09-30T17:00:00+00:00"
    assert (row["outcome"], row["count"]) == ("penalty", "3")
    assert (float(row["lon"]), float(row["lat"])) == pytest.approx((120.6385, 31.4230), abs=1e-6)


def test_happened_never_moves_when_the_state_does(tmp_path: Path) -> None:
    later = incident("a", hour(2), from_us=hour(9), state="closed")
    (row,) = _csv(snapshot(incident("a", hour(2)), later), "incidents", tmp_path)
    assert row["happened"] == "2022-09-30T18:00:00+00:00"
    assert row["state"] == "closed"


def test_only_the_present_state_leaves(tmp_path: Path) -> None:
    found = snapshot(
        incident("a", hour(1)),
        replace(incident("a", hour(1), count=7), corrects=1),
        incident("b", hour(1)),
        replace(incident("b", hour(1)), gone=True),
    )
    assert [(r["id"], r["count"]) for r in _csv(found, "incidents", tmp_path)] == [("a", "7")]


def test_text_that_a_spreadsheet_would_run_is_defused_and_numbers_stay(tmp_path: Path) -> None:
    facts = [incident(f"i{n:02}", hour(n), place=text) for n, text in enumerate(PAYLOADS)]
    camera = Fact("c", "camera", hour(0), geometry=place(0), data={"azimuth_deg": -12.5})
    rows = _csv(snapshot(*facts, camera), "incidents", tmp_path)
    for row, text in zip(rows, PAYLOADS, strict=True):
        dangerous = text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
        assert row["place"] == ("'" + text if dangerous else text)
    assert _csv(snapshot(camera), "cameras", tmp_path)[0]["azimuth_deg"] == "-12.5"


def test_names_phones_plates_and_passwords_leave_masked(tmp_path: Path) -> None:
    found = snapshot(
        Fact("p", "contact", hour(0), data={"name": "王小明", "phone": "13812345678"}),
        Fact("c", "camera", hour(0), data={"name": "N1", "stream": "rtsp://u:secret@h/1"}),
        incident("i", hour(0), place="苏E12345 车主 13812345678"),
    )
    (contact,) = _csv(found, "contacts", tmp_path)
    assert (contact["name"], contact["phone"]) == ("王**", "13*********")
    (camera,) = _csv(found, "cameras", tmp_path)
    assert (camera["name"], camera["stream"]) == ("N1", "rtsp://***@h/1")
    (row,) = _csv(found, "incidents", tmp_path)
    assert row["place"] == "苏E****5 车主 138****5678"


def test_a_name_in_two_languages_fills_two_columns(tmp_path: Path) -> None:
    both = {"zh": "王小明", "en": "Wang Xiaoming"}
    found = snapshot(
        Fact("c", "camera", hour(0), data={"name": both, "stream": None}),
        Fact("p", "contact", hour(0), data={"name": both}),
    )
    (camera,) = _csv(found, "cameras", tmp_path)
    assert list(camera)[:3] == ["id", "name", "name_en"]
    assert (camera["name"], camera["name_en"]) == ("王小明", "Wang Xiaoming")
    (contact,) = _csv(found, "contacts", tmp_path)
    assert (contact["name"], contact["name_en"]) == ("王**", "W************")


def test_places_within_fields_leave_in_degrees(tmp_path: Path) -> None:
    stop = {"x_m": 560709.217, "y_m": 3478050.011, "dwell_min": 5}
    found = snapshot(Fact("r", "route", hour(0), data={"stops": [stop]}))
    (row,) = _csv(found, "routes", tmp_path)
    assert json.loads(row["stops"]) == [{"lon": 120.6385, "lat": 31.423, "dwell_min": 5}]


def test_a_line_leaves_as_a_point_on_it_and_whole(tmp_path: Path) -> None:
    line = shapely.LineString([place(0), place(100), place(100, 100)])
    (row,) = _csv(snapshot(Fact("r", "route", hour(0), geometry=line)), "routes", tmp_path)
    assert row["wkt"].startswith("LINESTRING")
    assert 120 < float(row["lon"]) < 121


def test_every_table_of_the_sample_says_so(tmp_path: Path) -> None:
    found = snapshot(incident("a", hour(1)), sample=True)
    assert _csv(found, "incidents", tmp_path)[0]["sample"] == "true"
    exported(found, "incidents", tmp_path / "a.geojson")
    (one,) = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    assert one["properties"]["sample"] is True


def test_geojson_is_valid_and_complete(tmp_path: Path) -> None:
    from geodata.exchange.geojson_check import check

    box = place(50, 50).buffer(50, cap_style="square")
    zone = Fact("z", "zone", hour(0), hour(0) + HOUR_US, geometry=box, data={"agencies": ["a"]})
    exported(snapshot(zone, incident("a", hour(1))), "zones", tmp_path / "z.geojson")
    text = (tmp_path / "z.geojson").read_text("utf-8")
    assert check(text).warnings == ()
    (one,) = json.loads(text)["features"]
    assert one["properties"]["agencies"] == ["a"]
    assert one["properties"]["to"] == "2022-09-30T17:00:00+00:00"


def test_geoparquet_holds_timestamps_in_utc(tmp_path: Path) -> None:
    import geopandas as gpd

    found = snapshot(incident("a", hour(2)), incident("b", hour(1), unit="U1"))
    exported(found, "incidents", tmp_path / "a.parquet")
    frame = gpd.read_parquet(tmp_path / "a.parquet")
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert str(frame["happened"].dtype) == "datetime64[us, UTC]"
    assert {"id", "kind", "happened", "heard", "outcome", "count", "geometry"} <= set(frame)
    assert sorted(frame["count"]) == [1, 1]


def test_things_without_a_place_leave_too(tmp_path: Path) -> None:
    found = snapshot(Fact("t", "transfer", hour(0), data={"opened_us": hour(0)}))
    for ending in ("csv", "geojson", "parquet", "html"):
        assert exported(found, "transfers", tmp_path / f"t.{ending}") == 1
    (row,) = rows_of(tmp_path / "t.csv")
    assert (row["opened"], row["lon"]) == ("2022-09-30T16:00:00+00:00", "")


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "html"])
def test_a_kind_without_records_leaves_an_empty_file(tmp_path: Path, ending: str) -> None:
    assert exported(snapshot(), "cameras", tmp_path / f"c.{ending}") == 0
    assert (tmp_path / f"c.{ending}").exists()


def test_an_unknown_kind_or_ending_is_refused(tmp_path: Path) -> None:
    for plural, name in (("people", "a.csv"), ("incidents", "a.xls"), ("incidents", "a")):
        with pytest.raises(Refused):
            exported(snapshot(), plural, tmp_path / name)
    with pytest.raises(Refused):
        exported(snapshot(), "incidents", tmp_path / "no" / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_incidents_leave_in_the_order_they_happened() -> None:
    found: Any = features(snapshot(incident("a", hour(3)), incident("b", hour(1))), "incident")
    assert found.columns["id"] == ["b", "a"]


def _csv(found: Snapshot, plural: str, folder: Path) -> list[dict[str, str]]:
    exported(found, plural, folder / "out.csv")
    return rows_of(folder / "out.csv")

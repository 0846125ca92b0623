"""The present as any GIS reads it: on a copy, in a process of its own."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import pytest
from pyproj import CRS

from geodata.instants import EVER_US, parse
from geodata.kinds import RECORD_KINDS
from geodata.stores.geopackage import Store, create, open_store
from geodata.versions import Fact
from tests.records import DISTRICT, hour, incident, place

READ_ALL = """
import json, sys, warnings
warnings.simplefilter("error")
import pyogrio
path = sys.argv[1]
found = {}
for layer, _ in pyogrio.list_layers(path):
    info = pyogrio.read_info(path, layer=layer)
    table = pyogrio.read_dataframe(path, layer=layer)
    places = table.pop("geometry") if "geometry" in table else []
    geometry = [None if place is None else place.wkt for place in places]
    found[layer] = {
        "rows": [
            {name: None if value != value else value for name, value in row.items()}
            for row in table.to_dict("records")
        ],
        "geometry": geometry,
        "crs": info["crs"],
        "bounds": info["total_bounds"],
    }
print(json.dumps(found))
"""


def read_elsewhere(copy: Path) -> dict[str, Any]:
    """Every layer of a closed file, as GDAL in a process of its own reads it."""
    command = [sys.executable, "-c", READ_ALL, str(copy)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_every_kind_lists_and_reads(store: Store, tmp_path: Path) -> None:
    store.append(
        [
            Fact(
                f"{kind.code}-1",
                kind.code,
                EVER_US,
                geometry=place(i, i) if i % 2 else None,
                data={name: 1 for name, _ in kind.fields} if kind.code != "incident" else {},
            )
            for i, kind in enumerate(RECORD_KINDS)
        ]
    )
    store.backup(tmp_path / "copy.gpkg")
    found = read_elsewhere(tmp_path / "copy.gpkg")
    assert set(found) == {kind.code for kind in RECORD_KINDS} | {"batch"}
    for i, kind in enumerate(RECORD_KINDS):
        layer = found[kind.code]
        assert [row["id"] for row in layer["rows"]] == [f"{kind.code}-1"]
        assert (layer["crs"] == "EPSG:4549") == bool(i % 2)
        assert {name for name, _ in kind.fields} <= set(layer["rows"][0])
        assert layer["rows"][0]["happened"] is None


def test_a_layer_shows_the_present_in_the_words_of_the_district(
    store: Store, tmp_path: Path
) -> None:
    happened_us = parse("2022-10-01T18:30:00.250001+08:00")
    reported = incident("I1", happened_us, count=3, place="北广场", geometry=place(5, 6))
    versions = store.append(
        [
            reported,
            incident("I2", hour(1)),
            incident("I3", hour(1), geometry=place(900, 800)),
            Fact("I4", "incident", hour(3), data={"kind": "touting"}),
        ],
        now_us=parse("2022-10-01T11:00:00Z"),
    )
    store.append(
        [
            incident("I2", hour(1), gone=True),
            replace(reported, from_us=hour(20), data={**reported.data, "state": "closed"}),
        ],
        now_us=parse("2022-10-01T12:00:00Z"),
    )
    store.backup(tmp_path / "copy.gpkg")
    layer = read_elsewhere(tmp_path / "copy.gpkg")["incident"]
    rows = {row["id"]: row for row in layer["rows"]}
    assert set(rows) == {"I1", "I3", "I4"}
    assert rows["I1"]["kind"] == "illegal_parking"
    assert rows["I1"]["count"] == 3
    assert rows["I1"]["place"] == "北广场"
    assert rows["I1"]["state"] == "closed"
    assert rows["I1"]["happened"] == "2022-10-01T10:30:00.250001Z"
    assert rows["I1"]["heard"] == "2022-10-01T12:00:00.000000Z"
    assert rows["I1"]["happened_us"] == happened_us
    assert rows["I1"]["from_us"] == hour(20)
    assert rows["I1"]["to_us"] is None
    assert json.loads(rows["I1"]["data"])["place"] == "北广场"
    assert rows["I4"]["happened"] == "2022-09-30T19:00:00.000000Z"
    assert layer["geometry"][[row["id"] for row in layer["rows"]].index("I4")] is None
    assert layer["crs"] == "EPSG:4549"
    west, south = DISTRICT.extent[:2]
    assert layer["bounds"] == [west + 5, south, west + 900, south + 800]
    assert len(versions) == 4


def test_an_instant_before_1970_reads_to_the_microsecond(store: Store, tmp_path: Path) -> None:
    store.append([incident("I1", parse("1958-03-01T23:59:59.999999Z"))])
    store.backup(tmp_path / "copy.gpkg")
    (row,) = read_elsewhere(tmp_path / "copy.gpkg")["incident"]["rows"]
    assert row["happened"] == "1958-03-01T23:59:59.999999Z"


def test_a_place_without_an_epsg_code_reads_too(tmp_path: Path) -> None:
    local = "+proj=tmerc +lat_0=29.76 +lon_0=-95.37 +k=1 +x_0=500000 +y_0=500000 +datum=WGS84"
    wkt = CRS.from_proj4(local).to_wkt()
    district = replace(DISTRICT, crs=wkt, extent=(450_000, 450_000, 550_000, 550_000))
    with create(tmp_path / "elsewhere.gpkg", district) as store:
        west_south = Fact("C1", "camera", hour(0), geometry=place(-100_000, -2_976_000))
        store.append([west_south])
        store.backup(tmp_path / "copy.gpkg")
    layer = read_elsewhere(tmp_path / "copy.gpkg")["camera"]
    operation = CRS.from_user_input(layer["crs"]).coordinate_operation
    assert operation is not None
    assert "-95.37" in [str(parameter.value) for parameter in operation.params]
    with open_store(tmp_path / "elsewhere.gpkg") as store:
        assert store.district == district


def test_a_view_made_before_a_kind_got_a_field_is_renewed(path: Path) -> None:
    with create(path, DISTRICT) as store:
        store.append([Fact("C1", "camera", hour(0), data={"name": "一号", "azimuth_deg": 12.5})])
    db = apsw.Connection(str(path))
    db.execute("DROP VIEW camera; CREATE VIEW camera AS SELECT seq AS OGC_FID, id FROM version")
    db.close()
    open_store(path).close()
    db = apsw.Connection(str(path))
    assert db.execute("SELECT name, azimuth_deg FROM camera").fetchall() == [("一号", 12.5)]
    db.close()


def test_the_record_cannot_be_rewritten_or_deleted_by_sql(path: Path) -> None:
    with create(path, DISTRICT) as store:
        store.append([incident("I1", hour(1))])
    db = apsw.Connection(str(path))
    for sql in ("DELETE FROM version", "UPDATE version SET data = '{}'"):
        with pytest.raises(apsw.ConstraintError, match="append-only"):
            db.execute(sql)
    db.close()


def test_the_contents_name_the_file_as_a_geopackage(path: Path) -> None:
    with create(path, DISTRICT) as store:
        store.append([incident("I1", hour(1))])
    header = path.read_bytes()[:100]
    assert header[68:72] == b"GPKG"
    assert int.from_bytes(header[60:64], "big") == 10_300
    db = apsw.Connection(str(path))
    assert db.execute("SELECT data_type, description FROM gpkg_contents").fetchall() == [
        ("attributes", "批次 Batch"),
        ("features", "事件 Incident"),
    ]
    systems = db.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1").fetchall()
    assert systems == [(-1,), (0,), (4326,), (4549,)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.close()

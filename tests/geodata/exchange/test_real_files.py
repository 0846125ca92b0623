"""Files that others made: a dirty real history, and 22 GeoJSON files that are broken on purpose."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geodata.coordinates import great_circle_m
from geodata.instants import parse
from main import main

READ_WITH_A_WARNING = {
    "bad-polygon-interiorring-rhr.geojson",
    "bbox-contains-string.geojson",
    "excessive_precision_truncated.geojson",
    "geometry_changed_semantics.geojson",
    "geometrycollection_single.geojson",
}


@pytest.fixture(scope="module")
def houston(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A store of the Houston history, and what its import said."""
    source = real_data / "incidents" / "houston_crime_2010_ggmap.csv.gz"
    store = tmp_path_factory.mktemp("houston") / "houston.gpkg"
    said = _said("import", source, "--as", "incidents", "--store", store, "--json", "--lang", "en")
    return store, said


def _said(*arguments: object) -> Any:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([str(one) for one in arguments]) in (0, 1)
    return json.loads(out.getvalue())


def test_every_row_of_a_dirty_history_is_accounted_for(houston: tuple[Path, Any]) -> None:
    _, said = houston
    assert said["rows"] == 86_314
    assert said["rejected"] == 226 + 5
    # 575 rows equal an earlier one; six of them lie too far away and are rejected as such.
    assert said["duplicate"] == 575 - 6
    assert said["imported"] == said["rows"] - said["duplicate"] - said["rejected"]
    reasons = [entry["reason"] for entry in said["report"]]
    assert sum("60 km" in reason for reason in reasons) == 226
    assert reasons.count("no place") == 5
    assert {entry["file"] for entry in said["report"]} == {"houston_crime_2010_ggmap.csv.gz"}
    assert all(0 < entry["row"] <= said["rows"] and entry["field"] for entry in said["report"])
    assert said["mapping"]["kind"] == "offense"


def test_the_rows_named_are_the_rows_of_the_file(
    houston: tuple[Path, Any], real_data: Path
) -> None:
    _, said = houston
    source = real_data / "incidents" / "houston_crime_2010_ggmap.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for entry in said["report"]:
        row = rows[entry["row"] - 1]
        if "60 km" in entry["reason"]:
            away_m = great_circle_m(float(row["lon"]), float(row["lat"]), -95.411952, 29.7382688)
            assert float(away_m) > 60_000
        else:
            assert row["lon"] == ""
    for entry in said["duplicates"]:
        assert rows[entry["row"] - 1] == rows[entry["equal_to"] - 1]


def test_what_comes_out_is_what_went_in(
    houston: tuple[Path, Any], real_data: Path, tmp_path: Path
) -> None:
    store, said = houston
    out = tmp_path / "out.csv"
    _said("export", out, "--what", "incidents", "--store", store, "--json", "--lang", "en")
    with out.open(encoding="utf-8", newline="") as file:
        came_out = sorted(
            (parse(r["happened"]), r["kind"], r["place"], float(r["lon"]), float(r["lat"]))
            for r in csv.DictReader(file)
        )
    source = real_data / "incidents" / "houston_crime_2010_ggmap.csv.gz"
    left_out = {e["row"] - 1 for e in said["report"]} | {e["row"] - 1 for e in said["duplicates"]}
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        went_in = sorted(
            (
                parse(r["time"] + "+00:00"),
                r["offense"],
                r["address"].strip(),
                float(r["lon"]),
                float(r["lat"]),
            )
            for n, r in enumerate(csv.DictReader(file))
            if n not in left_out
        )
    assert [one[:3] for one in came_out] == [one[:3] for one in went_in]
    places = (np.array([one[3:] for one in rows]) for rows in (came_out, went_in))
    assert np.abs(np.subtract(*places)).max() < 1.5e-7


def test_a_history_opens_on_its_own_place(houston: tuple[Path, Any]) -> None:
    store, _ = houston
    told = _said("info", "--store", store, "--json", "--lang", "en")
    assert told["crs"] == "EPSG:32615"
    west, south, east, north = told["extent_wgs84"]
    assert -96.1 < west < -95.4 < east < -94.9
    assert 29.3 < south < 29.7 < north < 30.3
    assert told["audit"] == told["integrity"] == "ok"


def test_the_same_history_again_brings_nothing(houston: tuple[Path, Any], real_data: Path) -> None:
    store, first = houston
    source = real_data / "incidents" / "houston_crime_2010_ggmap.csv.gz"
    said = _said("import", source, "--as", "incidents", "--store", store, "--json", "--lang", "en")
    assert said["imported"] == 0
    assert said["duplicate"] == first["imported"] + first["duplicate"]


def test_each_broken_file_is_refused_or_read_with_a_warning(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted((real_data / "bad_input").glob("*.geojson"))
    assert len(files) == 22
    for file in files:
        store = tmp_path / f"{file.stem}.gpkg"
        command = [
            "import",
            str(file),
            "--as",
            "incidents",
            "--store",
            str(store),
            "--json",
            "--lang",
            "en",
        ]
        code = main(command)
        said = capsys.readouterr()
        assert said.err.count("\n") == 1, file.name
        assert file.name in said.err
        if file.name in READ_WITH_A_WARNING:
            assert code == 1, file.name
            assert "warning" in said.err
            told = json.loads(said.out)
            assert told["rows"] == told["rejected"] == 1
            assert told["report"][0]["reason"]
        else:
            assert code == 2, file.name
            assert said.out == ""
        assert not store.exists()


def test_a_camera_inventory_is_read_but_holds_no_incidents(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = real_data / "cameras" / "taiwan_enforcement_cameras.geojson"
    command = ["import", str(file), "--as", "incidents", "--store", str(tmp_path / "t.gpkg")]
    assert main([*command, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["rejected"]) == (2512, 2512)
    code = main([*command, "--map", "happened=last_seen", "--within-km", "500", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["imported"] == 2512


def test_a_track_of_another_program_is_read_by_name_of_its_column(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = real_data / "tracks" / "movingpandas_demodata_geolife.csv"
    store = tmp_path / "g.gpkg"
    command = [
        "import",
        str(file),
        "--as",
        "incidents",
        "--store",
        str(store),
        "--json",
        "--lang",
        "en",
    ]
    assert main(command) == 2
    assert "--map happened=" in capsys.readouterr().err
    code = main([*command, "--map", "happened=t", "--map", "id="])
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == told["imported"] + told["duplicate"] + told["rejected"] == 5908
    assert code == (1 if told["rejected"] else 0)

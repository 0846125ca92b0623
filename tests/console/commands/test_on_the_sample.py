"""Commands tried on the sample: their figures agree with another way of counting."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geodata.analysis.dori import DoriLevel
from geodata.instants import parse
from geodata.moment import Moment
from geodata.picture import picture
from geodata.seen import bands, public_ground, watched
from geodata.stores.geopackage import open_store
from main import main


def answered(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([str(one) for one in arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def test_coverage_agrees_with_areas_of_polygons(
    sample_store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answered(
        capsys, "coverage", "--json", "--at", "2022-10-01T18:30", "--store", sample_store_path
    )
    assert told["sample"] is True
    assert told["at"] == "2022-10-01T18:30:00+08:00"
    with open_store(sample_store_path, read_only=True) as store:
        snapshot = store.snapshot()
        t_us = parse("2022-10-01T18:30:00+08:00")
        now = picture(snapshot, None, Moment(t_us, snapshot.history().extent))
        public, online = public_ground(now), watched(now).online
        for level in DoriLevel:
            seen = shapely.union_all(bands(now)[level][online])
            share = shapely.intersection(seen, public).area / public.area
            assert told[level.code]["share"] == pytest.approx(share, abs=0.002), level
    shares = [told[level.code]["share"] for level in DoriLevel]
    assert shares == sorted(shares, reverse=True)
    assert sum(told[name]["share"] for name in ("seen", "blind", "uncertain")) == pytest.approx(1)


def test_hotspots_lie_in_the_district_and_follow_their_window(
    sample_store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("hotspots", "--json", "--store", sample_store_path)
    whole = answered(capsys, *command)
    september = answered(capsys, *command, "--window", "2022-09-01/2022-10-10")
    assert whole["vehicles"] > september["vehicles"] > 0
    assert whole["regions"]
    for region in whole["regions"]:
        assert 120.59 < region["lon"] < 120.68
        assert 31.39 < region["lat"] < 31.46
    records = answered(capsys, *command, "--measure", "records")
    assert records["measure"] == "records"


@pytest.mark.parametrize("what", ["incidents", "cameras", "routes", "posts", "zones", "contacts"])
def test_every_table_of_the_sample_is_marked(
    sample_store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    out = tmp_path / "out.csv"
    told = answered(capsys, "export", out, "--what", what, "--json", "--store", sample_store_path)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == told["rows"] > 0
    assert {row["sample"] for row in rows} == {"true"}
    assert all(120.5 < float(row["lon"]) < 120.8 for row in rows if row["lon"])


def test_the_page_of_the_sample_is_marked(
    sample_store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.html"
    answered(capsys, "export", out, "--json", "--store", sample_store_path)
    assert "示例数据 SAMPLE" in out.read_text("utf-8")


def test_the_sample_says_what_it_is(
    sample_store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answered(capsys, "info", "--json", "--store", sample_store_path)
    assert told["sample"] is True
    assert (told["integrity"], told["audit"]) == ("ok", "ok")
    assert (told["crs"], told["zone"]) == ("EPSG:4549", "Asia/Shanghai")
    assert told["records"]["volunteer_teams"]["things"] == 16
    assert main(["info", "--store", str(sample_store_path), "--lang", "zh"]) == 0
    assert "示例数据" in capsys.readouterr().out

"""The office's published figures of 2022 come out of the sample's records, exactly."""

import json
import shutil
from pathlib import Path

import pytest

from geodata.exchange.review import Review, review
from geodata.instants import Span, local_year, parse
from geodata.stores.geopackage import open_store
from geodata.versions import Fact
from main import main

PUBLISHED = {
    "year": 2022,
    "campaigns": 64,
    "ride_hailing_violations": 9,
    "illegal_operations": 6,
    "taxi_violations": 17,
    "touting_persons": 185,
    "illegal_parking_vehicles": 1697,
    "volunteer_teams": 16,
    "volunteers": 520,
    "cases": 350,
    "satisfaction_pct": 100,
    "temperature_screenings": 6_110_000,
    "transfers": 28_000,
    "transfers_within_2h_pct": 100,
    "samples": 1_220_000,
    "joint_meetings": 15,
    "task_force_meetings": 30,
    "administrative_passages": 100,
    "events": 2,
    "sample": True,
}
NOT_SUMS = {"year", "sample", "volunteer_teams", "volunteers"} | {
    name for name in PUBLISHED if name.endswith("_pct")
}


def reviewed(path: Path, *spans: Span) -> list[Review]:
    with open_store(path, read_only=True) as store:
        snapshot = store.snapshot()
        year = local_year(2022, store.district.zone)
        return [review(snapshot, span) for span in spans or (year,)]


def test_the_command_prints_the_published_figures(
    sample_store_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["review", "--year", "2022", "--format", "json", "--store", str(sample_store_path)]
    assert main(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == PUBLISHED
    assert list(told) == list(PUBLISHED)


@pytest.mark.parametrize("cut", ["2022-07-01", "2022-05-04T12:00", "2022-10-01"])
def test_two_parts_of_the_year_add_up_to_it(sample_store_path: Path, cut: str) -> None:
    with open_store(sample_store_path, read_only=True) as store:
        zone = store.district.zone
    year, middle = local_year(2022, zone), parse(cut, zone)
    parts = reviewed(sample_store_path, Span(year.start_us, middle), Span(middle, year.end_us))
    for name in set(PUBLISHED) - NOT_SUMS:
        assert sum(getattr(part, name) for part in parts) == PUBLISHED[name], name
    assert [part.year for part in parts] == [None, None]


def test_one_more_handled_incident_is_counted(sample_store_copy: Path) -> None:
    with open_store(sample_store_copy) as store:
        happened_us = parse("2022-06-01T09:00:00+08:00")
        data = {
            "kind": "illegal_parking",
            "happened_us": happened_us,
            "count": 3,
            "outcome": "handled",
        }
        store.append([Fact("new", "incident", happened_us, data=data)])
    (found,) = reviewed(sample_store_copy)
    assert found.illegal_parking_vehicles == 1700
    assert found.as_json() == {**PUBLISHED, "illegal_parking_vehicles": 1700}


def test_incidents_imported_from_a_file_are_counted(
    sample_store_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "more.csv"
    file.write_text(
        "发生时间,经度,纬度,类别,车辆数,处理结果\n2022-06-01 09:00,120.64,31.42,违停,3,处理\n",
        "utf-8",
    )
    store = str(sample_store_copy)
    assert main(["import", str(file), "--as", "incidents", "--store", store, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["imported"], told["tz"]) == (1, "Asia/Shanghai")
    assert reviewed(sample_store_copy)[0].illegal_parking_vehicles == 1700
    assert main(["withdraw", str(told["batch"]), "--store", store]) == 0
    assert reviewed(sample_store_copy)[0].illegal_parking_vehicles == 1697


def test_the_sample_is_made_on_first_use(
    sample_store_path: Path,
    user_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from geodata import sample

    def copied(path: Path, _progress: object) -> None:
        shutil.copy(sample_store_path, path)

    monkeypatch.setattr(sample, "build", copied)
    for _ in range(2):
        assert main(["review", "--year", "2022", "--format", "json"]) == 0
        said = capsys.readouterr()
        assert json.loads(said.out) == PUBLISHED
        assert said.err == ""
    (made,) = (user_home / "data" / "beizhan").iterdir()
    assert made.name == "sample.gpkg"

"""Hostile files only ever produce one sentence; a kill never leaves half a file."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.exchange.importing import prepare
from geodata.exchange.proposal import propose
from geodata.exchange.refusal import Refused
from geodata.stores.geopackage import open_store

ROOT = Path(__file__).resolve().parents[3]
SECRET = "the content of another file"
GOOD = {
    "csv": "time,lon,lat,kind,count\n2022-10-01 18:30,120.64,31.42,违停,3\n" * 3,
    "geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"time": "2022-10-01T10:00Z", "kind": "违停"},
                    "geometry": {"type": "Point", "coordinates": [120.64, 31.42]},
                }
            ],
        },
        ensure_ascii=False,
    ),
}


def read_or_refused(path: Path) -> str:
    """What was said of a file, whatever it was."""
    try:
        proposal = propose(path)
        report = prepare(proposal.table, proposal.reading).report
    except Refused as refused:
        return refused.sentence.en
    assert report.rows == report.imported + report.duplicate + report.rejected
    return json.dumps(report.as_json("en"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(
    tmp_path: Path, form: str, data: st.DataObject
) -> None:
    raw = bytearray(GOOD[form].encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path = tmp_path / f"a.{form}"
    path.write_bytes(raw)
    read_or_refused(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("a.csv", "a.geojson", "a.csv.gz", "a.bin")), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    read_or_refused(path)


@pytest.mark.parametrize("name", ["a.geojson", "a.csv", "a.json"])
@pytest.mark.parametrize(
    "content",
    [
        '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><x>&e;</x>',
        '{{"type": "Topology", "$ref": "{secret}"}}',
        '{{"type": "FeatureCollection", "features": {{"$ref": "file://{secret}"}}}}',
        "SQLite format 3\x00",
        "@{secret}\n",
        "=IMPORTDATA('{secret}')\n1\n",
    ],
)
def test_a_file_that_points_at_another_is_never_followed(
    tmp_path: Path, name: str, content: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    path = tmp_path / name
    path.write_text(content.format(secret=secret))
    assert SECRET not in read_or_refused(path)


def killed(command: list[str], after_s: float) -> None:
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        time.sleep(after_s)
        running.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_an_import_that_is_killed_leaves_all_or_nothing(tmp_path: Path, kills: int) -> None:
    file = tmp_path / "many.csv"
    rows = (f"2022-10-01,{120.6 + n * 1e-6:.6f},31.42,k,1\n" for n in range(6_000))
    file.write_text("time,lon,lat,kind,count\n" + "".join(rows), "utf-8")
    for n in range(kills):
        store = tmp_path / f"{n}.gpkg"
        killed(
            ["main.py", "import", str(file), "--as", "incidents", "--store", str(store)],
            0.6 + 0.9 * n / kills,
        )
        if store.exists():
            with open_store(store) as whole:
                assert len(whole.snapshot().history()) == 6_000
                assert whole.damage() == ()


WRITES_FOR_EVER = """
import sys
from pathlib import Path
from geodata.exchange.files import write_whole

def write(part):
    with part.open("wb") as file:
        for _ in range(40):
            file.write(bytes([n % 256]) * 50_000)

n = 0
while True:
    write_whole(Path(sys.argv[1]), write)
    n += 1
"""


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.slow)])
def test_a_file_that_is_being_replaced_is_old_or_new(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "out.bin"
    for n in range(kills):
        killed(["-c", WRITES_FOR_EVER, os.fspath(path)], 0.25 + 0.2 * n / kills)
        if path.exists():
            raw = path.read_bytes()
            assert len(raw) == 2_000_000
            assert len(set(raw)) == 1
    assert path.exists()

"""The command line: what it prints, what it leaves behind, how it ends."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from main import COMMANDS, main, parsed

ROOT = Path(__file__).resolve().parent.parent
HEADER = "time,lon,lat,kind,count,outcome,place\n"
ROWS = (
    "2022-10-01 10:30,120.640,31.420,违停,3,处罚,南广场\n"
    "2022-10-01 11:30,120.641,31.421,违停,2,未处理,北广场\n"
    "2022-10-01 11:30,120.641,31.421,违停,2,未处理,北广场\n"
    "2022-10-02 11:30,120.642,31.422,揽客,1,warning,=1+1\n"
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, history: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "mine.gpkg"
    assert main(["import", str(history), "--as", "incidents", "--store", str(path)]) == 0
    capsys.readouterr()
    return path


def answered(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([str(one) for one in arguments]) in (0, 1)
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    try:
        code = main([str(one) for one in arguments])
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_an_import_accounts_for_every_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, history: Path
) -> None:
    path = tmp_path / "new.gpkg"
    told = answered(capsys, "import", history, "--as", "incidents", "--store", path, "--json")
    assert (told["rows"], told["imported"], told["duplicate"], told["rejected"]) == (4, 3, 1, 0)
    assert told["report"] == []
    assert told["mapping"]["kind"] == "kind"
    assert path.exists()
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == [
        "history.csv",
        "new.gpkg",
    ]


def test_rejected_rows_end_with_one_and_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv.gz"
    path.write_bytes(gzip.compress((HEADER + ROWS + "soon,120.64,31.42,违停,1,,\n").encode()))
    command = ["import", str(path), "--as", "incidents", "--store", str(tmp_path / "s.gpkg")]
    assert main([*command, "--json"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)["report"]
    assert entry == {"file": "bad.csv.gz", "row": 5, "field": "time", "reason": "not a time"}
    assert main(command) == 1
    assert "bad.csv.gz: row 5: time: not a time" in capsys.readouterr().out


def test_options_of_an_import_are_obeyed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, history: Path
) -> None:
    told = answered(
        capsys, "import", history, "--as", "incidents", "--store", tmp_path / "s.gpkg",
        "--tz", "Asia/Shanghai", "--datum", "gcj02", "--heard", "happened", "--map", "place=",
        "--within-km", "5", "--json",
    )  # fmt: skip
    assert (told["tz"], told["datum"], told["heard"]) == ("Asia/Shanghai", "gcj02", "happened")
    assert "place" in told["left_out"]
    info = answered(capsys, "info", "--store", tmp_path / "s.gpkg", "--json")
    assert info["zone"] == "Asia/Shanghai"
    assert info["crs"] == "EPSG:4549"
    assert info["incidents_from"] == "2022-10-01T10:30:00+08:00"


@pytest.mark.parametrize(
    "options",
    [
        ("--tz", "Mars/Olympus"),
        ("--tz", "../../etc/passwd"),
        ("--zone", ""),
        ("--datum", "mars"),
        ("--heard", "nowhere"),
        ("--map", "kind"),
        ("--map", "kind=nowhere"),
        ("--within-km", "-1"),
        ("--within-km", "nan"),
        ("--within-km", "far"),
        ("--as", "people"),
    ],
)
def test_a_wrong_option_imports_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, history: Path, options: tuple[str, str]
) -> None:
    path = tmp_path / "s.gpkg"
    refused(capsys, "import", history, "--as", "incidents", "--store", path, *options)
    assert not path.exists()


def test_an_import_can_be_withdrawn_and_done_again(
    capsys: pytest.CaptureFixture[str], store: Path, history: Path
) -> None:
    assert main(["withdraw", "1", "--store", str(store)]) == 0
    capsys.readouterr()
    assert answered(capsys, "info", "--store", store, "--json")["records"]["incidents"] == {
        "things": 0,
        "versions": 3,
    }
    refused(capsys, "withdraw", "1", "--store", store)
    told = answered(capsys, "import", history, "--as", "incidents", "--store", store, "--json")
    assert (told["imported"], told["batch"]) == (3, 2)


def test_a_review_of_a_window(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    told = answered(
        capsys, "review", "--window", "2022-10-01/2022-10-02", "--format", "json", "--store", store
    )
    assert told["year"] is None
    assert told["illegal_parking_vehicles"] == 3
    assert told["touting_persons"] == 0
    assert told["sample"] is False
    whole = answered(capsys, "review", "--year", "2022", "--format", "json", "--store", store)
    assert whole["year"] == 2022
    assert main(["review", "--year", "2022", "--store", str(store), "--lang", "zh"]) == 0
    assert "违停" in capsys.readouterr().out


@pytest.mark.parametrize(
    "period",
    [
        (),
        ("--year", "20x2"),
        ("--year", "2022", "--window", "2022-01-01/2022-02-01"),
        ("--window", "2022-02-01/2022-01-01"),
        ("--window", "2022-01-01"),
        ("--format", "xml", "--year", "2022"),
    ],
)
def test_a_wrong_period_is_one_sentence(
    capsys: pytest.CaptureFixture[str], store: Path, period: tuple[str, ...]
) -> None:
    refused(capsys, "review", "--store", store, *period)


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "html"])
def test_exports_are_written_whole(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"out.{ending}"
    told = answered(capsys, "export", out, "--what", "incidents", "--store", store, "--json")
    assert told == {"file": str(out), "what": "incidents", "rows": 3, "sample": False}
    assert out.stat().st_size > 0
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("arguments", [("out.xls",), ("out.csv", "--what", "people")])
def test_a_wrong_export_is_one_sentence(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    refused(capsys, "export", tmp_path / arguments[0], *arguments[1:], "--store", store)


def test_a_store_tells_what_it_holds(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    told = answered(capsys, "info", "--store", store, "--json")
    assert (told["integrity"], told["audit"], told["sample"]) == ("ok", "ok", False)
    assert told["records"] == {"incidents": {"things": 3, "versions": 3}}
    west, south, east, north = told["extent_wgs84"]
    assert west < 120.640 < 120.642 < east
    assert south < 31.420 < 31.422 < north


def test_a_store_that_was_tampered_with_is_found_out(
    capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    db = sqlite3.connect(store)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("UPDATE version SET data = replace(data, '3', '4') WHERE seq = 1")
    db.commit()
    db.close()
    assert main(["info", "--store", str(store), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["audit"] != "ok"


def test_hotspots_and_coverage_answer_programs(
    capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    told = answered(capsys, "hotspots", "--json", "--store", store)
    assert told["records"] == 2
    told = answered(capsys, "coverage", "--json", "--store", store)
    assert told["detect"] == {"share": None, "area_m2": 0.0}
    refused(capsys, "hotspots", "--kind", "nothing", "--store", store)
    refused(capsys, "hotspots", "--cell-m", "0", "--store", store)


@pytest.mark.parametrize(
    "command", [("review", "--year", "2022"), ("info",), ("coverage",), ("export", "a.csv")]
)
@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\x00" + b"\0" * 4096, b"text"])
def test_what_is_no_store_is_told_and_left_alone(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    command: tuple[str, ...],
    content: bytes | None,
) -> None:
    path = tmp_path / "no.gpkg"
    if content is not None:
        path.write_bytes(content)
    refused(capsys, *command, "--store", path)
    assert (path.read_bytes() if path.exists() else None) == content


@pytest.mark.parametrize("arguments", [["fly"], ["--desk", "duty"], ["review", "--yeer", "1"]])
def test_a_wrong_argument_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert "--help" in refused(capsys, *arguments)


def test_what_stands_before_a_command_is_meant_for_it(
    capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    told = answered(
        capsys, "--store", store, "--lang", "zh", "review", "--year", "2022", "--format", "json"
    )
    assert (told["illegal_parking_vehicles"], told["sample"]) == (3, False)
    refused(capsys, "--theme", "dark", "review", "--year", "2022")


def test_a_store_may_be_called_like_a_command() -> None:
    assert parsed(["--store", "review", "info", "--json"]).store == Path("review")
    assert parsed(["--store=review"]).store == Path("review")
    assert parsed(["--store", "review"]).command is None


def test_a_shot_is_asked_for_in_full() -> None:
    asked = parsed(["shot", "a.png", "--size", "800x600", "--layers", "ground, cameras"])
    assert (asked.size, asked.layers) == ((800, 600), ("ground", "cameras"))
    assert (asked.at, asked.window, asked.known_at, asked.store) == (None, None, "now", None)
    assert (asked.lang, asked.theme, asked.desk, asked.json) == ("zh", "dark", "replay", False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--size", "3"),
        ("--size", "0x10"),
        ("--size", "99999x10"),
        ("--theme", "pink"),
        ("--desk", "duty"),
        ("--at", "soon"),
        ("--window", "2022-01-02/2022-01-01"),
        ("--known-at", "later"),
        ("--layers", "nothing"),
    ],
)
def test_a_wrong_shot_is_one_sentence(
    capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path, arguments: tuple[str, str]
) -> None:
    refused(capsys, "shot", tmp_path / "a.png", "--store", store, *arguments)
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_explains_itself(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


def run(*arguments: str, **environment: str) -> CompletedProcess[str]:
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in screens}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_without_a_display_it_says_so_in_one_sentence() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "display" in done.stderr


def test_the_language_of_the_locale_is_spoken() -> None:
    assert "没有显示器" in run(LC_ALL="zh_CN.UTF-8").stderr


def test_help_and_wrong_arguments_import_nothing_heavy() -> None:
    code = (
        "import sys, main\n"
        "try: main.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'shapely', 'apsw', 'PySide6', 'pyproj', 'folium', 'geopandas'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    for arguments in (["--help"], ["fly"], ["review"], ["shot", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_every_command_works_where_no_network_is(
    run_offline: Callable[..., CompletedProcess[str]], tmp_path: Path, history: Path
) -> None:
    store = str(tmp_path / "s.gpkg")
    for arguments in (
        ["import", str(history), "--as", "incidents", "--store", store],
        ["info", "--store", store],
        ["review", "--year", "2022", "--store", store],
        ["hotspots", "--store", store],
        ["coverage", "--store", store],
        *(["export", str(tmp_path / f"o.{e}"), "--store", store] for e in ("html", "parquet")),
    ):
        done = run_offline([sys.executable, str(ROOT / "main.py"), *arguments])
        assert done.returncode == 0, done.stderr


def test_output_that_nobody_reads_to_its_end_is_no_error(store: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "main.py", "info", "--json", "--store", str(store)],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")

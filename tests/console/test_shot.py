"""`shot`: the window as a person sees it, and what each of its panels counts."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from sys import executable
from typing import Any

import pytest
from PySide6.QtGui import QImage

from geodata.columns import Columns
from geodata.instants import DAY_US, NEVER_US, Span, aware, local_midnight, local_year, parse
from geodata.kinds import ACTED_ON
from geodata.moment import KNOWN_NOW
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store
from main import DONE, NOT_DONE, main
from tests import small
from tests.console.conftest import forget_windows

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = ("2022-05-04T10:15:00", "2022-10-01T18:30:00", "2022-12-31T23:00:00")
SAID = dict[str, Any]


# --- counted by hand --------------------------------------------------------------------------


def words_at(columns: Columns, known_at_us: int, t_us: int | None = None) -> Iterator[int]:
    """The last word on each thing, by going through every version as the design defines it."""
    rows = range(len(columns))
    heard = [row for row in rows if columns.heard_us[row] <= known_at_us]
    heard = [row for row in heard if columns.withdrawn_us[row] > known_at_us]
    hidden = {int(columns.corrects[row]) for row in heard}
    last: dict[str, int] = {}
    for row in sorted(heard, key=lambda r: (columns.heard_us[r], columns.seq[r])):
        in_force = t_us is None or columns.from_us[row] <= t_us < columns.to_us[row]
        if int(columns.seq[row]) not in hidden and in_force:
            last[columns.ids[row]] = row
    return (row for row in last.values() if not columns.gone[row])


def fields_at(
    snapshot: Snapshot, kind: str, known_at_us: int, t_us: int
) -> dict[str, Mapping[str, Any]]:
    columns = snapshot.columns(kind)
    return {
        columns.ids[row]: json.loads(columns.json_text[row])
        for row in words_at(columns, known_at_us, t_us)
    }


def counted(snapshot: Snapshot, span: Span, known_at_us: int, *, acted_on: bool) -> Counter[str]:
    columns = snapshot.columns("incident")
    sums: Counter[str] = Counter()
    for row in words_at(columns, known_at_us):
        data = json.loads(columns.json_text[row])
        wanted = not acted_on or data["outcome"] in ACTED_ON
        if wanted and span.start_us <= data["happened_us"] < span.end_us:
            sums[data["kind"]] += data["count"]
    return sums


def records(snapshot: Snapshot, span: Span, known_at_us: int) -> int:
    columns = snapshot.columns("incident")
    happened = (
        json.loads(columns.json_text[row])["happened_us"] for row in words_at(columns, known_at_us)
    )
    return sum(span.start_us <= us < span.end_us for us in happened)


def unheard(snapshot: Snapshot, span: Span, t_us: int) -> int:
    """Incidents of the span that had happened by t, of which nothing had been heard by then."""
    columns = snapshot.columns("incident")
    first: dict[str, int] = {}
    for thing, heard_us in zip(columns.ids, columns.heard_us.tolist(), strict=True):
        first[thing] = min(heard_us, first.get(thing, heard_us))
    late = 0
    for row in words_at(columns, KNOWN_NOW):
        happened_us = json.loads(columns.json_text[row])["happened_us"]
        in_time = span.start_us <= happened_us < span.end_us and happened_us <= t_us
        late += in_time and first[columns.ids[row]] > t_us
    return late


def open_posts(snapshot: Snapshot, known_at_us: int, t_us: int) -> tuple[int, int]:
    """How many posts are open, and how many volunteers stand there."""
    clock = f"{aware(t_us, snapshot.district.zone):%H:%M}"
    heads: Counter[str] = Counter()
    for shift in fields_at(snapshot, "volunteer_shift", known_at_us, t_us).values():
        heads[shift["post"]] += shift["headcount"]
    posts = fields_at(snapshot, "post", known_at_us, t_us)
    staffed = [
        heads[thing]
        for thing, post in posts.items()
        if post["opens"] <= clock < post["closes"] and heads[thing]
    ]
    return len(staffed), sum(staffed)


# --- three moments, now and then --------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


def take(out: Path, store: Path, *arguments: str) -> tuple[int, SAID]:
    """A shot: its exit code, and what it says of the panels."""
    size = () if "--size" in arguments else ("--size", "1366x768")
    with redirect_stdout(StringIO()) as printed:
        code = main(["shot", str(out), "--store", str(store), "--json", *size, *arguments])
    forget_windows()
    return code, json.loads(printed.getvalue()) if printed.getvalue() else {}


@pytest.fixture(scope="module", params=[(w, k) for w in MOMENTS for k in ("now", "then")],
                ids=lambda asked: " ".join(asked))  # fmt: skip
def taken(
    request: pytest.FixtureRequest,
    sample_store_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, str, SAID]:
    """A shot of the sample at one of three moments, known now or then."""
    when, known = request.param
    out = tmp_path_factory.mktemp("shot") / "shot.png"
    code, told = take(out, sample_store_path, "--at", when, "--known-at", known)
    assert code == DONE
    assert QImage(str(out)).width() == 1366
    return when, known, told


Shot = Callable[..., tuple[int, SAID]]


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    """Takes a shot into this test's folder."""
    return partial(take, tmp_path / "shot.png")


def test_every_panel_counts_what_counting_by_hand_counts(
    taken: tuple[str, str, SAID], sample: Snapshot
) -> None:
    when, known, told = taken
    zone = sample.district.zone
    t_us = parse(when, zone)
    known_at_us = t_us if known == "then" else KNOWN_NOW
    end_us = local_midnight(t_us, zone) + DAY_US
    window = Span(end_us - 30 * DAY_US, end_us)
    by_kind = counted(sample, window, known_at_us, acted_on=False)
    year = counted(sample, local_year(2022, zone), KNOWN_NOW, acted_on=True)

    assert told["t"] == aware(t_us, zone).isoformat()
    assert told["known_at"] == ("now" if known == "now" else told["t"])
    assert told["window"] == {
        "from": aware(window.start_us, zone).isoformat(),
        "to": aware(window.end_us, zone).isoformat(),
        "days": 30.0,
    }
    assert told["sample"] is True
    assert told["incidents"] == by_kind

    layers, panels = told["layers"], told["panels"]
    n = records(sample, window, known_at_us)
    assert layers["incidents"]["by_kind"] == by_kind
    assert layers["incidents"]["records"] == n
    assert layers["hotspots"]["vehicles"] == by_kind["illegal_parking"]
    assert panels["time_bar"]["counts"] == by_kind
    assert panels["time_bar"]["total"] == by_kind.total()
    assert panels["analysis"]["selection"] == {"total": by_kind.total()}
    assert panels["analysis"]["kinds"] == {"window": by_kind, "year": year}
    assert panels["analysis"]["incidents"] == {"rows": n, "records": n}
    rows = panels["layers"]
    assert rows["incidents.illegal_parking"] == f"{by_kind['illegal_parking']:,}"
    assert rows["incidents.touting"] == f"{by_kind['touting']:,}"
    assert told["not_yet_known"] == (unheard(sample, window, t_us) if known == "then" else 0)


def test_states_at_t_are_those_found_by_hand(
    taken: tuple[str, str, SAID], sample: Snapshot
) -> None:
    when, known, told = taken
    t_us = parse(when, sample.district.zone)
    known_at_us = t_us if known == "then" else KNOWN_NOW
    layers, rows = told["layers"], told["panels"]["layers"]

    cameras = fields_at(sample, "camera", known_at_us, t_us).values()
    states = Counter(str(camera["state"]) for camera in cameras)
    assert layers["cameras"] == {"cameras": len(cameras), **states}
    assert rows["cameras"] == f"{len(cameras):,}"

    opened, volunteers = open_posts(sample, known_at_us, t_us)
    posts = len(fields_at(sample, "post", known_at_us, t_us))
    assert layers["posts"] == {"posts": posts, "open": opened, "volunteers": volunteers}
    assert rows["posts"] == f"{opened} / {posts} open"

    shifts = fields_at(sample, "shift", known_at_us, t_us).values()
    on_duty = {shift["unit"] for shift in shifts}
    assert layers["units"]["on_duty"] == len(on_duty)
    assert rows["units"] == f"{len(on_duty)} on duty"

    modes = Counter(str(r["mode"]) for r in fields_at(sample, "route", known_at_us, t_us).values())
    assert layers["routes"] == {"motor": modes["motor"], "foot": modes["foot"]}
    zones = len(fields_at(sample, "zone", known_at_us, t_us))
    assert rows["zones"] == f"{zones}"


def test_known_now_and_known_then_differ_where_something_was_heard_late(
    sample: Snapshot,
) -> None:
    t_us = parse(MOMENTS[1], sample.district.zone)
    window = Span(t_us - 30 * DAY_US, t_us)
    then = counted(sample, window, t_us, acted_on=False)
    assert then != counted(sample, window, KNOWN_NOW, acted_on=False)
    assert NEVER_US > KNOWN_NOW


# --- what is asked for ------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return small.write(tmp_path / "small.gpkg")


def test_the_picture_is_as_large_as_asked(shot: Shot, store: Path, tmp_path: Path) -> None:
    shot(store, "--size", "1300x700")
    image = QImage(str(tmp_path / "shot.png"))
    assert (image.width(), image.height()) == (1300, 700)


def test_without_at_it_is_where_the_record_opens_over_thirty_days_known_now(
    shot: Shot, store: Path
) -> None:
    _, told = shot(store)
    assert told["t"] == "2022-10-01T18:30:00+08:00"
    assert told["window"]["from"] == "2022-09-02T00:00:00+08:00"
    assert told["known_at"] == "now"
    assert told["sample"] is False


def test_a_window_and_an_instant_of_knowing_are_taken_as_given(shot: Shot, store: Path) -> None:
    _, told = shot(store, "--window", "2022-09-28/2022-10-02", "--known-at", "2022-10-02T10:00")
    assert told["window"]["days"] == 4.0
    assert told["known_at"] == "2022-10-02T10:00:00+08:00"
    expected = small.shown(
        window=Span(small.at("09-28 00:00"), small.at("10-02 00:00")),
        known_at_us=small.at("10-02 10:00"),
    )
    assert told["incidents"] == dict(expected.counted.by_kind)
    assert told["not_yet_known"] == expected.not_yet_known


def test_only_the_layers_asked_for_are_drawn_and_counted(shot: Shot, store: Path) -> None:
    _, told = shot(store, "--layers", "incidents,zones")
    assert set(told["layers"]) == {"incidents", "zones"}


def test_both_languages_and_themes(shot: Shot, store: Path, tmp_path: Path) -> None:
    seen = set()
    for language, theme in (("zh", "dark"), ("en", "light")):
        shot(store, "--lang", language, "--theme", theme)
        image = QImage(str(tmp_path / "shot.png"))
        seen.add(image.pixelColor(400, 20).lightness() > 128)
    assert seen == {False, True}


def test_nothing_is_left_behind_and_nothing_remembered(
    shot: Shot, store: Path, tmp_path: Path, user_home: Path
) -> None:
    before = datetime.now(tz=UTC).timestamp()
    shot(store)
    left = [path for path in user_home.rglob("*") if path.is_file()]
    assert left == []
    assert {path.name for path in tmp_path.iterdir()} <= {"shot.png", "small.gpkg", "home"}
    assert (tmp_path / "small.gpkg").stat().st_mtime < before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--layers", "incidents,clouds"], "clouds"),
        (["--at", "yesterday"], "yesterday"),
        (["--window", "2022-10-02/2022-10-01"], "2022-10-02/2022-10-01"),
        (["--known-at", "soon"], "soon"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_sentence_and_nothing_written(
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    word: str,
) -> None:
    out = tmp_path / "shot.png"
    code = main(["shot", str(out), "--store", str(store), "--lang", "en", *arguments])
    said = capsys.readouterr()
    assert code == NOT_DONE
    assert word in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert not out.exists()


def test_a_picture_that_cannot_be_written_leaves_what_was_there(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no folder" / "shot.png"
    assert main(["shot", str(out), "--store", str(store)]) == NOT_DONE
    assert capsys.readouterr().err.count("\n") == 1
    taken = tmp_path / "folder.png"
    taken.mkdir()
    assert main(["shot", str(taken), "--store", str(store)]) == NOT_DONE
    assert taken.is_dir()


def test_a_store_that_is_not_there_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "nowhere.gpkg"
    assert main(["shot", str(tmp_path / "x.png"), "--store", str(nowhere)]) == NOT_DONE
    assert "nowhere.gpkg" in capsys.readouterr().err


def test_it_needs_no_network_and_no_display(
    run_offline: Callable[..., CompletedProcess[str]], store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "offline.png"
    done = run_offline(
        [executable, str(ROOT / "main.py"), "shot", str(out), "--store", str(store), "--json"]
    )
    assert done.returncode == DONE, done.stderr
    assert json.loads(done.stdout)["incidents"]
    assert out.stat().st_size > 10_000
    assert done.stderr == ""

"""What cannot be opened or written is explained in one sentence, and nothing is changed."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geodata.stores.errors import Refusal, StoreError
from geodata.stores.geopackage import Store, create, open_store
from tests.records import DISTRICT, hour, incident

NOBODY = 65_534


def filled(path: Path) -> Path:
    """A closed store of 500 incidents."""
    with create(path, DISTRICT) as store:
        store.append([incident(f"I{i}", hour(i % 24)) for i in range(500)], now_us=hour(1))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte by byte."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def refused(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as refusal:
        act()
    sentence = refusal.value.sentence
    assert sentence.zh.endswith("。")
    assert sentence.en.endswith(".")
    assert str(refusal.value.path) in sentence.zh
    assert str(refusal.value.path) in sentence.en
    return refusal.value


def refused_opening(path: Path) -> Refusal:
    """Why the file is refused, for writing and for reading alike; nothing changes by it."""
    before = contents(path.parent)
    error = refused(lambda: open_store(path))
    assert contents(path.parent) == before
    assert refused(lambda: open_store(path, read_only=True)).refusal is error.refusal
    assert contents(path.parent) == before
    return error.refusal


def with_sql(path: Path, sql: str) -> None:
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()


def test_every_reason_has_a_sentence_of_its_own() -> None:
    assert len({refusal.value.zh for refusal in Refusal}) == len(Refusal)
    assert len({refusal.value.en for refusal in Refusal}) == len(Refusal)


def test_a_file_that_is_not_there(path: Path) -> None:
    assert refused_opening(path) is Refusal.MISSING


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.gpkg").mkdir()
    assert refused_opening(tmp_path / "folder.gpkg") is Refusal.FOLDER


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 a zip", b"id,kind\n1,touting\n", b"SQLite format 3\x00" + bytes(400)],
    ids=["empty", "zip", "csv", "header alone"],
)
def test_a_file_that_is_no_geopackage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refused_opening(path) in (Refusal.NOT_A_STORE, Refusal.CORRUPT)


def test_an_sqlite_file_of_something_else(path: Path) -> None:
    with_sql(path, "CREATE TABLE meta (name TEXT, value TEXT); INSERT INTO meta VALUES ('a', 'b');")
    assert refused_opening(path) is Refusal.NOT_A_STORE


def test_a_geopackage_that_holds_no_record(path: Path) -> None:
    with_sql(path, "PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (table_name);")
    assert refused_opening(path) is Refusal.NOT_A_STORE


def test_a_store_of_a_newer_program(path: Path) -> None:
    filled(path)
    with_sql(path, "UPDATE meta SET value = '2' WHERE name = 'schema_version'")
    assert refused_opening(path) is Refusal.NEWER
    assert "2" in refused(lambda: open_store(path)).sentence.zh


def test_a_store_that_misses_a_table(path: Path) -> None:
    filled(path)
    with_sql(path, "DROP TABLE audit")
    assert refused_opening(path) is Refusal.CORRUPT


def test_a_store_cut_short(path: Path) -> None:
    filled(path)
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)
    assert refused_opening(path) is Refusal.CORRUPT


def test_a_store_whose_first_page_is_garbage(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3_000)
    assert refused_opening(path) in (Refusal.CORRUPT, Refusal.NOT_A_STORE)


def test_damage_deep_inside_is_explained_where_it_is_met(path: Path) -> None:
    filled(path)
    with path.open("r+b") as file:
        for page in range(24, path.stat().st_size // 4096, 2):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)
    before = path.read_bytes()

    def read_everything() -> None:
        with open_store(path, read_only=True) as store:
            store.snapshot().columns("incident")

    assert refused(read_everything).refusal is Refusal.CORRUPT
    assert path.read_bytes() == before
    assert refused(lambda: open_store(path, thorough=True)).refusal is Refusal.CORRUPT
    assert path.read_bytes() == before


def test_a_store_that_another_console_owns(path: Path) -> None:
    with open_store(filled(path)) as owner:
        error = refused(lambda: open_store(path))
        assert error.refusal is Refusal.IN_USE
        assert str(os.getpid()) in error.sentence.zh
        with open_store(path, read_only=True) as reader:
            owner.append([incident("new", hour(2))])
            assert reader.snapshot().seq == 501
            assert reader.read_only
            assert refused(lambda: reader.append([incident("x", hour(2))])).refusal is (
                Refusal.READ_ONLY
            )
    with open_store(path) as again:
        assert again.snapshot().seq == 501


@contextmanager
def another_program(path: Path, sql: str) -> Iterator[None]:
    """A program of its own that holds the file in the middle of something."""
    code = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "db.executescript(sys.argv[2]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), sql],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate("")


@pytest.mark.parametrize(
    "sql",
    [
        "BEGIN EXCLUSIVE",
        "BEGIN IMMEDIATE",
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE",
    ],
)
def test_a_store_in_the_middle_of_another_programs_writing(path: Path, sql: str) -> None:
    filled(path)
    with another_program(path, sql):
        assert refused(lambda: open_store(path)).refusal is Refusal.IN_USE
        assert not path.with_name(path.name + ".lock").exists()
    with open_store(path) as store:
        assert store.snapshot().seq == 500


def test_a_killed_owner_leaves_no_lock(path: Path) -> None:
    filled(path).with_name(path.name + ".lock").write_text("99999")
    open_store(path).close()
    assert set(contents(path.parent)) == {path.name}


def test_a_store_is_never_made_over_a_file(path: Path) -> None:
    filled(path)
    before = contents(path.parent)
    assert refused(lambda: create(path, DISTRICT)).refusal is Refusal.EXISTS
    assert contents(path.parent) == before
    missing = path.parent / "nowhere" / "new.gpkg"
    assert refused(lambda: create(missing, DISTRICT)).refusal is Refusal.MISSING


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    filled(path)
    with open_store(path) as store:
        store.append([incident("fits", hour(1))])
        limit_pages(store)
        error = refused(lambda: store.append([incident(f"n{i}", hour(1)) for i in range(5_000)]))
        assert error.refusal is Refusal.FULL
        assert store.snapshot().seq == 501
        assert store.damage() == ()
        assert store.verify_audit() is None


def limit_pages(store: Store) -> None:
    """Let the store grow by ten pages and no more: SQLite then says what a full disk says."""
    db = store._db
    assert db is not None
    pages = int(str(db.pragma("page_count")))
    db.pragma("max_page_count", pages + 10)


# --- what a person may not read or write ---


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def test_a_store_that_may_not_be_written_opens_for_reading(shared_folder: Path) -> None:
    path = filled(shared_folder / "district.gpkg")
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    before = contents(shared_folder)
    try:
        with as_nobody():
            assert refused(lambda: open_store(path)).refusal is Refusal.UNWRITABLE
            assert refused(lambda: create(path.with_name("x"), DISTRICT)).refusal is (
                Refusal.UNWRITABLE
            )
            with open_store(path, read_only=True) as store:
                assert store.snapshot().seq == len(store.snapshot().columns("incident")) == 500
        assert contents(shared_folder) == before
    finally:
        shared_folder.chmod(0o755)


def test_a_store_that_may_not_be_read(shared_folder: Path) -> None:
    path = filled(shared_folder / "district.gpkg")
    path.chmod(0o000)
    with as_nobody():
        assert refused(lambda: open_store(path)).refusal is Refusal.UNREADABLE
        assert refused(lambda: open_store(path, read_only=True)).refusal is Refusal.UNREADABLE


def test_a_backup_into_a_folder_that_may_not_be_written(shared_folder: Path, path: Path) -> None:
    filled(shared_folder / "district.gpkg").chmod(0o644)
    shared_folder.chmod(0o555)
    try:
        with as_nobody(), open_store(shared_folder / "district.gpkg", read_only=True) as store:
            target = shared_folder / "copy.gpkg"
            assert refused(lambda: store.backup(target)).refusal is Refusal.UNWRITABLE
    finally:
        shared_folder.chmod(0o755)


def test_what_a_killed_program_left_unfinished_is_finished_only_where_it_may_be(
    shared_folder: Path,
) -> None:
    path = filled(shared_folder / "district.gpkg")
    interrupted = half_written(path)
    shared_folder.chmod(0o555)
    try:
        with as_nobody():
            assert refused(lambda: open_store(path, read_only=True)).refusal in (
                Refusal.UNFINISHED,
                Refusal.UNREADABLE,
            )
        assert contents(shared_folder) == interrupted
    finally:
        shared_folder.chmod(0o755)
    with open_store(path, read_only=True) as store:
        assert store.snapshot().seq == 500


def half_written(path: Path) -> dict[str, bytes]:
    """Leave the file as a kill in the middle of a change does; its folder's contents."""
    code = (
        "import os, signal, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "db.executescript('PRAGMA cache_size = 1; BEGIN; UPDATE meta SET value = value;'"
        "'UPDATE version SET until_seq = 1;'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    found = contents(path.parent)
    assert path.name + "-journal" in found
    return found

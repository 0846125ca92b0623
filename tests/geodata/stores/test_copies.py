"""Copies: equal to the store, whole or absent, and never at the cost of another file."""

import shutil
from pathlib import Path

import pytest

from geodata.columns import Columns
from geodata.stores.errors import Refusal, StoreError
from geodata.stores.geopackage import Store, create, open_store
from tests.arrays import floats, ints
from tests.records import DISTRICT, hour, incident


def filled(store: Store) -> None:
    store.append([incident(f"I{i}", hour(i % 24), count=i) for i in range(300)], now_us=hour(1))
    store.append([incident("I7", hour(7), gone=True)], now_us=hour(2))
    store.append_fixes(
        ["U1"], ints([hour(1)]), floats([559_000.0]), floats([3_476_000.0]), floats([5.0])
    )


def everything(columns: Columns) -> list[tuple[object, ...]]:
    return list(
        zip(
            columns.ids,
            columns.seq,
            columns.heard_us,
            columns.gone,
            columns.geometry_wkb,
            columns.json_text,
            strict=True,
        )
    )


def test_a_backup_of_a_live_store_restores_to_the_same_record(store: Store, path: Path) -> None:
    filled(store)
    copy = path.with_name("backup.gpkg")
    store.backup(copy)
    with open_store(copy) as restored:
        assert restored.district == store.district
        assert restored.damage() == ()
        assert restored.verify_audit() is None
        mine, theirs = store.snapshot(), restored.snapshot()
        assert (mine.seq, mine.kinds) == (theirs.seq, theirs.kinds)
        assert everything(mine.columns("incident")) == everything(theirs.columns("incident"))
        assert len(theirs.fixes_near(hour(1))) == 1
        restored.append([incident("new", hour(3))])
    assert store.snapshot().seq == mine.seq


def test_a_backup_is_one_plain_file_and_replaces_the_last_one(store: Store, path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    for i in range(3):
        store.append([incident(f"I{i}", hour(i))])
        store.backup(folder / "backup.gpkg")
        assert [p.name for p in folder.iterdir()] == ["backup.gpkg"]
        with open_store(folder / "backup.gpkg", read_only=True) as copy:
            assert copy.snapshot().seq == i + 1


def test_a_backup_never_replaces_a_store_in_use(store: Store, path: Path) -> None:
    other = path.with_name("other.gpkg")
    for target in (path, other):
        with create(other, DISTRICT) if target == other else open_store(path, read_only=True):
            with pytest.raises(StoreError) as refused:
                store.backup(target)
            assert refused.value.refusal is Refusal.IN_USE
    assert store.damage() == ()


def test_a_log_that_a_kill_left_is_not_played_over_a_new_file(store: Store, path: Path) -> None:
    filled(store)
    killed = path.with_name("killed.gpkg")
    with create(killed, DISTRICT) as victim:
        victim.append([incident("old", hour(1))])
        left = {p: p.read_bytes() for p in path.parent.glob("killed.gpkg*") if p.suffix != ".lock"}
    for file, content in left.items():
        file.write_bytes(content)
    assert killed.with_name("killed.gpkg-wal").exists()
    store.backup(killed)
    with open_store(killed) as copy:
        assert copy.damage() == ()
        assert copy.snapshot().seq == store.snapshot().seq

    killed.unlink()
    shutil.copy(path.with_name("district.gpkg-wal"), killed.with_name("killed.gpkg-wal"))
    with create(killed, DISTRICT) as fresh:
        assert (fresh.snapshot().seq, fresh.damage()) == (0, ())


@pytest.mark.parametrize("name", ["missing/backup.gpkg", "."])
def test_a_backup_to_nowhere_is_refused(store: Store, path: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        store.backup(path.parent / name)
    assert refused.value.refusal in (Refusal.MISSING, Refusal.FOLDER)

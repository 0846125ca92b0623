"""The audit: who changes a byte of the record later is found, and which entry it was."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from geodata.stores.geopackage import create, open_store
from tests.records import DISTRICT, hour, incident

UNGUARDED = "DROP TRIGGER version_is_never_changed; DROP TRIGGER version_is_never_deleted"


@pytest.fixture
def audited(path: Path) -> Path:
    """Entry 1: seq 1-3; 2: a batch begun; 3: seq 4-5; 4: it is withdrawn (6); 5: seq 7."""
    with create(path, DISTRICT) as store:
        store.append([incident(f"I{i}", hour(i), author="赵") for i in range(3)], now_us=hour(4))
        batch = store.begin_batch("a.csv", "wgs84", "UTC", "store", author="Qian")
        store.append([incident(f"B{i}", hour(i)) for i in range(2)], batch=batch)
        store.withdraw(batch, "Qian")
        store.append([incident("I1", hour(1), corrects=2)])
        assert store.verify_audit() is None
    return path


@pytest.mark.parametrize(
    ("sql", "entry"),
    [
        ("UPDATE version SET data = replace(data, '1', '2') WHERE seq = 2", 1),
        ("UPDATE version SET heard = heard + 1 WHERE seq = 3", 1),
        ("UPDATE version SET geom = zeroblob(29) WHERE seq = 5", 3),
        ("UPDATE version SET geom = NULL WHERE seq = 5", 3),
        ("UPDATE version SET corrects = NULL WHERE seq = 7", 5),
        ("DELETE FROM version WHERE seq = 4", 3),
        ("UPDATE batch SET source = 'b.csv'", 2),
        ("UPDATE batch SET withdrawn_heard = NULL, withdrawn_seq = NULL", 4),
        ("UPDATE audit SET who = 'Sun' WHERE n = 1", 1),
        ("DELETE FROM audit WHERE n = 2", 3),
        ("DELETE FROM audit WHERE n = 5", 5),
        (
            "INSERT INTO version SELECT 8, id, kind, NULL, NULL, heard, from_us, to_us, 0, author,"
            " NULL, geom, data, 8 FROM version WHERE seq = 1",
            6,
        ),
    ],
)
def test_a_change_made_behind_the_stores_back_is_found(audited: Path, sql: str, entry: int) -> None:
    db = apsw.Connection(str(audited))
    db.execute(UNGUARDED)
    db.execute(sql)
    db.close()
    with open_store(audited, read_only=True) as store:
        broken = store.verify_audit()
        assert broken is not None
        assert broken.n == entry
        assert str(entry) in broken.sentence.zh


def flip(path: Path, find: Callable[[bytes], int]) -> None:
    content = bytearray(path.read_bytes())
    content[find(bytes(content))] ^= 1
    path.write_bytes(content)


def test_a_flipped_byte_in_the_file_is_found(audited: Path) -> None:
    flip(audited, lambda content: content.index("赵".encode()) + 2)
    with open_store(audited, read_only=True) as store:
        assert store.damage() == ()
        broken = store.verify_audit()
        assert broken is not None
        assert (broken.n, broken.entry.first_seq, broken.entry.seq) == (1, 1, 3)


def test_every_act_is_in_it_by_name(audited: Path) -> None:
    db = apsw.Connection(str(audited))
    told = db.execute("SELECT who, what, first_seq, seq, batch FROM audit ORDER BY n").fetchall()
    db.close()
    assert told == [
        ("赵", "append", 1, 3, None),
        ("Qian", "begin batch", 3, 3, 1),
        ("", "append", 4, 5, 1),
        ("Qian", "withdraw", 6, 6, 1),
        ("", "append", 7, 7, None),
    ]

"""A chain of hashes over everything accepted: who changes a byte of it later breaks the chain.

Each entry hashes the one before it, itself, and every field of the versions it brought (SHA-256).
Positions are not in it: they are purged by law, and only their purge is an act of the office.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import apsw

from geodata.stores.rows import rows
from geodata.texts import Text

APPENDED: Final = "append"
BATCH_BEGUN: Final = "begin batch"
WITHDRAWN: Final = "withdraw"
_NOTHING: Final = bytes(32)
_CHUNK: Final = 10_000
_GEOM: Final = 11
_DATA: Final = 12
_VERSIONS: Final = (
    "SELECT seq, id, kind, corrects, base, heard, from_us, to_us, gone, author, batch, geom, data "
    "FROM version WHERE seq BETWEEN ? AND ? ORDER BY seq"
)
_BATCH: Final = {
    BATCH_BEGUN: "SELECT batch, source, datum, tz, heard_rule FROM batch WHERE batch = ?",
    WITHDRAWN: "SELECT batch, withdrawn_heard, withdrawn_seq FROM batch WHERE batch = ?",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted act: who did what, and which part of the record it brought."""

    who: str
    what: str
    heard_us: int
    first_seq: int
    seq: int
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of the audit that does not agree with the record."""

    n: int
    entry: Entry

    @property
    def sentence(self) -> Text:
        """Where the chain breaks, in words."""
        return Text(
            "审计第 {n} 条（序号 {a}–{b}）与记录不符。",
            "Entry {n} of the audit (seq {a} to {b}) does not agree with the record.",
        ).with_values(n=self.n, a=self.entry.first_seq, b=self.entry.seq)


def note(db: apsw.Connection, entry: Entry, brought: Iterable[Sequence[Any]] | None = None) -> None:
    """Add an entry; `brought` are the versions it brought, in the order of `version`'s columns."""
    last = db.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").get
    n, previous = (0, _NOTHING) if last is None else last
    digest = _digest(db, n + 1, previous, entry, brought)
    db.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            n + 1,
            previous,
            digest,
            entry.who,
            entry.what,
            entry.heard_us,
            entry.first_seq,
            entry.seq,
            entry.batch,
        ),
    )


def verify(db: apsw.Connection) -> Broken | None:
    """Check the whole chain against the record; the first entry that is broken, else None."""
    db.execute("BEGIN")
    try:
        return _first_broken(db)
    finally:
        db.execute("COMMIT")


def _first_broken(db: apsw.Connection) -> Broken | None:
    previous, covered, last = _NOTHING, 0, 0
    entry = Entry("", APPENDED, 0, 0, 0)
    for n, prev_hash, digest, *fields in rows(
        db,
        "SELECT n, prev_hash, hash, who, what, heard, first_seq, seq, batch FROM audit ORDER BY n",
    ):
        entry = Entry(*fields)
        whole = n == last + 1 and prev_hash == previous
        if not whole or digest != _digest(db, n, previous, entry, None):
            return Broken(n, entry)
        covered += entry.seq - entry.first_seq + 1 if entry.what == APPENDED else 0
        previous, last = digest, n
    if covered != db.execute("SELECT count(*) FROM version").get:
        return Broken(last + 1, entry)
    return None


def _digest(
    db: apsw.Connection,
    n: int,
    previous: bytes,
    entry: Entry,
    brought: Iterable[Sequence[Any]] | None,
) -> bytes:
    digest = hashlib.sha256(previous)
    head = [n, entry.who, entry.what, entry.heard_us, entry.first_seq, entry.seq, entry.batch]
    digest.update(json.dumps(head).encode())
    if entry.what in _BATCH:
        digest.update(json.dumps(rows(db, _BATCH[entry.what], (entry.batch,))).encode())
        return digest.digest()
    if brought is None:
        brought = db.execute(_VERSIONS, (entry.first_seq, entry.seq))
    remaining = iter(brought)
    while chunk := list(islice(remaining, _CHUNK)):
        blobs = [row[_GEOM] or b"" for row in chunk]
        sizes = [len(blob) for blob in blobs]
        head_columns = [row[:_GEOM] for row in chunk]
        digest.update(json.dumps([head_columns, sizes]).encode())
        digest.update(b"".join(blobs))
        digest.update(json.dumps([row[_DATA] for row in chunk]).encode())
    return digest.digest()

"""Reading a store: the source of snapshots, on a connection of its own that cannot write."""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import Any, Final

import apsw
import numpy as np
import shapely

from geodata.arrays import Ints
from geodata.columns import Columns, hidden_rows
from geodata.fixes import Fixes, ordered_fixes
from geodata.instants import NEVER_US, Span
from geodata.stores import audit, connections
from geodata.stores.blobs import wkb_of
from geodata.stores.errors import explained
from geodata.stores.rows import first, rows
from geodata.versions import Batch, Fact, Version

CM_PER_M: Final = 100.0

_COLUMNS: Final = (
    "SELECT id, seq, heard, from_us, to_us, gone, author, ifnull(batch, -1), "
    "ifnull(corrects, -1), geom, data FROM version WHERE kind = ? AND seq <= ? "
    "ORDER BY id, heard, seq"
)
_FIXES: Final = (
    "SELECT unit, happened, heard, x_cm, y_cm, acc_cm FROM fix "
    "WHERE happened >= ? AND happened < ? AND seq <= ?"
)
_VERSION: Final = (
    "SELECT seq, heard, batch, id, kind, from_us, to_us, geom, data, corrects, base, gone, author "
    "FROM version WHERE seq = ?"
)


class Reader:
    """What a snapshot reads from; safe to ask from several threads, one answer at a time."""

    def __init__(self, path: Path) -> None:
        """Open the store for reading; raises StoreError."""
        self._path = path
        self._db = connections.reading(path)
        self._lock = RLock()
        self.meta = connections.known_meta(self._db, path)

    def close(self) -> None:
        """Stop reading; snapshots keep what they have loaded."""
        with self._lock:
            self._db.close()

    def seq(self) -> int:
        """The last sequence number that is on disk."""
        with self._lock, explained(self._path):
            seq: int = self._db.execute("SELECT seq FROM clock").get
            return seq

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        """All versions of a kind with seq ≤ `up_to_seq`; raises StoreError."""
        with self._lock, explained(self._path):
            withdrawn = self._withdrawn(up_to_seq)
            cells = list(chain.from_iterable(self._db.execute(_COLUMNS, (kind, up_to_seq))))
        ids, seq, heard, from_us, to_us, gone, author, batch, corrects, geom, data = (
            cells[i::11] for i in range(11)
        )
        del cells
        seq_column, heard_us, corrected = _ints(seq), _ints(heard), _ints(corrects)
        batches = _ints(batch)
        withdrawn_us = _withdrawals(batches, withdrawn)
        return Columns(
            kind=kind,
            ids=tuple(ids),
            seq=seq_column,
            heard_us=heard_us,
            from_us=_ints(from_us),
            to_us=_ints(to_us),
            withdrawn_us=withdrawn_us,
            gone=np.array(gone, dtype=np.bool_),
            author=tuple(author),
            batch=batches,
            corrects=corrected,
            geometry_wkb=wkb_of(geom),
            json_text=data,
            hidden=hidden_rows(seq_column, heard_us, withdrawn_us, corrected),
        )

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        """All fixes that happened in the half-open span, accepted by `up_to_seq`."""
        with self._lock, explained(self._path):
            bounds = (span.start_us, span.end_us, up_to_seq)
            cells = list(chain.from_iterable(self._db.execute(_FIXES, bounds)))
            names = rows(self._db, "SELECT code, unit FROM unit_code ORDER BY unit")
        unit, happened_us, heard_us, *centimetres = _ints(cells).reshape(-1, 6).T
        place = np.zeros(1 + max((code for code, _ in names), default=0), dtype=np.intp)
        place[[code for code, _ in names]] = np.arange(len(names))
        return ordered_fixes(
            tuple(name for _, name in names),
            place[unit],
            happened_us,
            heard_us,
            *(column / CM_PER_M for column in centimetres),
        )

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        """The kinds that had any version by then."""
        return self._names("SELECT kind FROM kind WHERE first_seq <= ?", up_to_seq)

    def kinds_since(self, seq: int) -> Iterable[str]:
        """The kinds of which anything was added or withdrawn after `seq`."""
        return self._names("SELECT kind FROM kind WHERE last_seq > ?", seq)

    def batches(self) -> tuple[Batch, ...]:
        """Every batch ever begun, oldest first."""
        with self._lock, explained(self._path):
            found = rows(
                self._db,
                "SELECT batch, source, datum, tz, heard_rule, ifnull(withdrawn_heard, ?) "
                "FROM batch ORDER BY batch",
                (NEVER_US,),
            )
        return tuple(Batch(*row) for row in found)

    def version(self, seq: int) -> Version:
        """One version; raises KeyError where there is none."""
        with self._lock, explained(self._path):
            return version_at(self._db, seq)

    def verify_audit(self) -> audit.Broken | None:
        """Check every byte of the record against the chain of hashes; None where all agree."""
        with self._lock, explained(self._path):
            return audit.verify(self._db)

    def damage(self) -> tuple[str, ...]:
        """What SQLite's full check finds wrong with the file; empty where nothing is."""
        with self._lock, explained(self._path):
            found = [line for (line,) in self._db.execute("PRAGMA integrity_check")]
        return () if found == ["ok"] else tuple(found)

    def _names(self, sql: str, seq: int) -> tuple[str, ...]:
        with self._lock, explained(self._path):
            return tuple(name for (name,) in self._db.execute(sql, (seq,)))

    def _withdrawn(self, up_to_seq: int) -> dict[int, int]:
        return dict(
            rows(
                self._db,
                "SELECT batch, withdrawn_heard FROM batch WHERE withdrawn_seq <= ?",
                (up_to_seq,),
            )
        )


def version_at(db: apsw.Connection, seq: int) -> Version:
    """One version; raises KeyError where there is none."""
    row = first(db, _VERSION, (seq,))
    if row is None:
        raise KeyError(seq)
    seq, heard, batch, thing, kind, from_us, to_us, geom, data, corrects, base, gone, author = row
    wkb = wkb_of([geom])[0]
    fact = Fact(
        id=thing,
        kind=kind,
        from_us=from_us,
        to_us=to_us,
        geometry=None if wkb is None else shapely.from_wkb(wkb),
        data=json.loads(data),
        corrects=corrects,
        base=base,
        gone=bool(gone),
        author=author,
    )
    return Version(seq, heard, batch, fact)


def _withdrawals(batches: Ints, withdrawn: dict[int, int]) -> Ints:
    until = np.full(len(batches), NEVER_US, dtype=np.int64)
    for batch, heard_us in withdrawn.items():
        until[batches == batch] = heard_us
    return until


def _ints(values: list[Any]) -> Ints:
    return np.array(values, dtype=np.int64)

"""The embedded store: one GeoPackage, one owner that writes, any number that read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import apsw

from geodata.arrays import Floats, Ints
from geodata.disk import part_beside
from geodata.instants import now_us
from geodata.snapshot import District, Snapshot
from geodata.stores import audit, connections, copies, positions
from geodata.stores.door import check
from geodata.stores.errors import Refusal, StoreError, explained
from geodata.stores.layers import renew_views
from geodata.stores.meta import district_of
from geodata.stores.ownership import Ownership
from geodata.stores.present import settle
from geodata.stores.reading import Reader
from geodata.stores.rows import rows
from geodata.stores.schema import create_tables
from geodata.stores.writing import Appending, Clock
from geodata.versions import Batch, Fact, Version


class Store:
    """A record on disk. Reading is safe from any thread; only one thread may write.

    `reader` is the source of its snapshots; `read_only` says whether it takes nothing new.
    """

    def __init__(self, path: Path, *, read_only: bool, thorough: bool) -> None:
        """Use `open_store`."""
        self.path = path
        self.read_only = read_only
        self._ownership: Ownership | None = None
        self._db: apsw.Connection | None = None
        connections.look_before(path)
        if not read_only:
            connections.must_be_writable(path)
            self._ownership = Ownership(path)
        try:
            self.reader = Reader(path)
            self.district: District = district_of(self.reader.meta)
            self._srs_id: int = self.reader.meta["srs_id"]
            if thorough and (damage := self.damage()):
                raise StoreError(Refusal.CORRUPT, path, damage[0])
            if not read_only:
                self._db = connections.writing(path)
                renew_views(self._db)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it, leaving one plain file; snapshots keep what they have loaded."""
        reader: Reader | None = getattr(self, "reader", None)
        if reader is not None:
            reader.close()
        db, self._db = self._db, None
        if db is not None:
            connections.settle_down(db)
            db.close()
        if self._ownership is not None:
            self._ownership.release()

    # --- reading ---

    def snapshot(self) -> Snapshot:
        """The record as it stands on disk."""
        return Snapshot(self.district, self.reader.seq(), self.reader)

    def grown(self, snapshot: Snapshot) -> Snapshot:
        """The record as it stands now, sharing with an older snapshot what did not change."""
        seq = self.reader.seq()
        return snapshot.grown(seq, self.reader.kinds_since(snapshot.seq))

    def batches(self) -> tuple[Batch, ...]:
        """Every batch ever begun, oldest first."""
        return self.reader.batches()

    # --- writing ---

    def append(
        self, facts: Sequence[Fact], *, batch: int | None = None, now_us: int | None = None
    ) -> tuple[Version, ...]:
        """Add facts, all or none; when this returns they are on disk.

        Sequence numbers follow one another from the last one in the order of `facts`, so a fact
        may correct, or build on, an earlier one of the same call. `heard` is the store's, unless
        `batch` declares whose clock it is.

        Raises FactError for a fact that cannot enter, Conflict where `base` is no longer current,
        StoreError where the disk fails, ValueError for a batch that cannot take facts; nothing is
        written then.
        """
        checked = check(tuple(facts), self.district.extent)
        if not checked.facts:
            return ()
        with self._transaction() as db:
            return Appending(db, batch, _at(now_us)).run(checked, self._srs_id)

    def append_fixes(
        self,
        unit: Sequence[str],
        happened_us: Ints,
        x_m: Floats,
        y_m: Floats,
        acc_m: Floats,
        *,
        heard_us: Ints | None = None,
        now_us: int | None = None,
    ) -> int:
        """Add positions (n each; metres, kept to the centimetre); returns their common seq.

        `heard_us` is given only where positions come from a recording. Raises FactError.
        """
        columns = (unit, happened_us, x_m, y_m, acc_m, heard_us)
        positions.check_fixes(*columns, self.district.extent)
        with self._transaction() as db:
            return positions.insert_fixes(db, *columns, _at(now_us))

    def begin_batch(
        self, source: str, datum: str, tz: str, heard_rule: str, *, author: str = ""
    ) -> int:
        """Declare that facts come together, and how their times and places were read.

        `heard_rule` is `"store"`, `"happened"` (assumed) or `"column:NAME"`.
        """
        if heard_rule not in ("store", "happened") and not heard_rule.startswith("column:"):
            raise ValueError(f"no rule of hearing: {heard_rule}")
        with self._transaction() as db:
            clock = Clock.of(db)
            db.execute(
                "INSERT INTO batch (source, datum, tz, heard_rule) VALUES (?, ?, ?, ?)",
                (source, datum, tz, heard_rule),
            )
            batch = db.last_insert_rowid()
            entry = audit.Entry(
                author, audit.BATCH_BEGUN, clock.heard_us, clock.seq, clock.seq, batch
            )
            audit.note(db, entry)
        return batch

    def withdraw(self, batch: int, author: str, *, now_us: int | None = None) -> int:
        """Hide all that a batch brought, from now on; returns the seq of the withdrawal.

        What its corrections hid is seen again. Raises ValueError for a batch that was never
        begun or has been withdrawn.
        """
        with self._transaction() as db:
            clock = Clock.of(db)
            seq, heard_us = clock.next_seq(), clock.hear(_at(now_us))
            db.execute(
                "UPDATE batch SET withdrawn_heard = ?, withdrawn_seq = ? "
                "WHERE batch = ? AND withdrawn_seq IS NULL",
                (heard_us, seq, batch),
            )
            if db.changes() != 1:
                raise ValueError(f"batch {batch} was never begun, or has been withdrawn")
            clock.keep(db)
            things = rows(db, "SELECT DISTINCT kind, id FROM version WHERE batch = ?", (batch,))
            for kind, thing in things:
                settle(db, kind, thing, seq)
            db.executemany(
                "UPDATE kind SET last_seq = ? WHERE kind = ?",
                [(seq, kind) for kind in {kind for kind, _ in things}],
            )
            audit.note(db, audit.Entry(author, audit.WITHDRAWN, heard_us, seq, seq, batch))
        return seq

    # --- keeping ---

    def backup(self, target: Path) -> None:
        """Copy the store to `target`: the old file or the whole new one, never half."""
        copies.backup(self.path, target)

    def verify_audit(self) -> audit.Broken | None:
        """Check every byte of the record against the chain of hashes; None where all agree."""
        return self.reader.verify_audit()

    def damage(self) -> tuple[str, ...]:
        """What SQLite's full check finds wrong with the file; empty where nothing is."""
        return self.reader.damage()

    @contextmanager
    def _transaction(self) -> Iterator[apsw.Connection]:
        """All of it on disk when this ends, or nothing."""
        db = self._db
        if db is None:
            why = Refusal.READ_ONLY if self.read_only else Refusal.CLOSED
            raise StoreError(why, self.path)
        with explained(self.path):
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise


def create(path: Path, district: District) -> Store:
    """Make an empty store at `path` and open it.

    Raises StoreError where something is there already or the folder cannot be written.
    """
    if path.exists():
        raise StoreError(Refusal.EXISTS, path)
    if not path.parent.is_dir():
        raise StoreError(Refusal.MISSING, path.parent)
    connections.must_be_writable(path)
    half = part_beside(path)
    with Ownership(path):
        try:
            _lay_out(half, district)
            copies.put_in_place(half, path)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
    return open_store(path)


def _lay_out(half: Path, district: District) -> None:
    with explained(half):
        db = connections.new_file(half)
        try:
            create_tables(db, district)
        finally:
            db.close()


def open_store(path: Path, *, read_only: bool = False, thorough: bool = False) -> Store:
    """Open a store, as its one owner or for reading alone (also beside its owner).

    `thorough` looks at every page first; without it damage is found where it is met.

    Raises StoreError, whose sentence says why, for what is no store, is damaged, newer, in use or
    may not be written; nothing is changed then.
    """
    return Store(path, read_only=read_only, thorough=thorough)


def _at(us: int | None) -> int:
    return now_us() if us is None else us

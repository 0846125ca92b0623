"""Writing versions: who is the last word, what was heard when, and what nobody may overwrite."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import apsw
import numpy as np
import shapely

from geodata.stores import audit
from geodata.stores.blobs import blobs_of
from geodata.stores.door import RECORDABLE, UNTIMELY, Checked
from geodata.stores.errors import FactError
from geodata.stores.layers import grow_layer
from geodata.stores.present import settle
from geodata.stores.reading import version_at
from geodata.stores.rows import first
from geodata.texts import Text
from geodata.versions import Conflict, Fact, Version

NOT_DECLARED: Final = Text(
    "只有声明了时钟的批次才能给出获知时间", "only a batch that declares its clock may say when"
)
MISSING_HEARD: Final = Text("批次要求给出获知时间", "its batch declares a column for it")
NO_SUCH_VERSION: Final = Text(
    "所指的版本不存在或属于另一对象", "points to no version of this thing"
)

_INSERT: Final = "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_UNTIL: Final = 13
Thing = tuple[str, str]


@dataclass(slots=True)
class Clock:
    """The last sequence number, and the latest instant at which the store itself heard."""

    seq: int
    heard_us: int

    @classmethod
    def of(cls, db: apsw.Connection) -> "Clock":
        """The clock as it stands on disk."""
        return cls(*db.execute("SELECT seq, heard FROM clock").get)

    def hear(self, now_us: int) -> int:
        """The instant of hearing something now: never before what was heard already."""
        self.heard_us = max(now_us, self.heard_us)
        return self.heard_us

    def next_seq(self) -> int:
        """Take the next sequence number."""
        self.seq += 1
        return self.seq

    def keep(self, db: apsw.Connection) -> None:
        """Write it back."""
        db.execute("UPDATE clock SET seq = ?, heard = ?", (self.seq, self.heard_us))


@dataclass(frozen=True, slots=True)
class Word:
    """The last word on a thing: which version, heard when."""

    seq: int
    heard_us: int


@dataclass(slots=True)
class _Pending:
    """Rows not yet handed to SQLite, and versions on disk that they supersede."""

    db: apsw.Connection
    rows: list[list[Any]] = field(default_factory=list)
    superseded: list[tuple[int, int]] = field(default_factory=list)

    def end(self, seq: int, until_seq: int) -> None:
        """Say that a version is the last word no longer."""
        first = self.rows[0][0] if self.rows else seq + 1
        if seq >= first:
            self.rows[seq - first][_UNTIL] = until_seq
        else:
            self.superseded.append((until_seq, seq))

    def flush(self) -> None:
        """Write them: the old word ends before the new one stands."""
        self.db.executemany("UPDATE version SET until_seq = ? WHERE seq = ?", self.superseded)
        self.db.executemany(_INSERT, self.rows)
        self.rows.clear()
        self.superseded.clear()


class Appending:
    """One append: all of its facts, or none."""

    def __init__(self, db: apsw.Connection, batch: int | None, now_us: int) -> None:
        """Begin inside a transaction; raises ValueError for a batch that cannot take facts."""
        self._db = db
        self._batch = batch
        self._rule = _heard_rule(db, batch)
        self._clock = Clock.of(db)
        self._now_us = now_us
        self._before = self._clock.seq
        self._old_kinds = {kind for (kind,) in db.execute("SELECT kind FROM kind")}
        self._words: dict[Thing, Word | None] = {}
        self._things: dict[int, Thing] = {}
        self._pending = _Pending(db)

    def run(self, checked: Checked, srs_id: int) -> tuple[Version, ...]:
        """Write the facts; raises FactError or Conflict with nothing kept by the caller."""
        if self._rule == "store":
            self._clock.hear(self._now_us)
        blobs = blobs_of(checked.geometry, srs_id)
        versions, rows = [], []
        for fact, blob, text in zip(checked.facts, blobs, checked.json_text, strict=True):
            version = self._add(fact, blob, text)
            versions.append(version)
            rows.append(self._row)
        self._pending.flush()
        self._clock.keep(self._db)
        self._note_kinds(checked, srs_id)
        audit.note(self._db, self._entry(checked.facts), rows)
        return tuple(versions)

    def _add(self, fact: Fact, blob: bytes | None, text: str) -> Version:
        thing = (fact.kind, fact.id)
        word = self._word(thing)
        self._must_be_current(fact, word)
        if fact.corrects is not None:
            self._must_be_of(thing, fact, fact.corrects, "corrects")
        heard_us = self._heard(fact, word)
        seq = self._clock.next_seq()
        self._things[seq] = thing
        self._row = [
            seq,
            fact.id,
            fact.kind,
            fact.corrects,
            fact.base,
            heard_us,
            fact.from_us,
            fact.to_us,
            int(fact.gone),
            fact.author,
            self._batch,
            blob,
            text,
            None,
        ]
        self._pending.rows.append(self._row)
        self._place(thing, word, Word(seq, heard_us), fact.corrects)
        return Version(seq, heard_us, self._batch, fact)

    def _place(self, thing: Thing, old: Word | None, new: Word, corrects: int | None) -> None:
        """Decide whether the new version or the old one is the last word from now on."""
        if old is None or new.heard_us >= old.heard_us:
            if old is not None:
                self._pending.end(old.seq, new.seq)
            self._words[thing] = new
        elif corrects != old.seq:
            self._pending.end(new.seq, new.seq)
        else:
            self._pending.end(new.seq, new.seq)
            self._pending.flush()
            settle(self._db, *thing, new.seq)
            self._words[thing] = self._word_on_disk(thing)

    def _word(self, thing: Thing) -> Word | None:
        if thing not in self._words:
            known = thing[0] in self._old_kinds
            self._words[thing] = self._word_on_disk(thing) if known else None
        return self._words[thing]

    def _word_on_disk(self, thing: Thing) -> Word | None:
        row = first(
            self._db,
            "SELECT seq, heard FROM version WHERE kind = ? AND id = ? AND until_seq IS NULL",
            thing,
        )
        return None if row is None else Word(*row)

    def _must_be_current(self, fact: Fact, word: Word | None) -> None:
        if fact.base is None:
            return
        self._must_be_of((fact.kind, fact.id), fact, fact.base, "base")
        if word is None or word.seq != fact.base:
            self._pending.flush()
            raise Conflict(fact, version_at(self._db, fact.base if word is None else word.seq))

    def _must_be_of(self, thing: Thing, fact: Fact, seq: int, field_name: str) -> None:
        owner = self._things.get(seq)
        if owner is None:
            owner = self._db.execute("SELECT kind, id FROM version WHERE seq = ?", (seq,)).get
        if owner != thing:
            raise FactError(fact.kind, fact.id, field_name, NO_SUCH_VERSION)

    def _heard(self, fact: Fact, word: Word | None) -> int:
        if self._rule == "store":
            if fact.heard_us is not None:
                raise FactError(fact.kind, fact.id, "heard_us", NOT_DECLARED)
            return max(self._clock.heard_us, 0 if word is None else word.heard_us)
        if fact.heard_us is not None:
            return fact.heard_us
        if self._rule != "happened":
            raise FactError(fact.kind, fact.id, "heard_us", MISSING_HEARD)
        happened = fact.data.get("happened_us")
        heard_us = happened if isinstance(happened, int) else fact.from_us
        if not RECORDABLE.holds(heard_us):
            raise FactError(fact.kind, fact.id, "heard_us", UNTIMELY)
        return heard_us

    def _note_kinds(self, checked: Checked, srs_id: int) -> None:
        kinds = np.array([fact.kind for fact in checked.facts], dtype=object)
        for kind in dict.fromkeys(kinds.tolist()):
            box = shapely.total_bounds(checked.geometry[kinds == kind])
            grow_layer(self._db, kind, None if np.isnan(box).any() else box, srs_id)
            self._db.execute(
                "INSERT INTO kind VALUES (?1, ?2, ?3) "
                "ON CONFLICT (kind) DO UPDATE SET last_seq = ?3",
                (kind, self._before + 1, self._clock.seq),
            )

    def _entry(self, facts: Sequence[Fact]) -> audit.Entry:
        who = ", ".join(sorted({fact.author for fact in facts}))
        seqs = self._before + 1, self._clock.seq
        return audit.Entry(who, audit.APPENDED, self._clock.heard_us, *seqs, self._batch)


def _heard_rule(db: apsw.Connection, batch: int | None) -> str:
    if batch is None:
        return "store"
    row = first(db, "SELECT heard_rule, withdrawn_seq FROM batch WHERE batch = ?", (batch,))
    if row is None or row[1] is not None:
        raise ValueError(f"batch {batch} was never begun, or has been withdrawn")
    rule: str = row[0]
    return rule

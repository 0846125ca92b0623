"""Connections to a store: how a file is looked at before it is trusted, and how it is opened."""

import os
from pathlib import Path
from typing import Any, Final

import apsw

from geodata.stores.errors import Refusal, StoreError, explained
from geodata.stores.meta import load_meta
from geodata.stores.schema import APPLICATION_ID, OUR_TABLES, SCHEMA_VERSION

_PATIENCE_MS: Final = 400
"""How long to wait for another program that is in the middle of something."""


def look_before(path: Path) -> None:
    """Refuse what is not a readable file; raises StoreError."""
    if path.is_dir():
        raise StoreError(Refusal.FOLDER, path)
    if not path.exists():
        raise StoreError(Refusal.MISSING, path)
    if not os.access(path, os.R_OK, effective_ids=True):
        raise StoreError(Refusal.UNREADABLE, path)


def must_be_writable(path: Path) -> None:
    """Refuse a file that may not be written, or whose folder may not; raises StoreError."""
    if not may_be_written(path):
        raise StoreError(Refusal.UNWRITABLE, path)


def may_be_written(path: Path) -> bool:
    """Whether the file, where it is there, and its folder may be written by this process."""
    places = [place for place in (path, path.parent) if place.exists()]
    return all(os.access(place, os.W_OK, effective_ids=True) for place in places)


def reading(path: Path) -> apsw.Connection:
    """A connection that cannot write, to a file that proved to be a store of a known format."""
    db = _connected(path, apsw.SQLITE_OPEN_READONLY)
    try:
        _finish_what_a_kill_left(db, path)
        known_meta(db, path)
    except StoreError:
        db.close()
        raise
    return db


def _finish_what_a_kill_left(db: apsw.Connection, path: Path) -> None:
    """Have SQLite undo a half-written change, which a reader sees but may not undo itself."""
    try:
        with explained(path):
            db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except StoreError as error:
        if not isinstance(error.__cause__, apsw.ReadOnlyError):
            raise
        if not may_be_written(path):
            raise StoreError(Refusal.UNFINISHED, path) from error
        owner = _connected(path, apsw.SQLITE_OPEN_READWRITE)
        with explained(path):
            owner.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        owner.close()


def writing(path: Path) -> apsw.Connection:
    """The owner's connection: WAL, and on disk before a commit returns.

    Raises StoreError where another program reads or writes the file at this moment.
    """
    db = _connected(path, apsw.SQLITE_OPEN_READWRITE)
    try:
        with explained(path):
            if db.pragma("journal_mode", "wal") != "wal":
                raise StoreError(Refusal.IN_USE, path)
            db.pragma("synchronous", "FULL")
            db.pragma("foreign_keys", True)
            db.execute("BEGIN IMMEDIATE; COMMIT")
    except StoreError:
        db.close()
        raise
    return db


def new_file(path: Path) -> apsw.Connection:
    """A connection to a file that is made now."""
    return _connected(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)


def settle_down(db: apsw.Connection) -> None:
    """Fold the log into the file, so that a closed store is one plain file; not if others read."""
    try:
        db.pragma("journal_mode", "delete")
    except (apsw.BusyError, apsw.LockedError):
        return


def known_meta(db: apsw.Connection, path: Path) -> dict[str, Any]:
    """The meta of a store of a format we know; raises StoreError for any other file."""
    with explained(path):
        if db.pragma("application_id") != APPLICATION_ID:
            raise StoreError(Refusal.NOT_A_STORE, path)
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")}
        if "meta" not in tables:
            raise StoreError(Refusal.NOT_A_STORE, path)
        meta = load_meta(db)
        version = meta.get("schema_version", 0)
        if version > SCHEMA_VERSION:
            raise StoreError(Refusal.NEWER, path, str(version))
        missing = set(OUR_TABLES) - tables
        if missing:
            raise StoreError(Refusal.CORRUPT, path, ", ".join(sorted(missing)))
        return meta


def _connected(path: Path, flags: int) -> apsw.Connection:
    with explained(path):
        db = apsw.Connection(os.fspath(path.absolute()), flags=flags)
        db.set_busy_timeout(_PATIENCE_MS)
        db.pragma("trusted_schema", False)
        db.pragma("cell_size_check", True)
        return db

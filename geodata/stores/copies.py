"""Copies of a store: whole or absent, and the only thing that GDAL may ever open.

Two SQLite libraries on one live file lose data (their locks are the process's), so whatever
carries its own reads a copy, and in a process of its own.
"""

from pathlib import Path

import apsw

from geodata.disk import part_beside, parts_left_beside, to_disk
from geodata.stores import connections
from geodata.stores.errors import Refusal, StoreError, explained
from geodata.stores.ownership import Ownership


def backup(store: Path, target: Path) -> None:
    """Copy a store, live or not, to `target`: the old file or the whole new one, never half.

    Raises StoreError where the store cannot be read, or the copy cannot be written: its folder is
    missing or closed to us, the disk is full, or the target is itself in use.
    """
    if target.is_dir():
        raise StoreError(Refusal.FOLDER, target)
    if not target.parent.is_dir():
        raise StoreError(Refusal.MISSING, target.parent)
    connections.must_be_writable(target)
    if target.exists() and target.samefile(store):
        raise StoreError(Refusal.IN_USE, target)
    with Ownership(target):
        for left in list(parts_left_beside(target)):
            left.unlink()
        _replace_by_copy(store, target)


def _replace_by_copy(store: Path, target: Path) -> None:
    half = part_beside(target)
    source = connections.reading(store)
    try:
        with explained(target):
            _copied(source, half)
        put_in_place(half, target)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    finally:
        source.close()


def put_in_place(half: Path, target: Path) -> None:
    """Make a finished, closed file the target: on disk first, then by its name, at once.

    A log that a killed program left beside the old file is folded into that first: SQLite would
    otherwise play it over the new one.
    """
    log = target.with_name(target.name + "-wal")
    if half.with_name(half.name + "-wal").exists():
        raise StoreError(Refusal.IN_USE, half)
    try:
        if log.exists() and target.exists():
            old = connections.writing(target)
            connections.settle_down(old)
            old.close()
        elif log.exists():
            log.unlink()
        if log.exists():
            raise StoreError(Refusal.IN_USE, target)
        to_disk(half)
        half.replace(target)
        to_disk(target.parent)
    except OSError as error:
        raise StoreError(Refusal.DISK, target, error.strerror or "") from error


def _copied(source: apsw.Connection, half: Path) -> None:
    copy = connections.new_file(half)
    try:
        with copy.backup("main", source, "main") as pages:
            while not pages.done:
                pages.step(-1)
        connections.settle_down(copy)
    finally:
        copy.close()

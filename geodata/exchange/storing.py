"""Prepared incidents into a store: one batch, all of it or nothing."""

from pathlib import Path

from geodata.disk import part_beside
from geodata.exchange.importing import AUTHOR, Asked, Prepared
from geodata.exchange.refusal import Cancelled
from geodata.exchange.report import Report
from geodata.stores.copies import put_in_place
from geodata.stores.errors import Refusal, StoreError
from geodata.stores.geopackage import Store, create


def import_into(store: Store, prepared: Prepared, *, cancelled: Asked = lambda: False) -> Report:
    """Write to the store that the facts were prepared for; the report names its batch.

    Nothing is written, and no batch begun, where no row is left to import.

    Raises:
        StoreError: the store cannot be written; nothing was.
        Cancelled: `cancelled` answered yes; nothing was written.
    """
    report = prepared.report
    if cancelled():
        raise Cancelled
    if not prepared.facts:
        return report.written(str(store.path), None)
    batch = store.begin_batch(report.file, report.datum, report.tz, report.heard, author=AUTHOR)
    store.append(prepared.facts, batch=batch)
    return report.written(str(store.path), batch)


def import_new(path: Path, prepared: Prepared, *, cancelled: Asked = lambda: False) -> Report:
    """Make a store at `path` that holds the facts; no store is made where there are none.

    Raises:
        StoreError: something is there already, or it cannot be written; nothing was.
        Cancelled: `cancelled` answered yes; nothing was made.
    """
    if path.exists():
        raise StoreError(Refusal.EXISTS, path)
    if not prepared.facts:
        return prepared.report
    half = part_beside(path)
    try:
        with create(half, prepared.district) as store:
            report = import_into(store, prepared, cancelled=cancelled)
        put_in_place(half, path)
    finally:
        half.unlink(missing_ok=True)
    return report.written(str(path), report.batch)

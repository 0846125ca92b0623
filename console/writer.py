"""The one thread that writes the store: the screen hands it work and never waits for the disk."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from geodata.stores.errors import FactError, Refusal, StoreError
from geodata.stores.geopackage import Store
from geodata.versions import Conflict, Fact

if TYPE_CHECKING:
    from geodata.exchange.importing import Prepared

QUEUE_LENGTH: Final = 1_000
"""How many acts may wait for the disk before more are refused."""

_Act = Callable[[], object]


class Writer(QObject):
    """Writes what it is handed, in that order; each act gets a ticket and one answer.

    Whoever shows the record then asks the store for its grown snapshot.

    Signals:
        accepted: (int, object) the ticket, and what was written, now on disk: the versions of
            `submit`, the report of `take`, the seq of `withdraw`, None of `backup`.
        refused: (int, Exception) the ticket, and why nothing was written: StoreError, FactError,
            Conflict with both sides, or ValueError for a batch that cannot take facts.
    """

    accepted = Signal(int, object)
    refused = Signal(int, object)

    def __init__(self, store: Store, queue_length: int = QUEUE_LENGTH) -> None:
        """Take over the writing of a store that is open for writing; nobody else writes it then."""
        super().__init__()
        self._store = store
        self._tickets = count(1)
        self._waiting: Queue[tuple[int, _Act] | None] = Queue(queue_length)
        self._stopped = False
        self._thread = Thread(target=self._write, name="writer", daemon=True)
        self._thread.start()

    def submit(self, facts: Sequence[Fact], batch: int | None = None) -> int:
        """Have facts written, all or none; raises StoreError where too much waits already."""
        kept = tuple(facts)
        return self._enqueue(lambda: self._store.append(kept, batch=batch))

    def take(self, prepared: "Prepared") -> int:
        """Have a prepared import written; raises StoreError where too much waits already."""
        from geodata.exchange.storing import import_into

        return self._enqueue(lambda: import_into(self._store, prepared))

    def withdraw(self, batch: int, author: str) -> int:
        """Have a batch withdrawn; raises StoreError where too much waits already."""
        return self._enqueue(lambda: self._store.withdraw(batch, author))

    def backup(self, target: Path) -> int:
        """Have the store copied; raises StoreError where too much waits already."""
        return self._enqueue(lambda: self._store.backup(target))

    def stop(self) -> None:
        """Write what still waits, then end; the store stays open."""
        if not self._stopped:
            self._stopped = True
            self._waiting.put(None)
            self._thread.join()

    def _enqueue(self, act: _Act) -> int:
        if self._stopped:
            raise StoreError(Refusal.CLOSED, self._store.path)
        ticket = next(self._tickets)
        try:
            self._waiting.put_nowait((ticket, act))
        except Full as error:
            raise StoreError(Refusal.BUSY, self._store.path) from error
        return ticket

    def _write(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            ticket, act = waiting
            try:
                written = act()
            except (StoreError, FactError, Conflict, ValueError) as error:
                self.refused.emit(ticket, error)
            else:
                self.accepted.emit(ticket, written)

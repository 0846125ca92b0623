"""One console owns a store: an advisory lock on a file beside it, freed by the system on a kill.

The store itself is never opened by anything but SQLite: closing any other handle on it would drop
SQLite's own locks (POSIX locks belong to the process).
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from geodata.stores.errors import Refusal, StoreError


class Ownership:
    """The right to write one store, held until `release` or the end of the process."""

    def __init__(self, store: Path) -> None:
        """Take it; raises StoreError where another console (of any process) holds it."""
        self._path = store.with_name(store.name + ".lock")
        self._handle = self._locked(store)
        os.ftruncate(self._handle, 0)
        os.write(self._handle, str(os.getpid()).encode())

    def __enter__(self) -> "Ownership":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def release(self) -> None:
        """Give it back; the lock file goes with it."""
        if self._handle >= 0:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = -1

    def _locked(self, store: Path) -> int:
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                owner = os.read(handle, 20).decode()
                os.close(handle)
                detail = f" (PID {owner})" if owner else ""
                raise StoreError(Refusal.IN_USE, store, detail) from error
            if self._is_still_there(handle):
                return handle
            os.close(handle)

    def _is_still_there(self, handle: int) -> bool:
        """Whether the file we locked is the one that others will try to lock."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

"""Numbered background runs: the newest of a name counts, late answers are dropped."""

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from geodata.exchange.refusal import Cancelled

_log = logging.getLogger(__name__)
THREADS = 2


class Run:
    """One run, as seen by the function that runs: it tells its progress and learns of its end."""

    def __init__(self, number: int, name: str, tell: Callable[[int, float], None]) -> None:
        """`tell` is called with the run's number and its progress, from any thread."""
        self.number = number
        self.name = name
        self._tell = tell
        self._stop = Event()

    def progress(self, share: float) -> None:
        """Say how far it has come, 0 to 1; raises Cancelled where nobody waits any more."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(self.number, share)

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._stop.set()


class Work(QObject):
    """Runs functions in the background. A new run of a name replaces the one before it.

    Signals (always in the thread that owns this object):
        finished: (name, answer) of the newest run of that name.
        failed: (name, exception) the same, where it raised; also logged.
        progressed: (name, share from 0 to 1).
        busy_changed: (bool) whether anything runs.
    """

    finished = Signal(str, object)
    failed = Signal(str, object)
    progressed = Signal(str, float)
    busy_changed = Signal(bool)
    _ended = Signal(int, object)
    _told = Signal(int, float)

    def __init__(self, parent: QObject | None = None, held: bool = False) -> None:
        """No thread is started before the first run, and where it is held before `release`."""
        super().__init__(parent)
        self._held = held
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self._numbers = itertools.count(1)
        self._runs: dict[str, Run] = {}
        self._waiting: list[tuple[Run, Callable[[Run], Any]]] = []
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still awaited."""
        return bool(self._runs)

    def start(self, name: str, function: Callable[[Run], Any]) -> Run:
        """Run `function(run)` in the background; an older run of the name is cancelled."""
        was_busy = self.is_busy
        self._forget(name)
        run = Run(next(self._numbers), name, self._told.emit)
        self._runs[name] = run
        if self._held:
            self._waiting.append((run, function))
        else:
            self._submit(run, function)
        if not was_busy:
            self.busy_changed.emit(True)
        return run

    def release(self) -> None:
        """Begin what was held back."""
        self._held = False
        for run, function in self._waiting:
            if not run.is_cancelled:
                self._submit(run, function)
        self._waiting.clear()

    def cancel(self, name: str) -> None:
        """Nobody waits for this name any more."""
        if self._forget(name) and not self._runs:
            self.busy_changed.emit(False)

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        for name in tuple(self._runs):
            self.cancel(name)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, run: Run, function: Callable[[Run], Any]) -> None:
        future = self._pool.submit(function, run)
        future.add_done_callback(lambda done: self._ended.emit(run.number, done))

    def _forget(self, name: str) -> bool:
        run = self._runs.pop(name, None)
        if run is not None:
            run.cancel()
        return run is not None

    def _named(self, number: int) -> str | None:
        return next((name for name, run in self._runs.items() if run.number == number), None)

    def _tell(self, number: int, share: float) -> None:
        name = self._named(number)
        if name is not None:
            self.progressed.emit(name, share)

    def _end(self, number: int, future: Future[Any]) -> None:
        name = self._named(number)
        if name is None:
            return
        del self._runs[name]
        error = None if future.cancelled() else future.exception()
        if error is not None:
            _log.error("%s failed", name, exc_info=error)
            self.failed.emit(name, error)
        elif not future.cancelled():
            self.finished.emit(name, future.result())
        if not self._runs:
            self.busy_changed.emit(False)

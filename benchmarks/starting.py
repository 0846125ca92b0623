"""Start the console as main.py does, and tell when what was on the screen; then leave.

Run by bench_start in a process of its own: prints one JSON object of monotonic nanoseconds.
"""

import json
import sys
import time
from typing import Any

from PySide6.QtCore import QTimer

import main
from benchmarks.frames import HEIGHT_PX, WIDTH_PX, Frames
from console import workplace
from console.app import Console

SETTLED_POLL_MS = 20


class Told(Console):
    """A console that notes when its frames were painted."""

    def __init__(self, *arguments: Any) -> None:
        """As any other."""
        super().__init__(*arguments)
        self.told: dict[str, Any] = {}

    def show(self) -> None:
        """Show it, full size where there is no window manager to do it."""
        self.window.setGeometry(0, 0, WIDTH_PX, HEIGHT_PX)
        self.frames = Frames(self.window)
        self.frames.after = self._look
        self._bar_painted = False
        self.ready.connect(self._listen)
        self.canvas.painted.connect(lambda _picture: self._note("painted"))
        self._poll = QTimer(interval=SETTLED_POLL_MS)
        self._poll.timeout.connect(self._leave_when_settled)
        self._poll.start()
        super().show()

    def _listen(self) -> None:
        if self.panels is not None:
            self.panels.time_bar.painted.connect(self._take_bar)

    def _take_bar(self, _picture: object) -> None:
        self._bar_painted = True

    def _look(self) -> None:
        if self._bar_painted:
            self._note("ready")

    def _note(self, what: str) -> None:
        self.told.setdefault(what, time.monotonic_ns())

    def _leave_when_settled(self) -> None:
        if "ready" in self.told and self.is_settled:
            self._poll.stop()
            self.told["settled"] = self.frames.ends_ns[-1]
            from benchmarks.figures import memory_mb

            sys.stdout.write(json.dumps(self.told | {"memory": memory_mb()}) + "\n")
            self.window.close()


if __name__ == "__main__":
    raise SystemExit(workplace.run(main.parsed(sys.argv[1:]), Told))

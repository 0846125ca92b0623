"""A fresh process, warm files: until the map is painted, until every panel is."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.figures import line
from benchmarks.hands import Hands
from benchmarks.stores import store_path

NAMES = ("start_painted", "start_ready", "start_settled")

STARTS = 15
WARM = 2
BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, self.tell)
    def tell(self):
        print('{"painted": %d}' % time.monotonic_ns())
        sys.stdout.flush()
        application.quit()
application = QApplication([])
window = Bare()
window.showMaximized()
application.exec()
"""


def started(command: list[str], folder: str) -> dict[str, Any]:
    """Milliseconds from just before the process was made to what it told."""
    environment = {**os.environ, "XDG_CONFIG_HOME": folder}
    begun_ns = time.monotonic_ns()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return {
        name: (value - begun_ns) / 1e6 if isinstance(value, int) else value
        for name, value in told.items()
    }


def main() -> None:
    """The console, and a bare PySide6 window beside it."""
    store = store_path(__doc__)
    console = [sys.executable, "-m", "benchmarks.starting", "--store", str(Path(store))]
    bare = [sys.executable, "-c", BARE]
    # An X server without a client begins anew, and turns away who comes meanwhile.
    staying = Hands()
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(WARM):
            started(console, folder)
        both = [(started(console, folder), started(bare, folder)) for _ in range(STARTS)]
    staying.close()
    for name in ("painted", "ready", "settled"):
        line(f"start_{name}", [ours[name] for ours, _ in both], both[-1][0]["memory"])
    line("baseline:start_bare_pyside6", [bare["painted"] for _, bare in both])


if __name__ == "__main__":
    main()

"""Opening the window opens no connection: tried where no network is."""

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from sys import executable

ROOT = Path(__file__).resolve().parents[2]
OPEN_AND_CLOSE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from console.window import Window
from main import main

app = QApplication(["beizhan"])
timer = QTimer(interval=50)

def leave():
    for window in app.topLevelWidgets():
        if isinstance(window, Window) and window.time_bar is not None:
            print("complete", window.windowTitle())
            timer.stop()
            window.close()

timer.timeout.connect(leave)
timer.start()
sys.exit(main(["--store", sys.argv[1], "--lang", "en"]))
"""


def test_the_window_opens_and_closes_without_a_network(
    run_offline: Callable[..., CompletedProcess[str]], small_store_copy: Path
) -> None:
    command = [executable, "-c", OPEN_AND_CLOSE, str(small_store_copy)]
    done = run_offline(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout_s=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "complete Beizhan · Small district\n"
    assert "Error" not in done.stderr

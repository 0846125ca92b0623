"""The first start: the sample is drawn before the window opens, or a sentence says why not."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from console import first_start
from console.commands.stores import sample_path
from geodata import sample
from geodata.exchange.refusal import Refused
from geodata.texts import Text

Told = Callable[[float, Text], None]
PATIENCE_S = 20.0


class Hand(QObject):
    """Looks at the progress window again and again, until it has done what it waits for."""

    def __init__(self, act: Callable[[QProgressDialog], bool]) -> None:
        super().__init__()
        self.done = Event()
        self._act = act
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(1)

    def _look(self) -> None:
        shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QProgressDialog)]
        if any(dialog.isVisible() and self._act(dialog) for dialog in shown):
            self._timer.stop()
            self.done.set()


def test_the_sample_is_drawn_while_a_bar_says_how_far_it_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    eye = Hand(lambda dialog: dialog.value() == 50)

    def build(path: Path, progress: Told) -> None:
        progress(0.5, Text("", ""))
        assert eye.done.wait(PATIENCE_S)
        path.write_bytes(b"whole")

    monkeypatch.setattr(sample, "build", build)
    path = first_start.ready_sample("en")
    assert path == sample_path()
    assert path.read_bytes() == b"whole"
    assert first_start.ready_sample("en") == path


def test_a_first_start_can_be_cancelled(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(dialog: QProgressDialog) -> bool:
        (button,) = dialog.findChildren(QPushButton)
        button.click()
        return True

    hand = Hand(press)

    def build(path: Path, progress: Told) -> None:
        progress(0.1, Text("", ""))
        assert hand.done.wait(PATIENCE_S)
        for _ in range(10_000):
            progress(0.2, Text("", ""))
            time.sleep(0.001)
        path.write_bytes(b"whole")

    monkeypatch.setattr(sample, "build", build)
    assert first_start.ready_sample("zh") is None
    assert not sample_path().exists()


def test_what_stops_the_drawing_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(path: Path, progress: Told) -> None:
        raise Refused(Text("磁盘已满。", "The disk is full."))

    monkeypatch.setattr(sample, "build", build)
    with pytest.raises(Refused, match="The disk is full"):
        first_start.ready_sample("en")


def test_a_folder_that_cannot_be_made_is_one_sentence(qtbot: QtBot, user_home: Path) -> None:
    user_home.mkdir(parents=True)
    Path(os.environ["XDG_DATA_HOME"]).write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused, match="cannot be made"):
        first_start.ready_sample("en")

"""A real window on a real X display hears what a hand would do."""

import subprocess

import pytest
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.window


class Listener(QWidget):
    """Notes the text of the keys it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard += event.text()


def test_a_key_pressed_on_the_display_reaches_the_active_window(qtbot: QtBot) -> None:
    window = Listener()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()

    subprocess.run(["xdotool", "key", "b"], check=True)

    qtbot.waitUntil(lambda: window.heard == "b")
    assert QGuiApplication.platformName() == "xcb"
    assert (window.width(), window.height()) == (1366, 768)

"""Qt's own words, the buttons of its dialogs, come in both languages too."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from console.qt_words import speak


@pytest.fixture(autouse=True)
def _in_english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")


def button_of_a_message(qtbot: QtBot) -> str:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    return box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "")


def test_buttons_of_dialogs_speak_the_language_of_the_console(
    qapp: QApplication, qtbot: QtBot
) -> None:
    assert button_of_a_message(qtbot) == "Cancel"
    speak(qapp, "zh")
    speak(qapp, "zh")
    assert button_of_a_message(qtbot) == "取消"
    speak(qapp, "en")
    speak(qapp, "en")
    assert button_of_a_message(qtbot) == "Cancel"


def test_the_file_dialog_speaks_chinese_throughout(qapp: QApplication, qtbot: QtBot) -> None:
    speak(qapp, "zh")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert labels
    assert not [words for words in labels if words.split("(")[0].isascii()]


def test_arrow_keys_are_written_as_arrows(qapp: QApplication) -> None:
    speak(qapp, "zh")
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Alt+Left").toString(native) == "Alt+←"
    assert QKeySequence("Ctrl+I").toString(native) == "Ctrl+I"

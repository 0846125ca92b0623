"""Menus and keys: what can be done, by name and key, in both languages."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from console import layers
from console.deeds import listed
from console.layers.base import GROUPS
from console.menus import Deed, Menus
from console.overlays import Overlays
from console.widgets.key_sheet import KeySheet
from console.widgets.parts import Words
from geodata.texts import Language, Text, same
from tests.console.seen import cut_off


class Done:
    """Notes what was done."""

    def __init__(self) -> None:
        self.deeds: list[str] = []

    def deed(self, name: str, key: str, menu: str = "file", *, starts: bool = False) -> Deed:
        text = Text(f"做 {name}", f"Do {name}")
        return Deed(text, key, menu, lambda: self.deeds.append(name), starts)


@pytest.fixture
def done() -> Done:
    return Done()


def titles(menus: Menus, language: Language) -> list[str]:
    return [title(language) for title, _ in menus.menus]


def test_menus_stand_in_their_order_and_empty_ones_are_left_out(qtbot: QtBot, done: Done) -> None:
    menus = Menus([done.deed("b", "", "help"), done.deed("a", "")], [])
    assert titles(menus, "en") == ["File", "Help"]
    assert titles(menus, "zh") == ["文件", "帮助"]


def test_a_new_group_is_set_off(qtbot: QtBot, done: Done) -> None:
    menus = Menus([done.deed("a", ""), done.deed("b", "", starts=True)], [])
    ((_, menu),) = menus.menus
    assert [action.isSeparator() for action in menu.actions()] == [False, True, False]


def test_they_switch_language_while_they_run(qtbot: QtBot, done: Done) -> None:
    menus = Menus([done.deed("a", "Ctrl+A")], [])
    languages: tuple[tuple[Language, str], ...] = (("zh", "做 a"), ("en", "Do a"), ("zh", "做 a"))
    for language, words in languages:
        menus.set_language(language)
        assert [action.text() for action in menus.actions] == [words]


def test_a_key_does_its_deed(qtbot: QtBot, done: Done) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    menus = Menus([done.deed("import", "Ctrl+I"), done.deed("quit", "F9")], [])
    window.addActions(list(menus.actions))
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert done.deeds == ["import", "quit"]


def test_an_entry_that_switches_something_carries_a_tick_while_it_is_on(
    qtbot: QtBot, done: Done
) -> None:
    on = [True]
    menus = Menus([replace(done.deed("layer", "1", "layers"), is_on=lambda: on[0])], [])
    ((_, menu),) = menus.menus
    (entry,) = menu.actions()
    for state in (True, False):
        on[0] = state
        menu.aboutToShow.emit()
        assert entry.isChecked() == state


def test_the_actions_of_time_stand_in_the_menu_of_time_and_in_the_list_of_keys(
    qtbot: QtBot, done: Done
) -> None:
    play = QAction("Play")
    play.setShortcut(QKeySequence("Space"))
    menus = Menus([done.deed("a", "Ctrl+A")], [play, QAction("No key")])
    assert titles(menus, "en") == ["File", "Time"]
    keys = menus.keys()
    assert keys[:2] == ((Text("做 a", "Do a"), "Ctrl+A"), (same("Play"), "Space"))
    assert "No key" not in [name.en for name, _ in keys]


def test_the_layers_are_numbered_as_the_panel_lists_them() -> None:
    overlays = Overlays(layers.found())
    order = [layer.group for layer in listed(overlays)]
    assert order == sorted(order, key=list(GROUPS).index)
    assert sorted(one.id for one in listed(overlays)) == sorted(one.id for one in overlays.layers)
    above = [layer.id for layer in listed(overlays) if layer.group == "forces"]
    overlays.move(above[-1], above[0])
    again = [layer.id for layer in listed(overlays) if layer.group == "forces"]
    assert again == [above[-1], *above[:-1]]


@pytest.fixture(params=["zh", "en"])
def sheet(request: pytest.FixtureRequest, qtbot: QtBot, done: Done) -> KeySheet:
    keys = Menus([done.deed(f"{i}", f"Ctrl+{i}") for i in range(10)], []).keys()
    made = KeySheet(keys, request.param)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_key_sheet_lists_every_key_and_what_it_does(sheet: KeySheet) -> None:
    said = Counter(label.text() for label in sheet.findChildren(QLabel))
    for i in range(10):
        assert said[f"Ctrl+{i}"] == 1
        assert said[f"做 {i}"] + said[f"Do {i}"] == 1
    assert said["Esc"] == 1
    assert all(word.textFormat() == Qt.TextFormat.PlainText for word in sheet.findChildren(Words))


def test_nothing_on_the_key_sheet_is_cut_off(sheet: KeySheet) -> None:
    assert cut_off(sheet) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_key_sheet_goes_away_by_the_key_that_called_it(
    qtbot: QtBot, sheet: KeySheet, key: Qt.Key
) -> None:
    QTest.keyClick(sheet, key)
    assert not sheet.isVisible()

"""The window in a person's hands: made larger and smaller, walked through with Tab."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app import Console
from console.focus import stops
from console.placing import FIRST_SIZE, fitting, place
from console.remembered import Remembered
from console.widgets.layer_row import LayerRow
from console.window import LEFT_NARROW_PX, LEFT_PX
from tests.console.conftest import until_settled

LEAST = QSize(1200, 680)


@pytest.fixture
def window(console: Console) -> QWidget:
    console.window.resize(1920, 1080)
    console.window.show()
    console.window.activateWindow()
    console.canvas.setFocus()
    until_settled(console)
    return console.window


@pytest.mark.parametrize(
    ("size", "narrow", "left_px"),
    [((1366, 768), True, LEFT_NARROW_PX), ((1920, 1080), False, LEFT_PX)],
)
def test_it_folds_and_unfolds_while_it_is_resized(
    console: Console, window: QWidget, size: tuple[int, int], narrow: bool, left_px: int
) -> None:
    assert console.panels is not None
    window.resize(*(1920 if narrow else 1366, 768))
    until_settled(console)
    window.resize(*size)
    until_settled(console)
    assert console.window.is_narrow == narrow
    assert console.panels.left.minimumWidth() == left_px
    assert console.panels.right.bar.isTabVisible(1) == narrow


def test_tab_goes_once_through_every_control_as_it_is_read(
    console: Console, window: QWidget
) -> None:
    parts = (console.window.header, console.window.left, console.canvas, console.window.right,
             console.window.time_bar)  # fmt: skip
    for group in (console.window.header, console.canvas):
        stops(group)[0].setFocus()  # of buttons that exclude each other Tab stops at one
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    every = [widget for part in parts if part is not None for widget in stops(part)]
    every[0].setFocus()
    seen = []
    for _ in every:
        seen.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert seen == every
    assert window.focusWidget() is every[0]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is every[-1]


def test_layer_rows_stay_in_their_place_after_they_were_made_anew(
    console: Console, window: QWidget
) -> None:
    assert console.panels is not None
    console.set_language("zh")
    console.set_language("en")
    until_settled(console)
    found = [w for w in stops(console.panels.left) if isinstance(w, LayerRow)]
    heights = [w.mapTo(window, w.rect().topLeft()).y() for w in found]
    assert len(found) > 5
    assert heights == sorted(heights)


def test_a_layer_row_with_the_focus_shows_it(console: Console, window: QWidget) -> None:
    assert console.panels is not None
    row = next(w for w in stops(console.panels.left) if isinstance(w, LayerRow))
    before = row.grab().toImage()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    shown = row.grab().toImage()
    accent = console.palette.color("acc").lower()
    assert before.pixelColor(shown.width() // 2, 0).name() != accent
    assert shown.pixelColor(shown.width() // 2, 0).name() == accent


def test_a_window_is_never_larger_than_the_screen() -> None:
    assert fitting(QSize(1920, 1061), QSize(1366, 749), LEAST) == QSize(1366, 749)
    assert fitting(QSize(1300, 700), QSize(1366, 749), LEAST) == QSize(1300, 700)


def test_where_not_even_the_least_window_fits_it_is_as_asked() -> None:
    assert fitting(FIRST_SIZE, QSize(800, 600), LEAST) == FIRST_SIZE


def test_a_first_start_has_a_size_of_its_own(qapp: QApplication, tmp_path: Path) -> None:
    empty = QWidget()
    place(empty, Remembered(tmp_path / "none.json"))
    screen = empty.screen().availableSize()
    assert empty.size() == FIRST_SIZE.boundedTo(screen)


def test_f11_leaves_map_and_time_bar_alone_and_keys_still_work(
    console: Console, window: QWidget
) -> None:
    shown = console.window
    assert shown.left is not None
    assert shown.right is not None
    assert shown.time_bar is not None
    around = (shown.header, shown.status, shown.left, shown.right)
    map_px = console.canvas.width()
    QTest.keyClick(window, Qt.Key.Key_F11)
    until_settled(console)
    assert [part.isVisible() for part in around] == [False] * 4
    assert shown.time_bar.isVisible()
    assert console.canvas.width() > map_px + LEFT_PX
    before = console.canvas.view
    QTest.keyClick(window, Qt.Key.Key_Plus)
    until_settled(console)
    assert console.canvas.view != before
    QTest.keyClick(window, Qt.Key.Key_0)
    QTest.keyClick(window, Qt.Key.Key_F11)
    until_settled(console)
    assert [part.isVisible() for part in around] == [True] * 4
    assert console.canvas.width() == map_px


def test_f6_goes_from_part_to_part_and_round_again(console: Console, window: QWidget) -> None:
    shown = console.window
    parts = (shown.canvas, shown.time_bar, shown.left, shown.right)
    seen = []
    for _ in range(5):
        focused = window.focusWidget()
        assert focused is not None
        seen.append(
            next(i for i, p in enumerate(parts) if p and (p is focused or p.isAncestorOf(focused)))
        )
        QTest.keyClick(window, Qt.Key.Key_F6)
    assert seen == [0, 1, 2, 3, 0]


def test_f6_passes_over_what_is_hidden(console: Console, window: QWidget) -> None:
    QTest.keyClick(window, Qt.Key.Key_F11)
    until_settled(console)
    console.canvas.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is console.canvas
    QTest.keyClick(window, Qt.Key.Key_F11)


def test_narrow_menus_fold_into_one_and_the_record_is_still_marked(
    console: Console, window: QWidget
) -> None:
    header = console.window.header
    assert not header.fold.isVisible()
    window.resize(1366, 768)
    until_settled(console)
    assert header.fold.isVisible()
    assert not header.bar.isVisible()
    folded = [action.text() for action in header.fold.menu().actions()]
    assert folded == ["File", "View", "Layers", "Time", "Help"]
    assert not header.badge.isVisible()  # no sample, no badge

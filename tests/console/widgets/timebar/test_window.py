"""The bar in a real window on a real X display: a real keyboard, mouse and wheel."""

import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.map.symbols import symbol_image
from console.palette import Palette
from console.widgets.timebar import TimeBar
from console.widgets.timebar.plot import Plot
from geodata.instants import DAY_US, Span
from tests.console.widgets.timebar.record import at, holidays, look_at, year_of_incidents

pytestmark = pytest.mark.window
T = at(2022, 10, 1, 18, 30)


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[TimeBar]:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    look = look_at([*year_of_incidents(600), *holidays()])
    bar = TimeBar(look, Palette.load("dark"), symbol_image)
    column.addWidget(bar)
    middle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setCentralWidget(middle)
    window.resize(1920, 500)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
        middle.setFocus()
    bar.prepare()
    with qtbot.waitSignal(bar.painted):
        look.show_now()
    yield bar
    bar.clock.pause()


def xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)


def on_screen(bar: TimeBar, us: int, *, y: float = 0.5) -> tuple[int, int]:
    drawing, plot = bar.drawing, bar.findChild(Plot)
    assert plot is not None
    frame = drawing.frame
    here = QPoint(round(drawing.scale.px(us)), round(frame.top_px + y * frame.bars_px))
    there = plot.mapToGlobal(here)
    return there.x(), there.y()


@pytest.mark.parametrize(
    ("keys", "t_us"),
    [
        ("period", at(2022, 10, 1, 19, 30)),
        ("shift+period", at(2022, 10, 2, 18, 30)),
        ("shift+comma", at(2022, 9, 30, 18, 30)),
        ("ctrl+comma", at(2022, 9, 24, 18, 30)),
        ("ctrl+shift+period", at(2022, 11, 1, 18, 30)),
    ],
)
def test_keys_of_a_real_keyboard_step(qtbot: QtBot, bar: TimeBar, keys: str, t_us: int) -> None:
    xdotool("key", keys)

    qtbot.waitUntil(lambda: bar.look.picture.moment.t_us == t_us)


def test_a_time_is_typed_on_a_real_keyboard(qtbot: QtBot, bar: TimeBar) -> None:
    xdotool("key", "ctrl+g")
    qtbot.waitUntil(lambda: bar.row.instant.editor.hasFocus())
    xdotool("type", "05-04 08:00")
    xdotool("key", "Return")

    qtbot.waitUntil(lambda: bar.look.picture.moment.t_us == at(2022, 5, 4, 8))


def test_space_plays_and_time_passes(qtbot: QtBot, bar: TimeBar) -> None:
    xdotool("key", "space")
    qtbot.waitUntil(lambda: bar.look.picture.moment.t_us > T)
    xdotool("key", "space")
    qtbot.waitUntil(lambda: not bar.clock.playing)


def test_a_real_mouse_drags_the_body_of_the_window(qtbot: QtBot, bar: TimeBar) -> None:
    before = bar.look.asked.window
    xdotool("mousemove", *on_screen(bar, at(2022, 9, 15)), "mousedown", 1)
    xdotool("mousemove", *on_screen(bar, at(2022, 8, 15)))
    qtbot.waitUntil(lambda: bar.look.asked.window != before)
    xdotool("mouseup", 1)

    moved = bar.look.picture.moment.window
    assert moved.length_us == before.length_us
    assert abs(moved.start_us - at(2022, 8, 1)) <= 2 * DAY_US


def test_a_real_wheel_zooms_and_the_pointer_is_told_what_it_is_on(
    qtbot: QtBot, bar: TimeBar
) -> None:
    before = bar.shown
    xdotool("mousemove", *on_screen(bar, at(2022, 6, 15, 12)), "click", 4)
    qtbot.waitUntil(lambda: bar.shown.length_us < before.length_us)
    xdotool("mousemove_relative", 2, 0)

    qtbot.waitUntil(bar.hover.isVisible)
    assert Span(at(2022, 6, 13), at(2022, 6, 18)).holds(at(*day_of(bar.hover.text())))


def day_of(words: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words.split()[0].split("-"))

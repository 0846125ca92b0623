"""The map in a real window: what the mouse of the display does to it."""

import subprocess
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from console.layers.marks import Fill
from console.map.canvas import MapCanvas
from tests.console.map.conftest import MakeMap
from tests.console.map.scenes import DARK, areas, at_px, box, color_at, dots, layer

pytestmark = pytest.mark.window

LAKE = areas(Fill("map.water"), box(450, 450, 550, 550))


def xdotool(*words: str | int) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)


def on_display(canvas: MapCanvas, at: QPoint) -> Sequence[int]:
    place = canvas.mapToGlobal(at)
    return place.x(), place.y()


def test_drag_wheel_and_click(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("lake", [LAKE], plane="below"), layer("dots", [dots((500, 500))]))
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.raise_()

    xdotool("mousemove", "--sync", *on_display(canvas, QPoint(200, 150)), "mousedown", 1)
    xdotool("mousemove", "--sync", *on_display(canvas, QPoint(240, 170)))
    xdotool("mousemove", "--sync", *on_display(canvas, QPoint(260, 180)), "mouseup", 1)
    qtbot.waitUntil(lambda: at_px(canvas, 500, 500) == QPoint(260, 180))

    xdotool("click", 4)
    qtbot.waitUntil(lambda: canvas.view.m_per_px < 0.75 and canvas.is_settled)
    assert at_px(canvas, 500, 500) == QPoint(260, 180)

    with qtbot.waitSignal(canvas.picked) as told:
        xdotool("click", 1)
    assert told.args is not None
    assert [hit.id for hit in told.args[0]] == ["d0"]
    assert color_at(canvas.grab_image(), 290, 180) == DARK.color("map.water")

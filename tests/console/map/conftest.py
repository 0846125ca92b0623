"""A map on the screen."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from console.layers.base import Layer
from console.map.canvas import MapCanvas
from console.palette import Palette, Theme
from geodata.picture import Picture
from geodata.texts import Language
from tests import small
from tests.console.map import scenes

MakeMap = Callable[..., MapCanvas]


@pytest.fixture
def make_map(qtbot: QtBot) -> MakeMap:
    """Makes a map that is shown, settled, 400 × 300 pixels, a metre each, amid the district."""

    def make(
        *layers: Layer,
        picture: Picture | None = None,
        size: tuple[int, int] = (400, 300),
        theme: Theme = "dark",
        language: Language = "zh",
    ) -> MapCanvas:
        canvas = MapCanvas(layers, Palette.load(theme), language)
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.look_at(small.WEST_M + 500, small.SOUTH_M + 500, scenes.M_PER_PX)
        canvas.show()
        canvas.show_picture(picture or small.shown())
        qtbot.waitUntil(lambda: canvas.is_settled)
        return canvas

    return make

"""A bar on the screen over the record of trials."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.looks import Look
from console.map.symbols import symbol_image
from console.palette import Palette, Theme
from console.widgets.timebar import TimeBar
from geodata.texts import Language
from tests.console.widgets.timebar.record import at, holidays, look_at, year_of_incidents

MakeBar = Callable[..., TimeBar]


@pytest.fixture
def make_bar(qtbot: QtBot) -> MakeBar:
    """Makes a bar that is shown, its plot ready for the hand."""

    def make(
        look: Look | None = None,
        *,
        width: int = 1920,
        theme: Theme = "dark",
        language: Language = "zh",
        **asked: Any,
    ) -> TimeBar:
        look = look or look_at([*year_of_incidents(600), *holidays()], **asked)
        bar = TimeBar(look, Palette.load(theme), symbol_image, language, lambda: at(2026, 1, 1))
        qtbot.addWidget(bar)
        bar.resize(width, 160)
        bar.show()
        bar.prepare()
        qtbot.wait(1)
        return bar

    return make


@pytest.fixture
def bar(make_bar: MakeBar) -> TimeBar:
    """The bar as the sample opens."""
    return make_bar()

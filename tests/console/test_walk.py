"""A walk over every visible widget: nothing cut off, nothing unreadable, no missing character."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from console.app import Console
from console.palette import Theme
from geodata.texts import Language
from tests.console.conftest import Open, settle
from tests.console.seen import cut_off, hard_to_read, without_glyph

SIZES = ((1366, 768), (1920, 1080))


@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "1920x1080"])
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_can_be_read(
    open_console: Open, qtbot: QtBot, language: Language, theme: Theme, size: tuple[int, int]
) -> None:
    console = open_console(language=language, theme=theme, size=size)
    faults = {page: _faults(console) for page in _pages(console, qtbot)}
    assert not {page: found for page, found in faults.items() if found}


def _faults(console: Console) -> dict[str, list[str]]:
    root = console.window
    found = {
        "cut off": cut_off(root),
        "hard to read": hard_to_read(root),
        "no glyph": without_glyph(root),
    }
    return {what: list(dict.fromkeys(texts)) for what, texts in found.items() if texts}


def _pages(console: Console, qtbot: QtBot) -> Iterator[str]:
    """Turn every page of every panel to the front, one after the other."""
    assert console.panels is not None
    for tabs in (console.panels.left, console.panels.right):
        for place in range(tabs.bar.count()):
            if tabs.bar.isTabVisible(place):
                tabs.bar.setCurrentIndex(place)
                settle(qtbot, console)
                yield tabs.bar.tabText(place)

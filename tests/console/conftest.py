"""A console on the sample, as a person opens it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import Console
from console.palette import Theme
from console.remembered import Remembered
from geodata.stores.geopackage import open_store
from geodata.texts import Language

Open = Callable[..., Console]


@pytest.fixture
def open_console(qtbot: QtBot, tmp_path: Path, sample_store_path: Path) -> Iterator[Open]:
    """Opens a window on a record, the sample for reading by default, and waits till it is drawn."""
    opened: list[Console] = []

    def open_one(
        path: Path = sample_store_path,
        *,
        read_only: bool = True,
        language: Language = "zh",
        theme: Theme = "dark",
        size: tuple[int, int] = (1920, 1080),
    ) -> Console:
        store = open_store(path, read_only=read_only)
        console = Console(store, Remembered(tmp_path / "console.json"), language, theme)
        opened.append(console)
        console.window.resize(*size)
        console.show()
        console.complete()
        settle(qtbot, console)
        return console

    yield open_one
    for console in opened:
        console.window.close()
        console.window.deleteLater()


def settle(qtbot: QtBot, console: Console) -> None:
    """Wait until nothing is being drawn or computed."""
    qtbot.waitUntil(lambda: console.is_settled, timeout=30_000)
    for _layout_upon_layout in range(5):
        QApplication.processEvents()

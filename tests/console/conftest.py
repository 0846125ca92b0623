"""A console on the sample, as a person opens it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import Console
from console.palette import Theme
from console.remembered import Remembered
from console.window import Window
from geodata.stores.geopackage import open_store
from geodata.texts import Language
from tests import small

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
        kept = tmp_path / "console.json"
        console = window_on(path, kept, language, theme, read_only=read_only, size=size)
        opened.append(console)
        settle(qtbot, console)
        return console

    yield open_one
    for console in opened:
        shut(console)


def settle(qtbot: QtBot, console: Console) -> None:
    """Wait until nothing is being drawn or computed."""
    qtbot.waitUntil(lambda: console.is_settled, timeout=30_000)
    for _layout_upon_layout in range(5):
        QApplication.processEvents()


@pytest.fixture(scope="session")
def small_store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small district as a store, for reading."""
    return small.write(tmp_path_factory.mktemp("small") / "small.gpkg")


@pytest.fixture
def small_store_copy(small_store_path: Path, tmp_path: Path) -> Path:
    """The small district as a store, this test's own copy: for writing."""
    return Path(shutil.copy(small_store_path, tmp_path / "small.gpkg"))


@pytest.fixture(scope="module")
def console(
    qapp: QApplication, small_store_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Console]:
    """One window on the small district for all tests of a module; each finds it as another left it.

    Read-only, in English, at 1920 × 1080.
    """
    kept = tmp_path_factory.mktemp("kept") / "console.json"
    made = window_on(small_store_path, kept, "en", "dark", size=(1920, 1080))
    yield made
    shut(made)


def window_on(
    path: Path,
    kept: Path,
    language: Language | None = None,
    theme: Theme | None = None,
    *,
    read_only: bool = True,
    size: tuple[int, int] | None = None,
) -> Console:
    """A window on a record, complete and at rest; `kept` is the file of what is remembered."""
    store = open_store(path, read_only=read_only)
    console = Console(store, Remembered(kept), language, theme)
    if size is not None:
        console.window.resize(*size)
    console.show()
    console.complete()
    until_settled(console)
    return console


def shut(console: Console) -> None:
    """Close a window for good: what is left of it would be styled with every later one."""
    console.window.close()
    console.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def forget_windows() -> None:
    """Let go of every window that a command left behind in this process."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Window):
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until_settled(console: Console) -> None:
    """Let events run until nothing is being drawn or computed, nor asked for."""
    deadline, quiet = QDeadlineTimer(30_000), 0
    while quiet < 3 and not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = quiet + 1 if console.is_settled else 0
    assert quiet == 3, "the console did not come to rest"

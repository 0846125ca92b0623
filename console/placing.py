"""Where the window stands on the screen: as it was left, never larger than the screen."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from console.remembered import Remembered
from console.sizes import is_size

FIRST_SIZE = QSize(1600, 900)


def placed(window: QWidget) -> dict[str, Any]:
    """What is to be remembered of where a window stands."""
    normal = window.normalGeometry().size() if window.isMaximized() else window.size()
    return {"size": [normal.width(), normal.height()], "maximized": window.isMaximized()}


def place(window: QWidget, remembered: Remembered) -> None:
    """Give a window its size: the remembered one, or that of a first start, as far as it fits."""
    window.resize(fitting(_size(remembered), window.screen().availableSize(), window.minimumSize()))


def fill_screen(window: QWidget, remembered: Remembered) -> None:
    """Maximize a window that was left so, or was never seen: a control room has one."""
    if remembered.get("maximized", True):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def fitting(size: QSize, screen: QSize, least: QSize) -> QSize:
    """A size cut down to a screen; as it is where not even the least size fits there."""
    if least.width() > screen.width() or least.height() > screen.height():
        return size
    return size.boundedTo(screen)


def _size(remembered: Remembered) -> QSize:
    match remembered.get("size", []):
        case [int(width), int(height)] if is_size(width, height):
            return QSize(width, height)
    return FIRST_SIZE

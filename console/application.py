"""The one application of this process, and what it wears."""

import sys

from PySide6.QtWidgets import QApplication

from console.fonts import font
from console.palette import Palette
from console.theme import style_sheet


def application() -> QApplication:
    """The one application of this process."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication(sys.argv[:1])
    made.setApplicationName("beizhan")
    return made


def dress(palette: Palette) -> None:
    """Give the application its style sheet and font, unless it has them: every widget pays."""
    sheet, face, dressed = style_sheet(palette), font(13), application()
    if dressed.styleSheet() != sheet:
        dressed.setStyleSheet(sheet)
    if dressed.font() != face:
        dressed.setFont(face)

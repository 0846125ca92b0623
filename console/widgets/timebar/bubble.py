"""A small box of plain words that floats over the window: what the pointer is on, what is wrong."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

GAP_PX = 6


class Bubble(QLabel):
    """Plain text above a place, kept within the window it belongs to."""

    def __init__(self, parent: QWidget) -> None:
        """Hidden until it says something."""
        super().__init__(parent, Qt.WindowType.ToolTip)
        self._home = parent
        self.setObjectName("bubble")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def say(self, words: str, place: QPoint) -> None:
        """Show words above a place on the screen, its middle at the bubble's."""
        self.setText(words)
        self.adjustSize()
        window = self._home.window()
        within = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        left = place.x() - self.width() // 2
        left = max(within.left() + 4, min(left, within.right() - self.width() - 4))
        self.move(left, place.y() - self.height() - GAP_PX)
        self.show()

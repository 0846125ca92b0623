"""The plot before pyqtgraph is there: the same drawing, which the hand cannot move yet."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from console.widgets.timebar.drawing import Drawing
from console.widgets.timebar.frame import Frame, scale_of
from geodata.instants import Span


class Plate(QWidget):
    """Paints the drawing over a stretch of time.

    Signals:
        wanted: the pointer came in, a hand may follow.
        drawn: after a paint.
    """

    wanted = Signal()
    drawn = Signal()

    def __init__(self, drawing: Drawing, shown: Span) -> None:
        """Show a stretch of time."""
        super().__init__()
        self._drawing, self.shown = drawing, shown

    def refit(self) -> None:
        """Take up a new size, or words of another length."""
        frame = Frame(self.width(), self.height())
        self._drawing.lay_out(frame, scale_of(self.shown, frame), self.devicePixelRatioF())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._drawing.paint_below(painter)
        self._drawing.paint_brush(painter)
        self._drawing.paint_instant(painter)
        painter.end()
        self.drawn.emit()

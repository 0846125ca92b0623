"""What a field shows while nothing is typed: the instant in large type, the window in a box."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from console.fonts import font
from console.palette import Palette
from console.widgets.timebar.style import color

HEIGHT_PX = 28
BOX_PX = 26
PAD_PX = 9
GAP_PX = 8
LENGTH_PX = 56
"""The length's place is at least so wide, lest the row shift at every step."""


class Face(QAbstractButton):
    """A value that can be clicked; paints itself, so that a step costs a few glyphs.

    Signals:
        drawn: after a paint.
    """

    drawn = Signal()

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedHeight(HEIGHT_PX)
        self._parts: tuple[str, ...] = ()
        self._hint = QSize(LENGTH_PX, HEIGHT_PX)
        self._ink = self._quiet = self._ring = self._field = self._edge = QColor()

    def say(self, *parts: str) -> bool:
        """Show something; whether it differs from before."""
        if parts == self._parts:
            return False
        self._parts = parts
        self.setAccessibleName(" ".join(parts))
        width_px = round(self._width())
        if width_px != self._hint.width():
            self._hint = QSize(width_px, HEIGHT_PX)
            self.updateGeometry()
        self.update()
        return True

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._ink, self._quiet = color(palette, "text.t1"), color(palette, "text.t2")
        self._ring, self._edge = color(palette, "acc"), color(palette, "ctl")
        self._field = color(palette, "field")
        self.update()

    def sizeHint(self) -> QSize:
        return self._hint

    def minimumSizeHint(self) -> QSize:
        return self._hint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter)
        painter.end()
        self.drawn.emit()

    def _width(self) -> float:
        raise NotImplementedError

    def _paint(self, painter: QPainter) -> None:
        raise NotImplementedError


class InstantFace(Face):
    """Date and time bold, the weekday between them: `say(day, weekday, clock)`."""

    def __init__(self) -> None:
        """Empty at first."""
        self._big, self._small = font(20, bold=True), font(15)
        self._metrics = QFontMetricsF(self._big), QFontMetricsF(self._small)
        super().__init__()

    def _width(self) -> float:
        big, small = self._metrics
        # Wide enough for every weekday, lest the row shift at midnight.
        weekday = max(small.horizontalAdvance(word) for word in (self._parts[1], "Wed", "Mon"))
        return big.horizontalAdvance("2022-10-0118:30") + weekday + 20

    def _paint(self, painter: QPainter) -> None:
        baseline = (self.height() + self._metrics[0].capHeight()) / 2
        faces: tuple[tuple[QFont, QFontMetricsF, QColor], ...] = (
            (self._big, self._metrics[0], self._ink),
            (self._small, self._metrics[1], self._quiet),
            (self._big, self._metrics[0], self._ink),
        )
        x = 4.0
        for text, (face, metrics, ink) in zip(self._parts, faces, strict=False):
            painter.setFont(face)
            painter.setPen(ink)
            painter.drawText(QPointF(x, baseline), text)
            x += metrics.horizontalAdvance(text) + 6
        if self.hasFocus():
            painter.setPen(QPen(self._ring, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class WindowFace(Face):
    """The window in a box, its length beside it: `say(window, length)`."""

    def __init__(self) -> None:
        """Empty at first."""
        self._font = font(13)
        self._metrics = QFontMetricsF(self._font)
        super().__init__()

    def _width(self) -> float:
        length = max(self._metrics.horizontalAdvance(self._parts[1]), LENGTH_PX)
        return self._box() + GAP_PX + length + 1

    def _box(self) -> float:
        return round(self._metrics.horizontalAdvance(self._parts[0])) + 2 * PAD_PX

    def _paint(self, painter: QPainter) -> None:
        if not self._parts:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = QPen(self._ring, 2) if focused else QPen(self._edge, 1)
        inset = 1.0 if focused else 0.5
        box = QRectF(0, (self.height() - BOX_PX) / 2, self._box(), BOX_PX)
        painter.setPen(edge)
        painter.setBrush(self._field)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)
        painter.setFont(self._font)
        baseline = (self.height() + self._metrics.capHeight()) / 2
        painter.setPen(self._ink)
        painter.drawText(QPointF(PAD_PX, baseline), self._parts[0])
        painter.setPen(self._quiet)
        painter.drawText(QPointF(box.right() + GAP_PX, baseline), self._parts[1])

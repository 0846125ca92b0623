"""The box beside the pointer: what is there, what is known about it, how old that is."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from console.fonts import font, width_px
from console.layers.ages import tip_lines
from console.layers.base import Tip
from console.map.inks import Inks
from console.map.plate import Plate
from geodata.texts import Language, Text

_PADDING_PX = 10
_TITLE_PX, _TEXT_PX = 13.0, 12.0
_TITLE_LINE_PX, _LINE_PX = 20, 18
_GAP_PX = 12
_OFFSET_PX = 16
_WIDEST_PX = 320


class TipBox(Plate):
    """A plate with a title and lines of what and value; plain text, whatever it says."""

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """Hidden until there is something to tell."""
        super().__init__(parent, inks)
        self._language: Language = language
        self._title = ""
        self._lines: tuple[tuple[str, str], ...] = ()
        self._more = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """All that is written on it."""
        return (self._title, *(word for line in self._lines for word in line), self._more)

    def set_language(self, language: Language) -> None:
        """Speak another language from the next tip on."""
        self._language = language
        self.hide()

    def tell(self, tip: Tip, t_us: int, others: int, at: QPointF) -> None:
        """Show a tip beside a pixel; `others` is how many more things lie there."""
        self._title = tip.title(self._language)
        self._lines = tuple(
            (what(self._language), value(self._language)) for what, value in tip_lines(tip, t_us)
        )
        more = Text(f"此处另有 {others} 项，再点切换", f"{others} more here: click again")
        self._more = more(self._language) if others else ""
        self._fit()
        self._place(at)
        self.change()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        self._column = max([width_px(what, _TEXT_PX) for what, _ in self._lines], default=0.0)
        values = [self._column + _GAP_PX + width_px(value, _TEXT_PX) for _, value in self._lines]
        widths = [width_px(self._title, _TITLE_PX, True), width_px(self._more, _TEXT_PX), *values]
        width = min(ceil(max(widths)) + 2 * _PADDING_PX + 2, _WIDEST_PX)
        rows = sum(self._height(value, width) for _, value in self._lines)
        height = _TITLE_LINE_PX + rows + (_LINE_PX if self._more else 0)
        self.resize(width, int(height) + 2 * _PADDING_PX - 4)

    def _height(self, value: str, width: int) -> float:
        """The height of a line whose value may wrap."""
        room = QRectF(0, 0, width - 2 * _PADDING_PX - self._column - _GAP_PX, 10_000)
        metrics = QFontMetricsF(font(_TEXT_PX))
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWrapAnywhere, value).height()
        return max(1, round(lines / metrics.height())) * _LINE_PX

    def _place(self, at: QPointF) -> None:
        parent = self.parentWidget()
        x, y = at.x() + _OFFSET_PX, at.y() + _OFFSET_PX
        if parent is not None:
            if x + self.width() > parent.width() - 4:
                x = at.x() - _OFFSET_PX - self.width()
            if y + self.height() > parent.height() - 4:
                y = at.y() - _OFFSET_PX - self.height()
        self.move(round(max(4, x)), round(max(4, y)))

    def draw(self, painter: QPainter) -> None:
        self.draw_frame(painter)
        top = float(_PADDING_PX - 2)
        painter.setFont(font(_TITLE_PX, bold=True))
        painter.setPen(self.inks.color("text.t1"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        box = QRectF(_PADDING_PX, top, self.width() - 2 * _PADDING_PX, _TITLE_LINE_PX)
        painter.drawText(box, left, self._title)
        top += _TITLE_LINE_PX
        painter.setFont(font(_TEXT_PX))
        for what, value in self._lines:
            high = self._height(value, self.width())
            painter.setPen(self.inks.color("text.t2"))
            painter.drawText(QRectF(_PADDING_PX, top, self._column + 1, _LINE_PX), left, what)
            x = _PADDING_PX + self._column + _GAP_PX
            painter.setPen(self.inks.color("text.t1"))
            room = QRectF(x, top, self.width() - _PADDING_PX - x + 1, high)
            painter.drawText(room, int(left) | int(Qt.TextFlag.TextWrapAnywhere), value)
            top += high
        if self._more:
            painter.setPen(self.inks.color("text.t2"))
            painter.drawText(QRectF(_PADDING_PX, top, self.width(), _LINE_PX), left, self._more)

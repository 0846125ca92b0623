"""The rows of the incident table, painted in one go: cell by cell a step took ten times as long."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QStaticText
from PySide6.QtWidgets import QTableView

from console.palette import Palette
from console.widgets.incident_model import COUNT, HAPPENED, KIND, IncidentModel
from geodata.kinds import IncidentKind

MARGIN_PX, FIRST_MARGIN_PX = 6, 12
CHOSEN_PX = 2
TEXTS_KEPT = 2_000


class IncidentRows(QTableView):
    """Ground, line below, symbol and words of each row in view."""

    def __init__(
        self, model: IncidentModel, palette: Palette, symbol: Callable[[IncidentKind], QPixmap]
    ) -> None:
        """`symbol` draws the symbol of a kind in the colours in force."""
        super().__init__()
        self._incidents = model
        self._symbol = symbol
        self._texts: dict[str, QStaticText] = {}
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setModel(model)
        self.set_palette(palette)

    def set_palette(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._ground = QColor(palette.color("panel"))
        self._line = QColor(palette.color("line1"))
        self._chosen = QColor(palette.color("active"))
        self._accent = QColor(palette.color("acc"))
        self._ink = QColor(palette.color("text.t1"))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._ground)
        painter.setPen(self._ink)
        spans = self._columns_in_view()
        row = self.rowAt(0)
        while 0 <= row < self._incidents.rowCount():
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if top > self.viewport().height():
                break
            self._paint_row(painter, row, QRect(0, top, self.viewport().width(), height), spans)
            row += 1
        painter.end()

    def _columns_in_view(self) -> list[tuple[int, int, int]]:
        """Column, left edge and width."""
        columns = range(self._incidents.columnCount())
        shown = (c for c in columns if not self.isColumnHidden(c))
        return [(c, self.columnViewportPosition(c), self.columnWidth(c)) for c in shown]

    def _paint_row(
        self, painter: QPainter, row: int, rect: QRect, spans: list[tuple[int, int, int]]
    ) -> None:
        if self.selectionModel().isRowSelected(row):
            painter.fillRect(rect, self._chosen)
            painter.fillRect(rect.left(), rect.top(), CHOSEN_PX, rect.height(), self._accent)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        words = self._incidents.words(row)
        for column, left, width in spans:
            if column == KIND:
                self._paint_symbol(painter, row, left, rect)
                continue
            text = self._text(words[column])
            size = text.size()
            x = float(left + (FIRST_MARGIN_PX if column == HAPPENED else MARGIN_PX))
            if column == COUNT:
                x = left + width - MARGIN_PX - size.width()
            painter.drawStaticText(
                QPointF(x, rect.top() + (rect.height() - size.height()) / 2), text
            )

    def _paint_symbol(self, painter: QPainter, row: int, left: int, rect: QRect) -> None:
        pixmap = self._symbol(self._incidents.kind(row))
        height = round(pixmap.height() / pixmap.devicePixelRatio())
        painter.drawPixmap(left, rect.top() + (rect.height() - height) // 2, pixmap)

    def _text(self, words: str) -> QStaticText:
        """The words laid out: most are drawn again with the next step."""
        if words not in self._texts:
            if len(self._texts) >= TEXTS_KEPT:
                self._texts.clear()
            made = QStaticText(words)
            made.setTextFormat(made.textFormat().PlainText)
            made.prepare(font=self.font())
            self._texts[words] = made
        return self._texts[words]

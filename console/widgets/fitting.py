"""Columns as wide as their words: nothing in view is cut off, what does not fit is scrolled to."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QTableView

PADDING_PX = 14
MEASURED = 2_000
"""So many words of a column are remembered as measured."""


class FittedColumns(QObject):
    """Keeps the columns of a table as wide as the words that were in view so far.

    So far: all rows may be a million, and columns that narrow again would make every step restless.
    """

    def __init__(self, view: QTableView, grows: int, fixed_px: Mapping[int, int]) -> None:
        """`grows` takes what room is left; `fixed_px` are the columns that hold no words."""
        super().__init__(view)
        self._view = view
        self._grows = grows
        self._fixed_px = fixed_px
        self._widest: dict[int, int] = {}
        self._measured: dict[int, set[str]] = {}
        view.verticalScrollBar().valueChanged.connect(lambda _: self.fit())
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another font is as wide as it is; what is shown has not been measured while hidden."""
        if event.type() == QEvent.Type.FontChange:
            self.begin_anew()
        elif event.type() == QEvent.Type.Show:
            self.fit()
        return False

    def begin_anew(self) -> None:
        """Forget what was in view: another language, another filter."""
        self._widest.clear()
        self._measured.clear()
        self.fit()

    def fit(self) -> None:
        """Make room for what is in view."""
        view = self._view
        if not view.isVisible():
            return
        model = view.model()
        for column in range(model.columnCount()):
            self._widen(column, str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
        for row in self._rows_in_view():
            for column in range(model.columnCount()):
                self._widen(column, str(model.data(model.index(row, column)) or ""))
        others = sum(
            width
            for column, width in self._widest.items()
            if column != self._grows and not view.isColumnHidden(column)
        )
        room = view.width() - others - view.verticalScrollBar().sizeHint().width() - 2
        for column, width in self._widest.items():
            needed = max(width, room) if column == self._grows else width
            if view.columnWidth(column) != needed:
                view.setColumnWidth(column, needed)

    def _rows_in_view(self) -> range:
        view = self._view
        first = max(view.rowAt(0), 0)
        shown = view.viewport().height() // view.verticalHeader().defaultSectionSize() + 2
        return range(first, min(first + shown, view.model().rowCount()))

    def _widen(self, column: int, words: str) -> None:
        measured = self._measured.setdefault(column, set())
        if words in measured:
            return
        if len(measured) >= MEASURED:
            measured.clear()
        measured.add(words)
        width = self._view.fontMetrics().horizontalAdvance(words) + PADDING_PX
        width = self._fixed_px.get(column, width)
        self._widest[column] = max(self._widest.get(column, 0), width)

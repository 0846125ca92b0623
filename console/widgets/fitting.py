"""Columns as wide as their words: nothing in view is cut off, what does not fit is scrolled to."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QTableView

PADDING_PX = 14
SORTED_PX = 12
"""The mark of the order beside a column's name."""
MEASURED = 2_000
"""So many words of a column are remembered as measured."""


class FittedColumns(QObject):
    """Keeps the columns of a table as wide as the words that were in view so far.

    So far: all rows may be a million, and columns that narrow again would make every step restless.
    """

    def __init__(
        self, view: QTableView, grows: int, fixed_px: Mapping[int, int], first_px: int = 0
    ) -> None:
        """`grows` takes what room is left; `fixed_px` are the columns that hold no words.

        The first column is `first_px` wider than its words.
        """
        super().__init__(view)
        self._first_px = first_px
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
        self._widen_sorted()
        for row in self._rows_in_view():
            for column in range(model.columnCount()):
                self._widen(column, str(model.data(model.index(row, column)) or ""))
        others = sum(
            width
            for column, width in self._widest.items()
            if column != self._grows and not view.isColumnHidden(column)
        )
        frame = 2 * view.frameWidth()
        room = view.width() - others - view.verticalScrollBar().sizeHint().width() - frame
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
        self._hold(column, self._width_of(column, words))

    def _widen_sorted(self) -> None:
        """Room for the mark of the order beside the name, not over it."""
        header = self._view.horizontalHeader()
        if self._view.isSortingEnabled():
            column = header.sortIndicatorSection()
            name = self._view.model().headerData(column, Qt.Orientation.Horizontal)
            self._hold(column, self._width_of(column, str(name or "")) + SORTED_PX)

    def _width_of(self, column: int, words: str) -> int:
        more = PADDING_PX + (self._first_px if column == 0 else 0)
        return self._view.fontMetrics().horizontalAdvance(words) + more

    def _hold(self, column: int, width: int) -> None:
        width = self._fixed_px.get(column, width)
        self._widest[column] = max(self._widest.get(column, 0), width)

"""Columns as wide as their words: nothing is cut off, what does not fit is scrolled to."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

PADDING_PX = 14
SAMPLED_ROWS = 400
"""So many rows say how wide a column needs to be."""


def fit_columns(view: QTableView, grows: int, fixed_px: Mapping[int, int]) -> None:
    """Make each visible column as wide as its words; `grows` takes what room is left.

    `fixed_px` are the columns that hold no words.
    """
    model, metrics = view.model(), view.fontMetrics()
    rows = range(min(model.rowCount(), SAMPLED_ROWS))
    needed = {}
    for column in range(model.columnCount()):
        words = {str(model.data(model.index(row, column)) or "") for row in rows}
        words.add(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))
        widest = max(metrics.horizontalAdvance(word) for word in words)
        needed[column] = fixed_px.get(column, widest + PADDING_PX)
    others = sum(
        width
        for column, width in needed.items()
        if column != grows and not view.isColumnHidden(column)
    )
    room = view.width() - others - view.verticalScrollBar().sizeHint().width() - 2
    needed[grows] = max(needed[grows], room)
    for column, width in needed.items():
        if view.columnWidth(column) != width:
            view.setColumnWidth(column, width)

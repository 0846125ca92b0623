"""The hot regions of the Picture by rank: where, how many, how sure."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.layers import hotspots as layer
from console.layers._hot import place_names
from console.widgets.empty import Empty
from console.widgets.fitting import FittedColumns
from console.widgets.parts import Section, plain_tip
from geodata.analysis.hotspots import Hotspots
from geodata.picture import Picture
from geodata.texts import Language, Text

HEADS = (
    Text("", ""),
    Text("热点", "Hotspot"),
    Text("数", "No."),
    Text("z", "z"),
    Text("p(FDR)", "p(FDR)"),
)
RANK, NAME, COUNT = 0, 1, 2
RANK_PX = 32
MOST_ROWS, EVERY_ROW = 5, 15
SIDES = (
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignLeft,
    *(Qt.AlignmentFlag.AlignRight,) * 3,
)
EMPTY = Text("窗内无显著热点 · 扩大窗口", "No significant hotspot · widen the window")


class HotspotTable(QWidget):
    """Signals: chosen (west, south, east, north of a region, metres), widened (the window)."""

    chosen = Signal(tuple)
    widened = Signal()

    def __init__(self) -> None:
        """Empty until a Picture comes."""
        super().__init__()
        self._language: Language = "zh"
        self._hot: Hotspots | None = None
        self._names: tuple[Text, ...] = ()
        self._by_records = False
        self._most_rows = MOST_ROWS
        self._unit = HEADS[COUNT]
        self.head = Section(Text("热点", "Hotspots"))
        self.table = QTableWidget(0, len(HEADS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._columns = FittedColumns(self.table, NAME, {RANK: RANK_PX})
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.cellClicked.connect(lambda row, _: self._choose(row))
        self.table.cellActivated.connect(lambda row, _: self._choose(row))
        self.empty = Empty(EMPTY)
        self.empty.clicked.connect(self.widened)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.head)
        stack.addWidget(self.table)
        stack.addWidget(self.empty)
        self.set_language("zh")

    def show_picture(self, picture: Picture, options: layer.Options) -> None:
        """Show the hot regions of another Picture under the options in force."""
        hot = layer.found(picture, options)
        cell = f"{hot.options.cell_m:g}"
        self.head.note.say(
            Text(f"Gi* · {cell} m 格 · 8 邻 · FDR .05", f"Gi* · {cell} m cells · 8 nbrs · FDR .05")
        )
        if hot is self._hot:
            return
        self._hot = hot
        self._by_records = layer.by_records(picture, options)
        self._unit = layer.unit(picture, options)
        self._names = place_names(picture, hot.regions)
        self._fill()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.head.set_language(language)
        self.empty.set_language(language)
        self._fill()
        self._columns.begin_anew()

    def show_all(self, every: bool) -> None:
        """Show every row at once where there is a page for it, else the first few."""
        self._most_rows = EVERY_ROW if every else MOST_ROWS
        self._fill()

    def figures(self) -> list[dict[str, Any]]:
        """The rows."""
        regions = self._hot.regions if self._hot else ()
        return [
            {
                "rank": r.rank,
                "name": n.en,
                "vehicles": r.vehicles,
                "records": r.records,
                "z": r.peak_z,
                "p_fdr": r.p_fdr,
            }
            for r, n in zip(regions, self._names, strict=True)
        ]

    def _fill(self) -> None:
        regions = self._hot.regions if self._hot else ()
        self._name_columns()
        self.table.setRowCount(len(regions))
        for row, region in enumerate(regions):
            shown = (
                str(region.rank),
                self._names[row](self._language),
                f"{region.records if self._by_records else region.vehicles:,}",
                f"{region.peak_z:.1f}",
                layer.p_in_words(region.p_fdr),
            )
            for column, text in enumerate(shown):
                item = QTableWidgetItem(text)
                item.setTextAlignment(SIDES[column] | Qt.AlignmentFlag.AlignVCenter)
                if column == 1:
                    item.setToolTip(plain_tip(text))
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(regions))
        self.empty.setVisible(not regions)
        rows = min(len(regions), self._most_rows)
        head = self.table.horizontalHeader().sizeHint().height()
        frame = 2 * self.table.frameWidth()
        self.table.setFixedHeight(26 * rows + head + self._scroll_px() + frame + 2)
        self._columns.fit()

    def _name_columns(self) -> None:
        """What is counted names its column, each name over what stands below it."""
        for column, head in enumerate(HEADS):
            says_unit = column == COUNT and self._language == "zh"
            item = QTableWidgetItem((self._unit if says_unit else head)(self._language))
            item.setTextAlignment(SIDES[column] | Qt.AlignmentFlag.AlignVCenter)
            self.table.setHorizontalHeaderItem(column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width again."""
        super().resizeEvent(event)
        self._columns.fit()

    def _scroll_px(self) -> int:
        """Room for the bar that scrolls sideways, where there is one."""
        bar = self.table.horizontalScrollBar()
        return bar.sizeHint().height() if bar.maximum() > 0 else 0

    def _choose(self, row: int) -> None:
        if self._hot is not None:
            outline = self._hot.regions[row].outline.xy_m
            self.chosen.emit((*outline.min(axis=0), *outline.max(axis=0)))

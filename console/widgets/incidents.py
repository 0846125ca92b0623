"""The incident table: what the window counts, linked with the map both ways."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.palette import Palette
from console.widgets.empty import Empty
from console.widgets.fitting import FittedColumns
from console.widgets.incident_model import KIND, OUTCOME, PLACE, IncidentModel
from console.widgets.incident_rows import FIRST_MARGIN_PX, MARGIN_PX, IncidentRows
from console.widgets.parts import Section
from geodata.kinds import IncidentKind
from geodata.picture import Picture
from geodata.texts import Language, Text

FILTER = Text("筛选：类别、地点、结果、编号", "Filter: kind, place, outcome, id")
EMPTY = Text("窗内无事件 · 扩大窗口", "No incidents in the window · widen it")
NO_MATCH = Text("无匹配 · 清除筛选", "No match · clear the filter")
SYMBOL_PX = 26
WAIT_MS = 150


class IncidentTable(QWidget):
    """Head, filter and rows.

    Signals:
        selected: (tuple of ids).
        opened: (id) zoom to it.
        widened: the window is to be widened until there is something in it.
    """

    selected = Signal(tuple)
    opened = Signal(str)
    widened = Signal()

    def __init__(
        self, picture: Picture, palette: Palette, symbol: Callable[[IncidentKind], QPixmap]
    ) -> None:
        """Show a Picture; `symbol` draws the symbol of a kind in the colours in force."""
        super().__init__()
        self._language: Language = "zh"
        self._picture = picture
        self._ids: tuple[str, ...] = ()
        self.model = IncidentModel(picture, self)
        self.head = Section(Text("事件", "Incidents"))
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.filter, self.filter.clear)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._apply_filter)
        self.filter.textChanged.connect(lambda _: self._wait.start())
        self.view = self._made_view(IncidentRows(self.model, palette, symbol))
        more_px = FIRST_MARGIN_PX - MARGIN_PX
        self._columns = FittedColumns(self.view, PLACE, {KIND: SYMBOL_PX}, more_px)
        self.model.modelReset.connect(self._restore)
        sorted_anew = self.view.horizontalHeader().sortIndicatorChanged
        sorted_anew.connect(lambda *_: self._columns.fit())
        self.empty = Empty(EMPTY)
        self.empty.clicked.connect(self._fill)
        self._lay_out()
        self.set_language("zh")
        self.show_picture(picture)

    def show_picture(self, picture: Picture) -> None:
        """Show another Picture; the selection stays on what is still there."""
        self._picture = picture
        self.model.show(picture)
        # At once, not when the event loop gets to it: it would paint the rows a second time.
        self.view.doItemsLayout()
        self._note()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.model.set_language(language)
        self.head.set_language(language)
        self.empty.set_language(language)
        self.filter.setPlaceholderText(FILTER(language))
        self._note()
        self._columns.begin_anew()

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self.view.set_palette(palette)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the outcome where there is little width."""
        self.view.setColumnHidden(OUTCOME, narrow)
        self._columns.fit()

    def select(self, ids: tuple[str, ...]) -> None:
        """Select what was selected elsewhere."""
        self._ids = ids
        self._restore(scroll=True)

    def figures(self) -> dict[str, int]:
        """What the table counts."""
        return {"rows": self.model.rowCount(), "records": len(self._picture.counted)}

    def _made_view(self, view: IncidentRows) -> IncidentRows:
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(26)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setMinimumSectionSize(24)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.selectionModel().selectionChanged.connect(self._tell)
        view.doubleClicked.connect(lambda index: self.opened.emit(self.model.id_at(index.row())))
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width again."""
        super().resizeEvent(event)
        self._columns.fit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(12, 6, 12, 4)
        inner.addWidget(self.filter)
        column.addWidget(held)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)

    def _apply_filter(self) -> None:
        self.model.set_filter(self.filter.text())
        self.view.scrollToTop()
        self._note()

    def _fill(self) -> None:
        """Do away with what keeps the table empty: the filter, else the narrow window."""
        if self._is_filtered_out:
            self.filter.clear()
        else:
            self.widened.emit()

    @property
    def _is_filtered_out(self) -> bool:
        return bool(self.filter.text()) and len(self._picture.counted) > 0

    def _note(self) -> None:
        shown, unheard = self.model.rowCount(), self._picture.not_yet_known
        note = Text(f"{shown:,} 条", f"{shown:,} records")
        if unheard:
            note = Text(
                f"{note.zh} · 另有 {unheard} 条此刻尚未得知", f"{note.en} · {unheard} not heard yet"
            )
        self.head.note.say(note)
        self.empty.say(NO_MATCH if self._is_filtered_out else EMPTY)
        self._columns.fit()
        self.empty.setVisible(shown == 0)
        self.view.setVisible(shown > 0)

    def _tell(self, _now: QItemSelection, _before: QItemSelection) -> None:
        rows = self.view.selectionModel().selectedRows()
        self._ids = tuple(self.model.id_at(index.row()) for index in rows)
        self.selected.emit(self._ids)

    def _restore(self, scroll: bool = False) -> None:
        """Select again what is selected, without telling anybody."""
        model = self.view.selectionModel()
        model.blockSignals(True)
        model.clearSelection()
        for thing in self._ids:
            row = self.model.place_of(thing)
            if row is not None:
                index = self.model.index(row, 0)
                flags = QItemSelectionModel.SelectionFlag
                model.select(index, flags.Select | flags.Rows)
                model.setCurrentIndex(index, flags.NoUpdate)
                if scroll:
                    self.view.scrollTo(index)
        model.blockSignals(False)
        self.view.viewport().update()

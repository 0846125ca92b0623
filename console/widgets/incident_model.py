"""The incidents of a Picture as a table model: sorted and filtered without touching the record."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.widgets.parts import plain_tip
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, aware
from geodata.kinds import OUTCOMES, IncidentKind, incident_kind
from geodata.picture import Picture
from geodata.texts import Language, Text

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
PROMPT_US: Final = 10 * MINUTE_US
"""Heard within ten minutes is prompt; later is said."""
ROWS_KEPT: Final = 10_000
"""The words of so many rows are kept: a step shows most of them again."""

HAPPENED, KIND, PLACE, COUNT, OUTCOME, HEARD = range(6)
TITLES: Final = (
    Text("发生", "Happened"),
    Text("", ""),
    Text("地点", "Place"),
    Text("数", "No."),
    Text("结果", "Outcome"),
    Text("得知", "Heard"),
)
FULL_TITLES: Final = (
    Text("发生", "Happened"),
    Text("类别", "Kind"),
    Text("地点", "Place"),
    Text("数量", "Count"),
    Text("结果", "Outcome"),
    Text("得知：晚于发生多久", "Heard: how long after it happened"),
)


class IncidentModel(QAbstractTableModel):
    """Rows are the incidents that the Picture's window counts."""

    def __init__(self, picture: Picture, parent: QObject | None = None) -> None:
        """The rows of a Picture, the last to happen first."""
        super().__init__(parent)
        self._picture = picture
        self._language: Language = "zh"
        self._filter = ""
        self._sort: tuple[int, bool] = (HAPPENED, True)
        self._kept: dict[int, tuple[str, ...]] = {}
        self._rows = self._ordered()

    def show(self, picture: Picture) -> None:
        """Show another Picture; nothing moves where it counts the same."""
        before = self._picture
        self._picture = picture
        if picture.counted.history is not before.counted.history or _days(picture) != _days(before):
            self._kept.clear()
        if picture.counted is not before.counted:
            self._reset()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._kept.clear()
        self._reset()

    def set_filter(self, text: str) -> None:
        """Keep rows whose kind, place, outcome or id holds the text."""
        self._filter = text.strip().casefold()
        self._reset()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column."""
        self._sort = (column, order == Qt.SortOrder.DescendingOrder)
        self._reset()

    def words(self, row: int) -> tuple[str, ...]:
        """What the cells of a row say, column by column."""
        at = int(self._rows[row])
        if at not in self._kept:
            if len(self._kept) >= ROWS_KEPT:
                self._kept.clear()
            self._kept[at] = self._words(at)
        return self._kept[at]

    def kind(self, row: int) -> IncidentKind:
        """The kind of a row."""
        kind = self._picture.counted.history.kind
        return incident_kind(kind.names[kind.codes[self._rows[row]]])

    def id_at(self, row: int) -> str:
        """The id of a row."""
        return self._picture.snapshot.columns("incident").ids[self._record_row(row)]

    def place_of(self, thing: str) -> int | None:
        """The row that shows an id, None where it is not among them."""
        columns = self._picture.snapshot.columns("incident")
        mine = columns.rows_of(thing)
        found = np.flatnonzero(np.isin(self._picture.counted.history.row[self._rows], mine))
        return int(found[0]) if len(found) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles, and their long form as tooltips."""
        if orientation != Qt.Orientation.Horizontal or section >= len(TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section](self._language)
        if role == Qt.ItemDataRole.ToolTipRole:
            return FULL_TITLES[section](self._language)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says; the symbols of kinds are painted by its delegate."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == KIND:
            return plain_tip(self.kind(row).name(self._language))
        if role == Qt.ItemDataRole.ToolTipRole and column == PLACE:
            return plain_tip(self.words(row)[column])
        if role == Qt.ItemDataRole.TextAlignmentRole and column == COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, at: int) -> tuple[str, ...]:
        picture = self._picture
        history = picture.counted.history
        fields = picture.snapshot.columns("incident").fields(int(history.row[at]))
        when = aware(int(history.happened_us[at]), picture.snapshot.district.zone)
        outcome = str(fields.get("outcome", ""))
        return (
            when.strftime("%m-%d %H:%M" if _days(picture) else "%H:%M"),
            "",
            self._place(fields),
            f"{history.count[at]}",
            OUTCOMES.get(outcome, Text(outcome, outcome))(self._language),
            self._late(at)(self._language),
        )

    def _late(self, at: int) -> Text:
        """How long after it happened the office first heard of it."""
        history = self._picture.counted.history
        columns = self._picture.snapshot.columns("incident")
        late_us = int(columns.first_heard_us[history.row[at]] - history.happened_us[at])
        if late_us < PROMPT_US:
            return Text("即时", "At once")
        if late_us < HOUR_US:
            return Text(f"晚 {late_us // MINUTE_US} 分", f"+{late_us // MINUTE_US} min")
        if late_us < DAY_US:
            return Text(f"晚 {late_us // HOUR_US} 时", f"+{late_us // HOUR_US} h")
        return Text(f"晚 {late_us // DAY_US} 天", f"+{late_us // DAY_US} d")

    def _place(self, fields: Mapping[str, Any]) -> str:
        place = fields.get("place", "")
        if isinstance(place, Mapping):
            return str(place.get(self._language) or place.get("zh", ""))
        return str(place)

    def _record_row(self, row: int) -> int:
        return int(self._picture.counted.history.row[self._rows[row]])

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = self._ordered()
        self.endResetModel()

    def _ordered(self) -> NDArray[np.intp]:
        counted = self._picture.counted
        rows = counted.rows
        column, descending = self._sort
        if column != HAPPENED:
            rows = rows[np.argsort(self._keys(column, rows), kind="stable")]
        if descending:
            rows = rows[::-1]
        self._rows = rows
        if self._filter:
            keep = [i for i in range(len(rows)) if self._matches(i)]
            rows = rows[keep]
        return rows

    def _keys(self, column: int, rows: NDArray[np.intp]) -> NDArray[Any]:
        history = self._picture.counted.history
        if column == COUNT:
            return history.count[rows]
        if column == KIND:
            return history.kind.codes[rows]
        if column == OUTCOME:
            return history.outcome.codes[rows]
        columns = self._picture.snapshot.columns("incident")
        if column == HEARD:
            return np.asarray(columns.first_heard_us[history.row[rows]] - history.happened_us[rows])
        return np.array([self._place(columns.fields(int(history.row[r]))) for r in rows], dtype=str)

    def _matches(self, row: int) -> bool:
        words = self.words(row)
        kind = self.kind(row).name(self._language)
        shown = (kind, words[PLACE], words[OUTCOME], self.id_at(row))
        return any(self._filter in text.casefold() for text in shown)


def _days(picture: Picture) -> bool:
    """Whether the window is so long that an hour needs its day."""
    return picture.moment.window.length_us > DAY_US

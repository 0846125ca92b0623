"""The incidents of a Picture as a table model: sorted and filtered without touching the record."""

from collections.abc import Mapping, Sequence
from sys import intern
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.widgets.parts import plain_tip
from geodata.columns import parse_json
from geodata.history import Category
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, aware
from geodata.kinds import INCIDENT_KINDS, OUTCOMES, IncidentKind, incident_kind
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
        self._where: dict[int, str] = {}
        self._rows = self._ordered()

    def show(self, picture: Picture) -> None:
        """Show another Picture; nothing moves where it counts the same."""
        before = self._picture
        self._picture = picture
        if picture.counted.history is not before.counted.history:
            self._where.clear()
            self._kept.clear()
        elif _form(picture) != _form(before):
            self._kept.clear()
        if picture.counted is not before.counted:
            self._reset()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._kept.clear()
        self._where.clear()
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
        return (
            when.strftime(_form(picture)),
            "",
            self._place(fields),
            f"{history.count[at]}",
            _outcome(str(fields.get("outcome", "")))(self._language),
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
        return rows[self._matches(rows)] if self._filter else rows

    def _keys(self, column: int, rows: NDArray[np.intp]) -> NDArray[Any]:
        history = self._picture.counted.history
        if column == COUNT:
            return history.count[rows]
        if column == KIND:
            return _places(history.kind, [kind.code for kind in INCIDENT_KINDS])[rows]
        if column == OUTCOME:
            return _places(history.outcome, list(OUTCOMES))[rows]
        columns = self._picture.snapshot.columns("incident")
        if column == HEARD:
            return np.asarray(columns.first_heard_us[history.row[rows]] - history.happened_us[rows])
        return np.array(self._places(rows), dtype=str)

    def _matches(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Which of the rows hold the filter's text: by kind and outcome, then one by one."""
        history, ids = self._picture.counted.history, self._picture.snapshot.columns("incident").ids
        kinds = [incident_kind(code).name for code in history.kind.names]
        outcomes = [_outcome(code) for code in history.outcome.names]
        found = self._among(kinds)[history.kind.codes[rows]]
        found |= self._among(outcomes)[history.outcome.codes[rows]]
        rest = np.flatnonzero(~found)
        mine = (ids[row] for row in history.row[rows[rest]].tolist())
        found[rest] = [
            self._filter in place or self._filter in thing.casefold()
            for place, thing in zip(self._places(rows[rest]), mine, strict=True)
        ]
        return found

    def _among(self, names: Sequence[Text]) -> NDArray[np.bool_]:
        """Which of the names hold the filter's text."""
        shown = [name(self._language).casefold() for name in names]
        return np.array([self._filter in words for words in shown], dtype=np.bool_)

    def _places(self, rows: NDArray[np.intp]) -> list[str]:
        """The places of rows as they are searched and sorted; what was read once is kept."""
        history = self._picture.counted.history
        wanted = rows.tolist()
        unread = [row for row in wanted if row not in self._where]
        texts = self._picture.snapshot.columns("incident").json_text
        fields = parse_json([texts[row] for row in history.row[unread].tolist()] if unread else [])
        for row, one in zip(unread, fields, strict=True):
            self._where[row] = intern(self._place(one).casefold())
        return [self._where[row] for row in wanted]


def _outcome(code: str) -> Text:
    return OUTCOMES.get(code, Text(code, code))


def _form(picture: Picture) -> str:
    """How much of its date an hour needs in this window."""
    window, zone = picture.moment.window, picture.snapshot.district.zone
    if window.length_us <= DAY_US:
        return "%H:%M"
    first, last = (aware(us, zone).year for us in (window.start_us, max(window.end_us - 1, 0)))
    return "%m-%d %H:%M" if first == last else "%Y-%m-%d %H:%M"


def _places(category: Category, order: list[str]) -> NDArray[np.intp]:
    """For each row the place of its code in an order; what stands in none comes last, by name."""
    known = {name: place for place, name in enumerate(order)}
    others = sorted(name for name in category.names if name not in known)
    known |= {name: len(order) + place for place, name in enumerate(others)}
    return np.array([known[name] for name in category.names], dtype=np.intp)[category.codes]

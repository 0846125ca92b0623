"""Import: what a file seems to hold, how it will be read, and what became of every row."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.widgets.parts import Words
from console.work import Run, Work
from geodata.exchange.importing import Prepared, prepare
from geodata.exchange.mapping import FIELDS, Columns
from geodata.exchange.proposal import Proposal, Reading, propose
from geodata.exchange.report import Report
from geodata.snapshot import Snapshot
from geodata.texts import Language, Text, same, sentence_of

READ, CHECK = "import: read", "import: check"
DATUMS = ("wgs84", "gcj02", "bd09", "cgcs2000")
NONE = Text("—", "—")
CLOSE = Text("关闭", "Close")
TITLE = Text("导入事件", "Import incidents")
MOST_LINES = 200
COLUMNS = 2
"""The fields of an incident stand in so many columns, beside how times and places are read."""


class ImportDialog(QDialog):
    """Signals: agreed (Prepared, whether into a record of its own) to be written."""

    agreed = Signal(object, bool)

    def __init__(
        self, path: Path, snapshot: Snapshot, work: Work, language: Language, parent: QWidget
    ) -> None:
        """Read a file in the background, then show what it seems to hold."""
        super().__init__(parent)
        self.setWindowTitle(TITLE(language))
        self.resize(960, 680)
        self._path, self._snapshot = path, snapshot
        self._work, self._language = work, language
        self._proposal: Proposal | None = None
        self._prepared: Prepared | None = None
        self._fields: dict[str, QComboBox] = {}
        self.head = Words(same(path.name), size="title")
        self.rows = QTableWidget(0, 0)
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.rows.verticalHeader().hide()
        self.rows.setFixedHeight(190)
        self.rows.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.zone, self.datum, self.heard, self.target = (QComboBox() for _ in range(4))
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.busy = QProgressBar()
        self.busy.setRange(0, 100)
        self.check = QPushButton(Text("检查", "Check")(language))
        self.write = QPushButton(Text("导入", "Import")(language))
        self.write.setDefault(True)
        self.stop = QPushButton(Text("取消", "Cancel")(language))
        self._lay_out()
        self.check.clicked.connect(self._check)
        self.write.clicked.connect(self._agree)
        self.stop.clicked.connect(self.reject)
        self.finished.connect(self._leave)
        work.finished.connect(self._take)
        work.failed.connect(self._fail)
        work.progressed.connect(self._progress)
        self._wait(True)
        work.start(READ, lambda _run: propose(path))

    @property
    def into_new(self) -> bool:
        """Whether the rows are to go into a record of their own."""
        return bool(self.target.currentData())

    def tell(self, report: Report) -> None:
        """Show what became of every row, once it is written."""
        self._wait(False)
        self.report.setPlainText("\n".join(report_lines(report, self._language)))
        self.write.setEnabled(False)
        self.check.setEnabled(False)
        self.stop.setText(CLOSE(self._language))

    def refuse(self, sentence: Text) -> None:
        """Say why nothing was written."""
        self._wait(False)
        self.report.setPlainText(sentence(self._language))

    def _lay_out(self) -> None:
        say = self._language
        *self._forms, more = (QFormLayout() for _ in range(COLUMNS + 1))
        for form in (*self._forms, more):
            form.setHorizontalSpacing(16)
            form.setVerticalSpacing(6)
        for title, box in (
            (Text("时区", "Time zone"), self.zone),
            (Text("坐标系", "Datum"), self.datum),
            (Text("得知时间", "Heard"), self.heard),
            (Text("写入", "Into"), self.target),
        ):
            more.addRow(title(say), box)
        fields = QHBoxLayout()
        fields.setSpacing(24)
        for form in (*self._forms, more):
            fields.addLayout(form, 1)
        buttons = QHBoxLayout()
        room = self.busy.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(room)
        buttons.addWidget(self.busy, 1)
        for button in (self.check, self.write, self.stop):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.rows)
        column.addLayout(fields, 0)
        column.addWidget(self.report, 1)
        column.addLayout(buttons)

    def _offer(self, proposal: Proposal) -> None:
        """Fill in what the file seems to hold."""
        self._proposal = proposal
        table, say = proposal.table, self._language
        count = Text(f"{len(table):,} 行", f"{len(table):,} rows")
        self.head.say(same(f"{self._path.name} · {count(say)}"))
        self.rows.setColumnCount(len(table.columns))
        self.rows.setHorizontalHeaderLabels(list(table.columns))
        self.rows.setRowCount(len(proposal.sample))
        for row, cells in enumerate(proposal.sample):
            for column, name in enumerate(table.columns):
                self.rows.setItem(row, column, QTableWidgetItem(cells.get(name, "")))
        self.rows.resizeColumnsToContents()
        for place, field in enumerate(FIELDS):
            box = QComboBox()
            box.addItem(NONE(say), ())
            columns = proposal.reading.columns.get(field.code, ())
            if len(columns) > 1:
                box.addItem(" + ".join(columns), tuple(columns))
            for name in table.columns:
                box.addItem(name, (name,))
            box.setCurrentIndex(max(0, _place_of(box, tuple(columns))))
            box.currentIndexChanged.connect(lambda _: self._unchecked())
            self._fields[field.code] = box
            self._forms[place * COLUMNS // len(FIELDS)].addRow(field.name(say).capitalize(), box)
        self._offer_reading(proposal)
        self.report.setPlainText("\n".join(hint(say) for hint in proposal.hints))

    def _offer_reading(self, proposal: Proposal) -> None:
        say = self._language
        self.zone.addItem("", None)
        for name in sorted(available_timezones()):
            self.zone.addItem(name, name)
        self.datum.setEditable(True)
        self.datum.addItems(list(DATUMS))
        self.datum.setCurrentText(own_datum(proposal))
        self.heard.addItem(Text("即发生时间（推定）", "when it happened (assumed)")(say), None)
        for name in proposal.table.columns:
            self.heard.addItem(name, name)
        self.target.addItem(Text("新记录", "a new record")(say), True)
        self.target.addItem(Text("当前记录", "the open record")(say), False)
        self.target.setCurrentIndex(0 if self._snapshot.district.sample else 1)
        self._name_zone()
        self.target.currentIndexChanged.connect(lambda _: self._name_zone())
        for box in (self.zone, self.datum, self.heard, self.target):
            box.currentTextChanged.connect(lambda _: self._unchecked())

    def _name_zone(self) -> None:
        """Naive times are read in the zone of the record written into; a new one has UTC."""
        own = self._snapshot.district.zone.key
        new = Text("新记录的时区 UTC", "a new record's, UTC")
        open_one = Text(f"记录的时区 {own}", f"the record's, {own}")
        self.zone.setItemText(0, (new if self.into_new else open_one)(self._language))

    def _reading(self, proposal: Proposal) -> Reading:
        columns: Columns = {
            code: tuple(box.currentData())
            for code, box in self._fields.items()
            if box.currentData()
        }
        zone, datum = self.zone.currentData(), self.datum.currentText().strip()
        return replace(
            proposal.reading,
            columns=columns,
            zone=ZoneInfo(zone) if zone else None,
            datum=None if datum == own_datum(proposal) else datum,
            heard=self.heard.currentData(),
        )

    def _check(self) -> None:
        """Go through every row without writing any."""
        proposal = self._proposal
        if proposal is None:
            return
        reading = self._reading(proposal)
        snapshot = None if self.into_new else self._snapshot

        def checked(run: Run) -> Prepared:
            return prepare(
                proposal.table,
                reading,
                snapshot,
                hints=proposal.hints,
                progress=run.progress,
                cancelled=lambda: run.is_cancelled,
            )

        self._prepared = None
        self._wait(True)
        self._work.start(CHECK, checked)

    def _agree(self) -> None:
        if self._prepared is None:
            return
        self._wait(True)
        self.stop.setText(CLOSE(self._language))
        self.agreed.emit(self._prepared, self.into_new)

    def _take(self, name: str, found: object) -> None:
        if name == READ and isinstance(found, Proposal):
            self._wait(False)
            self._offer(found)
            self._check()
        elif name == CHECK and isinstance(found, Prepared):
            self._prepared = found
            self._wait(False)
            lines = report_lines(found.report, self._language, written=False)
            self.report.setPlainText("\n".join(lines))
            self.write.setEnabled(bool(found.facts))

    def _fail(self, name: str, error: object) -> None:
        if name in (READ, CHECK):
            sentence = sentence_of(error)
            self.refuse(sentence)
            self.write.setEnabled(False)

    def _progress(self, name: str, share: float) -> None:
        if name == CHECK:
            self.busy.setRange(0, 100)
            self.busy.setValue(round(share * 100))

    def _unchecked(self) -> None:
        """What was checked no longer holds."""
        self._prepared = None
        self.write.setEnabled(False)

    def _wait(self, waiting: bool) -> None:
        self.busy.setVisible(waiting)
        self.busy.setRange(0, 0 if waiting else 100)
        self.check.setEnabled(not waiting and self._proposal is not None)
        self.write.setEnabled(not waiting and self._prepared is not None)

    def _leave(self) -> None:
        for name in (READ, CHECK):
            self._work.cancel(name)
        self._work.finished.disconnect(self._take)
        self._work.failed.disconnect(self._fail)
        self._work.progressed.disconnect(self._progress)


def own_datum(proposal: Proposal) -> str:
    """The datum that a file names itself, else the one that is assumed."""
    return proposal.table.crs or DATUMS[0]


def report_lines(report: Report, language: Language, written: bool = True) -> list[str]:
    """A report for a person: the account, what was assumed, then row by row."""
    verb = Text("已导入", "imported") if written else Text("将导入", "to be imported")
    account = Text(
        f"{report.rows:,} 行 = {verb.zh} {report.imported:,} + 重复 {report.duplicate:,} "
        f"+ 拒收 {report.rejected:,}",
        f"{report.rows:,} rows = {report.imported:,} {verb.en} + {report.duplicate:,} duplicate "
        f"+ {report.rejected:,} rejected",
    )
    lines = [account(language)]
    assumed = Text("假定", "assumed")(language)
    lines += [f"{assumed}: {one(language)}" for one in report.assumptions]
    lines += [one(language) for one in report.warnings]
    for row, fault in sorted(report.faults.items())[:MOST_LINES]:
        where = Text(f"第 {row + 1} 行", f"row {row + 1}")
        lines.append(
            f"{report.file} · {where(language)} · {fault.field} · {fault.reason(language)}"
        )
    if report.rejected > MOST_LINES:
        rest = report.rejected - MOST_LINES
        lines.append(Text(f"… 另有 {rest:,} 行", f"… and {rest:,} more rows")(language))
    return lines


def _place_of(box: QComboBox, columns: tuple[str, ...]) -> int:
    return next((i for i in range(box.count()) if tuple(box.itemData(i) or ()) == columns), 0)

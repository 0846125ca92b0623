"""The selection as a sentence: its clauses as chips, what it counts, and the way back to all."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.widgets.parts import Figure, emptied
from geodata.instants import DAY_US, aware
from geodata.kinds import INCIDENT_KINDS, OUTCOMES
from geodata.picture import Picture
from geodata.selection import EVERYTHING
from geodata.texts import Language, Text

WHOLE = Text("全区", "All")
CLEAR = Text("清除", "Clear")
CLEAR_TIP = Text("清除选择，回到全区全部类别", "Clear the selection: all places, all kinds")
UNIT = Text("辆 · 人 · 起", "vehicles, persons, records")


class Sentence(QWidget):
    """Signals: cleared (back to everything)."""

    cleared = Signal()

    def __init__(self) -> None:
        """Empty until a Picture comes."""
        super().__init__()
        self._language: Language = "zh"
        self._picture: Picture | None = None
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self._clauses: list[Figure] = []
        self.figure = Figure(size="key", leading=True)
        self.unit = Figure(tone="t2", size="small", leading=True)
        self.clear = QPushButton()
        self.clear.clicked.connect(self.cleared)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.figure)
        below.addWidget(self.unit)
        below.addStretch(1)
        below.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(6)
        column.addLayout(self._chips)
        column.addLayout(below)

    def show_picture(self, picture: Picture) -> None:
        """Tell what another Picture counts."""
        self._picture = picture
        moment = picture.moment
        told = clauses(picture)
        if len(told) != len(self._clauses):
            self._set_chips(len(told))
        for chip, clause in zip(self._clauses, told, strict=True):
            chip.say(clause)
        total = picture.counted.total
        self.figure.say(Text(f"{total:,}", f"{total:,}"))
        unit = UNIT
        if moment.selection:
            history = picture.counted.history
            rows = history.rows_in(replace(moment, selection=EVERYTHING))
            whole = int(history.count[rows].sum())
            share = round(100 * total / whole) if whole else 0
            unit = Text(f"{UNIT.zh} · 占窗内 {share} %", f"{share} % of the window")
        self.unit.say(unit)
        self.clear.setVisible(bool(moment.selection))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        for chip in self._clauses:
            chip.set_language(language)
        self.figure.set_language(language)
        self.unit.set_language(language)
        self.clear.setText(CLEAR(language))
        self.clear.setToolTip(CLEAR_TIP(language))
        if self._picture is not None:
            self.show_picture(self._picture)

    def _set_chips(self, count: int) -> None:
        emptied(self._chips)
        self._clauses = [Figure(leading=True) for _ in range(count)]
        for chip in self._clauses:
            chip.setObjectName("chip")
            chip.set_language(self._language)
            self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def figures(self) -> dict[str, int]:
        """What the sentence counts."""
        return {"total": self._picture.counted.total if self._picture else 0}


def clauses(picture: Picture) -> tuple[Text, ...]:
    """What is counted, in words: kinds, window, place."""
    moment, zone = picture.moment, picture.snapshot.district.zone
    names = {kind.code: kind.name for kind in INCIDENT_KINDS} | dict(OUTCOMES)
    chosen = moment.selection.words(names)
    start, end = (aware(us, zone) for us in (moment.window.start_us, moment.window.end_us))
    form = "%m-%d" if moment.window.length_us >= 2 * DAY_US else "%m-%d %H:%M"
    if start.year != end.year:
        form = "%Y-%m-%d"
    span = f"{start.strftime(form)} → {end.strftime(form)}"
    window = Text(span, span)
    return (*chosen, window) if moment.selection else (WHOLE, window)

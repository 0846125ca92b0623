"""The review of a year, computed from the records, beside the map that shows them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from console.widgets.parts import Scrolled, Section, Words, emptied
from geodata.exchange.review import NAMES, Review
from geodata.texts import Language, Text

Rows = tuple[tuple[Text, Text], ...]
NONE = Text("无", "none")


def figure_rows(found: Review) -> Rows:
    """The figures of a review: what each is called, and its value with its unit."""
    values = found.as_json()

    def shown(value: float | None, unit: Text) -> Text:
        if value is None:
            return NONE
        return Text(f"{value:,.10g} {unit.zh}".strip(), f"{value:,.10g} {unit.en}".strip())

    return tuple((name, shown(values[key], unit)) for key, (name, unit) in NAMES.items())


class ReviewPanel(Scrolled):
    """Figures of one year: what, how many."""

    def __init__(self) -> None:
        """Empty until a review comes."""
        super().__init__()
        self._language: Language = "zh"
        self._title = Text("年度回顾", "Review")
        self._rows: Rows = ()

    def show_review(self, title: Text, rows: Rows) -> None:
        """Show the figures of a period."""
        if (title, rows) != (self._title, self._rows):
            self._title, self._rows = title, rows
            self._build()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._build()

    def figures(self) -> Mapping[str, str]:
        """What is shown."""
        return {what.en: value.en for what, value in self._rows}

    def _build(self) -> None:
        emptied(self._column)
        head = Section(self._title)
        head.note.say(Text("今知", "known now"))
        head.set_language(self._language)
        self._column.addWidget(head)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (what, value) in enumerate(self._rows):
            name, figure = Words(what, "t2"), Words(value, size="title")
            name.setWordWrap(True)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, word in enumerate((name, figure)):
                word.set_language(self._language)
                grid.addWidget(word, row, column)
        self._column.addWidget(table)
        self._column.addStretch(1)

"""The inspector: everything known about one thing, every version of it, and what was known when."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from console.layers.ages import tip_lines
from console.layers.base import Layer
from console.widgets.parts import Scrolled, Section, Words, emptied
from console.widgets.told_versions import Told, fields_in_words, kind_in_words, told_versions
from geodata.picture import Picture
from geodata.texts import Language, Text, same

Lines = tuple[tuple[Text, Text], ...]
NOTHING = Text("未选对象 · 在地图或表中点选", "Nothing selected · pick on the map or in the table")
NOT_THERE = Text(
    "此刻不在：未发生、未得知或不在窗内",
    "Not there now: not yet heard, or outside the window",
)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is shown of a thing; `lines` is None where it is not there at t."""

    language: Language
    title: Text
    what: Text | None
    lines: Lines | None
    versions: tuple[Told, ...]


class Inspector(Scrolled):
    """One thing, as the Picture knows it and as it became so."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        """`layers` tell what they know of things of their kinds."""
        super().__init__()
        self._layers = layers
        self._language: Language = "zh"
        self._picture: Picture | None = None
        self._thing: tuple[str, str, str] | None = None
        self._shown: Known | None = None
        self._build()

    def show_picture(self, picture: Picture) -> None:
        """Show the same thing as another Picture knows it."""
        self._picture = picture
        if self.isVisible():
            self._build()

    def inspect(self, thing: tuple[str, str, str] | None) -> None:
        """Show another thing: (layer id, kind, id); None for nothing."""
        self._thing = thing
        self._build()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        emptied(self._column)
        self._build()

    def showEvent(self, event: Any) -> None:
        """Catch up with what was left undone while hidden."""
        super().showEvent(event)
        self._build()

    def _build(self) -> None:
        told = self._told()
        if told == self._shown and self._column.count():
            return
        self._shown = told
        emptied(self._column)
        if told is None:
            self._add_line(NOTHING, "t2")
        else:
            self._show(told)
        self._column.addStretch(1)

    def _show(self, told: Known) -> None:
        self._add_line(told.title, "", "title")
        if told.what is not None:
            self._add_line(told.what, "t3")
        if told.lines is None:
            self._add_line(NOT_THERE, "t2")
        else:
            self._add_table(told.lines)
        if told.versions:
            self._add_versions(told.versions)

    def _told(self) -> Known | None:
        """What is to be shown, comparable, so that nothing is rebuilt in vain."""
        picture = self._picture
        if self._thing is None or picture is None:
            return None
        layer_id, kind, thing = self._thing
        layer = next((one for one in self._layers if one.id == layer_id), None)
        tip = layer.tip(picture, kind, thing) if layer else None
        name, versions = kind_in_words(kind), told_versions(picture, kind, thing)
        what = Text(f"{name.zh} · {thing}", f"{name.en} · {thing}") if versions else None
        lines = tip_lines(tip, picture.moment.t_us) if tip else _fields_of(picture, kind, thing)
        return Known(self._language, tip.title if tip else same(thing), what, lines, versions)

    def _add_line(self, text: Text, tone: str, size: str = "") -> None:
        line = Words(text, tone, size)
        line.setWordWrap(True)
        line.set_language(self._language)
        line.setContentsMargins(12, 8 if size else 2, 12, 2)
        self._column.addWidget(line)

    def _add_table(self, lines: tuple[tuple[Text, Text], ...]) -> None:
        frame = QFrame()
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (what, value) in enumerate(lines):
            for column, (text, tone) in enumerate(((what, "t2"), (value, ""))):
                word = Words(text, tone)
                word.set_language(self._language)
                word.setWordWrap(column == 1)
                word.setAlignment(Qt.AlignmentFlag.AlignTop)
                word.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
                grid.addWidget(word, row, column)
        self._column.addWidget(frame)

    def _add_versions(self, versions: tuple[Told, ...]) -> None:
        head = Section(Text("版本", "Versions"))
        head.note.say(Text(f"{len(versions)} 个", f"{len(versions)}"))
        head.set_language(self._language)
        self._column.addWidget(head)
        for told in versions:
            tone = "" if told.stands else "t3"
            self._add_line(told.change, tone)
            stamp = told.stamp
            if not told.stands:
                stamp = Text(f"{stamp.zh} · {told.mark.zh}", f"{stamp.en} · {told.mark.en}")
            self._add_line(stamp, tone or "t2")


def _fields_of(picture: Picture, kind: str, thing: str) -> Lines | None:
    """The fields of a thing that is there at t, None where it is not."""
    if kind not in picture.snapshot.kinds:
        return None
    state = picture.state(kind)
    row = state.row_of(thing)
    return None if row is None else fields_in_words(kind, state.data[row])

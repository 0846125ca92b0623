"""The inspector: everything known about one thing, every version of it, and what was known when."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from console.layers._shapes import words
from console.layers.base import Layer
from console.widgets.parts import Section, Words, emptied
from geodata.columns import Columns
from geodata.instants import aware
from geodata.kinds import (
    AGENCIES,
    CAMERA_KINDS,
    CAMERA_STATES,
    MODES,
    OUTCOMES,
    PARTIES,
    SOURCES,
    incident_kind,
    record_kind,
)
from geodata.picture import Picture
from geodata.texts import Language, Text, same

NOTHING = Text("未选对象 · 在地图或表中点选", "Nothing selected · pick on the map or in the table")
CODES: Mapping[str, Mapping[str, Text]] = {
    "outcome": OUTCOMES,
    "source": SOURCES,
    "agency": AGENCIES,
    "agencies": AGENCIES,
    "mode": MODES,
    "camera_kind": CAMERA_KINDS,
    "state": CAMERA_STATES,
    "party": PARTIES,
}


class Inspector(QScrollArea):
    """One thing, as the Picture knows it and as it became so."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        """`layers` tell what they know of things of their kinds."""
        super().__init__()
        self._layers = layers
        self._language: Language = "zh"
        self._picture: Picture | None = None
        self._thing: tuple[str, str, str] | None = None
        self._shown: tuple[Any, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(0)
        self.setWidget(body)
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
        self._shown = ()
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
        if self._thing is None or self._picture is None:
            self._add_line(NOTHING, "t2")
            self._column.addStretch(1)
            return
        tip, versions = told[1], told[2]
        _, kind, thing = self._thing
        title = tip.title if tip is not None else same(thing)
        self._add_line(title, "", "title")
        self._add_line(
            Text(f"{_kind_name(kind).zh} · {thing}", f"{_kind_name(kind).en} · {thing}"), "t3"
        )
        if tip is None:
            gone = Text(
                "此刻不在：未发生、未得知或不在窗内",
                "Not there now: not yet heard, or outside the window",
            )
            self._add_line(gone, "t2")
        else:
            self._add_table(tip.lines)
        if versions:
            self._add_versions(versions)
        self._column.addStretch(1)

    def _told(self) -> tuple[Any, ...]:
        """What is to be shown, comparable, so that nothing is rebuilt in vain."""
        if self._thing is None or self._picture is None:
            return (self._language,)
        layer_id, kind, thing = self._thing
        layer = next((one for one in self._layers if one.id == layer_id), None)
        tip = layer.tip(self._picture, kind, thing) if layer else None
        return (self._language, tip, self._versions(kind, thing), self._thing)

    def _versions(self, kind: str, thing: str) -> tuple[tuple[Text, Text, Text, bool], ...]:
        picture = self._picture
        if picture is None or kind not in picture.snapshot.kinds:
            return ()
        columns = picture.snapshot.columns(kind)
        rows = [int(r) for r in columns.rows_of(thing)]
        zone = picture.snapshot.district.zone

        def when(us: int) -> str:
            return aware(us, zone).strftime("%Y-%m-%d %H:%M:%S")

        found = []
        for place, row in enumerate(rows):
            earlier = columns.fields(rows[place - 1]) if place else None
            found.append(
                (
                    Text(
                        f"发生 {when(int(columns.from_us[row]))}",
                        f"From {when(int(columns.from_us[row]))}",
                    ),
                    Text(
                        f"得知 {when(int(columns.heard_us[row]))}",
                        f"Heard {when(int(columns.heard_us[row]))}",
                    ),
                    _what_changed(columns, row, earlier),
                    bool(columns.heard_us[row] <= picture.moment.known_at_us),
                )
            )
        return tuple(found)

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

    def _add_versions(self, versions: tuple[tuple[Text, Text, Text, bool], ...]) -> None:
        head = Section(Text("版本", "Versions"))
        head.note.say(Text(f"{len(versions)} 个", f"{len(versions)}"))
        head.set_language(self._language)
        self._column.addWidget(head)
        for happened, heard, change, known in reversed(versions):
            self._add_line(change, "" if known else "t3")
            stamp = Text(f"{happened.zh} · {heard.zh}", f"{happened.en}\n{heard.en}")
            unheard = Text(f"{stamp.zh} · 尚未得知", f"{stamp.en} · not yet heard")
            self._add_line(stamp if known else unheard, "t2" if known else "t3", "")


def _what_changed(columns: Columns, row: int, earlier: Mapping[str, Any] | None) -> Text:
    """One version in words: first word, correction, cancellation, or what became different."""
    if columns.gone[row]:
        return Text("撤销", "Cancelled")
    fields = columns.fields(row)
    if earlier is None:
        return Text("首次记录", "First record")
    changed = [
        _change(columns.kind, name, earlier.get(name), value)
        for name, value in fields.items()
        if earlier.get(name) != value and not name.endswith("_us")
    ]
    verb = Text("更正", "Corrected") if columns.corrects[row] >= 0 else Text("更新", "Updated")
    if not changed:
        return Text(f"{verb.zh}：位置或时间", f"{verb.en}: place or time")
    zh, en = "；".join(c.zh for c in changed), "; ".join(c.en for c in changed)
    return Text(f"{verb.zh}：{zh}", f"{verb.en}: {en}")


def _change(kind: str, field: str, before: Any, after: Any) -> Text:
    name, old, new = _field_name(kind, field), _value(field, before), _value(field, after)
    return Text(f"{name.zh} {old.zh} → {new.zh}", f"{name.en} {old.en} → {new.en}")


def _field_name(kind: str, field: str) -> Text:
    try:
        return dict(record_kind(kind).fields).get(field, same(field))
    except KeyError:
        return same(field)


def _value(field: str, value: Any) -> Text:
    if value in (None, ""):
        return same("—")
    if isinstance(value, Mapping):
        return words(value)
    if field == "kind":
        return incident_kind(str(value)).name
    return CODES.get(field, {}).get(str(value), same(str(value)))


def _kind_name(kind: str) -> Text:
    try:
        return record_kind(kind).name
    except KeyError:
        return same(kind)

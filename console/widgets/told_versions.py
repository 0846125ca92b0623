"""Every version of a thing in words: what it said, from when on, when heard, whether it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.layers._shapes import words
from geodata.columns import Columns
from geodata.instants import NEVER_US, aware
from geodata.kinds import (
    AGENCIES,
    CAMERA_KINDS,
    CAMERA_STATES,
    INCIDENT_STATES,
    MODES,
    OUTCOMES,
    PARTIES,
    SOURCES,
    incident_kind,
    record_kind,
)
from geodata.picture import Picture
from geodata.texts import Text, same
from geodata.wording import listed

CODES: Mapping[str, Mapping[str, Text]] = {
    "outcome": OUTCOMES,
    "source": SOURCES,
    "agency": AGENCIES,
    "agencies": AGENCIES,
    "mode": MODES,
    "camera_kind": CAMERA_KINDS,
    "state": {**CAMERA_STATES, **INCIDENT_STATES},
    "party": PARTIES,
}
UNHEARD = Text("尚未得知", "not yet heard")
REPLACED = Text("已被更正", "corrected since")
WITHDRAWN = Text("整批已撤回", "withdrawn with its batch")
STANDS = Text("", "")


@dataclass(frozen=True, slots=True)
class Told:
    """One version: what it said, when; `mark` where it does not stand as known then."""

    change: Text
    stamp: Text
    mark: Text

    @property
    def stands(self) -> bool:
        """Whether it was heard by then, and neither corrected nor withdrawn."""
        return self.mark == STANDS


def told_versions(picture: Picture, kind: str, thing: str) -> tuple[Told, ...]:
    """Every version of a thing, the last heard first, marked as a Picture knows it."""
    if kind not in picture.snapshot.kinds:
        return ()
    columns = picture.snapshot.columns(kind)
    rows = [int(row) for row in columns.rows_of(thing)]
    known_at_us = picture.moment.known_at_us
    hidden = set(columns.hidden.rows_at(known_at_us).tolist())
    found = []
    for row in rows:
        mark = STANDS
        if columns.heard_us[row] > known_at_us:
            mark = UNHEARD
        elif columns.withdrawn_us[row] <= known_at_us:
            mark = WITHDRAWN
        elif row in hidden:
            mark = REPLACED
        change = _what_changed(columns, row, _earlier(columns, rows, row))
        found.append(Told(change, _stamp(picture, columns, row), mark))
    return tuple(reversed(found))


def fields_in_words(kind: str, data: Mapping[str, Any]) -> tuple[tuple[Text, Text], ...]:
    """The declared fields of a record that say anything, each with its words."""
    return tuple(
        (name, value_in_words(code, data[code]))
        for code, name in _fields(kind).items()
        if code in data and not code.endswith("_us") and data[code] not in (None, "", [])
    )


def value_in_words(field: str, value: Any) -> Text:
    """What a field says: a code by its name, a list as an enumeration, nothing as a dash."""
    if value in (None, "", []):
        return same("—")
    if isinstance(value, Mapping):
        return words(value.get("name", value))
    if isinstance(value, list):
        return listed([value_in_words(field, one) for one in value])
    if field == "kind":
        return incident_kind(str(value)).name
    return CODES.get(field, {}).get(str(value), same(str(value)))


def kind_in_words(kind: str) -> Text:
    """What a kind of record is called; its code where it is not declared."""
    try:
        return record_kind(kind).name
    except KeyError:
        return same(kind)


def _earlier(columns: Columns, rows: Sequence[int], row: int) -> int | None:
    """What a version is compared with: the one it corrects, else the one heard before it."""
    corrected = [r for r in rows if columns.seq[r] == columns.corrects[row]]
    before = [r for r in rows if r < row]
    return next(iter(corrected or reversed(before)), None)


def _what_changed(columns: Columns, row: int, earlier: int | None) -> Text:
    """First word, correction, cancellation, removal, or what became different."""
    corrects = columns.corrects[row] >= 0
    if columns.gone[row]:
        cancelled = corrects or columns.kind == "incident"
        return Text("撤销", "Cancelled") if cancelled else Text("撤除", "Removed")
    if earlier is None:
        return Text("首次记录", "First record")
    verb = Text("更正", "Corrected") if corrects else Text("更新", "Updated")
    changes = _changes(columns, earlier, row) or [Text("时间", "time")]
    zh, en = "；".join(c.zh for c in changes), "; ".join(c.en for c in changes)
    return Text(f"{verb.zh}：{zh}", f"{verb.en}: {en}")


def _changes(columns: Columns, earlier: int, row: int) -> list[Text]:
    before, after = columns.fields(earlier), columns.fields(row)
    names = _fields(columns.kind)
    changes = []
    for field in dict.fromkeys((*after, *before)):
        old, new = before.get(field), after.get(field)
        if old != new and not field.endswith("_us"):
            name = names.get(field, same(field))
            a, b = value_in_words(field, old), value_in_words(field, new)
            changes.append(Text(f"{name.zh} {a.zh} → {b.zh}", f"{name.en} {a.en} → {b.en}"))
    if columns.geometry_wkb[earlier] != columns.geometry_wkb[row]:
        changes.append(Text("位置", "place"))
    return changes


def _stamp(picture: Picture, columns: Columns, row: int) -> Text:
    """From when on it holds, until when, and when it was heard; by whom where that is told."""
    zone = picture.snapshot.district.zone

    def when(us: int) -> str:
        return aware(us, zone).strftime("%Y-%m-%d %H:%M:%S")

    start, heard = when(int(columns.from_us[row])), when(int(columns.heard_us[row]))
    begins = Text(f"自 {start}", f"From {start}")
    if columns.to_us[row] != NEVER_US:
        end = when(int(columns.to_us[row]))
        begins = Text(f"{begins.zh} 至 {end}", f"{begins.en} to {end}")
    by = f" · {columns.author[row]}" if columns.author[row] else ""
    return Text(f"{begins.zh}\n得知 {heard}{by}", f"{begins.en}\nHeard {heard}{by}")


def _fields(kind: str) -> Mapping[str, Text]:
    try:
        return dict(record_kind(kind).fields)
    except KeyError:
        return {}

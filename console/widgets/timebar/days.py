"""Named stretches of time: holidays and campaigns, from the record's own versions."""

from dataclasses import dataclass

from geodata.instants import Span
from geodata.snapshot import Snapshot
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """Something that lasts, and what it is called."""

    name: Text
    span: Span


def named_spans(snapshot: Snapshot, kind: str, known_at_us: int) -> tuple[NamedSpan, ...]:
    """All things of a kind as known at h, whenever they are in force, by start; none if absent."""
    if kind not in snapshot.kinds:
        return ()
    columns = snapshot.columns(kind)
    found = [
        NamedSpan(
            _name(columns.data[row].get("name"), columns.ids[row]),
            Span(int(columns.from_us[row]), int(columns.to_us[row])),
        )
        for row in columns.rows_known(known_at_us)
    ]
    return tuple(sorted(found, key=lambda one: one.span.start_us))


def running(spans: tuple[NamedSpan, ...], during: Span) -> tuple[NamedSpan, ...]:
    """Those that last at any time during a stretch."""
    return tuple(
        one
        for one in spans
        if one.span.start_us < during.end_us and during.start_us < one.span.end_us
    )


def _name(said: object, thing: str) -> Text:
    if isinstance(said, dict):
        zh, en = str(said.get("zh") or ""), str(said.get("en") or "")
        if zh or en:
            return Text(zh or en, en or zh)
    return Text(str(said), str(said)) if said else Text(thing, thing)

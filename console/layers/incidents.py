"""The incidents that the window counts: symbol and colour by kind, a raster where dense."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.layers._shapes import words
from console.layers.base import Key, Layer, Legend, Part, Tip, View
from console.layers.marks import NO_MARKS, Dots, Marks
from console.layers.options import hidden_parts, number
from geodata.instants import aware
from geodata.kinds import INCIDENT_KINDS, OUTCOMES, SOURCES, IncidentKind, incident_kind
from geodata.picture import Picture
from geodata.texts import Text, same
from geodata.wording import figure, quantity

PUBLISHED = 5
"""The kinds at the head of the list that are shown even where the window holds none."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which kinds are drawn, and how large."""

    hidden: frozenset[str] = hidden_parts(Text("类别", "Kinds"))
    size_px: float = number(7, 4, 14, 1, Text("符号", "Symbol"), same("px"))


def kinds_in(picture: Picture) -> tuple[IncidentKind, ...]:
    """The kinds to list: the record's own first in their order, then what came with files."""
    names = picture.counted.history.kind.names
    known = {kind.code for kind in INCIDENT_KINDS}
    own = [k for i, k in enumerate(INCIDENT_KINDS) if k.code in names or _is_sample(picture, i)]
    return (*own, *(incident_kind(code) for code in sorted(names) if code not in known))


def _is_sample(picture: Picture, place: int) -> bool:
    return picture.snapshot.district.sample and place < PUBLISHED


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """One dot a record, at its place as known."""
    counted = picture.counted
    history = counted.history
    shown = np.array([code not in options.hidden for code in history.kind.names], dtype=np.bool_)
    rows = counted.rows
    xy_m = np.stack([history.x_m[rows], history.y_m[rows]], axis=1)
    wanted = ~np.isnan(xy_m[:, 0])
    if not shown.all():
        wanted &= shown[history.kind.codes[rows]]
    if not wanted.all():
        rows, xy_m = rows[wanted], xy_m[wanted]
    if not len(rows):
        return NO_MARKS
    # A file may bring hundreds of kinds; they share few looks.
    mine = [(k.role, k.symbol) for k in map(incident_kind, history.kind.names)]
    looks = tuple(dict.fromkeys(mine))
    style = np.array([looks.index(look) for look in mine], dtype=np.uint8)
    dots = Dots(
        xy_m,
        style[history.kind.codes[rows]],
        tuple(role for role, _ in looks),
        tuple(symbol for _, symbol in looks),
        options.size_px,
        ids=_Ids(picture.snapshot.columns("incident").ids, history.row[rows]),
        kind="incident",
    )
    return Marks(live=(dots,))


class _Ids(Sequence[str]):
    """The ids of dots, looked up when one is hovered: a million are not listed for that."""

    def __init__(self, ids: Sequence[str], rows: NDArray[np.intp]) -> None:
        self._ids = ids
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._ids[self._rows[place]]


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """What it is, how many, what was done, and how long after it happened it was heard."""
    columns = picture.snapshot.columns("incident")
    history, counted = picture.counted.history, picture.counted.rows
    known = counted[np.isin(history.row[counted], columns.rows_of(thing))]
    if not len(known):
        return None
    row, happened_us = int(history.row[known[-1]]), int(history.happened_us[known[-1]])
    data = columns.fields(row)
    what = incident_kind(str(data.get("kind", "")))
    happened = aware(happened_us, picture.snapshot.district.zone)
    told = [
        (Text("发生", "Happened"), same(happened.strftime("%Y-%m-%d %H:%M"))),
        (Text("数量", "Count"), quantity(int(data.get("count", 1)), what.counted_in)),
        (
            Text("结果", "Outcome"),
            OUTCOMES.get(str(data.get("outcome")), words(data.get("outcome"))),
        ),
        (Text("来源", "Source"), SOURCES.get(str(data.get("source")), words(data.get("source")))),
    ]
    if data.get("place"):
        told.insert(0, (Text("地点", "Place"), words(data["place"])))
    return Tip(
        what.name,
        tuple((k, v) for k, v in told if v.zh),
        int(columns.heard_us[row]),
        happened_us,
    )


def parts(picture: Picture, options: Any) -> tuple[Part, ...]:
    """The kinds, each with its symbol and how many vehicles, persons or records it counts."""
    by_kind = picture.counted.by_kind
    return tuple(
        Part(k.code, Key(f"dot:{k.symbol}", k.role, k.name), f"{by_kind.get(k.code, 0):,}")
        for k in kinds_in(picture)
    )


def count(picture: Picture, options: Any) -> Text:
    """How many the window counts."""
    return figure(picture.counted.total)


def figures(picture: Picture, options: Any) -> dict[str, Any]:
    """Records and counts by kind."""
    counted = picture.counted
    return {
        "records": len(counted),
        "total": counted.total,
        "by_kind": dict(counted.by_kind),
        "records_by_kind": dict(counted.records_by_kind),
    }


def legend(picture: Picture, options: Any) -> Legend:
    """Symbols by kind."""
    keys = tuple(
        Key(f"dot:{k.symbol}", k.role, k.name)
        for k in kinds_in(picture)
        if k.code not in options.hidden
    )
    return Legend(Text("事件", "Incidents"), Text("辆 · 人 · 起", "count"), keys)


LAYER = Layer(
    id="incidents",
    title=Text("事件", "Incidents"),
    group="incidents",
    order=70,
    key=Key("dot:square", "kind.illegal_parking", Text("违停", "Illegal parking")),
    reads=("counted",),
    options=Options,
    marks=marks,
    count=count,
    parts=parts,
    tip=tip,
    figures=figures,
    legend=legend,
)

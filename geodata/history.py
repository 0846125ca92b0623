"""History as bitemporal columns: each row counts from its first hearing until a newer word.

A correction, a cancellation or a withdrawal ends the old row's time of being known and, where
there is a new word, begins another. Counting as known at h is then one comparison a row, exact
for every h, and `happened` stays what windows count by, whatever steps an incident goes through.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.arrays import Floats, Ints, Rows
from geodata.columns import Columns, parse_json
from geodata.instants import NEVER_US, Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.selection import Selection

Codes = NDArray[np.int16]
CHUNK = 20_000
POINT_WKB = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""A point in two dimensions as WKB, little-endian: nothing else is as short."""
NOWHERE_WKB = np.array([(1, 1, np.nan, np.nan)], dtype=POINT_WKB).tobytes()


@dataclass(frozen=True, eq=False)
class Category:
    """A text column as codes into `names`; the code of a missing value is that of ""."""

    names: tuple[str, ...]
    codes: Codes

    def code(self, name: str) -> int:
        """The code of a name, -1 where no row has it."""
        return self.names.index(name) if name in self.names else -1

    def among(self, names: frozenset[str]) -> NDArray[np.bool_]:
        """A mask by code: which of the names are meant."""
        return np.array([n in names for n in self.names], dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class History:
    """n rows ordered by happened: where, what, how many, and between which hearings it counts.

    `x_m`, `y_m` are NaN where there is no place. `row` points into the kind's Columns.
    """

    happened_us: Ints
    known_from_us: Ints
    known_until_us: Ints
    x_m: Floats
    y_m: Floats
    count: Ints
    row: Rows
    kind: Category
    outcome: Category
    source: Category

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.happened_us)

    @cached_property
    def extent(self) -> Span:
        """From the first happening to just after the last; empty at 0 where there is none."""
        if not len(self):
            return Span(0, 0)
        return Span(int(self.happened_us[0]), int(self.happened_us[-1]) + 1)

    @cached_property
    def _all_still_known(self) -> bool:
        return bool(np.all(self.known_until_us == NEVER_US))

    def known(self, known_at_us: int, rows: slice = slice(None)) -> NDArray[np.bool_]:
        """Which of the rows count as known at h."""
        if known_at_us == KNOWN_NOW:
            return np.asarray(self.known_until_us[rows] == NEVER_US)
        mask = self.known_from_us[rows] <= known_at_us
        if not self._all_still_known:
            mask &= known_at_us < self.known_until_us[rows]
        return np.asarray(mask)

    def between(self, window: Span) -> slice:
        """The rows that happened in the half-open window, known or not."""
        first, last = np.searchsorted(self.happened_us, (window.start_us, window.end_us))
        return slice(int(first), int(last))

    def rows_in(self, moment: Moment) -> Rows:
        """The rows that a moment counts: in its window, known then, and selected."""
        span = self.between(moment.window)
        mask = self.known(moment.known_at_us, span)
        self.narrow(mask, moment.selection, span)
        rows: Rows = np.flatnonzero(mask) + span.start
        return rows

    def narrow(
        self, mask: NDArray[np.bool_], selection: Selection, rows: slice = slice(None)
    ) -> None:
        """Take out of a mask of the rows those that a selection does not count."""
        if selection.kinds is not None:
            mask &= self.kind.among(selection.kinds)[self.kind.codes[rows]]
        if selection.outcomes is not None:
            mask &= self.outcome.among(selection.outcomes)[self.outcome.codes[rows]]
        if selection.area is not None:
            mask &= selection.inside(self.x_m[rows], self.y_m[rows])


def history_of(columns: Columns) -> History:
    """The history of a kind whose data hold `happened_us`, `kind`, `outcome`, `source`, `count`."""
    row, known_from, known_until = _words(columns)
    fields = _fields(columns)
    happened = np.array(fields["happened_us"], dtype=np.int64)
    missing = happened == NEVER_US
    happened[missing] = columns.from_us[missing]
    x, y = _points(columns)
    order = np.lexsort((columns.seq[row], happened[row]))
    row = row[order]
    return History(
        happened_us=happened[row],
        known_from_us=known_from[order],
        known_until_us=known_until[order],
        x_m=x[row],
        y_m=y[row],
        count=np.array(fields["count"], dtype=np.int64)[row],
        row=row,
        kind=_category(fields["kind"], row),
        outcome=_category(fields["outcome"], row),
        source=_category(fields["source"], row),
    )


def _words(columns: Columns) -> tuple[Rows, Ints, Ints]:
    """Each version that is ever the last word on its thing, and from which hearing until which."""
    n = len(columns)
    code = columns.id_code
    same_as_next = np.append(code[1:] == code[:-1], False)[:n]
    until = np.full(n, NEVER_US, dtype=np.int64)
    until[same_as_next] = columns.heard_us[1:][same_as_next[:-1]] if n else until[:0]
    until = np.minimum(until, columns.withdrawn_us)
    disturbed = np.zeros(n, dtype=np.bool_)
    disturbed[columns.withdrawn_us != NEVER_US] = True
    disturbed[columns.hidden.row] = True
    things, size = np.unique(code, return_counts=True)
    entangled = things[(size > 1) & np.isin(things, code[disturbed])]
    plain = ~columns.gone & (columns.heard_us < until) & ~np.isin(code, entangled)
    rows = [np.flatnonzero(plain)]
    spans = [np.stack([columns.heard_us[plain], until[plain]], axis=1)]
    first = np.searchsorted(code, entangled)
    last = np.searchsorted(code, entangled, side="right")
    slow = [word for a, b in zip(first, last, strict=True) for word in _unravel(columns, a, b)]
    if slow:
        rows.append(np.array([w[0] for w in slow], dtype=np.intp))
        spans.append(np.array([w[1:] for w in slow], dtype=np.int64))
    span = np.concatenate(spans)
    return np.concatenate(rows), span[:, 0], span[:, 1]


def _unravel(columns: Columns, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """The last words on one thing whose versions were corrected or withdrawn, by trying each h."""
    hidden = [
        (int(r), int(a), int(b))
        for r, a, b in zip(
            columns.hidden.row, columns.hidden.from_us, columns.hidden.until_us, strict=True
        )
        if first <= r < last
    ]
    turns = {int(h) for h in columns.heard_us[first:last]}
    turns |= {int(h) for h in columns.withdrawn_us[first:last]}
    turns |= {h for _, a, b in hidden for h in (a, b)}
    turns.discard(NEVER_US)
    spans = sorted(turns)
    for start, end in zip(spans, [*spans[1:], NEVER_US], strict=True):
        word = None
        for row in range(first, last):
            heard = columns.heard_us[row] <= start < columns.withdrawn_us[row]
            if heard and not any(r == row and a <= start < b for r, a, b in hidden):
                word = row
        if word is not None and not columns.gone[word]:
            yield word, start, end


def _fields(columns: Columns) -> Mapping[str, list[Any]]:
    defaults = {"happened_us": NEVER_US, "count": 1, "kind": "", "outcome": "", "source": ""}
    found: dict[str, list[Any]] = {name: [] for name in defaults}
    for start in range(0, len(columns), CHUNK):
        parsed = parse_json(columns.json_text[start : start + CHUNK])
        for name, default in defaults.items():
            found[name] += [data.get(name, default) for data in parsed]
    return found


def _category(values: Sequence[str], rows: Rows) -> Category:
    names = tuple(dict.fromkeys(values))
    code = {name: i for i, name in enumerate(names)}
    return Category(names, np.array([code[v] for v in values], dtype=np.int16)[rows])


def _points(columns: Columns) -> tuple[Floats, Floats]:
    """Where each version is: its point, the centre of its area; NaN where it has no place."""
    blobs = columns.geometry_wkb
    if all(blob is None or len(blob) == POINT_WKB.itemsize for blob in blobs):
        raw = np.frombuffer(b"".join(blob or NOWHERE_WKB for blob in blobs), dtype=POINT_WKB)
        return raw["x"].astype(np.float64), raw["y"].astype(np.float64)
    points = shapely.centroid(columns.geometry)
    return shapely.get_x(points), shapely.get_y(points)

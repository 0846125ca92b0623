"""A snapshot: the record up to a sequence number, loaded kind by kind when first asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import Any, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Bounds, Ints, Rows
from geodata.columns import Columns
from geodata.fixes import Fixes
from geodata.history import History, history_of
from geodata.instants import DAY_US, Span

T = TypeVar("T")
QUARTER_US = DAY_US // 4
QUARTERS_KEPT = 6
LOOKS_KEPT = 4
"""How many different states of a kind are kept: several looks may show different moments."""


@dataclass(frozen=True, slots=True)
class District:
    """What a record says of itself.

    `store_id` is its own for good, whatever its file is called. `crs` names the projected CRS of
    all its places, in metres, easting first. Places are true to `schematic_m`, None where they are
    surveyed. A replay of it begins at `opens_at_us`, over the window `opens_on` and the ground
    `opens_over`, as known then where `opens_known_then`; None where it says nothing of these.
    """

    store_id: str
    title_zh: str
    title_en: str
    zone: ZoneInfo
    crs: str
    extent: Bounds
    sample: bool = False
    schematic_m: float | None = None
    opens_at_us: int | None = None
    opens_on: Span | None = None
    opens_known_then: bool = False
    opens_over: Bounds | None = None


class Source(Protocol):
    """Where a snapshot reads from: a store, or plain lists in a test."""

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        """All versions of a kind with seq ≤ `up_to_seq`."""
        ...

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        """All fixes that happened in the span, accepted by then."""
        ...

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        """The kinds that have any version."""
        ...


@dataclass(frozen=True, eq=False)
class State:
    """The things of one kind that are in force at t as known at h: m rows of `columns`.

    Two Pictures in which nothing of the kind changed hold the very same State.
    """

    columns: Columns
    rows: Rows

    def __len__(self) -> int:
        """The number of things."""
        return len(self.rows)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(self.columns.ids[r] for r in self.rows)

    @cached_property
    def geometry(self) -> NDArray[Any]:
        """Their places (object array of shapely geometries, metres)."""
        return self.columns.geometry[self.rows]

    @cached_property
    def data(self) -> tuple[Mapping[str, Any], ...]:
        """Their fields."""
        return self.columns.data_at(self.rows)

    @property
    def heard_us(self) -> Ints:
        """When the office heard each of these words."""
        return self.columns.heard_us[self.rows]

    @property
    def from_us(self) -> Ints:
        """Since when each is as it is."""
        return self.columns.from_us[self.rows]

    def row_of(self, thing: str) -> int | None:
        """The place of an id among these things, None where it is not there."""
        return self._places.get(thing)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {thing: i for i, thing in enumerate(self.ids)}


@dataclass(eq=False)
class Snapshot:
    """The record up to `seq`. Never changes; what it has loaded it keeps.

    Safe to ask from several threads.
    """

    district: District
    seq: int
    source: Source
    _columns: dict[str, Columns] = field(default_factory=dict)
    _histories: dict[str, History] = field(default_factory=dict)
    _last_states: dict[str, tuple[State, ...]] = field(default_factory=dict)
    _fix_quarters: dict[int, Fixes] = field(default_factory=dict)
    _kept: dict[str, tuple[tuple[tuple[object, ...], object], ...]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds that have any version."""
        return frozenset(self.source.kinds(self.seq))

    def columns(self, kind: str) -> Columns:
        """All versions of a kind."""
        with self._lock:
            if kind not in self._columns:
                self._columns[kind] = self.source.columns(kind, self.seq)
            return self._columns[kind]

    def history(self, kind: str = "incident") -> History:
        """The kind's history, ready for counting."""
        with self._lock:
            if kind not in self._histories:
                self._histories[kind] = history_of(self.columns(kind))
            return self._histories[kind]

    def state(self, kind: str, t_us: int, known_at_us: int) -> State:
        """The things of a kind in force at t as known at h."""
        columns = self.columns(kind)
        rows = columns.rows_at(t_us, known_at_us)
        with self._lock:
            recent = self._last_states.get(kind, ())
            same = (s for s in recent if np.array_equal(s.rows, rows))
            state = next(same, None)
            if state is None:
                state = State(columns, rows)
            others = tuple(s for s in recent if s is not state)
            self._last_states[kind] = (state, *others[: LOOKS_KEPT - 1])
            return state

    def kept(self, name: str, parts: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was derived from these very parts, made when first asked for.

        `parts` are compared by identity, or by value where they are plain values.
        """
        with self._lock:
            recent = self._kept.get(name, ())
            found = next((r for r in recent if _same_parts(r[0], parts)), None)
        if found is None:
            found = (parts, make())
        with self._lock:
            others = tuple(r for r in self._kept.get(name, ()) if r[0] is not found[0])
            self._kept[name] = (found, *others[: LOOKS_KEPT - 1])
        return cast("T", found[1])

    def fixes_near(self, t_us: int) -> Fixes:
        """The fixes of the quarter of a UTC day that holds t and of the day before it."""
        quarter = t_us // QUARTER_US
        with self._lock:
            found = self._fix_quarters.get(quarter)
        if found is None:
            # Not under the lock: whoever reads ahead in the background holds nobody up.
            span = Span((quarter - 4) * QUARTER_US, (quarter + 1) * QUARTER_US)
            found = self.source.fixes(span, self.seq)
            with self._lock:
                while len(self._fix_quarters) >= QUARTERS_KEPT:
                    self._fix_quarters.pop(next(iter(self._fix_quarters)))
                self._fix_quarters[quarter] = found
        return found

    def grown(self, seq: int, kinds: Iterable[str]) -> "Snapshot":
        """The record up to a later `seq`, sharing every kind that did not change since."""
        changed = frozenset(kinds)
        with self._lock:
            return Snapshot(
                self.district,
                seq,
                self.source,
                {k: c for k, c in self._columns.items() if k not in changed},
                {k: h for k, h in self._histories.items() if k not in changed},
                {k: s for k, s in self._last_states.items() if k not in changed},
            )


def _same_parts(mine: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    return len(mine) == len(theirs) and all(
        a is b or (type(a) is type(b) and bool(a == b)) for a, b in zip(mine, theirs, strict=True)
    )

"""The Picture: the district as of a moment, made in one place by one pure function.

Live, replay and planning all call `picture`; no layer, table or chart can tell which is running.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from geodata.arrays import Ints, Rows
from geodata.columns import Columns, columns_of
from geodata.fixes import Fixes
from geodata.history import History
from geodata.instants import DAY_US
from geodata.moment import KNOWN_NOW, Moment
from geodata.plan import Plan
from geodata.snapshot import Snapshot, State
from geodata.versions import Version

SEEN_WITHIN_US = DAY_US
"""A unit's last position is that old at most."""


@dataclass(frozen=True, eq=False)
class Counted:
    """What a window counts: rows of `history`, in the order they happened."""

    history: History
    rows: Rows

    def __len__(self) -> int:
        """The number of records."""
        return len(self.rows)

    @cached_property
    def total(self) -> int:
        """The number of vehicles and persons: records may stand for several."""
        return int(self.history.count[self.rows].sum())

    @cached_property
    def by_kind(self) -> Mapping[str, int]:
        """The same, by kind code."""
        return self._by_kind(self.history.count[self.rows])

    @cached_property
    def records_by_kind(self) -> Mapping[str, int]:
        """The number of records by kind code."""
        return self._by_kind(None)

    def of_kind(self, code: str) -> Rows:
        """The rows of one kind."""
        kind = self.history.kind
        rows: Rows = self.rows[kind.codes[self.rows] == kind.code(code)]
        return rows

    def _by_kind(self, weights: Ints | None) -> Mapping[str, int]:
        kind = self.history.kind
        sums = np.bincount(kind.codes[self.rows], weights, minlength=len(kind.names))
        return {name: int(n) for name, n in zip(kind.names, sums, strict=True) if n}


class _Rows:
    """Rows that are the same where their numbers are."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and np.array_equal(self._rows, other._rows)

    def __hash__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, eq=False)
class UnitsAt:
    """Where the units were last seen by t: rows of `fixes`."""

    fixes: Fixes
    rows: Rows
    t_us: int

    @property
    def ids(self) -> tuple[str, ...]:
        """The units seen."""
        return tuple(self.fixes.units[self.fixes.unit_code[r]] for r in self.rows)

    @property
    def age_us(self) -> Ints:
        """How old the last fix of each is at t."""
        return self.t_us - self.fixes.happened_us[self.rows]


@dataclass(frozen=True, eq=False)
class Picture:
    """The district at `moment.t_us`, counted over `moment.window`; knows its own moment.

    Its parts are made when first read and then kept; equal parts of Pictures of one record are
    the same objects, so whoever draws them sees by identity what changed.
    """

    snapshot: Snapshot
    plan: Plan | None
    moment: Moment

    def state(self, kind: str) -> State:
        """The things of a kind in force at t as known at h, the plan laid over them."""
        found = self._states.get(kind)
        if found is None:
            found = self._states[kind] = self._made_state(kind)
        return found

    @cached_property
    def _states(self) -> dict[str, State]:
        return {}

    def _made_state(self, kind: str) -> State:
        state = self.snapshot.state(kind, self.moment.t_us, self.moment.known_at_us)
        changes = self.plan.of_kind(kind) if self.plan else {}
        if not changes:
            return state
        parts = (state, changes)
        return self.snapshot.kept(f"drafted {kind}", parts, lambda: _overlaid(state, changes))

    @cached_property
    def counted(self) -> Counted:
        """The incidents that the window counts."""
        history = self.snapshot.history("incident")
        rows = history.rows_in(self.moment)
        key = _Rows(rows)
        return self.snapshot.kept("counted", (history, key), lambda: Counted(history, rows))

    @cached_property
    def units(self) -> UnitsAt:
        """Where the units were last seen by t, those not seen for a day left out."""
        t_us, known_at_us = self.moment.t_us, self.moment.known_at_us
        fixes = self.snapshot.fixes_near(t_us)
        return UnitsAt(fixes, fixes.last_at(t_us, known_at_us, t_us - SEEN_WITHIN_US), t_us)

    @cached_property
    def not_yet_known(self) -> int:
        """How many things of the window that had happened by t were not heard of at h."""
        if self.moment.is_known_now:
            return 0
        history = self.counted.history
        rows = history.rows_in(replace(self.moment, known_at_us=KNOWN_NOW))
        rows = rows[history.happened_us[rows] <= self.moment.t_us]
        first_heard_us = self.snapshot.columns("incident").first_heard_us[history.row[rows]]
        return int(np.count_nonzero(first_heard_us > self.moment.known_at_us))


def picture(snapshot: Snapshot, plan: Plan | None, moment: Moment) -> Picture:
    """The district as of a moment: the only place where what a panel shows is made."""
    return Picture(snapshot, plan, moment)


def _overlaid(state: State, changes: Mapping[str, Any]) -> State:
    """A state with a draft's changes: replaced, added and removed things."""
    kept = [i for i, thing in enumerate(state.ids) if thing not in changes]
    drafted = [Version(0, 0, None, fact) for fact in changes.values() if fact is not None]
    mine = columns_of(state.columns.kind, drafted, {})
    merged = _stacked(state.columns, state.rows[kept], mine)
    return State(merged, np.arange(len(merged), dtype=np.intp))


def _stacked(base: Columns, rows: Rows, over: Columns) -> Columns:
    ids = (*(base.ids[r] for r in rows), *over.ids)
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)

    def both(name: str) -> Any:
        return np.concatenate([getattr(base, name)[rows], getattr(over, name)])[order]

    def either(name: str) -> Any:
        found = (*(getattr(base, name)[r] for r in rows), *getattr(over, name))
        return tuple(found[i] for i in order)

    return Columns(
        kind=base.kind,
        ids=either("ids"),
        seq=both("seq"),
        heard_us=both("heard_us"),
        from_us=both("from_us"),
        to_us=both("to_us"),
        withdrawn_us=both("withdrawn_us"),
        gone=both("gone"),
        author=either("author"),
        batch=both("batch"),
        corrects=both("corrects"),
        geometry_wkb=either("geometry_wkb"),
        json_text=either("json_text"),
        hidden=over.hidden,
    )

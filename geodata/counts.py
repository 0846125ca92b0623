"""Exact counts of a history in bins of time: sums of `count`, as known at h.

Rows are ordered by happened, so a bin is a range of rows. As known then, a step of h only touches
the rows whose time of being known begins or ends between the two h.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from geodata.arrays import Ints, Rows
from geodata.history import Category, History
from geodata.instants import NEVER_US
from geodata.selection import EVERYTHING, Selection

By = Literal["kind", "outcome", "source"]

RECOUNT_SHARE = 4
"""A step over more than one in so many turns is counted afresh: cheaper than taking them one by
one, and quite as exact."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A history of which only a selection counts: `weight` (n,) is `count`, 0 where not selected.

    Keeps, once asked for, the order in which rows become known and cease to be.
    """

    history: History
    weight: Ints

    @cached_property
    def turns(self) -> "Turns":
        """When rows of weight begin and cease to be known."""
        return _turns(self)


@dataclass(frozen=True, eq=False)
class Turns:
    """m turns ordered by `at_us`: `row` begins (`sign` 1) or ceases (-1) to be known."""

    at_us: Ints
    row: Rows
    sign: Ints


def weigh(history: History, selection: Selection = EVERYTHING) -> Weighed:
    """The history with a weight for each row."""
    mask = np.ones(len(history), dtype=np.bool_)
    history.narrow(mask, selection)
    return Weighed(history, history.count if mask.all() else np.where(mask, history.count, 0))


def histogram(
    history: History,
    edges_us: Ints,
    known_at_us: int,
    selection: Selection = EVERYTHING,
    by: By = "kind",
) -> Ints:
    """Sums of `count` per half-open bin and name: (bins, names) int64.

    `edges_us` are the bins + 1 edges; the columns follow `history.kind.names` (or those of
    `outcome`, `source`). Raises ValueError where the edges do not rise or are fewer than two.
    """
    return Running(weigh(history, selection), edges_us, by).at(known_at_us)


class Running:
    """One histogram as known at one h after another."""

    def __init__(self, weighed: Weighed, edges_us: Ints, by: By = "kind") -> None:
        """Prepare to count; raises ValueError where the edges do not rise or are fewer than two."""
        edges = np.asarray(edges_us, dtype=np.int64)
        if len(edges) < 2 or np.any(edges[1:] <= edges[:-1]):
            raise ValueError("bins need at least two rising edges")
        self._weighed = weighed
        self._category: Category = getattr(weighed.history, by)
        self._first_rows: Rows = np.searchsorted(weighed.history.happened_us, edges)
        self._known_at_us: int | None = None
        self._sums = np.zeros((len(edges) - 1, len(self._category.names)), dtype=np.int64)
        self._sums.flags.writeable = False

    def at(self, known_at_us: int) -> Ints:
        """The sums (bins, names) as known at h; a fresh array where they differ from before."""
        if known_at_us != self._known_at_us:
            self._sums = self._moved(known_at_us)
            self._sums.flags.writeable = False
            self._known_at_us = known_at_us
        return self._sums

    def _moved(self, known_at_us: int) -> Ints:
        if self._known_at_us is None:
            return self._counted(known_at_us)
        turns = self._weighed.turns
        earlier, later = sorted((self._known_at_us, known_at_us))
        first, last = np.searchsorted(turns.at_us, (earlier, later), side="right")
        if (last - first) * RECOUNT_SHARE > len(turns.at_us):
            return self._counted(known_at_us)
        begin, end = self._first_rows[0], self._first_rows[-1]
        row = turns.row[first:last]
        here = (row >= begin) & (row < end)
        if not here.any():
            return self._sums
        sign = turns.sign[first:last][here] * (1 if known_at_us == later else -1)
        row = row[here]
        sums = self._sums.copy()
        bin_of_row = np.searchsorted(self._first_rows, row, side="right") - 1
        np.add.at(sums, (bin_of_row, self._category.codes[row]), sign * self._weighed.weight[row])
        return sums

    def _counted(self, known_at_us: int) -> Ints:
        weighed, n_names = self._weighed, len(self._category.names)
        rows = slice(int(self._first_rows[0]), int(self._first_rows[-1]))
        bins = len(self._sums)
        if rows.start == rows.stop or not n_names:
            return np.zeros((bins, n_names), dtype=np.int64)
        cell = np.repeat(np.arange(bins) * n_names, np.diff(self._first_rows))
        cell += self._category.codes[rows]
        weight = weighed.weight[rows] * weighed.history.known(known_at_us, rows)
        # float64 sums of whole numbers are exact below 2**53, far above any count of things.
        sums = np.bincount(cell, weights=weight, minlength=bins * n_names)
        return sums.astype(np.int64).reshape(bins, n_names)


def _turns(weighed: Weighed) -> Turns:
    history = weighed.history
    rows = np.flatnonzero(weighed.weight)
    ends = rows[history.known_until_us[rows] != NEVER_US]
    at_us = np.concatenate([history.known_from_us[rows], history.known_until_us[ends]])
    sign = np.repeat(np.array([1, -1], dtype=np.int64), (len(rows), len(ends)))
    order = np.argsort(at_us, kind="stable")
    return Turns(at_us[order], np.concatenate([rows, ends])[order], sign[order])

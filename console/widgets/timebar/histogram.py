"""What the bars count: the history in bins that fit the zoom, stacked kinds and rare ones apart."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from console.widgets.timebar.frame import TimeScale
from geodata.bins import Bin, bin_at_least, edges
from geodata.columns import Ints, Rows
from geodata.counts import Running, weigh
from geodata.history import History
from geodata.instants import NEVER_US, Span
from geodata.kinds import INCIDENT_KINDS, IncidentKind, incident_kind
from geodata.moment import KNOWN_NOW
from geodata.selection import Selection

NARROWEST_BAR_PX: Final = 3.0
VIEWS_AROUND: Final = 1
"""Bins shorter than a day are counted for so many views to either side, not for the whole record:
minutes of five years are 2.6 million."""


@dataclass(frozen=True, eq=False)
class Stack:
    """Counts to draw: b bins and k stacked kinds, lowest first.

    `known` (b, k) is what is known at h, `missing` (b, k) what is known now beyond that.
    """

    edges_us: Ints
    size: Bin
    known: Ints
    missing: Ints
    ceiling: int


class Histogram:
    """The counts of one history under one selection, for any zoom and any h."""

    def __init__(self, history: History, selection: Selection, zone: ZoneInfo) -> None:
        """Weigh the rows; counting waits until it is asked for."""
        self._history = history
        self._selection = selection
        self._zone = zone
        self._weighed = weigh(history, selection)
        names = sorted(history.kind.names, key=_place)
        kinds = [incident_kind(name) for name in names]
        self.stacked = tuple(k for k in kinds if not k.rare)
        self.rare = tuple(k for k in kinds if k.rare)
        self._columns = [history.kind.code(k.code) for k in self.stacked]
        self._binned: _Binned | None = None

    @property
    def history(self) -> History:
        """The history that is counted."""
        return self._history

    def shows(self, history: History, selection: Selection) -> bool:
        """Whether these are the counts of that history under that selection."""
        return history is self._history and selection == self._selection

    def stack(self, scale: TimeScale, known_at_us: int) -> Stack:
        """The bars for a scale as known at h; the same object while nothing differs."""
        size = bin_at_least(NARROWEST_BAR_PX * scale.us_per_px)
        if self._binned is None or not self._binned.serves(size, scale.span, self._history.extent):
            self._binned = _Binned(self, size, self._stretch(size, scale.span))
        return self._binned.at(known_at_us)

    def running(self, edges_us: Ints) -> Running:
        """The counts of all kinds in other bins."""
        return Running(self._weighed, edges_us)

    def edges(self, span: Span, size: Bin) -> Ints:
        """The edges of the bins that cover a span."""
        return edges(span, size, self._zone)

    def columns(self) -> list[int]:
        """Which columns of a count are the stacked kinds, in their order."""
        return self._columns

    def rare_rows(self, kind: IncidentKind, span: Span) -> Rows:
        """The rows of a rare kind in the span that the selection takes, known or not."""
        rows = self._history.between(span)
        mask = self._history.kind.codes[rows] == self._history.kind.code(kind.code)
        mask &= self._weighed.weight[rows] != 0
        found: Rows = np.flatnonzero(mask) + rows.start
        return found

    def stands_now(self, rows: Rows) -> NDArray[np.bool_]:
        """Which of the rows count as known now."""
        return np.asarray(self._history.known_until_us[rows] == NEVER_US)

    def _stretch(self, size: Bin, shown: Span) -> Span:
        extent = self._history.extent
        if not size.within_day or not extent.length_us:
            return extent
        around = shown.length_us * VIEWS_AROUND
        start_us = max(extent.start_us, shown.start_us - around)
        return Span(
            min(start_us, extent.end_us), max(min(extent.end_us, shown.end_us + around), start_us)
        )


class _Binned:
    """The counts in bins of one size over one stretch."""

    def __init__(self, histogram: Histogram, size: Bin, stretch: Span) -> None:
        self._size = size
        self._stretch = stretch
        self._edges_us = histogram.edges(stretch, size)
        self._columns = histogram.columns()
        self._running = histogram.running(self._edges_us)
        self._now = self._running.at(KNOWN_NOW)[:, self._columns]
        self._sums = self._running.at(KNOWN_NOW)
        self._stack = self._stacked(self._sums)

    def serves(self, size: Bin, shown: Span, extent: Span) -> bool:
        """Whether these bins are fine for that stretch."""
        if size != self._size:
            return False
        first = max(shown.start_us, extent.start_us) >= self._stretch.start_us
        last = min(shown.end_us, extent.end_us) <= self._stretch.end_us
        return first and last

    def at(self, known_at_us: int) -> Stack:
        sums = self._running.at(known_at_us)
        if sums is not self._sums:
            self._sums = sums
            self._stack = self._stacked(sums)
        return self._stack

    def _stacked(self, sums: Ints) -> Stack:
        known = sums[:, self._columns]
        missing = np.maximum(self._now - known, 0)
        highest = int((known + missing).sum(axis=1).max(initial=0))
        ceiling = max(highest, int(self._now.sum(axis=1).max(initial=0)))
        return Stack(self._edges_us, self._size, known, missing, ceiling)


def _place(name: str) -> tuple[int, str]:
    declared = [kind.code for kind in INCIDENT_KINDS]
    return (declared.index(name) if name in declared else len(declared), name)

"""What the bars count: the history in bins that fit the zoom, stacked kinds and rare ones apart."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from console.widgets.timebar.frame import TimeScale
from geodata.arrays import Ints, Rows
from geodata.bins import DAY, Bin, bin_at_least, edges
from geodata.counts import Running, Weighed, weigh
from geodata.history import History
from geodata.instants import Span
from geodata.kinds import INCIDENT_KINDS, IncidentKind, incident_kind
from geodata.moment import KNOWN_NOW
from geodata.selection import Selection

NARROWEST_BAR_PX: Final = 3.0
HOUR: Final = Bin("hour")


@dataclass(frozen=True, eq=False)
class Stack:
    """Counts to draw: b bins and k stacked kinds, lowest first.

    `known` (b, k) is what is known at h, `missing` (b, k) what is known now beyond that. No bar is
    higher than `ceiling`, now or then, so that the axis does not jump as h moves.
    """

    edges_us: Ints
    size: Bin
    known: Ints
    missing: Ints
    ceiling: int

    def comparable_to(self, other: "Stack") -> bool:
        """Whether both count the same bins on the same axis."""
        return self.edges_us is other.edges_us and self.ceiling == other.ceiling

    def bins_unlike(self, other: "Stack") -> Rows:
        """The bins that count something else than in a comparable stack."""
        unlike = (self.known != other.known) | (self.missing != other.missing)
        return np.flatnonzero(unlike.any(axis=1))


class Histogram:
    """The counts of one history under one selection, for any zoom and any h."""

    def __init__(self, history: History, selection: Selection, zone: ZoneInfo) -> None:
        """Weigh the rows; counting waits until it is asked for."""
        self._history = history
        self._selection = selection
        self._zone = zone
        self._weighed = weigh(history, selection)
        kinds = [incident_kind(name) for name in sorted(history.kind.names, key=_place)]
        self.stacked = tuple(k for k in kinds if not k.rare)
        self.rare = tuple(k for k in kinds if k.rare)
        self._columns = [history.kind.code(k.code) for k in self.stacked]
        self._bars: _Bars | None = None
        self._bases: dict[Bin, _Base] = {}

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
        if self._bars is None or not self._bars.serves(size, scale.span):
            self._bars = self._bars_of(size, scale.span)
        return self._bars.at(known_at_us)

    def counts(self, edges_us: Ints, known_at_us: int) -> Ints:
        """The counts of all kinds in other bins: (bins, `history.kind.names`)."""
        return Running(self._weighed, edges_us).at(known_at_us)

    def edges(self, span: Span, size: Bin) -> Ints:
        """The edges of the bins that cover a span."""
        return edges(span, size, self._zone)

    def rare_rows(self, kind: IncidentKind, span: Span) -> Rows:
        """The rows of a rare kind in the span that the selection takes, known or not."""
        rows = self._rare_rows[kind.code]
        happened_us = self._history.happened_us
        first, last = np.searchsorted(happened_us, (span.start_us, span.end_us))
        return rows[slice(*np.searchsorted(rows, (first, last)))]

    @cached_property
    def _rare_rows(self) -> dict[str, Rows]:
        kind, weight = self._history.kind, self._weighed.weight
        return {
            k.code: np.flatnonzero((kind.codes == kind.code(k.code)) & (weight != 0))
            for k in self.rare
        }

    def _base(self, size: Bin) -> "_Base":
        """The whole record by the day, or the hour: longer bars are sums of these."""
        whole = HOUR if size.within_day else DAY
        if whole not in self._bases:
            self._bases[whole] = _Base(self._weighed, self.edges(self._history.extent, whole))
        return self._bases[whole]

    def _bars_of(self, size: Bin, shown: Span) -> "_Bars":
        extent = self._history.extent
        if size.typical_us < HOUR.typical_us:
            # Minutes of five years are 2.6 million: count the view and one view to either side.
            start_us = max(extent.start_us, shown.start_us - shown.length_us)
            end_us = min(extent.end_us, shown.end_us + shown.length_us)
            found = self.edges(Span(start_us, max(start_us, end_us)), size)
            return _Bars(size, found, _Base(self._weighed, found), self._columns, extent)
        found = self.edges(extent, size)
        return _Bars(size, found, self._base(size), self._columns, extent)


class _Base:
    """Counts in the finest bins, as known now and as known at one h after another."""

    def __init__(self, weighed: Weighed, edges_us: Ints) -> None:
        self.edges_us = edges_us
        self._now = Running(weighed, edges_us)
        self._then = Running(weighed, edges_us)

    def at(self, known_at_us: int) -> Ints:
        """The sums as known at h; the very same array while nothing differs."""
        return (self._now if known_at_us == KNOWN_NOW else self._then).at(known_at_us)


class _Bars:
    """The bars of one size over one stretch: sums of consecutive bins of a base."""

    def __init__(
        self, size: Bin, edges_us: Ints, base: _Base, columns: list[int], extent: Span
    ) -> None:
        self._size, self._edges_us, self._extent = size, edges_us, extent
        self._base, self._columns = base, columns
        self._starts = np.searchsorted(base.edges_us, edges_us[:-1])
        self._sums = base.at(KNOWN_NOW)
        self._now = self._summed(self._sums)
        self._stack = self._stacked()

    def serves(self, size: Bin, shown: Span) -> bool:
        """Whether these bars are fine for that stretch."""
        first_us = max(shown.start_us, self._extent.start_us)
        last_us = min(shown.end_us, self._extent.end_us)
        inside = int(self._edges_us[0]) <= first_us and last_us <= int(self._edges_us[-1])
        return size == self._size and (inside or first_us >= last_us)

    def at(self, known_at_us: int) -> Stack:
        """The bars as known at h; the same object while nothing differs."""
        sums = self._base.at(known_at_us)
        if sums is not self._sums:
            self._sums = sums
            self._stack = self._stacked()
        return self._stack

    def _summed(self, sums: Ints) -> Ints:
        kept = sums[:, self._columns]
        if len(self._starts) == len(kept):
            return kept
        return np.asarray(np.add.reduceat(kept, self._starts, axis=0), dtype=np.int64)

    def _stacked(self) -> Stack:
        known = self._summed(self._sums)
        missing = np.maximum(self._now - known, 0)
        highest = np.maximum(known + missing, self._now).sum(axis=1).max(initial=0)
        return Stack(self._edges_us, self._size, known, missing, int(highest))


def _place(name: str) -> tuple[int, str]:
    declared = [kind.code for kind in INCIDENT_KINDS]
    return (declared.index(name) if name in declared else len(declared), name)

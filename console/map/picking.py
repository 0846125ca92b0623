"""What lies under the pointer: every thing within reach, uppermost first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import hypot
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from console.layers.marks import Areas, Badges, Dots, Lines
from console.map.painter import Entry
from console.map.symbols import badge_middle, drawn_size_px
from geodata.arrays import Bounds

REACH_PX = 5.0
Pickable = Dots | Badges | Lines | Areas


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing under the pointer: which layer drew it, what it is, its id."""

    layer_id: str
    kind: str
    id: str


class Picker:
    """Finds things among marks; keeps the search trees of batches as long as these live."""

    def __init__(self) -> None:
        """No tree before it is needed."""
        self._trees: WeakKeyDictionary[Lines | Areas, tuple[shapely.STRtree, NDArray[np.intp]]]
        self._trees = WeakKeyDictionary()

    def at(
        self, entries: Sequence[Entry], x_m: float, y_m: float, m_per_px: float
    ) -> tuple[Hit, ...]:
        """The things within reach of a place; `entries` run from the lowest to the uppermost."""
        found: dict[Hit, None] = {}
        for entry, batch in _uppermost_first(entries):
            for row in self._rows_at(batch, x_m, y_m, m_per_px):
                found.setdefault(_hit(entry, batch, row))
        return tuple(found)

    def within(self, entries: Sequence[Entry], bounds: Bounds) -> tuple[Hit, ...]:
        """The things whose place, or any part of whose line, lies in a box; uppermost first.

        An area counts where the box holds some point of its outline or lies inside it.
        """
        found: dict[Hit, None] = {}
        for entry, batch in _uppermost_first(entries):
            for row in self._rows_within(batch, bounds):
                found.setdefault(_hit(entry, batch, row))
        return tuple(found)

    def _rows_at(self, batch: Pickable, x: float, y: float, m_per_px: float) -> Iterator[int]:
        if isinstance(batch, Dots | Badges):
            yield from _points_at(batch, x, y, m_per_px)
            return
        if m_per_px > batch.max_m_per_px:
            return
        tree, owner = self._tree(batch)
        place = shapely.Point(x, y)
        if isinstance(batch, Areas):
            rows = tree.query(place, predicate="intersects")
        else:
            reach = (REACH_PX + batch.stroke.width_px / 2) * m_per_px
            rows = tree.query(place, predicate="dwithin", distance=reach)
        yield from sorted({int(owner[r]) for r in rows}, reverse=True)

    def _rows_within(self, batch: Pickable, bounds: Bounds) -> Iterator[int]:
        if isinstance(batch, Dots | Badges):
            x, y = batch.xy_m[:, 0], batch.xy_m[:, 1]
            inside = (x >= bounds[0]) & (x <= bounds[2]) & (y >= bounds[1]) & (y <= bounds[3])
            yield from reversed(np.flatnonzero(inside).tolist())
            return
        tree, owner = self._tree(batch)
        rows = tree.query(shapely.box(*bounds), predicate="intersects")
        yield from sorted({int(owner[r]) for r in rows}, reverse=True)

    def _tree(self, batch: Lines | Areas) -> tuple[shapely.STRtree, NDArray[np.intp]]:
        if batch not in self._trees:
            shapes, owner = shapes_of(batch)
            self._trees[batch] = (shapely.STRtree(shapes), owner)
        return self._trees[batch]


def _uppermost_first(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Pickable]]:
    """The batches that can be picked."""
    for entry in reversed(entries):
        for batch in reversed(entry.batches):
            if isinstance(batch, Pickable) and len(batch.ids):
                yield entry, batch


def shapes_of(batch: Lines | Areas) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """The geometries of a batch and the row each belongs to; empty and flat ones are left out."""
    if isinstance(batch, Lines):
        full = np.flatnonzero(np.diff(batch.offsets) >= 2)
        pieces = [batch.coords_m[batch.offsets[r] : batch.offsets[r + 1]] for r in full]
        return np.array([shapely.LineString(p) for p in pieces], dtype=object), full
    shapes, owner = [], []
    for row in range(len(batch.area_offsets) - 1):
        rings = _rings(batch, row)
        if rings:
            # Even-odd, as it is painted.
            shapes.append(reduce(shapely.symmetric_difference, rings))
            owner.append(row)
    return np.array(shapes, dtype=object), np.array(owner, dtype=np.intp)


def _rings(batch: Areas, row: int) -> list[BaseGeometry]:
    first, last = int(batch.area_offsets[row]), int(batch.area_offsets[row + 1])
    spans = pairwise(batch.ring_offsets[first : last + 1].tolist())
    return [
        shapely.make_valid(shapely.Polygon(batch.coords_m[a:b])) for a, b in spans if b - a >= 4
    ]


def _points_at(batch: Dots | Badges, x: float, y: float, m_per_px: float) -> list[int]:
    """Rows of the points within reach of a place, the one drawn last first."""
    if not len(batch.xy_m):
        return []
    dx_px = (batch.xy_m[:, 0] - x) / m_per_px
    dy_px = (y - batch.xy_m[:, 1]) / m_per_px
    size_px = drawn_size_px(batch, m_per_px)
    reach = max(REACH_PX, size_px * 0.75)
    if isinstance(batch, Badges):
        lifts = np.array([badge_middle(shape, size_px) for shape in batch.shapes])
        dy_px = dy_px - lifts[batch.style]
        reach = max(REACH_PX, size_px / 2 + 1)
    near = np.flatnonzero((np.abs(dx_px) <= reach) & (np.abs(dy_px) <= reach))
    distance = [hypot(dx_px[r], dy_px[r]) for r in near]
    nearest = sorted(zip(distance, near.tolist(), strict=True))
    return [row for _, row in nearest]


def _hit(entry: Entry, batch: Pickable, row: int) -> Hit:
    return Hit(entry.layer_id, batch.kind, batch.ids[row])

"""Contiguous cells of a grid and their outlines.

`scipy.ndimage.label` and a union of boxes by shapely give the same (tests compare); the first
takes 0.3 s to import, the second ten times as long for the hundred cells or so that are hot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.grids import Floats, GridSpec

Cell = tuple[int, int]
"""(row, column)."""

Corner = tuple[int, int]
"""(column, row) of a lattice point, (0, 0) being the grid's south-west corner."""

_AROUND = tuple((dr, dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1) if (dr, dc) != (0, 0))


@dataclass(frozen=True, eq=False)
class Rings:
    """Closed rings one after another: outer ones anticlockwise, holes clockwise.

    Attributes:
        xy_m: Vertices in metres, shape (m, 2), the first of each ring repeated as its last.
        offsets: Ring i is `xy_m[offsets[i]:offsets[i + 1]]`; shape (rings + 1,).
    """

    xy_m: Floats
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """The number of rings."""
        return self.offsets.size - 1

    def ring(self, i: int) -> Floats:
        """The vertices of ring i, shape (k, 2)."""
        return self.xy_m[self.offsets[i] : self.offsets[i + 1]]


def cells_of(mask: NDArray[np.bool_]) -> list[Cell]:
    """The set cells of a mask of shape (ny, nx), by row, then column."""
    rows, columns = np.nonzero(mask)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def contiguous(cells: Iterable[Cell]) -> list[list[Cell]]:
    """The 8-connected groups of cells, each sorted, in the order of their first cells."""
    ordered = sorted(cells)
    left = set(ordered)
    groups = []
    for first in ordered:
        if first not in left:
            continue
        left.remove(first)
        group = [first]
        for row, column in group:
            for down, right in _AROUND:
                cell = (row + down, column + right)
                if cell in left:
                    left.remove(cell)
                    group.append(cell)
        groups.append(sorted(group))
    return groups


def outline(cells: Iterable[Cell], spec: GridSpec) -> Rings:
    """The border of a set of cells, with vertices only where it turns.

    Rings are simple: where two cells touch only at a corner, each keeps its own ring.

    Args:
        cells: The cells, in any order.
        spec: The grid they are cells of.
    """
    followers = _border_edges(set(cells))
    rings = []
    while followers:
        rings.append(_walk(followers, next(iter(followers))))
    lattice = np.array(list(chain.from_iterable(rings)), np.float64).reshape(-1, 2)
    lattice *= spec.cell_m
    lattice += (spec.x0_m, spec.y0_m)
    offsets = np.cumsum([0, *(len(ring) for ring in rings)], dtype=np.int64)
    return Rings(lattice, offsets)


def _border_edges(cells: set[Cell]) -> dict[Corner, list[Corner]]:
    """Edges of length 1 between cells in and out of the set, the cell on their left: from → to."""
    followers: dict[Corner, list[Corner]] = {}
    for row, column in sorted(cells):
        if (row - 1, column) not in cells:
            followers.setdefault((column, row), []).append((column + 1, row))
        if (row, column + 1) not in cells:
            followers.setdefault((column + 1, row), []).append((column + 1, row + 1))
        if (row + 1, column) not in cells:
            followers.setdefault((column + 1, row + 1), []).append((column, row + 1))
        if (row, column - 1) not in cells:
            followers.setdefault((column, row + 1), []).append((column, row))
    return followers


def _walk(followers: dict[Corner, list[Corner]], start: Corner) -> list[Corner]:
    """Takes one ring's edges out of `followers`, turning left where it can.

    `start` must be a turning point, which the first corner of the lowest row's first cell is.

    Returns:
        The ring's turning points, the first repeated as the last.
    """
    ring = [start]
    x, y = start
    heading = (0, 0)
    while True:
        ends = followers[x, y]
        left_turn = (x - heading[1], y + heading[0])
        ahead = left_turn if left_turn in ends else ends[0]
        ends.remove(ahead)
        if not ends:
            del followers[x, y]
        step = (ahead[0] - x, ahead[1] - y)
        if step != heading and heading != (0, 0):
            ring.append((x, y))
        x, y = ahead
        heading = step
        if ahead == start:
            ring.append(start)
            return ring

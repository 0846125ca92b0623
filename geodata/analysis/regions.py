"""Contiguous cells of a grid and their outlines.

`scipy.ndimage.label` and a union of boxes by shapely give the same (tests compare); the first
takes 0.3 s to import, the second ten times as long for the hundred cells or so that are hot.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.grids import GridSpec
from geodata.arrays import Floats

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

    Rings never cross or touch themselves: cells that meet only at a corner have one each.

    Args:
        cells: The cells, in any order.
        spec: The grid they are cells of.
    """
    rings = [_turns(loop) for loop in _loops(_border_edges(set(cells)))]
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


def _loops(followers: dict[Corner, list[Corner]]) -> Iterator[list[Corner]]:
    """Takes all edges out of `followers`, as loops that pass no corner twice."""
    while followers:
        path = [next(iter(followers))]
        place_in_path = {path[0]: 0}
        while path:
            ends = followers[path[-1]]
            ahead = ends.pop()
            if not ends:
                del followers[path[-1]]
            if ahead not in place_in_path:
                place_in_path[ahead] = len(path)
                path.append(ahead)
                continue
            # Back at a corner already passed: what lies between is a loop of its own.
            first = place_in_path[ahead]
            yield path[first:]
            for corner in path[first + 1 :]:
                del place_in_path[corner]
            del path[first + 1 if first else 0 :]


def _turns(loop: list[Corner]) -> list[Corner]:
    """The corners at which a loop of unit steps turns, the first repeated as the last."""
    turns = []
    for before, here, after in zip([loop[-1], *loop], loop, [*loop[1:], loop[0]], strict=False):
        if before[0] + after[0] != 2 * here[0] or before[1] + after[1] != 2 * here[1]:
            turns.append(here)
    return [*turns, turns[0]]

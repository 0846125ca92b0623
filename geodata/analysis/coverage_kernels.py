"""Compiled loops that lay rings on a grid by scan lines.

A cell counts as inside by its centre. Borders are half-open, so rings that share an edge share
no cell. Grids are (x0_m, y0_m, cell_m) and arrays of shape (ny, nx), row 0 the southernmost.

Import this module only where it is used: it loads the compiler (0.4 s).
"""

import math

import numpy as np
from numba import boolean, float32, float64, int64, njit, types, uint16, void
from numpy.typing import NDArray

from geodata.arrays import Floats, Ints

_COORDS = types.Array(float64, 2, "C", readonly=True)
_OFFSETS = types.Array(int64, 1, "C", readonly=True)
_PLACES = types.Array(int64, 1, "C", readonly=True)
_VALUES = types.Array(float64, 1, "C", readonly=True)
_COUNTS = types.Array(uint16, 2, "C")
_DENSITIES = types.Array(float32, 2, "C")
_MASK = types.Array(boolean, 2, "C")


@njit(nogil=True, error_model="numpy")
def _centres_below(value_m: float, origin_m: float, cell_m: float, n: int) -> int:
    """How many of n cells along an axis have their centre below a value."""
    return min(max(math.ceil((value_m - origin_m) / cell_m - 0.5), 0), n)


@njit(nogil=True, error_model="numpy")
def _crossings(
    coords: Floats,
    offsets: Ints,
    first: int,
    last: int,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    nx: int,
    ny: int,
    begin: Ints,
    end: Ints,
    columns: Ints,
) -> tuple[int, int, Ints]:
    """Where the rows of centres cross rings, each as the number of columns to the west of it.

    The rings are those from `first` to before `last`. Returns the rows (from, before) and the
    columns: row j's, sorted, are those from `begin[j]` on, to before `end[j]`, each of shape
    (ny,).
    """
    south, north = ny, 0
    for k in range(offsets[first], offsets[last]):
        row = _centres_below(coords[k, 1], y0_m, cell_m, ny)
        south, north = min(south, row), max(north, row)
    for j in range(south, north):
        begin[j] = 0
    for ring in range(first, last):
        for k in range(offsets[ring], offsets[ring + 1] - 1):
            a = _centres_below(coords[k, 1], y0_m, cell_m, ny)
            b = _centres_below(coords[k + 1, 1], y0_m, cell_m, ny)
            for j in range(min(a, b), max(a, b)):
                begin[j] += 1
    total = 0
    for j in range(south, north):
        crossed = begin[j]
        begin[j] = end[j] = total
        total += crossed
    if total > len(columns):
        columns = np.empty(2 * total, np.int64)
    for ring in range(first, last):
        for k in range(offsets[ring], offsets[ring + 1] - 1):
            ax, ay, bx, by = coords[k, 0], coords[k, 1], coords[k + 1, 0], coords[k + 1, 1]
            a = _centres_below(ay, y0_m, cell_m, ny)
            b = _centres_below(by, y0_m, cell_m, ny)
            for j in range(min(a, b), max(a, b)):
                y = y0_m + (j + 0.5) * cell_m
                column = _centres_below(ax + (y - ay) / (by - ay) * (bx - ax), x0_m, cell_m, nx)
                place = end[j]
                while place > begin[j] and columns[place - 1] > column:
                    columns[place] = columns[place - 1]
                    place -= 1
                columns[place] = column
                end[j] += 1
    return south, north, columns


@njit(
    void(
        _COORDS,
        _OFFSETS,
        _COORDS,
        _VALUES,
        _PLACES,
        float64,
        float64,
        float64,
        _COUNTS,
        _DENSITIES,
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def add_isovists(
    coords: Floats,
    offsets: Ints,
    eyes: Floats,
    px_at_1_m: Floats,
    cameras: Ints,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    seen_by: NDArray[np.uint16],
    px_per_m: NDArray[np.float32],
) -> None:
    """Adds isovists to a grid: how many see each cell, and the best density there.

    Args:
        coords: Vertices of closed rings, shape (v, 2).
        offsets: Where rings begin, shape (n + 1,).
        eyes: Where cameras look from, shape (n, 2).
        px_at_1_m: Pixels per metre at a distance of 1 m, shape (n,); NaN where not known.
        cameras: Which of the n to add, shape (k,).
        x0_m: West border of the grid.
        y0_m: South border of the grid.
        cell_m: Side of a cell.
        seen_by: Shape (ny, nx), added to; stays at its largest.
        px_per_m: Shape (ny, nx), raised where a camera's density is higher.
    """
    ny, nx = seen_by.shape
    begin, end, columns = np.empty(ny, np.int64), np.empty(ny, np.int64), np.empty(4096, np.int64)
    for c in cameras:
        south, north, columns = _crossings(
            coords, offsets, c, c + 1, x0_m, y0_m, cell_m, nx, ny, begin, end, columns
        )
        scale = px_at_1_m[c] * px_at_1_m[c]
        for j in range(south, north):
            dy = y0_m + (j + 0.5) * cell_m - eyes[c, 1]
            for k in range(begin[j], end[j] - 1, 2):
                for i in range(columns[k], columns[k + 1]):
                    if seen_by[j, i] < 65535:
                        seen_by[j, i] += np.uint16(1)
                    dx = x0_m + (i + 0.5) * cell_m - eyes[c, 0]
                    # A target does not come nearer to the lens than a centimetre.
                    density = np.float32(math.sqrt(scale / max(dx * dx + dy * dy, 1e-4)))
                    if density > px_per_m[j, i]:
                        px_per_m[j, i] = density


@njit(
    void(_COORDS, _OFFSETS, _OFFSETS, float64, float64, float64, _MASK),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def set_inside(
    coords: Floats,
    offsets: Ints,
    parts: Ints,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    mask: NDArray[np.bool_],
) -> None:
    """Sets the cells of `mask`, shape (ny, nx), whose centre is in a polygon.

    Polygon p has the closed rings `parts[p]` to before `parts[p + 1]`, courtyards among them;
    ring r has the vertices `offsets[r]` to before `offsets[r + 1]`.
    """
    ny, nx = mask.shape
    begin, end, columns = np.empty(ny, np.int64), np.empty(ny, np.int64), np.empty(4096, np.int64)
    for p in range(len(parts) - 1):
        south, north, columns = _crossings(
            coords, offsets, parts[p], parts[p + 1], x0_m, y0_m, cell_m, nx, ny, begin, end, columns
        )
        for j in range(south, north):
            for k in range(begin[j], end[j] - 1, 2):
                for i in range(columns[k], columns[k + 1]):
                    mask[j, i] = True


def warm() -> None:
    """Compiles every kernel and stores it in the cache on disk."""
    coords = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
    one, offsets, which = np.ones(1), np.array([0, 4]), np.zeros(1, np.int64)
    counts, densities = np.zeros((1, 1), np.uint16), np.zeros((1, 1), np.float32)
    add_isovists(coords, offsets, coords, one, which, 0.0, 0.0, 1.0, counts, densities)
    set_inside(coords, offsets, np.array([0, 1]), 0.0, 0.0, 1.0, np.zeros((1, 1), np.bool_))

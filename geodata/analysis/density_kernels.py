"""Compiled loops over many points. Import this module only where it is used.

Importing it loads the compiler (0.4 s). The kernels come from the cache on disk once `warm` has
been run, which the installation does in a process of its own.
"""

import numpy as np
from numba import float64, int64, intp, njit, types, uint32, void
from numpy.typing import NDArray

from geodata.arrays import Floats

# Columns of a history are mapped from a file and read-only; writable arrays convert to this.
_COLUMN = types.Array(float64, 1, "C", readonly=True)
_GRID = types.Array(float64, 2, "C")
_NUMBERS = types.Array(intp, 1, "C")
_PIXELS = types.Array(uint32, 2, "C")
_NO_WEIGHTS = np.empty(0)
_BLOCK = 2048


def cell_numbers(
    x: Floats, y: Floats, x0_m: float, y0_m: float, cell_m: float, ny: int, nx: int
) -> NDArray[np.intp]:
    """`grids.cell_numbers` for many points: shape (n,)."""
    eastings, northings, _ = _columns(x, y, None)
    numbers = np.empty(len(x), np.intp)
    _cell_numbers(eastings, northings, x0_m, y0_m, cell_m, ny, nx, numbers)
    return numbers


def bin_linear(
    x: Floats,
    y: Floats,
    w: Floats | None,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    ny: int,
    nx: int,
) -> Floats:
    """`grids.bin_linear` for many points: shape (ny, nx)."""
    sums = np.zeros((ny, nx))
    _bin_linear(*_columns(x, y, w), x0_m, y0_m, cell_m, sums)
    return sums


def count_pixels(
    x: Floats,
    y: Floats,
    x_min_m: float,
    y_max_m: float,
    x_px_per_m: float,
    y_px_per_m: float,
    out: NDArray[np.uint32],
) -> None:
    """Adds each point to its pixel of `out`, shape (height, width), row 0 northernmost."""
    eastings, northings, _ = _columns(x, y, None)
    _count_pixels(eastings, northings, x_min_m, y_max_m, x_px_per_m, y_px_per_m, out)


def warm() -> None:
    """Compiles every kernel and stores it in the cache on disk."""
    one = np.zeros(1)
    cell_numbers(one, one, 0.0, 0.0, 1.0, 1, 1)
    bin_linear(one, one, one, -1.0, -1.0, 1.0, 2, 2)
    count_pixels(one, one, 0.0, 1.0, 1.0, 1.0, np.zeros((1, 1), np.uint32))


def _columns(x: Floats, y: Floats, w: Floats | None) -> tuple[Floats, Floats, Floats]:
    if len(x) != len(y) or (w is not None and len(w) != len(x)):
        raise ValueError("x, y and weights need one length")
    weights = _NO_WEIGHTS if w is None else np.ascontiguousarray(w, np.float64)
    return np.ascontiguousarray(x, np.float64), np.ascontiguousarray(y, np.float64), weights


@njit(
    void(_COLUMN, _COLUMN, float64, float64, float64, int64, int64, _NUMBERS),
    cache=True,
    nogil=True,
)
def _cell_numbers(
    x: Floats,
    y: Floats,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    ny: int,
    nx: int,
    out: NDArray[np.intp],
) -> None:
    for i in range(x.size):
        u = np.floor((x[i] - x0_m) / cell_m)
        v = np.floor((y[i] - y0_m) / cell_m)
        inside = (u >= 0.0) & (u < nx) & (v >= 0.0) & (v < ny)
        out[i] = np.int64(v) * nx + np.int64(u) + 1 if inside else 0


@njit(void(_COLUMN, _COLUMN, _COLUMN, float64, float64, float64, _GRID), cache=True, nogil=True)
def _bin_linear(
    x: Floats, y: Floats, w: Floats, x0_m: float, y0_m: float, cell_m: float, out: Floats
) -> None:
    ny, nx = out.shape
    weighted = w.size > 0
    for i in range(x.size):
        u = (x[i] - x0_m) / cell_m - 0.5
        v = (y[i] - y0_m) / cell_m - 0.5
        column_floor, row_floor = np.floor(u), np.floor(v)
        if 0.0 <= column_floor < nx - 1 and 0.0 <= row_floor < ny - 1:
            column, row = np.int64(column_floor), np.int64(row_floor)
            east, north = u - column_floor, v - row_floor
            weight = w[i] if weighted else 1.0
            upper = weight * north
            lower = weight - upper
            out[row, column] += lower - lower * east
            out[row, column + 1] += lower * east
            out[row + 1, column] += upper - upper * east
            out[row + 1, column + 1] += upper * east


@njit(void(_COLUMN, _COLUMN, float64, float64, float64, float64, _PIXELS), cache=True, nogil=True)
def _count_pixels(
    x: Floats,
    y: Floats,
    x_min_m: float,
    y_max_m: float,
    x_px_per_m: float,
    y_px_per_m: float,
    out: NDArray[np.uint32],
) -> None:
    height, width = out.shape
    pixels = out.ravel()
    index = np.empty(_BLOCK, np.int32)
    row_px = np.int32(width)
    outside = 0
    # In blocks: first the indices, without a branch and in 32 bits so that they are computed
    # several at a time; then the scattered adds, many of whose cache misses are in flight at once.
    # Points outside are added to pixel 0 and taken off again. One loop takes four times as long.
    for start in range(0, x.size, _BLOCK):
        n = min(_BLOCK, x.size - start)
        eastings, northings = x[start : start + n], y[start : start + n]
        for i in range(n):
            u = (eastings[i] - x_min_m) * x_px_per_m
            v = (y_max_m - northings[i]) * y_px_per_m
            inside = (u >= 0.0) & (u < width) & (v >= 0.0) & (v < height)
            u = u if inside else 0.0
            v = v if inside else 0.0
            # Neither is negative, so truncation is floor.
            index[i] = np.int32(v) * row_px + np.int32(u)
            outside += 0 if inside else 1
        for j in range(n):
            pixels[np.uint32(index[j])] += np.uint32(1)
    pixels[0] -= np.uint32(outside)

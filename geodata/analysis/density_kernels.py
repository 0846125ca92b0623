"""Compiled loops over many points. Import this module only where it is used.

Importing it loads the compiler (0.4 s). The kernels come from the cache on disk once `warm` has
been run, which the installation does in a process of its own.
"""

import numpy as np
from numba import float64, int64, intp, njit, types, void
from numpy.typing import NDArray

from geodata.arrays import Floats

# Columns of a history are mapped from a file and read-only; writable arrays convert to this.
_COLUMN = types.Array(float64, 1, "C", readonly=True)
_GRID = types.Array(float64, 2, "C")
_NUMBERS = types.Array(intp, 1, "C")
_NO_WEIGHTS = np.empty(0)


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


def warm() -> None:
    """Compiles every kernel and stores it in the cache on disk."""
    one = np.zeros(1)
    cell_numbers(one, one, 0.0, 0.0, 1.0, 1, 1)
    bin_linear(one, one, one, -1.0, -1.0, 1.0, 2, 2)


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

"""Counting points on a raster, compiled: a million in some 2 ms."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit("void(float64[:, ::1], float64, float64, float64, int32[:, ::1])", cache=True, nogil=True)
def count(
    xy_m: NDArray[np.float64],
    west_m: float,
    north_m: float,
    per_m: float,
    counts: NDArray[np.int32],
) -> None:
    """Add each point (n, 2) to its cell of `counts` (ny, nx), row 0 northmost, `per_m` cells a m.

    Points outside and those without a place (NaN) are left out.
    """
    ny, nx = counts.shape
    for i in range(len(xy_m)):
        column = (xy_m[i, 0] - west_m) * per_m
        row = (north_m - xy_m[i, 1]) * per_m
        if column >= 0.0 and row >= 0.0 and column < nx and row < ny:
            counts[int(row), int(column)] += 1


def warm() -> None:
    """Compile, or load what was compiled."""
    count(np.zeros((1, 2)), 0.0, 0.0, 1.0, np.zeros((1, 1), dtype=np.int32))

"""How many points fall into each cell of a raster: by numba once it is loaded, else by numpy."""

import importlib
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats

_KERNELS = "console.map.dots_kernels"
_MANY = 50_000
"""From here on the kernel is worth its import (0.3 s, in the background)."""
_WORTH_TWO = 200_000
"""From here on a second thread is worth its start."""


def counted_on_grid(
    xy_m: Floats, west_m: float, north_m: float, cell_m: float, nx: int, ny: int
) -> NDArray[np.int32]:
    """Counts (ny, nx), row 0 northmost; points outside the raster or without a place are not."""
    kernels = sys.modules.get(_KERNELS)
    if kernels is not None and hasattr(kernels, "count"):
        return _with_kernel(kernels.count, xy_m, west_m, north_m, cell_m, (ny, nx))
    if len(xy_m) >= _MANY:
        Thread(target=_load, name="load kernels", daemon=True).start()
    return _with_numpy(xy_m, west_m, north_m, cell_m, nx, ny)


def _with_kernel(
    count: Callable[..., None],
    xy_m: Floats,
    west_m: float,
    north_m: float,
    cell_m: float,
    shape: tuple[int, int],
) -> NDArray[np.int32]:
    xy_m = np.ascontiguousarray(xy_m)
    counts = np.zeros(shape, dtype=np.int32)
    if len(xy_m) < _WORTH_TWO:
        count(xy_m, west_m, north_m, 1.0 / cell_m, counts)
        return counts
    # The kernel lets go of Python's lock: two halves take half the time.
    half, others = len(xy_m) // 2, np.zeros(shape, dtype=np.int32)
    other = Thread(target=count, args=(xy_m[half:], west_m, north_m, 1.0 / cell_m, others))
    other.start()
    count(xy_m[:half], west_m, north_m, 1.0 / cell_m, counts)
    other.join()
    counts += others
    return counts


def _with_numpy(
    xy_m: Floats, west_m: float, north_m: float, cell_m: float, nx: int, ny: int
) -> NDArray[np.int32]:
    column = (xy_m[:, 0] - west_m) / cell_m
    row = (north_m - xy_m[:, 1]) / cell_m
    inside = (column >= 0) & (column < nx) & (row >= 0) & (row < ny)
    cell = row[inside].astype(np.intp) * nx + column[inside].astype(np.intp)
    counts: NDArray[Any] = np.bincount(cell, minlength=nx * ny)
    return counts.reshape(ny, nx).astype(np.int32)


def _load() -> None:
    importlib.import_module(_KERNELS).warm()

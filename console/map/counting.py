"""How many points fall into each cell of a raster: by numba once it is loaded, else by numpy."""

import sys
from threading import Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from console.layers.marks import Floats

_KERNELS = "console.map.dots_kernels"
_MANY = 50_000
"""From here on the kernel is worth its import (0.3 s, in the background)."""


def counted_on_grid(
    xy_m: Floats, west_m: float, north_m: float, cell_m: float, nx: int, ny: int
) -> NDArray[np.int32]:
    """Counts (ny, nx), row 0 northmost; points outside the raster or without a place are not."""
    kernels = sys.modules.get(_KERNELS)
    if kernels is not None and hasattr(kernels, "count"):
        counts = np.zeros((ny, nx), dtype=np.int32)
        kernels.count(np.ascontiguousarray(xy_m), west_m, north_m, 1.0 / cell_m, counts)
        return counts
    if len(xy_m) >= _MANY:
        Thread(target=_load, name="load kernels", daemon=True).start()
    return _with_numpy(xy_m, west_m, north_m, cell_m, nx, ny)


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
    import importlib

    importlib.import_module(_KERNELS).warm()

"""Regular grids of square cells, and exact counts of points in them.

Everything is in metres of the district's projected CRS. Cells are half-open: a cell owns its
west and south borders, so each point inside a grid is in exactly one cell.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Bounds, Floats

KERNEL_FROM_POINTS = 20_000
"""From here on the compiled kernel is used: below it numpy takes a millisecond, and importing the
compiler takes 0.4 s, which a window that opens on a few thousand records need not pay."""


@dataclass(frozen=True)
class GridSpec:
    """A grid of `ny` rows by `nx` columns of square cells; row 0 is the southernmost.

    Attributes:
        x0_m: West border of column 0.
        y0_m: South border of row 0.
        cell_m: Side of a cell.
        nx: Number of columns.
        ny: Number of rows.

    Raises:
        ValueError: If the cell is not positive and finite, or there is no cell.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    nx: int
    ny: int

    def __post_init__(self) -> None:
        if not (math.isfinite(self.cell_m) and self.cell_m > 0):
            raise ValueError(f"a cell needs a positive side, not {self.cell_m} m")
        if not (math.isfinite(self.x0_m) and math.isfinite(self.y0_m)):
            raise ValueError("a grid needs a finite corner")
        if self.nx < 1 or self.ny < 1:
            raise ValueError(f"a grid needs at least one cell, not {self.nx} × {self.ny}")

    @property
    def shape(self) -> tuple[int, int]:
        """(ny, nx), the shape of an array over this grid."""
        return self.ny, self.nx

    @property
    def bounds(self) -> Bounds:
        """Outer borders in metres."""
        x1_m = self.x0_m + self.nx * self.cell_m
        y1_m = self.y0_m + self.ny * self.cell_m
        return self.x0_m, self.y0_m, x1_m, y1_m

    def centres(self) -> tuple[Floats, Floats]:
        """The x of the nx columns' centres and the y of the ny rows' centres, in metres."""
        xs = self.x0_m + (np.arange(self.nx, dtype=np.float64) + 0.5) * self.cell_m
        ys = self.y0_m + (np.arange(self.ny, dtype=np.float64) + 0.5) * self.cell_m
        return xs, ys


def grid_over(bounds: Bounds, cell_m: float) -> GridSpec:
    """The grid that covers `bounds`, its borders at whole multiples of the cell.

    Because cells hang on the CRS's origin and not on the bounds, moving the view never moves a
    point into another cell.

    Raises:
        ValueError: If the cell is not positive, or the bounds are empty or not finite.
    """
    x_min, y_min, x_max, y_max = bounds
    if not all(math.isfinite(value) for value in bounds):
        raise ValueError("the bounds of a grid must be finite")
    if x_max < x_min or y_max < y_min:
        raise ValueError("the bounds of a grid must not be reversed")
    if not (math.isfinite(cell_m) and cell_m > 0):
        raise ValueError(f"a cell needs a positive side, not {cell_m} m")
    west, south = math.floor(x_min / cell_m), math.floor(y_min / cell_m)
    nx = max(1, math.ceil(x_max / cell_m) - west)
    ny = max(1, math.ceil(y_max / cell_m) - south)
    return GridSpec(west * cell_m, south * cell_m, cell_m, nx, ny)


def cell_numbers(x: Floats, y: Floats, spec: GridSpec) -> NDArray[np.intp]:
    """Which cell each point is in: 1 + row · nx + column, or 0 outside the grid (NaN too).

    Args:
        x: Eastings in metres, shape (n,).
        y: Northings in metres, shape (n,).
        spec: The grid.
    """
    if len(x) >= KERNEL_FROM_POINTS:
        from geodata.analysis import density_kernels

        return density_kernels.cell_numbers(x, y, spec.x0_m, spec.y0_m, spec.cell_m, *spec.shape)
    column = np.floor((x - spec.x0_m) / spec.cell_m)
    row = np.floor((y - spec.y0_m) / spec.cell_m)
    inside = (column >= 0) & (column < spec.nx) & (row >= 0) & (row < spec.ny)
    return np.where(inside, row * spec.nx + column + 1, 0).astype(np.intp)


def bin_counts(x: Floats, y: Floats, w: Floats | None, spec: GridSpec) -> Floats:
    """The sum of weights in each cell, exactly.

    Args:
        x: Eastings in metres, shape (n,).
        y: Northings in metres, shape (n,).
        w: Weights, shape (n,), or None to count points.
        spec: The grid. Points outside it, and NaN, are left out.

    Returns:
        Sums of shape (ny, nx).
    """
    return sums_by_cell(cell_numbers(x, y, spec), w, spec)


def sums_by_cell(numbers: NDArray[np.intp], w: Floats | None, spec: GridSpec) -> Floats:
    """The sum of weights in each cell, of points whose `cell_numbers` are known: (ny, nx)."""
    sums = np.bincount(numbers, w, minlength=1 + spec.nx * spec.ny)[1:]
    return sums.reshape(spec.shape).astype(np.float64, copy=False)


def bin_linear(x: Floats, y: Floats, w: Floats | None, spec: GridSpec) -> Floats:
    """Weights shared among the four nearest cell centres by distance (linear binning).

    Keeps each point's weight and centre of mass. Source: Wand, M. P. (1994), Fast computation
    of multivariate kernel estimators, J. Comput. Graph. Stat. 3(4).

    Args:
        x: Eastings in metres, shape (n,).
        y: Northings in metres, shape (n,).
        w: Weights, shape (n,), or None for 1 each.
        spec: The grid. Points outside the square of outermost cell centres are left out, so
            give the grid a margin.

    Returns:
        Sums of shape (ny, nx).
    """
    if len(x) >= KERNEL_FROM_POINTS:
        from geodata.analysis import density_kernels

        return density_kernels.bin_linear(x, y, w, spec.x0_m, spec.y0_m, spec.cell_m, *spec.shape)
    u = (x - spec.x0_m) / spec.cell_m - 0.5
    v = (y - spec.y0_m) / spec.cell_m - 0.5
    column, row = np.floor(u), np.floor(v)
    inside = (column >= 0) & (column < spec.nx - 1) & (row >= 0) & (row < spec.ny - 1)
    if not inside.all():
        u, v, column, row = u[inside], v[inside], column[inside], row[inside]
        w = None if w is None else w[inside]
    east, north = u - column, v - row
    upper = north if w is None else north * w
    lower = (1.0 if w is None else w) - upper
    index = (row * spec.nx + column).astype(np.intp)
    # One pass over all four neighbours: np.bincount clears the whole grid each time it is called.
    corners = np.concatenate((index, index + 1, index + spec.nx, index + spec.nx + 1))
    south_east, north_east = lower * east, upper * east
    shares = np.concatenate((lower - south_east, south_east, upper - north_east, north_east))
    sums = np.bincount(corners, shares, minlength=spec.nx * spec.ny)
    return sums.reshape(spec.shape).astype(np.float64, copy=False)

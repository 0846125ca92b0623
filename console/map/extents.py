"""How far marks reach: boxes in metres."""

from collections.abc import Iterable

import numpy as np

from console.layers.marks import Areas, Badges, Batch, Dots, Grid, Labels, Lines
from geodata.arrays import Bounds, Floats

_LEAST_M = 60.0
"""A single place is looked at with this much ground around it."""


def batch_box(batch: Batch) -> Bounds | None:
    """The box of all that a batch draws; None where it is empty."""
    if isinstance(batch, Grid):
        ny, nx = batch.values.shape
        east, north = batch.west_m + nx * batch.cell_m, batch.south_m + ny * batch.cell_m
        return batch.west_m, batch.south_m, east, north
    points = batch.xy_m if isinstance(batch, Dots | Badges | Labels) else batch.coords_m
    return points_box(points)


def row_box(batch: Dots | Badges | Lines | Areas, row: int) -> Bounds | None:
    """The box of one thing of a batch; None where it has no place."""
    if isinstance(batch, Dots | Badges):
        return points_box(batch.xy_m[row : row + 1])
    if isinstance(batch, Lines):
        return points_box(batch.coords_m[batch.offsets[row] : batch.offsets[row + 1]])
    first, last = batch.area_offsets[row], batch.area_offsets[row + 1]
    return points_box(batch.coords_m[batch.ring_offsets[first] : batch.ring_offsets[last]])


def points_box(points: Floats) -> Bounds | None:
    """The box of (n, 2) points; those without a place are left out."""
    placed = points[~np.isnan(points).any(axis=1)]
    if not len(placed):
        return None
    (west, south), (east, north) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    return west, south, east, north


def around(boxes: Iterable[Bounds | None]) -> Bounds | None:
    """One box around several, not smaller than a place needs; None where all are empty."""
    full = np.array([box for box in boxes if box is not None])
    if not len(full):
        return None
    west, south = full[:, :2].min(axis=0).tolist()
    east, north = full[:, 2:].max(axis=0).tolist()
    dx, dy = max(0.0, _LEAST_M - (east - west)) / 2, max(0.0, _LEAST_M - (north - south)) / 2
    return west - dx, south - dy, east + dx, north + dy

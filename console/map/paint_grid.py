"""Rasters onto a strip: values become colours of a ramp, drawn as one image."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from console.layers.marks import Grid
from console.map.inks import LEVELS
from console.map.pen import Stylus

_FINE_PX = 6.0
"""Cells larger than this are refined before they are coloured, so that no facets show."""


def paint_grid(stylus: Stylus, batch: Grid) -> Iterator[None]:
    """The part of a raster that the strip shows."""
    part = _part(stylus, batch)
    if part is None or batch.top <= 0:
        return
    rows, columns = part
    values = np.asarray(batch.values[rows, columns], dtype=np.float64)
    west = batch.west_m + columns.start * batch.cell_m
    south = batch.south_m + rows.start * batch.cell_m
    height, width = values.shape
    if batch.smooth:
        cell_px = batch.cell_m / stylus.frame.m_per_px
        values = refined(values, max(1, min(8, round(cell_px / stylus.px(_FINE_PX)))))
    table = stylus.inks.ramp(batch.ramp, batch.alpha_from, batch.alpha_to, batch.alpha_top)
    share = np.clip(np.nan_to_num(values) * ((LEVELS - 1) / batch.top), 0, LEVELS - 1)
    pixels: NDArray[np.uint32] = np.ascontiguousarray(table[share.astype(np.uint8)][::-1])
    ny, nx = pixels.shape
    image = QImage(pixels.data, nx, ny, nx * 4, QImage.Format.Format_ARGB32_Premultiplied)
    frame = stylus.frame
    left = (west - frame.x_m) / frame.m_per_px
    top = (frame.y_m - south - height * batch.cell_m) / frame.m_per_px
    per_cell = batch.cell_m / frame.m_per_px
    painter = stylus.painter
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, batch.smooth)
    painter.drawImage(QRectF(left, top, width * per_cell, height * per_cell), image)
    painter.restore()
    yield


def refined(values: NDArray[np.float64], times: int) -> NDArray[np.float64]:
    """The same surface with `times` as many cells each way, smooth (cubic B-spline weights).

    A weighted mean of neighbours: it never rises above the largest value, nor makes new peaks.
    """
    if times < 2:
        return values
    ny, nx = values.shape
    finer: NDArray[np.float64] = _weights(ny, times) @ values @ _weights(nx, times).T
    return finer


def _weights(n: int, times: int) -> NDArray[np.float64]:
    """(n·times, n): how much each coarse cell gives to each fine one; rows add up to 1."""
    at = (np.arange(n * times) + 0.5) / times - 0.5
    base = np.floor(at).astype(np.intp)
    t = at - base
    parts = (
        (1 - t) ** 3 / 6,
        (3 * t**3 - 6 * t**2 + 4) / 6,
        (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6,
        t**3 / 6,
    )
    weights = np.zeros((n * times, n))
    for offset, part in enumerate(parts, start=-1):
        np.add.at(weights, (np.arange(n * times), np.clip(base + offset, 0, n - 1)), part)
    return weights


def _part(stylus: Stylus, batch: Grid) -> tuple[slice, slice] | None:
    """Rows and columns of the raster that lie in the strip, with a rim for smoothness."""
    west, south, east, north = stylus.bounds_m
    ny, nx = batch.values.shape
    rim = 3
    first_column = max(0, int(np.floor((west - batch.west_m) / batch.cell_m)) - rim)
    last_column = min(nx, int(np.ceil((east - batch.west_m) / batch.cell_m)) + rim)
    first_row = max(0, int(np.floor((south - batch.south_m) / batch.cell_m)) - rim)
    last_row = min(ny, int(np.ceil((north - batch.south_m) / batch.cell_m)) + rim)
    if first_column >= last_column or first_row >= last_row:
        return None
    return slice(first_row, last_row), slice(first_column, last_column)

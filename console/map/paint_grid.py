"""Rasters onto a strip: values become colours of a ramp, drawn as one image."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from console.layers.marks import Grid
from console.map.inks import LEVELS, Inks
from console.map.pen import Stylus

_FINE_PX = 8.0
"""Cells larger than this are refined before they are coloured, so that no facets show."""
_FINEST = 6
_BLOCK = 4
_RIM = 2
"""How many cells around one that is seen smoothing may tint."""


Cells = tuple[int, int, int, int]


@dataclass(frozen=True)
class Coloured:
    """What of a raster is not empty, in colour, row 0 northmost; `part` says which cells that is.

    `blocks` are those of its blocks of cells that are not empty. All count from the raster's
    north-west cell: column, row, columns, rows.
    """

    times: int
    image: QImage
    part: Cells
    blocks: tuple[Cells, ...]


class GridImages:
    """Rasters in colour, kept for as long as their batch lives."""

    def __init__(self) -> None:
        """Nothing coloured yet."""
        self._known: WeakKeyDictionary[Grid, Coloured] = WeakKeyDictionary()

    def of(self, batch: Grid, inks: Inks, cell_px: float) -> Coloured:
        """The whole raster; smooth ones refined for cells of so many pixels."""
        times = max(1, min(_FINEST, round(cell_px / _FINE_PX))) if batch.smooth else 1
        found = self._known.get(batch)
        if found is None or found.times != times:
            found = self._known[batch] = _coloured(batch, inks, times)
        return found


def paint_grid(stylus: Stylus, batch: Grid, images: GridImages) -> Iterator[None]:
    """The part of a raster that the strip shows."""
    ny, nx = batch.values.shape
    if batch.top <= 0 or not nx or not ny:
        return
    frame = stylus.frame
    cell_px = batch.cell_m / frame.m_per_px
    coloured = images.of(batch, stylus.inks, cell_px / frame.ratio)
    yield
    left = (batch.west_m - frame.x_m) / frame.m_per_px
    top = (frame.y_m - batch.south_m) / frame.m_per_px - ny * cell_px
    painter = stylus.painter
    painter.save()
    # Blending what is empty takes most of the time: only what is not is let through.
    painter.setClipRegion(
        _region(coloured, left, top, cell_px, stylus.strip), Qt.ClipOperation.IntersectClip
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, batch.smooth)
    column, row, columns, rows = (cells * cell_px for cells in coloured.part)
    painter.drawImage(QRectF(left + column, top + row, columns, rows), coloured.image)
    painter.restore()
    yield


def _region(coloured: Coloured, left: float, top: float, cell_px: float, strip: QRect) -> QRegion:
    region = QRegion()
    for column, row, columns, rows in coloured.blocks:
        x0, y0 = floor(left + column * cell_px), floor(top + row * cell_px)
        x1 = ceil(left + (column + columns) * cell_px)
        y1 = ceil(top + (row + rows) * cell_px)
        block = QRect(x0, y0, x1 - x0, y1 - y0) & strip
        if not block.isEmpty():
            region += block
    return region


def _coloured(batch: Grid, inks: Inks, times: int) -> Coloured:
    coarse = np.array(batch.values[::-1], dtype=np.float32)
    coarse[np.isnan(coarse)] = 0.0
    seen = np.asarray(coarse > batch.alpha_from * batch.top)
    column, row, columns, rows = part = _part(seen)
    values = refined(coarse[row : row + rows, column : column + columns], times)
    ny, nx = values.shape
    image = QImage(nx, ny, QImage.Format.Format_Indexed8)
    image.setColorTable(inks.ramp(batch.ramp, batch.alpha_from, batch.alpha_to, batch.alpha_top))
    levels = np.frombuffer(image.bits(), dtype=np.uint8).reshape(ny, image.bytesPerLine())
    scaled = values * np.float32((LEVELS - 1) / batch.top)
    levels[:, :nx] = np.clip(scaled, 0, LEVELS - 1, out=scaled)
    return Coloured(
        times,
        image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied),
        part,
        tuple(_blocks(seen)),
    )


def _part(seen: NDArray[np.bool_]) -> Cells:
    """The box of what is seen, with a rim that smoothing reaches and needs; one cell at least."""
    column, columns = _span(np.flatnonzero(seen.any(axis=0)), seen.shape[1])
    row, rows = _span(np.flatnonzero(seen.any(axis=1)), seen.shape[0])
    return column, row, columns, rows


def _span(places: NDArray[np.intp], end: int) -> tuple[int, int]:
    """From where and how many: all places and a rim around them, within 0 to `end`."""
    if not len(places):
        return 0, 1
    first, last = max(int(places[0]) - 2 * _RIM, 0), min(int(places[-1]) + 2 * _RIM + 1, end)
    return first, last - first


def _blocks(seen: NDArray[np.bool_]) -> Iterator[Cells]:
    """Runs of square blocks that hold a cell to be seen, or have one beside them."""
    ny, nx = seen.shape
    rows, columns = -(-ny // _BLOCK), -(-nx // _BLOCK)
    wide = np.zeros((rows * _BLOCK + 2 * _RIM, columns * _BLOCK + 2 * _RIM), dtype=np.bool_)
    for dy in range(2 * _RIM + 1):
        for dx in range(2 * _RIM + 1):
            wide[dy : dy + ny, dx : dx + nx] |= seen
    inner = wide[_RIM:-_RIM, _RIM:-_RIM]
    lit = np.logical_or.reduce(inner.reshape(rows, _BLOCK, columns, _BLOCK), axis=(1, 3))
    for row in range(rows):
        edges = np.flatnonzero(np.diff(lit[row].astype(np.int8), prepend=0, append=0)).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            yield start * _BLOCK, row * _BLOCK, (end - start) * _BLOCK, _BLOCK


def refined(values: NDArray[np.float32], times: int) -> NDArray[np.float32]:
    """The same surface with `times` as many cells each way, smooth (cubic B-spline weights).

    A weighted mean of neighbours: it never rises above the largest value, nor makes new peaks.
    """
    if times < 2:
        return values
    # Not as a product of matrices: that wakes BLAS's threads, which takes longer than the sum.
    across = _refined_rows(np.ascontiguousarray(values.T), times).T
    return _refined_rows(np.ascontiguousarray(across), times)


def _refined_rows(values: NDArray[np.float32], times: int) -> NDArray[np.float32]:
    """(ny, nx) to (ny·times, nx)."""
    ny, nx = values.shape
    padded = np.pad(values, ((2, 2), (0, 0)), mode="edge")
    finer = np.empty((ny, times, nx), dtype=np.float32)
    for phase, (first, weights) in enumerate(_weights(times)):
        out = finer[:, phase]
        np.multiply(padded[first : first + ny], weights[0], out=out)
        for n, weight in enumerate(weights[1:], start=1):
            out += padded[first + n : first + n + ny] * weight
    return finer.reshape(ny * times, nx)


@lru_cache(maxsize=8)
def _weights(times: int) -> tuple[tuple[int, tuple[np.float32, ...]], ...]:
    """For each of the fine rows in a coarse one: the first coarse row and four weights.

    The rows are counted in an array padded by two; the weights add up to 1.
    """
    found = []
    for phase in range(times):
        at = (phase + 0.5) / times - 0.5
        base = floor(at)
        t = at - base
        parts = (
            (1 - t) ** 3 / 6,
            (3 * t**3 - 6 * t**2 + 4) / 6,
            (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6,
            t**3 / 6,
        )
        found.append((base + 1, tuple(np.float32(part) for part in parts)))
    return tuple(found)

"""Dots and badges onto a strip: stamps one by one, or a raster of counts where they are many."""

from collections.abc import Iterator
from math import ceil, log2
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from console.layers.marks import Badges, Dots
from console.map.counting import counted_on_grid
from console.map.lettering import text_image
from console.map.pen import Stylus
from console.map.projection import Frame
from console.map.symbols import (
    BadgeLook,
    badge_image,
    badge_middle,
    drawn_size_px,
    symbol_image,
)
from geodata.arrays import Floats

FEW_DOTS = 3_000
"""As many are stamped one by one, in some 4 ms; more become a raster."""
_PACE = 256
_CELL_PX = 2
_SAMPLED = 10_000
"""So many dots are looked at to judge how many a sheet would hold."""
_FAINTEST = 0.3
_BRIGHT = 6.0
"""How many times the mean of all cells a cell at its brightest holds."""
_LEAST_FULL = 4
_AZIMUTH_STEP_DEG = 3
FIGURE_PX = 12.0
_FIGURE_GAP_PX = 3.0


class Crowding:
    """Whether a batch of dots is drawn as symbols or as a raster, decided once a frame."""

    def __init__(self) -> None:
        """Nothing decided yet."""
        self._decided: WeakKeyDictionary[Dots, tuple[Frame, int]] = WeakKeyDictionary()

    def full_at(self, batch: Dots, frame: Frame, sheet: QRect) -> int:
        """From how many dots a cell on a raster is at its brightest; 0 to draw symbols.

        A power of two, so that pictures of nearly as many dots are equally bright.
        """
        if len(batch.xy_m) <= FEW_DOTS:
            return 0
        found = self._decided.get(batch)
        if found is None or found[0] != frame:
            n = _about_within(batch.xy_m, frame, sheet)
            cells = sheet.width() * sheet.height() / _cell(frame) ** 2
            full_at = 2 ** ceil(log2(max(_BRIGHT * n / cells, _LEAST_FULL)))
            found = (frame, full_at if n > FEW_DOTS else 0)
            self._decided[batch] = found
        return found[1]


def _about_within(xy_m: Floats, frame: Frame, sheet: QRect) -> int:
    """Roughly how many points a sheet shows, judged by some of them."""
    right, bottom = sheet.left() + sheet.width(), sheet.top() + sheet.height()
    west, south, east, north = frame.bounds_of(sheet.left(), sheet.top(), right, bottom)
    step = -(-len(xy_m) // _SAMPLED)
    x, y = xy_m[::step].T
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return int(np.count_nonzero(inside)) * step


def paint_dots(stylus: Stylus, batch: Dots, full_at: int) -> Iterator[None]:
    """Every dot of the batch that the strip shows, rare styles uppermost; or their raster."""
    if not len(batch.xy_m):
        return
    if full_at:
        _paint_counts(stylus, batch, full_at)
        yield
        return
    size_px = drawn_size_px(batch, stylus.frame.m_per_logical_px)
    px, rows = _near(stylus, batch.xy_m, stylus.px(size_px * 2))
    style = batch.style[rows]
    for code in _common_first(style):
        color = stylus.inks.palette.color(batch.roles[code])
        casing = stylus.inks.palette.color("label.halo")
        image = symbol_image(batch.symbols[code], size_px, color, casing, stylus.frame.ratio)
        corner = np.rint(px[style == code] - image.width() / 2).astype(np.int64)
        for start in range(0, len(corner), _PACE):
            draw = stylus.painter.drawImage
            for x, y in corner[start : start + _PACE].tolist():
                draw(x, y, image)
            yield


def paint_badges(stylus: Stylus, batch: Badges) -> Iterator[None]:
    """Every badge of the batch that the strip shows, with its figure."""
    size_px = drawn_size_px(batch, stylus.frame.m_per_logical_px)
    px, rows = _near(stylus, batch.xy_m, stylus.px(size_px * 4))
    ratio = stylus.frame.ratio
    for n, (row, (x, y)) in enumerate(zip(rows.tolist(), px.tolist(), strict=True)):
        look = badge_look(stylus, batch, row, size_px)
        image = badge_image(look, ratio)
        half = image.width() / 2
        stylus.painter.drawImage(round(x - half), round(y - half), image)
        if batch.figures and batch.figures[row].en:
            _figure(stylus, batch, row, x, y, size_px)
        if n % 64 == 63:
            yield
    yield


def badge_look(stylus: Stylus, batch: Badges, row: int, size_px: float) -> BadgeLook:
    """How one badge of a batch looks."""
    code = int(batch.style[row])
    color = stylus.inks.palette.color
    azimuth = float(batch.azimuth_deg[row]) if len(batch.azimuth_deg) else 0.0
    return BadgeLook(
        shape=batch.shapes[code],
        glyph=batch.glyphs[code] if batch.glyphs else "",
        color=color(batch.roles[code]),
        ink=color("ink.badge"),
        ground=color("label.halo"),
        text=color("text.t1"),
        size_px=size_px,
        finish=batch.finishes[code] if batch.finishes else "filled",
        stale=bool(batch.stale[row]) if len(batch.stale) else False,
        azimuth_deg=round(azimuth / _AZIMUTH_STEP_DEG) * _AZIMUTH_STEP_DEG % 360,
    )


def _figure(stylus: Stylus, batch: Badges, row: int, x: float, y: float, size_px: float) -> None:
    color = stylus.inks.palette.color
    image = text_image(
        batch.figures[row](stylus.language), FIGURE_PX, color("label.place"), color("label.halo"),
        ratio=stylus.frame.ratio,
    )  # fmt: skip
    shape = batch.shapes[int(batch.style[row])]
    right = x + stylus.px(size_px / 2 + _FIGURE_GAP_PX)
    middle = y - stylus.px(badge_middle(shape, size_px))
    # The image holds 2 px and the halo around the figure itself.
    stylus.painter.drawImage(round(right - stylus.px(3)), round(middle - image.height() / 2), image)


def _paint_counts(stylus: Stylus, batch: Dots, full_at: int) -> None:
    """A raster of how many dots lie in each little cell, brighter where they are more."""
    strip, frame = stylus.strip, stylus.frame
    cell = _cell(frame)
    left, top = strip.left() // cell, strip.top() // cell
    nx = (strip.left() + strip.width() - 1) // cell - left + 1
    ny = (strip.top() + strip.height() - 1) // cell - top + 1
    cell_m = frame.m_per_px * cell
    counts = counted_on_grid(
        batch.xy_m, frame.x_m + left * cell_m, frame.y_m - top * cell_m, cell_m, nx, ny
    )
    shades = stylus.inks.tint(batch.dense_role, _shades(full_at))
    pixels: NDArray[np.uint32] = shades[np.minimum(counts, full_at)]
    image = QImage(pixels.data, nx, ny, nx * 4, QImage.Format.Format_ARGB32_Premultiplied)
    target = QRect(left * cell, top * cell, nx * cell, ny * cell)
    stylus.painter.drawImage(target, image)


def _cell(frame: Frame) -> int:
    """How many device pixels a cell of a raster is wide."""
    return max(1, round(_CELL_PX * frame.ratio))


def _shades(full_at: int) -> Floats:
    """Opacity by count: none for 0, then rising with its logarithm."""
    n = np.arange(full_at + 1, dtype=np.float64)
    rise = np.log(np.maximum(n, 1)) / np.log(full_at)
    return np.where(n > 0, _FAINTEST + (1 - _FAINTEST) * rise, 0.0)


def _near(stylus: Stylus, xy_m: Floats, reach_px: float) -> tuple[Floats, NDArray[np.intp]]:
    """Frame pixels and rows of the points that the strip may show."""
    px = stylus.frame.pixels(xy_m)
    strip = stylus.strip
    inside = (px[:, 0] > strip.left() - reach_px) & (px[:, 1] > strip.top() - reach_px)
    inside &= px[:, 0] < strip.left() + strip.width() + reach_px
    inside &= px[:, 1] < strip.top() + strip.height() + reach_px
    rows = np.flatnonzero(inside)
    return px[rows], rows


def _common_first(style: NDArray[np.uint8]) -> list[int]:
    codes, counts = np.unique(style, return_counts=True)
    return [int(c) for c in codes[np.argsort(-counts, kind="stable")]]

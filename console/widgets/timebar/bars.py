"""Bars as pixels: stacked, gapped, and as outlines where they are not known yet. Pure numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.widgets.timebar.histogram import Stack

Pixels = NDArray[np.uint32]
HEADROOM: Final = 1.15
"""The highest bar leaves so much of the ground free above it."""
GAP_FROM_PX: Final = 3


@dataclass(frozen=True, eq=False)
class Columns:
    """Which bin each pixel column shows (-1: none), and whether it is a bar's first or last."""

    bin: NDArray[np.intp]
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]


def columns(edges_px: NDArray[np.float64], width: int) -> Columns:
    """Bins at pixel columns: each from its rounded left edge to the next, less a gap of one."""
    left = np.round(edges_px).astype(np.int64)
    column = np.arange(width)
    found = np.searchsorted(left, column, side="right") - 1
    inside = (found >= 0) & (found < len(left) - 1)
    found = np.where(inside, found, 0)
    gap = (left[found + 1] - left[found] >= GAP_FROM_PX).astype(np.int64)
    inside &= column < left[found + 1] - gap
    first = inside & (column == left[found])
    last = inside & (column == left[found + 1] - gap - 1)
    return Columns(np.where(inside, found, -1), first, last)


def raster(stack: Stack, at: Columns, height: int, fills: Sequence[int], outline: int) -> Pixels:
    """The bars as premultiplied ARGB (height, width), row 0 on top, transparent elsewhere.

    `fills` are the colours of the stacked kinds, lowest first. A bin with anything in it is at
    least one pixel high.
    """
    shown = np.unique(at.bin[at.bin >= 0])
    pixels = np.zeros((height, len(at.bin)), dtype=np.uint32)
    if not len(shown) or not len(fills):
        return pixels
    parts = np.concatenate([stack.known[shown], stack.missing[shown]], axis=1)
    tops = np.zeros((len(shown), parts.shape[1] + 1), dtype=np.int64)
    sums = np.cumsum(parts, axis=1)
    tops[:, 1:] = np.round(sums * (height / max(stack.ceiling * HEADROOM, 1)))
    tops[:, 1:][(sums > 0) & (tops[:, 1:] == 0)] = 1
    place = np.searchsorted(shown, np.maximum(at.bin, 0))
    tops = np.where(at.bin >= 0, tops[np.minimum(place, len(shown) - 1)].T, 0)
    level = np.arange(height)[::-1, None]
    for i, colour in enumerate(fills):
        pixels[(level >= tops[i]) & (level < tops[i + 1])] = colour
    for i in range(len(fills), parts.shape[1]):
        rim = at.first | at.last | (level == tops[i + 1] - 1)
        pixels[(level >= tops[i]) & (level < tops[i + 1]) & rim] = outline
    return pixels


def argb(rgb: tuple[int, int, int], alpha: float = 1.0) -> int:
    """A premultiplied 32-bit colour from red, green and blue (0..255)."""
    red, green, blue = (round(channel * alpha) for channel in rgb)
    return round(alpha * 255) << 24 | red << 16 | green << 8 | blue

"""Bars as pixels: stacked, gapped, and as outlines where they are not known yet. Pure numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from console.widgets.timebar.histogram import Stack

Pixels = NDArray[np.uint32]
HEADROOM: Final = 1.1
"""The highest bar leaves so much of the ground free above it."""
GAP_FROM_PX: Final = 3


@dataclass(frozen=True, eq=False)
class Columns:
    """Which bin each pixel column shows (-1: none), and whether it is a bar's first or last."""

    bin: NDArray[np.intp]
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]

    def part(self, over: slice) -> "Columns":
        """Some of the columns."""
        return Columns(self.bin[over], self.first[over], self.last[over])

    def showing(self, bins: NDArray[np.intp]) -> slice:
        """The columns from the first to the last that show any of the (rising) bins."""
        shown = self.bin >= 0
        inside = np.flatnonzero(shown & (self.bin >= bins[0]) & (self.bin <= bins[-1]))
        return slice(int(inside[0]), int(inside[-1]) + 1) if len(inside) else slice(0, 0)


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
    """The bars as premultiplied ARGB (height, columns), row 0 on top, transparent elsewhere.

    `fills` are the colours of the stacked kinds, lowest first. A bin with anything in it is at
    least one pixel high.
    """
    kinds = len(fills)
    inks = np.array([*fills, *[outline] * kinds, 0], dtype=np.uint32)
    tops = _tops(stack, at, height)
    level = np.arange(height, dtype=np.int16)[::-1, None]
    part = np.zeros((height, len(at.bin)), dtype=np.uint8)
    for top in tops:
        part += level >= top
    pixels: Pixels = inks[part]
    hollow = np.flatnonzero(tops[-1] > tops[kinds - 1]) if kinds else np.zeros(0, dtype=np.intp)
    if len(hollow):
        inner = (part[:, hollow] >= kinds) & ~(at.first | at.last)[hollow]
        for top in tops[kinds:, hollow]:
            inner &= level != top - 1
        pixels[:, hollow] = np.where(inner, 0, pixels[:, hollow])
    return pixels


def argb(rgb: tuple[int, int, int], alpha: float = 1.0) -> int:
    """A premultiplied 32-bit colour from red, green and blue (0..255)."""
    red, green, blue = (round(channel * alpha) for channel in rgb)
    return round(alpha * 255) << 24 | red << 16 | green << 8 | blue


def _tops(stack: Stack, at: Columns, height: int) -> NDArray[np.int16]:
    """How high each part of a column's bar reaches: (2 kinds, columns), known parts first."""
    drawn = at.bin[at.bin >= 0]
    shown = drawn[np.append(True, drawn[1:] != drawn[:-1])[: len(drawn)]]
    parts = 2 * stack.known.shape[1]
    if not len(shown):
        return np.zeros((parts, len(at.bin)), dtype=np.int16)
    both = np.concatenate([stack.known[shown], stack.missing[shown]], axis=1)
    sums = np.cumsum(both, axis=1)
    tops = np.round(sums * (height / max(stack.ceiling * HEADROOM, 1))).astype(np.int16)
    tops[(sums > 0) & (tops == 0)] = 1
    place = np.searchsorted(shown, np.maximum(at.bin, shown[0]))
    return np.asarray(np.where(at.bin >= 0, tops[place].T, 0), dtype=np.int16)

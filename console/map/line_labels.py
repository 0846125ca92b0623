"""Names along lines: Chinese character by character, Latin as a whole, at even intervals.

Below 45° characters turn with the line and read left to right; on steeper lines they stand
stacked, reading downwards, each tilted from upright by the line's lean.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, hypot, radians, sin

import numpy as np

from console.map.lettering import text_size
from geodata.arrays import Floats

Box = tuple[float, float, float, float]
Free = Callable[[Box], bool]
_GAPS_EM = (1.9, 1.6)
_STACKED_GAPS_EM = (1.6,)
_REPEAT_PX = 640.0
_STEP_PX = 44.0
_SHARPEST_TURN_DEG = 24.0
_TILT_STEP_DEG = 3
_STRAY_SHARE = 0.3
_AIR_PX = 2.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character or a whole word about (x, y), tilted clockwise, and the boxes it takes."""

    text: str
    x: float
    y: float
    tilt_deg: int
    boxes: tuple[Box, ...]


class PixelLine:
    """A polyline in pixels, measured by its length."""

    def __init__(self, px: Floats) -> None:
        """(n, 2) pixels, n at least 2."""
        legs = np.hypot(*np.diff(px, axis=0).T)
        self._x: list[float] = px[:, 0].tolist()
        self._y: list[float] = px[:, 1].tolist()
        self._along: list[float] = [0.0, *np.cumsum(legs).tolist()]
        self.length = self._along[-1]
        self.box: Box = (min(self._x), min(self._y), max(self._x), max(self._y))

    def at(self, distance: float) -> tuple[float, float]:
        """The place so far from the start; beyond the ends the line goes on straight."""
        leg = min(max(bisect_right(self._along, distance) - 1, 0), len(self._x) - 2)
        start = self._along[leg]
        span = self._along[leg + 1] - start
        share = (distance - start) / span if span > 0 else 0.0
        x, y = self._x[leg], self._y[leg]
        return x + (self._x[leg + 1] - x) * share, y + (self._y[leg + 1] - y) * share

    def way(self, distance: float, window: float) -> tuple[float, float]:
        """The direction about a place, as a unit vector, evened over a window."""
        ax, ay = self.at(distance - window / 2)
        bx, by = self.at(distance + window / 2)
        long = hypot(bx - ax, by - ay) or 1.0
        return (bx - ax) / long, (by - ay) / long


def slots_near(line: PixelLine, ratio: float, near: Box) -> Iterator[tuple[int, float, float]]:
    """The slots of a line that may show in a box: number, start and length.

    Slots are counted from the line's start, so that they stay put while the map is panned.
    """
    slots = max(1, round(line.length / (_REPEAT_PX * ratio)))
    long = line.length / slots
    for slot in range(slots):
        x, y = line.at((slot + 0.5) * long)
        if (
            near[0] - long / 2 <= x <= near[2] + long / 2
            and near[1] - long / 2 <= y <= near[3] + long / 2
        ):
            yield slot, slot * long, long


def set_along(
    line: PixelLine, text: str, size: float, ratio: float, start: float, long: float, free: Free
) -> list[Glyph]:
    """The text set in a slot of a line, as near its middle as is free; empty where nowhere is."""
    by_character = is_set_by_character(text)
    for at in _outwards(start, long, _STEP_PX * ratio):
        if not by_character:
            glyphs = _whole(line, text, size, ratio, at, free)
        else:
            glyphs = _first_gap(line, text, size, ratio, at, free)
        if glyphs:
            return glyphs
    return []


def is_set_by_character(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _first_gap(
    line: PixelLine, text: str, size: float, ratio: float, at: float, free: Free
) -> list[Glyph]:
    dx, dy = line.way(at, size)
    for gap in _STACKED_GAPS_EM if abs(dy) > abs(dx) else _GAPS_EM:
        glyphs = _characters(line, text, size, ratio, at, gap * size, free)
        if glyphs:
            return glyphs
    return []


def _outwards(start: float, long: float, step: float) -> Iterator[float]:
    """The middle of a slot, then places alternately on both sides of it."""
    middle = start + long / 2
    yield middle
    for n in range(1, ceil(long / 2 / step)):
        yield middle - n * step
        yield middle + n * step


def _characters(
    line: PixelLine, text: str, size: float, ratio: float, at: float, gap: float, free: Free
) -> list[Glyph]:
    """The characters about a place; none where they do not fit, meet something or bend sharply."""
    half = (len(text) - 1) * gap / 2
    reach = size * 0.62 + _AIR_PX * ratio
    if at - half - reach < 0 or at + half + reach > line.length:
        return []
    dx, dy = line.way(at, 2 * half + size)
    stacked = abs(dy) > abs(dx)
    sign = -1.0 if (dy if stacked else dx) < 0 else 1.0
    glyphs: list[Glyph] = []
    last: float | None = None
    for n, character in enumerate(text):
        place = at + sign * (n * gap - half)
        x, y = line.at(place)
        box = (x - reach, y - reach, x + reach, y + reach)
        if not free(box):
            return []
        way_x, way_y = line.way(place, gap)
        tilt = (
            degrees(atan2(-sign * way_x, sign * way_y))
            if stacked
            else degrees(atan2(sign * way_y, sign * way_x))
        )
        if last is not None and abs((tilt - last + 180) % 360 - 180) > _SHARPEST_TURN_DEG:
            return []
        last = tilt
        glyphs.append(Glyph(character, x, y, _stepped(tilt), (box,)))
    return glyphs


def _whole(
    line: PixelLine, text: str, size: float, ratio: float, at: float, free: Free
) -> list[Glyph]:
    """The text as one straight word on a nearly straight piece; none where it bends or meets."""
    width = text_size(text, size / ratio, ratio=ratio)[0]
    half = width / 2 + size / 2
    if at - half < 0 or at + half > line.length:
        return []
    (x0, y0), (x1, y1) = line.at(at - half), line.at(at + half)
    if x1 < x0:
        x0, y0, x1, y1 = x1, y1, x0, y0
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    middle = line.at(at)
    stray = hypot(middle[0] - x, middle[1] - y)
    if hypot(x1 - x0, y1 - y0) < 2 * half * 0.985 or stray > size * _STRAY_SHARE:
        return []
    tilt = _stepped(degrees(atan2(y1 - y0, x1 - x0)))
    boxes = tuple(_boxes_along(x, y, tilt, width, size, ratio))
    return [Glyph(text, x, y, tilt, boxes)] if all(map(free, boxes)) else []


def _boxes_along(
    x: float, y: float, tilt_deg: int, width: float, size: float, ratio: float
) -> Iterator[Box]:
    c, s = cos(radians(tilt_deg)), sin(radians(tilt_deg))
    n = max(2, ceil(width / size))
    reach = size * 0.6 + _AIR_PX * ratio
    for i in range(n):
        at = width * (i / (n - 1) - 0.5)
        cx, cy = x + at * c, y + at * s
        yield (cx - reach, cy - reach, cx + reach, cy + reach)


def _stepped(deg: float) -> int:
    return round(deg / _TILT_STEP_DEG) * _TILT_STEP_DEG

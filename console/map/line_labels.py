"""Names along lines: Chinese character by character, Latin as a whole, at even intervals.

Below 45° characters turn with the line and read left to right; on steeper lines they stand
stacked, reading downwards, each tilted from upright by the line's lean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, ceil, cos, degrees, radians, sin

import numpy as np

from console.layers.marks import Floats
from console.map.lettering import text_size

Box = tuple[float, float, float, float]
_GAPS_EM = (1.7, 1.5)
_REPEAT_PX = 640.0
_STEP_PX = 44.0
_SHARPEST_TURN_DEG = 24.0
_TILT_STEP_DEG = 2
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


def along_line(
    px: Floats, text: str, size: float, ratio: float, near: Box
) -> Iterator[tuple[int, Iterator[Sequence[Glyph]]]]:
    """The slots of a line (n, 2) in pixels that lie near a box, each with the ways to set `text`.

    Slots are counted from the line's start, so that they stay put while the map is panned. A way
    that would bend too sharply is not among them.
    """
    line = _Line(px)
    slots = max(1, round(line.length / (_REPEAT_PX * ratio)))
    long = line.length / slots
    for slot in range(slots):
        middle = line.at((slot + 0.5) * long)
        reach = long / 2 + size
        if _beyond(middle, reach, near):
            continue
        yield slot, _ways(line, text, size, ratio, slot * long, long)


def _ways(
    line: "_Line", text: str, size: float, ratio: float, start: float, long: float
) -> Iterator[Sequence[Glyph]]:
    upright = is_set_by_character(text)
    for at in _outwards(start, long, _STEP_PX * ratio):
        if upright:
            for gap in _GAPS_EM:
                way = _characters(line, text, size, ratio, at, gap * size)
                if way:
                    yield way
                    break
        elif way := _whole(line, text, size, ratio, at):
            yield way


def is_set_by_character(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _outwards(start: float, long: float, step: float) -> Iterator[float]:
    """The middle of a slot, then places alternately on both sides of it."""
    middle = start + long / 2
    yield middle
    for n in range(1, ceil(long / 2 / step)):
        yield middle - n * step
        yield middle + n * step


def _characters(
    line: "_Line", text: str, size: float, ratio: float, at: float, gap: float
) -> list[Glyph]:
    """The characters about a place on the line; none where they do not fit or bend too sharply."""
    half = (len(text) - 1) * gap / 2
    if at - half - size / 2 < 0 or at + half + size / 2 > line.length:
        return []
    start, end = line.at(at - half - size / 2), line.at(at + half + size / 2)
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) + abs(dy) < 1:
        return []
    stacked = abs(dy) > abs(dx)
    backwards = dy < 0 if stacked else dx < 0
    sign = -1.0 if backwards else 1.0
    glyphs, last = [], None
    for n, character in enumerate(text):
        place = at + sign * (n * gap - half)
        x, y = line.at(place)
        way_x, way_y = line.way(place, gap)
        way_x, way_y = sign * way_x, sign * way_y
        tilt = degrees(atan2(-way_x, way_y)) if stacked else degrees(atan2(way_y, way_x))
        if last is not None and abs((tilt - last + 180) % 360 - 180) > _SHARPEST_TURN_DEG:
            return []
        last = tilt
        reach = size * 0.62 + _AIR_PX * ratio
        box = (x - reach, y - reach, x + reach, y + reach)
        glyphs.append(Glyph(character, x, y, _stepped(tilt), (box,)))
    return glyphs


def _whole(line: "_Line", text: str, size: float, ratio: float, at: float) -> list[Glyph]:
    """The text as one straight word along a nearly straight piece of line; none where it bends."""
    width = text_size(text, size / ratio, ratio=ratio)[0]
    half = width / 2 + size / 2
    if at - half < 0 or at + half > line.length:
        return []
    (x0, y0), (x1, y1) = line.at(at - half), line.at(at + half)
    if x1 < x0:
        x0, y0, x1, y1 = x1, y1, x0, y0
    dx, dy = x1 - x0, y1 - y0
    chord = (dx * dx + dy * dy) ** 0.5
    middle = line.at(at)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    stray = ((middle[0] - x) ** 2 + (middle[1] - y) ** 2) ** 0.5
    if chord < 2 * half * 0.985 or stray > size * _STRAY_SHARE:
        return []
    tilt = _stepped(degrees(atan2(dy, dx)))
    return [Glyph(text, x, y, tilt, tuple(_boxes_along(x, y, tilt, width, size, ratio)))]


def _boxes_along(
    x: float, y: float, tilt_deg: int, width: float, size: float, ratio: float
) -> Iterator[Box]:
    c, s = cos(radians(tilt_deg)), sin(radians(tilt_deg))
    n = max(2, ceil(width / size))
    reach = size * 0.6 + _AIR_PX * ratio
    for at in np.linspace(-width / 2, width / 2, n).tolist():
        cx, cy = x + at * c, y + at * s
        yield (cx - reach, cy - reach, cx + reach, cy + reach)


def _stepped(deg: float) -> int:
    return round(deg / _TILT_STEP_DEG) * _TILT_STEP_DEG


def _beyond(point: tuple[float, float], reach: float, box: Box) -> bool:
    x, y = point
    return x < box[0] - reach or x > box[2] + reach or y < box[1] - reach or y > box[3] + reach


class _Line:
    """A polyline measured by its length."""

    def __init__(self, px: Floats) -> None:
        legs = np.hypot(*np.diff(px, axis=0).T)
        self._px = px
        self._along = np.concatenate([[0.0], np.cumsum(legs)])
        self.length = float(self._along[-1])

    def at(self, distance: float) -> tuple[float, float]:
        """The place so far from the start."""
        leg = int(np.searchsorted(self._along, distance, side="right")) - 1
        leg = min(max(leg, 0), len(self._px) - 2)
        span = self._along[leg + 1] - self._along[leg]
        share = (distance - self._along[leg]) / span if span > 0 else 0.0
        a, b = self._px[leg], self._px[leg + 1]
        return float(a[0] + (b[0] - a[0]) * share), float(a[1] + (b[1] - a[1]) * share)

    def way(self, distance: float, window: float) -> tuple[float, float]:
        """The direction about a place, as a unit vector, evened over a window."""
        a, b = self.at(distance - window / 2), self.at(distance + window / 2)
        dx, dy = b[0] - a[0], b[1] - a[1]
        long = (dx * dx + dy * dy) ** 0.5 or 1.0
        return dx / long, dy / long

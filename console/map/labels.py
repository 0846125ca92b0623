"""Setting names on the map: higher ranks first, none across another, a symbol or a hotspot.

What was set stays where it is while the map is panned; new ground only adds to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from console.layers.marks import Areas, Badges, Floats, Labels, LineLabels
from console.map.inks import Inks
from console.map.lettering import HALO_PX, centred, text_image, text_size
from console.map.line_labels import Glyph, along_line
from console.map.projection import Frame
from console.map.symbols import badge_middle
from geodata.texts import Language

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in frame pixels."""
LabelBatch = Labels | LineLabels
Key = tuple[LabelBatch, int, int]
"""A batch, a row of it, and which repetition along the line."""

_CELL_PX = 3
_AIR_PX = 2.0
_PACE = 12
_DIGIT_PX = 9.0
_DODGES = ((0.0, 0.0), (0.0, -1.1), (0.0, 1.1), (0.55, 0.0), (-0.55, 0.0))
"""Where a name at a point may go instead: shares of its height, or of its width sideways."""


@dataclass(frozen=True, eq=False)
class Placed:
    """One name as set: its images with their top left corners, and the boxes it takes."""

    key: Key
    stamps: tuple[tuple[QImage, int, int], ...]
    boxes: tuple[Box, ...]


class Taken:
    """Which little cells of an area are taken already."""

    def __init__(self, area: QRect, ratio: float) -> None:
        """All free."""
        self._cell = max(1, round(_CELL_PX * ratio))
        self._left, self._top = area.left(), area.top()
        self._right, self._bottom = area.left() + area.width(), area.top() + area.height()
        shape = (area.height() // self._cell + 1, area.width() // self._cell + 1)
        self._cells = np.zeros(shape, dtype=np.bool_)

    def holds(self, box: Box) -> bool:
        """Whether a box lies wholly within the area."""
        return (
            box[0] >= self._left and box[1] >= self._top
            and box[2] <= self._right and box[3] <= self._bottom
        )  # fmt: skip

    def touches(self, box: Box) -> bool:
        """Whether any of a box lies within the area."""
        return (
            box[2] > self._left and box[3] > self._top
            and box[0] < self._right and box[1] < self._bottom
        )  # fmt: skip

    def is_free(self, box: Box) -> bool:
        """Whether nothing takes any of the box."""
        return not self._cells[self._slices(box)].any()

    def take(self, box: Box) -> None:
        """Take a box; what lies outside the area is left out."""
        self._cells[self._slices(box)] = True

    def take_points(self, px: Floats, reach_px: float) -> None:
        """Take a square around each of (n, 2) points."""
        for point in px.tolist():
            x, y = point
            self.take((x - reach_px, y - reach_px, x + reach_px, y + reach_px))

    def take_badges(self, px: Floats, batch: Badges, ratio: float) -> None:
        """Take the plates of badges at (n, 2) pixels, with their figures."""
        for row, (x, y) in enumerate(px.tolist()):
            shape = batch.shapes[int(batch.style[row])]
            half = batch.size_px * ratio * 0.6
            middle = y - badge_middle(shape, batch.size_px) * ratio
            digits = len(batch.figures[row]) if batch.figures else 0
            right = x + half + digits * _DIGIT_PX * ratio
            self.take((x - half, middle - half, right, middle + half))

    def take_areas(self, frame: Frame, batch: Areas) -> None:
        """Take the box of each area."""
        for first, last in pairwise(batch.area_offsets.tolist()):
            ring = slice(int(batch.ring_offsets[first]), int(batch.ring_offsets[last]))
            if ring.start < ring.stop:
                px = frame.pixels(batch.coords_m[ring])
                (left, top), (right, bottom) = px.min(axis=0).tolist(), px.max(axis=0).tolist()
                self.take((left, top, right, bottom))

    def _slices(self, box: Box) -> tuple[slice, slice]:
        c = self._cell
        return (
            slice(
                max(0, int((box[1] - self._top) // c)), max(0, int((box[3] - self._top) // c) + 1)
            ),
            slice(
                max(0, int((box[0] - self._left) // c)), max(0, int((box[2] - self._left) // c) + 1)
            ),
        )


@dataclass(frozen=True)
class Setting:
    """Where names are set and how they look."""

    frame: Frame
    area: QRect
    inks: Inks
    language: Language


def set_labels(
    setting: Setting, batches: Sequence[LabelBatch], taken: Taken, before: Sequence[Placed] = ()
) -> Iterator[Placed | None]:
    """Set names into what is free; yields each one set, and None now and then to let others in.

    Names in `before` are kept where they were, if they are still wanted and still free.
    """
    wanted = set(batches)
    kept: set[Key] = set()
    for placed in before:
        seen = placed.key[0] in wanted and any(map(taken.touches, placed.boxes))
        if seen and all(map(taken.is_free, placed.boxes)):
            _take(taken, placed)
            kept.add(placed.key)
            yield placed
    tried = 0
    for batch in sorted(batches, key=lambda b: -b.rank):
        if setting.frame.m_per_logical_px > batch.max_m_per_px:
            continue
        for candidates in _candidates(setting, batch, kept):
            for placed in candidates:
                if all(map(taken.holds, placed.boxes)) and all(map(taken.is_free, placed.boxes)):
                    _take(taken, placed)
                    yield placed
                    break
            tried += 1
            if tried % _PACE == 0:
                yield None


def _take(taken: Taken, placed: Placed) -> None:
    for box in placed.boxes:
        taken.take(box)


def _candidates(setting: Setting, batch: LabelBatch, kept: set[Key]) -> Iterator[Iterator[Placed]]:
    """For each name of a batch the ways to set it, best first; those already set left out."""
    if isinstance(batch, Labels):
        yield from _at_points(setting, batch, kept)
    else:
        yield from _along_lines(setting, batch, kept)


def _at_points(setting: Setting, batch: Labels, kept: set[Key]) -> Iterator[Iterator[Placed]]:
    if not len(batch.xy_m) or setting.frame.m_per_logical_px < batch.min_m_per_px:
        return
    ratio = setting.frame.ratio
    px = setting.frame.pixels(batch.xy_m) + np.array(batch.offset_px) * ratio
    area = setting.area
    inside = (px[:, 0] > area.left()) & (px[:, 0] < area.left() + area.width())
    inside &= (px[:, 1] > area.top()) & (px[:, 1] < area.top() + area.height())
    for row in np.flatnonzero(inside).tolist():
        if (batch, row, 0) not in kept and batch.texts[row](setting.language):
            yield _around_point(setting, batch, row, float(px[row, 0]), float(px[row, 1]))


def _around_point(
    setting: Setting, batch: Labels, row: int, x: float, y: float
) -> Iterator[Placed]:
    text, ratio = batch.texts[row](setting.language), setting.frame.ratio
    width, height = text_size(text, batch.size_px, batch.bold, batch.spacing_px, ratio)
    color = setting.inks.palette.color
    image: QImage | None = None
    for aside, below in _DODGES:
        at_x, at_y = x + aside * width, y + below * height
        air = (_AIR_PX + HALO_PX) * ratio
        box = (
            at_x - width / 2 - air, at_y - height * 0.4 - air,
            at_x + width / 2 + air, at_y + height * 0.4 + air,
        )  # fmt: skip
        if image is None:
            image = text_image(
                text, batch.size_px, color(batch.role), color("label.halo"), batch.bold,
                batch.spacing_px, ratio=ratio,
            )  # fmt: skip
        corner = centred(image, at_x, at_y).topLeft()
        yield Placed((batch, row, 0), ((image, corner.x(), corner.y()),), (box,))


def _along_lines(setting: Setting, batch: LineLabels, kept: set[Key]) -> Iterator[Iterator[Placed]]:
    frame, area = setting.frame, setting.area
    for row, text in enumerate(batch.texts):
        points = batch.coords_m[batch.offsets[row] : batch.offsets[row + 1]]
        words = text(setting.language)
        if len(points) < 2 or not words:
            continue
        px = frame.pixels(points)
        (left, top), (right, bottom) = px.min(axis=0), px.max(axis=0)
        if (
            right < area.left() or left > area.left() + area.width()
            or bottom < area.top() or top > area.top() + area.height()
        ):  # fmt: skip
            continue
        near = (area.left(), area.top(), area.left() + area.width(), area.top() + area.height())
        for slot, ways in along_line(px, words, batch.size_px * frame.ratio, frame.ratio, near):
            if (batch, row, slot) not in kept:
                yield (_lettered(setting, batch, (batch, row, slot), way) for way in ways)


def _lettered(setting: Setting, batch: LineLabels, key: Key, glyphs: Sequence[Glyph]) -> Placed:
    color, ratio = setting.inks.palette.color, setting.frame.ratio
    stamps: list[tuple[QImage, int, int]] = []
    boxes: list[Box] = []
    for glyph in glyphs:
        image = text_image(
            glyph.text, batch.size_px, color(batch.role), color("label.halo"),
            tilt_deg=glyph.tilt_deg, ratio=ratio,
        )  # fmt: skip
        corner = centred(image, glyph.x, glyph.y).topLeft()
        stamps.append((image, corner.x(), corner.y()))
        boxes += glyph.boxes
    return Placed(key, tuple(stamps), tuple(boxes))

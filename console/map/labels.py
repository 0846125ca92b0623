"""Setting names on the map: higher ranks first, none across another, a symbol or a hotspot.

What was set stays where it is while the map is panned; new ground only adds to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from console.layers.marks import Labels, LineLabels
from console.map.inks import Inks
from console.map.lettering import HALO_PX, centred, text_image, text_size
from console.map.line_labels import (
    Glyph,
    PixelLine,
    is_set_by_character,
    set_along,
    slots_near,
)
from console.map.projection import Frame
from console.map.taken import Box, Taken
from geodata.texts import Language

LabelBatch = Labels | LineLabels
Key = tuple[LabelBatch, int, int]
"""A batch, a row of it, and which repetition along the line."""

_AIR_PX = 2.0
MUST_SHOW_RANK = 100
"""From this rank on a name covers symbols rather than be left out."""
_PACE = 4
_LATIN_SPACING = 0.3
_DODGES = (
    (0.0, 0.0),
    (0.0, -1.1),
    (0.0, 1.1),
    (0.55, 0.0),
    (-0.55, 0.0),
    (0.0, -2.2),
    (0.0, 2.2),
    (0.55, -1.1),
    (-0.55, 1.1),
    (1.05, 0.0),
    (-1.05, 0.0),
)
"""Where a name at a point may go instead: shares of its width aside, of its height below."""


@dataclass(frozen=True, eq=False)
class Placed:
    """One name as set: its images with their top left corners, and the boxes it takes."""

    key: Key
    stamps: tuple[tuple[QImage, int, int], ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Setting:
    """Where names are set and how they look. `tried` is where names were set before already."""

    frame: Frame
    area: QRect
    inks: Inks
    language: Language
    tried: QRect = field(default_factory=QRect)
    lines: dict[tuple[LineLabels, int], PixelLine] = field(default_factory=dict)


def set_labels(
    setting: Setting, batches: Sequence[LabelBatch], taken: Taken, before: Sequence[Placed] = ()
) -> Iterator[Placed | None]:
    """Set names into what is free; yields each one set, and None now and then to let others in.

    Names in `before` are kept where they were, if they are still wanted and their place is still
    free; below `MUST_SHOW_RANK`, that is.
    """
    wanted = set(batches)
    kept: set[Key] = set()
    for placed in before:
        batch = placed.key[0]
        seen = batch in wanted and any(map(taken.touches, placed.boxes))
        if seen and (batch.rank >= MUST_SHOW_RANK or all(map(taken.is_clear, placed.boxes))):
            _take(taken, placed)
            kept.add(placed.key)
            yield placed
    yield None
    ordered = sorted(batches, key=lambda batch: -batch.rank)
    for tried, placed_or_not in enumerate(
        result
        for batch in ordered
        if setting.frame.m_per_logical_px <= batch.max_m_per_px
        for result in _attempts(setting, batch, taken, kept)
    ):
        if placed_or_not is not None:
            _take(taken, placed_or_not)
            yield placed_or_not
        if tried % _PACE == 0:
            yield None


def _take(taken: Taken, placed: Placed) -> None:
    for box in placed.boxes:
        taken.take_for_name(box)


def _attempts(
    setting: Setting, batch: LabelBatch, taken: Taken, kept: set[Key]
) -> Iterator[Placed | None]:
    """One by one the names of a batch that are not set yet, None for each that finds no place."""
    if isinstance(batch, Labels):
        return _at_points(setting, batch, taken, kept)
    return _along_lines(setting, batch, taken, kept)


# --- at points ------------------------------------------------------------------------------


def _at_points(
    setting: Setting, batch: Labels, taken: Taken, kept: set[Key]
) -> Iterator[Placed | None]:
    if not len(batch.xy_m) or setting.frame.m_per_logical_px < batch.min_m_per_px:
        return
    px = setting.frame.pixels(batch.xy_m) + np.array(batch.offset_px) * setting.frame.ratio
    area = setting.area
    inside = (px[:, 0] > area.left()) & (px[:, 0] < area.left() + area.width())
    inside &= (px[:, 1] > area.top()) & (px[:, 1] < area.top() + area.height())
    for row in np.flatnonzero(inside).tolist():
        if (batch, row, 0) not in kept and batch.texts[row](setting.language):
            yield _around_point(setting, batch, row, float(px[row, 0]), float(px[row, 1]), taken)


def _around_point(
    setting: Setting, batch: Labels, row: int, x: float, y: float, taken: Taken
) -> Placed | None:
    text, ratio = batch.texts[row](setting.language), setting.frame.ratio
    spacing = batch.spacing_px * (1.0 if is_set_by_character(text) else _LATIN_SPACING)
    width, height = text_size(text, batch.size_px, batch.bold, spacing, ratio)
    air = (_AIR_PX + HALO_PX) * ratio
    half_w, half_h = width / 2 + air, height * 0.4 + air
    ways = [(x + aside * width, y + below * height) for aside, below in _DODGES]
    boxes = [(cx - half_w, cy - half_h, cx + half_w, cy + half_h) for cx, cy in ways]
    way = _best(boxes, taken, batch.rank >= MUST_SHOW_RANK)
    if way is None:
        return None
    color = setting.inks.palette.color
    image = text_image(
        text,
        batch.size_px,
        color(batch.role),
        color("label.halo"),
        batch.bold,
        spacing,
        ratio=ratio,
    )
    corner = centred(image, *ways[way]).topLeft()
    return Placed((batch, row, 0), ((image, corner.x(), corner.y()),), (boxes[way],))


def _best(boxes: Sequence[Box], taken: Taken, must_show: bool) -> int | None:
    """The first box that is free; for a name that must show else the one that hides least."""
    for way, box in enumerate(boxes):
        if taken.is_free(box):
            return way
    if not must_show:
        return None
    clear = [way for way, box in enumerate(boxes) if taken.is_free_of_names(box)]
    return min(clear, key=lambda way: taken.covered(boxes[way]), default=None)


# --- along lines ----------------------------------------------------------------------------


def _along_lines(
    setting: Setting, batch: LineLabels, taken: Taken, kept: set[Key]
) -> Iterator[Placed | None]:
    ratio = setting.frame.ratio
    size = batch.size_px * ratio
    near = _box_of(setting.area)
    for row, text in enumerate(batch.texts):
        words = text(setting.language)
        line = _line(setting, batch, row) if words else None
        if line is None or not _meet(line.box, near):
            continue
        for slot, start, long in slots_near(line, ratio, near):
            if (batch, row, slot) in kept or _was_tried(setting, line, start, long):
                continue
            glyphs = set_along(line, words, size, ratio, start, long, taken.is_free)
            yield _lettered(setting, batch, (batch, row, slot), glyphs) if glyphs else None


def _line(setting: Setting, batch: LineLabels, row: int) -> PixelLine | None:
    key = (batch, row)
    if key not in setting.lines:
        points = batch.coords_m[batch.offsets[row] : batch.offsets[row + 1]]
        if len(points) < 2:
            return None
        setting.lines[key] = PixelLine(setting.frame.pixels(points))
    return setting.lines[key]


def _was_tried(setting: Setting, line: PixelLine, start: float, long: float) -> bool:
    """Whether a slot lay wholly where names were set before."""
    tried = setting.tried
    return not tried.isEmpty() and all(
        tried.contains(round(x), round(y))
        for x, y in (line.at(start), line.at(start + long / 2), line.at(start + long))
    )


def _lettered(setting: Setting, batch: LineLabels, key: Key, glyphs: Sequence[Glyph]) -> Placed:
    color, ratio = setting.inks.palette.color, setting.frame.ratio
    stamps: list[tuple[QImage, int, int]] = []
    boxes: list[Box] = []
    for glyph in glyphs:
        image = text_image(
            glyph.text,
            batch.size_px,
            color(batch.role),
            color("label.halo"),
            tilt_deg=glyph.tilt_deg,
            ratio=ratio,
        )
        corner = centred(image, glyph.x, glyph.y).topLeft()
        stamps.append((image, corner.x(), corner.y()))
        boxes += glyph.boxes
    return Placed(key, tuple(stamps), tuple(boxes))


def _box_of(area: QRect) -> Box:
    return (area.left(), area.top(), area.left() + area.width(), area.top() + area.height())


def _meet(one: Box, other: Box) -> bool:
    return one[2] >= other[0] and one[0] <= other[2] and one[3] >= other[1] and one[1] <= other[3]

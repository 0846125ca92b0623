"""The lane of rare kinds: one symbol a record, for the kinds that a stack would hide."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from console.palette import Palette
from console.widgets.timebar.frame import LANE_PX, Frame, TimeScale
from console.widgets.timebar.histogram import Histogram
from geodata.arrays import Ints, Rows
from geodata.history import History
from geodata.instants import NEVER_US
from geodata.kinds import IncidentKind, Symbol

SYMBOL_PX = 6.5
NEUTRAL_ROLE = "kind.other"
NEUTRAL_OPACITY = 0.5
"""Kinds without a colour of their own are many: they lie back, lest they hide the others."""
CROWD, CROWD_PITCH_PX = 300, 6
"""More records of a kind than this in sight stand in columns as wide as a symbol."""

Stamp = Callable[[Symbol, float, str, str, float], QImage]
"""Draws a symbol: which, size in px, colour, casing (`#rrggbb`), device pixel ratio."""


@dataclass(frozen=True, eq=False)
class RareMarks:
    """Records of one rare kind: pixel columns of those known, and of those not yet."""

    kind: IncidentKind
    known_px: Ints
    missing_px: Ints

    def same_as(self, other: "RareMarks") -> bool:
        """Whether both look alike."""
        return (
            self.kind == other.kind
            and np.array_equal(self.known_px, other.known_px)
            and np.array_equal(self.missing_px, other.missing_px)
        )


@dataclass(frozen=True, eq=False)
class RareScan:
    """The rows of one rare kind at a scale, and from which of them on a pixel column begins."""

    kind: IncidentKind
    rows: Rows
    px: Ints
    starts: Rows


def rare_scans(histogram: Histogram, scale: TimeScale) -> tuple[RareScan, ...]:
    """The rare kinds at a scale, the least specific first: it is to lie lowest."""
    found = []
    for kind in reversed(histogram.rare):
        rows = histogram.rare_rows(kind, scale.span)
        places = scale.pxs(histogram.history.happened_us[rows])
        sparse = kind.role != NEUTRAL_ROLE and len(rows) <= CROWD
        pitch = 1 if sparse else CROWD_PITCH_PX
        px = np.round(places / pitch).astype(np.int64) * pitch
        starts = np.flatnonzero(np.append(True, px[1:] != px[:-1])[: len(px)])
        found.append(RareScan(kind, rows, px[starts], starts))
    return tuple(found)


def rare_marks(
    scans: tuple[RareScan, ...], history: History, known_at_us: int
) -> tuple[RareMarks, ...]:
    """The marks of all rare kinds as known at h; one a pixel column is enough."""
    return tuple(_marks(scan, history, known_at_us) for scan in scans)


def _marks(scan: RareScan, history: History, known_at_us: int) -> RareMarks:
    if not len(scan.rows):
        return RareMarks(scan.kind, scan.px, scan.px)
    heard = history.known_from_us[scan.rows] <= known_at_us
    until_us = history.known_until_us[scan.rows]
    known = np.logical_or.reduceat(heard & (known_at_us < until_us), scan.starts)
    missing = np.logical_or.reduceat(~heard & (until_us == NEVER_US), scan.starts)
    return RareMarks(scan.kind, scan.px[known], scan.px[missing])


def paint_lane(
    painter: QPainter,
    marks: tuple[RareMarks, ...],
    frame: Frame,
    palette: Palette,
    stamp: Stamp,
    ratio: float,
) -> None:
    """Paint the symbols; those not yet known are hollow."""
    ground = palette.color("win")
    y = frame.zero_px + LANE_PX / 2 + 0.5
    for mark in marks:
        painter.setOpacity(_opacity(mark))
        hollow = stamp(mark.kind.symbol, SYMBOL_PX - 1, ground, palette.color("text.t3"), ratio)
        _stamp_all(painter, hollow, mark.missing_px, y, ratio)
    for mark in marks:
        painter.setOpacity(_opacity(mark))
        filled = stamp(mark.kind.symbol, SYMBOL_PX, palette.color(mark.kind.role), ground, ratio)
        _stamp_all(painter, filled, mark.known_px, y, ratio)
    painter.setOpacity(1.0)


def _opacity(mark: RareMarks) -> float:
    return NEUTRAL_OPACITY if mark.kind.role == NEUTRAL_ROLE else 1.0


def _stamp_all(painter: QPainter, image: QImage, px: Ints, y: float, ratio: float) -> None:
    """Stamp an image of device pixels, whatever ratio it carries itself."""
    width, height = image.width() / ratio, image.height() / ratio
    for x in px.tolist():
        painter.drawImage(QRectF(x - width / 2, y - height / 2, width, height), image)

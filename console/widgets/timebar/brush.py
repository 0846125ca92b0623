"""The brush and the instant: where they lie, what a pointer grips, how they are drawn."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QPolygonF

from console.palette import Palette
from console.widgets.timebar.frame import Frame
from console.widgets.timebar.style import color

Grip = Literal["start", "end", "body", "instant", "ground"]

HANDLE_PX: Final = (8, 22)
SLOP_PX: Final = 12
EDGE_PX: Final = 5
INSTANT_PX: Final = 5
TRIANGLE_PX: Final = 11
FILL_ALPHA: Final = 0.16
TOP_PX: Final = 3
HATCH_TILE_PX: Final = 8


@dataclass(frozen=True, slots=True)
class Brushed:
    """The window and the instant in pixels; `unknown_px` is from where nothing was known yet."""

    start_px: float
    end_px: float
    instant_px: float
    unknown_px: float | None = None


def grip_at(x: float, y: float, brushed: Brushed, frame: Frame) -> Grip:
    """What a press at a point takes hold of.

    A handle reaches outward by its slop, inward by at most a third of the window, so that the body
    of a short window can still be held.
    """
    if not frame.left_px - SLOP_PX <= x <= frame.right_px + SLOP_PX:
        return "ground"
    if y >= frame.zero_px and abs(x - brushed.instant_px) <= TRIANGLE_PX:
        return "instant"
    edge = _edge_at(x, y, brushed, frame)
    if abs(x - brushed.instant_px) <= INSTANT_PX and edge is None:
        return "instant"
    if edge is not None:
        return edge
    inside = brushed.start_px <= x <= brushed.end_px and y <= frame.axis_px
    return "body" if inside else "ground"


def _edge_at(x: float, y: float, brushed: Brushed, frame: Frame) -> Grip | None:
    if y > frame.axis_px:
        return None
    on_handle = abs(y - _middle(frame)) <= HANDLE_PX[1] / 2 + SLOP_PX
    reach = HANDLE_PX[0] / 2 + SLOP_PX if on_handle else EDGE_PX
    inward = min(reach, (brushed.end_px - brushed.start_px) / 3)
    if -reach <= x - brushed.start_px <= inward:
        return "start"
    if -inward <= x - brushed.end_px <= reach:
        return "end"
    return None


def _middle(frame: Frame) -> float:
    return frame.top_px + frame.bars_px / 2


def paint_fill(painter: QPainter, brushed: Brushed, frame: Frame, palette: Palette) -> None:
    """The window's fill, hatched where nothing was known yet: lies below the bars."""
    ground = _ground(brushed, frame)
    if ground is None:
        return
    fill = color(palette, "acc")
    fill.setAlphaF(FILL_ALPHA)
    painter.fillRect(ground, fill)
    if brushed.unknown_px is not None and brushed.unknown_px < ground.right():
        _hatch(painter, ground, max(brushed.unknown_px, ground.left()), palette)


def paint_brush(painter: QPainter, brushed: Brushed, frame: Frame, palette: Palette) -> None:
    """The window's top edge, sides and handles: lie above the bars."""
    ground = _ground(brushed, frame)
    if ground is None:
        return
    edge = QRectF(ground.left(), ground.top(), ground.width(), TOP_PX)
    painter.fillRect(edge, color(palette, "acc"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x in (brushed.start_px, brushed.end_px):
        if frame.left_px - 1 <= x <= frame.right_px + 1:
            _handle(painter, x, frame, palette)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ground(brushed: Brushed, frame: Frame) -> QRectF | None:
    left = max(brushed.start_px, float(frame.left_px))
    right = min(brushed.end_px, float(frame.right_px))
    if right < left:
        return None
    top = frame.top_px - 2
    return QRectF(left, top, max(right - left, 1.0), frame.axis_px - top)


def _hatch(painter: QPainter, ground: QRectF, from_px: float, palette: Palette) -> None:
    tile = QImage(HATCH_TILE_PX, HATCH_TILE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    pen = QPainter(tile)
    pen.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = color(palette, "text.t3")
    ink.setAlphaF(0.55)
    pen.setPen(QPen(ink, 1))
    size = HATCH_TILE_PX
    for shift in (-size, 0, size):
        pen.drawLine(QPointF(shift, size), QPointF(shift + size, 0))
    pen.end()
    painter.fillRect(
        QRectF(from_px, ground.top(), ground.right() - from_px, ground.height()), QBrush(tile)
    )


def _handle(painter: QPainter, x: float, frame: Frame, palette: Palette) -> None:
    accent = color(palette, "acc")
    painter.fillRect(QRectF(x - 0.75, frame.top_px, 1.5, frame.axis_px - frame.top_px), accent)
    width, height = HANDLE_PX
    box = QRectF(x - width / 2, _middle(frame) - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawRoundedRect(box, 2, 2)
    painter.setPen(QPen(color(palette, "win"), 1))
    for dx in (-1.5, 1.5):
        painter.drawLine(QPointF(x + dx, box.top() + 6), QPointF(x + dx, box.bottom() - 6))


def paint_instant(painter: QPainter, brushed: Brushed, frame: Frame, palette: Palette) -> None:
    """The instant: a line over the whole plot and a triangle below it."""
    x = brushed.instant_px
    if not frame.left_px - 1 <= x <= frame.right_px + 1:
        return
    ink = color(palette, "text.t1")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    casing = color(palette, "win")
    top = frame.top_px - 2
    painter.fillRect(QRectF(x - 1.75, top, 3.5, frame.axis_px - top), casing)
    painter.fillRect(QRectF(x - 0.75, top, 1.5, frame.axis_px - top), ink)
    painter.setPen(QPen(casing, 1))
    painter.setBrush(ink)
    foot = frame.axis_px
    painter.drawPolygon(
        QPolygonF([QPointF(x, foot), QPointF(x + 6, foot + 8.5), QPointF(x - 6, foot + 8.5)])
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

"""What lies below the bars: ground, holidays with their names, grid lines, axes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from console.fonts import font
from console.palette import Palette
from console.widgets.timebar.axis import TICK_GAP_PX, count_ticks, time_ticks
from console.widgets.timebar.bars import HEADROOM
from console.widgets.timebar.days import NamedSpan
from console.widgets.timebar.frame import Frame, TimeScale
from console.widgets.timebar.style import NAME_TEXT_PX, color
from geodata.texts import Language, Text

HOLIDAY_ALPHA = 0.6
TICK_PX = 5
NAME_GAP_PX = 6
UNIT_LEFT_PX = 12
NUDGE_SHARE, NUDGE_PX = 0.4, 32
"""A name gives way to the words before it by so much of its width or so far; farther away it would
no longer be its column's, and is left out."""
RARE = Text("少见", "Rare")


@dataclass(frozen=True, slots=True)
class Ground:
    """All that the ground depends on; two equal ones look the same."""

    frame: Frame
    scale: TimeScale
    zone: ZoneInfo
    holidays: tuple[NamedSpan, ...]
    ceiling: int
    unit: str
    has_rare: bool
    language: Language


def paint_ground(painter: QPainter, ground: Ground, palette: Palette) -> None:
    """Paint the whole plot but for bars, brush and instant."""
    frame = ground.frame
    painter.fillRect(0, 0, frame.width_px, frame.height_px, color(palette, "panel"))
    inner = QRectF(frame.left_px, frame.top_px, frame.inner_px, frame.axis_px - frame.top_px)
    painter.fillRect(inner, color(palette, "win"))
    _holidays(painter, ground, palette)
    _count_axis(painter, ground, palette)
    _time_axis(painter, ground, palette)


def _holidays(painter: QPainter, ground: Ground, palette: Palette) -> None:
    frame, scale = ground.frame, ground.scale
    painter.setFont(font(NAME_TEXT_PX))
    metrics = QFontMetricsF(painter.font())
    shade = color(palette, "active")
    shade.setAlphaF(HOLIDAY_ALPHA)
    # The unit stands at the left of the same line, and may be longer than the gutter.
    free_from = UNIT_LEFT_PX + metrics.horizontalAdvance(ground.unit) + NAME_GAP_PX
    for holiday in ground.holidays:
        left = max(scale.px(holiday.span.start_us), frame.left_px)
        right = min(scale.px(holiday.span.end_us), frame.right_px)
        if right <= left:
            continue
        column = QRectF(left, frame.top_px, right - left, frame.axis_px - frame.top_px)
        painter.fillRect(column, shade)
        painter.fillRect(QRectF(left, frame.top_px - 2, right - left, 2), color(palette, "text.t2"))
        words = holiday.name(ground.language)
        width = metrics.horizontalAdvance(words)
        x = min(max((left + right - width) / 2, frame.left_px), frame.right_px - width)
        if (
            free_from - x <= max(NUDGE_SHARE * width, NUDGE_PX)
            and free_from + width <= frame.right_px
        ):
            x = max(x, free_from)
            painter.setPen(color(palette, "text.t2"))
            box = QRectF(x, 0, width + 1, frame.top_px - 3)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            free_from = x + width + NAME_GAP_PX


def _count_axis(painter: QPainter, ground: Ground, palette: Palette) -> None:
    frame = ground.frame
    painter.setFont(font(NAME_TEXT_PX))
    painter.setPen(color(palette, "text.t3"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    gutter = frame.left_px - 10
    line = QRectF(UNIT_LEFT_PX, 0, frame.inner_px, frame.top_px - 2)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, ground.unit)
    for count in count_ticks(ground.ceiling, frame.bars_px):
        y = frame.zero_px - round(count * frame.bars_px / (ground.ceiling * HEADROOM))
        painter.fillRect(QRectF(frame.left_px, y, frame.inner_px, 1), color(palette, "line1"))
        painter.drawText(QRectF(0, y - 9, gutter, 18), right, f"{count:,}")
    if ground.has_rare:
        box = QRectF(0, frame.zero_px, gutter, frame.axis_px - frame.zero_px)
        painter.drawText(box, right, RARE(ground.language))
    for y in (frame.zero_px, frame.axis_px):
        painter.fillRect(QRectF(frame.left_px, y, frame.inner_px, 1), color(palette, "line2"))


def _time_axis(painter: QPainter, ground: Ground, palette: Palette) -> None:
    frame, scale = ground.frame, ground.scale
    painter.setFont(font(NAME_TEXT_PX))
    metrics = QFontMetricsF(painter.font())
    ink = color(palette, "text.t2")
    free_from = float(frame.left_px)
    for tick in time_ticks(scale, ground.zone, ground.language, metrics.horizontalAdvance):
        x = scale.px(tick.us)
        painter.fillRect(QRectF(round(x), frame.axis_px, 1, TICK_PX), color(palette, "ctl"))
        width = metrics.horizontalAdvance(tick.words)
        if x >= free_from and x + TICK_GAP_PX + width <= frame.right_px + 8:
            painter.setPen(ink)
            baseline = frame.axis_px + (frame.height_px - frame.axis_px + metrics.capHeight()) / 2
            painter.drawText(QPointF(round(x) + TICK_GAP_PX, baseline + 0.5), tick.words)
            free_from = x + TICK_GAP_PX + width + NAME_GAP_PX

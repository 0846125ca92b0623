"""The plot as cached images: a step of the slider stamps them and draws nothing anew."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from console.palette import Palette, rgb
from console.widgets.timebar import words
from console.widgets.timebar.bars import Columns, argb, columns, raster
from console.widgets.timebar.brush import Brushed, paint_brush, paint_fill, paint_instant
from console.widgets.timebar.days import NamedSpan, named_spans
from console.widgets.timebar.frame import Frame, TimeScale
from console.widgets.timebar.ground import Ground, paint_ground
from console.widgets.timebar.histogram import Histogram, Stack
from console.widgets.timebar.lane import (
    RareMarks,
    RareScan,
    Stamp,
    paint_lane,
    rare_marks,
    rare_scans,
)
from console.widgets.timebar.style import color
from geodata.moment import KNOWN_NOW
from geodata.picture import Picture
from geodata.texts import Language

OUTSIDE_OPACITY = 0.42
OUTLINE_ALPHA = 0.62


class Drawing:
    """What the plot shows of one Picture at one scale."""

    def __init__(
        self, picture: Picture, palette: Palette, language: Language, stamp: Stamp
    ) -> None:
        """Nothing is drawn until it is laid out."""
        self._stamp = stamp
        self._palette = palette
        self._language = language
        self._ratio = 1.0
        self._picture = picture
        self._histogram = self._histogram_of(picture)
        self._holidays = self._holidays_of(picture)
        self._frame = Frame(200, 124)
        self._scale: TimeScale | None = None
        self._ground: Ground | None = None
        self._ground_image = QImage()
        self._stack: Stack | None = None
        self._columns: Columns | None = None
        self._pixels = np.zeros((1, 1), dtype=np.uint32)
        self._bars_image = QImage()
        self._scans: tuple[RareScan, ...] | None = None
        self._marks: tuple[RareMarks, ...] | None = None
        self._marks_known_at_us = KNOWN_NOW
        self._lane_image = QImage()

    @property
    def picture(self) -> Picture:
        """The Picture that is shown."""
        return self._picture

    @property
    def histogram(self) -> Histogram:
        """The counts behind the bars."""
        return self._histogram

    @property
    def frame(self) -> Frame:
        """Where the parts lie."""
        return self._frame

    @property
    def is_laid_out(self) -> bool:
        """Whether it has a size and a scale."""
        return self._scale is not None

    @property
    def scale(self) -> TimeScale:
        """Which instant lies where; raises ValueError before `lay_out`."""
        if self._scale is None:
            raise ValueError("the plot was not laid out yet")
        return self._scale

    @property
    def stack(self) -> Stack:
        """The bars that are shown."""
        return self._histogram.stack(self.scale, self._picture.moment.known_at_us)

    @property
    def brushed(self) -> Brushed:
        """Where window and instant lie."""
        moment, scale = self._picture.moment, self.scale
        unknown = None if moment.known_at_us == KNOWN_NOW else scale.px(moment.known_at_us)
        return Brushed(
            scale.px(moment.window.start_us),
            scale.px(moment.window.end_us),
            scale.px(moment.t_us),
            unknown,
        )

    def lay_out(self, frame: Frame, scale: TimeScale, ratio: float) -> None:
        """Take up a size, a scale and a device pixel ratio, and draw what they change."""
        if (frame, ratio) != (self._frame, self._ratio):
            self._forget()
        self._frame, self._ratio = frame, ratio
        if scale != self._scale:
            self._scale = scale
            self._stack = self._scans = self._marks = None
        self._draw()

    def show(self, picture: Picture) -> None:
        """Take up a Picture and draw what it changes."""
        before, self._picture = self._picture, picture
        history = picture.snapshot.history("incident")
        if not self._histogram.shows(history, picture.moment.selection):
            self._histogram = self._histogram_of(picture)
            self._forget()
        if picture.snapshot is not before.snapshot:
            self._holidays = self._holidays_of(picture)
        if self._scale is not None:
            self._draw()

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._palette = palette
        self._forget()

    def set_language(self, language: Language) -> None:
        """Write in another language."""
        self._language = language
        self._forget()

    def paint_below(self, painter: QPainter) -> None:
        """Paint the ground, the window's fill, and the bars, dimmed outside the window."""
        painter.drawImage(0, 0, self._ground_image)
        frame, brushed = self._frame, self.brushed
        paint_fill(painter, brushed, frame, self._palette)
        left, right = float(frame.left_px), float(frame.right_px)
        start = min(max(self._on_pixel(brushed.start_px), left), right)
        end = min(max(self._on_pixel(brushed.end_px), start), right)
        self._paint_part(painter, self._lane_image, left, right, frame.zero_px, left_px=0)
        for x0, x1, opacity in (
            (left, start, OUTSIDE_OPACITY),
            (start, end, 1.0),
            (end, right, OUTSIDE_OPACITY),
        ):
            if x1 > x0:
                painter.setOpacity(opacity)
                bars_left = frame.left_px
                self._paint_part(painter, self._bars_image, x0, x1, frame.top_px, bars_left)
        painter.setOpacity(1.0)

    def paint_brush(self, painter: QPainter) -> None:
        """Paint the window's edges."""
        paint_brush(painter, self.brushed, self._frame, self._palette)

    def paint_instant(self, painter: QPainter) -> None:
        """Paint the instant."""
        paint_instant(painter, self.brushed, self._frame, self._palette)

    def paint_focus(self, painter: QPainter) -> None:
        """Paint the outline of a plot that hears the keys."""
        painter.setPen(QPen(color(self._palette, "acc"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(1, 1, self._frame.width_px - 2, self._frame.height_px - 2))

    def _on_pixel(self, x: float) -> float:
        """The nearest edge of a pixel: Qt stamps a part narrower than one over all that follows."""
        return round(x * self._ratio) / self._ratio

    def _paint_part(
        self, painter: QPainter, image: QImage, x0: float, x1: float, top_px: int, left_px: int
    ) -> None:
        """Stamp a part of an image that begins at `left_px`."""
        ratio = self._ratio
        source = QRectF((x0 - left_px) * ratio, 0, (x1 - x0) * ratio, image.height())
        painter.drawImage(QRectF(x0, top_px, x1 - x0, image.height() / ratio), image, source)

    def _draw(self) -> None:
        stack = self.stack
        if stack is not self._stack:
            self._draw_bars(stack, self._stack)
            self._stack = stack
        if self._scans is None:
            self._scans = rare_scans(self._histogram, self.scale)
        history, known_at_us = self._histogram.history, self._picture.moment.known_at_us
        if self._marks is None or known_at_us != self._marks_known_at_us:
            marks = rare_marks(self._scans, history, known_at_us)
            self._marks_known_at_us = known_at_us
            if self._marks is None or not all(map(RareMarks.same_as, marks, self._marks)):
                self._marks = marks
                self._lane_image = self._draw_lane(marks)
        ground = Ground(
            self._frame,
            self.scale,
            self._picture.snapshot.district.zone,
            self._holidays,
            stack.ceiling,
            self._unit(words.per_words(stack.size, self._language)),
            bool(self._histogram.rare),
            self._language,
        )
        if ground != self._ground:
            self._ground = ground
            self._ground_image, painter = self._sheet(
                self._frame.width_px, self._frame.height_px, opaque=True
            )
            paint_ground(painter, ground, self._palette)
            painter.end()

    def _draw_bars(self, stack: Stack, before: Stack | None) -> None:
        """Draw the bars; where only some counts differ from `before`, those columns alone."""
        frame, ratio = self._frame, self._ratio
        fills = [argb(rgb(self._palette.color(k.role))) for k in self._histogram.stacked]
        outline = argb(rgb(self._palette.color("text.t3")), OUTLINE_ALPHA)
        if self._columns and before and stack.comparable_to(before):
            changed = stack.bins_unlike(before)
            over = self._columns.showing(changed) if len(changed) else slice(0, 0)
            part = self._columns.part(over)
            self._pixels[:, over] = raster(stack, part, len(self._pixels), fills, outline)
            return
        width, height = round(frame.inner_px * ratio), round(frame.bars_px * ratio)
        edges_px = (self.scale.pxs(stack.edges_us) - frame.left_px) * ratio
        self._columns = columns(edges_px, width)
        self._pixels = raster(stack, self._columns, height, fills, outline)
        # The image reads the array's own memory, which therefore lives as long as it does.
        self._bars_image = QImage(
            self._pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied
        )

    def _draw_lane(self, marks: tuple[RareMarks, ...]) -> QImage:
        frame = self._frame
        image, painter = self._sheet(frame.width_px, frame.axis_px - frame.zero_px)
        painter.translate(0, -frame.zero_px)
        paint_lane(painter, marks, frame, self._palette, self._stamp, self._ratio)
        painter.end()
        return image

    def _sheet(
        self, width_px: int, height_px: int, *, opaque: bool = False
    ) -> tuple[QImage, QPainter]:
        form = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(round(width_px * self._ratio), round(height_px * self._ratio), form)
        image.fill(0)
        image.setDevicePixelRatio(self._ratio)
        return image, QPainter(image)

    def _unit(self, per: str) -> str:
        counted = dict.fromkeys(kind.counted_in for kind in self._histogram.stacked)
        return words.rate_words(list(counted), per, self._language)

    def _forget(self) -> None:
        self._stack = self._scans = self._marks = self._ground = None

    @staticmethod
    def _histogram_of(picture: Picture) -> Histogram:
        snapshot = picture.snapshot
        history = snapshot.history("incident")
        return Histogram(history, picture.moment.selection, snapshot.district.zone)

    @staticmethod
    def _holidays_of(picture: Picture) -> tuple[NamedSpan, ...]:
        return named_spans(picture.snapshot, "holiday", KNOWN_NOW)

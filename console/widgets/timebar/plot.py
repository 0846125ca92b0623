"""The plot as a pyqtgraph view: its range, and what hand and wheel do to it.

Importing pyqtgraph costs a third of a second, so only `TimeBar.prepare` imports this module.
"""

from dataclasses import replace
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from console.looks import Asked, Look
from console.widgets.timebar.brush import Grip, grip_at
from console.widgets.timebar.drag import dragged, settled_instant
from console.widgets.timebar.drawing import Drawing
from console.widgets.timebar.frame import LONGEST_US, SHORTEST_US, Frame, scale_of
from geodata.instants import SECOND_US, Span

CLICK_PX = 3
WHEEL_STEP = 0.8
"""One notch of the wheel shows so much of what was shown."""
NOTCH = 120
CURSORS = {
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "instant": Qt.CursorShape.SizeHorCursor,
    "body": Qt.CursorShape.OpenHandCursor,
    "ground": Qt.CursorShape.ArrowCursor,
}


class Part(pg.GraphicsObject):
    """One painted part of the plot, in its pixels."""

    def __init__(self, paint: Any) -> None:
        super().__init__()
        self._paint = paint
        self._rect = QRectF()

    def fit(self, rect: QRectF) -> None:
        """Cover a rectangle."""
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *_args: Any) -> None:
        self._paint(painter)


class Plot(pg.GraphicsView):
    """The plot of a look's history with its brush and instant.

    Signals:
        hovered: (instant µs or None, place on the screen) while the pointer moves over it.
        drawn: after a paint.
    """

    hovered = Signal(object, QPoint)
    drawn = Signal()

    def __init__(self, look: Look, drawing: Drawing, shown: Span, parent: QWidget) -> None:
        """Show a stretch of time."""
        super().__init__(parent, background=None)
        self._look = look
        self._drawing = drawing
        self._shown = shown
        self._whole = shown
        self._grip: Grip | None = None
        self._pressed = QPointF()
        self._pressed_us = 0
        self._asked_at_press = look.asked
        self._asked_before_click: Asked | None = None
        self._moved = False
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setMouseTracking(True)
        # The ground covers all of it: nothing behind needs painting first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setRenderHints(QPainter.RenderHint.TextAntialiasing)
        self._view = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.scene().addItem(self._view)
        self._view.setXRange(*self._seconds(shown), padding=0)
        self._view.sigXRangeChanged.connect(self._rescale)
        self._parts = [
            Part(drawing.paint_below),
            Part(drawing.paint_brush),
            Part(drawing.paint_instant),
            Part(self._paint_focus),
        ]
        for part in self._parts:
            self.scene().addItem(part)

    @property
    def shown(self) -> Span:
        """The stretch of time that is shown."""
        return self._shown

    def limit(self, whole: Span) -> None:
        """Let the hand move within the whole stretch, and as far around it as can be zoomed."""
        self._whole = whole
        longest = max(LONGEST_US, whole.length_us)
        self._view.setLimits(
            xMin=(whole.end_us - longest) / SECOND_US,
            xMax=(whole.start_us + longest) / SECOND_US,
            minXRange=SHORTEST_US / SECOND_US,
            maxXRange=longest / SECOND_US,
        )

    def show_span(self, span: Span) -> None:
        """Show a stretch of time."""
        self._view.setXRange(*self._seconds(span), padding=0)

    def zoom(self, factor: float, about_px: float) -> None:
        """Show `factor` as much time, the instant under a pixel staying there."""
        # Clipped here: at its own limits a ViewBox zooms about its middle.
        longest_us = max(LONGEST_US, self._whole.length_us)
        length_us = self._shown.length_us
        factor = min(max(factor, SHORTEST_US / length_us), longest_us / length_us)
        about = self._drawing.scale.us(about_px) / SECOND_US
        self._view.scaleBy(x=factor, center=pg.Point(about, 0))

    def pan(self, by_px: float) -> None:
        """Move what is shown to the right by so many pixels."""
        self._view.translateBy(x=-by_px * self._drawing.scale.us_per_px / SECOND_US)

    def refit(self) -> None:
        """Take up a new size, or words of another length."""
        frame = Frame(self.width(), self.height())
        self._view.setGeometry(QRectF(frame.left_px, frame.top_px, frame.inner_px, frame.bars_px))
        for part in self._parts:
            part.fit(QRectF(0, 0, frame.width_px, frame.height_px))
        self._rescale()

    def _rescale(self, *_args: Any) -> None:
        start_s, end_s = self._view.viewRange()[0]
        self._shown = Span(round(start_s * SECOND_US), round(end_s * SECOND_US))
        frame = Frame(self.width(), self.height())
        self._drawing.lay_out(frame, scale_of(self._shown, frame), self.devicePixelRatioF())
        self.viewport().update()

    @staticmethod
    def _seconds(span: Span) -> tuple[float, float]:
        return span.start_us / SECOND_US, span.end_us / SECOND_US

    # --- what Qt tells ---------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        # pyqtgraph calls this itself, without an event, before there is anything to fit.
        if event is not None:
            self.refit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.drawn.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        sideways = turn.x() or (
            turn.y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        )
        if sideways:
            self.pan(sideways / NOTCH * self._drawing.frame.inner_px / 10)
        else:
            self.zoom(WHEEL_STEP ** (turn.y() / NOTCH), event.position().x())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        at = event.position()
        self._grip = grip_at(at.x(), at.y(), self._drawing.brushed, self._drawing.frame)
        self._pressed = at
        self._pressed_us = self._drawing.scale.us(at.x())
        self._asked_at_press = self._look.asked
        self._asked_before_click = None
        self._moved = False
        self.hovered.emit(None, QPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is None:
            self._hover(at, event.globalPosition().toPoint())
            return
        if not self._moved and abs(at.x() - self._pressed.x()) < CLICK_PX:
            return
        self._moved = True
        if self._grip == "ground":
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(at.x() - self._drawing.scale.px(self._pressed_us))
            return
        scale = self._drawing.scale
        self._look.ask(
            dragged(
                self._grip,
                self._asked_at_press,
                self._pressed_us,
                scale.us(at.x()),
                scale.us_per_px,
                self._look.picture.snapshot.district.zone,
            )
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip in ("ground", "body") and not self._moved and self._on_plot(event.position()):
            self._asked_before_click = self._look.asked
            scale = self._drawing.scale
            zone = self._look.picture.snapshot.district.zone
            at_us = settled_instant(scale.us(event.position().x()), scale.us_per_px, zone)
            self._look.ask(self._look.asked.at(at_us))
        self._hover(event.position(), event.globalPosition().toPoint())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole extent; the first click of the two asked for an instant: take it back."""
        if self._asked_before_click is not None:
            before = self._asked_before_click
            self._look.ask(replace(self._look.asked, t_us=before.t_us, window=before.window))
            self._asked_before_click = None
        self._grip = None
        self.show_span(self._whole)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        middle = (self._drawing.frame.left_px + self._drawing.frame.right_px) / 2
        match event.key():
            case Qt.Key.Key_Left:
                self.pan(self._drawing.frame.inner_px / 10)
            case Qt.Key.Key_Right:
                self.pan(-self._drawing.frame.inner_px / 10)
            case Qt.Key.Key_Up | Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(WHEEL_STEP, middle)
            case Qt.Key.Key_Down | Qt.Key.Key_Minus:
                self.zoom(1 / WHEEL_STEP, middle)
            case Qt.Key.Key_0:
                self.show_span(self._whole)
            case _:
                event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None, QPoint())
        super().leaveEvent(event)

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            self._drawing.paint_focus(painter)

    def _on_plot(self, at: QPointF) -> bool:
        frame = self._drawing.frame
        return frame.left_px <= at.x() <= frame.right_px

    def _hover(self, at: QPointF, on_screen: QPoint) -> None:
        frame = self._drawing.frame
        grip = grip_at(at.x(), at.y(), self._drawing.brushed, frame)
        self.setCursor(CURSORS[grip])
        inside = self._on_plot(at) and 0 <= at.y() <= frame.height_px
        self.hovered.emit(self._drawing.scale.us(at.x()) if inside else None, on_screen)

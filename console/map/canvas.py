"""The map: a widget that shows one Picture through layers, and what hands do on it."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPointF,
    QRect,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from console.layers.base import Layer, View
from console.map.extents import around, batch_box, row_box
from console.map.inks import Inks
from console.map.modes import Browse, Measure, Mode, SelectBox, ZoomBox
from console.map.painter import Entry, MarksPainter
from console.map.picking import Hit, Picker
from console.map.projection import Bounds, Projection, m_per_px_of
from console.map.scene import Scene, Shown
from console.map.selected import Place, Selected, draw_selected, selected_places
from console.map.stage import PLANES, Stage
from console.map.views import ViewHistory
from console.palette import Palette
from console.work import Work
from geodata.picture import Picture
from geodata.texts import Language

ZOOM_MS = 120
ZOOM_STEP = 2**0.5
"""How much closer one notch of the wheel comes."""
_NOTCH = 120
_PAN_SHARE = 0.15
_REST_MS = 500
_HOVER_MS = 30
_REARRANGE_MS = 250
_SLICE_S = 0.006
_SLICE_IN_HAND_S = 0.002
_BAR_AFTER_MS = 300
_FOCUS_PX = 2
_FIRST_SCALE = 6_400


class MapCanvas(QWidget):
    """Shows a Picture through layers; zooms, pans, picks, measures.

    Signals:
        view_changed: (View) what is looked at, or will be when a zoom has ended.
        pointer_moved: (x_m, y_m) the place under the pointer; pointer_left: it is gone.
        hovered: (tuple of Hit) what lies under the pointer, uppermost first, when that changes.
        picked: (tuple of Hit) what was clicked on, uppermost first; a click in the same place
            again brings the next one to the front. Empty where nothing is.
        boxed: (bounds in metres, tuple of Hit) a box was drawn to select what lies in it.
        mode_changed: (id of the mode).
        painted: (Picture) once the frame that shows this Picture is on the screen.
        busy_changed: (bool) whether something of the Picture is still being drawn.
    """

    view_changed = Signal(object)
    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    hovered = Signal(object)
    picked = Signal(object)
    boxed = Signal(object, object)
    mode_changed = Signal(str)
    painted = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        layers: Sequence[Layer],
        palette: Palette,
        language: Language,
        work: Work | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A map of these layers, empty until it is shown a Picture.

        Slow layers run in `work`; without one the canvas has its own.
        """
        super().__init__(parent)
        self._inks = Inks(palette)
        self._language: Language = language
        self._work = work or Work(self)
        self._scene = Scene(layers, self._make_slowly)
        self._stage = Stage(MarksPainter(self._inks, language))
        self._picker = Picker()
        self._views = ViewHistory()
        self._picture: Picture | None = None
        self._projection = Projection(0.0, 0.0, m_per_px_of(_FIRST_SCALE), 1, 1)
        self._target = self._projection
        self._placed = False
        self._reduce_motion = False
        self._hits: tuple[Hit, ...] = ()
        self._picked: tuple[Hit, ...] = ()
        self._selected: dict[str, frozenset[str]] = {}
        self._selected_places: list[Place] = []
        self._announce: Picture | None = None
        self._busy = False
        self._painted_parts: tuple[QRect, ...] = ()
        self._pointer: QPointF | None = None
        self._panning_with: QPointF | None = None
        self._modes: dict[str, Mode] = {
            m.id: m for m in (Browse(self), SelectBox(self), ZoomBox(self), Measure(self))
        }
        self._mode = self._modes[Browse.id]
        self._make_timers()
        self._work.finished.connect(self._take_slow)
        self._work.failed.connect(self._slow_failed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A Chinese input method would eat the letters that are keys here.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)

    def _make_timers(self) -> None:
        self._brush = QTimer(self, interval=0)
        self._brush.timeout.connect(self._paint_on)
        self._hover = QTimer(self, interval=_HOVER_MS, singleShot=True)
        self._hover.timeout.connect(self._look_under_pointer)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(lambda: self._views.visit(self._target))
        self._settle = QTimer(self, interval=_REARRANGE_MS, singleShot=True)
        self._settle.timeout.connect(self._rearrange)
        self._bar = QTimer(self, interval=_BAR_AFTER_MS, singleShot=True)
        self._bar.timeout.connect(self.redraw)
        self._zoom = QVariantAnimation(self)
        self._zoom.setDuration(ZOOM_MS)
        self._zoom.setStartValue(0.0)
        self._zoom.setEndValue(1.0)
        self._zoom.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._zoom.valueChanged.connect(self._zoom_on)
        self._zoom.finished.connect(self._zoom_ended)
        self._zoom_from = self._projection

    # --- what is shown --------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """The Picture shown."""
        return self._picture

    def show_picture(self, picture: Picture) -> None:
        """Show a Picture with the next frame; all that is seen of it is painted now.

        Only layers that need the background show it later, dimmed until then.
        """
        self._picture = picture
        if not self._placed and self.isVisible():
            self.zoom_to_district()
        self._refresh()
        self._announce = picture
        self._settle.start()

    def set_options(self, layer_id: str, options: Any) -> None:
        """Draw a layer with other options."""
        self._scene[layer_id].options = options
        self._refresh()

    def set_visible(self, layer_id: str, visible: bool) -> None:
        """Show or hide a layer."""
        self._scene[layer_id].visible = visible
        self._refresh()

    def set_opacity(self, layer_id: str, opacity: float) -> None:
        """Draw a layer as one, so opaque: 0 to 1."""
        self._scene[layer_id].opacity = opacity
        self._refresh()

    def set_order(self, layer_ids: Sequence[str]) -> None:
        """Draw the layers in this order, lowest first; raises ValueError if one is missing."""
        self._scene.set_order(layer_ids)
        self._refresh()

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._inks = Inks(palette)
        self._stage.painter = MarksPainter(self._inks, self._language)
        self._stage.repaint(list(PLANES))
        self.redraw()

    def set_language(self, language: Language) -> None:
        """Say everything in another language."""
        self._language = language
        self._stage.painter = MarksPainter(self._inks, language)
        self._stage.repaint(list(PLANES))
        self.redraw()

    def set_selected(self, kind: str, ids: Iterable[str]) -> None:
        """Ring these things of a kind; none where `ids` is empty."""
        chosen = frozenset(ids)
        self._selected = {k: v for k, v in self._selected.items() if k != kind}
        if chosen:
            self._selected[kind] = chosen
        self._find_selected()
        self.redraw()

    def set_reduce_motion(self, reduce: bool) -> None:
        """Zoom at once instead of in 120 ms."""
        self._reduce_motion = reduce

    @property
    def is_settled(self) -> bool:
        """Whether all that is seen shows the Picture, sharp, with nothing awaited."""
        return (
            self._stage.is_sharp
            and not self._scene.old
            and not any(shown.is_old for shown in self._scene.visible)
            and self._zoom.state() != QVariantAnimation.State.Running
        )

    @property
    def unpainted_share(self) -> float:
        """How much of the view the base map does not cover yet, 0 to 1."""
        return self._stage.unpainted_share

    # --- where ----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What is looked at."""
        return self._target.view

    @property
    def projection(self) -> Projection:
        """What is seen now, on the way of a zoom too."""
        return self._projection

    def zoom_to(self, bounds: Bounds, padding_px: int = 24) -> None:
        """Look at a box in metres."""
        self._go(self._target.fitted(bounds, padding_px), animated=self._placed)
        self._placed = True

    def look_at(self, x_m: float, y_m: float, m_per_px: float) -> None:
        """Look at a place from a scale."""
        width, height = self._target.width_px, self._target.height_px
        self._go(Projection(x_m, y_m, m_per_px, width, height), animated=False)
        self._placed = True

    def zoom_to_district(self) -> None:
        """Look at the whole district."""
        if self._picture is not None:
            self.zoom_to(self._picture.snapshot.district.extent)

    def zoom_to_layer(self, layer_id: str) -> None:
        """Look at all that a layer has drawn."""
        shown = self._scene[layer_id]
        batches = [batch for plane in PLANES for batch in getattr(shown.marks, plane)]
        self._zoom_to_box(around(map(batch_box, batches)))

    def zoom_to_selection(self) -> None:
        """Look at what is selected."""
        self._zoom_to_box(around(row_box(batch, row) for batch, row in self._selected_places))

    def _zoom_to_box(self, box: Bounds | None) -> None:
        if box is not None:
            self.zoom_to(box)

    def previous_view(self) -> None:
        """Look at what was looked at before."""
        self._views.visit(self._target)
        if view := self._views.previous():
            self._go(self._sized(view))

    def next_view(self) -> None:
        """Undo a step back."""
        if view := self._views.next():
            self._go(self._sized(view))

    def zoom_by(self, factor: float, at_px: tuple[float, float] | None = None) -> None:
        """Come closer by a factor, about a pixel or the middle."""
        self._go(self._target.zoomed(factor, at_px))

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Drag the ground by so many pixels."""
        self._go(self._target.panned(dx_px, dy_px), animated=False)

    def _sized(self, view: Projection) -> Projection:
        return view.resized(self._target.width_px, self._target.height_px)

    def _go(self, target: Projection, animated: bool = True) -> None:
        if target == self._target:
            return
        zooms = abs(target.m_per_px / self._target.m_per_px - 1) > 1e-9
        self._target = target
        if zooms and animated and not self._reduce_motion and self.isVisible():
            self._zoom_from = self._projection
            self._zoom.stop()
            self._zoom.start()
            # The first frame of a zoom follows the wheel at once.
            self._projection = self._zoom_from.between(target, 0.25)
        else:
            self._zoom.stop()
            self._projection = target
        self._aim()
        self._rest.start()
        self.redraw()
        self.view_changed.emit(target.view)

    def _aim(self) -> None:
        """Let the stage know where to paint next."""
        zooming = self._zoom.state() == QVariantAnimation.State.Running
        before = self._stage.extent
        self._stage.look_at(self._target, self.devicePixelRatioF(), hold=zooming)
        if self._stage.extent != before:
            self._follow_extent()
        self._brush.start()

    def _follow_extent(self) -> None:
        """Ask layers that depend on the view again: the images cover other ground."""
        extent = self._stage.extent
        if extent is not None and self._picture is not None and self._depends_on_view():
            self._scene.update(self._picture, extent.view)
            self._stage.set_entries(self._all_entries(), at_once=False)
            self._find_selected()

    def _depends_on_view(self) -> bool:
        return any(shown.layer.by_view for shown in self._scene.visible)

    def _zoom_on(self, share: object) -> None:
        if self._zoom.state() == QVariantAnimation.State.Running:
            self._projection = self._zoom_from.between(self._target, float(str(share)))
            self.redraw()

    def _zoom_ended(self) -> None:
        self._projection = self._target
        self._aim()
        self.redraw()

    # --- painting -------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Bring marks and what is seen of them up to date."""
        extent = self._stage.extent
        if self._picture is None or extent is None:
            return
        self._scene.update(self._picture, extent.view)
        self._draw_scene()

    def _draw_scene(self) -> None:
        self._stage.set_entries(self._all_entries())
        self._find_selected()
        if self._scene.old and not self._bar.isActive():
            self._bar.start()
        self._brush.start()
        self._tell_busy()
        self.redraw()

    def _all_entries(self) -> dict[Any, tuple[Entry, ...]]:
        return {plane: self._scene.entries(plane) for plane in PLANES}

    def _make_slowly(self, shown: Shown, make: Any) -> None:
        picture = self._picture
        self._work.start(f"layer {shown.layer.id}", lambda _run: (shown, picture, make()))

    def _take_slow(self, name: str, answer: Any) -> None:
        if name.startswith("layer ") and isinstance(answer, tuple):
            shown, picture, marks = answer
            self._scene.accept(shown, marks, picture)
            self._refresh()

    def _slow_failed(self, name: str, error: object) -> None:
        if name.startswith("layer "):
            self._tell_busy()

    def _paint_on(self) -> None:
        """Paint for a few milliseconds; shows what has become better."""
        held = self._pointer_is_down() or self._zoom.state() == QVariantAnimation.State.Running
        before = self._stage.extent
        more = self._stage.work(_SLICE_IN_HAND_S if held else _SLICE_S)
        if self._stage.extent != before:
            self._follow_extent()
        parts = self._stage.painted_parts
        if parts != self._painted_parts:
            self._painted_parts = parts
            self.redraw()
        if not more:
            self._brush.stop()
        self._tell_busy()

    def _pointer_is_down(self) -> bool:
        return self._panning_with is not None or self._held

    _held = False

    def _rearrange(self) -> None:
        if self._stage.rearrange_names():
            self._brush.start()
            self.redraw()

    def _tell_busy(self) -> None:
        busy = not self._stage.is_sharp or any(s.is_old for s in self._scene.visible)
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def redraw(self) -> None:
        """Draw again with the next frame what lies beneath the furniture."""
        region = QRegion(self.rect())
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child.isVisible() and child.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
                region -= QRegion(child.geometry())
        self.update(region)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._stage.compose(painter, self._projection)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._selected_places:
            draw_selected(painter, self._inks, self._projection, self._selected_places)
        self._mode.draw(painter, self._inks, self.devicePixelRatioF())
        if self._scene.old and not self._bar.isActive():
            painter.fillRect(0, 0, self.width(), 2, self._inks.color("acc"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._inks.color("acc"), _FOCUS_PX))
            inset = _FOCUS_PX // 2
            painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))
        painter.end()
        if self._announce is not None:
            # Told after the frame has been handed to the screen, which ends this event.
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        picture, self._announce = self._announce, None
        if picture is not None:
            self.painted.emit(picture)

    def grab_image(self, ratio: float | None = None) -> QImage:
        """The map as it will be when everything is sharp, furniture and all."""
        self._zoom.stop()
        self._projection = self._target
        self._aim()
        self._stage.finish_view()
        self._rearrange()
        self._stage.finish_view()
        return self.grab().toImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        size = event.size()
        self._projection = self._projection.resized(size.width(), size.height())
        self._target = self._target.resized(size.width(), size.height())
        if not self._placed and self._picture is not None:
            district = self._picture.snapshot.district
            self.zoom_to(district.opens_over or district.extent, 0)
        self._aim()
        self._refresh()
        self.view_changed.emit(self._target.view)

    # --- hands ----------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What the left button does."""
        return self._mode.id

    def set_mode(self, mode: str) -> None:
        """Let the left button do something else; raises KeyError for an unknown mode."""
        chosen = self._modes[mode]
        self._mode.cancel()
        self._mode = chosen
        self.setCursor(chosen.cursor)
        self.redraw()
        self.mode_changed.emit(mode)

    def pick_at(self, x_px: float, y_px: float) -> None:
        """Pick what lies under a pixel; the same things again in turn, each once in front."""
        hits = self._hits_at(x_px, y_px)
        if hits and set(hits) == set(self._picked):
            hits = (*self._picked[1:], self._picked[0])
        self._picked = hits
        self.picked.emit(hits)

    def select_box(self, bounds: Bounds) -> None:
        """Select what lies in a box."""
        self.boxed.emit(bounds, self._picker.within(self._drawn(), bounds))

    def _drawn(self) -> list[Entry]:
        return [entry for plane in PLANES for entry in self._scene.entries(plane)]

    def _hits_at(self, x_px: float, y_px: float) -> tuple[Hit, ...]:
        x_m, y_m = self._projection.to_m(x_px, y_px)
        return self._picker.at(self._drawn(), x_m, y_m, self._projection.m_per_px)

    def _find_selected(self) -> None:
        chosen: Selected = self._selected
        self._selected_places = selected_places(self._drawn(), chosen) if chosen else []

    def _look_under_pointer(self) -> None:
        if self._pointer is None or self._pointer_is_down():
            return
        hits = self._hits_at(self._pointer.x(), self._pointer.y())
        if hits != self._hits:
            self._hits = hits
            self.hovered.emit(hits)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning_with = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._mode.press(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pointer = event.position()
        if self._panning_with is not None:
            self.pan_by(at.x() - self._panning_with.x(), at.y() - self._panning_with.y())
            self._panning_with = at
        else:
            self._mode.move(at, self._held)
        self.pointer_moved.emit(*self._projection.to_m(at.x(), at.y()))
        if not self._held and not self._hover.isActive():
            self._hover.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning_with = None
        elif event.button() == Qt.MouseButton.LeftButton and self._held:
            self._held = False
            self._mode.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._mode.double_click(event.position()):
            return
        away = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        at = (event.position().x(), event.position().y())
        self.zoom_by(0.5 if away else 2.0, at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            at = event.position()
            self.zoom_by(ZOOM_STEP**notches, (at.x(), at.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.pointer_left.emit()
        if self._hits:
            self._hits = ()
            self.hovered.emit(())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act_on_key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _act_on_key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        width, height = self._target.width_px * _PAN_SHARE, self._target.height_px * _PAN_SHARE
        steps = {
            Qt.Key.Key_Left: (width, 0.0), Qt.Key.Key_Right: (-width, 0.0),
            Qt.Key.Key_Up: (0.0, height), Qt.Key.Key_Down: (0.0, -height),
        }  # fmt: skip
        if keys & Qt.KeyboardModifier.AltModifier:
            match key:
                case Qt.Key.Key_Left:
                    self.previous_view()
                case Qt.Key.Key_Right:
                    self.next_view()
                case _:
                    return False
            return True
        if keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key in steps:
            self.pan_by(*steps[key])
            return True
        match key:
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(ZOOM_STEP)
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self.zoom_by(1 / ZOOM_STEP)
            case Qt.Key.Key_0:
                self.zoom_to_district()
            case Qt.Key.Key_Escape:
                return self._escape()
            case _:
                return False
        return True

    def _escape(self) -> bool:
        if self._mode.cancel():
            return True
        if self._mode.id != Browse.id:
            self.set_mode(Browse.id)
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        self._brush.stop()

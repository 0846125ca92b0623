"""The map: a widget that shows one Picture through layers, and what hands do on it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, Signal
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
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from console.layers.base import Layer, Legend, View
from console.layers.marks import Marks
from console.map.extents import around, batch_box, row_box
from console.map.framing import PLANES
from console.map.furniture import INSET_PX, Furniture
from console.map.inks import Inks
from console.map.modes import Measure
from console.map.naming import Entries
from console.map.navigation import Navigator
from console.map.painter import Entry, MarksPainter
from console.map.picking import Hit, Picker
from console.map.plate import Plate
from console.map.pointer import ZOOM_STEP, Pointer
from console.map.projection import Projection
from console.map.scale_bar import draw_scale_bar
from console.map.scene import Scene, Shown
from console.map.selected import Place, draw_selected, selected_places
from console.map.stage import Stage
from console.map.stamp import OldDrawing
from console.map.toolbox import ToolButton
from console.palette import Palette
from console.work import Work
from geodata.arrays import Bounds
from geodata.picture import Picture
from geodata.texts import Language

_PAN_SHARE = 0.15
_REARRANGE_MS = 250
_AROUND_AFTER_MS = 100
_SLICE_S = 0.004
_SLICE_IN_HAND_S = 0.0008
_SLICE_URGENT_S = 0.002
_BAR_AFTER_MS = 300
_BAR_PX = 2
_FOCUS_PX = 2
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_PADDING_PX = 24
_SLOW = "layer "


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
        self._focused_by_key = False
        self._picture: Picture | None = None
        self._selected: dict[str, frozenset[str]] = {}
        self._selected_places: list[Place] = []
        self._announced: Picture | None = None
        self._busy = False
        self._frame_due = False
        self._painted_parts: tuple[QRect, ...] = ()
        self._navigator = Navigator(self)
        self._pointer = Pointer(self, self._hits_at, self.zoom_by)
        self._furniture = Furniture(self, self._inks, language)
        self._brush = self._timer(0, self._paint_on, single=False)
        self._around = self._timer(_AROUND_AFTER_MS, self._brush.start)
        self._settle = self._timer(_REARRANGE_MS, self._rearrange_at_rest)
        self._bar = self._timer(_BAR_AFTER_MS, self.redraw)
        self._connect()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A Chinese input method would eat the letters that are keys here.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)

    def _connect(self) -> None:
        self._work.finished.connect(self._take_slow)
        self._work.failed.connect(self._slow_failed)
        self._navigator.moved.connect(self.redraw)
        self._navigator.aimed.connect(self._aim)
        pointer, toolbox = self._pointer, self._furniture.toolbox
        pointer.moved.connect(self._pointer_moved)
        pointer.left.connect(self.pointer_left)
        pointer.hovered.connect(self.hovered)
        pointer.picked.connect(self.picked)
        pointer.rested.connect(self._tell)
        pointer.mode_changed.connect(self._mode_changed)
        toolbox.mode_asked.connect(self.set_mode)
        toolbox.asked.connect(self._use_tool)

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
        self._announced = picture
        if self.isVisible():
            self._place()
            self._refresh()
            self._settle.start()

    def set_options(self, layer_id: str, options: Any) -> None:
        """Draw a layer with other options."""
        self._change(layer_id, "options", options)

    def set_visible(self, layer_id: str, visible: bool) -> None:
        """Show or hide a layer."""
        self._change(layer_id, "visible", visible)

    def set_opacity(self, layer_id: str, opacity: float) -> None:
        """Draw a layer as one, so opaque: 0 to 1."""
        self._change(layer_id, "opacity", opacity)

    def set_order(self, layer_ids: Sequence[str]) -> None:
        """Draw the layers in this order, lowest first; raises ValueError if one is missing."""
        if tuple(layer_ids) != self._scene.order:
            self._scene.set_order(layer_ids)
            self._refresh()

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._inks = Inks(palette)
        self._furniture.set_inks(self._inks)
        self._restyle()

    def set_language(self, language: Language) -> None:
        """Say everything in another language."""
        if language != self._language:
            self._language = language
            self._furniture.set_language(language)
            self._furniture.place(self.size())
            self._restyle()

    def set_selected(self, kind: str, ids: Iterable[str]) -> None:
        """Ring these things of a kind; none where `ids` is empty."""
        chosen = frozenset(ids)
        if chosen == self._selected.get(kind, frozenset()):
            return
        self._selected = {k: v for k, v in self._selected.items() if k != kind}
        if chosen:
            self._selected[kind] = chosen
        self._draw_scene()

    def set_reduce_motion(self, reduce: bool) -> None:
        """Zoom at once instead of in 120 ms."""
        self._navigator.reduce_motion = reduce

    @property
    def is_settled(self) -> bool:
        """Whether all that is seen shows the Picture, sharp, with nothing awaited."""
        return (
            self._stage.is_sharp
            and not self._navigator.is_zooming
            and not any(shown.is_old for shown in self._scene.visible)
        )

    @property
    def stamp_words(self) -> tuple[str, ...]:
        """What the stamp says, line by line."""
        return self._furniture.stamp.words

    @property
    def legend_words(self) -> tuple[str, ...]:
        """What the legend says; empty where there is none."""
        legend = self._furniture.legend
        return legend.words if not legend.isHidden() else ()

    @property
    def tip_words(self) -> tuple[str, ...]:
        """What is told beside the pointer; empty where nothing is."""
        box = self._furniture.tip
        return box.words if not box.isHidden() else ()

    @property
    def tools(self) -> tuple[ToolButton, ...]:
        """The buttons over the map."""
        return tuple(self._furniture.toolbox.buttons)

    @property
    def unpainted_share(self) -> float:
        """How much of the view the base map does not cover yet, 0 to 1."""
        return self._stage.unpainted_share

    # --- where ----------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What is looked at, or will be when a zoom has ended."""
        return self._navigator.target.view

    @property
    def projection(self) -> Projection:
        """What is seen now, on the way of a zoom too."""
        return self._navigator.projection

    def zoom_to(self, bounds: Bounds, padding_px: int = _PADDING_PX) -> None:
        """Look at a box in metres."""
        self._navigator.fit(bounds, padding_px)

    def look_at(self, x_m: float, y_m: float, m_per_px: float) -> None:
        """Look at a place from a scale, at once."""
        size = self._navigator.target
        self._navigator.go(
            Projection(x_m, y_m, m_per_px, size.width_px, size.height_px), animated=False
        )

    def zoom_to_district(self) -> None:
        """Look at the whole district."""
        if self._picture is not None:
            self.zoom_to(self._picture.snapshot.district.extent)

    def _open(self) -> None:
        """Look where the record begins, else at all of it."""
        if self._picture is not None:
            district = self._picture.snapshot.district
            self.zoom_to(district.opens_over or district.extent, 0)

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

    def zoom_by(self, factor: float, at_px: tuple[float, float] | None = None) -> None:
        """Come closer by a factor, about a pixel or the middle."""
        self._navigator.zoom_by(factor, at_px)

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Drag the ground by so many pixels."""
        self._navigator.pan_by(dx_px, dy_px)

    def previous_view(self) -> None:
        """Look at what was looked at before."""
        self._navigator.previous()

    def next_view(self) -> None:
        """Undo a step back."""
        self._navigator.next()

    def _place(self) -> None:
        """Look at the district, where nobody has said yet what to look at."""
        if not self._navigator.is_placed:
            self._open()

    def _aim(self) -> None:
        """Let the stage know what to paint next."""
        if not self.isVisible():
            return
        before = self._stage.extent
        zooming = self._navigator.is_zooming
        self._stage.look_at(self._navigator.target, self.devicePixelRatioF(), hold=zooming)
        if self._stage.extent != before:
            self._follow_extent()
        self._brush.start()
        self._settle.start()
        self._tell_busy()
        self._pointer.look_again()
        self.view_changed.emit(self.view)

    def _follow_extent(self) -> None:
        """Ask layers that depend on the view again: the images cover other ground."""
        extent = self._stage.extent
        by_view = any(shown.layer.by_view for shown in self._scene.visible)
        if by_view and extent is not None and self._picture is not None:
            self._scene.update(self._picture, extent.view)
            self._stage.set_entries(self._entries(), at_once=False)
            self._find_selected()

    # --- painting -------------------------------------------------------------------------

    def _change(self, layer_id: str, name: str, value: Any) -> None:
        shown = self._scene[layer_id]
        if getattr(shown, name) != value:
            setattr(shown, name, value)
            self._refresh()

    def _restyle(self) -> None:
        self._stage.painter = MarksPainter(self._inks, self._language)
        self._stage.repaint()
        self._brush.start()
        self.redraw()

    def _refresh(self) -> None:
        """Bring marks and what is seen of them up to date."""
        extent = self._stage.extent
        if self._picture is not None and extent is not None:
            self._scene.update(self._picture, extent.view)
            self._draw_scene()

    def _draw_scene(self) -> None:
        self._stage.set_entries(self._entries())
        self._find_selected()
        self._furnish()
        if self._scene.old and not self._bar.isActive():
            self._bar.start()
        self._paint_soon()
        self._tell_busy()
        self._pointer.look_again()
        self.redraw()

    def _entries(self) -> Entries:
        entries: Entries = {plane: self._scene.entries(plane) for plane in PLANES}
        entries["live"] = (*entries["live"], *self._emphasis())
        return entries

    def _emphasis(self) -> list[Entry]:
        """What layers add for selected things of their kinds."""
        if self._picture is None:
            return []
        found = []
        for shown in self._scene.visible:
            kinds = self._selected.keys() & _kinds(shown.marks)
            ids = tuple(sorted(thing for kind in kinds for thing in self._selected[kind]))
            if ids:
                marks = shown.layer.emphasis(self._picture, ids, shown.options)
                if batches := (*marks.below, *marks.live, *marks.above):
                    found.append(Entry(shown.layer.id, batches, shown.opacity))
        return found

    def _furnish(self) -> None:
        """Bring stamp, legend and badge up to date."""
        if self._picture is None:
            return
        old = [
            OldDrawing(shown.layer.title, shown.made_for.moment.t_us)
            for shown in self._scene.old
            if shown.made_for is not None
        ]
        self._furniture.show_picture(self._picture, self._legends(self._picture), old)
        self._furniture.place(self.size())

    def _legends(self, picture: Picture) -> list[Legend]:
        """Of the rasters that are drawn: their colours are explained nowhere else."""
        told = (s.layer.legend(picture, s.options) for s in reversed(self._scene.visible))
        return [legend for legend in told if legend is not None and legend.ramp]

    def _make_slowly(self, shown: Shown, make: Callable[[], Marks]) -> None:
        picture = self._picture
        self._work.start(f"{_SLOW}{shown.layer.id}", lambda _run: (shown, picture, make()))

    def _take_slow(self, name: str, answer: Any) -> None:
        if name.startswith(_SLOW) and answer[0] is self._scene.get(name.removeprefix(_SLOW)):
            shown, picture, marks = answer
            if shown.is_old:
                self._scene.accept(shown, marks, picture)
                self._refresh()

    def _slow_failed(self, name: str, _error: object) -> None:
        if name.startswith(_SLOW):
            self._tell_busy()

    def _paint_soon(self) -> None:
        """Paint what is seen; what lies around it waits while one Picture follows the other."""
        if self._stage.is_sharp:
            self._brush.stop()
            self._around.start()
        else:
            self._brush.start()

    def _paint_on(self) -> None:
        """Paint for a few milliseconds; show what has become better."""
        if self._frame_due:
            # Qt would let this timer go first; the hand must not wait for it.
            return
        seconds = _SLICE_S
        if self._pointer.is_down or self._navigator.is_zooming:
            seconds = _SLICE_URGENT_S if self._stage.is_urgent else _SLICE_IN_HAND_S
        before = self._stage.extent
        more = self._stage.work(seconds)
        if self._stage.extent != before:
            self._follow_extent()
        parts = self._stage.painted_parts
        if parts != self._painted_parts:
            self._painted_parts = parts
            self.redraw()
        if not more:
            self._brush.stop()
        self._tell_busy()

    def _rearrange_at_rest(self) -> None:
        if self._frame_due:
            # As at the start, when the first frame takes longer than this waits.
            self._settle.start()
        else:
            self._rearrange()

    def _rearrange(self) -> None:
        if self._stage.rearrange_names([p.geometry() for p in self._shown_plates()]):
            self._brush.start()
            self.redraw()

    def _tell_busy(self) -> None:
        busy = not self.is_settled
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def redraw(self) -> None:
        """Draw again with the next frame what lies beneath the furniture."""
        region = QRegion(self.rect())
        for plate in self._shown_plates():
            region -= QRegion(plate.geometry())
        self._frame_due = True
        self.update(region)

    def _shown_plates(self) -> list[Plate]:
        return [plate for plate in self._furniture.plates if plate.isVisible()]

    def paintEvent(self, event: QPaintEvent) -> None:
        self._frame_due = False
        with QPainter(self) as painter:
            self._stage.compose(painter, self.projection)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_over(painter)
        if self._announced is not None and self._stage.has_painted:
            # Told once the frame has been handed to the screen, which ends this event.
            QTimer.singleShot(0, self, self._tell_painted)

    def _draw_over(self, painter: QPainter) -> None:
        """What lies over the images and follows the view: rings, the mode's drawing, the scale."""
        ratio = self.devicePixelRatioF()
        if self._selected_places:
            draw_selected(painter, self._inks, self.projection, self._selected_places)
        self._pointer.mode.draw(painter, self._inks, ratio)
        if self._picture is not None:
            draw_scale_bar(
                painter,
                self._inks,
                self.projection.m_per_px,
                INSET_PX,
                self.height() - INSET_PX,
                ratio,
                self._language,
            )
        if self._scene.old and not self._bar.isActive():
            painter.fillRect(0, 0, self.width(), _BAR_PX, self._inks.color("acc"))
        if self.hasFocus() and self._focused_by_key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._inks.color("acc"), _FOCUS_PX))
            inset = _FOCUS_PX // 2
            painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))

    def _tell_painted(self) -> None:
        picture, self._announced = self._announced, None
        if picture is not None:
            self.painted.emit(picture)

    def settle(self) -> None:
        """Make all that is seen sharp and set the names as they will stand at rest, now."""
        self._navigator.arrive()
        self._stage.finish_view()
        self._settle.stop()
        self._rearrange()
        self._stage.finish_view()

    def grab_image(self) -> QImage:
        """The map as it is at rest, furniture and all."""
        self.settle()
        return self.grab().toImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._navigator.resize(event.size().width(), event.size().height())
        self._furniture.place(event.size())
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()
        self._aim()
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._brush.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._aim()
        super().changeEvent(event)

    # --- hands ----------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What the left button does."""
        return self._pointer.mode.id

    @property
    def measured_m(self) -> float:
        """The length measured, 0 where nothing is."""
        mode = self._pointer.mode
        return mode.length_m if isinstance(mode, Measure) else 0.0

    def set_mode(self, mode: str) -> None:
        """Let the left button do something else; raises KeyError for an unknown mode."""
        self._pointer.set_mode(mode)

    def pick_at(self, x_px: float, y_px: float) -> None:
        """Pick what lies under a pixel; the same things again in turn, each once in front."""
        self._pointer.pick_at(x_px, y_px)

    def select_box(self, bounds: Bounds) -> None:
        """Select what lies in a box."""
        self.boxed.emit(bounds, self._picker.within(self._drawn(), bounds))

    def _drawn(self) -> list[Entry]:
        return [entry for plane in PLANES for entry in self._scene.entries(plane)]

    def _hits_at(self, x_px: float, y_px: float) -> tuple[Hit, ...]:
        x_m, y_m = self.projection.to_m(x_px, y_px)
        return self._picker.at(self._drawn(), x_m, y_m, self.projection.m_per_px)

    def _find_selected(self) -> None:
        chosen = self._selected
        self._selected_places = selected_places(self._drawn(), chosen) if chosen else []

    def _pointer_moved(self, x_px: float, y_px: float) -> None:
        self.pointer_moved.emit(*self.projection.to_m(x_px, y_px))

    def _tell(self, hits: tuple[Hit, ...], at: QPointF) -> None:
        """Say beside the pointer what is known about the uppermost thing that says anything."""
        picture, box = self._picture, self._furniture.tip
        for hit in hits if picture is not None else ():
            assert picture is not None  # noqa: S101 - no hits are looked at without one
            tip = self._scene[hit.layer_id].layer.tip(picture, hit.kind, hit.id)
            if tip is not None:
                box.tell(tip, picture.moment.t_us, len(hits) - 1, at)
                return
        box.hide()

    def _mode_changed(self, mode: str) -> None:
        self.setCursor(self._pointer.mode.cursor)
        self._furniture.toolbox.show_mode(mode)
        self.redraw()
        self.mode_changed.emit(mode)

    def _use_tool(self, tool: str) -> None:
        match tool:
            case "closer":
                self.zoom_by(ZOOM_STEP)
            case "farther":
                self.zoom_by(1 / ZOOM_STEP)
            case _:
                self.zoom_to_district()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer.leave(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._act_on_key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _act_on_key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        """Do what a key stands for; whether it stands for anything."""
        if keys & Qt.KeyboardModifier.AltModifier:
            turned = {Qt.Key.Key_Left: self.previous_view, Qt.Key.Key_Right: self.next_view}
            return _done(turned.get(key))
        if keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        if key == Qt.Key.Key_Escape:
            return self._pointer.escape()
        across, down = self.width() * _PAN_SHARE, self.height() * _PAN_SHARE
        return _done(
            {
                Qt.Key.Key_Left: lambda: self.pan_by(across, 0),
                Qt.Key.Key_Right: lambda: self.pan_by(-across, 0),
                Qt.Key.Key_Up: lambda: self.pan_by(0, down),
                Qt.Key.Key_Down: lambda: self.pan_by(0, -down),
                Qt.Key.Key_Plus: lambda: self.zoom_by(ZOOM_STEP),
                Qt.Key.Key_Equal: lambda: self.zoom_by(ZOOM_STEP),
                Qt.Key.Key_Minus: lambda: self.zoom_by(1 / ZOOM_STEP),
                Qt.Key.Key_0: self.zoom_to_district,
            }.get(key)
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring tells who came by keyboard where they are; a hand on the map knows."""
        self._focused_by_key = event.reason() in _BY_KEY
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.redraw()

    def _timer(self, interval_ms: int, then: Callable[[], None], single: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(single)
        timer.timeout.connect(then)
        return timer


def _done(act: Callable[[], None] | None) -> bool:
    if act is None:
        return False
    act()
    return True


def _kinds(marks: Marks) -> set[str]:
    """The kinds of things that marks show."""
    batches = (*marks.below, *marks.live, *marks.above)
    return {kind for batch in batches if (kind := getattr(batch, "kind", ""))}

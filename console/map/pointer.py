"""The pointer on the map: which mode has it, what lies under it, the tip beside it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent

from console.map.modes import Browse, Hand, Measure, Mode, SelectBox, ZoomBox
from console.map.picking import Hit

ZOOM_STEP = 2**0.5
"""How much closer one notch of the wheel comes."""
_NOTCH = 120
_DOUBLE = 2.0
_HOVER_MS = 30
_TIP_MS = 350
_SAME_PLACE_PX = 4.0

Found = tuple[Hit, ...]


class Pointer(QObject):
    """Turns mouse events into what modes do, hovers and picks.

    Signals:
        moved: (x_px, y_px); left: it is gone.
        hovered: (tuple of Hit) what lies under it, uppermost first, when that changes.
        picked: (tuple of Hit) what was clicked; again in the same place: the next one first.
        rested: (tuple of Hit, QPointF) it stays over something; with none: no longer.
        mode_changed: (id).
    """

    moved = Signal(float, float)
    left = Signal()
    hovered = Signal(object)
    picked = Signal(object)
    rested = Signal(object, object)
    mode_changed = Signal(str)

    def __init__(
        self, hand: Hand, find: Callable[[float, float], Found], zoom: Callable[..., None]
    ) -> None:
        """`find` says what lies at a pixel; `zoom(factor, at_px)` comes closer."""
        super().__init__()
        self._hand = hand
        self._find = find
        self._zoom = zoom
        self._modes: dict[str, Mode] = {
            mode.id: mode for mode in (Browse(hand), SelectBox(hand), ZoomBox(hand), Measure(hand))
        }
        self.mode: Mode = self._modes[Browse.id]
        self._at: QPointF | None = None
        self._held = False
        self._panning_from: QPointF | None = None
        self._hits: Found = ()
        self._picked: Found = ()
        self._picked_at = QPointF(-1e9, -1e9)
        self._hover = self._timer(_HOVER_MS, self._look)
        self._tip = self._timer(_TIP_MS, self._rest)

    @property
    def is_down(self) -> bool:
        """Whether a button is held."""
        return self._held or self._panning_from is not None

    def set_mode(self, mode: str) -> None:
        """Let the left button do something else; raises KeyError for an unknown mode."""
        chosen = self._modes[mode]
        if chosen is not self.mode:
            self.mode.cancel()
            self.mode = chosen
            self.mode_changed.emit(mode)

    def escape(self) -> bool:
        """Give up what was begun, then the mode; whether there was anything to give up."""
        if self.mode.cancel():
            return True
        if self.mode.id != Browse.id:
            self.set_mode(Browse.id)
            return True
        return False

    def pick_at(self, x_px: float, y_px: float) -> None:
        """Pick what lies there; in the same place again the next of the same things."""
        hits, at = self._find(x_px, y_px), QPointF(x_px, y_px)
        again = (at - self._picked_at).manhattanLength() <= _SAME_PLACE_PX
        if again and len(hits) > 1 and set(hits) == set(self._picked):
            hits = (*self._picked[1:], self._picked[0])
        self._picked, self._picked_at = hits, at
        self.picked.emit(hits)

    # --- events ---------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        self._end_tip()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning_from = event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.mode.press(event.position(), event.modifiers())

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves."""
        at = self._at = event.position()
        if self._panning_from is not None:
            by = at - self._panning_from
            self._panning_from = at
            self._hand.pan_by(by.x(), by.y())
        else:
            self.mode.move(at, self._held)
        self.moved.emit(at.x(), at.y())
        if not self.is_down:
            self._end_tip()
            self._tip.start()
            if not self._hover.isActive():
                self._hover.start()

    def release(self, event: QMouseEvent) -> None:
        """A button comes up."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning_from = None
        elif event.button() == Qt.MouseButton.LeftButton and self._held:
            self._held = False
            self.mode.release(event.position())

    def double_click(self, event: QMouseEvent) -> None:
        """Closer, or farther with Shift, unless the mode takes it."""
        if event.button() == Qt.MouseButton.LeftButton and not self.mode.double_click(
            event.position()
        ):
            away = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            at = event.position()
            self._zoom(1 / _DOUBLE if away else _DOUBLE, (at.x(), at.y()))

    def wheel(self, event: QWheelEvent) -> None:
        """A notch up comes closer, about the pointer."""
        self._end_tip()
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            at = event.position()
            self._zoom(ZOOM_STEP**notches, (at.x(), at.y()))
        event.accept()

    def leave(self, _event: QEvent) -> None:
        """The pointer leaves the map."""
        self._at = None
        self._hover.stop()
        self._end_tip()
        self.left.emit()
        self._hovered(())

    def look_again(self) -> None:
        """What lies under the pointer may have changed."""
        if self._at is not None and not self._hover.isActive():
            self._hover.start()

    # --- what lies under it ---------------------------------------------------------------

    def _look(self) -> None:
        if self._at is not None and not self.is_down:
            self._hovered(self._find(self._at.x(), self._at.y()))

    def _hovered(self, hits: Found) -> None:
        if hits != self._hits:
            self._hits = hits
            self.hovered.emit(hits)

    def _rest(self) -> None:
        if self._at is not None and not self.is_down:
            self.rested.emit(self._find(self._at.x(), self._at.y()), self._at)

    def _end_tip(self) -> None:
        self._tip.stop()
        self.rested.emit((), QPointF())

    def _timer(self, interval_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

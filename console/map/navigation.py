"""Where the map looks: pan, zoom with its short way, views before and after."""

from PySide6.QtCore import QEasingCurve, QObject, QTimer, QVariantAnimation, Signal

from console.map.projection import Projection, m_per_px_of
from console.map.views import ViewHistory
from geodata.arrays import Bounds

ZOOM_MS = 104
"""The last frame of a zoom, the sharp one, then stands after 120 ms: ticks are 16 ms apart."""
_FIRST_SHARE = 0.2
"""How far the first frame of a zoom has come: the map answers at once."""
_REST_MS = 500
_FIRST_SCALE = 6_400


class Navigator(QObject):
    """What is seen (`projection`) and what will be when a zoom has ended (`target`).

    Signals:
        moved: what is seen has changed.
        aimed: where it leads has changed.
    """

    moved = Signal()
    aimed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nowhere yet."""
        super().__init__(parent)
        self.projection = Projection(0.0, 0.0, m_per_px_of(_FIRST_SCALE), 1, 1)
        self.target = self.projection
        self.is_placed = False
        self.reduce_motion = False
        self._views = ViewHistory()
        self._from = self.projection
        self._rest = QTimer(self)
        self._rest.setInterval(_REST_MS)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._visit)
        self._zoom = QVariantAnimation(self)
        self._zoom.setDuration(ZOOM_MS)
        self._zoom.setStartValue(0.0)
        self._zoom.setEndValue(1.0)
        self._zoom.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._zoom.valueChanged.connect(self._zoom_on)
        self._zoom.finished.connect(self.arrive)

    @property
    def is_zooming(self) -> bool:
        """Whether a zoom is on its way."""
        return self._zoom.state() == QVariantAnimation.State.Running

    def go(self, target: Projection, animated: bool = True) -> None:
        """Look elsewhere; where the scale changes the way there takes 120 ms."""
        was_placed, self.is_placed = self.is_placed, True
        if target == self.target:
            return
        zooms = abs(target.m_per_px / self.target.m_per_px - 1) > 1e-9
        self.target = target
        self._zoom.stop()
        if zooms and animated and was_placed and not self.reduce_motion:
            self._from = self.projection
            self.projection = self._from.between(target, _FIRST_SHARE)
            self._zoom.start()
        else:
            self.projection = target
        self._rest.start()
        self.aimed.emit()
        self.moved.emit()

    def arrive(self) -> None:
        """Be where the way leads, now."""
        self._zoom.stop()
        if self.projection != self.target:
            self.projection = self.target
            self.moved.emit()
        self.aimed.emit()

    def fit(self, bounds: Bounds, padding_px: int) -> None:
        """Look at a box in metres."""
        self.go(self.target.fitted(bounds, padding_px))

    def zoom_by(self, factor: float, at_px: tuple[float, float] | None = None) -> None:
        """Come closer by a factor, about a pixel of what is seen, or the middle."""
        if at_px is None:
            self.go(self.target.zoomed(factor))
            return
        # On the way the pixel shows another place than it will in the end: keep the one seen.
        x_m, y_m = self.projection.to_m(*at_px)
        self.go(self.target.zoomed(factor).with_place_at(x_m, y_m, at_px))

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Drag the ground by so many pixels; a zoom on its way ends at once."""
        self.go(self.target.panned(dx_px, dy_px), animated=False)

    def resize(self, width_px: int, height_px: int) -> None:
        """The widget has another size; its middle stays."""
        self._zoom.stop()
        self.target = self.projection = self.target.resized(width_px, height_px)
        self.aimed.emit()

    def previous(self) -> None:
        """Look at what was looked at before."""
        self._visit()
        self._revisit(self._views.previous())

    def next(self) -> None:
        """Undo a step back."""
        self._revisit(self._views.next())

    def _revisit(self, view: Projection | None) -> None:
        if view is not None:
            self.go(view.resized(self.target.width_px, self.target.height_px))
            self._rest.stop()

    def _visit(self) -> None:
        if self.is_placed:
            self._rest.stop()
            self._views.visit(self.target)

    def _zoom_on(self, share: float) -> None:
        if self.is_zooming:
            self.projection = self._from.between(self.target, max(share, _FIRST_SHARE))
            self.moved.emit()

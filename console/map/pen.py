"""What painters of marks share: the painter, the grid it draws on, colours, and the strip drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from console.map.inks import Inks
from console.map.paths import PathStore
from console.map.projection import Frame, m_per_px_of
from geodata.arrays import Bounds
from geodata.texts import Language

REFERENCE_SCALE = 6_000
_NARROWEST, _WIDEST = 0.6, 1.6
HATCH_PX = 6


@dataclass(frozen=True)
class Stylus:
    """A painter over one strip of a frame: coordinates are the frame's device pixels.

    All sizes that marks give are logical pixels; `px` turns them into device pixels.
    """

    painter: QPainter
    frame: Frame
    strip: QRect
    inks: Inks
    language: Language
    paths: PathStore

    def px(self, logical: float) -> float:
        """Logical pixels as device pixels."""
        return logical * self.frame.ratio

    @property
    def bounds_m(self) -> Bounds:
        """The strip in metres."""
        r = self.strip
        return self.frame.bounds_of(r.left(), r.top(), r.left() + r.width(), r.top() + r.height())

    @property
    def ground(self) -> QTransform:
        """From metres to the painter's device pixels, the strip's own offset left out."""
        f = self.frame
        return QTransform(1 / f.m_per_px, 0, 0, -1 / f.m_per_px, -f.x_m / f.m_per_px,
                          f.y_m / f.m_per_px)  # fmt: skip

    def over_ground(self) -> QTransform:
        """The painter's transform with metres as its unit."""
        return self.ground * self.painter.transform()

    def pen(
        self,
        role: str,
        width_px: float,
        dash_px: Sequence[float] = (),
        alpha: float = 1.0,
        cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap,
    ) -> QPen:
        """A pen whose width and dashes are pixels, whatever the painter's transform."""
        width = self.px(width_px)
        pen = QPen(self.inks.color(role, alpha), width)
        pen.setCosmetic(True)
        pen.setCapStyle(cap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash_px:
            pen.setDashPattern([max(self.px(d) / width, 0.001) for d in dash_px])
        return pen

    def hatch(self, role: str, kind: str) -> QBrush:
        """A hatch of lines fixed to the ground: `diagonal` at 45°, or `horizontal`."""
        return QBrush(hatch_tile(self.inks.color(role).rgba(), kind, self.frame.ratio))


def width_factor(m_per_px: float) -> float:
    """How much wider or narrower than at 1:6 000 lines are that widen with √zoom."""
    return min(max(sqrt(m_per_px_of(REFERENCE_SCALE) / m_per_px), _NARROWEST), _WIDEST)


def hatch_tile(argb: int, kind: str, ratio: float) -> QImage:
    """A tile of a hatch that repeats seamlessly, in device pixels."""
    size = round(HATCH_PX * ratio)
    tile = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor.fromRgba(argb), ratio))
        if kind == "horizontal":
            painter.drawLine(0, size // 2, size, size // 2)
        else:
            for shift in (-size, 0, size):
                painter.drawLine(shift - 1, size + 1, shift + size + 1, -1)
    return tile

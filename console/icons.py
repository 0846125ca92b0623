"""Icons from the resources, drawn in the colours of the palette."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from console.palette import Palette
from geodata.resources import RESOURCES


def icon(name: str, palette: Palette, ratio: float = 2.0) -> QIcon:
    """An icon of `resources/icons`; its strokes are t2, and t1 when on. Raises OSError."""
    made = QIcon()
    for role, state in (("text.t2", QIcon.State.Off), ("text.t1", QIcon.State.On)):
        made.addPixmap(pixmap(name, palette.color(role), 18, ratio), QIcon.Mode.Normal, state)
    made.addPixmap(pixmap(name, palette.color("text.off"), 18, ratio), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, color: str, size_px: int, ratio: float) -> QPixmap:
    """One icon in one colour (`#rrggbb`); its file draws with `currentColor`."""
    svg = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", color).encode()))
    side = round(size_px * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)

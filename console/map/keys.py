"""The symbol of a legend key as a small image, the same as on the map."""

from typing import cast, get_args

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from console.layers.base import Key
from console.layers.marks import Finish, Shape
from console.map.symbols import BadgeLook, badge_image, badge_middle, symbol_image
from console.palette import Palette
from geodata.kinds import Symbol

WIDTH_PX, HEIGHT_PX = 26, 20
_DASHES: dict[str, list[float]] = {
    "dash": [5, 3],
    "dots": [0.1, 2.2],
    "dashdot": [6, 2, 1.2, 2],
}


def key_pixmap(key: Key, palette: Palette, ratio: float) -> QPixmap:
    """The symbol of a key, 26 × 20 logical pixels; see `Key.look` for what there is."""
    image = QImage(
        round(WIDTH_PX * ratio),
        round(HEIGHT_PX * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    draw_key(painter, QRectF(0, 0, WIDTH_PX, HEIGHT_PX), key, palette, ratio)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def draw_key(painter: QPainter, box: QRectF, key: Key, palette: Palette, ratio: float) -> None:
    """Draw the symbol of a key into a box of logical pixels."""
    look, _, rest = key.look.partition(":")
    color = palette.color(key.role)
    match look:
        case "dot" if rest in get_args(Symbol):
            halo = palette.color("label.halo")
            _stamp(painter, box, symbol_image(cast(Symbol, rest), 8.0, color, halo, ratio), ratio)
        case "badge":
            image, lift_px = _badge(rest, color, palette, ratio)
            _stamp(painter, box.translated(0, lift_px), image, ratio)
        case "line":
            _line(painter, box, rest, color)
        case "outline":
            painter.setPen(_pen(color, 1.5, rest))
            painter.drawRect(box.adjusted(4, 4, -4, -4))
        case "hatch":
            _hatch(painter, box, color)
        case _:
            painter.fillRect(box.adjusted(4, 4, -4, -4), QColor(color))


def _badge(rest: str, color: str, palette: Palette, ratio: float) -> tuple[QImage, float]:
    """A badge by `SHAPE:GLYPH` (of a camera `camera:FINISH`), and how far its plate is up."""
    name, _, detail = rest.partition(":")
    shape = cast(Shape, name)
    is_camera = shape.startswith("camera")
    finish = cast(Finish, detail) if is_camera and detail in get_args(Finish) else "filled"
    look = BadgeLook(
        shape=shape,
        glyph="" if is_camera else detail,
        color=color,
        ink=palette.color("ink.badge"),
        ground=palette.color("label.halo"),
        text=palette.color("text.t1"),
        size_px=13.0 if shape in {"pin", "pin_dashed"} else 15.0,
        finish=finish,
    )
    return badge_image(look, ratio), badge_middle(shape, look.size_px)


def _stamp(painter: QPainter, box: QRectF, image: QImage, ratio: float) -> None:
    """An image of device pixels into the middle of a box."""
    width, height = image.width() / ratio, image.height() / ratio
    middle = box.center()
    target = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
    painter.drawImage(target, image)


def _line(painter: QPainter, box: QRectF, dash: str, color: str) -> None:
    y = box.center().y()
    painter.setPen(_pen(color, 2.6 if dash == "dots" else 1.6, dash))
    painter.drawLine(QPointF(box.left() + 3, y), QPointF(box.right() - 3, y))
    if dash == "chevrons":
        x = box.center().x()
        painter.drawPolyline([QPointF(x - 2, y - 3.5), QPointF(x + 2, y), QPointF(x - 2, y + 3.5)])


def _pen(color: str, width_px: float, dash: str) -> QPen:
    pen = QPen(QColor(color), width_px)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if dash == "dots" else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash in _DASHES:
        pen.setDashPattern(_DASHES[dash])
    return pen


def _hatch(painter: QPainter, box: QRectF, color: str) -> None:
    inner = box.adjusted(4, 4, -4, -4)
    painter.save()
    painter.setClipRect(inner)
    painter.setPen(QPen(QColor(color), 1.0))
    for start in range(-20, 40, 4):
        x = inner.left() + start
        painter.drawLine(QPointF(x, inner.bottom()), QPointF(x + inner.height(), inner.top()))
    painter.restore()
    painter.setPen(QPen(QColor(color), 1.0))
    painter.drawRect(inner)

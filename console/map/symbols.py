"""Symbols and badges as small images in device pixels, each made once and stamped many times."""

from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from console.layers.marks import Badges, Dots, Finish, Shape
from console.map.lettering import text_image
from console.map.projection import m_per_px_of
from geodata.kinds import Symbol

_CASING_PX = 1.0
_GLYPH_SHARE = 0.7
_STALE_RING_PX = 17.0
_TIP_PX = 4.5
_WEDGE_LONG = 10.0
_SHRINK_FROM_SCALE = 10_000
_LEAST_SYMBOL, _LEAST_BADGE = 0.6, 0.76
_SIZES: dict[Symbol, float] = {
    "square": 1.0,
    "circle": 1.28,
    "triangle_down": 1.45,
    "triangle_up": 1.45,
    "diamond": 1.5,
    "cross": 1.45,
    "star": 1.7,
    "saltire": 1.35,
    "ring": 1.2,
}
"""How large each symbol is drawn so that all weigh the same to the eye."""


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """All that a badge's image depends on; colours as `#rrggbb`."""

    shape: Shape
    glyph: str
    color: str
    ink: str
    ground: str
    text: str
    size_px: float
    finish: Finish = "filled"
    stale: bool = False
    azimuth_deg: int = 0


@lru_cache(maxsize=512)
def symbol_image(symbol: Symbol, size_px: float, color: str, casing: str, ratio: float) -> QImage:
    """A symbol with 1 px of casing around it; its middle is the image's middle."""
    reach = size_px * _SIZES[symbol] / 2
    image = _sheet(reach + _CASING_PX + 1, ratio)
    path = symbol_path(symbol)
    unit = 1 / (reach * 2)
    with QPainter(image) as painter:
        _centre(painter, image, ratio)
        painter.scale(reach * 2, reach * 2)
        if symbol == "ring":
            _stroke(painter, path, casing, 0.24 + 2 * _CASING_PX * unit)
            _stroke(painter, path, color, 0.24)
        else:
            _stroke(painter, path, casing, 2 * _CASING_PX * unit)
            painter.fillPath(path, QColor(color))
    return image


@cache
def symbol_path(symbol: Symbol) -> QPainterPath:
    """The outline of a symbol in a box from -0.5 to 0.5, y running down."""
    path = QPainterPath()
    match symbol:
        case "square":
            path.addRect(QRectF(-0.5, -0.5, 1, 1))
        case "circle":
            path.addEllipse(QPointF(0, 0), 0.5, 0.5)
        case "ring":
            path.addEllipse(QPointF(0, 0), 0.38, 0.38)
        case "triangle_down":
            _closed(path, (-0.5, -0.4), (0.5, -0.4), (0, 0.45))
        case "triangle_up":
            _closed(path, (-0.5, 0.4), (0.5, 0.4), (0, -0.45))
        case "diamond":
            _closed(path, (0, -0.5), (0.5, 0), (0, 0.5), (-0.5, 0))
        case "cross":
            path.addPolygon(_plus())
            path.closeSubpath()
        case "saltire":
            path.addPolygon(QTransform().rotate(45).map(_plus()))
            path.closeSubpath()
        case "star":
            spikes = [
                (r * sin(i * pi / 5), -r * cos(i * pi / 5)) for i, r in enumerate((0.5, 0.21) * 5)
            ]
            _closed(path, *spikes)
    return path


@lru_cache(maxsize=2048)
def badge_image(look: BadgeLook, ratio: float) -> QImage:
    """A badge; the place it stands for is the image's middle."""
    reach = max(look.size_px * 0.5 + _TIP_PX + look.size_px, _STALE_RING_PX) + 3
    image = _sheet(reach, ratio)
    is_camera = look.shape.startswith("camera")
    with QPainter(image) as painter:
        _centre(painter, image, ratio)
        (_camera if is_camera else _plate)(painter, look)
    if look.glyph and not is_camera:
        _glyph(image, look, ratio)
    return image


def drawn_size_px(batch: Dots | Badges, m_per_px: float) -> float:
    """How large the symbols of a batch are drawn: smaller where the map is coarser than 1:10 000.

    Badges shrink less: their characters must stay readable.
    """
    least = _LEAST_BADGE if isinstance(batch, Badges) and any(batch.glyphs) else _LEAST_SYMBOL
    factor = sqrt(m_per_px_of(_SHRINK_FROM_SCALE) / m_per_px)
    return batch.size_px * min(1.0, max(factor, least))


def badge_middle(shape: Shape, size_px: float) -> float:
    """How far above its place the middle of a badge's plate lies, in logical pixels."""
    return size_px / 2 + _TIP_PX if shape in {"pin", "pin_dashed", "bubble"} else 0.0


def _plate(painter: QPainter, look: BadgeLook) -> None:
    half = look.size_px / 2
    path = _plate_path(look.shape, half)
    dashed = look.stale or look.shape == "pin_dashed"
    _stroke(painter, path, look.ground, 2 * _CASING_PX + (1.25 if dashed else 0))
    if look.shape == "circle":
        painter.fillPath(path, QColor(look.ground))
        _stroke(painter, path, look.color, 1.75)
    elif dashed or look.finish != "filled":
        painter.fillPath(path, QColor(look.ground))
        _stroke(painter, path, look.color, 1.25, _dash(look))
    else:
        painter.fillPath(path, QColor(look.color))
    if look.finish == "slashed":
        _slash(painter, look, half)
    if look.stale:
        ring = QPainterPath()
        ring.addEllipse(QPointF(0, -badge_middle(look.shape, look.size_px)), *[_STALE_RING_PX] * 2)
        _stroke(painter, ring, look.color, 1.25, (1.0, 2.6))


def _dash(look: BadgeLook) -> tuple[float, ...]:
    if look.stale or look.shape == "pin_dashed":
        return (2.4, 1.6)
    return (1.0, 1.4) if look.finish == "dotted" else ()


def _plate_path(shape: Shape, half: float) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case "shield":
            path.moveTo(-half, -half + 1)
            path.quadTo(-half * 0.45, -half + 1, 0, -half - 1)
            path.quadTo(half * 0.45, -half + 1, half, -half + 1)
            path.lineTo(half, half * 0.2)
            path.quadTo(half * 0.9, half * 0.85, 0, half + 2.5)
            path.quadTo(-half * 0.9, half * 0.85, -half, half * 0.2)
            path.closeSubpath()
        case "hexagon":
            r = half * 1.12
            _closed(
                path,
                *((r * sin(pi / 6 + i * pi / 3), r * cos(pi / 6 + i * pi / 3)) for i in range(6)),
            )
        case "circle":
            path.addEllipse(QPointF(0, 0), half, half)
        case "pin" | "pin_dashed" | "bubble":
            box = QPainterPath()
            box.addRoundedRect(QRectF(-half, -2 * half - _TIP_PX, 2 * half, 2 * half), 2, 2)
            tip = QPainterPath()
            lean = -0.5 * half if shape == "bubble" else 0.0
            _closed(tip, (lean - 4, -_TIP_PX - 0.5), (lean + 4, -_TIP_PX - 0.5), (0, 0))
            path = box.united(tip)
        case _:
            path.addRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), 2, 2)
    return path


def _camera(painter: QPainter, look: BadgeLook) -> None:
    unit = look.size_px / _WEDGE_LONG
    painter.save()
    painter.rotate(look.azimuth_deg)
    painter.scale(unit, unit)
    wedge = QPainterPath()
    _closed(wedge, (-5, -5), (5, -5), (2.4, 1.2), (2.4, 5), (-2.4, 5), (-2.4, 1.2))
    extras = QPainterPath()
    if look.shape == "camera_ptz":
        extras.addEllipse(QPointF(0, 0), 7.2, 7.2)
    elif look.shape == "camera_reader":
        for y in (-7.4, -9.8):
            extras.moveTo(-4.5, y)
            extras.lineTo(4.5, y)
    _stroke(painter, wedge, look.ground, 2 * _CASING_PX + 1)
    _stroke(painter, extras, look.ground, 1.25 + 2 * _CASING_PX)
    if look.finish == "filled" and not look.stale:
        painter.fillPath(wedge, QColor(look.color))
    else:
        painter.fillPath(wedge, QColor(look.ground))
        _stroke(painter, wedge, look.color, 1.3, (1.1, 1.3) if look.finish == "dotted" else ())
    _stroke(painter, extras, look.color, 1.25)
    if look.finish == "slashed":
        _slash(painter, look, 5)
    painter.restore()


def _slash(painter: QPainter, look: BadgeLook, half: float) -> None:
    line = QPainterPath(QPointF(-half - 1, half + 1))
    line.lineTo(half + 1, -half - 1)
    _stroke(painter, line, look.ground, 3.2)
    _stroke(painter, line, look.color, 1.3)


def _glyph(image: QImage, look: BadgeLook, ratio: float) -> None:
    hollow = look.stale or look.shape == "pin_dashed" or look.finish != "filled"
    color = look.text if look.shape == "circle" else look.color if hollow else look.ink
    text = text_image(look.glyph, look.size_px * _GLYPH_SHARE, color, "", bold=True, ratio=ratio)
    lift = badge_middle(look.shape, look.size_px) * ratio
    left = round((image.width() - text.width()) / 2)
    top = round((image.height() - text.height()) / 2 - lift)
    with QPainter(image) as painter:
        painter.drawImage(left, top, text)


def _sheet(reach_px: float, ratio: float) -> QImage:
    """An empty image that reaches so far around its middle."""
    size = 2 * int(reach_px * ratio + 1)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _centre(painter: QPainter, image: QImage, ratio: float) -> None:
    """Paint in logical pixels about the image's middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(image.width() / 2, image.height() / 2)
    painter.scale(ratio, ratio)


def _stroke(
    painter: QPainter, path: QPainterPath, color: str, width: float, dash: tuple[float, ...] = ()
) -> None:
    pen = QPen(QColor(color), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern(list(dash))
    painter.strokePath(path, pen)


def _closed(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()


def _plus() -> QPolygonF:
    a, b = 0.17, 0.5
    corners = ((-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a),
               (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a))  # fmt: skip
    return QPolygonF([QPointF(x, y) for x, y in corners])

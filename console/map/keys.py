"""The symbol of a legend line or a layer row, drawn as the map draws it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from console.layers.base import Key
from console.layers.marks import Finish, Shape
from console.map.inks import Inks
from console.map.pen import hatch_tile
from console.map.symbols import BadgeLook, badge_image, badge_middle, symbol_image
from console.palette import Palette
from geodata.kinds import Symbol

WIDTH_PX, HEIGHT_PX = 26, 20
_BADGE_PX = 15.0
_CAMERA_PX = 11.0
_DOT_PX = 8.0
_DASHES: dict[str, tuple[float, ...]] = {
    "dash": (4.0, 2.5),
    "dots": (0.01, 2.2),
    "dashdot": (6.0, 2.0, 1.2, 2.0),
}
_PIN_PX = 13.0


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is being drawn: the rest of the look says how, in the colour of the role."""

    painter: QPainter
    inks: Inks
    role: str
    rest: str
    ratio: float


def key_pixmap(key: Key, palette: Palette, ratio: float = 1.0) -> QPixmap:
    """The symbol of a key, 26 × 20 logical pixels; raises UnknownRoleError, ValueError."""
    kind, _, rest = key.look.partition(":")
    image = QImage(
        round(WIDTH_PX * ratio),
        round(HEIGHT_PX * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    drawn = _DRAWN.get(kind)
    if drawn is None:
        raise ValueError(f"no such look of a key: {key.look!r}")
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(ratio, ratio)
        drawn(_Sketch(painter, Inks(palette), key.role, rest, ratio))
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


def _dot(k: _Sketch) -> None:
    color = k.inks.palette.color
    if k.rest not in get_args(Symbol):
        raise ValueError(f"no such symbol: {k.rest!r}")
    symbol = cast(Symbol, k.rest)
    _centred(
        k.painter,
        symbol_image(symbol, _DOT_PX, color(k.role), color("label.halo"), k.ratio),
        k.ratio,
    )


def _badge(k: _Sketch) -> None:
    shape, _, glyph = k.rest.partition(":")
    if shape not in get_args(Shape):
        raise ValueError(f"no such shape of a badge: {shape!r}")
    color = k.inks.palette.color
    camera = shape.startswith("camera")
    lifted = badge_middle(cast(Shape, shape), 0.0) > 0
    look = BadgeLook(
        shape=cast(Shape, shape),
        glyph="" if camera else glyph,
        color=color(k.role),
        ink=color("ink.badge"),
        ground=color("label.halo"),
        text=color("text.t1"),
        size_px=_CAMERA_PX if camera else _PIN_PX if lifted else _BADGE_PX,
        finish=cast(Finish, glyph) if camera and glyph in get_args(Finish) else "filled",
    )
    lift = badge_middle(look.shape, look.size_px)
    _centred(k.painter, badge_image(look, k.ratio), k.ratio, lift - 1.5 if lift else 0.0)


def _line(k: _Sketch) -> None:
    width = 2.6 if k.rest == "dots" else 2.0
    pen = _pen(k.inks, k.role, width, k.rest)
    k.painter.setPen(pen)
    middle = HEIGHT_PX / 2
    path = QPainterPath()
    path.moveTo(3, middle)
    path.lineTo(WIDTH_PX - 3, middle)
    k.painter.drawPath(path)
    if k.rest == "chevrons":
        head = QPainterPath()
        head.moveTo(WIDTH_PX / 2 - 2.5, middle - 4)
        head.lineTo(WIDTH_PX / 2 + 2.5, middle)
        head.lineTo(WIDTH_PX / 2 - 2.5, middle + 4)
        k.painter.setPen(_pen(k.inks, k.role, 1.5, "solid"))
        k.painter.drawPath(head)


def _area(k: _Sketch) -> None:
    k.painter.setPen(QPen(k.inks.color("ctl"), 1))
    k.painter.setBrush(k.inks.color(k.role))
    k.painter.drawRect(_box())


def _hatch(k: _Sketch) -> None:
    tile = hatch_tile(k.inks.color(k.role).rgba(), k.rest or "diagonal", k.ratio)
    tile.setDevicePixelRatio(k.ratio)
    k.painter.save()
    k.painter.setClipRect(_box())
    step = tile.width() / k.ratio
    for column in range(int(WIDTH_PX / step) + 1):
        for row in range(int(HEIGHT_PX / step) + 1):
            k.painter.drawImage(QRectF(column * step, row * step, step, step), tile)
    k.painter.restore()
    k.painter.setPen(_pen(k.inks, k.role, 1.0, "solid"))
    k.painter.drawRect(_box())


def _outline(k: _Sketch) -> None:
    k.painter.setPen(_pen(k.inks, k.role, 1.75 if k.rest == "solid" else 1.25, k.rest))
    k.painter.drawRect(_box())


def _ramp(k: _Sketch) -> None:
    k.painter.fillRect(_box(), ramp_gradient(k.inks.palette, k.rest, _box().left(), _box().width()))


def ramp_gradient(palette: Palette, name: str, left: float, width: float) -> QLinearGradient:
    """The colours of a ramp from left to right."""
    gradient = QLinearGradient(left, 0, left + width, 0)
    stops = palette.ramp(name)
    for n, stop in enumerate(stops):
        gradient.setColorAt(n / (len(stops) - 1), stop)
    return gradient


_Drawn = Callable[[_Sketch], None]
_DRAWN: dict[str, _Drawn] = {
    "dot": _dot,
    "badge": _badge,
    "line": _line,
    "area": _area,
    "hatch": _hatch,
    "outline": _outline,
    "ramp": _ramp,
}


def _box() -> QRectF:
    return QRectF(4.5, 4.5, WIDTH_PX - 9, HEIGHT_PX - 9)


def _pen(inks: Inks, role: str, width: float, dash: str) -> QPen:
    pen = QPen(inks.color(role), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash in _DASHES:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if dash == "dots" else Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([d / width * 1.25 for d in _DASHES[dash]])
    return pen


def _centred(painter: QPainter, image: QImage, ratio: float, lower: float = 0.0) -> None:
    width, height = image.width() / ratio, image.height() / ratio
    painter.drawImage(
        QRectF((WIDTH_PX - width) / 2, (HEIGHT_PX - height) / 2 + lower, width, height), image
    )

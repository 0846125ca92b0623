"""Scale bar, north arrow and the SAMPLE badge."""

from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from console.fonts import font, width_px
from console.map.inks import Inks
from console.map.lettering import text_image
from console.map.plate import Plate
from geodata.texts import Language, Text
from geodata.wording import SAMPLE_BADGE

NORTH = Text("北", "N")
_LONGEST_PX = 140.0
_ARROW_PX = 20.0
_TICK_PX = 6.0


def round_length_m(most_m: float) -> float:
    """The longest of 1, 2, 5 times a power of ten that is no longer than `most_m`."""
    power = 10.0 ** floor(log10(most_m))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= most_m * 1.0000001)


def length_words(metres: float) -> str:
    """A round length with its unit."""
    if metres >= 1000:
        return f"{metres / 1000:g} km"
    return f"{metres:g} m" if metres >= 1 else f"{metres * 100:g} cm"


def draw_scale_bar(
    painter: QPainter, inks: Inks, m_per_px: float, left: float, bottom: float, ratio: float,
    language: Language,
) -> None:  # fmt: skip
    """North arrow and scale bar; the text is haloed so that it reads on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_north(painter, inks, left, bottom, ratio, language)
    length_m = round_length_m(_LONGEST_PX * m_per_px)
    long = length_m / m_per_px
    x, y = left + _ARROW_PX + 12, bottom - 2
    bar = QPolygonF(
        [QPointF(x, y - _TICK_PX), QPointF(x, y), QPointF(x + long, y),
         QPointF(x + long, y - _TICK_PX)]
    )  # fmt: skip
    middle = x + long / 2
    for role, width in (("label.halo", 4.5), ("label.place", 1.5)):
        solid, square = Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap
        painter.setPen(QPen(inks.color(role), width, solid, square))
        painter.drawPolyline(bar)
        painter.drawLine(QPointF(middle, y - 3), QPointF(middle, y))
    top = y - _TICK_PX - 10
    _write(painter, inks, "0", x, top, ratio)
    _write(painter, inks, length_words(length_m), x + long, top, ratio)
    painter.restore()


def _draw_north(
    painter: QPainter, inks: Inks, left: float, bottom: float, ratio: float, language: Language
) -> None:
    x, y = left + _ARROW_PX / 2, bottom - 26
    arrow = QPolygonF([QPointF(x, y - 10), QPointF(x + 6, y + 7), QPointF(x, y + 3),
                       QPointF(x - 6, y + 7)])  # fmt: skip
    painter.setBrush(inks.color("label.place"))
    painter.setPen(QPen(inks.color("label.halo"), 1.5))
    painter.drawPolygon(arrow)
    _write(painter, inks, NORTH(language), x, bottom - 6, ratio)


def _write(painter: QPainter, inks: Inks, text: str, x: float, y: float, ratio: float) -> None:
    color = inks.palette.color
    image = text_image(text, 12.0, color("label.place"), color("label.halo"), ratio=ratio)
    width, height = image.width() / ratio, image.height() / ratio
    left, top = round((x - width / 2) * ratio) / ratio, round((y - height / 2) * ratio) / ratio
    painter.drawImage(QRectF(left, top, width, height), image)


class SampleBadge(Plate):
    """SAMPLE, always, wherever the data are the sample's."""

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """Hidden until a sample is shown."""
        super().__init__(parent, inks)
        self.set_language(language)
        self.hide()

    def set_language(self, language: Language) -> None:
        """Say it in another language."""
        self._words = SAMPLE_BADGE(language)
        width = width_px(self._words, 12.0, bold=True)
        self.resize(round(width) + 16, 22)
        self.setAccessibleName(self._words)
        self.change()

    def draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self.inks.color("panel"))
        pen = QPen(QColor(self.inks.color("sample")), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(self.inks.color("sample"))
        painter.setFont(font(12.0, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)

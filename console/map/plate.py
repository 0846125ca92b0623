"""What lies over the map is painted once into an image and then only copied, frame by frame."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from console.map.inks import Inks
from geodata.texts import Language

RADIUS_PX = 3.0


class Plate(QWidget):
    """An opaque plate over the map that paints itself only when it has changed."""

    def __init__(self, parent: QWidget, inks: Inks) -> None:
        """A plate in the colours of the map."""
        super().__init__(parent)
        self.inks = inks
        self._image: QImage | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_inks(self, inks: Inks) -> None:
        """Paint in other colours."""
        self.inks = inks
        self.change()

    def set_language(self, language: Language) -> None:
        """Say what is on it in another language."""

    def change(self) -> None:
        """What is on the plate has changed."""
        self._image = None
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Paint the plate, in logical pixels."""
        self.draw_frame(painter)

    def draw_frame(self, painter: QPainter) -> None:
        """Ground and edge of a plate."""
        painter.fillRect(self.rect(), self.inks.color("map.land"))
        painter.setPen(QPen(self.inks.color("line2"), 1))
        painter.setBrush(self.inks.color("panel"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._image is None or self._image.devicePixelRatio() != ratio:
            self._image = self._painted(ratio)
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._image)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.FontChange):
            self.change()
        super().changeEvent(event)

    def _painted(self, ratio: float) -> QImage:
        size = (self.size().toSizeF() * ratio).toSize()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter)
        return image

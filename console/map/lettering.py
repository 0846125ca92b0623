"""Fonts of the console, and texts with a halo as small images that are drawn many times."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

FAMILIES = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")
HALO_PX = 1.5
_RING = (
    (1.0, 0.0), (0.92, 0.38), (0.71, 0.71), (0.38, 0.92),
    (0.0, 1.0), (-0.38, 0.92), (-0.71, 0.71), (-0.92, 0.38),
    (-1.0, 0.0), (-0.92, -0.38), (-0.71, -0.71), (-0.38, -0.92),
    (0.0, -1.0), (0.38, -0.92), (0.71, -0.71), (0.92, -0.38),
)  # fmt: skip


@cache
def font(size_px: float, bold: bool = False, spacing_px: float = 0.0) -> QFont:
    """The console's font at a size in pixels, its digits all equally wide."""
    found = QFont()
    found.setFamilies(list(FAMILIES))
    found.setPixelSize(max(1, round(size_px)))
    found.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    found.setFeature(QFont.Tag("tnum"), 1)
    if spacing_px:
        found.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing_px)
    return found


@lru_cache(maxsize=8192)
def text_image(
    text: str,
    size_px: float,
    color: str,
    halo: str,
    bold: bool = False,
    spacing_px: float = 0.0,
    tilt_deg: int = 0,
    ratio: float = 1.0,
) -> QImage:
    """A text on its halo, tilted clockwise about its middle, which is the image's middle.

    `size_px` and `spacing_px` are logical pixels; the image is in device pixels. The halo is the
    text drawn in a ring around itself: stroking the outlines of Chinese characters took 13 times
    as long.
    """
    face = font(size_px * ratio, bold, spacing_px * ratio)
    metrics = QFontMetricsF(face)
    width = metrics.horizontalAdvance(text) - spacing_px * ratio
    height = metrics.ascent() + metrics.descent()
    reach = HALO_PX * ratio
    turned = _turned_size(width + 2 * reach, height + 2 * reach, tilt_deg)
    image = QImage(
        2 * int(turned[0] / 2 + 2), 2 * int(turned[1] / 2 + 2),
        QImage.Format.Format_ARGB32_Premultiplied,
    )  # fmt: skip
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(face)
    painter.translate(image.width() / 2, image.height() / 2)
    painter.rotate(tilt_deg)
    start = QPointF(-width / 2, (metrics.ascent() - metrics.descent()) / 2)
    if tilt_deg == 0:
        start = QPointF(round(start.x()), round(start.y()))
    if halo:
        painter.setPen(QColor(halo))
        for dx, dy in _RING:
            painter.drawText(start + QPointF(dx * reach, dy * reach), text)
    painter.setPen(QColor(color))
    painter.drawText(start, text)
    painter.end()
    return image


@lru_cache(maxsize=8192)
def text_size(
    text: str, size_px: float, bold: bool = False, spacing_px: float = 0.0, ratio: float = 1.0
) -> tuple[float, float]:
    """Width and height of a text in device pixels, without its halo."""
    metrics = QFontMetricsF(font(size_px * ratio, bold, spacing_px * ratio))
    width = metrics.horizontalAdvance(text) - spacing_px * ratio
    return width, metrics.ascent() + metrics.descent()


def centred(image: QImage, x: float, y: float) -> QRect:
    """Where an image goes so that its middle is at (x, y)."""
    return QRect(
        round(x - image.width() / 2), round(y - image.height() / 2), image.width(), image.height()
    )


def _turned_size(width: float, height: float, tilt_deg: int) -> tuple[float, float]:
    from math import cos, radians, sin

    c, s = abs(cos(radians(tilt_deg))), abs(sin(radians(tilt_deg)))
    return width * c + height * s, width * s + height * c

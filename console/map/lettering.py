"""Texts with a halo as small images that are drawn many times."""

from functools import cache, lru_cache
from math import ceil, cos, hypot, radians, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath

from console.fonts import font
from console.palette import rgb

HALO_PX = 1.5


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

    `size_px` and `spacing_px` are logical pixels; the image is in device pixels. Without `halo`
    there is none.
    """
    letters = _mask(text, size_px * ratio, bold, spacing_px * ratio, tilt_deg, HALO_PX * ratio)
    share = letters[:, :, None] * np.float32(1 / 255)
    pixels = _bytes(color) * share
    if halo:
        around = _spread(letters, HALO_PX * ratio)[:, :, None] * np.float32(1 / 255)
        pixels += _bytes(halo) * (around * (1 - share))
    packed = np.rint(pixels).astype(np.uint8)
    height, width = letters.shape
    kind = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(packed.data, width, height, 4 * width, kind).copy()


@cache
def _bytes(color: str) -> NDArray[np.float32]:
    """Blue, green, red and full opacity, as they lie in memory."""
    red, green, blue = rgb(color)
    return np.array([blue, green, red, 255], dtype=np.float32)


def _mask(
    text: str, size: float, bold: bool, spacing: float, tilt_deg: int, rim: float
) -> NDArray[np.uint8]:
    """How much of each device pixel the letters cover, with a rim around them.

    They are filled as paths: text drawn as text is blended with gamma, which makes light letters
    fat.
    """
    face = font(size, bold, spacing)
    metrics = QFontMetricsF(face)
    width = metrics.horizontalAdvance(text) - spacing
    height = metrics.ascent() + metrics.descent()
    across, down = _turned_size(width + 2 * rim, height + 2 * rim, tilt_deg)
    # Rows of the image are as long as its width only where that is a multiple of four.
    columns, rows = 4 * int(across / 4 + 1.5), 2 * int(down / 2 + 1.5)
    image = QImage(columns, rows, QImage.Format.Format_Alpha8)
    image.fill(0)
    start = QPointF(-width / 2, (metrics.ascent() - metrics.descent()) / 2)
    if tilt_deg == 0:
        start = QPointF(round(start.x()), round(start.y()))
    letters = QPainterPath()
    letters.addText(start, face, text)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(columns / 2, rows / 2)
        painter.rotate(tilt_deg)
        painter.fillPath(letters, Qt.GlobalColor.black)
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(rows, columns).copy()


def _spread(mask: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    """The mask grown by a round pen: each pixel takes the most that any near one gives."""
    far = ceil(reach)
    rows, columns = mask.shape
    padded = np.zeros((rows + 2 * far, columns + 2 * far), dtype=np.uint8)
    padded[far : far + rows, far : far + columns] = mask
    grown = mask.copy()
    for share, steps in _pen(reach):
        given = padded if share == 1.0 else (padded * np.float32(share)).astype(np.uint8)
        for dy, dx in steps:
            top, left = far + dy, far + dx
            np.maximum(grown, given[top : top + rows, left : left + columns], out=grown)
    return grown


@cache
def _pen(reach: float) -> tuple[tuple[float, tuple[tuple[int, int], ...]], ...]:
    """What a pen of this radius covers: shares of a pixel, and the offsets it covers so far."""
    span = range(-ceil(reach), ceil(reach) + 1)
    steps: dict[float, list[tuple[int, int]]] = {}
    for dy in span:
        for dx in span:
            share = min(1.0, round(reach + 0.5 - hypot(dy, dx), 3))
            if share > 0 and (dy or dx):
                steps.setdefault(share, []).append((dy, dx))
    return tuple((share, tuple(offsets)) for share, offsets in steps.items())


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
    c, s = abs(cos(radians(tilt_deg))), abs(sin(radians(tilt_deg)))
    return width * c + height * s, width * s + height * c

"""The images of a frame onto the screen: copied where the scale is the same, else scaled."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from console.map.framing import PLANES, FrameSet, seen_rect
from console.map.projection import Projection
from console.map.sheets import Sheet


def compose(
    painter: QPainter,
    shown: FrameSet | None,
    projection: Projection,
    ratio: float,
    ground: QColor,
) -> None:
    """Draw what there is of a view; painter and view are in logical pixels.

    Where no image reaches, the ground is left plain.
    """
    painter.save()
    if shown is None:
        painter.fillRect(0, 0, projection.width_px, projection.height_px, ground)
    elif shown.frame.fits(projection, ratio) and not shown.is_flat:
        _copy(painter, shown, projection, ground)
    else:
        _scale(painter, shown, projection, ground)
    painter.restore()


def _copy(painter: QPainter, shown: FrameSet, projection: Projection, ground: QColor) -> None:
    view = seen_rect(shown.frame, projection)
    if not shown.sheets["below"].valid.contains(view):
        painter.fillRect(0, 0, projection.width_px, projection.height_px, ground)
    painter.scale(1 / shown.frame.ratio, 1 / shown.frame.ratio)
    mode = QPainter.CompositionMode
    for plane in PLANES:
        is_lowest = plane == "below"
        painter.setCompositionMode(
            mode.CompositionMode_Source if is_lowest else mode.CompositionMode_SourceOver
        )
        _copy_sheet(painter, shown.sheets[plane], view)


def _copy_sheet(painter: QPainter, sheet: Sheet, view: QRect) -> None:
    part = sheet.valid & view
    if not part.isEmpty():
        source = part.translated(-sheet.rect.topLeft())
        painter.drawImage(part.topLeft() - view.topLeft(), sheet.image, source)


def _scale(painter: QPainter, shown: FrameSet, projection: Projection, ground: QColor) -> None:
    whole = QRectF(0, 0, projection.width_px, projection.height_px)
    if not _scaled(shown, shown.sheets["below"].valid, projection).contains(whole):
        painter.fillRect(whole, ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for plane in PLANES[:1] if shown.is_flat else PLANES:
        sheet = shown.sheets[plane]
        if not sheet.valid.isEmpty():
            target = _scaled(shown, sheet.valid, projection)
            source = QRectF(sheet.valid.translated(-sheet.rect.topLeft()))
            painter.drawImage(target, sheet.image, source)


def _scaled(shown: FrameSet, part: QRect, projection: Projection) -> QRectF:
    """Where a part of a frame lies on a view of another scale."""
    times = shown.frame.m_per_px / projection.m_per_px
    left, top = shown.frame.offset_of(projection)
    return QRectF(
        (part.left() - left) * times,
        (part.top() - top) * times,
        part.width() * times,
        part.height() * times,
    )

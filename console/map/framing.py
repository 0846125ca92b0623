"""A frame with its three images and the names on it, and which pixels of it are seen."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter

from console.layers.marks import LineLabels, Plane
from console.map.labels import Placed
from console.map.line_labels import PixelLine
from console.map.projection import Frame, Projection
from console.map.sheets import Sheet

PLANES: tuple[Plane, ...] = ("below", "live", "above")
MARGIN_PX = 256
"""How far the images reach beyond the view on each side, in logical pixels."""

Sheets = dict[Plane, Sheet]


@dataclass(eq=False)
class FrameSet:
    """Three sheets of one frame, and the names set on it.

    `reach` is what the sheets cover, or will once the frame is shown. A `flat` set holds all that
    it shows in its lowest sheet: it is on its way out and only drawn scaled.
    """

    frame: Frame
    sheets: Sheets
    reach: QRect
    live_names: list[Placed] = field(default_factory=list)
    above_names: list[Placed] = field(default_factory=list)
    named: QRect = field(default_factory=QRect)
    lines: dict[tuple[LineLabels, int], PixelLine] = field(default_factory=dict)
    is_flat: bool = False

    def names(self, plane: Plane) -> list[Placed]:
        """The names painted on a plane."""
        return {"below": [], "live": self.live_names, "above": self.above_names}[plane]

    def contains(self, view: QRect) -> bool:
        """Whether all planes are painted over a part of the frame."""
        return all(sheet.valid.contains(view) for sheet in self.sheets.values())

    def flatten(self) -> None:
        """Put all three images into the lowest: one image is scaled in a third of the time."""
        if self.is_flat:
            return
        below = self.sheets["below"]
        with QPainter(below.image) as painter:
            painter.translate(-below.rect.left(), -below.rect.top())
            for plane in PLANES[1:]:
                sheet = self.sheets[plane]
                part = sheet.valid & below.valid
                source = part.translated(-sheet.rect.topLeft())
                painter.drawImage(part.topLeft(), sheet.image, source)
        self.is_flat = True


def seen_rect(frame: Frame, projection: Projection) -> QRect:
    """What a view of the frame's scale shows of it; parts of pixels count as whole ones."""
    left, top = frame.offset_of(projection)
    width, height = projection.width_px * frame.ratio, projection.height_px * frame.ratio
    return QRect(round(left), round(top), int(-(-width // 1)), int(-(-height // 1)))


def sheet_size(projection: Projection, ratio: float) -> QSize:
    """How large images with their margin are for a view of this size."""
    return QSize(
        round((projection.width_px + 2 * MARGIN_PX) * ratio),
        round((projection.height_px + 2 * MARGIN_PX) * ratio),
    )


def centred(size: QSize, view: QRect) -> QRect:
    """A rectangle of this size about the middle of a view."""
    corner = QPoint(
        view.left() - (size.width() - view.width()) // 2,
        view.top() - (size.height() - view.height()) // 2,
    )
    return QRect(corner, size)


def room(view: QRect, valid: QRect, side: str) -> int:
    """How far a painted part reaches beyond the view on one side; negative: falls short."""
    match side:
        case "left":
            return view.left() - valid.left()
        case "right":
            return valid.left() + valid.width() - view.left() - view.width()
        case "top":
            return view.top() - valid.top()
        case _:
            return valid.top() + valid.height() - view.top() - view.height()

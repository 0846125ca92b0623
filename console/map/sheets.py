"""A cached image larger than the view: shifted in place, filled strip by strip."""

import ctypes
from mmap import mmap

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter


class Sheet:
    """Covers `rect` of a frame (device pixels); `valid` is the part of it that is painted."""

    def __init__(self, size: QSize, opaque: bool) -> None:
        """Nothing painted yet; the memory is only touched where it is painted."""
        kind = QImage.Format
        rect = QRect(QPoint(0, 0), size)
        self.rect = rect
        self.valid = QRect()
        # Memory of its own, given back as a whole: from the heap it would stay with the process.
        self._memory = mmap(-1, max(4 * rect.width() * rect.height(), 1))
        self.image = QImage(
            memoryview(self._memory),
            rect.width(),
            rect.height(),
            4 * rect.width(),
            kind.Format_RGB32 if opaque else kind.Format_ARGB32_Premultiplied,
        )

    def move_to(self, corner: QPoint) -> None:
        """Cover another part of the frame, keeping what both have; a single memory move."""
        by = corner - self.rect.topLeft()
        kept = self.valid & self.rect.translated(by)
        if not kept.isEmpty():
            self._move(by.y() * (self.image.bytesPerLine() // 4) + by.x())
        self.rect = self.rect.translated(by)
        self.valid = kept

    def take(self, other: "Sheet", rect: QRect) -> None:
        """Cover another part of a frame, of another frame maybe, with what `other` has of it."""
        self.rect = QRect(rect)
        self.valid = other.valid & rect
        with QPainter(self.image) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(
                self.valid.topLeft() - self.rect.topLeft(),
                other.image,
                self.valid.translated(-other.rect.topLeft()),
            )

    def _move(self, pixels: int) -> None:
        # A shift of rows and columns is one shift of the whole buffer: what wraps around at the
        # sides lies outside the part that stays valid.
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        size, by = self.image.sizeInBytes(), 4 * abs(pixels)
        if pixels > 0:
            ctypes.memmove(start, start + by, size - by)
        else:
            ctypes.memmove(start + by, start, size - by)


def band(valid: QRect, goal: QRect, side: str, thickness: int) -> QRect:
    """The strip beside `valid` on one side, at most so thick, within `goal`; empty if none."""
    left, top = valid.left(), valid.top()
    right, bottom = left + valid.width(), top + valid.height()
    match side:
        case "left":
            edge = max(goal.left(), left - thickness)
            return QRect(edge, top, left - edge, valid.height())
        case "right":
            edge = min(goal.left() + goal.width(), right + thickness)
            return QRect(right, top, edge - right, valid.height())
        case "top":
            edge = max(goal.top(), top - thickness)
            return QRect(left, edge, valid.width(), top - edge)
        case _:
            edge = min(goal.top() + goal.height(), bottom + thickness)
            return QRect(left, bottom, valid.width(), edge - bottom)

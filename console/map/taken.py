"""Which parts of the map are taken by names and symbols, as a raster of little cells."""

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from console.layers.marks import Areas, Badges, Batch, Dots, Lines
from console.map.projection import Frame
from console.map.symbols import badge_middle, drawn_size_px
from geodata.arrays import Floats, Ints

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in frame pixels."""

_CELL_PX = 3
_DIGIT_PX = 9.0
_MOST_DOTS = 3_000


class Taken:
    """What is taken of an area of a frame."""

    def __init__(self, area: QRect, ratio: float) -> None:
        """All free."""
        self._cell = max(1, round(_CELL_PX * ratio))
        self._left, self._top = area.left(), area.top()
        self._right, self._bottom = area.left() + area.width(), area.top() + area.height()
        shape = (area.height() // self._cell + 1, area.width() // self._cell + 1)
        self._cells = np.zeros(shape, dtype=np.bool_)
        self._names = np.zeros(shape, dtype=np.bool_)

    def is_free(self, box: Box) -> bool:
        """Whether a box lies wholly within the area and nothing takes any of it."""
        return self._holds(box) and not self._cells[self._slices(box)].any()

    def touches(self, box: Box) -> bool:
        """Whether any of a box lies within the area."""
        left, top, right, bottom = box
        across = right > self._left and left < self._right
        return across and bottom > self._top and top < self._bottom

    def is_clear(self, box: Box) -> bool:
        """Whether nothing takes any of the part of a box that lies within the area."""
        return not self._cells[self._slices(box)].any()

    def is_free_of_names(self, box: Box) -> bool:
        """Whether a box lies wholly within the area and no name takes any of it."""
        return self._holds(box) and not self._names[self._slices(box)].any()

    def covered(self, box: Box) -> int:
        """How many little cells of a box are taken."""
        return int(np.count_nonzero(self._cells[self._slices(box)]))

    def take(self, box: Box) -> None:
        """Take a box for a symbol; what lies outside the area is left out."""
        self._cells[self._slices(box)] = True

    def take_for_name(self, box: Box) -> None:
        """Take a box for a name."""
        self.take(box)
        self._names[self._slices(box)] = True

    def take_batch(self, batch: Batch, frame: Frame) -> None:
        """Take what a batch of marks wants free of names: badges, dots, areas that say so."""
        if isinstance(batch, Badges) and len(batch.xy_m):
            self._take_badges(batch, frame)
        elif isinstance(batch, Dots) and 0 < len(batch.xy_m) <= _MOST_DOTS:
            reach = drawn_size_px(batch, frame.m_per_logical_px) * 0.6 * frame.ratio
            for x, y in frame.pixels(batch.xy_m).tolist():
                self.take((x - reach, y - reach, x + reach, y + reach))
        elif isinstance(batch, Areas) and batch.clear_of_labels:
            self._take_shapes(frame, batch.coords_m, batch.ring_offsets)
        elif isinstance(batch, Lines) and batch.clear_of_labels:
            self._take_shapes(frame, batch.coords_m, batch.offsets)

    def _take_badges(self, batch: Badges, frame: Frame) -> None:
        """Take plates with their figures."""
        ratio = frame.ratio
        size_px = drawn_size_px(batch, frame.m_per_logical_px)
        half = size_px * ratio * 0.6
        for row, (x, y) in enumerate(frame.pixels(batch.xy_m).tolist()):
            middle = y - badge_middle(batch.shapes[int(batch.style[row])], size_px) * ratio
            digits = len(batch.figures[row].en) if batch.figures else 0
            right = x + half + digits * _DIGIT_PX * ratio
            self.take((x - half, middle - half, right, middle + half))

    def _take_shapes(self, frame: Frame, coords_m: Floats, offsets: Ints) -> None:
        """Take what rings enclose; ring j is `coords_m[offsets[j]:offsets[j + 1]]`."""
        rows, columns = self._cells.shape
        # Rows of the image are as long as its width only where that is a multiple of four.
        drawn = QImage(-(-columns // 4) * 4, rows, QImage.Format.Format_Alpha8)
        drawn.fill(0)
        with QPainter(drawn) as painter:
            painter.scale(1 / self._cell, 1 / self._cell)
            painter.translate(-self._left, -self._top)
            painter.setPen(QPen(Qt.GlobalColor.black, 2 * self._cell))
            painter.setBrush(Qt.GlobalColor.black)
            for start, end in pairwise(offsets.tolist()):
                if end - start > 2:
                    ring = frame.pixels(coords_m[start:end]).tolist()
                    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        mask = np.frombuffer(drawn.constBits(), dtype=np.uint8).reshape(rows, drawn.width())
        self._cells |= mask[:, :columns] > 0

    def _holds(self, box: Box) -> bool:
        left, top, right, bottom = box
        across = left >= self._left and right <= self._right
        return across and top >= self._top and bottom <= self._bottom

    def _slices(self, box: Box) -> tuple[slice, slice]:
        cell = self._cell
        top, left = int((box[1] - self._top) // cell), int((box[0] - self._left) // cell)
        below = int((box[3] - self._top) // cell) + 1
        beyond = int((box[2] - self._left) // cell) + 1
        return slice(max(top, 0), max(below, 0)), slice(max(left, 0), max(beyond, 0))

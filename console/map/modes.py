"""What the left button does on the map: browse, zoom to a box, select a box, measure."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from console.map.inks import Inks
from console.map.lettering import text_image
from console.map.projection import Projection
from geodata.arrays import Bounds
from geodata.texts import Text

DRAG_PX = 4.0
"""A press that moves less is a click."""


class Hand(Protocol):
    """What a mode may ask of the canvas."""

    @property
    def projection(self) -> Projection:
        """What is seen now."""
        ...

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Drag the ground."""
        ...

    def zoom_to(self, bounds: Bounds, padding_px: int = 0) -> None:
        """Look at a box."""
        ...

    def pick_at(self, x_px: float, y_px: float) -> None:
        """Pick what lies there."""
        ...

    def select_box(self, bounds: Bounds) -> None:
        """Select what lies in a box."""
        ...

    def redraw(self) -> None:
        """Something drawn over the map has changed."""
        ...


class Mode:
    """A way of using the left button; this one does nothing."""

    id = ""
    title = Text("", "")
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, hand: Hand) -> None:
        """Ready to begin."""
        self.hand = hand

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """The button goes down."""

    def move(self, at: QPointF, held: bool) -> None:
        """The pointer moves, the button held or not."""

    def release(self, at: QPointF) -> None:
        """The button comes up."""

    def double_click(self, at: QPointF) -> bool:
        """A double click; whether the mode took it."""
        return False

    def cancel(self) -> bool:
        """Give up what was begun; whether there was anything."""
        return False

    def draw(self, painter: QPainter, inks: Inks, ratio: float) -> None:
        """Draw what is being done over the map, in logical pixels."""


class Browse(Mode):
    """Drag moves the ground, a click picks, Shift and drag zooms to a box."""

    id = "browse"
    title = Text("浏览", "Browse")

    def __init__(self, hand: Hand) -> None:
        """Nothing held."""
        super().__init__(hand)
        self._from: QPointF | None = None
        self._last = QPointF()
        self._dragging = False
        self._box: Mode | None = None

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self._box = ZoomBox(self.hand)
            self._box.press(at, keys)
            return
        self._from = self._last = at
        self._dragging = False

    def move(self, at: QPointF, held: bool) -> None:
        if self._box is not None:
            self._box.move(at, held)
        elif held and self._from is not None:
            self._dragging = self._dragging or _apart(at, self._from) > DRAG_PX
            if self._dragging:
                self.hand.pan_by(at.x() - self._last.x(), at.y() - self._last.y())
                self._last = at

    def release(self, at: QPointF) -> None:
        if self._box is not None:
            self._box.release(at)
            self._box = None
        elif self._from is not None and not self._dragging:
            self.hand.pick_at(at.x(), at.y())
        self._from, self._dragging = None, False

    def cancel(self) -> bool:
        had = self._box is not None
        self._box = None
        return had

    def draw(self, painter: QPainter, inks: Inks, ratio: float) -> None:
        if self._box is not None:
            self._box.draw(painter, inks, ratio)


class _Box(Mode):
    """Drags a box and does something with it."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hand: Hand, then: Callable[[Bounds], None]) -> None:
        super().__init__(hand)
        self._then = then
        self._from: QPointF | None = None
        self._to = QPointF()

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self._from = self._to = at

    def move(self, at: QPointF, held: bool) -> None:
        if self._from is not None:
            self._to = at
            self.hand.redraw()

    def release(self, at: QPointF) -> None:
        start, self._from = self._from, None
        self.hand.redraw()
        if start is None:
            return
        if _apart(at, start) <= DRAG_PX:
            self.hand.pick_at(at.x(), at.y())
            return
        a = self.hand.projection.to_m(start.x(), start.y())
        b = self.hand.projection.to_m(at.x(), at.y())
        self._then((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))

    def cancel(self) -> bool:
        had = self._from is not None
        self._from = None
        self.hand.redraw()
        return had

    def draw(self, painter: QPainter, inks: Inks, ratio: float) -> None:
        if self._from is not None:
            painter.setPen(QPen(inks.color("acc"), 1.5))
            painter.setBrush(inks.color("acc", 0.16))
            painter.drawRect(QRectF(self._from, self._to).normalized())


class ZoomBox(_Box):
    """Drag a box to look at it."""

    id = "zoom_box"
    title = Text("框选放大", "Zoom to box")

    def __init__(self, hand: Hand) -> None:
        """Ready for a box."""
        super().__init__(hand, lambda bounds: hand.zoom_to(bounds, 0))


class SelectBox(_Box):
    """Drag a box to select what lies in it."""

    id = "select_box"
    title = Text("框选", "Select box")

    def __init__(self, hand: Hand) -> None:
        """Ready for a box."""
        super().__init__(hand, hand.select_box)


@dataclass(frozen=True, slots=True)
class Length:
    """A length on the ground as people read it."""

    metres: float

    def __str__(self) -> str:
        """Metres below one kilometre, else kilometres."""
        return f"{self.metres:.0f} m" if self.metres < 1000 else f"{self.metres / 1000:.2f} km"


class Measure(Mode):
    """Click from place to place to measure; a double click ends, Esc begins anew."""

    id = "measure"
    title = Text("量距", "Measure")
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, hand: Hand) -> None:
        """No place yet."""
        super().__init__(hand)
        self._places: list[tuple[float, float]] = []
        self._next: tuple[float, float] | None = None
        self._ended = False

    @property
    def length_m(self) -> float:
        """The length of what was clicked, up to the pointer while it goes on."""
        places = self._all()
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places))

    def release(self, at: QPointF) -> None:
        if self._ended:
            self._places, self._ended = [], False
        place = self.hand.projection.to_m(at.x(), at.y())
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        self.hand.redraw()

    def move(self, at: QPointF, held: bool) -> None:
        if self._places and not self._ended:
            self._next = self.hand.projection.to_m(at.x(), at.y())
            self.hand.redraw()

    def double_click(self, at: QPointF) -> bool:
        self._ended, self._next = True, None
        self.hand.redraw()
        return True

    def cancel(self) -> bool:
        had = bool(self._places)
        self._places, self._next, self._ended = [], None, False
        self.hand.redraw()
        return had

    def draw(self, painter: QPainter, inks: Inks, ratio: float) -> None:
        places = self._all()
        if not places:
            return
        points = [QPointF(*self.hand.projection.to_px(*place)) for place in places]
        for role, width in (("selection.casing", 5.0), ("acc", 2.0)):
            painter.setPen(QPen(inks.color(role), width))
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(inks.color("selection.casing"), 1.5))
        painter.setBrush(inks.color("acc"))
        for point in points:
            painter.drawEllipse(point, 3.5, 3.5)
        image = text_image(
            str(Length(self.length_m)),
            13.0,
            inks.palette.color("text.t1"),
            "",
            bold=True,
            ratio=ratio,
        )
        width, height = image.width() / ratio, image.height() / ratio
        plate = QRectF(points[-1].x() + 10, points[-1].y() - height - 4, width + 4, height)
        painter.setPen(QPen(inks.color("line2"), 1))
        painter.setBrush(inks.color("panel"))
        painter.drawRoundedRect(plate, 3, 3)
        painter.drawImage(QRectF(plate.left() + 2, plate.top(), width, height), image)

    def _all(self) -> list[tuple[float, float]]:
        return self._places + ([self._next] if self._next is not None else [])


def _apart(a: QPointF, b: QPointF) -> float:
    return hypot(a.x() - b.x(), a.y() - b.y())

"""What lies lowest on a plane, kept as painted while what lies above it changes with time."""

from collections.abc import Iterator
from itertools import takewhile

from PySide6.QtCore import QRect

from console.map.painter import Entry, MarksPainter
from console.map.projection import Frame
from console.map.sheets import Sheet

Entries = tuple[Entry, ...]


class Ground:
    """The lowest entries of a plane, painted over a part of a frame."""

    def __init__(
        self,
        painter: MarksPainter,
        frame: Frame,
        part: QRect,
        entries: Entries,
        before: Sheet | None = None,
    ) -> None:
        """Nothing painted yet; takes the memory of a sheet that is no longer needed."""
        self._painter = painter
        self._frame = frame
        self.entries = entries
        fits = before is not None and before.rect.size() == part.size()
        self.sheet = before if before is not None and fits else Sheet(part.size(), opaque=True)
        self.sheet.rect = QRect(part)

    def paint(self, ground_role: str, judged: QRect) -> Iterator[None]:
        """Paint all of it."""
        rect = self.sheet.rect
        return self._painter.paint(
            self.sheet.image, rect, rect, self._frame, self.entries, (), ground_role, judged
        )

    def serves(self, painter: MarksPainter, frame: Frame, strip: QRect, entries: Entries) -> bool:
        """Whether a strip of a frame, painted so, begins as this."""
        return (
            painter is self._painter
            and frame is self._frame
            and self.sheet.rect.contains(strip)
            and alike(entries, self.entries) == len(self.entries)
        )


def same(one: Entries, other: Entries) -> bool:
    """Whether two planes hold the same batches, object for object, equally opaque."""
    return len(one) == len(other) == alike(one, other)


def alike(one: Entries, other: Entries) -> int:
    """How many entries, from the lowest on, are the same in two planes."""
    pairs = takewhile(lambda pair: _is_same(*pair), zip(one, other, strict=False))
    return sum(1 for _ in pairs)


def _is_same(a: Entry, b: Entry) -> bool:
    return (
        a.opacity == b.opacity
        and len(a.batches) == len(b.batches)
        and all(x is y for x, y in zip(a.batches, b.batches, strict=True))
    )

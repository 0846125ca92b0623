"""Names on a frame: of what lives, of the ground, of ground newly come to."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.layers.marks import Labels, LineLabels, Plane
from console.map.framing import PLANES, FrameSet
from console.map.inks import Inks
from console.map.labels import LabelBatch, Placed, Setting, set_labels
from console.map.painter import Entry
from console.map.taken import Taken
from geodata.texts import Language

Entries = dict[Plane, tuple[Entry, ...]]


class Naming:
    """Sets the names of a scene in some colours and one language."""

    def __init__(self, entries: Entries, inks: Inks, language: Language) -> None:
        """What there is to name."""
        self._entries = entries
        self._inks = inks
        self._language: Language = language

    def of_live(self, frames: FrameSet) -> Iterator[None]:
        """Set the names that move with time."""
        batches = _label_batches(self._entries["live"])
        placed: list[Placed] = []
        if batches:
            taken = Taken(frames.reach, frames.frame.ratio)
            setting = self._setting(frames, frames.reach)
            yield from _collected(set_labels(setting, batches, taken), placed)
        frames.live_names = placed

    def of_ground(
        self,
        frames: FrameSet,
        area: QRect,
        tried: QRect | None = None,
        covered: Sequence[QRect] = (),
    ) -> Iterator[None]:
        """Set the names of an area around symbols and live names, keeping those that are set.

        `tried` is where all names had a go before, `covered` where none can be read.
        """
        batches = _label_batches(self._entries["below"]) + _label_batches(self._entries["above"])
        taken = Taken(area, frames.frame.ratio)
        for entry in (e for plane in PLANES for e in self._entries[plane]):
            for batch in entry.batches:
                taken.take_batch(batch, frames.frame)
        for box in (box for name in frames.live_names for box in name.boxes):
            taken.take_for_name(box)
        for r in covered:
            taken.take_for_name((r.left(), r.top(), r.left() + r.width(), r.top() + r.height()))
        placed: list[Placed] = []
        setting = self._setting(frames, area, tried or QRect())
        yield from _collected(set_labels(setting, batches, taken, frames.above_names), placed)
        frames.above_names, frames.named = placed, area

    def of_new_ground(self, frames: FrameSet) -> Iterator[None]:
        """Name all that the images reach; what reaches over into what is painted is added there."""
        before = {placed.key for placed in frames.above_names}
        yield from self.of_ground(frames, QRect(frames.reach), frames.named & frames.reach)
        sheet = frames.sheets["above"]
        added = [p for p in frames.above_names if p.key not in before]
        with QPainter(sheet.image) as painter:
            painter.translate(-sheet.rect.left(), -sheet.rect.top())
            painter.setClipRect(sheet.valid)
            for image, x, y in (stamp for placed in added for stamp in placed.stamps):
                painter.drawImage(x, y, image)

    def _setting(self, frames: FrameSet, area: QRect, tried: QRect | None = None) -> Setting:
        tried = tried or QRect()
        return Setting(frames.frame, area, self._inks, self._language, tried, frames.lines)


def touches(placed: Placed, strip: QRect) -> bool:
    """Whether a name shows in a strip."""
    return any(
        strip.intersects(QRect(x, y, image.width(), image.height()))
        for image, x, y in placed.stamps
    )


def _collected(steps: Iterator[Placed | None], into: list[Placed]) -> Iterator[None]:
    for placed in steps:
        if placed is None:
            yield
        else:
            into.append(placed)


def _label_batches(entries: tuple[Entry, ...]) -> list[LabelBatch]:
    return [b for e in entries for b in e.batches if isinstance(b, Labels | LineLabels)]

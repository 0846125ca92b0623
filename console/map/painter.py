"""Marks onto a strip of a sheet, layer by layer, a little at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from console.layers.marks import Areas, Badges, Batch, Dots, Grid, Labels, LineLabels, Lines
from console.map.inks import Inks
from console.map.labels import Placed
from console.map.paint_grid import GridImages, paint_grid
from console.map.paint_points import Crowding, paint_badges, paint_dots
from console.map.paint_shapes import paint_areas, paint_lines
from console.map.paths import PathStore
from console.map.pen import Stylus
from console.map.projection import Frame
from console.map.sheets import Sheet
from geodata.texts import Language


@dataclass(frozen=True, slots=True)
class Entry:
    """What one layer has on one plane, and how opaque it is."""

    layer_id: str
    batches: tuple[Batch, ...]
    opacity: float = 1.0


class MarksPainter:
    """Paints marks with one palette, in one language; keeps the paths it built."""

    def __init__(self, inks: Inks, language: Language) -> None:
        """Nothing is built before it is painted."""
        self.inks = inks
        self.language = language
        self._paths = PathStore()
        self._crowding = Crowding()
        self._grids = GridImages()

    def paint(
        self,
        image: QImage,
        rect: QRect,
        strip: QRect,
        frame: Frame,
        entries: Sequence[Entry],
        names: Sequence[Placed],
        ground_role: str = "",
        judged: QRect | None = None,
        under: Sheet | None = None,
    ) -> Iterator[None]:
        """Paint a strip of an image that covers `rect` of the frame, all else left as it is.

        The strip is first filled with `ground_role`, or emptied, or a copy of `under`; `names`
        come last. Whether dots are too many for symbols is judged over `judged`, else over the
        image. Yields often: whoever runs this decides when to go on.
        """
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-rect.left(), -rect.top())
            painter.setClipRect(strip)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            if under is not None:
                source = strip.translated(-under.rect.topLeft())
                painter.drawImage(strip.topLeft(), under.image, source)
            else:
                clear = Qt.GlobalColor.transparent
                painter.fillRect(strip, self.inks.color(ground_role) if ground_role else clear)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            stylus = Stylus(painter, frame, strip, self.inks, self.language, self._paths)
            for entry in entries:
                yield from self._entry(stylus, entry, judged or rect)
            for placed in names:
                for stamp, x, y in placed.stamps:
                    painter.drawImage(x, y, stamp)
            yield

    def _entry(self, stylus: Stylus, entry: Entry, sheet: QRect) -> Iterator[None]:
        if entry.opacity >= 1.0:
            yield from self._batches(stylus, entry.batches, sheet)
            return
        strip = stylus.strip
        own = QImage(strip.size(), QImage.Format.Format_ARGB32_Premultiplied)
        own.fill(Qt.GlobalColor.transparent)
        with QPainter(own) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-strip.left(), -strip.top())
            yield from self._batches(replace(stylus, painter=painter), entry.batches, sheet)
        stylus.painter.setOpacity(entry.opacity)
        stylus.painter.drawImage(strip.topLeft(), own)
        stylus.painter.setOpacity(1.0)

    def _batches(self, stylus: Stylus, batches: Sequence[Batch], sheet: QRect) -> Iterator[None]:
        run: list[Lines] = []
        for batch in batches:
            if isinstance(batch, Lines) and batch.stroke.casing_role:
                run.append(batch)
                continue
            if run:
                yield from paint_lines(stylus, run)
                run = []
            match batch:
                case Lines():
                    yield from paint_lines(stylus, [batch])
                case Areas():
                    yield from paint_areas(stylus, batch)
                case Grid():
                    yield from paint_grid(stylus, batch, self._grids)
                case Dots():
                    full_at = self._crowding.full_at(batch, stylus.frame, sheet)
                    yield from paint_dots(stylus, batch, full_at)
                case Badges():
                    yield from paint_badges(stylus, batch)
                case Labels() | LineLabels():
                    pass
        if run:
            yield from paint_lines(stylus, run)

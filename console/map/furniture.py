"""What stands around the map: stamp, tools, legend, SAMPLE; where each has its place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from console.layers.base import Legend
from console.map.inks import Inks
from console.map.legend import LegendBox
from console.map.plate import Plate
from console.map.scale_bar import SampleBadge
from console.map.stamp import OldDrawing, Stamp
from console.map.tip import TipBox
from console.map.toolbox import Toolbox
from geodata.picture import Picture
from geodata.texts import Language

INSET_PX = 14


class Furniture:
    """The plates over a map."""

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """Children of the map, hidden where they have nothing to say."""
        self.stamp = Stamp(parent, inks, language)
        self.toolbox = Toolbox(parent, inks, language)
        self.legend = LegendBox(parent, inks, language)
        self.sample = SampleBadge(parent, inks, language)
        self.tip = TipBox(parent, inks, language)
        self.plates: tuple[Plate, ...] = (
            self.stamp,
            self.toolbox,
            self.legend,
            self.sample,
            self.tip,
        )

    def show_picture(
        self, picture: Picture, legends: Sequence[Legend], old: Sequence[OldDrawing]
    ) -> None:
        """Say which Picture this is, and what its rasters mean."""
        self.stamp.show_picture(picture, old)
        self.legend.show_legends(legends)
        self.sample.setVisible(picture.snapshot.district.sample)

    def set_inks(self, inks: Inks) -> None:
        """Paint in other colours."""
        for plate in self.plates:
            plate.set_inks(inks)

    def set_language(self, language: Language) -> None:
        """Say everything in another language."""
        for plate in self.plates:
            plate.set_language(language)

    def place(self, size: QSize) -> None:
        """Put every plate where it belongs on a map of this size."""
        width, height = size.width(), size.height()
        self.stamp.move(INSET_PX, INSET_PX)
        self.toolbox.move(width - INSET_PX - self.toolbox.width(), INSET_PX)
        self.legend.move(
            width - INSET_PX - self.legend.width(), height - INSET_PX - self.legend.height()
        )
        right = self.legend.x() - INSET_PX if not self.legend.isHidden() else width
        middle = (width - self.sample.width()) // 2
        self.sample.move(
            max(INSET_PX, min(middle, right - self.sample.width())),
            height - INSET_PX - self.sample.height(),
        )

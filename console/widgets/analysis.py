"""The analysis panel: the selection, kinds, hotspots and incidents of one Picture."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.layers.base import Key
from console.palette import Palette
from console.widgets.hotspot_table import HotspotTable
from console.widgets.incidents import IncidentTable
from console.widgets.kind_bars import KindBars
from console.widgets.sentence import Sentence
from geodata.kinds import IncidentKind
from geodata.picture import Picture
from geodata.texts import Language


class AnalysisPanel(QWidget):
    """What the window counts, in figures; all of one Picture."""

    def __init__(
        self, picture: Picture, palette: Palette, symbol: Callable[[Key], QPixmap]
    ) -> None:
        """`symbol` draws the symbol of a key in the colours in force."""
        super().__init__()
        self._symbol = symbol
        self.sentence = Sentence()
        self.kinds = KindBars(palette, symbol)
        self.hotspots = HotspotTable()
        self.incidents = IncidentTable(picture, palette, self._kind_symbol)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.kinds)
        self._column.addWidget(self.incidents, 1)

    def show_picture(self, picture: Picture, hot_options: Any) -> None:
        """Show another Picture under the hotspot layer's options."""
        self.sentence.show_picture(picture)
        self.kinds.show_picture(picture)
        self.hotspots.show_picture(picture, hot_options)
        self.incidents.show_picture(picture)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        for part in (self.sentence, self.kinds, self.hotspots, self.incidents):
            part.set_language(language)

    def set_narrow(self, narrow: bool, hotspot_page: QVBoxLayout) -> None:
        """Where there is little room the hotspots go to a page of their own."""
        self.incidents.set_narrow(narrow)
        self.hotspots.show_all(narrow)
        if narrow:
            hotspot_page.insertWidget(0, self.hotspots)
        else:
            self._column.insertWidget(2, self.hotspots)

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self.kinds.set_palette(palette)
        self.incidents.set_palette(palette)

    def figures(self) -> dict[str, Any]:
        """What each part counts."""
        return {
            "selection": self.sentence.figures(),
            "kinds": self.kinds.figures(),
            "hotspots": self.hotspots.figures(),
            "incidents": self.incidents.figures(),
        }

    def _kind_symbol(self, kind: IncidentKind) -> QPixmap:
        return self._symbol(Key(f"dot:{kind.symbol}", kind.role, kind.name))

"""The panels around the map, built once the map is there, all showing one and the same Picture."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.icons import icon
from console.layers.base import Key
from console.looks import Look
from console.map.keys import key_pixmap
from console.map.symbols import symbol_image
from console.overlays import Overlays
from console.palette import Palette
from console.widgets.analysis import AnalysisPanel
from console.widgets.inspector import Inspector
from console.widgets.layer_panel import LayerPanel
from console.widgets.legend_panel import LegendPanel
from console.widgets.review_panel import ReviewPanel, figure_rows
from console.widgets.tabs import Tabs
from console.widgets.timebar import TimeBar
from console.work import Run, Work
from geodata.exchange.review import Review, review
from geodata.instants import aware, local_year
from geodata.picture import Picture
from geodata.snapshot import Snapshot
from geodata.texts import Language, Text

HOTSPOTS = "hotspots"
REVIEW = "review"


class Panels(QObject):
    """Left, right and below the map."""

    def __init__(
        self,
        look: Look,
        overlays: Overlays,
        palette: Palette,
        language: Language,
        work: Work,
        ratio: float,
    ) -> None:
        """Build them on the Picture that the map shows; `ratio` is the screen's scaling."""
        super().__init__()
        self._look = look
        self._overlays = overlays
        self._palette = palette
        self._ratio = ratio
        self._work = work
        self._symbols: dict[Key, QPixmap] = {}
        self._icons: dict[str, QIcon] = {}
        self._reviewed: tuple[Snapshot, int] | None = None
        picture = look.picture
        self.layers = LayerPanel(overlays, picture, self.symbol, self.icon, language)
        self.legend = LegendPanel(overlays, picture, self.symbol)
        self.left = Tabs(
            ((Text("图层", "Layers"), self.layers), (Text("图例", "Legend"), self.legend))
        )
        self.analysis = AnalysisPanel(picture, palette, self.symbol)
        self.inspector = Inspector(overlays.layers)
        self.review = ReviewPanel()
        self.hotspot_page = QWidget()
        self._hotspots = QVBoxLayout(self.hotspot_page)
        self._hotspots.setContentsMargins(0, 0, 0, 0)
        self._hotspots.addStretch(1)
        self.right = Tabs(
            (
                (Text("分析", "Analysis"), self.analysis),
                (Text("热点", "Hotspots"), self.hotspot_page),
                (Text("检查", "Inspect"), self.inspector),
                (Text("回顾", "Review"), self.review),
            )
        )
        self.time_bar = TimeBar(look, palette, symbol_image, language)
        for part in (self.analysis.incidents, self.analysis.hotspots):
            part.widened.connect(self.time_bar.action("widen").trigger)
        self.right.bar.currentChanged.connect(lambda _: self._review(self._look.picture))
        overlays.changed.connect(self._options_changed)
        work.finished.connect(self._take_review)
        self.show_picture(picture)

    def show_picture(self, picture: Picture) -> None:
        """The same Picture to every panel."""
        self.layers.show_picture(picture)
        self.legend.show_picture(picture)
        self.analysis.show_picture(picture, self._overlays.shown(HOTSPOTS).options)
        self.inspector.show_picture(picture)
        when = aware(picture.moment.t_us, picture.snapshot.district.zone).strftime("%m-%d %H:%M")
        self.right.note.say(Text(f"截至 {when}", f"As of {when}"))
        self._review(picture)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        for part in (self.left, self.right, self.layers, self.legend, self.analysis):
            part.set_language(language)
        self.inspector.set_language(language)
        self.review.set_language(language)
        self.time_bar.set_language(language)

    def set_palette(self, palette: Palette) -> None:
        """Draw in other colours."""
        self._palette = palette
        self._symbols.clear()
        self._icons.clear()
        self.layers.restyle()
        self.legend.restyle()
        self.analysis.set_palette(palette)
        self.time_bar.set_palette(palette)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what there is no room for."""
        self.analysis.set_narrow(narrow, self._hotspots)
        self.right.set_page_visible(self.hotspot_page, narrow)
        self.right.note.setVisible(not narrow)

    def figures(self) -> dict[str, Any]:
        """What each panel counts."""
        return {
            "layers": self.layers.figures(),
            "analysis": self.analysis.figures(),
            "time_bar": self.time_bar.figures(),
        }

    def symbol(self, key: Key) -> QPixmap:
        """The symbol of a key in the colours in force."""
        if key not in self._symbols:
            self._symbols[key] = key_pixmap(key, self._palette, self._ratio)
        return self._symbols[key]

    def icon(self, name: str) -> QIcon:
        """An icon in the colours in force."""
        if name not in self._icons:
            self._icons[name] = icon(name, self._palette)
        return self._icons[name]

    def _options_changed(self, layer_id: str) -> None:
        if layer_id == HOTSPOTS:
            options = self._overlays.shown(HOTSPOTS).options
            self.analysis.hotspots.show_picture(self._look.picture, options)

    def _review(self, picture: Picture) -> None:
        """Count the year of t again where the record or the year has changed, while looked at."""
        zone = picture.snapshot.district.zone
        year = aware(picture.moment.t_us, zone).year
        self.right.retitle(self.review, Text(f"回顾 {year}", "Review"))
        if self.right.stack.currentWidget() is not self.review:
            return
        if self._reviewed != (picture.snapshot, year):
            self._reviewed = (picture.snapshot, year)
            span, snapshot = local_year(year, zone), picture.snapshot

            def count(_run: Run) -> Review:
                return review(snapshot, span)

            self._work.start(REVIEW, count)

    def _take_review(self, name: str, found: object) -> None:
        if name == REVIEW and isinstance(found, Review):
            title = Text(f"{found.year} 年度回顾", f"Review of {found.year}")
            self.review.show_review(title, figure_rows(found))

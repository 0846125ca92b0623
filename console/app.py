"""Builds every object and connects every signal: the only file that sees all of the console."""

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console import layers
from console.application import application, dress
from console.icons import icon, pixmap
from console.looks import Looks
from console.map.canvas import MapCanvas
from console.map.picking import Hit
from console.overlays import Overlays
from console.palette import Palette, Theme
from console.placing import place, placed
from console.qt_words import speak
from console.remembered import Remembered
from console.widgets.header import BRAND, Header
from console.widgets.statusbar import StatusBar
from console.window import Window
from console.work import Work
from geodata.arrays import Bounds
from geodata.coordinates import LocalFrame
from geodata.instants import now_us
from geodata.picture import Picture
from geodata.selection import EVERYTHING, Selection
from geodata.stores.geopackage import Store
from geodata.texts import Language, Text

if TYPE_CHECKING:
    from console.files import Files
    from console.menus import Menus
    from console.panels import Panels
    from console.writer import Writer

_log = logging.getLogger(__name__)
INCIDENT = "incident"
BREATH_MS = 50
ABOUT = Text(
    "北站：站区态势感知控制台\n{title}\n{path}\nApache-2.0",
    "Beizhan: situational awareness of the station district\n{title}\n{path}\nApache-2.0",
)


class Console(QObject):
    """One record in one window.

    The map is built and painted first; the panels follow in the next turn of the event loop, and
    what they are made of is imported then, so that the district is seen at once.

    Signals:
        ready: every panel is there and shows the map's Picture.
        opened: (Path) another record is to be opened in place of this one.
    """

    ready = Signal()
    opened = Signal(object)

    def __init__(
        self,
        store: Store,
        remembered: Remembered,
        language: Language | None = None,
        theme: Theme | None = None,
    ) -> None:
        """Open a record; language and theme as remembered unless given."""
        super().__init__()
        self.store = store
        self.remembered = remembered
        self.language: Language = language or remembered.language
        self.theme: Theme = theme or remembered.theme
        self.palette = Palette.load(self.theme)
        dress(self.palette)
        self.work = Work(self, held=True)
        self.snapshot = store.snapshot()
        self.looks = Looks(self.snapshot, now_us)
        self.look = self.looks.replay
        self.overlays = Overlays(layers.found())
        self.canvas = MapCanvas(self.overlays.layers, self.palette, self.language, self.work)
        self.window = self._window()
        self.files: Files | None = None
        self.writer: Writer | None = None
        self.panels: Panels | None = None
        self.menus: Menus | None = None
        self._marked = INCIDENT
        self._closed = False
        self._connect()
        self.overlays.recall(remembered.get("overlays", {}))
        self._show_overlays()
        self._show_icons()
        self.canvas.show_picture(self.look.picture)
        self.set_language(self.language)

    def show(self) -> None:
        """Show the window; its panels come once the map is there."""
        self.window.show()
        self.canvas.setFocus()
        self.canvas.painted.connect(self._complete_soon, Qt.ConnectionType.SingleShotConnection)

    def complete(self) -> None:
        """Build what is not the map: panels, time bar, menus, the writer."""
        if self.panels is not None or self._closed:
            return
        from console.deeds import Own, deeds
        from console.menus import Menus
        from console.panels import Panels

        ratio = self.window.devicePixelRatioF()
        self.files = self._made_files()
        self.panels = Panels(
            self.look, self.overlays, self.palette, self.language, self.work, ratio
        )
        self._connect_panels(self.panels)
        bar = self.panels.time_bar
        own = Own(
            self.toggle_theme,
            self.toggle_language,
            self.canvas.zoom_to_selection,
            self.show_keys,
            self.show_about,
        )
        done = deeds(self.canvas, self.window, self.overlays, self.files, own)
        self.menus = Menus(done, bar.actions())
        self.window.fill(self.panels.left, self.panels.right, bar)
        self.window.header.set_menus(self.menus.menus)
        self.window.addActions([*self.menus.actions, *bar.actions()])
        self.window.set_widths(self.remembered.get("widths", []))
        self.panels.set_narrow(self.window.is_narrow)
        self.set_language(self.language)
        self.canvas.setFocus()
        self.ready.emit()
        # Work in the background slows the start down: it begins once the panels are painted.
        QTimer.singleShot(BREATH_MS, self.work.release)

    def prepare(self) -> None:
        """Have everything drawn in full that a person would see after the first second."""
        if self.panels is not None:
            self.panels.time_bar.prepare()

    @property
    def is_settled(self) -> bool:
        """Whether nothing of the Picture is still being drawn or computed."""
        return self.canvas.is_settled and not self.work.is_busy

    def set_language(self, language: Language) -> None:
        """Speak another language, at once and everywhere."""
        self.language = language
        speak(application(), language)
        district = self.snapshot.district
        title = Text(district.title_zh, district.title_en)(language)
        self.window.setWindowTitle(f"{BRAND(language)} · {title}")
        self.window.header.set_language(language)
        self.window.status.set_language(language)
        self.canvas.set_language(language)
        if self.files is not None:
            self.files.set_language(language)
        if self.panels is not None:
            self.panels.set_language(language)
        if self.menus is not None:
            self.menus.set_language(language)

    def toggle_language(self) -> None:
        """Chinese to English and back."""
        self.set_language("en" if self.language == "zh" else "zh")

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours, at once and everywhere."""
        self.theme = theme
        self.palette = Palette.load(theme)
        dress(self.palette)
        self.canvas.set_palette(self.palette)
        if self.files is not None:
            self.files.use_palette(self.palette)
        self._show_icons()
        if self.panels is not None:
            self.panels.set_palette(self.palette)

    def toggle_theme(self) -> None:
        """Dark to light and back."""
        self.set_theme("light" if self.theme == "dark" else "dark")

    def select(self, hit: Hit | None) -> None:
        """Select one thing everywhere: on the map, in the table, in the inspector."""
        self._mark(hit.kind if hit else INCIDENT, (hit.id,) if hit else ())
        if self.panels is not None:
            chosen = (hit.id,) if hit is not None and hit.kind == INCIDENT else ()
            self.panels.analysis.incidents.select(chosen)
            self.panels.inspector.inspect((hit.layer_id, hit.kind, hit.id) if hit else None)

    def show_keys(self) -> None:
        """Every key and what it does."""
        if self.menus is not None:
            from console.widgets.key_sheet import KeySheet

            KeySheet(self.menus.keys(), self.language, self.window).open()

    def show_about(self) -> None:
        """What this is, and which record is open."""
        district = self.snapshot.district
        text = ABOUT.with_values(
            title=Text(district.title_zh, district.title_en)(self.language), path=self.store.path
        )
        from console.messages import tell

        tell(self.window, BRAND(self.language), text(self.language))

    def figures(self) -> dict[str, Any]:
        """What each layer and each panel tells of the Picture."""
        picture = self.look.picture
        told = {
            layer.id: layer.figures(picture, self.overlays.shown(layer.id).options)
            for layer in self.overlays.layers
            if self.overlays.shown(layer.id).visible
        }
        panels = self.panels.figures() if self.panels is not None else {}
        return {"layers": told, "panels": panels}

    def close(self) -> None:
        """Keep what is to be remembered, and stop every thread; once closed it stays so."""
        if self._closed:
            return
        self._closed = True
        self.keep()
        if self.panels is not None:
            self.panels.time_bar.clock.pause()
        self.looks.stop()
        if self.writer is not None:
            self.writer.stop()
        self.work.close()
        self.store.close()

    def keep(self) -> None:
        """Keep what is to be remembered until the next start."""
        kept = {
            "language": self.language,
            "theme": self.theme,
            "overlays": self.overlays.remembered(),
            "widths": self.window.widths(),
            **placed(self.window),
        }
        try:
            self.remembered.keep(kept)
        except OSError as error:
            _log.warning("what the window looked like could not be kept: %s", error)

    def grow(self) -> None:
        """Look at the record as it stands now."""
        self.snapshot = self.store.grown(self.snapshot)
        self.looks.show_snapshot(self.snapshot)

    def _window(self) -> Window:
        district = self.snapshot.district
        title = Text(district.title_zh, district.title_en)
        header = Header(title, district.sample)
        readout = LocalFrame(district.crs)

        def places(x_m: float, y_m: float) -> tuple[str, ...]:
            at = readout.readout(x_m, y_m)
            return (
                f"WGS-84 {at.wgs84[1]:.5f} N {at.wgs84[0]:.5f} E",
                f"GCJ-02 {at.gcj02[1]:.5f} N {at.gcj02[0]:.5f} E",
                f"{district.crs} E {x_m:,.1f} N {y_m:,.1f}".replace(",", " "),
            )

        status = StatusBar(places, self.store.path.name)
        window = Window(header, self.canvas, status)
        place(window, self.remembered)
        return window

    def _show_icons(self) -> None:
        logo = pixmap("logo", self.palette.color("text.t1"), 22, self.window.devicePixelRatioF())
        self.window.header.show_icons(logo, icon("theme", self.palette))

    def _connect(self) -> None:
        status = self.window.status
        self.look.changed.connect(self._show)
        self.overlays.changed.connect(self._show_overlay)
        self.overlays.reordered.connect(self._show_overlays)
        self.canvas.view_changed.connect(status.show_view)
        self.canvas.pointer_moved.connect(status.point_at)
        self.canvas.pointer_left.connect(status.point_nowhere)
        self.canvas.picked.connect(self._pick)
        self.canvas.boxed.connect(self._select_box)
        self.window.header.language_asked.connect(self.set_language)
        self.window.header.theme_asked.connect(self.toggle_theme)
        self.window.closing.connect(self.close)
        status.show_picture(self.look.picture)

    def _made_files(self) -> "Files":
        from console.files import Files
        from console.writer import Writer

        files = Files(self.window, self.work, lambda: self.snapshot, self.palette)
        files.said.connect(self.window.status.say)
        files.opened.connect(self.opened)
        if not self.store.read_only:
            self.writer = Writer(self.store)
            self.writer.accepted.connect(self._grown)
            files.use_writer(self.writer)
        return files

    def _connect_panels(self, panels: "Panels") -> None:
        self.window.narrowed.connect(panels.set_narrow)
        panels.layers.zoomed.connect(self.canvas.zoom_to_layer)
        panels.analysis.incidents.selected.connect(self._select_incidents)
        panels.analysis.incidents.opened.connect(lambda _: self.canvas.zoom_to_selection())
        panels.analysis.hotspots.chosen.connect(lambda bounds: self.canvas.zoom_to(bounds, 160))
        panels.analysis.sentence.cleared.connect(lambda: self._ask_selection(EVERYTHING))

    def _complete_soon(self) -> None:
        QTimer.singleShot(0, self.complete)

    def _pick(self, hits: tuple[Hit, ...]) -> None:
        self.select(hits[0] if hits else None)
        if hits and self.panels is not None and hits[0].kind != INCIDENT:
            self.panels.right.show_page(self.panels.inspector)

    def _select_incidents(self, ids: tuple[str, ...]) -> None:
        self._mark(INCIDENT, ids)
        if self.panels is not None:
            told = ("incidents", INCIDENT, ids[0]) if ids else None
            self.panels.inspector.inspect(told)

    def _mark(self, kind: str, ids: tuple[str, ...]) -> None:
        """Ring the selected things on the map, and no others."""
        if kind != self._marked:
            self.canvas.set_selected(self._marked, ())
            self._marked = kind
        self.canvas.set_selected(kind, ids)

    def _select_box(self, bounds: Bounds, _hits: tuple[Hit, ...]) -> None:
        """A box becomes part of the sentence: whatever shows this look counts inside it."""
        west, south, east, north = bounds
        ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
        self._ask_selection(replace(self.look.asked.selection, area=ring))

    def _ask_selection(self, selection: Selection) -> None:
        self.look.ask(replace(self.look.asked, selection=selection))

    def _show(self, picture: Picture) -> None:
        """One Picture to everything that is seen, in one turn."""
        self.canvas.show_picture(picture)
        self.window.status.show_picture(picture)
        if self.panels is not None:
            self.panels.show_picture(picture)

    def _show_overlay(self, layer_id: str) -> None:
        shown = self.overlays.shown(layer_id)
        self.canvas.set_visible(layer_id, shown.visible)
        self.canvas.set_opacity(layer_id, shown.opacity)
        self.canvas.set_options(layer_id, shown.options)

    def _show_overlays(self) -> None:
        self.canvas.set_order([layer.id for layer in self.overlays.layers])
        for layer in self.overlays.layers:
            self._show_overlay(layer.id)

    def _grown(self, _ticket: int, _written: object) -> None:
        self.grow()

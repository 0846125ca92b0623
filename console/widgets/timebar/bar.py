"""The time bar: control row and plot of one look."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from console.clock import Clock
from console.looks import Asked, Look
from console.palette import Palette
from console.widgets.timebar.actions import TimeActions
from console.widgets.timebar.bubble import Bubble
from console.widgets.timebar.controls import HEIGHT_PX as ROW_PX
from console.widgets.timebar.controls import ControlRow
from console.widgets.timebar.drawing import Drawing
from console.widgets.timebar.figures import figures
from console.widgets.timebar.frame import SHORTEST_US
from console.widgets.timebar.hover import hover_words
from console.widgets.timebar.lane import Stamp
from console.widgets.timebar.presets import whole_days
from console.widgets.timebar.style import sheet
from geodata.instants import Span
from geodata.picture import Picture
from geodata.texts import Language

if TYPE_CHECKING:
    from console.widgets.timebar.plot import Plot

HEIGHT_PX: Final = 160
NARROW_HEIGHT_PX: Final = 136
NARROW_BELOW_PX: Final = 1500


def _wall_clock_us() -> int:
    return time.time_ns() // 1000


class TimeBar(QFrame):
    """When the map shows, over which stretch it counts, and as known when: one look's time.

    Signals:
        painted: (Picture) when row and plot both show a Picture they had not shown before.
    """

    painted = Signal(object)

    def __init__(
        self,
        look: Look,
        palette: Palette,
        stamp: Stamp,
        language: Language = "zh",
        now_us: Callable[[], int] = _wall_clock_us,
    ) -> None:
        """Show a look; `stamp` draws the symbols of kinds, `now_us` tells the present."""
        super().__init__()
        self.setObjectName("timebar")
        self.look = look
        self.clock = Clock(look, parent=self)
        self.time_actions = TimeActions(
            look, self.clock, now_us, self._edit_instant, self.show_whole
        )
        self._palette, self._language = palette, language
        self._drawing = Drawing(look.picture, palette, language, stamp)
        self._plot: Plot | None = None
        self._unpainted: set[str] = set()
        self.row = ControlRow(look, self.time_actions, palette)
        self._bubble = Bubble(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self._column.addStretch(1)
        self.addActions(list(self.time_actions.by_id.values()))
        self._connect()
        self.set_palette(palette)
        self.set_language(language)
        self._fit_height()
        self._show(look.picture)
        self._show_asked(look.asked)

    # --- what the window asks --------------------------------------------------------------

    def action(self, name: str) -> QAction:
        """One of the actions by its id: play, known_then, preset_week or mode_moving."""
        return self.time_actions.by_id[name]

    def prepare(self) -> None:
        """Make the plot, if it is not there yet: imports pyqtgraph."""
        if self._plot is not None:
            return
        from console.widgets.timebar.plot import Plot

        self._plot = Plot(self.look, self._drawing, self.whole, self)
        self._plot.limit(self.whole)
        self._column.takeAt(1)
        self._column.addWidget(self._plot, 1)
        self._plot.hovered.connect(self._hover)
        self._plot.drawn.connect(lambda: self._drawn("plot"))

    @property
    def whole(self) -> Span:
        """All the time there is: the record in whole local days, window and instant."""
        picture = self.look.picture
        moment, snapshot = picture.moment, picture.snapshot
        recorded = whole_days(
            snapshot.history("incident").extent, moment.t_us, snapshot.district.zone
        )
        start_us = min(recorded.start_us, moment.window.start_us, moment.t_us)
        end_us = max(recorded.end_us, moment.window.end_us, moment.t_us + 1)
        return Span(start_us, max(end_us, start_us + SHORTEST_US))

    @property
    def shown(self) -> Span:
        """The stretch of time the plot shows."""
        return self._plot.shown if self._plot else self.whole

    def show_whole(self) -> None:
        """Zoom out to all the time there is."""
        self.show_span(self.whole)

    def show_span(self, span: Span) -> None:
        """Zoom to a stretch of time."""
        self.prepare()
        if self._plot:
            self._plot.limit(self.whole)
            self._plot.show_span(span)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.setStyleSheet(sheet(palette))
        self.row.set_palette(palette)
        self.row.show_playing(self.clock.playing)
        self._drawing.set_palette(palette)
        self._refit()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.time_actions.set_language(language)
        self.row.set_language(language)
        self.row.set_speed(self.clock.speed)
        self._drawing.set_language(language)
        self._refit()

    def figures(self) -> Mapping[str, Any]:
        """What the bar counts within the window, for `shot --json`."""
        return figures(self._drawing.picture)

    # --- what the look tells ---------------------------------------------------------------

    def _connect(self) -> None:
        self.look.changed.connect(self._show)
        self.look.asked_changed.connect(self._show_asked)
        self.clock.playing_changed.connect(self.row.show_playing)
        self.row.speed_chosen.connect(self._set_speed)
        self.row.drawn.connect(lambda: self._drawn("row"))

    def _show(self, picture: Picture) -> None:
        before = self._drawing.picture
        self._unpainted = {"row", "plot"}
        self._drawing.show(picture)
        self.row.show_picture(picture)
        self.row.update()
        if self._plot is not None:
            self._keep_in_sight(before, picture)
            self._plot.viewport().update()

    def _keep_in_sight(self, before: Picture, picture: Picture) -> None:
        """Page on when the instant leaves what is shown."""
        t_us = picture.moment.t_us
        if self._plot is None or t_us == before.moment.t_us:
            return
        shown = self._plot.shown
        if shown.start_us <= t_us <= shown.end_us:
            return
        self._plot.limit(self.whole)
        ahead = shown.length_us // 10 if t_us > before.moment.t_us else shown.length_us * 9 // 10
        self._plot.show_span(Span(t_us - ahead, t_us - ahead + shown.length_us))

    def _show_asked(self, asked: Asked) -> None:
        self.row.show_asked(asked)

    def _drawn(self, part: str) -> None:
        if part in self._unpainted:
            self._unpainted.discard(part)
            if not self._unpainted:
                self.painted.emit(self._drawing.picture)

    def _hover(self, us: int | None, place: QPoint) -> None:
        if us is None or self._plot is None:
            self._bubble.hide()
            return
        top = self._plot.mapToGlobal(QPoint(0, 0)).y()
        self._bubble.say(hover_words(self._drawing, us, self._language), QPoint(place.x(), top))

    def _set_speed(self, speed: float) -> None:
        self.clock.speed = speed
        self.row.set_speed(speed)

    def _edit_instant(self) -> None:
        self.row.instant.edit()

    # --- what Qt tells ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.prepare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        narrow = self.width() < NARROW_BELOW_PX
        self.setFixedHeight(NARROW_HEIGHT_PX if narrow else HEIGHT_PX)
        self.row.set_narrow(narrow)

    def _refit(self) -> None:
        if self._plot is not None:
            self._plot.refit()


__all__ = ["HEIGHT_PX", "NARROW_HEIGHT_PX", "ROW_PX", "TimeBar"]

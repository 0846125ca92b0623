"""The time bar: control row and plot of one look."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from console.clock import Clock
from console.looks import Asked, Look
from console.palette import Palette
from console.sizes import NARROW_PX, TIME_BAR_NARROW_PX, TIME_BAR_PX
from console.widgets.timebar.actions import TimeActions
from console.widgets.timebar.bubble import Bubble
from console.widgets.timebar.controls import HEIGHT_PX as ROW_PX
from console.widgets.timebar.controls import ControlRow
from console.widgets.timebar.drawing import Drawing
from console.widgets.timebar.empty import EmptyNote
from console.widgets.timebar.figures import figures
from console.widgets.timebar.frame import SHORTEST_US
from console.widgets.timebar.hover import hover_words
from console.widgets.timebar.lane import Stamp
from console.widgets.timebar.plate import Plate
from console.widgets.timebar.presets import whole_record, year_of
from console.widgets.timebar.style import sheet
from geodata.instants import Span, now_us
from geodata.picture import Picture
from geodata.texts import Language

if TYPE_CHECKING:
    from console.widgets.timebar.plot import Plot

PREPARE_MS: Final = 400
PLOT: Final = "plot"


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
        now_us: Callable[[], int] = now_us,
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
        self.drawing = Drawing(look.picture, palette, language, stamp)
        self._plate: Plate | None = Plate(self.drawing, self.opening)
        self._plot: Plot | None = None
        self._unpainted: set[object] = set()
        self.row = ControlRow(look, self.time_actions, palette)
        self.hover = Bubble(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self._column.addWidget(self._plate, 1)
        self.empty_note = EmptyNote(self)
        self.addActions(list(self.time_actions.by_id.values()))
        self._connect()
        self.set_palette(palette)
        self.set_language(language)
        self._fit()
        self._show(look.picture)
        self._show_asked(look.asked)

    # --- what the window asks --------------------------------------------------------------

    def action(self, name: str) -> QAction:
        """One of the actions by its id: play, known_then, preset_week or mode_moving."""
        return self.time_actions.by_id[name]

    def prepare(self) -> None:
        """Let the hand move the plot, if it cannot yet: imports pyqtgraph, a third of a second.

        Happens by itself when the pointer comes in, or soon after the bar is shown.
        """
        if self._plate is None:
            return
        from console.widgets.timebar.plot import Plot

        plate, self._plate = self._plate, None
        self._plot = Plot(self.look, self.drawing, plate.shown, self)
        self._plot.limit(self.whole)
        self._column.replaceWidget(plate, self._plot)
        plate.hide()
        plate.deleteLater()
        self._plot.hovered.connect(self._hover)
        self._plot.drawn.connect(partial(self._drawn, PLOT))
        self.empty_note.raise_()

    @property
    def whole(self) -> Span:
        """All the time there is: the record in whole months or days, window and instant."""
        picture = self.look.picture
        moment, snapshot = picture.moment, picture.snapshot
        recorded = whole_record(
            snapshot.history("incident").extent, moment.t_us, snapshot.district.zone
        )
        start_us = min(recorded.start_us, moment.window.start_us, moment.t_us)
        end_us = max(recorded.end_us, moment.window.end_us, moment.t_us + 1)
        return Span(start_us, max(end_us, start_us + SHORTEST_US))

    @property
    def opening(self) -> Span:
        """What the plot shows first: t's year where the record spans it, else all there is."""
        whole, moment = self.whole, self.look.picture.moment
        year = year_of(moment.t_us, self.look.picture.snapshot.district.zone)
        spanned = whole.start_us <= year.start_us and year.end_us <= whole.end_us
        inside = year.start_us <= moment.window.start_us and moment.window.end_us <= year.end_us
        return year if spanned and inside else whole

    @property
    def shown(self) -> Span:
        """The stretch of time the plot shows."""
        if self._plot:
            return self._plot.shown
        return self._plate.shown if self._plate else self.opening

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
        self.drawing.set_palette(palette)
        self._refit()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.time_actions.set_language(language)
        self.row.set_language(language)
        self.empty_note.set_language(language)
        self.row.set_speed(self.clock.speed)
        self.drawing.set_language(language)
        self._refit()

    def figures(self) -> Mapping[str, Any]:
        """What the bar counts within the window, for `shot --json`."""
        return figures(self.drawing.picture)

    # --- what the look tells ---------------------------------------------------------------

    def _connect(self) -> None:
        self.look.changed.connect(self._show)
        self.look.asked_changed.connect(self._show_asked)
        self.clock.playing_changed.connect(self.row.show_playing)
        self.row.speed_chosen.connect(self._set_speed)
        for field in (self.row.instant, self.row.window_field):
            field.face.drawn.connect(partial(self._drawn, field.face))
        self.empty_note.widen.connect(self.action("widen").trigger)
        if self._plate:
            self._plate.wanted.connect(self.prepare)
            self._plate.drawn.connect(partial(self._drawn, PLOT))

    def _show(self, picture: Picture) -> None:
        before = self.drawing.picture
        self.drawing.show(picture)
        changed = self.row.show_picture(picture)
        self._unpainted = {PLOT, *changed}
        if changed:
            self._fit_row()
        self._tell_empty(picture)
        if self._plot is not None:
            self._keep_in_sight(before, picture)
            self._plot.viewport().update()
        elif self._plate is not None:
            self._plate.update()

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

    def _tell_empty(self, picture: Picture) -> None:
        """Say so where the window counts nothing, and offer to widen it."""
        if len(picture.counted):
            self.empty_note.hide()
            return
        self.empty_note.tell(anything=bool(len(self.drawing.histogram.history)))
        self._place_empty()
        self.empty_note.show()
        self.empty_note.raise_()

    def _place_empty(self) -> None:
        frame = self.drawing.frame
        middle = ROW_PX + frame.top_px + frame.bars_px // 2
        self.empty_note.move(
            (self.width() - self.empty_note.width()) // 2, middle - self.empty_note.height() // 2
        )

    def _show_asked(self, asked: Asked) -> None:
        self.row.show_asked(asked)

    def _drawn(self, part: object) -> None:
        if part in self._unpainted:
            self._unpainted.discard(part)
            if not self._unpainted:
                self.painted.emit(self.drawing.picture)

    def _hover(self, us: int | None, place: QPoint) -> None:
        if us is None or self._plot is None:
            self.hover.hide()
            return
        top = self.mapToGlobal(QPoint(0, 0)).y()
        self.hover.say(hover_words(self.drawing, us, self._language), QPoint(place.x(), top))

    def _set_speed(self, speed: float) -> None:
        self.clock.speed = speed
        self.row.set_speed(speed)

    def _edit_instant(self) -> None:
        self.row.instant.edit()

    # --- what Qt tells ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(PREPARE_MS, self.prepare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW_PX
        self.setFixedHeight(TIME_BAR_NARROW_PX if narrow else TIME_BAR_PX)
        self._fit_row()
        self._place_empty()

    def _fit_row(self) -> None:
        self.row.fit(self.width(), small=self.width() < NARROW_PX)

    def _refit(self) -> None:
        if self._plot is not None:
            self._plot.refit()
        elif self._plate is not None and self.drawing.is_laid_out:
            self._plate.refit()

"""The control row: play and step, the instant in large type, known now or then, the window."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from console.icons import icon
from console.looks import Asked, Look
from console.palette import Palette
from console.widgets.timebar import words
from console.widgets.timebar.actions import DOINGS, TimeActions
from console.widgets.timebar.faces import Face, InstantFace, WindowFace
from console.widgets.timebar.fields import Button, TypedField
from geodata.instants import Span, aware
from geodata.picture import Picture
from geodata.texts import Language, Text
from geodata.typed import read_instant, read_window
from geodata.wording import weekday

HEIGHT_PX: Final = 36
ICON_PX: Final = 16
SPACING_PX: Final = 4
INSTANT_EDITOR_PX: Final = 170
WINDOW_EDITOR_PX: Final = 280
KNOWN_NOW: Final = Text("今知", "Known now")
KNOWN_NOW_TIP: Final = Text("按现在所知", "As known now")
WINDOW: Final = Text("窗口", "Window")
SPEED_TIP: Final = Text("播放速度", "Speed")
SPEEDS: Final = {
    60.0: "1 min/s",
    600.0: "10 min/s",
    3600.0: "1 h/s",
    3 * 3600.0: "3 h/s",
    12 * 3600.0: "12 h/s",
    24 * 3600.0: "1 d/s",
    7 * 24 * 3600.0: "7 d/s",
}
"""Seconds in the look per second; units read the same in both languages."""


class ControlRow(QWidget):
    """The row above the plot.

    Signals:
        speed_chosen: (seconds in the look per second).
    """

    speed_chosen = Signal(float)

    def __init__(self, look: Look, actions: TimeActions, palette: Palette) -> None:
        """Its buttons are the actions'."""
        super().__init__()
        self.setFixedHeight(HEIGHT_PX)
        self._look, self._actions, self._palette = look, actions, palette
        self._language: Language = "zh"
        self._picture = look.picture
        self.instant = TypedField(
            InstantFace(), self._read_instant, self._written_instant, INSTANT_EDITOR_PX
        )
        self.window_field = TypedField(
            WindowFace(), self._read_window, self._written_window, WINDOW_EDITOR_PX
        )
        self.known_now = Button(segment=True, end="first")
        self.known_now.setCheckable(True)
        self.known_then = self._button("known_then", segment=True, end="last")
        self.speed = Button(field=True)
        self.window_title = QLabel()
        self.window_title.setTextFormat(Qt.TextFormat.PlainText)
        self.modes = _Segments(self._segments(actions.modes))
        self.presets = _Segments(self._segments(actions.presets))
        self._lay_out()
        self._connect()
        self.set_palette(palette)

    def show_picture(self, picture: Picture) -> set[Face]:
        """Print the Picture's own t and window; returns the visible faces that will paint anew."""
        self._picture = picture
        zone = picture.snapshot.district.zone
        when, window = aware(picture.moment.t_us, zone), picture.moment.window
        said = {
            self.instant.face: (
                f"{when:%Y-%m-%d}",
                weekday(when)(self._language),
                f"{when:%H:%M}",
            ),
            self.window_field.face: (
                words.window_words(window, when.year, zone),
                words.length_words(window, zone, self._language),
            ),
        }
        wide = [face.sizeHint() for face in said]
        changed = {face for face, parts in said.items() if face.say(*parts)}
        if wide != [face.sizeHint() for face in said]:
            self._settle()
        return {face for face in changed if face.isVisible()}

    def show_asked(self, asked: Asked) -> None:
        """Show which knowledge is asked for."""
        self.known_now.setChecked(asked.known == "now")

    def set_speed(self, speed: float) -> None:
        """Show the speed."""
        self.speed.setText(SPEEDS.get(speed, f"{speed / 3600:g} h/s"))

    def fit(self, width_px: int, *, small: bool) -> None:
        """Leave out what a small window has no room for: presets, the word before the modes."""
        shown = not small and self._full_px() <= width_px
        for widget in self._spared():
            if widget.isHidden() == shown:
                widget.setVisible(shown)
                self._settle()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it gets with the presets left out."""
        spared_px = sum(w.minimumSizeHint().width() + SPACING_PX for w in self._spared())
        return QSize(self._full_px() - spared_px, HEIGHT_PX)

    def _settle(self) -> None:
        """Lay the row out at once: a frame painted before Qt gets to it would cut words off."""
        for widget in (self.instant, self.window_field, self):
            layout = widget.layout()
            if layout is not None:
                layout.activate()

    def _spared(self) -> tuple[QWidget, ...]:
        return self.presets, self.window_title

    def _full_px(self) -> int:
        hidden = (w for w in self._spared() if w.isHidden())
        hidden_px = sum(w.minimumSizeHint().width() + SPACING_PX for w in hidden)
        return super().minimumSizeHint().width() + hidden_px

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.known_now.setText(KNOWN_NOW(language))
        self.known_now.setToolTip(KNOWN_NOW_TIP(language))
        self.window_title.setText(WINDOW(language))
        self.speed.setToolTip(SPEED_TIP(language))
        for field in (self.instant, self.window_field):
            field.set_language(language)
        self.show_picture(self._picture)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        self.instant.face.set_palette(palette)
        self.window_field.face.set_palette(palette)
        for doing in DOINGS:
            if doing.icon:
                self._actions.by_id[doing.id].setIcon(self._icon(doing.icon))
        self.speed.setIcon(self._icon("chevron_down"))

    def show_playing(self, playing: bool) -> None:
        """Offer to pause while it plays."""
        self._actions.by_id["play"].setIcon(self._icon("time_pause" if playing else "time_play"))

    def _icon(self, name: str) -> QIcon:
        return icon(name, self._palette, self.devicePixelRatioF())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(SPACING_PX)
        for name in ("first", "back_hour", "play", "forward_hour"):
            row.addWidget(self._button(name, size=28))
        row.addWidget(self._button("loop", size=28, bare=True))
        self.speed.setFixedWidth(92)
        self.speed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.speed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(self.speed)
        row.addSpacing(10)
        row.addWidget(self.instant)
        row.addSpacing(6)
        row.addWidget(_Segments([self.known_now, self.known_then]))
        row.addStretch(1)
        row.addWidget(self.window_title)
        row.addWidget(self.modes)
        row.addSpacing(6)
        row.addWidget(self.window_field)
        row.addWidget(self.presets)

    def _connect(self) -> None:
        self.known_now.clicked.connect(self._ask_now)
        menu = QMenu(self.speed)
        for speed, text in SPEEDS.items():
            menu.addAction(text).triggered.connect(partial(self._choose_speed, speed))
        self.speed.setMenu(menu)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.instant.typed.connect(self._ask_instant)
        self.window_field.typed.connect(self._ask_window)

    def _choose_speed(self, speed: float, _checked: bool = False) -> None:
        self.speed_chosen.emit(speed)

    def _ask_instant(self, t_us: int) -> None:
        self._look.ask(self._look.asked.at(t_us))

    def _ask_window(self, window: Span) -> None:
        self._actions.ask_over(window)

    def _ask_now(self) -> None:
        self._look.ask(replace(self._look.asked, known="now"))
        self.known_now.setChecked(True)

    def _button(self, name: str, size: int = 0, **looks: object) -> Button:
        button = Button(**looks)
        button.setDefaultAction(self._actions.by_id[name])
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        if size:
            button.setFixedSize(size, size - 2)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _segments(self, members: list[QAction]) -> list[Button]:
        ends = {members[0]: "first", members[-1]: "last"}
        return [
            self._button(a.objectName(), segment=True, end=ends.get(a, "none")) for a in members
        ]

    def _read_instant(self, typed: str) -> int:
        picture = self._look.picture
        return read_instant(typed, picture.snapshot.district.zone, picture.moment.t_us)

    def _written_instant(self) -> str:
        picture = self._look.picture
        return words.full_words(picture.moment.t_us, picture.snapshot.district.zone)

    def _read_window(self, typed: str) -> Span:
        picture = self._look.picture
        return read_window(typed, picture.snapshot.district.zone, picture.moment.t_us)

    def _written_window(self) -> str:
        picture = self._look.picture
        return words.typed_window_words(picture.moment.window, picture.snapshot.district.zone)


class _Segments(QWidget):
    """Buttons side by side as one control."""

    def __init__(self, buttons: list[Button]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in buttons:
            row.addWidget(button)

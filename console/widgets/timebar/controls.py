"""The control row: play and step, the instant in large type, known now or then, the window."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from console.looks import Asked, Look
from console.palette import Palette
from console.widgets.timebar import words
from console.widgets.timebar.actions import DOINGS, TimeActions
from console.widgets.timebar.fields import Button, InstantFace, TypedField
from console.widgets.timebar.style import icon
from geodata.instants import aware
from geodata.picture import Picture
from geodata.texts import Language, Text
from geodata.typed import read_instant, read_window

HEIGHT_PX: Final = 36
ICON_PX: Final = 16
KNOWN_NOW_WORDS: Final = Text("今知", "Known now")
WINDOW_WORDS: Final = Text("窗口", "Window")
SPEED_TIP: Final = Text("播放速度", "Speed")
SPEEDS: Final = (
    (60, Text("1 min/s", "1 min/s")),
    (600, Text("10 min/s", "10 min/s")),
    (3600, Text("1 h/s", "1 h/s")),
    (3 * 3600, Text("3 h/s", "3 h/s")),
    (12 * 3600, Text("12 h/s", "12 h/s")),
    (24 * 3600, Text("1 d/s", "1 d/s")),
    (7 * 24 * 3600, Text("7 d/s", "7 d/s")),
)
"""Seconds in the look per second; units as on every screen of the console."""


class ControlRow(QWidget):
    """The row above the plot.

    Signals:
        speed_chosen: (seconds in the look per second).
        drawn: after a paint.
    """

    speed_chosen = Signal(float)
    drawn = Signal()

    def __init__(self, look: Look, actions: TimeActions, palette: Palette) -> None:
        """Its buttons are the actions'."""
        super().__init__()
        self.setFixedHeight(HEIGHT_PX)
        self._look, self._actions, self._palette = look, actions, palette
        self._language: Language = "zh"
        self._picture = look.picture
        self.instant = TypedField(InstantFace(), self._read_instant, self._written_instant)
        self.window_field = TypedField(Button(field=True), self._read_window, self._written_window)
        self.length = QLabel()
        self.length.setTextFormat(Qt.TextFormat.PlainText)
        self.known_now = Button(segment=True, end="first")
        self.known_now.setCheckable(True)
        self.known_then = self._button("known_then", segment=True, end="last")
        self.speed = Button(field=True)
        self.window_title = QLabel()
        self.modes = self._segments(actions.modes)
        self.presets = self._segments(actions.presets)
        self._lay_out()
        self._connect()
        self.set_palette(palette)

    def show_picture(self, picture: Picture) -> None:
        """Print the Picture's own t and window."""
        self._picture = picture
        zone = picture.snapshot.district.zone
        when = aware(picture.moment.t_us, zone)
        face = self.instant.face
        if isinstance(face, InstantFace):
            face.say(f"{when:%Y-%m-%d}", words.weekday(when)(self._language), f"{when:%H:%M}")
        window = picture.moment.window
        self.window_field.face.setText(words.window_words(window, when.year, zone))
        self.length.setText(words.length_words(window, zone, self._language))

    def show_asked(self, asked: Asked) -> None:
        """Show which knowledge is asked for."""
        self.known_now.setChecked(asked.known == "now")

    def set_speed(self, speed: float) -> None:
        """Show the speed."""
        said = [text(self._language) for s, text in SPEEDS if s == speed]
        self.speed.setText(said[0] if said else f"{speed / 3600:g} h/s")

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what does not fit a small window: presets and the word before the modes."""
        for button in (*self.presets, self.window_title):
            button.setVisible(not narrow)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.known_now.setText(KNOWN_NOW_WORDS(language))
        self.window_title.setText(WINDOW_WORDS(language))
        self.speed.setToolTip(SPEED_TIP(language))
        for field in (self.instant, self.window_field):
            field.set_language(language)
        self.show_picture(self._picture)

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._palette = palette
        face = self.instant.face
        if isinstance(face, InstantFace):
            face.set_palette(palette)
        ratio = self.devicePixelRatioF()
        for doing in DOINGS:
            if doing.icon:
                made = icon(doing.icon, palette, ICON_PX, ratio)
                self._actions.by_id[doing.id].setIcon(made)
        self.speed.setIcon(icon("chevron_down", palette, ICON_PX, ratio))

    def show_playing(self, playing: bool) -> None:
        """Offer to pause while it plays."""
        name = "time_pause" if playing else "time_play"
        made = icon(name, self._palette, ICON_PX, self.devicePixelRatioF())
        self._actions.by_id["play"].setIcon(made)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.drawn.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        for name in ("first", "back_hour", "play", "forward_hour"):
            row.addWidget(self._button(name, size=28))
        row.addWidget(self._button("loop", size=28, bare=True))
        self.speed.setFixedWidth(88)
        self.speed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.speed.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(self.speed)
        row.addSpacing(14)
        row.addWidget(self.instant)
        row.addSpacing(14)
        row.addLayout(_joined([self.known_now, self.known_then]))
        row.addStretch(1)
        row.addWidget(self.window_title)
        row.addSpacing(2)
        row.addLayout(_joined(self.modes))
        row.addSpacing(10)
        row.addWidget(self.window_field)
        row.addWidget(self.length)
        row.addSpacing(10)
        row.addLayout(_joined(self.presets))

    def _connect(self) -> None:
        self.known_now.clicked.connect(self._ask_now)
        menu = QMenu(self.speed)
        for speed, text in SPEEDS:
            menu.addAction(text("zh")).triggered.connect(
                lambda _checked=False, speed=speed: self.speed_chosen.emit(float(speed))
            )
        self.speed.setMenu(menu)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.instant.typed.connect(lambda t_us: self._look.ask(self._look.asked.at(t_us)))
        self.window_field.typed.connect(self._ask_window)

    def _ask_window(self, window: object) -> None:
        asked = self._look.asked.over(window)  # type: ignore[arg-type]  # what read_window gave
        self._look.ask(asked.at(asked.t_us) if asked.mode == "cumulative" else asked)

    def _ask_now(self) -> None:
        if self._look.asked.known != "now":
            self._actions.by_id["known_then"].setChecked(True)
            self._actions.by_id["known_then"].trigger()
        self.known_now.setChecked(True)

    def _button(self, name: str, size: int = 0, **looks: object) -> Button:
        button = Button(**looks)
        action = self._actions.by_id[name]
        button.setDefaultAction(action)
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

    def _zone(self) -> object:
        return self._look.picture.snapshot.district.zone

    def _read_instant(self, typed: str) -> object:
        picture = self._look.picture
        return read_instant(typed, picture.snapshot.district.zone, picture.moment.t_us)

    def _written_instant(self) -> str:
        picture = self._look.picture
        return words.full_words(picture.moment.t_us, picture.snapshot.district.zone)

    def _read_window(self, typed: str) -> object:
        picture = self._look.picture
        return read_window(typed, picture.snapshot.district.zone, picture.moment.t_us)

    def _written_window(self) -> str:
        picture = self._look.picture
        return words.typed_window_words(picture.moment.window, picture.snapshot.district.zone)


def _joined(buttons: list[Button]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    for button in buttons:
        row.addWidget(button)
    return row

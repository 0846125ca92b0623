"""The status bar: where the pointer is in three datums, the scale, the store, and t."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from console.layers.base import View
from console.widgets.parts import Figure, Words, plain_tip
from geodata.instants import aware
from geodata.picture import Picture
from geodata.texts import Language, Text, same

HEIGHT_PX = 24
MOST_LETTERS = 60


class StatusBar(QFrame):
    """One line at the foot of the window."""

    def __init__(self, places: Callable[[float, float], tuple[str, ...]], store: str) -> None:
        """`places` writes a place (easting, northing) in each datum; `store` names the record."""
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT_PX)
        self._places = places
        self._language: Language = "zh"
        self._said = same("")
        self.pointer = Figure(leading=True)
        self.scale = Words()
        self.note = Words()
        self.schematic = Words()
        self.store = Words(same(shortened(store)), tone="t2")
        self.store.setToolTip(plain_tip(store))
        self.t = Figure(tone="t1")
        self.point_nowhere()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        for word in (self.pointer, self.scale, self.note):
            row.addWidget(word)
        row.addStretch(1)
        for word in (self.schematic, self.store, self.t):
            row.addWidget(word)

    def show_picture(self, picture: Picture) -> None:
        """Print the Picture's own t, and how far its places can be trusted."""
        district = picture.snapshot.district
        when = aware(picture.moment.t_us, district.zone)
        self.t.say(same(when.strftime("%Y-%m-%d %H:%M")))
        schematic_m = district.schematic_m
        if schematic_m:
            self.schematic.say(
                Text(f"示意图 ±{schematic_m:.0f} m", f"Schematic ±{schematic_m:.0f} m")
            )
        self.schematic.setVisible(bool(schematic_m))
        self._tint(district.sample)

    def _tint(self, sample: bool) -> None:
        """The name of a sample stands out; that of a real record does not."""
        tone = "sample" if sample else "t2"
        if self.store.property("tone") != tone:
            self.store.setProperty("tone", tone)
            self.store.style().unpolish(self.store)
            self.store.style().polish(self.store)

    def point_at(self, x_m: float, y_m: float) -> None:
        """Write where the pointer is."""
        self.pointer.say(same("   ".join(self._places(x_m, y_m))))

    def point_nowhere(self) -> None:
        """The pointer left the map."""
        self.pointer.say(same("—"))

    def show_view(self, view: View) -> None:
        """Write the scale of the map as a screen of 96 dpi shows it."""
        rounded = round(view.scale, -2) if view.scale >= 1000 else round(view.scale)
        self.scale.say(same(f"1 : {rounded:,.0f}".replace(",", " ")))

    def say(self, text: Text) -> None:
        """A passing word: what was done, what is being done; whole as a tooltip."""
        self._said = text
        self.note.say(Text(shortened(text.zh), shortened(text.en)))
        self.note.setToolTip(plain_tip(text(self._language)))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.note.setToolTip(plain_tip(self._said(language)))
        for word in (self.pointer, self.scale, self.note, self.schematic, self.store, self.t):
            word.set_language(language)


def shortened(words: str) -> str:
    """Words that fit beside the others: of a long path its beginning and its end.

    >>> shortened("short")
    'short'
    """
    if len(words) <= MOST_LETTERS:
        return words
    head = MOST_LETTERS // 3
    return f"{words[:head]}…{words[head + 1 - MOST_LETTERS :]}"

"""Every key of every visible layer, for whoever wants more than the map's corner shows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console.layers.base import Key, Legend
from console.overlays import Overlays
from console.widgets.parts import Scrolled, Section, Words, emptied
from geodata.picture import Picture
from geodata.texts import Language, Text, same


class LegendPanel(Scrolled):
    """A section a layer."""

    def __init__(
        self, overlays: Overlays, picture: Picture, symbol: Callable[[Key], QPixmap]
    ) -> None:
        """The layers shown, as a Picture has them."""
        super().__init__()
        self._overlays = overlays
        self._picture = picture
        self._symbol = symbol
        self._language: Language = "zh"
        self._shown: tuple[Legend, ...] = ()
        overlays.changed.connect(self._refresh)
        overlays.reordered.connect(self._refresh)

    def show_picture(self, picture: Picture) -> None:
        """Legends as another Picture has them."""
        self._picture = picture
        self._refresh()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.restyle()

    def restyle(self) -> None:
        """Draw all keys again."""
        self._shown = ()
        self._refresh()

    def showEvent(self, event: object) -> None:
        """Catch up with what was left undone while hidden."""
        self._refresh()

    def _refresh(self, _layer_id: str = "") -> None:
        if not self.isVisible():
            return
        found = tuple(
            legend
            for layer in reversed(self._overlays.layers)
            if (shown := self._overlays.shown(layer.id)).visible
            and (legend := layer.legend(self._picture, shown.options)) is not None
        )
        if found != self._shown or not self._column.count():
            self._shown = found
            self._build()

    def _build(self) -> None:
        emptied(self._column)
        for legend in self._shown:
            head = Section(legend.title)
            head.set_language(self._language)
            self._column.addWidget(head)
            if legend.unit.zh:
                self._column.addWidget(self._words(legend.unit))
            if legend.ramp:
                ends = f"{legend.ticks[0]} – {legend.ticks[-1]}" if legend.ticks else ""
                self._column.addWidget(self._line(Key(f"ramp:{legend.ramp}", "", same(ends))))
            for key in legend.keys:
                self._column.addWidget(self._line(key))
            if legend.note is not None:
                self._column.addWidget(self._words(legend.note))
        self._column.addStretch(1)

    def _words(self, text: Text) -> Words:
        words = Words(text, "t2", "small")
        words.set_language(self._language)
        words.setContentsMargins(12, 4, 12, 2)
        return words

    def _line(self, key: Key) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 2, 12, 2)
        symbol = QLabel()
        symbol.setFixedSize(28, 22)
        symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        symbol.setPixmap(self._symbol(key))
        words = Words(key.words)
        words.set_language(self._language)
        row.addWidget(symbol)
        row.addWidget(words)
        row.addStretch(1)
        return line

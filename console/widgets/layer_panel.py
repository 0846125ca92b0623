"""The layer panel, built from what the layers declare: rows by group, options, eyes of parts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout

from console.layers.base import GROUPS, Key, Layer, Part
from console.layers.options import Parts, declared
from console.overlays import Overlays
from console.widgets.layer_row import Icon, LayerRow
from console.widgets.option_fields import OptionsForm
from console.widgets.parts import Scrolled, Section, emptied
from geodata.picture import Picture
from geodata.texts import Language, Text, same

Symbol = Callable[[Key], QPixmap]
"""The symbol of a key in the colours in force."""


class LayerPanel(Scrolled):
    """All layers by group, topmost first within a group. Signals: zoomed (layer id)."""

    zoomed = Signal(str)

    def __init__(
        self,
        overlays: Overlays,
        picture: Picture,
        symbol: Symbol,
        icon: Icon,
        language: Language = "zh",
    ) -> None:
        """Show the layers of `overlays` with what they count in a Picture."""
        super().__init__(foot_px=0)
        self._overlays = overlays
        self._picture = picture
        self._symbol = symbol
        self._icon = icon
        self._language = language
        self._open: str | None = "hotspots"
        self._blocks: dict[str, _Block] = {}
        overlays.changed.connect(self._refresh)
        overlays.reordered.connect(self._build)
        self._build()

    def show_picture(self, picture: Picture) -> None:
        """Show what the layers count in another Picture."""
        self._picture = picture
        for block in self._blocks.values():
            block.show_picture(picture)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        if language != self._language:
            self._language = language
            self._build()

    def restyle(self) -> None:
        """Draw symbols again after the palette changed."""
        self._build()

    def figures(self) -> dict[str, str]:
        """What each row counts, by layer or layer.part, in English."""
        return {k: v for block in self._blocks.values() for k, v in block.figures().items()}

    def _build(self) -> None:
        held = next(
            ((i, part) for i, b in self._blocks.items() if (part := b.focused()) is not None), None
        )
        emptied(self._column)
        self._blocks = {}
        for group, title in GROUPS.items():
            mine = [one for one in reversed(self._overlays.layers) if one.group == group]
            if not mine:
                continue
            head = Section(title)
            head.set_language(self._language)
            self._column.addWidget(head)
            for layer in mine:
                self._add(layer)
        self._column.addStretch(1)
        if held is not None:
            layer_id, part = held
            self._blocks[layer_id].focus(part)

    def _add(self, layer: Layer) -> None:
        block = _Block(layer, self._overlays, self._symbol, self._icon)
        block.set_language(self._language)
        block.show_picture(self._picture)
        block.refresh()
        block.set_open(self._open == layer.id)
        block.chosen.connect(lambda: self._toggle(layer.id))
        block.moved.connect(lambda step: self._move(layer, step))
        block.dropped.connect(lambda y: self._drop(layer, y))
        block.zoomed.connect(lambda: self.zoomed.emit(layer.id))
        self._blocks[layer.id] = block
        self._column.addWidget(block)

    def _toggle(self, layer_id: str) -> None:
        self._open = None if self._open == layer_id else layer_id
        for one, block in self._blocks.items():
            block.set_open(self._open == one)

    def _move(self, layer: Layer, step: int) -> None:
        """One place up or down among the layers of its group."""
        mine = [one.id for one in self._overlays.layers if one.group == layer.group]
        place = mine.index(layer.id) + step
        if not 0 <= place < len(mine):
            return
        order = [one.id for one in self._overlays.layers if one.id != layer.id]
        beside = order.index(mine[place])
        above = mine[place] if step > 0 else (order[beside - 1] if beside else None)
        self._overlays.move(layer.id, above)

    def _drop(self, layer: Layer, screen_y: int) -> None:
        """Step by step to the place of the layer of its group that lies there."""
        mine = [one.id for one in self._overlays.layers if one.group == layer.group]
        tops = {i: self._blocks[i].mapToGlobal(QPoint(0, 0)).y() for i in mine}
        under = [i for i in mine if tops[i] <= screen_y]
        goal = mine.index(min(under, key=lambda i: screen_y - tops[i])) if under else len(mine) - 1
        while (step := goal - self._place_in_group(layer)) != 0:
            self._move(layer, 1 if step > 0 else -1)

    def _place_in_group(self, layer: Layer) -> int:
        mine = [one.id for one in self._overlays.layers if one.group == layer.group]
        return mine.index(layer.id)

    def _refresh(self, layer_id: str) -> None:
        if layer_id in self._blocks:
            self._blocks[layer_id].refresh()


class _Block(QFrame):
    """One layer: a row, or one for each part, and its options below when open."""

    chosen = Signal()
    moved = Signal(int)
    dropped = Signal(int)
    zoomed = Signal()

    def __init__(self, layer: Layer, overlays: Overlays, symbol: Symbol, icon: Icon) -> None:
        super().__init__()
        self._layer = layer
        self._overlays = overlays
        self._symbol = symbol
        self._icon = icon
        self._language: Language = "zh"
        self._picture: Picture | None = None
        self._rows: dict[str, LayerRow] = {}
        self._counts: dict[str, Text] = {}
        options = declared(layer.options)
        self._parts_option = next((n for n, o in options.items() if isinstance(o, Parts)), None)
        self._options = OptionsForm(options, self._set_option, self._set_opacity)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._held = QVBoxLayout()
        self._held.setSpacing(0)
        column.addLayout(self._held)
        column.addWidget(self._options)

    def show_picture(self, picture: Picture) -> None:
        """Show what the layer counts."""
        self._picture = picture
        self._count()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._options.set_language(language)

    def set_open(self, is_open: bool) -> None:
        """Show or hide the options."""
        self._options.setVisible(is_open)
        for row in self._rows.values():
            row.show_open(is_open)

    def refresh(self) -> None:
        """Show counts, eyes and values as they are."""
        if self._picture is None:
            return
        self._count()
        self._open_eyes()
        shown = self._overlays.shown(self._layer.id)
        self._options.show_values(shown.options, shown.opacity)

    def _count(self) -> None:
        if self._picture is None:
            return
        layer, options = self._layer, self._overlays.shown(self._layer.id).options
        parts = layer.parts(self._picture, options)
        self._counts = {part.id: same(part.count) for part in parts}
        if not parts:
            parts = (Part("", layer.key),)
            self._counts = {"": layer.count(self._picture, options)}
        if list(self._rows) != list(self._counts):
            self._rebuild(parts)
            self._open_eyes()
        for part, count in self._counts.items():
            self._rows[part].count.say(count)

    def _open_eyes(self) -> None:
        visible, hidden = self._overlays.shown(self._layer.id).visible, self._hidden()
        for part, row in self._rows.items():
            row.show_visible(visible and part not in hidden)

    def figures(self) -> dict[str, str]:
        """What the rows show, by layer or layer.part, in English."""
        return {
            f"{self._layer.id}.{part}" if part else self._layer.id: count.en
            for part, count in self._counts.items()
        }

    def focused(self) -> str | None:
        """The part whose row has the keyboard, None where none has."""
        return next((part for part, row in self._rows.items() if row.hasFocus()), None)

    def focus(self, part: str) -> None:
        """Give the keyboard to a row."""
        if part in self._rows:
            self._rows[part].setFocus()

    def _rebuild(self, parts: tuple[Part, ...]) -> None:
        emptied(self._held)
        self._rows = {}
        for part in parts:
            row = LayerRow(part.key.words if part.id else self._layer.title, self._icon)
            row.show_symbol(self._symbol(part.key))
            row.set_language(self._language)
            row.eye.connect(lambda visible, part=part.id: self._see(part, visible))
            row.chosen.connect(self.chosen)
            row.moved.connect(self.moved)
            row.dropped.connect(self.dropped)
            row.zoomed.connect(self.zoomed)
            self._rows[part.id] = row
            self._held.addWidget(row)

    def _hidden(self) -> frozenset[str]:
        if self._parts_option is None:
            return frozenset()
        options = self._overlays.shown(self._layer.id).options
        hidden: frozenset[str] = getattr(options, self._parts_option)
        return hidden

    def _see(self, part: str, visible: bool) -> None:
        name = self._parts_option
        if not part or name is None:
            self._overlays.set_visible(self._layer.id, visible)
            return
        hidden = self._hidden()
        if visible and not self._overlays.shown(self._layer.id).visible:
            hidden = frozenset(self._rows)
            self._overlays.set_visible(self._layer.id, True)
        hidden = hidden - {part} if visible else hidden | {part}
        self._overlays.set_option(self._layer.id, name, hidden)

    def _set_option(self, name: str, value: Any) -> None:
        self._overlays.set_option(self._layer.id, name, value)

    def _set_opacity(self, share: float) -> None:
        self._overlays.set_opacity(self._layer.id, share)

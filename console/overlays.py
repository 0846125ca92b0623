"""How each layer is shown: visible or not, how strongly, under which options, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.layers.base import Layer
from console.layers.options import checked


@dataclass(frozen=True, slots=True)
class Shown:
    """How one layer is shown; `opacity` from 0 to 1."""

    visible: bool
    opacity: float
    options: Any


class Overlays(QObject):
    """The layers and how they are shown, bottom first.

    Signals:
        changed: (layer id) how that layer is shown has changed.
        reordered: the order has changed.
    """

    changed = Signal(str)
    reordered = Signal()

    def __init__(self, layers: Sequence[Layer]) -> None:
        """All layers as they declare themselves."""
        super().__init__()
        self._layers = {layer.id: layer for layer in layers}
        self._shown = {layer.id: Shown(layer.shown_first, 1.0, layer.options()) for layer in layers}
        self._order = [layer.id for layer in layers]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, bottom first."""
        return tuple(self._layers[i] for i in self._order)

    def layer(self, layer_id: str) -> Layer:
        """The layer with this id; raises KeyError."""
        return self._layers[layer_id]

    def shown(self, layer_id: str) -> Shown:
        """How a layer is shown; raises KeyError."""
        return self._shown[layer_id]

    def set_visible(self, layer_id: str, visible: bool) -> None:
        """Show or hide a layer."""
        self._set(layer_id, replace(self._shown[layer_id], visible=visible))

    def set_opacity(self, layer_id: str, opacity: float) -> None:
        """Draw a layer more or less strongly."""
        self._set(layer_id, replace(self._shown[layer_id], opacity=opacity))

    def set_option(self, layer_id: str, name: str, value: Any) -> None:
        """Set one option; raises TypeError where the layer has none of this name."""
        shown = self._shown[layer_id]
        self._set(layer_id, replace(shown, options=replace(shown.options, **{name: value})))

    def show_only(self, layer_ids: Sequence[str]) -> None:
        """Show these layers and no others; raises KeyError for one that does not exist."""
        for wanted in layer_ids:
            if wanted not in self._layers:
                raise KeyError(wanted)
        for layer_id in self._order:
            self.set_visible(layer_id, layer_id in layer_ids)

    def move(self, layer_id: str, above: str | None) -> None:
        """Put a layer just above another one, or at the bottom."""
        order = [i for i in self._order if i != layer_id]
        place = 0 if above is None else order.index(above) + 1
        order.insert(place, layer_id)
        if order != self._order:
            self._order = order
            self.reordered.emit()

    def remembered(self) -> dict[str, Any]:
        """All of it as plain values, to be kept until the next start."""
        return {
            "order": list(self._order),
            "layers": {
                layer_id: {
                    "visible": shown.visible,
                    "opacity": shown.opacity,
                    "options": {k: _plain(v) for k, v in asdict(shown.options).items()},
                }
                for layer_id, shown in self._shown.items()
            },
        }

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Take up what was remembered; what no longer fits is left as declared.

        A layer that nobody remembers stands just above the one it was declared above.
        """
        told = kept.get("layers")
        for layer_id, one in told.items() if isinstance(told, Mapping) else ():
            if layer_id in self._layers and isinstance(one, Mapping):
                self._recall_one(layer_id, one)
        named = kept.get("order")
        strings = [i for i in named if isinstance(i, str)] if isinstance(named, list) else []
        order = [i for i in dict.fromkeys(strings) if i in self._layers]
        below: str | None = None
        for layer_id in self._layers:
            if layer_id not in order:
                order.insert(0 if below is None else order.index(below) + 1, layer_id)
            below = layer_id
        self._order = order
        self.reordered.emit()

    def _recall_one(self, layer_id: str, told: Mapping[str, Any]) -> None:
        declared = self._shown[layer_id]
        options, opacity, visible = (told.get(name) for name in ("options", "opacity", "visible"))
        known = options if isinstance(options, Mapping) else {}
        strong = isinstance(opacity, int | float) and 0 <= opacity <= 1
        shown = Shown(
            visible if isinstance(visible, bool) else declared.visible,
            declared.opacity if opacity is None or not strong else opacity,
            checked(self._layers[layer_id].options, dict(known)),
        )
        self._set(layer_id, shown)

    def _set(self, layer_id: str, shown: Shown) -> None:
        if shown != self._shown[layer_id]:
            self._shown[layer_id] = shown
            self.changed.emit(layer_id)


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value

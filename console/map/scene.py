"""What is on the map: layers with their options, and the marks each made of the Picture shown.

A layer is asked for marks again only when a part of the Picture that it reads has changed.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from console.layers.base import Layer, View
from console.layers.marks import NO_MARKS, Marks, Plane
from console.map.painter import Entry
from geodata.picture import Counted, Picture, UnitsAt

_log = logging.getLogger(__name__)
DIMMED = 0.55
"""How opaque an old drawing is while the new one is made."""


@dataclass
class Shown:
    """One layer on the map. `made_for` is the Picture its marks are of, None before the first."""

    layer: Layer
    options: Any
    visible: bool
    opacity: float = 1.0
    marks: Marks = NO_MARKS
    made_for: Picture | None = None
    reading: tuple[Any, ...] = ()
    awaited: tuple[Any, ...] | None = field(default=None)

    @property
    def is_old(self) -> bool:
        """Whether its marks are of another Picture than the one that is shown around them."""
        return self.awaited is not None


Slow = Callable[[Shown, Callable[[], Marks]], None]
"""Takes a layer and the function that makes its marks, to run it in the background."""


class Scene:
    """The layers of a map and their marks."""

    def __init__(self, layers: Sequence[Layer], slow: Slow | None = None) -> None:
        """Without `slow` every layer is made at once."""
        self._shown = {
            layer.id: Shown(layer, layer.options(), layer.shown_first) for layer in layers
        }
        self._order = list(self._shown)
        self._slow = slow

    def __getitem__(self, layer_id: str) -> Shown:
        """The layer with this id; raises KeyError."""
        return self._shown[layer_id]

    def get(self, layer_id: str) -> Shown | None:
        """The layer with this id, None where there is none."""
        return self._shown.get(layer_id)

    @property
    def visible(self) -> list[Shown]:
        """The layers that are drawn, lowest first."""
        return [self._shown[i] for i in self._order if self._shown[i].visible]

    @property
    def old(self) -> list[Shown]:
        """The layers whose drawing is of an earlier Picture while the new one is made."""
        return [shown for shown in self.visible if shown.is_old and shown.made_for is not None]

    def set_order(self, layer_ids: Sequence[str]) -> None:
        """Draw in this order, lowest first; raises ValueError where it does not name all layers."""
        if set(layer_ids) != set(self._order) or len(layer_ids) != len(self._order):
            raise ValueError("an order names every layer once")
        self._order = list(layer_ids)

    @property
    def order(self) -> tuple[str, ...]:
        """Layer ids, lowest first."""
        return tuple(self._order)

    def update(self, picture: Picture, view: View) -> None:
        """Make the marks of every visible layer that no longer show `picture`."""
        for shown in self.visible:
            reading = _reading(shown, picture, view)
            if shown.made_for is not None and _same(reading, shown.reading):
                shown.made_for = picture
                shown.awaited = None
            elif self._slow is not None and shown.layer.slow:
                if shown.awaited is None or not _same(reading, shown.awaited):
                    shown.awaited = reading
                    self._slow(shown, _maker(shown, picture, view))
            else:
                self.accept(shown, _maker(shown, picture, view)(), picture, reading)

    def accept(
        self, shown: Shown, marks: Marks, picture: Picture, reading: tuple[Any, ...] | None = None
    ) -> None:
        """Take the marks that were made of a picture; without `reading` what was awaited."""
        shown.marks = marks
        shown.made_for = picture
        shown.reading = reading if reading is not None else shown.awaited or ()
        shown.awaited = None

    def entries(self, plane: Plane) -> tuple[Entry, ...]:
        """What lies on a plane, lowest first; old drawings dimmed."""
        found = []
        for shown in self.visible:
            batches = getattr(shown.marks, plane)
            if batches:
                opacity = shown.opacity * (DIMMED if shown.is_old else 1.0)
                found.append(Entry(shown.layer.id, batches, opacity))
        return tuple(found)


def _maker(shown: Shown, picture: Picture, view: View) -> Callable[[], Marks]:
    layer, options = shown.layer, shown.options

    def make() -> Marks:
        # One overlay that fails must not take the map, and the shift, down with it.
        try:
            return layer.marks(picture, view, options)
        except Exception:  # noqa: BLE001 - any fault of a dropped-in file ends here
            _log.exception("the layer %s cannot be drawn and is left out", layer.id)
            return NO_MARKS

    return make


def _reading(shown: Shown, picture: Picture, view: View) -> tuple[Any, ...]:
    """All that the marks of a layer depend on."""
    parts = [_part(picture, name) for name in shown.layer.reads]
    return (shown.options, view if shown.layer.by_view else None, *parts)


def _part(picture: Picture, name: str) -> Any:
    match name:
        case "counted":
            return picture.counted
        case "units":
            return picture.units
        case "t":
            return picture.moment.t_us
        case _:
            return picture.state(name)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(map(_is_same, one, other))


def _is_same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    match one, other:
        case Counted(), Counted():
            return one.history is other.history and np.array_equal(one.rows, other.rows)
        case UnitsAt(), UnitsAt():
            return (
                one.fixes is other.fixes
                and one.t_us == other.t_us
                and np.array_equal(one.rows, other.rows)
            )
        case _:
            return bool(one == other)

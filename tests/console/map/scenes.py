"""Small layers made up for trying the map, and maps that show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from console.layers.base import Key, Layer, Legend, Tip, View
from console.layers.marks import (
    Areas,
    Badges,
    Batch,
    Dots,
    Fill,
    Labels,
    LineLabels,
    Lines,
    Marks,
    Plane,
    Stroke,
)
from console.layers.options import number
from console.map.canvas import MapCanvas
from console.palette import Palette
from geodata.arrays import Floats
from geodata.picture import Picture
from geodata.texts import Text, same
from tests import small

DARK = Palette.load("dark")
WEST_M, SOUTH_M = small.WEST_M, small.SOUTH_M
M_PER_PX = 1.0


@dataclass(frozen=True, slots=True)
class Options:
    """One option, to see that layers are asked again when it changes."""

    size: float = number(6, 1, 20, 1, Text("大小", "Size"))


def xy(*places_m: tuple[float, float]) -> Floats:
    """Places so far from the district's south-west corner."""
    return np.array([(WEST_M + x, SOUTH_M + y) for x, y in places_m], dtype=np.float64)


def layer(
    layer_id: str,
    marks: Callable[..., Marks] | Sequence[Batch],
    *,
    plane: Plane = "live",
    order: int = 50,
    reads: tuple[str, ...] = ("district",),
    **others: Any,
) -> Layer:
    """A layer of these batches, or of what a function makes."""
    made = marks if callable(marks) else _constant(Marks(**{plane: tuple(marks)}))
    return Layer(
        id=layer_id,
        title=Text(f"图层 {layer_id}", f"Layer {layer_id}"),
        group="base",
        order=order,
        key=Key("area", "zone", same("")),
        reads=reads,
        options=Options,
        marks=made,
        count=lambda _picture, _options: same("1"),
        **others,
    )


def _constant(marks: Marks) -> Callable[[Picture, View, Any], Marks]:
    return lambda _picture, _view, _options: marks


def box(west: float, south: float, east: float, north: float) -> Floats:
    """A closed ring."""
    return xy((west, south), (east, south), (east, north), (west, north), (west, south))


def areas(fill: Fill, *rings: Floats, ids: Sequence[str] = (), kind: str = "zone") -> Areas:
    """One area a ring."""
    offsets = np.cumsum([0, *(len(ring) for ring in rings)])
    ends = np.arange(len(rings) + 1)
    return Areas(np.concatenate(rings), offsets, ends, fill, ids, kind)


def lines(stroke: Stroke, *paths: Floats, ids: Sequence[str] = (), kind: str = "route") -> Lines:
    """One line a path."""
    offsets = np.cumsum([0, *(len(path) for path in paths)])
    return Lines(np.concatenate(paths), offsets, stroke, ids, kind)


def dots(*places_m: tuple[float, float], role: str = "kind.touting", size: float = 10.0) -> Dots:
    """Square dots with ids d0, d1, …"""
    style = np.zeros(len(places_m), dtype=np.uint8)
    ids = tuple(f"d{n}" for n in range(len(places_m)))
    return Dots(xy(*places_m), style, (role,), ("square",), size, ids, "incident")


def badges(*places_m: tuple[float, float], shape: Any = "square", kind: str = "unit") -> Badges:
    """Badges with ids b0, b1, …"""
    ids = tuple(f"b{n}" for n in range(len(places_m)))
    style = np.zeros(len(places_m), dtype=np.uint8)
    return Badges(xy(*places_m), style, ("agency.police",), (shape,), ("公",), ids=ids, kind=kind)


def labels(text: str, *places_m: tuple[float, float], rank: int = 0) -> Labels:
    """The same name at several places."""
    texts = tuple(same(text) for _ in places_m)
    return Labels(xy(*places_m), texts, "label.place", 13.0, rank=rank)


def line_labels(text: Text, *places_m: tuple[float, float], rank: int = 0) -> LineLabels:
    """A name along a line through these places."""
    offsets = np.array([0, len(places_m)])
    return LineLabels(xy(*places_m), offsets, (text,), "label.road", 13.0, rank)


def tip(picture: Picture, kind: str, thing: str) -> Tip:
    """What is known about anything."""
    return Tip(same(f"{kind} {thing}"), ((Text("状态", "State"), same("on")),))


def ramp_legend(picture: Picture, options: Any) -> Legend:
    """A legend with a ramp."""
    return Legend(Text("密度", "Density"), same("1 / ha"), ramp="density", ticks=("0", "9"))


def color_at(image: QImage, x: float, y: float) -> str:
    """The colour of a pixel as `#rrggbb`."""
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(QPoint(round(x * ratio), round(y * ratio)))).name().upper()


def at_px(canvas: MapCanvas, east_m: float, north_m: float) -> QPoint:
    """Where a place of the district lies on a map."""
    x, y = canvas.projection.to_px(WEST_M + east_m, SOUTH_M + north_m)
    return QPoint(round(x), round(y))

"""What a layer is: one file of this package that defines `LAYER` is one overlay.

A layer knows no screen: it turns a Picture into marks. Nothing else needs to know of it; map,
panel, legend and `shot` take what `LAYER` declares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from console.layers.marks import NO_MARKS, Marks
from geodata.arrays import Bounds
from geodata.picture import Picture
from geodata.texts import Text

PX_M: Final = 0.0254 / 96
"""How wide a logical pixel is on a screen: 96 an inch."""


@dataclass(frozen=True, slots=True)
class View:
    """What the canvas looks at, metres a logical pixel, and its size in logical pixels."""

    bounds_m: Bounds
    m_per_px: float
    size_px: tuple[int, int]

    @property
    def scale(self) -> float:
        """The denominator of its scale: 6000 for 1:6 000."""
        return self.m_per_px / PX_M


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend or the symbol of a layer row: how it looks and what it means.

    `look` is one of `dot:SYMBOL`, `line:DASH` (solid, dash, dots, chevrons), `area`, `hatch`,
    `badge:SHAPE:GLYPH`, `outline:DASH`, `ramp:NAME`.
    """

    look: str
    role: str
    words: Text


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend of a layer: a title with unit, and its keys; a ramp has low and high ends."""

    title: Text
    unit: Text
    keys: tuple[Key, ...] = ()
    ramp: str = ""
    ticks: tuple[str, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a layer with an eye of its own: the incidents of one kind, say."""

    id: str
    key: Key
    count: str = ""


@dataclass(frozen=True, slots=True)
class Tip:
    """What is known about one thing: a title, lines of (what, value), and how old the word is.

    `heard_us` is when the office heard it, `seen_us` the instant that it speaks of where its age is
    to be told too; None where neither is known.
    """

    title: Text
    lines: tuple[tuple[Text, Text], ...] = ()
    heard_us: int | None = None
    seen_us: int | None = None


def no_parts(picture: Picture, options: Any) -> tuple[Part, ...]:
    """For layers that are one thing."""
    return ()


def no_legend(picture: Picture, options: Any) -> Legend | None:
    """For layers that need no legend."""
    return None


def no_tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """For layers whose marks say all they know."""
    return None


def no_emphasis(picture: Picture, ids: tuple[str, ...], options: Any) -> Marks:
    """For layers that add nothing to what is selected."""
    return NO_MARKS


def no_figures(picture: Picture, options: Any) -> Mapping[str, Any]:
    """For layers that count nothing."""
    return {}


@dataclass(frozen=True)
class Layer:
    """One overlay.

    `reads` names the parts of the Picture that its marks depend on: record kinds, `"counted"` for
    the incidents of the window, `"units"` for positions, `"t"` for the instant itself. The marks
    are asked for again only when one of them changed, when the options did, or, with `by_view`,
    when the view moved. `order` places it among the others, lowest first. `marks` may be slow where
    `slow` says so: it then runs in the background and the old drawing stays, dimmed, until the new
    one is there.
    `count` is what its row shows; `figures` what `shot --json` tells of it; `emphasis` what is
    drawn besides, above all others, for the selected things among those of this layer's kinds:
    the bands of a camera, the trail of a unit.
    """

    id: str
    title: Text
    group: str
    order: int
    key: Key
    reads: tuple[str, ...]
    options: type
    marks: Callable[[Picture, View, Any], Marks]
    count: Callable[[Picture, Any], Text]
    parts: Callable[[Picture, Any], tuple[Part, ...]] = no_parts
    legend: Callable[[Picture, Any], Legend | None] = no_legend
    tip: Callable[[Picture, str, str], Tip | None] = no_tip
    figures: Callable[[Picture, Any], Mapping[str, Any]] = no_figures
    emphasis: Callable[[Picture, tuple[str, ...], Any], Marks] = no_emphasis
    by_view: bool = False
    slow: bool = False
    shown_first: bool = True


GROUPS: Mapping[str, Text] = {
    "incidents": Text("事件", "Incidents"),
    "analysis": Text("分析", "Analysis"),
    "sensing": Text("感知", "Sensing"),
    "forces": Text("力量与服务", "Forces and services"),
    "base": Text("底图", "Base map"),
}

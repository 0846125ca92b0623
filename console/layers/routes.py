"""Patrol routes: foot as dots, motor as a line with chevrons; their stops with dwell minutes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from console.layers._shapes import chosen, lines, name_of, rows_where, words
from console.layers.base import Key, Layer, Part, Tip, View
from console.layers.marks import Badges, Batch, Dots, Labels, Marks, Shape, Stroke
from console.layers.options import hidden_parts, toggle
from geodata.kinds import AGENCIES, MODES
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text, same
from geodata.wording import figure

CIRCLE: Shape = "circle"
STROKES = {
    "motor": Stroke("mode.motor", 1.25, chevron_px=150.0, offset_px=3.0),
    "foot": Stroke("mode.foot", 2.6, dash_px=(0.0, 6.5), round_dots=True, offset_px=7.0),
}
KEYS = {
    "motor": Key("line:chevrons", "mode.motor", Text("机动路线", "Motor routes")),
    "foot": Key("line:dots", "mode.foot", Text("步巡路线", "Foot routes")),
}


@dataclass(frozen=True, slots=True)
class Options:
    """Which routes are drawn, and whether all their stops are."""

    hidden: frozenset[str] = hidden_parts(Text("方式", "Mode"))
    stops: bool = toggle(False, Text("停留点", "Stops"))


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """The routes in force at t by mode, and their stops where asked for."""
    route = picture.state("route")
    below: list[Batch] = []
    for mode, stroke in STROKES.items():
        rows = rows_where(route, "mode", mode)
        if mode not in options.hidden and len(rows):
            below.append(lines(route.geometry[rows], stroke, chosen(route, rows), "route"))
            if options.stops:
                below.append(_stops(route, rows, f"mode.{mode}"))
    return Marks(below=tuple(below))


def _stops(route: State, rows: Any, role: str) -> Dots:
    at = [(s["x_m"], s["y_m"]) for r in rows for s in route.data[r].get("stops", ())]
    xy = np.array(at, dtype=np.float64).reshape(-1, 2)
    return Dots(xy, np.zeros(len(xy), dtype=np.uint8), (role,), ("ring",), 7.0)


def emphasis(picture: Picture, ids: tuple[str, ...], options: Any) -> Marks:
    """Of the selected routes: the stops in order, each with its dwell."""
    route = picture.state("route")
    drawn: list[Batch] = []
    for thing in ids:
        row = route.row_of(thing)
        stops = route.data[row].get("stops", ()) if row is not None else ()
        if row is None or not stops:
            continue
        mode = route.data[row].get("mode")
        role = f"mode.{mode if mode in STROKES else 'motor'}"
        xy = np.array([(s["x_m"], s["y_m"]) for s in stops], dtype=np.float64)
        style = np.arange(len(stops), dtype=np.uint8)
        glyphs = tuple(str(i + 1) for i in range(len(stops)))
        drawn.append(
            Badges(xy, style, (role,) * len(stops), tuple(CIRCLE for _ in stops), glyphs, 17.0)
        )
        dwell = tuple(Text(f"{s['dwell_min']} 分", f"{s['dwell_min']} min") for s in stops)
        drawn.append(Labels(xy, dwell, role, 11.0, rank=90, offset_px=(22.0, 0.0)))
    return Marks(above=tuple(drawn))


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """Who patrols it, how, how long it is and how often it is walked or driven."""
    route = picture.state("route")
    row = route.row_of(thing)
    if row is None:
        return None
    data = route.data[row]
    stops = data.get("stops", ())
    dwell = sum(int(s.get("dwell_min", 0)) for s in stops)
    length_km = shapely.length(route.geometry[row]) / 1000
    lines_ = [
        (Text("方式", "Mode"), MODES.get(str(data.get("mode")), words(data.get("mode")))),
        (Text("责任", "Agency"), AGENCIES.get(str(data.get("agency")), same("—"))),
        (Text("长度", "Length"), same(f"{length_km:.1f} km")),
        (
            Text("停留", "Stops"),
            Text(f"{len(stops)} 处 · {dwell} 分", f"{len(stops)} · {dwell} min"),
        ),
    ]
    if data.get("headway_min"):
        every = data["headway_min"]
        lines_.append((Text("班距", "Headway"), Text(f"{every} 分", f"{every} min")))
    return Tip(name_of(data), tuple(lines_), int(route.heard_us[row]))


def parts(picture: Picture, options: Any) -> tuple[Part, ...]:
    """Motor and foot routes, each with an eye of its own."""
    route = picture.state("route")
    return tuple(
        Part(mode, key, str(len(rows_where(route, "mode", mode)))) for mode, key in KEYS.items()
    )


def count(picture: Picture, options: Any) -> Text:
    """How many routes are in force."""
    return figure(len(picture.state("route")))


def figures(picture: Picture, options: Any) -> dict[str, int]:
    """How many routes of each mode are in force."""
    route = picture.state("route")
    return {mode: len(rows_where(route, "mode", mode)) for mode in KEYS}


LAYER = Layer(
    id="routes",
    title=Text("巡逻路线", "Patrol routes"),
    group="forces",
    order=40,
    key=KEYS["motor"],
    reads=("route",),
    options=Options,
    marks=marks,
    count=count,
    parts=parts,
    tip=tip,
    figures=figures,
    emphasis=emphasis,
)

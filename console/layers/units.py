"""Patrol units where they were last seen by t, with their shift and the age of that word."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from console.layers._shapes import words
from console.layers.base import Key, Layer, Legend, Tip, View
from console.layers.marks import NO_MARKS, Badges, Labels, Lines, Marks, Shape, Stroke
from console.layers.options import number, toggle
from geodata.instants import MINUTE_US
from geodata.kinds import AGENCIES, MODES
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text, same

BADGES: dict[str, tuple[Shape, str]] = {
    "police": ("shield", "公"),
    "urban_management": ("square", "城"),
    "transport": ("hexagon", "运"),
}
UNKNOWN_BADGE: tuple[Shape, str] = ("circle", "?")
"""Of a unit whose agency the record does not tell."""
STALE_AFTER_US = 3 * MINUTE_US
GONE_AFTER_US = 12 * 60 * MINUTE_US


@dataclass(frozen=True, slots=True)
class Options:
    """How much of the way behind a selected unit is drawn."""

    trail_min: float = number(30, 5, 240, 5, Text("轨迹", "Trail"), Text("分", "min"))
    call_signs: bool = toggle(False, Text("呼号", "Call signs"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One unit as last seen: where, how long ago, and whether a shift of its runs at t."""

    id: str
    x_m: float
    y_m: float
    age_us: int
    heard_us: int
    on_duty: bool


def seen(picture: Picture) -> tuple[Seen, ...]:
    """The units to show: those on duty at t, and those whose last word is recent."""
    units, working = picture.units, on_duty(picture)
    return tuple(
        Seen(
            thing,
            float(units.fixes.x_m[row]),
            float(units.fixes.y_m[row]),
            int(age),
            int(units.fixes.heard_us[row]),
            thing in working,
        )
        for thing, row, age in zip(units.ids, units.rows, units.age_us, strict=True)
        if (thing in working and age < GONE_AFTER_US) or age < STALE_AFTER_US
    )


def on_duty(picture: Picture) -> frozenset[str]:
    """The units with a shift that runs at t."""
    return frozenset(str(data.get("unit")) for data in picture.state("shift").data)


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """A badge a unit: shape and character of its agency, hollow where the word is old."""
    shown, unit = seen(picture), picture.state("unit")
    if not shown:
        return NO_MARKS
    agencies = (*BADGES, "")
    looks = (*BADGES.values(), UNKNOWN_BADGE)
    style = [agencies.index(_agency(unit, s.id)) for s in shown]
    stale = [s.age_us > STALE_AFTER_US for s in shown]
    xy = np.array([(s.x_m, s.y_m) for s in shown])
    badges = Badges(
        xy,
        np.array(style, dtype=np.uint8),
        tuple(_role(agency) for agency in agencies),
        tuple(shape for shape, _ in looks),
        tuple(glyph for _, glyph in looks),
        figures=tuple(
            age_figure(s.age_us) if s.age_us > STALE_AFTER_US else same("") for s in shown
        ),
        stale=np.array(stale, dtype=np.bool_),
        ids=tuple(s.id for s in shown),
        kind="unit",
    )
    if not options.call_signs:
        return Marks(live=(badges,))
    names = tuple(_call_sign(unit, s.id) for s in shown)
    labels = Labels(xy, names, "label.place", 11.0, rank=80, offset_px=(0.0, 17.0))
    return Marks(live=(badges,), above=(labels,))


def emphasis(picture: Picture, ids: tuple[str, ...], options: Any) -> Marks:
    """The way that selected units came."""
    moment, fixes = picture.moment, picture.units.fixes
    back_us = moment.t_us - int(options.trail_min * MINUTE_US)
    drawn = []
    for thing in ids:
        rows = fixes.trail(thing, back_us, moment.t_us, moment.known_at_us)
        if len(rows) > 1:
            xy = np.stack([fixes.x_m[rows], fixes.y_m[rows]], axis=1)
            role = _role(_agency(picture.state("unit"), thing))
            ends = np.array([0, len(xy)], dtype=np.int64)
            drawn.append(Lines(xy, ends, Stroke(role, 2.0, alpha=0.8)))
    return Marks(above=tuple(drawn))


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """Call sign, agency, mode, shift; its position is as old as what it was seen by."""
    unit = picture.state("unit")
    one = next((s for s in seen(picture) if s.id == thing), None)
    row = unit.row_of(thing)
    if one is None:
        return None
    data = unit.data[row] if row is not None else {}
    duty = Text("在岗", "On duty") if one.on_duty else Text("不在班次", "Off shift")
    told = [
        (Text("单位", "Agency"), AGENCIES.get(str(data.get("agency")), same("—"))),
        (Text("方式", "Mode"), MODES.get(str(data.get("mode")), same("—"))),
        (Text("人数", "Headcount"), same(str(data.get("headcount", "—")))),
        (Text("状态", "State"), duty),
    ]
    seen_us = picture.moment.t_us - one.age_us
    return Tip(_call_sign(unit, thing), tuple(told), one.heard_us, seen_us)


def age_figure(age_us: int) -> Text:
    """How old a position is, beside its badge.

    >>> age_figure(7_200 * 1_000_000).en
    '2 h'
    """
    minutes = age_us // MINUTE_US
    if minutes < 60:
        return Text(f"{minutes} 分", f"{minutes} min")
    return Text(f"{minutes // 60} 时", f"{minutes // 60} h")


def count(picture: Picture, options: Any) -> Text:
    """How many units are on duty at t."""
    n = len(on_duty(picture))
    return Text(f"{n} 在岗", f"{n} on duty")


def figures(picture: Picture, options: Any) -> dict[str, int]:
    """How many units are drawn, and how many are on duty, drawn or not."""
    return {"seen": len(seen(picture)), "on_duty": len(on_duty(picture))}


def legend(picture: Picture, options: Any) -> Legend:
    """The agencies by shape and character."""
    keys = tuple(
        Key(f"badge:{shape}:{glyph}", f"agency.{agency}", AGENCIES[agency])
        for agency, (shape, glyph) in BADGES.items()
    )
    return Legend(Text("巡逻单元", "Units"), same(""), keys)


def _agency(unit: State, thing: str) -> str:
    """The agency of a unit, "" where it is none that has a badge."""
    row = unit.row_of(thing)
    agency = str(unit.data[row].get("agency")) if row is not None else ""
    return agency if agency in BADGES else ""


def _role(agency: str) -> str:
    return f"agency.{agency}" if agency else "text.t2"


def _call_sign(unit: State, thing: str) -> Text:
    row = unit.row_of(thing)
    data = unit.data[row] if row is not None else {}
    return words(data.get("call_sign") or data.get("name") or thing)


LAYER = Layer(
    id="units",
    title=Text("巡逻单元", "Patrol units"),
    group="forces",
    order=90,
    key=Key("badge:shield:公", "agency.police", Text("公安", "Police")),
    reads=("units", "unit", "shift"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    legend=legend,
    emphasis=emphasis,
)

"""Cameras: a wedge that looks along its azimuth; kind and state told apart by shape and finish."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from console.layers._shapes import areas, chosen, name_of, placed, points, words
from console.layers.base import Key, Layer, Legend, Tip, View
from console.layers.marks import NO_MARKS, Areas, Badges, Fill, Finish, Marks, Shape
from geodata.analysis.dori import DoriLevel, dori_distance_m
from geodata.kinds import CAMERA_KINDS, CAMERA_STATES
from geodata.picture import Picture
from geodata.seen import OPTICS, bands, optic, state_of
from geodata.texts import Text, same
from geodata.wording import figure

SHAPES: dict[str, Shape] = {"fixed": "camera", "ptz": "camera_ptz", "reader": "camera_reader"}
FINISHES: dict[str, Finish] = {
    "online": "filled",
    "offline": "slashed",
    "fault": "filled",
    "unknown": "dotted",
}
STYLES = tuple((kind, state) for kind in SHAPES for state in FINISHES)
UNKNOWN = Text("未知", "Unknown")
FIGURES = (
    ("azimuth_deg", Text("方位角", "Azimuth"), "°"),
    ("hfov_deg", Text("视场角", "Field of view"), "°"),
    ("range_m", Text("可用距离", "Range"), " m"),
    ("horizontal_px", Text("水平像素", "Pixels"), " px"),
)
BANDS = {
    DoriLevel.DETECT: "dori.25",
    DoriLevel.OBSERVE: "dori.62",
    DoriLevel.RECOGNISE: "dori.125",
    DoriLevel.IDENTIFY: "dori.250",
}
"""The role of each level of detail."""


@dataclass(frozen=True, slots=True)
class Options:
    """Nothing to choose: what is drawn of a camera is its own kind and state."""


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """A badge a camera, turned to where it looks."""
    camera = picture.state("camera")
    rows = placed(camera)
    if not len(rows):
        return NO_MARKS
    data = [camera.data[r] for r in rows]
    style = [STYLES.index((_kind(d), state_of(d))) for d in data]
    azimuth = [optic(d, "azimuth_deg") or 0.0 for d in data]
    badges = Badges(
        points(camera, rows),
        np.array(style, dtype=np.uint8),
        tuple(f"camera.{state}" for _, state in STYLES),
        tuple(SHAPES[kind] for kind, _ in STYLES),
        ("",) * len(STYLES),
        size_px=9.0,
        azimuth_deg=np.array(azimuth),
        ids=chosen(camera, rows),
        kind="camera",
        finishes=tuple(FINISHES[state] for _, state in STYLES),
    )
    return Marks(below=(badges,))


def emphasis(picture: Picture, ids: tuple[str, ...], options: Any) -> Marks:
    """Of selected cameras: what they see at each level of detail, finest on top."""
    camera = picture.state("camera")
    rows = [row for thing in ids if (row := camera.row_of(thing)) is not None]
    if not rows:
        return NO_MARKS
    found = bands(picture)
    drawn: list[Areas] = []
    for (level, role), alpha in zip(BANDS.items(), (0.55, 0.6, 0.68, 0.75), strict=True):
        seen = [found[level][r] for r in rows if not found[level][r].is_empty]
        if seen:
            drawn.append(areas(seen, Fill(role, alpha, edge_role="dori.250", edge_px=1.0)))
    return Marks(above=tuple(drawn))


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """Kind, state, optics, and how far it identifies, recognises, observes, detects."""
    camera = picture.state("camera")
    row = camera.row_of(thing)
    if row is None:
        return None
    data = camera.data[row]
    told = [
        (Text("类型", "Type"), _kind_words(data)),
        (Text("状态", "State"), CAMERA_STATES[state_of(data)]),
    ]
    for name, title, unit in FIGURES:
        value = optic(data, name)
        told.append((title, UNKNOWN if value is None else same(f"{value:g}{unit}")))
    pixels, hfov = optic(data, "horizontal_px"), optic(data, "hfov_deg")
    if pixels and hfov:
        within = optic(data, "range_m") or OPTICS["range_m"][1]
        reach = [min(dori_distance_m(level, pixels, hfov), within) for level in DoriLevel]
        far = " / ".join(f"{metres:.0f}" for metres in reach)
        told.append((Text("发现/观察/识别/确认", "D/O/R/I"), same(f"{far} m")))
    if data.get("mounting"):
        told.append((Text("安装", "Mounting"), words(data["mounting"])))
    return Tip(name_of(data), tuple(told), int(camera.heard_us[row]))


def _kind(data: Any) -> str:
    kind = str(data.get("camera_kind"))
    return kind if kind in SHAPES else "fixed"


def _kind_words(data: Any) -> Text:
    kind = data.get("camera_kind")
    return CAMERA_KINDS.get(str(kind), words(kind) if kind else UNKNOWN)


def states(picture: Picture) -> Counter[str]:
    """How many cameras are in each state at t."""
    return Counter(state_of(d) for d in picture.state("camera").data)


def count(picture: Picture, options: Any) -> Text:
    """How many cameras there are."""
    return figure(len(picture.state("camera")))


def figures(picture: Picture, options: Any) -> dict[str, int]:
    """Cameras in all and by state."""
    return {"cameras": len(picture.state("camera")), **states(picture)}


def legend(picture: Picture, options: Any) -> Legend:
    """States by finish, with their numbers."""
    n = states(picture)
    keys = tuple(
        Key(
            f"badge:camera:{finish}",
            f"camera.{state}",
            Text(f"{CAMERA_STATES[state].zh} {n[state]}", f"{CAMERA_STATES[state].en} {n[state]}"),
        )
        for state, finish in FINISHES.items()
    )
    return Legend(Text("监控探头", "Cameras"), same(""), keys)


LAYER = Layer(
    id="cameras",
    title=Text("监控探头", "Cameras"),
    group="sensing",
    order=50,
    key=Key("badge:camera:", "camera.online", Text("在线", "Online")),
    reads=("camera",),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    legend=legend,
    emphasis=emphasis,
)

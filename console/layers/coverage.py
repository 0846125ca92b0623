"""Camera coverage: isovists cut by buildings, as one surface, by DORI level, by count, or gaps."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from console.layers._shapes import areas
from console.layers.base import Key, Layer, Legend, View
from console.layers.cameras import BANDS, tip
from console.layers.marks import NO_MARKS, Batch, Fill, Grid, Marks
from console.layers.options import choice
from geodata.analysis.dori import DoriLevel
from geodata.picture import Picture
from geodata.seen import Watched, bands, laid_on_grid, public_ground, state_of, watched
from geodata.texts import Text, same

LEVELS = {
    DoriLevel.DETECT: Text("发现 25", "Detect 25"),
    DoriLevel.OBSERVE: Text("观察 62", "Observe 62"),
    DoriLevel.RECOGNISE: Text("识别 125", "Recognise 125"),
    DoriLevel.IDENTIFY: Text("确认 250", "Identify 250"),
}
MANY = 4
"""Cameras on one spot beyond which the count is drawn alike."""
CELL_M = 4.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is shown of the coverage."""

    show: str = choice(
        "union",
        (
            ("union", Text("并集", "Union")),
            ("dori", Text("DORI 分级", "DORI bands")),
            ("count", Text("可见探头数", "Camera count")),
            ("blind", Text("盲区", "Blind spots")),
        ),
        Text("显示", "Show"),
    )


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """Online cameras as asked; offline and unknown ones always apart, hatched or dotted."""
    seen = watched(picture)
    if not len(seen.cameras):
        return NO_MARKS
    drawn = {"union": _union, "dori": _dori, "count": _counts, "blind": _blind}[options.show]
    return Marks(below=(*drawn(picture, seen), *_dark(seen)))


def _union(picture: Picture, seen: Watched) -> list[Batch]:
    """One surface, with each isovist its own for whoever points at it."""
    rows = _visible(seen)
    ids = tuple(seen.cameras.ids[r] for r in rows)
    one = _united(picture, seen)
    return [
        areas(seen.polygons[rows], Fill("dori.62", 0.2, as_one=True), ids, "camera"),
        areas([one], Fill(edge_role="dori.125", edge_px=0.7)),
    ]


def _dori(picture: Picture, seen: Watched) -> list[Batch]:
    found, rows = bands(picture), _visible(seen)
    return [
        areas(found[level][rows], Fill(role, 0.5, as_one=True, edge_role="dori.125", edge_px=0.6))
        for level, role in BANDS.items()
    ]


def _counts(picture: Picture, seen: Watched) -> list[Batch]:
    """How many online cameras see each cell; the isovists answer whoever points at them."""
    rows = _visible(seen)
    if not len(rows):
        return []
    laid = laid_on_grid(picture, CELL_M)
    ids = tuple(seen.cameras.ids[r] for r in rows)
    return [
        Grid(
            np.minimum(laid.seen_by, MANY),
            laid.grid.x0_m,
            laid.grid.y0_m,
            laid.grid.cell_m,
            "seen",
            float(MANY),
            alpha_from=0.0,
            alpha_to=1.0 / MANY,
            alpha_top=0.7,
            smooth=False,
        ),
        areas(seen.polygons[rows], Fill(alpha=0.0), ids, "camera"),
    ]


def _blind(picture: Picture, seen: Watched) -> list[Batch]:
    """The public ground that no online camera sees, hatched."""
    gaps = shapely.difference(public_ground(picture), _united(picture, seen))
    fill = Fill(hatch="diagonal", hatch_role="blind", edge_role="blind", edge_px=0.8)
    return [areas([gaps], fill)]


def _dark(seen: Watched) -> list[Batch]:
    """What cameras would see that do not: offline and fault hatched, unknown dotted."""
    drawn: list[Batch] = []
    for states, role, hatched in (
        (("offline", "fault"), "camera.offline", True),
        (("unknown",), "camera.unknown", False),
    ):
        rows = [i for i, d in enumerate(seen.cameras.data) if state_of(d) in states]
        if rows:
            fill = Fill(
                hatch="diagonal" if hatched else "none",
                hatch_role=role,
                edge_role=role,
                edge_px=1.0,
                edge_dash_px=(1.0, 3.0),
            )
            ids = tuple(seen.cameras.ids[r] for r in rows)
            drawn.append(areas(seen.polygons[np.array(rows)], fill, ids, "camera"))
    return drawn


def _visible(seen: Watched) -> Any:
    return np.flatnonzero(seen.online & ~shapely.is_empty(seen.polygons))


def _united(picture: Picture, seen: Watched) -> Any:
    return picture.snapshot.kept(
        "watched ground", (seen,), lambda: shapely.union_all(seen.polygons[_visible(seen)])
    )


def count(picture: Picture, options: Options) -> Text:
    """What is shown."""
    return {
        "union": Text("并集", "Union"),
        "dori": Text("分级", "Bands"),
        "count": Text("数量", "Count"),
        "blind": Text("盲区", "Blind"),
    }[options.show]


def figures(picture: Picture, options: Any) -> dict[str, Any]:
    """The ground that online cameras see, in square metres."""
    seen = watched(picture)
    if not len(seen.cameras):
        return {"cameras": 0}
    return {
        "cameras": len(seen.cameras),
        "online": int(seen.online.sum()),
        "watched_m2": round(float(_united(picture, seen).area), 1),
    }


def legend(picture: Picture, options: Options) -> Legend | None:
    """The levels of detail where they are drawn."""
    if options.show == "dori":
        keys = tuple(Key("area", BANDS[level], words) for level, words in LEVELS.items())
        return Legend(Text("探头视域", "Coverage"), same("px/m"), keys)
    if options.show == "blind":
        keys = (Key("hatch", "blind", Text("无在线探头可见", "No online camera sees it")),)
        return Legend(Text("公共地面盲区", "Blind public ground"), same(""), keys)
    if options.show == "count":
        ticks = (*(str(n) for n in range(1, MANY)), f"≥ {MANY}")
        return Legend(Text("可见探头数", "Cameras that see it"), same(""), ramp="seen", ticks=ticks)
    return None


LAYER = Layer(
    id="coverage",
    title=Text("探头视域", "Camera coverage"),
    group="sensing",
    order=20,
    key=Key("area", "dori.62", Text("视域", "Isovist")),
    reads=("camera", "building", "road", "land", "green", "place", "water"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    legend=legend,
    slow=True,
)

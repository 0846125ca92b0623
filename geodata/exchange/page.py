"""The page that leaves the console: the present state of a kind of record on its district."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from geodata.coordinates import LocalFrame
from geodata.exchange.features import Features, features
from geodata.exchange.files import write_whole
from geodata.exchange.page_html import html_of
from geodata.instants import aware
from geodata.kinds import OUTCOMES, incident_kind, record_kind
from geodata.snapshot import District, Snapshot
from geodata.texts import Text
from geodata.wording import SAMPLE_BADGE

DENSE: Final = 5_000
"""From here on dots are drawn small and faint: where there are many it shows."""

Color = Callable[[str], str]

_GROUND: Final = (
    ("land", "map.block", ()),
    ("green", "map.green", (("map.green_edge", 1.0),)),
    ("water", "map.water", (("map.water_edge", 1.0),)),
    ("building", "map.building", (("map.building_edge", 1.0),)),
    ("road", None, (("map.road_casing", 4.0), ("map.road.street", 2.5))),
    ("rail", None, (("map.rail", 2.0),)),
)
"""What lies below: kind of record, role of its fill, roles and widths in pixels of its lines."""

_GROUND_TOLERANCE_M: Final = 1.0


def write_page(
    snapshot: Snapshot, things: Features, path: Path, *, color: Color, made_us: int
) -> None:
    """Things of the record as a self-contained page, their district below them.

    `color` gives the `#rrggbb` of a palette role; `made_us` is the instant printed on the page.
    """
    told = _told(snapshot, things, color, made_us)
    html = html_of(told)
    write_whole(path, lambda part: _write(part, html))


def _write(part: Path, html: str) -> None:
    part.write_text(html, encoding="utf-8")


def _told(snapshot: Snapshot, things: Features, color: Color, made_us: int) -> dict[str, Any]:
    """All that the page shows, as plain values."""
    district = snapshot.district
    kind = record_kind(things.kind)
    group_of, groups = _groups(things, color)
    placed = np.flatnonzero(~shapely.is_missing(things.geometry))
    rows = list(things.rows())
    shown = [n for n, name in enumerate(things.columns) if name != "sample"]
    writers = [_shower(name, name in things.instants, snapshot) for name in things.columns]
    unplaced = len(things) - len(placed)
    what = f"{_both(kind.name)}: {len(things):,}"
    if unplaced:
        what += f"（{unplaced:,} 无位置 without a place）"
    return {
        "title": _both(Text(district.title_zh, district.title_en)),
        "sample": SAMPLE_BADGE.zh if district.sample else None,
        "what": what,
        "when": _period(things, district),
        "made": f"{aware(made_us, district.zone):%Y-%m-%d %H:%M} {district.zone.key}",
        "fields": [_label(things.kind, list(things.columns)[n]) for n in shown],
        "groups": groups,
        "casing": color("label.halo"),
        "dense": len(things) > DENSE,
        "bounds": _bounds(snapshot, things),
        "ground": _ground(snapshot, things.kind, color),
        "things": [
            [
                _place(things.geometry[row]),
                group_of[row],
                [writers[n](rows[row][n]) for n in shown],
            ]
            for row in placed
        ],
    }


def _period(things: Features, district: District) -> str | None:
    """From the first to the last happening."""
    happened = [us for us in things.columns.get("happened", ()) if isinstance(us, int)]
    if not happened:
        return None
    ends = (aware(us, district.zone) for us in (min(happened), max(happened)))
    return " – ".join(f"{end:%Y-%m-%d}" for end in ends)


def _groups(things: Features, color: Color) -> tuple[list[int], list[dict[str, str]]]:
    """The group of each thing, and what the groups are called and coloured."""
    if things.kind != "incident":
        name = _both(record_kind(things.kind).name)
        only = {"name": name, "color": color("acc"), "symbol": "circle"}
        return [0] * len(things), [only]
    codes = list(things.columns["kind"])
    order = sorted(set(codes), key=lambda code: -codes.count(code))
    groups: list[dict[str, str]] = []
    for code in order:
        kind = incident_kind(code)
        name = f"{_both(kind.name)}: {codes.count(code):,}"
        groups.append({"name": name, "color": color(kind.role), "symbol": kind.symbol})
    place = {code: n for n, code in enumerate(order)}
    return [place[code] for code in codes], groups


def _label(kind: str, column: str) -> str:
    for field, name in record_kind(kind).fields:
        if field.removesuffix("_us") == column:
            return _both(name)
    return column


def _shower(name: str, is_instant: bool, snapshot: Snapshot) -> Callable[[Any], Any]:
    zone = snapshot.district.zone
    words: Mapping[str, Text] = OUTCOMES if name == "outcome" else {}

    def show(value: Any) -> Any:
        if is_instant:
            return f"{aware(value, zone):%Y-%m-%d %H:%M}" if isinstance(value, int) else None
        if name == "kind" and isinstance(value, str):
            return _both(incident_kind(value).name)
        if isinstance(value, str) and value in words:
            return _both(words[value])
        if isinstance(value, list | dict):
            return json.dumps(value, ensure_ascii=False)
        return value

    return show


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}".strip()


def _place(geometry: Any) -> Any:
    if geometry.geom_type == "Point":
        return [geometry.x, geometry.y]
    return json.loads(shapely.to_geojson(geometry))


def _bounds(snapshot: Snapshot, things: Features) -> list[list[float]]:
    box = shapely.total_bounds(things.geometry) if len(things) else np.full(4, np.nan)
    if np.isnan(box).any():
        west, south, east, north = snapshot.district.extent
        lon, lat = LocalFrame(snapshot.district.crs).lonlat([west, east], [south, north])
        box = np.array([lon[0], lat[0], lon[1], lat[1]])
    west, south, east, north = (float(one) for one in box)
    return [[south, west], [north, east]]


def _ground(snapshot: Snapshot, shown: str, color: Color) -> list[dict[str, Any]]:
    layers = []
    for kind, fill, lines in _GROUND:
        if kind == shown or kind not in snapshot.kinds:
            continue
        shapes = features(snapshot, kind).geometry
        shapes = shapely.simplify(shapes, _GROUND_TOLERANCE_M / 111_000.0)
        layers.append(
            {
                "fill": color(fill) if fill else None,
                "lines": [[color(role), width_px] for role, width_px in lines],
                "shapes": [
                    json.loads(shapely.to_geojson(one)) for one in shapes if one is not None
                ],
            }
        )
    return layers

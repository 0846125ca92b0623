"""The base map: land, water, green, buildings and roads, with names along the roads."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from console.layers._provenance import provenance
from console.layers._shapes import areas, lines, name_of, named, points, rows_where, words
from console.layers.base import Key, Layer, Tip, View
from console.layers.marks import Areas, Batch, Fill, Labels, LineLabels, Lines, Marks, Stroke
from console.layers.options import toggle
from geodata.arrays import Rows
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text, same
from geodata.wording import figure

ROADS = (
    ("path", "map.road.street", 1.0, 2.5),
    ("lane", "map.road.street", 1.6, 4.0),
    ("street", "map.road.street", 2.6, 12.0),
    ("collector", "map.road.collector", 6.0, 1e9),
    ("arterial", "map.road.arterial", 8.5, 1e9),
    ("expressway", "map.road.expressway", 11.0, 1e9),
)
"""Class, role, width in pixels at 1:6 000, and the coarsest scale in m/px that shows it."""
UNCASED = frozenset({"path", "lane"})
NAMED_FROM = {"path": 0.7, "lane": 0.9, "street": 2.6}
"""The coarsest scale in m/px that names a class; the larger ones are named from afar."""
USES = {
    "estate": Text("住宅", "Housing"),
    "industry": Text("工业", "Industry"),
    "mall": Text("商场", "Shopping"),
    "mixed": Text("混合", "Mixed"),
    "office": Text("办公", "Offices"),
    "public": Text("公共", "Public"),
    "school": Text("学校", "School"),
    "station": Text("车站", "Station"),
}
LARGE_WATER_M2 = 40_000.0


@dataclass(frozen=True, slots=True)
class Options:
    """What of the ground is drawn besides roads and water."""

    buildings: bool = toggle(True, Text("建筑", "Buildings"))
    labels: bool = toggle(True, Text("道路名", "Road names"))


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """Land first, then water and green, buildings, road casings and fills; names above all."""
    land, road = picture.state("land"), picture.state("road")
    water, green, building = (picture.state(kind) for kind in ("water", "green", "building"))
    below: list[Batch] = [
        *_land(land),
        areas(water.geometry, Fill("map.water", edge_role="map.water_edge", edge_px=1.0)),
        areas(green.geometry, Fill("map.green", edge_role="map.green_edge", edge_px=1.0)),
    ]
    if options.buildings:
        edge = Fill("map.building", edge_role="map.building_edge", edge_px=1.0)
        below.append(areas(building.geometry, edge, building.ids, "building"))
    below += _roads(road)
    above: list[Batch] = []
    if options.labels:
        above = [*_road_names(road), *_water_names(water)]
    return Marks(below=tuple(below), above=tuple(above))


def _land(land: State) -> list[Areas]:
    plaza = rows_where(land, "use", "plaza", "square", "forecourt")
    open_land = rows_where(land, "use", "fields", "vacant")
    built = np.ones(len(land), dtype=np.bool_)
    built[plaza] = built[open_land] = False
    block = np.flatnonzero(built)
    return [
        areas(land.geometry[block], Fill("map.block")),
        areas(land.geometry[plaza], Fill("map.plaza")),
    ]


def _roads(road: State) -> list[Lines]:
    return [
        lines(
            road.geometry[rows],
            Stroke(
                role,
                width_px,
                by_scale=True,
                casing_role="" if road_class in UNCASED else "map.road_casing",
            ),
            max_m_per_px=coarsest,
        )
        for road_class, role, width_px, coarsest in ROADS
        if len(rows := rows_where(road, "class", road_class))
    ]


def _road_names(road: State) -> list[LineLabels]:
    found = []
    for road_class, *_ in ROADS:
        rows = named(road, rows_where(road, "class", road_class))
        if len(rows):
            size = 13.0 if road_class in {"arterial", "expressway"} else 12.0
            rank = {"expressway": 42, "arterial": 41, "collector": 40}.get(road_class, 30)
            coarsest = NAMED_FROM.get(road_class, 30.0)
            found.append(_along(road, rows, "label.road", size, rank, coarsest))
    return found


def _along(
    state: State, rows: Rows, role: str, size_px: float, rank: int, coarsest: float
) -> LineLabels:
    """Names along their lines; the pieces of one street carry its name once."""
    names = [name_of(state.data[r]) for r in rows]
    streets = dict.fromkeys(names)
    whole = [
        shapely.line_merge(shapely.union_all(state.geometry[rows[[n == street for n in names]]]))
        for street in streets
    ]
    longest = [max(shapely.get_parts(line), key=shapely.length) for line in whole]
    batch = lines(longest, Stroke(role))
    return LineLabels(batch.coords_m, batch.offsets, tuple(streets), role, size_px, rank, coarsest)


def _water_names(water: State) -> list[Labels]:
    """Lakes and waterways by name from afar, ponds only near; a river's pieces carry it once."""
    rows = named(water, np.arange(len(water), dtype=np.intp))
    largest: dict[str, int] = {}
    for row in rows[np.argsort(shapely.area(water.geometry[rows]))]:
        largest[name_of(water.data[row]).zh] = int(row)
    once = np.array(sorted(largest.values()), dtype=np.intp)
    large = shapely.area(water.geometry[once]) > LARGE_WATER_M2
    found = []
    for shown, size, spacing, rank, coarsest in (
        (once[large], 15.0, 6.0, 60, 12.0),
        (rows[np.isin(rows, once[large], invert=True)], 12.0, 3.0, 32, 0.9),
    ):
        names = tuple(name_of(water.data[r]) for r in shown)
        if names:
            found.append(
                Labels(
                    points(water, shown),
                    names,
                    "label.water",
                    size,
                    spacing_px=spacing,
                    rank=rank,
                    max_m_per_px=coarsest,
                )
            )
    return found


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """What a building is used for, how high it is, and how sure that is."""
    building = picture.state("building")
    row = building.row_of(thing)
    if row is None:
        return None
    data = building.data[row]
    use, height_m = data.get("use"), data.get("height_m")
    lines = []
    if use:
        lines.append((Text("用途", "Use"), USES.get(str(use), words(use))))
    if height_m:
        lines.append((Text("高度", "Height"), same(f"{height_m:g} m")))
    title = name_of(data) if name_of(data).zh else Text("建筑", "Building")
    return Tip(title, (*lines, *provenance(data, picture)), int(building.heard_us[row]))


def count(picture: Picture, options: Any) -> Text:
    """How far the base map can be trusted, where the record says so."""
    schematic_m = picture.snapshot.district.schematic_m
    if not schematic_m:
        return figure(len(picture.state("road")))
    return Text("示意", f"±{schematic_m:.0f} m")


LAYER = Layer(
    id="ground",
    title=Text("道路、建筑、水系", "Ground"),
    group="base",
    order=10,
    key=Key("area", "map.building", Text("建筑", "Building")),
    reads=("land", "water", "green", "building", "road"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
)

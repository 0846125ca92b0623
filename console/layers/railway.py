"""The railway and the metro: beds, tracks, platforms and the station's roof, lines and stations."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from console.layers._provenance import provenance
from console.layers._shapes import areas, lines, name_of, named, rows_where
from console.layers.base import Key, Layer, Tip, View
from console.layers.marks import Batch, Fill, LineLabels, Marks, Stroke
from console.layers.options import toggle
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text
from geodata.wording import figure

_LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
_SURFACES = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, slots=True)
class Options:
    """What is drawn besides the tracks."""

    metro: bool = toggle(True, Text("地铁", "Metro"))


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """Beds and roofs as areas, the main line as a dashed rail, tracks thin, the metro dashed."""
    rail, metro = picture.state("rail"), picture.state("metro_line")
    below: list[Batch] = [
        *_surfaces(rail, ("bed", "yard", "viaduct"), "map.rail_bed"),
        *_tracks(rail),
        *_surfaces(rail, ("platform",), "map.roof", "map.roof_edge"),
        *_surfaces(rail, ("roof", "canopy", "hall"), "map.roof", "map.roof_edge", 0.86),
    ]
    above: list[Batch] = list(_names(rail))
    if options.metro and len(metro):
        below.append(
            lines(metro.geometry, Stroke("map.metro", 2.0, dash_px=(7, 3)), metro.ids, "metro_line")
        )
    return Marks(below=tuple(below), above=tuple(above))


def _surfaces(
    rail: State, parts: tuple[str, ...], role: str, edge: str = "", alpha: float = 1.0
) -> list[Batch]:
    """Parts of the railway as areas; the roof lets the platforms below it be guessed."""
    rows = rows_where(rail, "part", *parts)
    rows = rows[np.isin(shapely.get_type_id(rail.geometry[rows]), _SURFACES)]
    if not len(rows):
        return []
    fill = Fill(role, alpha, edge_role=edge, edge_px=1.2 if edge else 0.0)
    return [areas(rail.geometry[rows], fill)]


def _tracks(rail: State) -> list[Batch]:
    main = _lines_among(rail, rows_where(rail, "part", "main_line"))
    rest = _lines_among(rail, rows_where(rail, "part", "track", "siding"))
    found: list[Batch] = []
    if len(rest):
        found.append(lines(rail.geometry[rest], Stroke("map.rail", 1.1)))
    if len(main):
        found.append(lines(rail.geometry[main], Stroke("map.rail", 3.4)))
        found.append(lines(rail.geometry[main], Stroke("map.land", 1.8, dash_px=(9, 9))))
    return found


def _names(rail: State) -> list[LineLabels]:
    rows = named(rail, _lines_among(rail, rows_where(rail, "part", "main_line")))
    if not len(rows):
        return []
    batch = lines(rail.geometry[rows[:1]], Stroke("label.road"))
    name = name_of(rail.data[rows[0]])
    return [LineLabels(batch.coords_m, batch.offsets, (name,), "label.road", 13.0, 45)]


def _lines_among(rail: State, rows: Any) -> Any:
    return rows[np.isin(shapely.get_type_id(rail.geometry[rows]), _LINES)]


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """The name of a metro line, and how sure its course is."""
    metro = picture.state("metro_line")
    row = metro.row_of(thing)
    if row is None:
        return None
    data = metro.data[row]
    return Tip(name_of(data), provenance(data, picture), int(metro.heard_us[row]))


def count(picture: Picture, options: Any) -> Text:
    """How many tracks and lines there are."""
    tracks = rows_where(picture.state("rail"), "part", "track", "main_line")
    return figure(len(tracks) + len(picture.state("metro_line")))


LAYER = Layer(
    id="railway",
    title=Text("铁路与地铁", "Railway and metro"),
    group="base",
    order=12,
    key=Key("line:dash", "map.rail", Text("铁路", "Railway")),
    reads=("rail", "metro_line"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
)

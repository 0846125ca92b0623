"""Names of places: the station, squares, malls, estates, parking lots, metro stations."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from console.layers._provenance import provenance
from console.layers._shapes import chosen, name_of, named, placed, points, rows_where, words
from console.layers.base import Key, Layer, Tip, View
from console.layers.marks import Batch, Dots, Labels, Marks
from console.layers.options import toggle
from geodata.arrays import Rows
from geodata.kinds import PARTIES
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text
from geodata.wording import figure

RANKS = (
    (("station",), 15.0, True, 100, 30.0),
    (("square", "mall", "lake"), 13.0, False, 70, 6.0),
    (("metro_station", "bus_terminus", "bus_hub"), 12.0, False, 65, 6.0),
    (("named_building", "estate", "school", "office", "public", "health"), 11.0, False, 48, 2.6),
    (("taxi_rank", "ride_hailing", "drop_off", "bus_stop", "parking"), 11.0, False, 45, 1.6),
    (("entrance", "passage", "metro_exit", "service_post", "viewpoint"), 11.0, False, 35, 0.9),
)
"""Place kinds, label size, bold, rank, and the coarsest scale in m/px that names them."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which names are shown."""

    small: bool = toggle(True, Text("小地名", "Minor places"))


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """Names by rank, and a ring for each metro station."""
    place = picture.state("place")
    known = {kind for kinds, *_ in RANKS for kind in kinds}
    above: list[Batch] = []
    for kinds, size_px, bold, rank, coarsest in RANKS:
        if rank >= 45 or options.small:
            rows = rows_where(place, "place_kind", *kinds)
            above += _labels(place, rows, size_px, bold, rank, coarsest)
    if options.small:
        others = [i for i, d in enumerate(place.data) if d.get("place_kind") not in known]
        above += _labels(place, np.array(others, dtype=np.intp), 11.0, False, 30, 1.0)
    return Marks(below=_stations(place), above=tuple(above))


def _labels(
    place: State, rows: Rows, size_px: float, bold: bool, rank: int, coarsest: float
) -> list[Batch]:
    rows = named(place, np.intersect1d(rows, placed(place)))
    if not len(rows):
        return []
    names = tuple(name_of(place.data[r]) for r in rows)
    beside = (0.0, 13.0) if rank == 65 else (0.0, 0.0)
    return [
        Labels(
            points(place, rows),
            names,
            "label.place",
            size_px,
            bold,
            rank=rank,
            offset_px=beside,
            max_m_per_px=coarsest,
        )
    ]


def _stations(place: State) -> tuple[Batch, ...]:
    rows = np.intersect1d(rows_where(place, "place_kind", "metro_station"), placed(place))
    if not len(rows):
        return ()
    style = np.zeros(len(rows), dtype=np.uint8)
    at, ids = points(place, rows), chosen(place, rows)
    return (Dots(at, style, ("map.metro",), ("ring",), 10.0, ids, "place"),)


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """What a place is, who answers for it, and how sure its position is."""
    state = picture.state(kind)
    row = state.row_of(thing)
    if row is None:
        return None
    data = state.data[row]
    party = PARTIES.get(str(data.get("party")), words(data.get("party")))
    lines = [(Text("责任方", "Party"), party)] if party.zh else []
    return Tip(name_of(data), (*lines, *provenance(data, picture)), int(state.heard_us[row]))


def count(picture: Picture, options: Any) -> Text:
    """How many places are named."""
    return figure(len(picture.state("place")))


LAYER = Layer(
    id="places",
    title=Text("地名", "Places"),
    group="base",
    order=14,
    key=Key("dot:ring", "label.place", Text("地名", "Place")),
    reads=("place",),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
)

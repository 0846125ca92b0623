"""The hotspots of a Picture: computed once for the map, the table and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from console.layers._shapes import name_of
from geodata.analysis.hotspots import (
    HotRegion,
    HotspotOptions,
    Hotspots,
    StudyArea,
    hotspots,
)
from geodata.picture import Picture
from geodata.snapshot import State
from geodata.texts import Text, same

NEAR_M = 250.0
"""What lies farther away does not name a hotspot."""


def study_area(picture: Picture) -> StudyArea:
    """Where incidents are recorded: the district's own area, else the record's extent."""
    district = picture.state("district")
    parts = (district, picture.snapshot.district.extent)
    return picture.snapshot.kept("study", parts, lambda: _study(picture))


def _study(picture: Picture) -> StudyArea:
    district = picture.state("district")
    if len(district):
        area = shapely.union_all(district.geometry)
        if isinstance(area, shapely.Polygon | shapely.MultiPolygon):
            return StudyArea.of(area)
    return StudyArea(picture.snapshot.district.extent)


ALL_KINDS = "all"


def kind_meant(picture: Picture, kind: str) -> str:
    """The kind asked for, or all kinds where the record holds none of it: a record of its own."""
    names = picture.snapshot.history().kind.names
    return kind if kind in names or picture.snapshot.district.sample else ALL_KINDS


def hotspots_of(picture: Picture, kind: str, options: HotspotOptions) -> Hotspots:
    """The hotspots of one kind of incident in the window, or of `ALL_KINDS`."""
    counted = picture.counted
    study = study_area(picture)
    options = options.fitted(study)

    def make() -> Hotspots:
        history = counted.history
        rows = counted.rows if kind == ALL_KINDS else counted.of_kind(kind)
        placed = rows[history.x_m[rows] == history.x_m[rows]]
        return hotspots(
            history.x_m[placed], history.y_m[placed], history.count[placed], study, options
        )

    return picture.snapshot.kept("hotspots", (counted, study, kind, options), make)


def place_names(picture: Picture, regions: Sequence[HotRegion]) -> tuple[Text, ...]:
    """The kerb nearest to each region's middle, else the nearest place or road, else where it is.

    A kerb is where vehicles stand: it says more than the square behind it.
    """
    names = [same(f"E {r.x_m:,.0f} N {r.y_m:,.0f}") for r in regions]
    unnamed = np.arange(len(regions))
    middles = shapely.points([r.x_m for r in regions], [r.y_m for r in regions])
    for kind in ("kerb", "place", "road"):
        near = _named(picture.state(kind), picture)
        found, which = near.tree.query_nearest(
            middles[unnamed], max_distance=NEAR_M, all_matches=False
        )
        for place, one in zip(unnamed[found], which, strict=True):
            names[place] = near.names[one]
        unnamed = np.delete(unnamed, found)
    return tuple(names)


@dataclass(frozen=True, eq=False)
class _Named:
    """The things of one kind that have a name, to be searched by place."""

    tree: shapely.STRtree
    names: tuple[Text, ...]


def _named(state: State, picture: Picture) -> _Named:
    def make() -> _Named:
        names = [name_of(data) for data in state.data]
        rows = [i for i, name in enumerate(names) if name.zh and state.geometry[i] is not None]
        return _Named(shapely.STRtree(state.geometry[rows]), tuple(names[i] for i in rows))

    return picture.snapshot.kept(f"named {state.columns.kind}", (state,), make)

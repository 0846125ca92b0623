"""The hotspots of a Picture: computed once for the map, the table and the command line."""

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


def place_name(picture: Picture, region: HotRegion) -> Text:
    """The kerb nearest to a region's middle, else the nearest place or road, else its grid place.

    A kerb is where vehicles stand: it says more than the square behind it.
    """
    middle = shapely.Point(region.x_m, region.y_m)
    for kind in ("kerb", "place", "road"):
        state = picture.state(kind)
        distance_m = shapely.distance(state.geometry, middle)
        for row in np.argsort(distance_m):
            if not distance_m[row] <= NEAR_M:
                break
            if name_of(state.data[row]).zh:
                return name_of(state.data[row])
    return same(f"E {region.x_m:,.0f} N {region.y_m:,.0f}")

"""Ways as road features, with the bridges they cross and the railway they pass below."""

from collections.abc import Iterator, Sequence

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import Feature, Json, feature
from geodata.sample.ways import Way

_ORDER = ("path", "lane", "street", "collector", "arterial", "expressway")


def road_features(
    ways: Sequence[Way], water: BaseGeometry, railway: BaseGeometry
) -> Iterator[Feature]:
    """Every way as a `road`, lesser classes first.

    `bridges` and `under_railway` are stretches [from_m, to_m] along the line.
    """
    shapely.prepare(water)
    shapely.prepare(railway)
    for way in sorted(ways, key=lambda way: _ORDER.index(way.way_class)):
        yield feature(
            way.id,
            "road",
            way.line,
            way.name,
            way.provenance,
            **{"class": way.way_class},
            width_m=way.width_m,
            level=way.level,
            foot=way.foot,
            motor=way.motor,
            aliases=list(way.aliases),
            bridges=_stretches(way.line, water),
            under_railway=_stretches(way.line, railway),
        )


def _stretches(line: LineString, area: BaseGeometry) -> list[Json]:
    if not area.intersects(line):
        return []
    stretches: list[Json] = []
    for part in shapely.get_parts(line.intersection(area)):
        if part.geom_type == "LineString" and part.length > 1.0:
            ends = sorted(line.project(shapely.Point(part.coords[k])) for k in (0, -1))
            stretches.append([round(ends[0], 1), round(ends[1], 1)])
    return stretches

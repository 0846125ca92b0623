"""Named spots of the sample's ground, for what is put on it: squares, kerbs, crossings.

Keys are the slugs of the place and kerb features; roads go by their Chinese names.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely import LineString, Point, Polygon

from geodata.sample.frame import point_at
from geodata.sample.ground import Ground
from geodata.sample.shapes import one_line

_TOUCH_M = 1.0

STANDING_UV = {
    "south-hall": (-22.0, -104.0),
    "south-square-west": (-176.0, -150.0),
    "south-square-east": (176.0, -150.0),
    "south-square-middle": (0.0, -190.0),
    "east-mouth": (228.0, -190.0),
    "west-mouth": (-308.0, -190.0),
    "north-hall": (0.0, 92.0),
    "north-square-west": (-120.0, 150.0),
    "north-square-east": (120.0, 150.0),
    "metro-exit-1": (172.0, -122.0),
    "taxi-head": (-232.0, -240.0),
    "ride-hailing-head": (148.0, -250.0),
    "drop-off-middle": (-10.0, -316.0),
    "lake-north": (-10.0, -398.0),
    "yuanrong-front": (470.0, -318.0),
    "dawan-exit": (-574.0, -872.0),
}
"""Open places about the station where people stand: posts, patrol stops, local (u, v)."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Geometries in EPSG:4549 by name.

    `points` and `areas` hold the places, an area also by its inner point; `standing` are open
    places about the station; `kerbs` the kerb lines, one per side; `roads` the centre lines.
    """

    points: Mapping[str, Point]
    areas: Mapping[str, Polygon]
    standing: Mapping[str, Point]
    kerbs: Mapping[str, tuple[LineString, ...]]
    roads: Mapping[str, tuple[LineString, ...]]

    def junction(self, first: str, second: str) -> Point:
        """Where two roads cross, on whatever level; the crossing nearest the station.

        Raises:
            KeyError: when there is no road of that name.
            ValueError: when the two do not meet.
        """
        station = point_at(0.0, 0.0)
        found = [
            place
            for one in self.roads[first]
            for other in self.roads[second]
            for place in _meetings(one, other)
        ]
        if not found:
            raise ValueError(f"{first} and {second} do not meet")
        return min(found, key=station.distance)


def spots(ground: Ground) -> Spots:
    """The named spots of `ground`."""
    points: dict[str, Point] = {}
    areas: dict[str, Polygon] = {}
    for place in ground.of_kind("place"):
        slug = place.id.removeprefix("place-")
        points[slug] = shapely.point_on_surface(place.geometry)
        if isinstance(place.geometry, Polygon):
            areas[slug] = place.geometry
    kerbs: dict[str, list[LineString]] = defaultdict(list)
    for kerb in ground.of_kind("kerb"):
        kerbs[str(kerb.data["kerb"])].append(one_line(kerb.geometry))
    roads: dict[str, list[LineString]] = defaultdict(list)
    for road in ground.of_kind("road"):
        if road.name.zh:
            roads[road.name.zh].append(one_line(road.geometry))
    return Spots(
        points,
        areas,
        {slug: point_at(*uv) for slug, uv in STANDING_UV.items()},
        {slug: tuple(lines) for slug, lines in kerbs.items()},
        {name: tuple(lines) for name, lines in roads.items()},
    )


def _meetings(one: LineString, other: LineString) -> list[Point]:
    shared = one.intersection(other)
    if not shared.is_empty:
        return [part.representative_point() for part in shapely.get_parts(shared)]
    ends = [Point(line.coords[k]) for line in (one, other) for k in (0, -1)]
    return [end for end in ends if max(end.distance(one), end.distance(other)) < _TOUCH_M]

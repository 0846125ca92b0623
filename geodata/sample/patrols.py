"""Patrol zones that tile the core, and the routes that are walked and driven through them.

Numbers and names follow the office's eight zones as we drew them; borders run along streets.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from geodata.sample.anchors import Anchors, Uv
from geodata.sample.calendar import FOUNDED_US
from geodata.sample.frame import FloatArray, line_through, point_at
from geodata.sample.records import named, place_at, record
from geodata.sample.routes import ROUTES, Route
from geodata.texts import Text
from geodata.versions import Fact

_W, _SJ, _XR, _CY = -700.0, -330.0, 250.0, 850.0
"""u of 吴韵路, 水景路, 相融路 and 澄阳路."""
_QL, _NT, _RAIL, _BT, _XG = -850.0, -340.0, 0.0, 330.0, 680.0
"""v of 青龙港路, 南天成路, the railway, 北天成路 and 西公田路."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A patrol zone; `ring` lists its local corners, those of its neighbours included."""

    number: int
    name: Text
    agency: str
    agencies: tuple[str, ...]
    every_min: int
    dwell_min: int
    priority: int
    ring: tuple[Uv, ...]

    @property
    def id(self) -> str:
        """Its id."""
        return f"Z-{self.number}"


_ALL = ("police", "urban_management", "transport")

ZONES = (
    Zone(
        1,
        Text("北广场", "North Square"),
        "police",
        _ALL,
        45,
        10,
        2,
        ((_SJ, _RAIL), (_XR, _RAIL), (_CY, _RAIL), (_CY, _BT), (_SJ, _BT)),
    ),
    Zone(
        2,
        Text("南广场", "South Square"),
        "police",
        _ALL,
        30,
        12,
        1,
        ((_SJ, _NT), (_XR, _NT), (_XR, _RAIL), (_SJ, _RAIL)),
    ),
    Zone(
        3,
        Text("网约车与东口", "Ride-hailing and east"),
        "transport",
        _ALL,
        30,
        12,
        1,
        ((_XR, _NT), (_CY, _NT), (_CY, _RAIL), (_XR, _RAIL)),
    ),
    Zone(
        4,
        Text("圆融片", "Yuanrong"),
        "urban_management",
        ("police", "urban_management"),
        60,
        10,
        2,
        ((_XR, _QL), (_CY, _QL), (_CY, _NT), (_XR, _NT)),
    ),
    Zone(
        5,
        Text("环秀湖", "Huanxiu Lake"),
        "urban_management",
        ("urban_management",),
        120,
        10,
        3,
        ((_SJ, _QL), (_XR, _QL), (_XR, _NT), (_SJ, _NT)),
    ),
    Zone(
        6,
        Text("水景路西", "West of Shuijing Road"),
        "urban_management",
        ("police", "urban_management"),
        60,
        10,
        2,
        ((_W, _NT), (_SJ, _NT), (_SJ, _RAIL), (_SJ, _BT), (_W, _BT)),
    ),
    Zone(
        7,
        Text("研发片", "R&D quarter"),
        "urban_management",
        ("urban_management",),
        120,
        10,
        3,
        ((_W, _QL), (_SJ, _QL), (_SJ, _NT), (_W, _NT)),
    ),
    Zone(
        8,
        Text("北天成", "Beitiancheng"),
        "police",
        ("police", "urban_management"),
        60,
        10,
        3,
        ((_W, _BT), (_SJ, _BT), (_CY, _BT), (_CY, _XG), (_W, _XG)),
    ),
)


def zone_area(zone: Zone) -> Polygon:
    """The zone in EPSG:4549; neighbours share every vertex of their common border."""
    corners = zip(zone.ring, [*zone.ring[1:], zone.ring[0]], strict=True)
    return Polygon(np.vstack([_side(a, b)[:-1] for a, b in corners]))


def zone_facts() -> Iterator[Fact]:
    """One record a zone."""
    for zone in ZONES:
        yield record(
            "zone",
            zone.id,
            FOUNDED_US,
            FOUNDED_US,
            {
                "name": named(zone.name),
                "number": zone.number,
                "agency": zone.agency,
                "agencies": list(zone.agencies),
                "every_min": zone.every_min,
                "dwell_min": zone.dwell_min,
                "priority": zone.priority,
            },
            geometry=zone_area(zone),
            author="站管办",
        )


@dataclass(frozen=True, eq=False)
class DrawnRoute:
    """A route on the streets: its line, and its stops as (x, y) on that line with minutes."""

    route: Route
    line: LineString
    stops: tuple[tuple[float, float, Text, int], ...]


def drawn_routes(anchors: Anchors) -> tuple[DrawnRoute, ...]:
    """All routes, laid along the shortest ways through their stops."""
    return tuple(_drawn(route, anchors) for route in ROUTES)


def route_facts(drawn: tuple[DrawnRoute, ...]) -> Iterator[Fact]:
    """One record a route."""
    for one in drawn:
        route = one.route
        yield record(
            "route",
            route.id,
            FOUNDED_US,
            FOUNDED_US,
            {
                "name": named(route.name),
                "zone": route.zone,
                "mode": route.mode,
                "agency": route.agency,
                "stops": [
                    {"x_m": x, "y_m": y, "name": named(name), "dwell_min": dwell}
                    for x, y, name, dwell in one.stops
                ],
                "headway_min": route.headway_min,
            },
            geometry=one.line,
            author="站管办",
        )


def _drawn(route: Route, anchors: Anchors) -> DrawnRoute:
    router = anchors.router(route.mode)
    ends = () if route.closed else (route.stops[0], route.stops[-1])
    passed = [router.nearest(s.uv) for s in route.stops if not s.dwell_min or s in ends]
    line = router.through([*passed, passed[0]] if route.closed else passed)
    stops = [(_onto(line, stop.uv), stop) for stop in route.stops if stop.dwell_min]
    return DrawnRoute(
        route, line, tuple((at.x, at.y, stop.name, stop.dwell_min) for at, stop in stops)
    )


def _onto(line: LineString, uv: Uv) -> Point:
    at = line.interpolate(line.project(point_at(*uv)))
    return place_at(at.x, at.y)


def _side(a: Uv, b: Uv) -> FloatArray:
    """The border from corner a to corner b, the very same vertices from either end."""
    if a > b:
        return _side(b, a)[::-1]
    return _border(a, b)


@cache
def _border(a: Uv, b: Uv) -> FloatArray:
    return np.round(shapely.get_coordinates(line_through([a, b])), 2)

"""Named places: entrances, parking, ranks, the bus terminus, malls, estates; who answers for them.

The six parties of one station (一站六方) are our list: the office does not name them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import (
    DRAWN,
    NOTICES_WEAK,
    STATION_PAGES,
    WORKS_NOTICE,
    Feature,
    Provenance,
    feature,
)
from geodata.sample.footprints import Lot
from geodata.sample.frame import box_at, point_at
from geodata.sample.station import (
    NORTH_SQUARE,
    NORTH_SQUARE_UV,
    P1_UV,
    P2_UV,
    RIDE_HAILING_UV,
    SOUTH_SQUARE,
    SOUTH_SQUARE_UV,
    STATION,
    TAXI_UV,
)
from geodata.texts import Text

_ROBOBUS = Provenance("公开代码中的站点坐标 stop coordinates in public code", "H")
_PIONEER = Provenance("站管办公布名称，位置示意 named by the office, place not published", "L")

LocalBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place given in the local frame: a point (u, v) or a box (u0, v0, u1, v1)."""

    slug: str
    name: Text
    place_kind: str
    where: tuple[float, float] | LocalBox
    party: str
    provenance: Provenance = DRAWN

    def geometry(self) -> BaseGeometry:
        """Point or polygon in EPSG:4549."""
        return box_at(*self.where) if len(self.where) == 4 else point_at(*self.where)


SPOTS = (
    Spot("station", STATION, "station", (0, 0), "railway", STATION_PAGES),
    Spot("south-square", SOUTH_SQUARE, "square", SOUTH_SQUARE_UV, "office", STATION_PAGES),
    Spot("north-square", NORTH_SQUARE, "square", NORTH_SQUARE_UV, "office", STATION_PAGES),
    Spot(
        "south-entrance",
        Text("南进站口", "South entrance"),
        "entrance",
        (0, -93),
        "railway",
        STATION_PAGES,
    ),
    Spot(
        "south-exit-east", Text("南出站口东", "South exit, east"), "entrance", (58, -93), "railway"
    ),
    Spot(
        "south-exit-west", Text("南出站口西", "South exit, west"), "entrance", (-58, -93), "railway"
    ),
    Spot(
        "north-entrance",
        Text("北进站口", "North entrance"),
        "entrance",
        (0, 82),
        "railway",
        STATION_PAGES,
    ),
    Spot(
        "east-passage",
        Text("南广场东通道", "South Square east passage"),
        "passage",
        (206, -165),
        "station_police",
        WORKS_NOTICE,
    ),
    Spot(
        "west-passage",
        Text("南广场西通道", "South Square west passage"),
        "passage",
        (-206, -165),
        "station_police",
        WORKS_NOTICE,
    ),
    Spot("taxi", Text("出租车候客区", "Taxi rank"), "taxi_rank", TAXI_UV, "office", WORKS_NOTICE),
    Spot(
        "ride-hailing",
        Text("网约车上客区", "Ride-hailing pick-up"),
        "ride_hailing",
        RIDE_HAILING_UV,
        "office",
        WORKS_NOTICE,
    ),
    Spot("p1", Text("P1 停车场", "P1 parking"), "parking", P1_UV, "office", WORKS_NOTICE),
    Spot("p2", Text("P2 停车场", "P2 parking"), "parking", P2_UV, "office", WORKS_NOTICE),
    Spot(
        "p3",
        Text("P3 停车场", "P3 parking"),
        "parking",
        (-222, -318),
        "office",
        Provenance("位置未公布，示意 location not published", "L", "2024-10-01"),
    ),
    Spot(
        "p4",
        Text("P4 网约车蓄车场", "P4 ride-hailing pool"),
        "parking",
        (1010, -650, 1130, -560),
        "office",
        WORKS_NOTICE,
    ),
    Spot(
        "underground-dropoff",
        Text("地下落客区（限高 2.2 m）", "Underground drop-off (2.2 m)"),
        "drop_off",
        (0, -150),
        "office",
        WORKS_NOTICE,
    ),
    Spot(
        "dropoff",
        Text("南天成路落客平台", "Nantiancheng Road drop-off"),
        "drop_off",
        (-10, -340),
        "office",
        WORKS_NOTICE,
    ),
    Spot(
        "bus-stop",
        Text("京沪高铁苏州北站公交站", "HSR Suzhou North bus stop"),
        "bus_stop",
        (-120, -320),
        "community",
        WORKS_NOTICE,
    ),
    Spot(
        "terminus",
        Text("联平路首末站", "Lianping Road terminus"),
        "bus_terminus",
        (1250, -650),
        "community",
        WORKS_NOTICE,
    ),
    Spot(
        "robobus",
        Text("澄阳路西（自动驾驶巴士）", "Chengyang Road West (robobus)"),
        "bus_stop",
        (736, -351),
        "community",
        _ROBOBUS,
    ),
    Spot(
        "coach",
        Text("长途客运站（规划）", "Coach station (planned)"),
        "bus_hub",
        (300, -130),
        "community",
        NOTICES_WEAK,
    ),
    Spot(
        "pioneer",
        Text("京沪先锋驿站", "Jinghu Pioneer Post"),
        "service_post",
        (-22, -102),
        "office",
        _PIONEER,
    ),
    Spot(
        "health-point",
        Text("站前卫生服务点", "Station health point"),
        "health",
        (118, -108),
        "health",
        DRAWN,
    ),
    Spot(
        "dawan-bus",
        Text("大湾地铁公交站", "Dawan metro bus stop"),
        "bus_stop",
        (-545, -868),
        "community",
        DRAWN,
    ),
    Spot(
        "lake-pier",
        Text("环秀湖北岸平台", "Huanxiu Lake north terrace"),
        "viewpoint",
        (-10, -405),
        "community",
    ),
)

_LOT_PLACES = {
    "mall": "mall",
    "estate": "estate",
    "school": "school",
    "campus": "office",
    "public": "public",
    "industry": "office",
    "office": "named_building",
}


def place_features(lots: Sequence[Lot]) -> Iterator[Feature]:
    """The fixed spots, then one area for each named lot and each mall."""
    for spot in SPOTS:
        yield feature(
            f"place-{spot.slug}",
            "place",
            spot.geometry(),
            spot.name,
            spot.provenance,
            place_kind=spot.place_kind,
            party=spot.party,
        )
    for lot in lots:
        if lot.use in _LOT_PLACES and (lot.named or lot.use == "mall"):
            yield feature(
                f"place-{lot.slug}",
                "place",
                shapely.simplify(lot.polygon, 0.5),
                lot.name,
                lot.provenance,
                place_kind=_LOT_PLACES[lot.use],
                party="community",
                lot=lot.slug,
            )

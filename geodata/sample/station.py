"""The station house, its canopy and corridor, the two squares and what lies on them."""

from collections.abc import Iterator

import numpy as np
from shapely import Polygon

from geodata.sample.features import (
    DRAWN,
    STATION_PAGES,
    WORKS_NOTICE,
    Feature,
    feature,
)
from geodata.sample.frame import area_at, box_at, line_through
from geodata.sample.ways import Way, lane, path
from geodata.texts import Text

STATION = Text("苏州北站", "Suzhou North Station")
SOUTH_SQUARE = Text("南广场", "South Square")
NORTH_SQUARE = Text("北广场", "North Square")

SOUTH_SQUARE_UV = (-205.0, -232.0, 205.0, -98.0)
NORTH_SQUARE_UV = (-150.0, 88.0, 150.0, 215.0)
TAXI_UV = (-300.0, -300.0, -225.0, -235.0)
RIDE_HAILING_UV = (150.0, -310.0, 220.0, -246.0)
P1_UV = (270.0, -34.0, 420.0, 34.0)
P2_UV = (-500.0, -34.0, -352.0, 34.0)

_HALLS = (
    ("south", Text("南进站厅", "South hall"), (-70.0, -92.0, 70.0, -49.0), 20.0),
    ("north", Text("北进站厅", "North hall"), (-60.0, 49.0, 60.0, 80.0), 18.0),
)


def station_features() -> list[Feature]:
    """Roof, halls, squares and planted beds."""
    return [*_roofs(), *_halls(), *_squares(), *_beds()]


def station_ground() -> list[Polygon]:
    """Squares, ranks and halls: ground that no lot may take."""
    return [
        box_at(-330, -340, 250, 0),
        box_at(-180, 0, 180, 330),
        box_at(*P1_UV),
        box_at(*P2_UV),
    ]


def station_ways() -> list[Way]:
    """Forecourt lanes and the footpaths over the squares."""
    return [*_lanes(), *_paths()]


def _roofs() -> Iterator[Feature]:
    yield feature(
        "rail-roof",
        "rail",
        box_at(-225, -49, 225, 49),
        STATION,
        STATION_PAGES,
        part="roof",
        form="canopy",
    )
    corridor = area_at([(-330, -92), (-330, -82), (-205, -82), (-70, -82), (-70, -92)])
    yield feature(
        "rail-corridor",
        "rail",
        corridor,
        Text("风雨走廊", "Canopy walk"),
        WORKS_NOTICE,
        part="roof",
        form="corridor",
    )


def _halls() -> Iterator[Feature]:
    for slug, name, box, height_m in _HALLS:
        hall = box_at(*box)
        yield feature(
            f"building-station-{slug}",
            "building",
            hall,
            name,
            STATION_PAGES,
            use="station",
            height_m=height_m,
            floors=2,
        )
        yield feature(f"rail-hall-{slug}", "rail", hall, name, STATION_PAGES, part="hall")
    for slug, name, box in (
        ("ticket", Text("售票厅", "Ticket hall"), (80, -80, 128, -54)),
        ("service", Text("综合服务楼", "Service building"), (-134, -78, -84, -56)),
        ("north-east", Text("北站房东附楼", "North-east annex"), (72, 54, 116, 74)),
        ("substation", Text("变电所", "Substation"), (206, -78, 232, -56)),
    ):
        yield feature(
            f"building-station-{slug}",
            "building",
            box_at(*box),
            name,
            DRAWN,
            use="station",
            height_m=9.0,
            floors=2,
        )


def _squares() -> Iterator[Feature]:
    south_u0, south_v0, south_u1, south_v1 = SOUTH_SQUARE_UV
    yield feature(
        "land-forecourt-south",
        "land",
        box_at(-316, -322, 234, -40),
        NAMELESS_FORECOURT,
        DRAWN,
        use="forecourt",
    )
    yield feature(
        "land-forecourt-north",
        "land",
        box_at(-178, 40, 178, 314),
        NAMELESS_FORECOURT,
        DRAWN,
        use="forecourt",
    )
    yield feature(
        "land-square-south",
        "land",
        box_at(south_u0, south_v0, south_u1, south_v1),
        SOUTH_SQUARE,
        STATION_PAGES,
        use="plaza",
    )
    yield feature(
        "land-square-north",
        "land",
        box_at(*NORTH_SQUARE_UV),
        NORTH_SQUARE,
        STATION_PAGES,
        use="plaza",
    )


NAMELESS_FORECOURT = Text("站前区", "Station forecourt")


def _beds() -> Iterator[Feature]:
    """Rows of planted beds that keep the squares from being bare."""
    name = Text("树池", "Planted bed")
    number = 0
    rows = [(u, v, 9.0, 3.0) for v in (-222.0, -198.0) for u in np.linspace(-190, 190, 13)]
    rows += [(u, v, 3.0, 9.0) for u in (-196.0, 196.0) for v in (-176.0, -148.0, -120.0)]
    rows += [(u, v, 8.0, 3.0) for v in (204.0, 184.0) for u in np.linspace(-136, 136, 9)]
    for u, v, half_u, half_v in rows:
        if abs(u) < 24.0:
            continue
        number += 1
        yield feature(
            f"green-bed-{number:02d}",
            "green",
            box_at(u - half_u, v - half_v, u + half_u, v + half_v),
            name,
            DRAWN,
            green_kind="bed",
        )
    for slug, box in (
        ("south-west", (-215, -312, -130, -246)),
        ("south-middle-west", (-120, -312, -14, -246)),
        ("south-middle-east", (14, -312, 138, -246)),
        ("north-west", (-172, 228, -14, 304)),
        ("north-east", (14, 228, 134, 304)),
        ("west", (-316, -212, -222, -110)),
    ):
        yield feature(
            f"green-forecourt-{slug}",
            "green",
            box_at(*box).buffer(-6).buffer(6, quad_segs=3),
            Text("站前绿地", "Forecourt green"),
            DRAWN,
            green_kind="lawn",
        )


def _lanes() -> Iterator[Way]:
    ride_hailing = Text("网约车通道", "Ride-hailing lane")
    for letter, v in zip("abc", (-258.0, -278.0, -298.0), strict=True):
        yield Way(
            f"lane-ride-hailing-{letter}",
            Text(f"{ride_hailing.zh} {letter.upper()}", f"{ride_hailing.en} {letter.upper()}"),
            "lane",
            line_through([(250, v), (152, v)]),
            6.0,
            provenance=WORKS_NOTICE,
        )
    yield lane("lane-ride-hailing-exit", line_through([(152, -258), (152, -340)]), 6.0)
    taxi = Text("出租车排队通道", "Taxi queue")
    corridor = [(-330, -244), (-240, -244), (-228, -268), (-240, -291), (-330, -291)]
    yield Way(
        "lane-taxi",
        taxi,
        "lane",
        line_through([(u, v) for u, v in corridor]),
        6.0,
        provenance=WORKS_NOTICE,
    )
    yield Way(
        "lane-p1",
        Text("P1 停车场通道", "P1 lane"),
        "lane",
        line_through([(250, 0), (415, 0)]),
        6.0,
        provenance=WORKS_NOTICE,
    )
    yield Way(
        "lane-p2",
        Text("P2 停车场通道", "P2 lane"),
        "lane",
        line_through([(-330, 0), (-495, 0)]),
        6.0,
        provenance=WORKS_NOTICE,
    )


def _paths() -> Iterator[Way]:
    passage = Text("站房通廊", "Station passage")
    yield path("path-south-axis", line_through([(0, -340), (0, -92)]), 8.0)
    yield path("path-station-passage", line_through([(0, -92), (0, 80)]), 6.0, passage)
    yield path("path-north-axis", line_through([(0, 80), (0, 330)]), 8.0)
    yield path("path-south-promenade", line_through([(-330, -165), (250, -165)]), 5.0)
    yield path("path-south-front", line_through([(-330, -98), (250, -98)]), 5.0)
    yield path("path-south-kerb", line_through([(-218, -239), (140, -239)]), 4.0)
    yield path("path-south-west", line_through([(-205, -98), (-205, -239)]), 4.0)
    yield path("path-south-east", line_through([(205, -98), (205, -240), (140, -239)]), 4.0)
    yield path("path-taxi", line_through([(-218, -239), (-236, -252)]), 3.0)
    yield path("path-diagonal-west", line_through([(0, -98), (-205, -239)]), 4.0)
    yield path("path-diagonal-east", line_through([(0, -98), (205, -239)]), 4.0)
    yield path("path-metro-1", line_through([(178, -116), (178, -98)]), 3.0)
    yield path("path-north-promenade", line_through([(-330, 150), (250, 150)]), 5.0)
    yield path("path-north-front", line_through([(-150, 84), (150, 84)]), 5.0)
    yield path("path-north-west", line_through([(-150, 84), (-150, 222), (0, 222)]), 4.0)
    yield path("path-north-east", line_through([(150, 84), (150, 222), (0, 222)]), 4.0)
    yield path("path-metro-2", line_through([(142, 138), (142, 150)]), 3.0)
    yield path("path-metro-5", line_through([(225, 118), (225, 150)]), 3.0)
    yield path("path-metro-3", line_through([(222, 300), (222, 330)]), 3.0)
    yield path("path-metro-4", line_through([(283, 236), (250, 236)]), 3.0)
    yield path("path-corridor", line_through([(-70, -87), (-330, -87)]), 4.0)
    yield path("path-hall-west", line_through([(-70, -87), (-70, -98)]), 4.0)

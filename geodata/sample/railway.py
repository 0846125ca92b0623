"""The railway: two main lines, six tracks at two islands, the maintenance yard.

The line stands on a viaduct; roads pass below it.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import STATION_PAGES, Feature, Provenance, feature
from geodata.sample.frame import FloatArray, box_at, line_through, to_grid
from geodata.sample.trunk_roads import EAST_U, WEST_U
from geodata.texts import Text

RAILWAY = Text("京沪高铁", "Beijing–Shanghai HSR")
TRACK_V = (-24.5, -7.5, -2.5, 2.5, 7.5, 24.5)
"""Track centre lines at the platforms; the two in the middle are the main lines."""

THROAT_U = 620.0
"""Where the six tracks have come together in two."""

PLATFORM_U = 225.0
YARD_UV = (872.0, 44.0, 1470.0, 222.0)
_YARD_TRACKS = 10
_YARD = Provenance("L7 环评文字：场段位于站东线北 L7 assessment: yard north of the line", "M")


def railway_features() -> list[Feature]:
    """Beds, tracks, platforms and yard tracks as `rail` features, lowest first."""
    return [*_beds(), *_platforms(), *_main_lines(), *_tracks(), *_yard_tracks()]


def depot_features() -> Iterator[Feature]:
    """The halls of the maintenance yard, north of its tracks."""
    for number, (u0, u1) in enumerate(((930.0, 1080.0), (1100.0, 1290.0), (1310.0, 1440.0)), 1):
        yield feature(
            f"building-depot-{number}",
            "building",
            box_at(u0, 234.0, u1, 276.0),
            Text("动车检修库", "EMU maintenance hall"),
            _YARD,
            use="industry",
            height_m=14.0,
        )


def rail_ground() -> BaseGeometry:
    """The ground below the viaduct and the yard, where nothing is built."""
    return shapely.union_all([_bed(), _yard_bed()])


def _beds() -> Iterator[Feature]:
    yield feature("rail-bed", "rail", _bed(), RAILWAY, STATION_PAGES, part="bed", form="viaduct")
    yield feature(
        "rail-yard-bed",
        "rail",
        _yard_bed(),
        Text("动车运用所", "EMU maintenance yard"),
        _YARD,
        part="bed",
        form="ground",
    )


def _platforms() -> Iterator[Feature]:
    for number, (low, high) in enumerate(((-22.0, -10.0), (10.0, 22.0)), 1):
        yield feature(
            f"rail-platform-{number}",
            "rail",
            box_at(-PLATFORM_U, low, PLATFORM_U, high),
            Text(f"{number} 站台", f"Platform {number}"),
            STATION_PAGES,
            part="platform",
            length_m=450,
            width_m=12,
            deck_level_m=17.28,
        )


def _main_lines() -> Iterator[Feature]:
    for slug, start, end in (("west", WEST_U, -THROAT_U), ("east", THROAT_U, EAST_U)):
        yield feature(
            f"rail-main-{slug}",
            "rail",
            line_through([(start, 0), (end, 0)]),
            RAILWAY,
            STATION_PAGES,
            part="main_line",
            tracks=2,
            form="viaduct",
        )


def _tracks() -> Iterator[Feature]:
    u = np.concatenate(
        [np.linspace(-THROAT_U, -PLATFORM_U, 22), np.linspace(PLATFORM_U, THROAT_U, 22)]
    )
    for number, v in enumerate(TRACK_V, 1):
        uv = np.stack([u, _spread(u, v)], axis=1)
        yield feature(
            f"rail-track-{number}",
            "rail",
            LineString(to_grid(uv)),
            Text(f"{number} 股道", f"Track {number}"),
            STATION_PAGES,
            part="track",
            main=abs(v) < 5.0,
        )


def _spread(u: FloatArray, v: float) -> FloatArray:
    """How far from the axis the track of platform place `v` runs at each `u`."""
    main = 2.5 * np.sign(v)
    open_to = np.clip((THROAT_U - np.abs(u)) / (THROAT_U - PLATFORM_U), 0.0, 1.0)
    # Outer tracks leave the mains first, so the throat reads as a fan.
    eased = open_to**2 * (3.0 - 2.0 * open_to)
    spread: FloatArray = main + (v - main) * eased
    return spread


def _yard_tracks() -> Iterator[Feature]:
    u0, v0, u1, v1 = YARD_UV
    for number, v in enumerate(np.linspace(v0 + 8, v1 - 8, _YARD_TRACKS), 1):
        lead = np.linspace(640.0, u0 + 40.0, 16)
        t = (lead - lead[0]) / (lead[-1] - lead[0])
        fan = 4.0 + (v - 4.0) * t**2 * (3.0 - 2.0 * t)
        uv = np.vstack([np.stack([lead, fan], 1), [[u1 - 12.0 - 4.0 * number, v]]])
        yield feature(
            f"rail-yard-{number:02d}",
            "rail",
            LineString(to_grid(uv)),
            Text(f"存车线 {number}", f"Stabling track {number}"),
            _YARD,
            part="siding",
        )


def _bed() -> BaseGeometry:
    u = np.linspace(-THROAT_U, THROAT_U, 63)
    half = 9.0 + (34.0 - 9.0) * np.clip((THROAT_U - np.abs(u)) / 250.0, 0.0, 1.0) ** 1.5
    fan = np.vstack([np.stack([u, half], 1), np.stack([u, -half], 1)[::-1]])
    narrow = line_through([(WEST_U, 0), (EAST_U, 0)]).buffer(9.0, cap_style="flat")
    return shapely.union_all([narrow, Polygon(to_grid(fan))])


def _yard_bed() -> Polygon:
    u0, v0, u1, v1 = YARD_UV
    fan = [
        (640, 3),
        (700, 3),
        (u0 + 20, v0 - 6),
        (u1, v0 - 6),
        (u1, v0 + 20),
        (u1 - 40, v1),
        (u0 + 20, v1),
        (u0 - 30, v1 - 30),
        (u0 - 120, 60),
        (640, 10),
    ]
    return Polygon(to_grid(np.asarray(fan, dtype=np.float64)))

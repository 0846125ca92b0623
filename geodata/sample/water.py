"""Canal, rivers, the lake with its islet, creeks and ponds of the schematic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import DRAWN, NAMELESS, PLAN_2015, Feature, Provenance, feature
from geodata.sample.frame import curve_through, oval_at, smoothed_ring, to_grid
from geodata.sample.shapes import largest_polygon
from geodata.sample.trunk_roads import EAST_U, NORTH_V, SOUTH_V, WEST_U
from geodata.texts import Text

RIVER_WEAK = Provenance("公开文字提及，走向推定 named in public texts, course inferred", "L")
LAKE_UV = (-5.0, -597.0)


@dataclass(frozen=True, slots=True)
class River:
    """One watercourse: its axis in EPSG:4549 and its width.

    `bounds_blocks`: whether town blocks end at it, as at a navigable canal.
    """

    slug: str
    name: Text
    axis: LineString
    width_m: float
    bounds_blocks: bool
    provenance: Provenance

    def bed(self) -> Polygon:
        """The water surface."""
        cap_style: Literal["flat", "round"] = "flat" if self.bounds_blocks else "round"
        return self.axis.buffer(self.width_m / 2, cap_style=cap_style, quad_segs=4)


@dataclass(frozen=True, slots=True)
class Course:
    """A watercourse as it is drawn: through the local places `uv`, a vertex every `step_m`."""

    slug: str
    width_m: float
    uv: Sequence[tuple[float, float]]
    name: Text = NAMELESS
    provenance: Provenance = DRAWN
    bounds_blocks: bool = False
    step_m: float = 40.0

    def river(self) -> River:
        """It in EPSG:4549."""
        axis = curve_through(self.uv, self.step_m)
        return River(self.slug, self.name, axis, self.width_m, self.bounds_blocks, self.provenance)


COURSES = (
    Course(
        "yuanhe",
        46,
        [
            (-2115, SOUTH_V),
            (-2090, -2100),
            (-2060, -1700),
            (-2075, -1300),
            (-2100, -800),
            (-2085, -300),
            (-2065, 200),
            (-2080, 700),
            (-2110, 1200),
            (-2090, 1800),
            (-2050, NORTH_V),
        ],
        Text("元和塘", "Yuanhetang Canal"),
        PLAN_2015,
        bounds_blocks=True,
        step_m=50.0,
    ),
    Course(
        "beihejing",
        30,
        [
            (WEST_U, -1440),
            (-2600, -1415),
            (-2068, -1395),
            (-1600, -1405),
            (-1100, -1385),
            (-600, -1400),
            (-100, -1412),
            (400, -1395),
            (900, -1405),
            (1400, -1390),
            (1900, -1402),
            (EAST_U, -1425),
        ],
        Text("北河泾", "Beihejing River"),
        PLAN_2015,
        bounds_blocks=True,
        step_m=50.0,
    ),
    Course(
        "nanhejing",
        18,
        [
            (-2065, -1640),
            (-1750, -1655),
            (-1350, -1630),
            (-900, -1650),
            (-480, -1640),
            (0, -1660),
            (420, -1640),
            (800, -1640),
            (1180, -1655),
            (1335, -1640),
        ],
        Text("南河泾", "Nanhejing River"),
        RIVER_WEAK,
        step_m=50.0,
    ),
    Course(
        "litang",
        22,
        [(1275, SOUTH_V), (1300, -2300), (1340, -2000), (1335, -1640), (1310, -1396)],
        Text("蠡塘河", "Litang River"),
        RIVER_WEAK,
        step_m=50.0,
    ),
    Course("creek-axis", 11, [(-20, -748), (-28, -900), (-8, -1060), (-26, -1230), (-12, -1405)]),
    Course(
        "creek-north",
        12,
        [
            (560, NORTH_V),
            (590, 2100),
            (545, 1700),
            (575, 1300),
            (540, 980),
            (470, 900),
            (330, 925),
            (100, 980),
            (-200, 960),
            (-520, 985),
            (-860, 960),
            (-1000, 985),
        ],
    ),
    Course(
        "creek-west",
        12,
        [
            (-2105, 1010),
            (-1850, 1000),
            (-1500, 985),
            (-1240, 1010),
            (-1000, 985),
            (-860, 1240),
            (-900, 1600),
            (-860, 2000),
            (-930, NORTH_V),
        ],
    ),
    Course(
        "creek-east",
        13,
        [
            (1310, -1396),
            (1330, -1260),
            (1440, -1150),
            (1580, -1010),
            (1740, -800),
            (1800, -480),
            (1770, -120),
            (1795, 260),
            (1760, 700),
            (1800, 1100),
            (1740, 1700),
            (1790, NORTH_V),
        ],
    ),
    Course(
        "creek-southwest", 11, [(WEST_U, -2080), (-2700, -2110), (-2450, -2080), (-2085, -2110)]
    ),
    Course("creek-northwest", 11, [(WEST_U, 520), (-2700, 500), (-2420, 525), (-2075, 505)]),
    Course(
        "creek-dawan",
        11,
        [(-1385, -1398), (-1370, -1100), (-1395, -700), (-1360, -400), (-1380, -180)],
    ),
)


@dataclass(frozen=True, slots=True)
class Waters:
    """All water of the sample, EPSG:4549."""

    rivers: tuple[River, ...]
    lake: Polygon
    islet: Polygon

    @property
    def surface(self) -> BaseGeometry:
        """The union of all beds and the lake."""
        return shapely.union_all([self.lake, *(river.bed() for river in self.rivers)])


def waters() -> Waters:
    """The watercourses and the lake."""
    islet = oval_at(88, -598, 27, 17, 0.10)
    lake = largest_polygon(_lake().difference(islet))
    return Waters(tuple(course.river() for course in COURSES), lake, islet)


def _lake() -> Polygon:
    """Two bays and a narrow waist between, as a dug lake is shaped."""
    shore = [
        (-205, -585),
        (-185, -500),
        (-110, -452),
        (-30, -462),
        (40, -440),
        (130, -455),
        (188, -520),
        (196, -610),
        (150, -690),
        (70, -742),
        (-20, -752),
        (-88, -720),
        (-112, -668),
        (-165, -645),
    ]
    return Polygon(to_grid(smoothed_ring(shore, 12.0)))


def water_features(all_waters: Waters) -> list[Feature]:
    """The water as features: named rivers first, creeks clipped where they meet them."""
    features = [
        feature(
            "water-huanxiu",
            "water",
            all_waters.lake,
            Text("环秀湖", "Huanxiu Lake"),
            PLAN_2015,
            water_kind="lake",
        ),
    ]
    taken: BaseGeometry = all_waters.lake
    for river in all_waters.rivers:
        bed = river.bed().difference(taken)
        taken = taken.union(bed)
        features.append(
            feature(
                f"water-{river.slug}",
                "water",
                bed,
                river.name,
                river.provenance,
                water_kind="canal" if river.slug == "yuanhe" else "river",
                width_m=river.width_m,
                axis=[[round(x, 2), round(y, 2)] for x, y in river.axis.coords],
            )
        )
    return features

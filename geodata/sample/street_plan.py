"""All streets of the sample and the ground between them, ready to be built on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.blocks import BELT_V, Cell, divide, faces, street_ways
from geodata.sample.expressways import CLOVERLEAF_RAMPS, expressway_ways, interchange_ground
from geodata.sample.features import DRAWN, NAMELESS
from geodata.sample.frame import box_at, line_through
from geodata.sample.greens import AXIS_UV, PARK_UV, axis_streets
from geodata.sample.land_use import landmarks
from geodata.sample.metro import elevated_line
from geodata.sample.railway import rail_ground
from geodata.sample.station import station_ground
from geodata.sample.street_graph import hanging_together
from geodata.sample.trunk_roads import EAST_U, WEST_U, trunk_ways
from geodata.sample.water import River, Waters
from geodata.sample.ways import GROUND, Way
from geodata.texts import Text

RIVERSIDE = Text("滨河路", "Riverside street")
YARD_UV = (860.0, 0.0, 1490.0, 300.0)
_CORE_STREETS = (
    ((850, -552), (1175, -552)),
    ((850, -664), (1175, -664)),
    ((1175, -560), (1500, -560)),
    ((1175, -705), (1500, -705)),
    ((-505, -340), (-505, -104)),
    ((355, -340), (355, -104)),
    ((632, -340), (632, -104)),
    ((-700, -590), (-505, -590)),
    ((-505, -560), (-330, -560)),
    ((250, -590), (550, -590)),
    ((550, -575), (850, -575)),
)
_REACH_M = 60.0
_BESIDE_M = 40.0
_BANK_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class StreetPlan:
    """Streets, the building ground between them, river banks, and ground kept free."""

    ways: tuple[Way, ...]
    cells: tuple[Cell, ...]
    banks: tuple[Polygon, ...]
    interchange: BaseGeometry
    kept_free: tuple[BaseGeometry, ...]

    def roads(self) -> dict[str, Way]:
        """The ways by id."""
        return {way.id: way for way in self.ways}


def street_plan(water: Waters, rng: np.random.Generator) -> StreetPlan:
    """Lay out named roads, expressway ramps, riverside and side streets."""
    trunk = _meeting([*trunk_ways(), *_given_streets()])
    ramps_and_sides = expressway_ways({way.id: way for way in trunk})
    named = [*trunk, *ramps_and_sides, *_riverside(water)]
    interchange = interchange_ground(ramps_and_sides[-CLOVERLEAF_RAMPS:])
    kept_free = (
        *station_ground(),
        box_at(*PARK_UV),
        box_at(*AXIS_UV),
        box_at(*YARD_UV),
        box_at(WEST_U, -BELT_V, EAST_U, BELT_V),
        rail_ground(),
        interchange,
        elevated_line().buffer(12.0),
    )
    barriers = [river.axis for river in water.rivers if river.width_m >= 18.0]
    cells, banks, lines = _divided(faces(named, barriers), water, kept_free, rng)
    free_lines = _apart(_trimmed(lines, water, kept_free), [way.line for way in named])
    streets = street_ways(free_lines, rng)
    return StreetPlan(
        tuple(hanging_together([*named, *streets])),
        tuple(cells),
        tuple(banks),
        interchange,
        kept_free,
    )


def _divided(
    all_faces: Sequence[Polygon],
    water: Waters,
    kept_free: Sequence[BaseGeometry],
    rng: np.random.Generator,
) -> tuple[list[Cell], list[Polygon], list[LineString]]:
    surface, free = water.surface, shapely.union_all(list(kept_free))
    shapely.prepare(free)
    marks = landmarks()
    cells: list[Cell] = []
    banks: list[Polygon] = []
    lines: list[LineString] = []
    for face in all_faces:
        if free.intersection(face).area > 0.8 * face.area:
            continue
        if surface.intersection(face).area > _BANK_SHARE * face.area:
            banks.append(face)
            continue
        new_cells, new_lines = divide(face, marks, rng)
        cells += new_cells
        lines += new_lines
    return cells, banks, lines


def _trimmed(
    lines: Sequence[LineString], water: Waters, kept_free: Sequence[BaseGeometry]
) -> list[LineString]:
    """Side streets end before wide rivers and before ground kept free; creeks they cross."""
    wide = [river.bed().buffer(9.0) for river in water.rivers if river.width_m >= 18.0]
    stop = shapely.union_all([*wide, *(area.buffer(6.0) for area in kept_free[:-1])])
    shapely.prepare(stop)
    kept = []
    for line in lines:
        left = line.difference(stop) if stop.intersects(line) else line
        kept += [part for part in shapely.get_parts(left) if part.length > 35.0]
    return kept


def _apart(lines: Sequence[LineString], named: Sequence[LineString]) -> list[LineString]:
    """The side streets that do not run right beside another street."""
    everything = [*named, *lines]
    tree = shapely.STRtree(everything)
    kept = []
    for line in lines:
        at = [line.interpolate(share, normalized=True) for share in (0.25, 0.5, 0.75)]
        near = [everything[k] for k in tree.query(line, predicate="dwithin", distance=_BESIDE_M)]
        beside = [
            other
            for other in near
            if other is not line and all(other.distance(place) < _BESIDE_M for place in at)
        ]
        if not beside:
            kept.append(line)
    return kept


def _riverside(water: Waters) -> list[Way]:
    """A street along each bank of the rivers that bound blocks, cut where rivers meet."""
    bounding = [river for river in water.rivers if river.bounds_blocks]
    beds = shapely.union_all([river.bed().buffer(12.0) for river in bounding])
    ways = []
    for river in bounding:
        for side, sign in (("left", 1.0), ("right", -1.0)):
            bank = river.axis.offset_curve(sign * (river.width_m / 2 + 27.0))
            for number, part in enumerate(shapely.get_parts(bank.difference(beds)), 1):
                ways.append(_riverside_way(river, f"{side}-{number}", part))
    return ways


def _riverside_way(river: River, suffix: str, line: LineString) -> Way:
    name = Text(f"{river.name.zh}{RIVERSIDE.zh}", f"{river.name.en} {RIVERSIDE.en.lower()}")
    return Way(f"street-{river.slug}-{suffix}", name, "street", line, 10.0, provenance=DRAWN)


def _given_streets() -> list[Way]:
    """Streets laid by hand where the pictures of the core have them."""
    lines = [*axis_streets(), *(line_through(uv) for uv in _CORE_STREETS)]
    return [
        Way(f"street-core-{n:02d}", NAMELESS, "street", line, 12.0)
        for n, line in enumerate(lines, 1)
    ]


def _meeting(ways: Sequence[Way]) -> list[Way]:
    """Ground ways whose ends lie near another ground way are moved to end on it."""
    return [_ended(way, ways) if way.level == GROUND else way for way in ways]


def _ended(way: Way, ways: Sequence[Way]) -> Way:
    xy = shapely.get_coordinates(way.line)
    for index in (0, -1):
        end = Point(xy[index])
        others = [
            other.line
            for other in ways
            if other.id != way.id and other.level == GROUND and other.line.distance(end) < _REACH_M
        ]
        if others:
            line = min(others, key=end.distance)
            met = line.interpolate(line.project(end))
            xy[index] = (met.x, met.y)
    return replace(way, line=LineString(xy))

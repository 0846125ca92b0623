"""Building footprints in the axes of a lot, and what a filled lot consists of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import Provenance
from geodata.sample.frame import FloatArray, to_grid
from geodata.sample.ways import Way
from geodata.texts import Text

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Lot:
    """A piece of building land: its use, and its name where it has one."""

    slug: str
    polygon: Polygon
    use: str
    name: Text
    provenance: Provenance
    distance_m: float
    named: bool = False


@dataclass(frozen=True, slots=True)
class Axes:
    """The directions of a lot: `along` lies nearest the railway, `across` at a right angle.

    Slabs of flats in this city face the south, so their long sides follow `along`.
    """

    centre: FloatArray
    along: FloatArray
    across: FloatArray
    length_m: float
    depth_m: float

    def grid(self, ab: FloatArray) -> FloatArray:
        """Places (n, 2) of the lot's axes in EPSG:4549."""
        placed: FloatArray = ab @ np.stack([self.along, self.across]) + self.centre
        return placed

    def polygon(self, ring: Ring, a: float = 0.0, b: float = 0.0, turn_rad: float = 0.0) -> Polygon:
        """The ring about (a, b), turned, in EPSG:4549."""
        return Polygon(self.grid(_turned(ring, turn_rad) + np.array([a, b])))

    def line(self, ab: Ring) -> LineString:
        """A line through places of the lot's axes."""
        return LineString(self.grid(np.asarray(ab, dtype=np.float64)))


@dataclass(frozen=True, slots=True)
class Footprint:
    """One building: where it stands, how high, what for."""

    polygon: Polygon
    height_m: float
    use: str
    name: Text


@dataclass(frozen=True, slots=True)
class Patch:
    """Ground inside a lot that is not built on: `kind` is the feature kind, `role` its use."""

    kind: str
    role: str
    polygon: Polygon
    name: Text


@dataclass(slots=True)
class Filling:
    """What stands on one lot."""

    buildings: list[Footprint] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)
    gates: list[Point] = field(default_factory=list)


def axes_of(polygon: Polygon) -> Axes:
    """The axes of a lot from its smallest box."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(polygon))
    centre = corners[:4].mean(axis=0)
    first, second = corners[1] - corners[0], corners[2] - corners[1]
    railway = np.diff(to_grid([[0.0, 0.0], [1.0, 0.0]], warped=False), axis=0)[0]
    if abs(first @ railway) / np.hypot(*first) < abs(second @ railway) / np.hypot(*second):
        first, second = second, first
    length_m, depth_m = float(np.hypot(*first)), float(np.hypot(*second))
    along = first / length_m * np.sign(first @ railway)
    across = np.array([-along[1], along[0]])
    return Axes(centre, along, across, length_m, depth_m)


def rectangle(length_m: float, depth_m: float) -> list[tuple[float, float]]:
    """A rectangle about the origin."""
    a, b = length_m / 2, depth_m / 2
    return [(-a, -b), (a, -b), (a, b), (-a, b)]


def stepped_slab(length_m: float, depth_m: float, units: int) -> list[tuple[float, float]]:
    """A slab of flats: stair towers stand out at the back, one to a unit."""
    a, b, bay, out = length_m / 2, depth_m / 2, length_m / units, 1.8
    ring = [(-a, -b), (a, -b)]
    for unit in reversed(range(units)):
        middle = -a + bay * (unit + 0.5)
        ring += [
            (middle + bay * 0.5 if unit == units - 1 else middle + bay * 0.32, b),
            (middle + bay * 0.2, b),
            (middle + bay * 0.2, b + out),
            (middle - bay * 0.2, b + out),
            (middle - bay * 0.2, b),
        ]
    return [*ring, (-a, b)]


def cross_tower(side_m: float) -> list[tuple[float, float]]:
    """A point tower of flats with cut corners."""
    h, c = side_m / 2, side_m * 0.2
    return [
        (-h + c, -h),
        (h - c, -h),
        (h - c, -h + c),
        (h, -h + c),
        (h, h - c),
        (h - c, h - c),
        (h - c, h),
        (-h + c, h),
        (-h + c, h - c),
        (-h, h - c),
        (-h, -h + c),
        (-h + c, -h + c),
    ]


def comb(length_m: float, depth_m: float, teeth: int, tooth_m: float) -> list[tuple[float, float]]:
    """Parallel wings on one spine, as school buildings stand."""
    a, b = length_m / 2, depth_m / 2
    gap = (depth_m - teeth * tooth_m) / (teeth - 1)
    ring = [(-a, -b), (-a + tooth_m, -b)]
    for tooth in range(teeth):
        low = -b + tooth * (tooth_m + gap)
        if tooth:
            ring.append((-a + tooth_m, low))
        ring += [(a, low), (a, low + tooth_m), (-a + tooth_m, low + tooth_m)]
    return [ring[0], *ring[2:-1], (-a, b)]


def oval(length_m: float, depth_m: float, power: float = 2.0) -> list[tuple[float, float]]:
    """An ellipse, squarer with a higher `power`."""
    t = np.linspace(0.0, 2.0 * np.pi, 33)[:-1]
    cos, sin = np.cos(t), np.sin(t)
    a = length_m / 2 * np.sign(cos) * np.abs(cos) ** (2.0 / power)
    b = depth_m / 2 * np.sign(sin) * np.abs(sin) ** (2.0 / power)
    return list(zip(a.tolist(), b.tolist(), strict=True))


def standing_free(
    candidates: Sequence[Footprint], allowed: BaseGeometry, apart_m: float
) -> list[Footprint]:
    """Those that lie inside `allowed` and at least `apart_m` from one another, first come."""
    if not candidates:
        return []
    shapely.prepare(allowed)
    polygons = [candidate.polygon for candidate in candidates]
    inside = shapely.covers(allowed, polygons)
    chosen: list[int] = []
    for index in np.flatnonzero(inside):
        others = [polygons[other] for other in chosen]
        if not others or shapely.distance(polygons[index], others).min() >= apart_m:
            chosen.append(int(index))
    return [candidates[index] for index in chosen]


def begun_at(ring: LineString, place: Point) -> LineString:
    """The closed ring turned so that it begins and ends where it lies nearest `place`."""
    at, whole = ring.project(place), ring.length
    start = ring.interpolate(at)
    xy = shapely.get_coordinates(ring)[:-1]
    steps = np.hypot(*np.diff(np.vstack([xy, xy[:1]]), axis=0).T)
    turns = (np.concatenate([[0.0], np.cumsum(steps)[:-1]]) - at) % whole
    order = np.argsort(turns)
    kept = order[(turns[order] > 0.5) & (turns[order] < whole - 0.5)]
    return LineString([(start.x, start.y), *map(tuple, xy[kept]), (start.x, start.y)])


def _turned(ring: Ring, turn_rad: float) -> FloatArray:
    cos, sin = np.cos(turn_rad), np.sin(turn_rad)
    turned: FloatArray = np.asarray(ring, dtype=np.float64) @ np.array([[cos, sin], [-sin, cos]])
    return turned

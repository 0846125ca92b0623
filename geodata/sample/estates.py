"""Housing estates: rows of slabs or point towers, curved inner lanes, a court, a gate."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.footprints import (
    Axes,
    Filling,
    Footprint,
    Lot,
    Patch,
    Ring,
    axes_of,
    begun_at,
    cross_tower,
    oval,
    rectangle,
    standing_free,
    stepped_slab,
)
from geodata.sample.frame import FloatArray
from geodata.sample.shapes import largest_polygon
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

_LANE_CLEAR_M = 5.0
_LOOP_FROM_M2 = 12_000.0
_COURT_FROM_M2 = 36_000.0
SHOPS = Text("沿街商铺", "Street-front shops")
COURT = Text("小区中心绿地", "Estate court")
POND = Text("景观水池", "Court pond")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an estate is built: slab size, spacing, storeys, and how its rows bend."""

    length_m: tuple[float, float]
    depth_m: float
    pitch_m: float
    gap_m: float
    floors: tuple[int, int]
    units: int
    bend_m: float
    staggered: bool = False


WALK_UPS = Manner((38.0, 52.0), 12.5, 31.0, 11.0, (5, 7), 3, 0.0)
CURVED = Manner((36.0, 50.0), 13.0, 35.0, 12.0, (8, 11), 2, 14.0)
HIGH_SLABS = Manner((36.0, 46.0), 15.0, 50.0, 17.0, (17, 27), 2, 5.0)
POINT_TOWERS = Manner((25.0, 28.0), 26.0, 56.0, 30.0, (24, 33), 1, 0.0, True)
TERRACES = Manner((28.0, 42.0), 11.0, 25.0, 8.0, (3, 4), 4, 9.0)
MANNERS = (WALK_UPS, CURVED, HIGH_SLABS, POINT_TOWERS, TERRACES)
_NEAR_MANNERS = (0.26, 0.24, 0.34, 0.14, 0.02)
_FAR_MANNERS = (0.12, 0.10, 0.50, 0.26, 0.02)


def fill_estate(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """An estate on `lot`."""
    weights = _FAR_MANNERS if lot.distance_m > 1300.0 else _NEAR_MANNERS
    manner = MANNERS[int(rng.choice(len(MANNERS), p=weights))]
    axes = axes_of(lot.polygon)
    rows = Rows(manner, axes, float(rng.uniform(0.0, np.pi)))
    shops = list(_shops(axes, rng)) if rng.random() < 0.4 else []
    filling = Filling()
    lanes = _lanes(lot, rows, front, filling, 21.0 if shops else 11.0, rng)
    kept_clear = shapely.union_all([line.buffer(_LANE_CLEAR_M, quad_segs=2) for line in lanes])
    allowed = lot.polygon.buffer(-3.5, join_style="mitre").difference(kept_clear)
    large = lot.polygon.area > _COURT_FROM_M2
    court = _court(axes, filling, allowed, rng) if large else Polygon()
    room = allowed.difference(court)
    homes = rows.homes(lot.name, room, rng)
    filling.buildings += standing_free([*shops, *homes], room, 6.0)
    return filling


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an estate: they follow one gentle curve on both sides of the middle lane."""

    manner: Manner
    axes: Axes
    phase: float

    def swing(self, a: FloatArray) -> FloatArray:
        """How far the curve lies to the side at each place `a` along the lot."""
        bend: FloatArray = self.manner.bend_m * np.sin(self._turns(a))
        return bend

    def slope_rad(self, a: float) -> float:
        """The direction of the curve at `a`."""
        rate = 1.3 * np.pi / self.axes.length_m
        return float(np.arctan(self.manner.bend_m * rate * np.cos(self._turns(np.array(a)))))

    def middle_lane(self) -> LineString:
        """The lane between the two halves, longer than the lot."""
        a = np.linspace(-0.55, 0.55, 15) * self.axes.length_m
        return LineString(self.axes.grid(np.stack([a, self.swing(a)], axis=1)))

    def homes(
        self, name: Text, allowed: BaseGeometry, rng: np.random.Generator
    ) -> Iterator[Footprint]:
        """Buildings row by row, from the middle lane outwards, numbered."""
        manner, number = self.manner, 0
        room = allowed.buffer(-manner.depth_m / 2 - 1.0, join_style="mitre")
        shapely.prepare(room)
        first = 8.0 + manner.depth_m / 2
        pitch = manner.pitch_m * float(rng.uniform(0.97, 1.05))
        half = np.arange(first, self.axes.depth_m / 2, pitch)
        for row, b in enumerate([*(-half[::-1]), *half]):
            for start, end in self._stretches(float(b), room):
                for a, length_m in self._places(start, end, row, rng):
                    number += 1
                    yield self._home(name, number, a, float(b), length_m, rng)

    def _stretches(self, b: float, room: BaseGeometry) -> Iterator[tuple[float, float]]:
        """Where along the row at `b` there is room for the middle of a building."""
        a = np.linspace(-0.5, 0.5, 21) * self.axes.length_m
        row = LineString(self.axes.grid(np.stack([a, b + self.swing(a)], axis=1)))
        for part in shapely.get_parts(shapely.intersection(row, room)):
            if part.geom_type == "LineString" and not part.is_empty:
                ends = (shapely.get_coordinates(part)[[0, -1]] - self.axes.centre) @ self.axes.along
                yield float(ends.min()), float(ends.max())

    def _places(
        self, start: float, end: float, row: int, rng: np.random.Generator
    ) -> Iterator[tuple[float, float]]:
        """Middles and lengths of the buildings that share a stretch of a row."""
        manner = self.manner
        low, high = start - manner.depth_m / 2, end + manner.depth_m / 2
        length_m = float(rng.uniform(*manner.length_m))
        count = int((high - low + manner.gap_m) // (length_m + manner.gap_m))
        if not count:
            return
        spare = high - low - count * length_m
        gap_m = min(spare / max(count - 1, 1), manner.gap_m * 1.7)
        left = low + (spare - gap_m * (count - 1)) * (row % 2 if manner.staggered else 0.5)
        for place in range(count):
            yield left + length_m / 2 + place * (length_m + gap_m), length_m

    def _home(
        self,
        name: Text,
        number: int,
        a: float,
        b: float,
        length_m: float,
        rng: np.random.Generator,
    ) -> Footprint:
        manner = self.manner
        shape: Ring = (
            cross_tower(length_m)
            if manner.staggered
            else stepped_slab(length_m, manner.depth_m, manner.units)
        )
        side = b + float(self.swing(np.array(a)))
        return Footprint(
            self.axes.polygon(shape, a, side, self.slope_rad(a)),
            3.0 * float(rng.integers(manner.floors[0], manner.floors[1] + 1)),
            "estate",
            Text(f"{name.zh} {number} 幢", f"{name.en}, block {number}"),
        )

    def _turns(self, a: FloatArray) -> FloatArray:
        turns: FloatArray = a * 1.3 * np.pi / self.axes.length_m + self.phase
        return turns


def _lanes(
    lot: Lot,
    rows: Rows,
    front: StreetFront,
    filling: Filling,
    inset_m: float,
    rng: np.random.Generator,
) -> list[LineString]:
    """A rounded loop along the edge, linked to the gate, and a lane through the middle."""
    gate, street = front.entrance(lot.polygon, rng)
    inset = lot.polygon.buffer(-inset_m - 16.0, join_style="mitre").buffer(16.0, quad_segs=3)
    ring = largest_polygon(inset)
    if ring.area < _LOOP_FROM_M2:
        lines = [LineString([street, gate]), *_middle_lane(lot.polygon.buffer(-14.0), rows, gate)]
        if len(lines) > 1:
            lines[0] = LineString([street, gate, lines[1].interpolate(lines[1].project(gate))])
    else:
        loop = begun_at(ring.exterior, gate)
        lines = [LineString([street, gate, Point(loop.coords[0])]), loop]
        lines += _middle_lane(ring, rows, gate)
    filling.gates.append(gate)
    filling.ways += [lane(f"lane-{lot.slug}-{n}", line) for n, line in enumerate(lines)]
    return lines


def _middle_lane(inside: BaseGeometry, rows: Rows, gate: Point) -> list[LineString]:
    """The part of the middle lane that lies inside, if it is worth a lane."""
    parts = shapely.get_parts(shapely.intersection(rows.middle_lane(), inside))
    lines = [part for part in parts if part.geom_type == "LineString" and part.length > 60.0]
    return [min(lines, key=gate.distance)] if lines else []


def _court(
    axes: Axes, filling: Filling, allowed: BaseGeometry, rng: np.random.Generator
) -> BaseGeometry:
    """Green courts on both sides of the middle lane, at times with a pond."""
    size = min(axes.length_m, axes.depth_m)
    wanted = axes.polygon(
        oval(size * rng.uniform(0.26, 0.36), size * rng.uniform(0.2, 0.3), 2.6),
        float(rng.uniform(-0.12, 0.12)) * size,
        float(rng.uniform(-0.08, 0.08)) * size,
    )
    parts = [part for part in shapely.get_parts(wanted.intersection(allowed)) if part.area > 250.0]
    filling.patches += [Patch("green", "court", part, COURT) for part in parts]
    if parts and rng.random() < 0.4:
        pond = max(parts, key=lambda part: part.area).buffer(-6.0).buffer(1.0, quad_segs=3)
        if pond.geom_type == "Polygon" and pond.area > 120.0:
            filling.patches.append(Patch("water", "pond", pond, POND))
    return shapely.union_all(parts) if parts else Polygon()


def _shops(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    """A row of shops inside one long edge of the lot."""
    side = float(rng.choice([-1.0, 1.0]))
    edge = axes.depth_m / 2 - 10.5
    a = -axes.length_m / 2 + 14.0
    while a < axes.length_m / 2 - 30.0:
        length_m = float(rng.uniform(24.0, 46.0))
        yield Footprint(
            axes.polygon(rectangle(length_m, 10.0), a + length_m / 2, side * edge),
            8.0,
            "mixed",
            SHOPS,
        )
        a += length_m + rng.uniform(7.0, 12.0)

"""Office lots: towers with podiums on a grid of parcels; mixed lots built along their edges."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geodata.sample.footprints import (
    Axes,
    Filling,
    Footprint,
    Lot,
    axes_of,
    cross_tower,
    oval,
    rectangle,
    standing_free,
)
from geodata.sample.shapes import largest_polygon
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

_PARCEL_M = 74.0
_LANE_CLEAR_M = 5.5
TOWER = Text("办公楼", "Office tower")
PODIUM = Text("裙楼", "Podium")
RETAIL = Text("商住楼", "Shops and flats")


def fill_offices(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Towers with podiums, one to a parcel, lanes between the parcels."""
    axes = axes_of(lot.polygon)
    filling = Filling()
    lines = _entrance_lanes(lot, axes, front, filling, rng)
    allowed = _clear_of(lot, lines)
    shapely.prepare(allowed)
    for group in _parcel_groups(lot, axes, rng):
        standing = [footprint for footprint in group if allowed.covers(footprint.polygon)]
        whole = len(standing) == len(group)
        # A podium without its tower would be odd; a tower without its podium is not.
        filling.buildings += standing if whole else standing[:1]
    return filling


def fill_mixed(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Rows along the streets, towers of flats behind."""
    axes = axes_of(lot.polygon)
    filling = Filling()
    lines = _entrance_lanes(lot, axes, front, filling, rng)
    allowed = _clear_of(lot, lines)
    filling.buildings += standing_free(
        [*_perimeter(axes, rng), *_inner_towers(axes, rng)], allowed, 9.0
    )
    return filling


def _clear_of(lot: Lot, lines: list[LineString]) -> BaseGeometry:
    lanes = shapely.union_all([line.buffer(_LANE_CLEAR_M, quad_segs=3) for line in lines])
    return lot.polygon.buffer(-6.0, join_style="mitre").difference(lanes)


def _entrance_lanes(
    lot: Lot, axes: Axes, front: StreetFront, filling: Filling, rng: np.random.Generator
) -> list[LineString]:
    """A lane from the gate along the parcel boundaries."""
    gate, street = front.entrance(lot.polygon, rng)
    filling.gates.append(gate)
    spine = _inside(
        axes.line([(-axes.length_m, _spine_b(axes)), (axes.length_m, _spine_b(axes))]), lot
    )
    if spine is None:
        middle = LineString([gate, lot.polygon.representative_point()])
        lines = [LineString([street, gate, middle.interpolate(0.4, normalized=True)])]
    else:
        joint = spine.interpolate(spine.project(gate))
        lines = [LineString([street, gate, joint]), spine]
    filling.ways += [lane(f"lane-{lot.slug}-{n}", line, 6.0) for n, line in enumerate(lines)]
    return lines


def _spine_b(axes: Axes) -> float:
    rows = max(1, round(axes.depth_m / _PARCEL_M))
    return 0.0 if rows % 2 == 0 else axes.depth_m / rows / 2


def _inside(line: LineString, lot: Lot) -> LineString | None:
    inner = lot.polygon.buffer(-16.0)
    parts = [part for part in shapely.get_parts(line.intersection(inner)) if part.length > 40.0]
    return max(parts, key=lambda part: part.length) if parts else None


def _parcel_groups(lot: Lot, axes: Axes, rng: np.random.Generator) -> Iterator[list[Footprint]]:
    columns = max(1, round(axes.length_m / _PARCEL_M))
    rows = max(1, round(axes.depth_m / _PARCEL_M))
    width, depth = axes.length_m / columns, axes.depth_m / rows
    high = 1.0 if lot.distance_m < 700.0 else 0.6
    for column in range(columns):
        for row in range(rows):
            if rng.random() < 0.06:
                continue
            a = -axes.length_m / 2 + (column + 0.5) * width
            b = -axes.depth_m / 2 + (row + 0.5) * depth
            yield _tower(lot, axes, a, b, (width - 17.0, depth - 17.0), high, rng)


def _tower(
    lot: Lot,
    axes: Axes,
    a: float,
    b: float,
    room: tuple[float, float],
    high: float,
    rng: np.random.Generator,
) -> list[Footprint]:
    """A tower, alone or in the corner of its podium, or a block about a courtyard."""
    side = min(room[0], room[1], rng.uniform(28.0, 42.0))
    height_m = float(round(rng.uniform(48.0, 150.0) * high))
    name = lot.name if lot.named else TOWER
    manner = rng.choice(
        ["podium", "plain", "cut", "round", "court"], p=[0.42, 0.22, 0.14, 0.08, 0.14]
    )
    if manner == "podium":
        return _with_podium(axes, a, b, room, side, height_m, name, rng)
    if manner == "court" and min(room) > 50.0:
        ring = axes.polygon(rectangle(min(room[0], 72.0), min(room[1], 66.0)), a, b)
        court = axes.polygon(rectangle(min(room[0], 72.0) - 34.0, min(room[1], 66.0) - 34.0), a, b)
        return [Footprint(largest_polygon(ring.difference(court)), 24.0, "office", name)]
    shapes = {
        "cut": cross_tower(side),
        "round": oval(side, side * 0.92, 2.8),
    }
    shape = shapes.get(str(manner), rectangle(side * rng.uniform(0.9, 1.3), side * 0.86))
    jitter = rng.uniform(-6.0, 6.0, 2)
    return [Footprint(axes.polygon(shape, a + jitter[0], b + jitter[1]), height_m, "office", name)]


def _with_podium(
    axes: Axes,
    a: float,
    b: float,
    room: tuple[float, float],
    side: float,
    height_m: float,
    name: Text,
    rng: np.random.Generator,
) -> list[Footprint]:
    """An L of shops and lobbies, the tower in its corner; they share walls and do not overlap."""
    length_m = min(room[0], side * rng.uniform(1.35, 1.7))
    depth_m = min(room[1], side * rng.uniform(1.25, 1.6))
    left, low, right, top = -length_m / 2, -depth_m / 2, length_m / 2, depth_m / 2
    flip_a, flip_b = rng.choice([-1.0, 1.0], 2)
    wide, deep = min(side, length_m - 12.0), min(side * 0.9, depth_m - 12.0)
    tower = [(left, low), (left + wide, low), (left + wide, low + deep), (left, low + deep)]
    podium = [
        (left + wide, low),
        (right, low),
        (right, top),
        (left, top),
        (left, low + deep),
        (left + wide, low + deep),
    ]
    return [
        Footprint(axes.polygon(_flipped(ring, flip_a, flip_b), a, b), metres, "office", words)
        for ring, metres, words in ((tower, height_m, name), (podium, 18.0, PODIUM))
    ]


def _flipped(
    ring: list[tuple[float, float]], flip_a: float, flip_b: float
) -> list[tuple[float, float]]:
    return [(x * flip_a, y * flip_b) for x, y in ring]


def _perimeter(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    half_a, half_b = axes.length_m / 2, axes.depth_m / 2
    for side in (-1.0, 1.0):
        a = -half_a + 8.0
        while a < half_a - 24.0:
            length_m = rng.uniform(30.0, 62.0)
            yield Footprint(
                axes.polygon(rectangle(length_m, 15.0), a + length_m / 2, side * (half_b - 14.5)),
                float(rng.integers(3, 7)) * 3.6,
                "mixed",
                RETAIL,
            )
            a += length_m + rng.uniform(9.0, 16.0)
        b = -half_b + 34.0
        while b < half_b - 58.0:
            depth_m = rng.uniform(26.0, 48.0)
            yield Footprint(
                axes.polygon(rectangle(15.0, depth_m), side * (half_a - 14.5), b + depth_m / 2),
                float(rng.integers(3, 7)) * 3.6,
                "mixed",
                RETAIL,
            )
            b += depth_m + rng.uniform(10.0, 18.0)


def _inner_towers(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    for a in np.arange(-axes.length_m / 2 + 58.0, axes.length_m / 2 - 50.0, 58.0):
        for b in np.arange(-axes.depth_m / 2 + 56.0, axes.depth_m / 2 - 48.0, 52.0):
            if rng.random() < 0.2:
                continue
            shape = cross_tower(26.0) if rng.random() < 0.4 else rectangle(34.0, 18.0)
            yield Footprint(
                axes.polygon(shape, a + rng.uniform(-5, 5), b + rng.uniform(-4, 4)),
                float(rng.integers(12, 26)) * 3.2,
                "mixed",
                RETAIL,
            )

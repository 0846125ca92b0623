"""Parks and open ground: green with curved paths, ponds, pavilions, fields."""

import numpy as np
import shapely
from shapely import LineString, Point

from geodata.sample.footprints import (
    Axes,
    Filling,
    Footprint,
    Lot,
    Patch,
    axes_of,
    oval,
    rectangle,
    standing_free,
)
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane, path
from geodata.texts import Text

PARK = Text("公园绿地", "Park")
PARK_POND = Text("公园水塘", "Park pond")
FISH_POND = Text("鱼塘", "Fish pond")
GROVE = Text("苗圃", "Nursery")
PAVILION = Text("公园管理用房", "Park pavilion")
SHED = Text("农用房", "Farm shed")


def fill_park(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """A park: a pond, a winding path from the gate, a pavilion."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    pond = axes.polygon(
        oval(axes.length_m * 0.32, axes.depth_m * 0.26, 1.8),
        axes.length_m * 0.14,
        axes.depth_m * 0.05,
        float(rng.uniform(-0.5, 0.5)),
    )
    walk = _round_walk(axes, gate)
    filling = Filling(gates=[gate])
    filling.ways += [
        path(f"path-{lot.slug}-0", LineString([street, gate, Point(walk.coords[0])])),
        path(f"path-{lot.slug}-1", walk),
    ]
    filling.patches.append(Patch("green", "park", lot.polygon, lot.name if lot.named else PARK))
    inner = lot.polygon.buffer(-14.0)
    if inner.covers(pond):
        filling.patches.append(Patch("water", "pond", pond, PARK_POND))
    pavilion = Footprint(
        axes.polygon(rectangle(22.0, 12.0), -axes.length_m * 0.3, -axes.depth_m * 0.28),
        5.0,
        "public",
        PAVILION,
    )
    paths = shapely.union_all([way.line.buffer(5.0) for way in filling.ways])
    allowed = inner.difference(pond.buffer(6.0)).difference(paths)
    filling.buildings += standing_free([pavilion], allowed, 8.0)
    return filling


def fill_fields(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Farmland at the edge of the town: fish ponds, a nursery, a shed by the track."""
    axes = axes_of(lot.polygon)
    filling = Filling()
    inner = lot.polygon.buffer(-10.0)
    if inner.is_empty:
        return filling
    manner = rng.choice(["ponds", "nursery", "bare"], p=[0.3, 0.3, 0.4])
    if manner == "ponds":
        filling.patches += [
            Patch("water", "pond", cell, FISH_POND)
            for cell in _plots(axes, 62.0, 44.0)
            if inner.covers(cell)
        ]
    elif manner == "nursery":
        filling.patches += [
            Patch("green", "nursery", cell, GROVE)
            for cell in _plots(axes, 58.0, 58.0)
            if inner.covers(cell) and rng.random() < 0.7
        ]
    else:
        gate, street = front.entrance(lot.polygon, rng)
        inward = lot.polygon.representative_point()
        track = LineString(
            [street, gate, LineString([gate, inward]).interpolate(0.5, normalized=True)]
        )
        filling.ways.append(lane(f"lane-{lot.slug}-0", track, 4.0))
        shed = Footprint(
            axes.polygon(rectangle(24.0, 10.0), axes.length_m * 0.2, -axes.depth_m * 0.2),
            5.0,
            "industry",
            SHED,
        )
        filling.buildings += standing_free([shed], inner.difference(track.buffer(5.0)), 8.0)
    return filling


def _round_walk(axes: Axes, gate: Point) -> LineString:
    """A closed, winding walk that begins nearest the gate."""
    t = np.linspace(0.0, 2.0 * np.pi, 25)[:-1]
    radius = 0.33 * (1.0 + 0.14 * np.sin(3.0 * t) + 0.08 * np.cos(5.0 * t))
    xy = axes.grid(
        np.stack([radius * axes.length_m * np.cos(t), radius * axes.depth_m * np.sin(t)], 1)
    )
    nearest = int(np.argmin(np.hypot(xy[:, 0] - gate.x, xy[:, 1] - gate.y)))
    turned = np.roll(xy, -nearest, axis=0)
    return LineString(np.vstack([turned, turned[:1]]))


def _plots(axes: Axes, length_m: float, depth_m: float) -> list[shapely.Polygon]:
    return [
        axes.polygon(rectangle(length_m - 7.0, depth_m - 7.0), float(a), float(b))
        .buffer(-4.0)
        .buffer(4.0, quad_segs=2)
        for a in np.arange(-axes.length_m / 2 + length_m / 2, axes.length_m / 2, length_m)
        for b in np.arange(-axes.depth_m / 2 + depth_m / 2, axes.depth_m / 2, depth_m)
    ]

"""Villages the town grew around: small houses along winding lanes."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString

from geodata.sample.footprints import (
    Axes,
    Filling,
    Footprint,
    Lot,
    axes_of,
    rectangle,
    standing_free,
)
from geodata.sample.frame import smoothed
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

HOUSE = Text("民房", "House")


def fill_village(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Houses in broken rows on both sides of a winding lane."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    winding = _winding_lane(lot, axes, rng)
    joint = winding.interpolate(winding.project(gate))
    lines = [LineString([street, gate, joint]), winding]
    clear = shapely.union_all([line.buffer(4.5, quad_segs=2) for line in lines])
    allowed = lot.polygon.buffer(-5.0, join_style="mitre").difference(clear)
    filling = Filling(gates=[gate])
    filling.ways += [lane(f"lane-{lot.slug}-{n}", line, 4.0) for n, line in enumerate(lines)]
    filling.buildings += standing_free(list(_houses(axes, rng)), allowed, 2.5)
    return filling


def _winding_lane(lot: Lot, axes: Axes, rng: np.random.Generator) -> LineString:
    a = np.linspace(-0.42, 0.42, 7) * axes.length_m
    b = rng.uniform(-0.12, 0.12, 7) * axes.depth_m
    curve = LineString(axes.grid(smoothed(np.stack([a, b], axis=1), 12.0)))
    inside = shapely.get_parts(curve.intersection(lot.polygon.buffer(-8.0)))
    return max(inside, key=lambda part: part.length) if len(inside) else curve


def _houses(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    for b in np.arange(-axes.depth_m / 2 + 14.0, axes.depth_m / 2 - 10.0, 27.0):
        a = -axes.length_m / 2 + rng.uniform(8.0, 26.0)
        while a < axes.length_m / 2 - 16.0:
            length_m = float(rng.uniform(11.0, 26.0))
            if rng.random() > 0.34:
                yield Footprint(
                    axes.polygon(
                        rectangle(length_m, float(rng.uniform(9.0, 12.0))),
                        a + length_m / 2,
                        float(b + rng.uniform(-4.0, 4.0)),
                        float(rng.normal(0.0, 0.06)),
                    ),
                    float(rng.choice([6.5, 9.5])),
                    "estate",
                    HOUSE,
                )
            a += length_m + rng.uniform(3.0, 9.0)

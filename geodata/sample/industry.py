"""Industry lots: halls on a grid with yards between them, an office block at the gate."""

from collections.abc import Iterator

import numpy as np
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
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

HALL = Text("厂房", "Industrial hall")
GATE_OFFICE = Text("厂区办公楼", "Works office")


def fill_industry(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Halls on `lot`."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    centre = lot.polygon.representative_point()
    approach = LineString(
        [street, gate, LineString([gate, centre]).interpolate(0.6, normalized=True)]
    )
    allowed = lot.polygon.buffer(-8.0, join_style="mitre").difference(approach.buffer(6.5))
    filling = Filling(gates=[gate], ways=[lane(f"lane-{lot.slug}-0", approach, 7.0)])
    candidates = [*_halls(lot, axes, rng), *_small(axes, rng)]
    filling.buildings += standing_free(candidates, allowed, 9.0)
    return filling


def _halls(lot: Lot, axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    columns = max(1, round(axes.length_m / rng.uniform(75.0, 130.0)))
    rows = max(1, round(axes.depth_m / rng.uniform(55.0, 90.0)))
    width, depth = (axes.length_m - 16.0) / columns, (axes.depth_m - 16.0) / rows
    name = lot.name if lot.named else HALL
    for column in range(columns):
        for row in range(rows):
            a = -axes.length_m / 2 + 8.0 + (column + 0.5) * width
            b = -axes.depth_m / 2 + 8.0 + (row + 0.5) * depth
            for scale in (0.86, 0.62):
                long, deep = (width - 9.0) * scale, (depth - 9.0) * min(1.0, scale + 0.1)
                yield Footprint(
                    axes.polygon(rectangle(long, deep), a, b),
                    float(rng.integers(9, 18)),
                    "industry",
                    name,
                )


def _small(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    for _ in range(5):
        a = rng.uniform(-0.42, 0.42) * axes.length_m
        b = rng.uniform(-0.42, 0.42) * axes.depth_m
        yield Footprint(
            axes.polygon(rectangle(rng.uniform(20.0, 34.0), 13.0), a, b),
            15.0,
            "industry",
            GATE_OFFICE,
        )

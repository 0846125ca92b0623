"""Parking pools and the bus terminus: rows of bays between lanes, a hut at the gate."""

import numpy as np
import shapely
from shapely import LineString

from geodata.sample.footprints import (
    Filling,
    Footprint,
    Lot,
    Patch,
    axes_of,
    rectangle,
    standing_free,
)
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

BAYS = Text("停车带绿篱", "Hedge between bays")
HUT = Text("管理用房", "Attendants' hut")

_PITCH_M = 36.0


def fill_yard(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """A loop of lanes about rows of bays with hedges between them."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    half = axes.length_m / 2 - 22.0
    reach = axes.depth_m / 2 - 18.0
    rows = np.linspace(-reach, reach, max(2, round(2.0 * reach / _PITCH_M) + 1))
    corners = [(-half, -reach), (half, -reach), (half, reach), (-half, reach), (-half, -reach)]
    loop = axes.line(corners)
    lines = [
        LineString([street, gate, loop.interpolate(loop.project(gate))]),
        loop,
        *(axes.line([(-half, b), (half, b)]) for b in rows[1:-1]),
    ]
    hedges = [
        axes.polygon(rectangle(2.0 * half - 24.0, 3.0), 0.0, float(b))
        for b in (rows[1:] + rows[:-1]) / 2
    ]
    filling = Filling(gates=[gate])
    filling.ways += [lane(f"lane-{lot.slug}-{n}", line, 6.0) for n, line in enumerate(lines)]
    filling.patches += [Patch("green", "hedge", hedge, BAYS) for hedge in hedges]
    hut = Footprint(
        axes.polygon(rectangle(16.0, 7.0), -half + 12.0, reach + 10.5), 4.5, "public", HUT
    )
    clear = shapely.union_all([line.buffer(4.0) for line in lines])
    filling.buildings += standing_free([hut], lot.polygon.buffer(-2.0).difference(clear), 3.0)
    return filling

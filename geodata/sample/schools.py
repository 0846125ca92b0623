"""Schools: teaching wings on a spine, a hall, a playground with its track."""

import numpy as np
from shapely import LineString, Polygon

from geodata.sample.footprints import (
    Axes,
    Filling,
    Footprint,
    Lot,
    Patch,
    axes_of,
    comb,
    rectangle,
    standing_free,
)
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

PLAYGROUND = Text("操场", "Playground")
FIELD = Text("足球场", "Football field")


def fill_school(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """A school on `lot`: playground on one half, buildings on the other."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    side = float(rng.choice([-1.0, 1.0]))
    long_way = axes.length_m >= axes.depth_m
    track, field = _playground(axes, side, long_way)
    approach = LineString([street, gate])
    clear = lot.polygon.buffer(-7.0, join_style="mitre")
    filling = Filling(gates=[gate], ways=[lane(f"lane-{lot.slug}-0", approach)])
    allowed = clear.difference(approach.buffer(6.0))
    if clear.covers(track):
        filling.patches += [
            Patch("land", "playground", track, PLAYGROUND),
            Patch("green", "pitch", field, FIELD),
        ]
        allowed = allowed.difference(track.buffer(8.0))
    filling.buildings += standing_free(_buildings(lot, axes, side, long_way), allowed, 7.0)
    return filling


def _playground(axes: Axes, side: float, long_way: bool) -> tuple[Polygon, Polygon]:
    """The outer edge of the track and the field within, along the shorter side of the lot."""
    room = min(axes.length_m, axes.depth_m) - 26.0
    straight, radius = min(room * 0.5, 85.0), min(room * 0.24, 36.0)
    shift = side * (max(axes.length_m, axes.depth_m) / 2 - radius - 16.0)
    half = straight / 2
    if long_way:
        core = axes.line([(shift, -half), (shift, half)])
    else:
        core = axes.line([(-half, shift), (half, shift)])
    return core.buffer(radius, quad_segs=8), core.buffer(radius - 9.0, quad_segs=8)


def _buildings(lot: Lot, axes: Axes, side: float, long_way: bool) -> list[Footprint]:
    name = lot.name
    spare = -side * max(axes.length_m, axes.depth_m)
    places = [(0.2, 0.12), (0.36, -0.28), (0.08, -0.3), (0.38, 0.36), (0.04, 0.38)]
    short = min(axes.length_m, axes.depth_m)
    shapes = [
        (comb(52.0, min(short * 0.42, 84.0), 3, 13.0), 18.0),
        (rectangle(44.0, 30.0), 15.0),
        (rectangle(46.0, 14.0), 18.0),
        (rectangle(36.0, 14.0), 21.0),
        (rectangle(34.0, 13.0), 12.0),
    ]
    found = []
    for (far, off), (shape, height_m) in zip(places, shapes, strict=True):
        a, b = (spare * far, short * off) if long_way else (short * off, spare * far)
        found.append(Footprint(axes.polygon(shape, a, b), height_m, "school", name))
    return found

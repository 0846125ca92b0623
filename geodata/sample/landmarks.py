"""Large single buildings: malls with a court, campuses, culture and sports halls."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

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
from geodata.sample.shapes import largest_polygon
from geodata.sample.street_front import StreetFront
from geodata.sample.ways import lane
from geodata.texts import Text

MALL_PLAZA = Text("商场前广场", "Mall plaza")
CAMPUS_COURT = Text("园区内庭", "Campus court")
SPORTS_LAWN = Text("体育草坪", "Sports lawn")
HOTEL = Text("酒店", "Hotel")


def fill_mall(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """One large footprint with a court, a plaza before it, two towers beside it."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    approach = LineString([street, gate])
    allowed = lot.polygon.buffer(-9.0, join_style="mitre").difference(approach.buffer(6.0))
    length_m, depth_m = axes.length_m * 0.66, min(axes.depth_m * 0.62, 130.0)
    b = axes.depth_m * 0.08
    outlines = (
        _chamfered(length_m, depth_m, 16.0),
        oval(length_m, depth_m, 5.0),
        rectangle(length_m, depth_m),
    )
    outline = outlines[0 if lot.named else int(rng.integers(len(outlines)))]
    shell = axes.polygon(outline, -axes.length_m * 0.1, b)
    court = axes.polygon(
        oval(length_m * 0.42, depth_m * 0.34, 3.2), -axes.length_m * 0.1, b - depth_m * 0.05
    )
    mall = largest_polygon(shell.intersection(allowed)).difference(court)
    filling = Filling(gates=[gate], ways=[lane(f"lane-{lot.slug}-0", approach)])
    filling.buildings.append(Footprint(largest_polygon(mall), 30.0, "mall", lot.name))
    filling.patches.append(Patch("land", "plaza", court, MALL_PLAZA))
    room = allowed.difference(mall.buffer(10.0)).difference(court.buffer(4.0))
    filling.buildings += standing_free(list(_beside(axes, rng)), room, 10.0)
    return filling


def fill_public(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Culture and sports halls, or a health or community centre, on a lawn."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    approach = LineString([street, gate])
    allowed = lot.polygon.buffer(-9.0, join_style="mitre").difference(approach.buffer(6.0))
    large, depth = min(axes.length_m * 0.42, 130.0), min(axes.depth_m * 0.4, 105.0)
    candidates = [
        Footprint(
            axes.polygon(oval(large, depth, 2.9), -axes.length_m * 0.2, axes.depth_m * 0.1),
            32.0,
            "public",
            lot.name,
        ),
        Footprint(
            axes.polygon(
                rectangle(large * 0.72, depth * 0.6), axes.length_m * 0.24, axes.depth_m * 0.18
            ),
            24.0,
            "public",
            lot.name,
        ),
        Footprint(
            axes.polygon(rectangle(large * 0.6, 26.0), axes.length_m * 0.22, -axes.depth_m * 0.2),
            18.0,
            "public",
            lot.name,
        ),
    ]
    filling = Filling(gates=[gate], ways=[lane(f"lane-{lot.slug}-0", approach)])
    filling.buildings += standing_free(candidates, allowed, 10.0)
    lawn = axes.polygon(
        oval(large * 0.8, depth * 0.3, 2.6), -axes.length_m * 0.2, -axes.depth_m * 0.28
    )
    filling.patches += _patch_inside("green", "lawn", lawn, SPORTS_LAWN, allowed, filling)
    return filling


def fill_campus(lot: Lot, front: StreetFront, rng: np.random.Generator) -> Filling:
    """Research blocks about courtyards, linked by a lane."""
    axes = axes_of(lot.polygon)
    gate, street = front.entrance(lot.polygon, rng)
    centre = axes.line([(-axes.length_m * 0.3, 0.0), (axes.length_m * 0.3, 0.0)])
    joint = centre.interpolate(centre.project(gate))
    lines = [
        LineString([street, gate, joint]),
        LineString([*centre.coords[:1], (joint.x, joint.y), *centre.coords[-1:]]),
    ]
    lanes = shapely.union_all([line.buffer(6.0) for line in lines])
    allowed = lot.polygon.buffer(-8.0, join_style="mitre").difference(lanes)
    filling = Filling(
        gates=[gate], ways=[lane(f"lane-{lot.slug}-{n}", line) for n, line in enumerate(lines)]
    )
    blocks, courts = [], []
    for a in (-0.31, 0.0, 0.31):
        for b in (-0.26, 0.26):
            long, deep = axes.length_m * 0.25, axes.depth_m * 0.33
            middle = (axes.length_m * a, axes.depth_m * b)
            shell = axes.polygon(rectangle(long, deep), *middle)
            yard = axes.polygon(rectangle(long - 30.0, deep - 30.0), *middle)
            hollow = long > 44.0 and deep > 44.0
            body = largest_polygon(shell.difference(yard)) if hollow else shell
            blocks.append(Footprint(body, float(rng.integers(5, 12)) * 4.0, "office", lot.name))
            if hollow:
                courts.append(Patch("green", "court", yard.buffer(-2.0), CAMPUS_COURT))
    filling.buildings += standing_free(blocks, allowed, 8.0)
    standing = [footprint.polygon.envelope for footprint in filling.buildings]
    filling.patches += [
        court
        for court in courts
        if any(box.contains(court.polygon) for box in standing) and court.polygon.area > 60.0
    ]
    return filling


def _chamfered(length_m: float, depth_m: float, cut_m: float) -> list[tuple[float, float]]:
    a, b, c = length_m / 2, depth_m / 2, cut_m
    return [
        (-a + c, -b),
        (a - c, -b),
        (a, -b + c),
        (a, b - c),
        (a - c, b),
        (-a + c, b),
        (-a, b - c),
        (-a, -b + c),
    ]


def _beside(axes: Axes, rng: np.random.Generator) -> Iterator[Footprint]:
    for b in (-0.26, 0.06, 0.3):
        yield Footprint(
            axes.polygon(rectangle(36.0, 34.0), axes.length_m * 0.37, axes.depth_m * b),
            float(round(rng.uniform(60.0, 120.0))),
            "mall",
            HOTEL,
        )


def _patch_inside(
    kind: str,
    role: str,
    wanted: Polygon,
    name: Text,
    allowed: BaseGeometry,
    filling: Filling,
) -> list[Patch]:
    built = shapely.union_all([footprint.polygon for footprint in filling.buildings]).buffer(3.0)
    left = largest_polygon(wanted.intersection(allowed).difference(built))
    return [Patch(kind, role, left, name)] if left.area > 200.0 else []

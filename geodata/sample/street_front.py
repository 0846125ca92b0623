"""Which street a lot lies on, and where it is entered from."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import Point, Polygon

from geodata.sample.ways import Way

_REACH_M = 45.0
_PREFERENCE = {"street": 0.0, "collector": 12.0, "arterial": 25.0}


class StreetFront:
    """The streets that lots can be entered from."""

    def __init__(self, ways: Sequence[Way]) -> None:
        """Index the ground streets among `ways`."""
        self._ways = [way for way in ways if way.way_class in _PREFERENCE and way.level == 0]
        self._tree = shapely.STRtree([way.line for way in self._ways])

    def entrance(self, lot: Polygon, rng: np.random.Generator) -> tuple[Point, Point]:
        """The gate on the lot's edge and the place on the street before it, EPSG:4549.

        Smaller streets are preferred; a lot far from any street is entered from the nearest.
        """
        edge = lot.exterior
        offers: list[tuple[float, Point, Point]] = []
        for share in (np.arange(24) + rng.uniform()) / 24:
            gate = edge.interpolate(share, normalized=True)
            index = self._tree.nearest(gate)
            line = self._ways[index].line
            street = line.interpolate(line.project(gate))
            away = gate.distance(street)
            cost = away + _PREFERENCE[self._ways[index].way_class]
            clear = min(line.project(street), line.length - line.project(street))
            cost += max(0.0, 30.0 - clear) + (200.0 if away > _REACH_M else 0.0)
            offers.append((cost + rng.uniform(0.0, 4.0), gate, street))
        _, gate, street = min(offers, key=lambda offer: offer[0])
        return gate, street

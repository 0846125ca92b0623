"""Which street a lot lies on, and where it is entered from."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from geodata.sample.frame import FloatArray
from geodata.sample.ways import Way

_OFFERS = 18
_REACH_M = 45.0
_PREFERENCE = {"street": 0.0, "collector": 12.0, "arterial": 25.0}


class StreetFront:
    """The streets that lots can be entered from."""

    def __init__(self, ways: Sequence[Way]) -> None:
        """Index the ground streets among `ways`, leg by leg: short legs are found fast."""
        found = [way for way in ways if way.way_class in _PREFERENCE and way.level == 0]
        legs = [np.stack([xy[:-1], xy[1:]], axis=1) for xy in (_xy(way) for way in found)]
        self._tree = shapely.STRtree(list(map(LineString, np.concatenate(legs))))
        self._way = np.repeat(np.arange(len(found)), [len(leg) for leg in legs])
        self._lines = np.array([way.line for way in found], dtype=object)
        self._dislike = np.array([_PREFERENCE[way.way_class] for way in found])

    def entrance(self, lot: Polygon, rng: np.random.Generator) -> tuple[Point, Point]:
        """The gate on the lot's edge and the place on the street before it, EPSG:4549.

        Smaller streets are preferred; a lot far from any street is entered from the nearest.
        """
        shares = (np.arange(_OFFERS) + rng.uniform()) / _OFFERS
        gates = shapely.line_interpolate_point(lot.exterior, shares, normalized=True)
        way = self._way[self._tree.nearest(gates)]
        lines = self._lines[way]
        at = shapely.line_locate_point(lines, gates)
        streets = shapely.line_interpolate_point(lines, at)
        away = shapely.distance(gates, streets)
        to_end = np.minimum(at, shapely.length(lines) - at)
        cost = away + self._dislike[way] + np.maximum(0.0, 30.0 - to_end)
        cost += np.where(away > _REACH_M, 200.0, 0.0) + rng.uniform(0.0, 4.0, _OFFERS)
        best = int(np.argmin(cost))
        return gates[best], streets[best]


def _xy(way: Way) -> FloatArray:
    return shapely.get_coordinates(way.line)

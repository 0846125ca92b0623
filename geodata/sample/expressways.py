"""What belongs to the elevated expressways: ground roads beneath, slip ramps, an interchange."""

from collections.abc import Mapping

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import DRAWN, NAMELESS, NOTICES_WEAK, Provenance
from geodata.sample.frame import FloatArray, smoothed
from geodata.sample.shapes import one_line
from geodata.sample.ways import RAMP, Way
from geodata.texts import Text

_SIDE_M = 25.0
_FRONTAGE_WIDTH_M = 10.0
_RAMP_WIDTH_M = 8.0
CLOVERLEAF_RAMPS = 8
_LOOP = (
    (40.0, 0.0),
    (96.0, 11.0),
    (128.0, 52.0),
    (118.0, 100.0),
    (84.0, 124.0),
    (36.0, 112.0),
    (8.0, 84.0),
    (0.0, 40.0),
)
"""A cloverleaf loop in one quadrant, metres along the two carriageways."""


def expressway_ways(roads: Mapping[str, Way]) -> list[Way]:
    """Ground roads and ramps of the expressways among `roads` (by id), the cloverleaf last."""
    ring, g524, changtai = roads["road-zhonghuan"], roads["road-g524"], roads["road-changtai"]
    taiyang = _frontages(ring, "taiyang", Text("太阳路", "Taiyang Road"), NOTICES_WEAK)
    side_road = _frontages(g524, "g524-side", NAMELESS, DRAWN)
    ramps = [
        *_slips(ring, roads["road-yuyao"], taiyang),
        *_slips(ring, roads["road-xiangcheng"], taiyang),
        *_slips(ring, roads["road-chengyang"], taiyang),
        *_slips(g524, roads["road-qinglonggang"], side_road),
        *_slips(g524, roads["road-fuxiang"], side_road),
        *_slips(changtai, roads["road-donggongtian"], []),
        *_cloverleaf(g524, ring),
    ]
    named = [
        Way(f"ramp-{n:02d}", NAMELESS, "expressway", line, _RAMP_WIDTH_M, RAMP)
        for n, line in enumerate(ramps, 1)
    ]
    return [*taiyang, *side_road, *named]


def interchange_ground(ramps: list[Way]) -> BaseGeometry:
    """The ground between the ramps of a cloverleaf, loop and outer ramp by turns."""
    quadrants = [
        shapely.union_all([loop.surface(20.0), outer.surface(20.0)])
        for loop, outer in zip(ramps[::2], ramps[1::2], strict=True)
    ]
    return shapely.union_all([shapely.convex_hull(quadrant) for quadrant in quadrants])


def _frontages(deck: Way, slug: str, name: Text, provenance: Provenance) -> list[Way]:
    sides = (("left", _SIDE_M), ("right", -_SIDE_M))
    return [
        Way(
            f"road-{slug}-{side}",
            name,
            "collector",
            one_line(deck.line.offset_curve(offset).simplify(0.05)),
            _FRONTAGE_WIDTH_M,
            provenance=provenance,
        )
        for side, offset in sides
    ]


def _slips(deck: Way, cross: Way, frontages: list[Way]) -> list[LineString]:
    """The four ramps of a diamond junction of `deck` with `cross`."""
    meeting = deck.line.intersection(cross.line).representative_point()
    return [
        _slip(deck.line, cross.line, meeting, along, across, frontages)
        for along in (-1.0, 1.0)
        for across in (-1.0, 1.0)
    ]


def _slip(
    deck: LineString,
    cross: LineString,
    meeting: Point,
    along: float,
    across: float,
    frontages: list[Way],
) -> LineString:
    at_deck, at_cross = deck.project(meeting), cross.project(meeting)
    top = _xy(deck.interpolate(at_deck + along * 320.0))
    inward = -along * _direction(deck, at_deck + along * 320.0)
    if frontages:
        foot_of_ramp = cross.interpolate(at_cross + across * _SIDE_M)
        side = min(frontages, key=lambda way: way.line.distance(foot_of_ramp)).line
        foot = _xy(side.interpolate(side.project(foot_of_ramp) + along * 120.0))
        return _bezier(top, top + inward * 90.0, foot - inward * 90.0, foot)
    foot = _xy(cross.interpolate(at_cross + across * 110.0))
    return _bezier(top, top + inward * 150.0, foot - inward * 110.0, foot)


def _cloverleaf(first: Way, second: Way) -> list[LineString]:
    meeting = first.line.intersection(second.line).representative_point()
    centre = _xy(meeting)
    a = _direction(first.line, first.line.project(meeting))
    b = _direction(second.line, second.line.project(meeting))
    ramps = []
    for side_a in (-1.0, 1.0):
        for side_b in (-1.0, 1.0):
            basis = np.stack([side_a * a, side_b * b])
            loop = smoothed(0.88 * np.asarray(_LOOP), 15.0) @ basis + centre
            start, end = np.array([[370.0, 0.0], [0.0, 370.0]]) @ basis + centre
            outer = _bezier(start, start - basis[0] * 120, end - basis[1] * 120, end)
            ramps += [_seated(LineString(loop), first, second), _seated(outer, first, second)]
    return ramps


def _seated(ramp: LineString, first: Way, second: Way) -> LineString:
    """The ramp with its ends moved exactly onto the two decks."""
    xy = shapely.get_coordinates(ramp)
    for index, deck in ((0, first.line), (-1, second.line)):
        xy[index] = _xy(deck.interpolate(deck.project(Point(xy[index]))))
    return LineString(xy)


def _bezier(p0: FloatArray, p1: FloatArray, p2: FloatArray, p3: FloatArray) -> LineString:
    t = np.linspace(0.0, 1.0, 13)[:, None]
    curve = (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3
    return LineString(curve)


def _direction(line: LineString, distance_m: float) -> FloatArray:
    step = _xy(line.interpolate(distance_m + 5.0)) - _xy(line.interpolate(distance_m - 5.0))
    unit: FloatArray = step / np.hypot(*step)
    return unit


def _xy(point: Point) -> FloatArray:
    return np.array([point.x, point.y])

"""The local frame the sample district is drawn in, and its way to EPSG:4549.

`u` runs along the railway (bearing 120°), `v` across it (bearing 30°), both in metres from the
station. A gentle warp, nil on the tracks, keeps parallel streets from looking ruled.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import LineString, Point, Polygon

FloatArray = NDArray[np.float64]

ORIGIN_LON_LAT_DEG = (120.6385, 31.4230)
"""Derived centre of the railway station, WGS-84, ±150 m."""

ORIGIN_M = (560709.217, 3478050.011)
"""The same point in EPSG:4549 (x east, y north)."""

BEARING_U_DEG = 120.0
"""Bearing of the railway at the platforms, from grid north."""

_SIN, _COS = np.sin(np.deg2rad(BEARING_U_DEG)), np.cos(np.deg2rad(BEARING_U_DEG))
_U_AXIS = np.array([_SIN, _COS])
_V_AXIS = np.array([-_COS, _SIN])
_AXES = np.stack([_U_AXIS, _V_AXIS])
_STEP_M = 50.0


def warp(uv: ArrayLike) -> FloatArray:
    """Shift ruled local places (n, 2) to where they are drawn, metres; nil along the tracks."""
    ruled = np.asarray(uv, dtype=np.float64)
    u, v = ruled[..., 0], ruled[..., 1]
    away = 1.0 - np.exp(-((v / 260.0) ** 2))
    return np.stack(
        [
            u + 16.0 * np.sin(v / 610.0 + 0.7) * away + 6.0 * np.sin(u / 510.0),
            v + 20.0 * np.sin(u / 690.0 + 0.4) * away,
        ],
        axis=-1,
    )


def to_grid(uv: ArrayLike, *, warped: bool = True) -> FloatArray:
    """Local (n, 2) places as EPSG:4549 metres (n, 2); `warped=False` keeps them ruled."""
    local = warp(uv) if warped else np.asarray(uv, dtype=np.float64)
    grid: FloatArray = local @ _AXES + np.array(ORIGIN_M)
    return grid


def to_local(xy: ArrayLike, *, warped: bool = True) -> FloatArray:
    """EPSG:4549 metres (n, 2) as local (n, 2) places: the inverse of `to_grid`, to a millimetre.

    The warp's slope stays under 0.1, so a few steps of fixed-point iteration undo it.
    """
    drawn: FloatArray = (np.asarray(xy, dtype=np.float64) - np.array(ORIGIN_M)) @ _AXES.T
    if not warped:
        return drawn
    ruled = drawn
    for _ in range(8):
        ruled = ruled + drawn - warp(ruled)
    return ruled


def point_at(u: float, v: float) -> Point:
    """The place (u, v) in EPSG:4549."""
    return Point(to_grid([[u, v]])[0])


def line_through(uv: Sequence[tuple[float, float]], step_m: float = _STEP_M) -> LineString:
    """The straight local legs through `uv`, a vertex every `step_m`, in EPSG:4549."""
    return LineString(to_grid(_densified(np.asarray(uv, dtype=np.float64), step_m)))


def curve_through(uv: Sequence[tuple[float, float]], step_m: float = _STEP_M) -> LineString:
    """A smooth curve through the local places `uv`, a vertex every `step_m`, in EPSG:4549."""
    return LineString(to_grid(smoothed(uv, step_m)))


def area_at(uv: Sequence[tuple[float, float]]) -> Polygon:
    """The local ring `uv` (open or closed) as a polygon in EPSG:4549."""
    ring = np.asarray([*uv, uv[0]], dtype=np.float64)
    return Polygon(to_grid(_densified(ring, _STEP_M)))


def box_at(u0: float, v0: float, u1: float, v1: float) -> Polygon:
    """The local rectangle between two corners as a polygon in EPSG:4549."""
    return area_at([(u0, v0), (u1, v0), (u1, v1), (u0, v1)])


def oval_at(u: float, v: float, half_u: float, half_v: float, lobes: float = 0.0) -> Polygon:
    """An ellipse about (u, v), its shore dented by `lobes` of its radius, in EPSG:4549."""
    turn = np.linspace(0.0, 2.0 * np.pi, 49)[:-1]
    radius = 1.0 + lobes * (np.sin(3.0 * turn + 0.6) + 0.6 * np.sin(2.0 * turn - 1.1))
    ring = np.stack([u + half_u * radius * np.cos(turn), v + half_v * radius * np.sin(turn)], 1)
    return Polygon(to_grid(ring))


def smoothed(points: Sequence[tuple[float, float]] | FloatArray, step_m: float) -> FloatArray:
    """Catmull-Rom curve through `points` (n, 2), about one vertex every `step_m` (m, 2)."""
    knots = np.asarray(points, dtype=np.float64)
    before, after = 2 * knots[0] - knots[1], 2 * knots[-1] - knots[-2]
    return _catmull_rom(np.vstack([before, knots, after]), step_m)


def smoothed_ring(points: Sequence[tuple[float, float]], step_m: float) -> FloatArray:
    """Closed Catmull-Rom curve through `points` (n, 2, the first not repeated), (m, 2)."""
    knots = np.asarray(points, dtype=np.float64)
    return _catmull_rom(np.vstack([knots[-1:], knots, knots[:2]]), step_m)


def _catmull_rom(padded: FloatArray, step_m: float) -> FloatArray:
    """The curve through all but the first and the last of `padded`."""
    pieces = [padded[1:2]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        count = max(1, round(float(np.hypot(*(p2 - p1))) / step_m))
        t = (np.arange(1, count + 1) / count)[:, None]
        pieces.append(
            0.5
            * (
                2 * p1
                + (p2 - p0) * t
                + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
        )
    return np.vstack(pieces)


def _densified(points: FloatArray, step_m: float) -> FloatArray:
    dense = shapely.segmentize(LineString(points), step_m)
    return shapely.get_coordinates(dense)

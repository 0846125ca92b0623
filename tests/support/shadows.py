"""What a camera sees, by definition: the sector, less each wall's shadow, less the buildings.

Slow, and independent of the product: polygons made and subtracted by GEOS.
"""

import math
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

CHORD_DEG = 0.25
EDGE_ON_M = 1e-6


class View(NamedTuple):
    """One camera."""

    x_m: float
    y_m: float
    azimuth_deg: float
    sweep_deg: float
    range_m: float


def sector(view: View) -> shapely.Polygon:
    steps = math.ceil(view.sweep_deg / CHORD_DEG) + 1
    half = view.sweep_deg / 2
    azimuths = np.radians(np.linspace(view.azimuth_deg - half, view.azimuth_deg + half, steps))
    arc = np.column_stack((np.sin(azimuths), np.cos(azimuths))) * view.range_m
    around = view.sweep_deg >= 360
    shape = arc[:-1] if around else np.vstack(([[0.0, 0.0]], arc))
    return shapely.Polygon(shape + np.array([view.x_m, view.y_m]))


def shadows(view: View, buildings: NDArray[np.object_]) -> NDArray[np.object_]:
    """The shadow behind each wall, as far as the range; walls seen edge-on cast none."""
    rings = shapely.get_rings(shapely.get_parts(buildings))
    coords, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    eye = (view.x_m, view.y_m)
    p, q = coords[:-1][same] - eye, coords[1:][same] - eye
    length = np.hypot(*(q - p).T)
    p, q, length = p[length > 0], q[length > 0], length[length > 0]
    facing = np.abs(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]) / length > EDGE_ON_M
    p, q = p[facing], q[facing]
    to_p, to_q = _unit(p), _unit(q)
    far = 4.0 * view.range_m
    corners = np.stack((p, q, far * to_q, far * _unit(to_p + to_q), far * to_p), axis=1)
    return np.asarray(shapely.make_valid(shapely.polygons(corners + eye)))


def seen_by_definition(view: View, buildings: NDArray[np.object_]) -> shapely.Geometry:
    """`buildings` may be all of a city: those out of range are left out."""
    reach = shapely.Point(view.x_m, view.y_m).buffer(view.range_m)
    near = buildings[shapely.intersects(buildings, reach)]
    hidden = shapely.union_all(np.concatenate((shadows(view, near), near)))
    return sector(view).difference(hidden)


def iou(a: shapely.Geometry, b: shapely.Geometry) -> float:
    """Intersection over union; 1 where both have no area to speak of."""
    union = float(shapely.area(shapely.union(a, b)))
    common = float(shapely.area(shapely.intersection(a, b)))
    return 1.0 if union < 1e-6 else common / union


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(vectors / np.hypot(*vectors.T)[:, None])

"""Visibility polygons by our isovists: what the known areas of other programs are of."""

import numpy as np
import shapely

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.isovist import isovists
from geodata.analysis.occluders import Occluders


def visibility_polygon(boundary: shapely.Polygon, x: float, y: float) -> shapely.Polygon:
    """What a point inside a polygon, or on its boundary, sees of it, however far.

    Raises:
        ValueError: If the point is outside the polygon.
    """
    if not boundary.covers(shapely.Point(x, y)):
        raise ValueError("the point must be inside the polygon or on its boundary")
    x_min, y_min, x_max, y_max = boundary.bounds
    across = float(np.hypot(x_max - x_min, y_max - y_min))
    frame = shapely.box(x_min - across, y_min - across, x_max + across, y_max + across)
    walls = Occluders.from_polygons(np.array([frame.difference(boundary)]), across / 64)
    view = CameraViews(
        np.array([[x, y]]),
        azimuth_deg=np.zeros(1),
        sweep_deg=np.full(1, 360.0),
        hfov_deg=np.full(1, 360.0),
        range_m=np.full(1, 2.0 * across),
        horizontal_px=np.zeros(1),
    )
    seen = isovists(walls, view, mounted_m=0.0).polygons()[0]
    if not isinstance(seen, shapely.Polygon):
        raise TypeError("an isovist is one polygon")
    return seen

"""Geometries narrowed to the type that is meant."""

import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry


def largest_polygon(shape: BaseGeometry) -> Polygon:
    """The largest polygon of a polygonal geometry; empty if there is none."""
    parts = [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]
    return max(parts, key=lambda part: part.area) if parts else Polygon()


def one_line(shape: BaseGeometry) -> LineString:
    """The geometry itself, which must be one line.

    Raises:
        TypeError: when it is anything else.
    """
    if not isinstance(shape, LineString):
        raise TypeError(f"expected one line, got {shape.geom_type}")
    return shape

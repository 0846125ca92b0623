"""From geometries to the flat arrays that marks are made of, and words from fields."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from console.layers.marks import Areas, Fill, Lines, Stroke
from geodata.arrays import Rows
from geodata.snapshot import State
from geodata.texts import Text, same


def areas(
    geometries: Sequence[Any] | NDArray[Any],
    fill: Fill,
    ids: Sequence[str] = (),
    kind: str = "",
) -> Areas:
    """A batch of areas from polygons and multipolygons; what has no surface is an empty area."""
    polygons, owner = shapely.get_parts(np.asarray(geometries, dtype=object), return_index=True)
    surfaces = shapely.get_type_id(polygons) == shapely.GeometryType.POLYGON
    polygons, owner = polygons[surfaces], owner[surfaces]
    rings, of_polygon = shapely.get_rings(polygons, return_index=True)
    coords, of_ring = shapely.get_coordinates(rings, return_index=True)
    return Areas(
        coords_m=coords,
        ring_offsets=_offsets(of_ring, len(rings)),
        area_offsets=_offsets(owner[of_polygon], len(geometries)),
        fill=fill,
        ids=ids,
        kind=kind,
    )


def lines(
    geometries: Sequence[Any] | NDArray[Any],
    stroke: Stroke,
    ids: Sequence[str] = (),
    kind: str = "",
    max_m_per_px: float = 1e9,
) -> Lines:
    """A batch of lines; the parts of a multiline become lines of their own with the same id."""
    parts, owner = shapely.get_parts(np.asarray(geometries, dtype=object), return_index=True)
    coords, of_part = shapely.get_coordinates(parts, return_index=True)
    return Lines(
        coords_m=coords,
        offsets=_offsets(of_part, len(parts)),
        stroke=stroke,
        ids=tuple(ids[i] for i in owner) if ids else (),
        kind=kind,
        max_m_per_px=max_m_per_px,
    )


def points(state: State, rows: Rows | None = None) -> NDArray[np.float64]:
    """The places of things as (n, 2) metres: a point itself, the middle of anything larger."""
    geometries = state.geometry if rows is None else state.geometry[rows]
    middles = shapely.point_on_surface(geometries)
    return np.stack([shapely.get_x(middles), shapely.get_y(middles)], axis=1)


def placed(state: State) -> Rows:
    """The rows of the things that have a place."""
    return np.flatnonzero(~shapely.is_missing(state.geometry))


def rows_where(state: State, field: str, *values: object) -> Rows:
    """The rows of a state whose field is one of the values."""
    return np.array(
        [i for i, data in enumerate(state.data) if data.get(field) in values], dtype=np.intp
    )


def named(state: State, rows: Rows) -> Rows:
    """Those of the rows that have a name."""
    return rows[[bool(name_of(state.data[r]).zh) for r in rows]] if len(rows) else rows


def chosen(state: State, rows: Rows) -> tuple[str, ...]:
    """The ids of some rows."""
    return tuple(state.ids[i] for i in rows)


def words(value: object) -> Text:
    """What people read in a field: `{"zh", "en"}`, or a plain text that reads the same in both."""
    if isinstance(value, Mapping):
        zh = str(value.get("zh", ""))
        return Text(zh, str(value.get("en", zh)))
    return same("" if value is None else str(value))


def name_of(data: Mapping[str, Any]) -> Text:
    """The name of a thing."""
    return words(data.get("name"))


def _offsets(owner: NDArray[Any], n: int) -> NDArray[np.int64]:
    return np.searchsorted(owner, np.arange(n + 1)).astype(np.int64)

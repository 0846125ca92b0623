"""Blocks between the named roads, divided into lots by smaller streets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from geodata.sample.features import NAMELESS
from geodata.sample.frame import FloatArray, box_at, line_through, to_local
from geodata.sample.trunk_roads import EAST_U, NORTH_V, SOUTH_V, WEST_U
from geodata.sample.ways import Way

BELT_V = 105.0
CORE_UV = (0.0, -350.0)
_LOT_M = ((700.0, 150.0, 225.0), (1500.0, 200.0, 285.0), (np.inf, 250.0, 345.0))
"""Within a distance of the core, lots are at most this long: drawn between the two lengths."""

_LANDMARK_LOT_M = 330.0
_LANDMARK_CLEAR_M = 60.0
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of ground between street centre lines, before streets take their width."""

    polygon: Polygon
    distance_m: float


def faces(ways: Sequence[Way], barriers: Sequence[LineString]) -> list[Polygon]:
    """The faces that the centre lines of ground ways, barriers and the edge enclose."""
    edge = box_at(WEST_U, SOUTH_V, EAST_U, NORTH_V).exterior
    belts = [line_through([(WEST_U, v), (EAST_U, v)]) for v in (-BELT_V, BELT_V)]
    lines = [way.line for way in ways if way.level == 0]
    noded = shapely.union_all([*lines, *barriers, *belts, edge], grid_size=0.01)
    return [face for face in shapely.get_parts(shapely.polygonize([noded])) if face.area > 400.0]


def from_core_m(polygon: Polygon) -> float:
    """Distance of a polygon's inner point from the core of the district."""
    inner = polygon.representative_point()
    offset = to_local([[inner.x, inner.y]], warped=False)[0] - np.array(CORE_UV)
    return float(np.hypot(*offset))


def divide(
    face: Polygon, landmarks: MultiPoint, rng: np.random.Generator
) -> tuple[list[Cell], list[LineString]]:
    """Cut a face into cells of lot size, no street through a landmark; cells and streets."""
    cells: list[Cell] = []
    streets: list[LineString] = []
    waiting = [face]
    while waiting:
        piece = waiting.pop()
        cut = _cut(piece, landmarks, rng)
        if cut is None:
            cells.append(Cell(piece, from_core_m(piece)))
            continue
        parts, lines = cut
        waiting.extend(parts)
        streets.extend(lines)
    return cells, streets


def street_ways(lines: Sequence[LineString], rng: np.random.Generator) -> list[Way]:
    """Smaller streets, without names: the real ones are not known to us."""
    return [
        Way(
            f"street-{n:03d}",
            NAMELESS,
            "street",
            line,
            float(rng.choice([9.0, 10.0, 12.0])),
        )
        for n, line in enumerate(lines, 1)
    ]


def lots(cells: Sequence[Cell], taken: Sequence[BaseGeometry]) -> Iterator[tuple[Cell, Polygon]]:
    """Each cell with what is left of it once streets and water took theirs, corners rounded."""
    tree = shapely.STRtree(list(taken))
    for cell in cells:
        near = tree.geometries.take(tree.query(cell.polygon, predicate="intersects"))
        # Rivers and expressways are long: only the stretch at the cell is worth uniting.
        close = shapely.clip_by_rect(near, *cell.polygon.buffer(1.0).bounds)
        left = cell.polygon.difference(shapely.union_all(close))
        for part in largest_parts(left.buffer(-9.0).buffer(9.0, quad_segs=3)):
            yield cell, part


def largest_parts(shape: BaseGeometry) -> list[Polygon]:
    """The parts worth building on."""
    return [part for part in shapely.get_parts(shape) if part.area > 900.0]


def _cut(
    piece: Polygon, landmarks: MultiPoint, rng: np.random.Generator
) -> tuple[list[Polygon], list[LineString]] | None:
    box = shapely.get_coordinates(shapely.oriented_envelope(piece))
    sides = np.diff(box[:3], axis=0)
    lengths = np.hypot(*sides.T)
    long = int(np.argmax(lengths))
    distance_m = from_core_m(piece)
    low, high = next((low, high) for reach, low, high in _LOT_M if distance_m < reach)
    wanted = rng.uniform(low, high)
    if piece.intersects(landmarks):
        wanted = _LANDMARK_LOT_M
    if lengths[long] <= wanted or piece.area < 1.1 * low**2:
        return None
    count = max(2, round(lengths[long] / wanted))
    freedom = float(np.clip(distance_m / 1100.0, 0.3, 2.0))
    for _ in range(_TRIES):
        share = (rng.integers(1, count) + rng.uniform(-0.12, 0.12)) / count
        line = _street_line(
            box[long] + sides[long] * share,
            sides[long] / lengths[long],
            sides[1] if long == 0 else -sides[0],
            freedom,
            rng,
        )
        if line.distance(landmarks) > _LANDMARK_CLEAR_M:
            break
    else:
        return None
    parts = [part for part in shapely.get_parts(split(piece, line)) if part.area > 1.0]
    lines = [part for part in shapely.get_parts(piece.intersection(line)) if part.length > 20.0]
    return (parts, lines) if len(parts) > 1 else None


def _street_line(
    foot: FloatArray,
    along: FloatArray,
    across: FloatArray,
    freedom: float,
    rng: np.random.Generator,
) -> LineString:
    """A bowed line from `foot` over the whole piece and a little beyond."""
    width_m = float(np.hypot(*across))
    s = np.linspace(-0.1, 1.1, max(4, round(width_m * 1.2 / 40.0)))
    bow = rng.uniform(-1.0, 1.0) * 0.05 * freedom * width_m
    lean = rng.uniform(-1.0, 1.0) * 0.08 * freedom * width_m
    sideways = bow * (1.0 - (2.0 * s - 1.0) ** 2) + lean * (s - 0.5)
    return LineString(foot + across * s[:, None] + along * sideways[:, None])

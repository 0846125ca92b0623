"""The street network cut at its junctions: one routable graph for foot and motor."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString, Point

from geodata.sample.frame import FloatArray
from geodata.sample.ways import RAMP, Way

_TOUCH_M = 0.5
_SAME_PLACE_M = 1.0


@dataclass(frozen=True, slots=True)
class StreetEdge:
    """A stretch of a way between two junctions; both directions may be used."""

    start: int
    end: int
    way: str
    way_class: str
    length_m: float
    foot: bool
    motor: bool
    line: LineString


@dataclass(frozen=True, slots=True)
class StreetGraph:
    """Junctions (n, 2) in EPSG:4549 and the edges between them.

    Ways that cross on different levels share no junction.
    """

    nodes: tuple[tuple[float, float], ...]
    edges: tuple[StreetEdge, ...]

    @property
    def xy(self) -> FloatArray:
        """The junctions as an array (n, 2)."""
        return np.array(self.nodes, dtype=np.float64)

    def length_m(self) -> float:
        """The length of all edges."""
        return float(sum(edge.length_m for edge in self.edges))

    def usable(self, *, foot: bool = False, motor: bool = False) -> list[StreetEdge]:
        """The edges open to everyone who is asked for."""
        return [
            edge for edge in self.edges if (edge.foot or not foot) and (edge.motor or not motor)
        ]


def street_graph(ways: Sequence[Way]) -> StreetGraph:
    """Cut the ways where they meet and keep what hangs together."""
    edges_of = _cut_all(ways, _joints(ways))
    places = np.array([end for _, line in edges_of for end in (line.coords[0], line.coords[-1])])
    labels, nodes = _merged(places)
    pairs = labels.reshape(-1, 2)
    kept = _main_component(pairs, len(nodes))
    order = {int(old): new for new, old in enumerate(np.flatnonzero(kept))}
    edges, seen = [], set()
    for (way, line), (start, end) in zip(edges_of, pairs.tolist(), strict=True):
        key = (min(start, end), max(start, end), round(line.length, 1))
        if not kept[start] or key in seen or (start == end and line.length < 2 * _SAME_PLACE_M):
            continue
        seen.add(key)
        edges.append(_edge(way, line, order[start], order[end], nodes[start], nodes[end]))
    return StreetGraph(tuple((float(x), float(y)) for x, y in nodes[kept]), tuple(edges))


def hanging_together(ways: Sequence[Way]) -> list[Way]:
    """The ways that can be reached from the largest connected part of the network."""
    pairs = [(index, other) for index, found in _joints(ways).items() for _, other in found]
    kept = _main_component(np.array(pairs, dtype=np.intp), len(ways))
    return [way for way, keep in zip(ways, kept, strict=True) if keep]


def _joints(ways: Sequence[Way]) -> dict[int, list[tuple[Point, int]]]:
    """For each way the places where it meets others, with the index of the other."""
    found: dict[int, list[tuple[Point, int]]] = defaultdict(list)
    lines = [way.line for way in ways]
    tree = shapely.STRtree(lines)
    left, right = tree.query(lines, predicate="intersects")
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        if i < j and ways[i].level == ways[j].level != RAMP:
            for part in shapely.get_parts(lines[i].intersection(lines[j])):
                place = part if isinstance(part, Point) else part.interpolate(0.5, normalized=True)
                found[i].append((place, j))
                found[j].append((place, i))
    ends = [Point(line.coords[k]) for line in lines for k in (0, -1)]
    at, other = tree.query(ends, predicate="dwithin", distance=_TOUCH_M)
    for end, j in zip(at.tolist(), other.tolist(), strict=True):
        i = end // 2
        if i != j:
            found[i].append((ends[end], j))
            found[j].append((ends[end], i))
    return found


def _cut_all(
    ways: Sequence[Way], joints: dict[int, list[tuple[Point, int]]]
) -> list[tuple[Way, LineString]]:
    pieces = []
    for index, way in enumerate(ways):
        line = way.line
        at = np.array([line.project(place) for place, _ in joints.get(index, ())])
        at = np.sort(at[(at > _SAME_PLACE_M) & (at < line.length - _SAME_PLACE_M)])
        if len(at):
            at = at[np.concatenate([[True], np.diff(at) > _SAME_PLACE_M])]
        pieces += [(way, piece) for piece in _cut(line, at)]
    return pieces


def _cut(line: LineString, at: FloatArray) -> list[LineString]:
    """The pieces of a line cut at the distances `at`, ascending, ends excluded."""
    if not len(at):
        return [line]
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    stations = np.unique(np.round(np.concatenate([along, at]), 3))
    xy = np.stack([np.interp(stations, along, xy[:, 0]), np.interp(stations, along, xy[:, 1])], 1)
    cuts = [0, *np.searchsorted(stations, np.round(at, 3)).tolist(), len(stations) - 1]
    return [LineString(xy[first : last + 1]) for first, last in pairwise(cuts)]


def _merged(places: FloatArray) -> tuple[NDArray[np.intp], FloatArray]:
    """One node for all places within a metre: labels (n,) and node places (m, 2)."""
    points = np.asarray(shapely.points(places), dtype=object)
    left, right = shapely.STRtree(points).query(points, predicate="dwithin", distance=_SAME_PLACE_M)
    count = len(places)
    graph = coo_array((np.ones(len(left)), (left, right)), shape=(count, count))
    number, labels = connected_components(graph, directed=False)
    sums = np.zeros((number, 2))
    np.add.at(sums, labels, places)
    nodes: FloatArray = sums / np.bincount(labels, minlength=number)[:, None]
    return labels.astype(np.intp), np.round(nodes, 2)


def _main_component(pairs: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    main: NDArray[np.bool_] = labels == np.argmax(np.bincount(labels))
    return main


def _edge(
    way: Way, line: LineString, start: int, end: int, first: FloatArray, last: FloatArray
) -> StreetEdge:
    xy = np.round(shapely.get_coordinates(line), 2)
    xy[0], xy[-1] = first, last
    drawn = LineString(xy)
    return StreetEdge(
        start, end, way.id, way.way_class, round(drawn.length, 2), way.foot, way.motor, drawn
    )

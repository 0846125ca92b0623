"""What records hold on to: kerbs, roads, places and buildings of the ground, and ways between."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.frame import FloatArray, to_grid
from geodata.sample.ground import Ground
from geodata.sample.street_graph import StreetEdge, StreetGraph

Mode = Literal["foot", "motor"]
Uv = tuple[float, float]


class Anchors:
    """The sample's ground, asked by name."""

    def __init__(self, ground: Ground) -> None:
        """Index the features by id."""
        self.ground = ground
        self._geometry = {feature.id: feature.geometry for feature in ground.features}
        self._routers: dict[Mode, Router] = {}

    def geometry(self, feature_id: str) -> BaseGeometry:
        """The geometry of a feature; raises KeyError where there is none."""
        return self._geometry[feature_id]

    def kerb(self, slug: str) -> tuple[LineString, ...]:
        """The kerb lines of a stretch, one for each side that has one."""
        found = [
            line
            for side in ("left", "right")
            if isinstance(line := self._geometry.get(f"kerb-{slug}-{side}"), LineString)
        ]
        if not found:
            raise KeyError(slug)
        return tuple(found)

    def road(self, road_id: str) -> tuple[LineString, float]:
        """The centre line of a road and its width in metres."""
        found = next(f for f in self.ground.of_kind("road") if f.id == road_id)
        line, width_m = found.geometry, found.data["width_m"]
        if not isinstance(line, LineString) or not isinstance(width_m, int | float):
            raise KeyError(road_id)
        return line, float(width_m)

    @cached_property
    def buildings(self) -> shapely.STRtree:
        """The building footprints."""
        return shapely.STRtree([f.geometry for f in self.ground.of_kind("building")])

    @property
    def district(self) -> Polygon:
        """The outline of the district."""
        outline = self._geometry["district"]
        if not isinstance(outline, Polygon):
            raise KeyError("district")
        return outline

    def router(self, mode: Mode) -> "Router":
        """The street graph as open to one mode."""
        if mode not in self._routers:
            self._routers[mode] = Router(self.ground.streets, mode)
        return self._routers[mode]


class Router:
    """Shortest ways along the streets open to one mode."""

    def __init__(self, graph: StreetGraph, mode: Mode) -> None:
        """Keep the edges open to the mode; of parallel ones the shorter."""
        best: dict[tuple[int, int], StreetEdge] = {}
        for edge in graph.usable(foot=mode == "foot", motor=mode == "motor"):
            for pair in ((edge.start, edge.end), (edge.end, edge.start)):
                if pair not in best or edge.length_m < best[pair].length_m:
                    best[pair] = edge
        self._edges = best
        self._xy = graph.xy
        pairs = np.array(list(best), dtype=np.int64)
        lengths = [edge.length_m for edge in best.values()]
        size = len(self._xy)
        self._matrix = csr_array((lengths, (pairs[:, 0], pairs[:, 1])), shape=(size, size))
        self._open = np.unique(pairs)
        self._tree = shapely.STRtree([shapely.Point(xy) for xy in self._xy[self._open]])

    def nearest(self, uv: Uv) -> int:
        """The junction open to the mode that lies nearest to a local place."""
        return int(self._open[self._tree.nearest(shapely.Point(to_grid([uv])[0]))])

    def through(self, nodes: Sequence[int]) -> LineString:
        """The shortest way that visits junctions in order; raises ValueError where none does."""
        starts = sorted(set(nodes[:-1]))
        _, before = dijkstra(self._matrix, indices=starts, return_predecessors=True)
        walked = [nodes[0]]
        for start, end in pairwise(nodes):
            walked += _back_from(end, start, before[starts.index(start)])
        pieces = [self._along(a, b) for a, b in pairwise(walked)]
        xy = np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])
        return LineString(np.round(xy, 2))

    def _along(self, start: int, end: int) -> FloatArray:
        edge = self._edges[start, end]
        xy = shapely.get_coordinates(edge.line)
        return xy if edge.start == start else xy[::-1]


def _back_from(end: int, start: int, before: NDArray[np.int32]) -> list[int]:
    way = []
    node = end
    while node != start:
        way.append(node)
        node = int(before[node])
        if node < 0:
            raise ValueError(f"no way from junction {start} to {end}")
    return way[::-1]

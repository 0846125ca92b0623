"""The street graph: one network for walkers, one for vehicles, cut where ways meet."""

import numpy as np
import pytest
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import LineString, MultiPoint, Point

from geodata.sample.ground import Ground
from geodata.sample.street_graph import StreetEdge, hanging_together, street_graph
from geodata.sample.ways import DECK, Way, path
from geodata.texts import Text

STREETS = {"expressway", "arterial", "collector", "street"}


def test_there_are_at_least_80_km_of_streets_without_lanes_and_paths(
    sample_ground: Ground,
) -> None:
    streets = [e for e in sample_ground.streets.edges if e.way_class in STREETS]
    assert sum(edge.length_m for edge in streets) >= 80_000.0


@pytest.mark.parametrize("who", ["foot", "motor"])
def test_every_street_can_be_reached(sample_ground: Ground, who: str) -> None:
    edges = sample_ground.streets.usable(foot=who == "foot", motor=who == "motor")
    assert components(edges, len(sample_ground.streets.nodes)) == 1


def test_edges_run_from_node_to_node(sample_ground: Ground) -> None:
    graph = sample_ground.streets
    for edge in graph.edges:
        assert edge.line.coords[0] == graph.nodes[edge.start]
        assert edge.line.coords[-1] == graph.nodes[edge.end]
        assert edge.length_m == pytest.approx(edge.line.length, abs=0.01)


def test_no_edge_is_there_twice(sample_ground: Ground) -> None:
    lines = [edge.line.normalize() for edge in sample_ground.streets.edges]
    left, right = shapely.STRtree(lines).query(lines, predicate="covers")
    assert [(a, b) for a, b in zip(left, right, strict=True) if a != b] == []


def test_nodes_lie_apart(sample_ground: Ground) -> None:
    points = [Point(xy) for xy in sample_ground.streets.nodes]
    left, right = shapely.STRtree(points).query(points, predicate="dwithin", distance=0.9)
    assert (left == right).all()


def test_streets_on_one_level_meet_in_nodes(sample_ground: Ground) -> None:
    ground_edges = [e for e in sample_ground.streets.edges if e.way_class not in {"expressway"}]
    lines = np.array([edge.line for edge in ground_edges])
    left, right = shapely.STRtree(lines).query(lines, predicate="crosses")
    shared = shapely.intersection(lines[left], lines[right])
    nodes = MultiPoint(sample_ground.streets.nodes)
    assert shapely.distance(shared, nodes).max(initial=0.0) < 1.5


def test_every_way_on_the_map_is_in_the_graph(sample_ground: Ground) -> None:
    drawn = {road.id for road in sample_ground.of_kind("road")}
    assert drawn == {edge.way for edge in sample_ground.streets.edges}


def test_a_bridge_over_a_street_is_no_junction() -> None:
    street = way("street", [(0, -50), (0, 50)])
    bridge = way("bridge", [(-50, 0), (50, 0)], level=DECK)
    assert len(street_graph([street, bridge]).nodes) == 2
    crossing = way("crossing", [(-50, 0), (50, 0)])
    assert len(street_graph([street, crossing]).nodes) == 5


def test_what_hangs_on_nothing_is_left_out() -> None:
    street = way("street", [(0, 0), (100, 0)])
    joined = path("joined", LineString([(50, 0.2), (50, 80)]))
    alone = path("alone", LineString([(50, 200), (90, 200)]))
    assert hanging_together([street, joined, alone]) == [street, joined]
    assert {edge.way for edge in street_graph([street, joined, alone]).edges} == {
        "street",
        "joined",
    }


def way(slug: str, xy: list[tuple[float, float]], level: int = 0) -> Way:
    return Way(slug, Text("", ""), "street", LineString(xy), 10.0, level)


def components(edges: list[StreetEdge], node_count: int) -> int:
    """Connected parts among the nodes that the edges touch."""
    ends = np.array([(edge.start, edge.end) for edge in edges])
    graph = coo_array((np.ones(len(ends)), ends.T), shape=(node_count, node_count))
    _, labels = connected_components(graph, directed=False)
    return len(np.unique(labels[np.unique(ends)]))

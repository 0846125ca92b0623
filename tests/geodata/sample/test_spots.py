"""Named spots: crossings of roads, kerbs, squares, places where people stand."""

import pytest
import shapely

from geodata.sample.frame import point_at
from geodata.sample.ground import Ground
from geodata.sample.kerbs import KERBS
from geodata.sample.spots import Spots, spots


@pytest.fixture(scope="module")
def named(sample_ground: Ground) -> Spots:
    return spots(sample_ground)


def test_a_junction_lies_on_both_roads(named: Spots) -> None:
    for first, second in (("南天成路", "相融路"), ("北天成路", "水景路"), ("修远路", "南天成路")):
        place = named.junction(first, second)
        assert min(line.distance(place) for line in named.roads[first]) < 1.0
        assert min(line.distance(place) for line in named.roads[second]) < 1.0


def test_roads_that_do_not_meet_have_no_junction(named: Spots) -> None:
    with pytest.raises(ValueError, match="do not meet"):
        named.junction("南天成路", "北天成路")
    with pytest.raises(KeyError):
        named.junction("南天成路", "人民路")


def test_every_kerb_lies_at_the_edge_of_its_road(sample_ground: Ground, named: Spots) -> None:
    roads = {road.id: road for road in sample_ground.of_kind("road")}
    assert set(named.kerbs) == {kerb.slug for kerb in KERBS}
    for kerb in KERBS:
        road = roads[kerb.road]
        half = float(str(road.data["width_m"])) / 2
        assert len(named.kerbs[kerb.slug]) == len(kerb.sides)
        for line in named.kerbs[kerb.slug]:
            assert line.length > 60.0
            away = shapely.distance(shapely.points(line.coords), road.geometry)
            assert away == pytest.approx(half - 0.5, abs=0.3)


def test_people_stand_in_the_open(sample_ground: Ground, named: Spots) -> None:
    buildings = shapely.union_all([b.geometry for b in sample_ground.of_kind("building")])
    water = shapely.union_all([w.geometry for w in sample_ground.of_kind("water")])
    for slug, place in named.standing.items():
        assert not buildings.contains(place), slug
        assert not water.contains(place), slug
        assert place.distance(point_at(0, 0)) < 1200.0


def test_squares_are_areas_and_points(named: Spots) -> None:
    for slug in ("south-square", "north-square", "taxi", "ride-hailing", "p1"):
        assert named.areas[slug].contains(named.points[slug])

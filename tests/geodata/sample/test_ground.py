"""The ground as a whole: repeatable, honest about its sources, complete."""

import json
from collections import Counter

import pytest
import shapely
from shapely import Point, Polygon

from geodata.kinds import PARTIES, record_kind
from geodata.sample.frame import point_at
from geodata.sample.ground import Ground, ground

EXPECTED = {
    "land",
    "building",
    "road",
    "rail",
    "metro_line",
    "water",
    "green",
    "place",
    "kerb",
    "district",
}


def test_two_builds_are_equal(sample_ground: Ground) -> None:
    assert ground() == sample_ground


def test_every_kind_of_ground_is_there_and_declared(sample_ground: Ground) -> None:
    assert {feature.kind for feature in sample_ground.features} == EXPECTED
    for kind in EXPECTED:
        assert record_kind(kind).code == kind


def test_every_id_is_used_once(sample_ground: Ground) -> None:
    repeated = [i for i, n in Counter(f.id for f in sample_ground.features).items() if n > 1]
    assert repeated == []


def test_every_feature_says_where_it_comes_from(sample_ground: Ground) -> None:
    for feature in sample_ground.features:
        told = feature.data
        assert told["name"] == {"zh": feature.name.zh, "en": feature.name.en}
        assert told["source"]
        assert told["confidence"] in {"H", "M", "L"}
        assert told["schematic"] is True
        assert told["precision_m"] == 150
        assert ("valid_from" in told) == ("assumed" in told)
        json.dumps(told, ensure_ascii=False)


def test_every_geometry_is_valid_finite_and_near_the_station(sample_ground: Ground) -> None:
    geometries = [feature.geometry for feature in sample_ground.features]
    assert shapely.is_valid(geometries).all()
    assert not shapely.is_empty(geometries).any()
    assert max(shapely.hausdorff_distance(point_at(0, 0), geometries)) < 5000.0


def test_what_is_known_from_2024_on_is_assumed_in_2022(sample_ground: Ground) -> None:
    places = {place.id: place for place in sample_ground.of_kind("place")}
    for slug in ("p1", "p2", "p3", "p4", "taxi", "ride-hailing", "terminus"):
        assert places[f"place-{slug}"].data["valid_from"] == "2024-10-01"
    assert "valid_from" not in places["place-south-square"].data


def test_every_place_has_a_responsible_party(sample_ground: Ground) -> None:
    parties = {str(place.data["party"]) for place in sample_ground.of_kind("place")}
    assert parties == set(PARTIES)


@pytest.mark.parametrize(
    "name",
    [
        "苏州北站",
        "南广场",
        "北广场",
        "P1 停车场",
        "P2 停车场",
        "P3 停车场",
        "P4 网约车蓄车场",
        "出租车候客区",
        "网约车上客区",
        "联平路首末站",
        "圆融广场",
        "高清传媒大厦",
        "金科观天下",
        "朗悦湾",
        "环秀湖花园",
        "建发·泱誉",
        "苏大实验学校",
        "文体中心",
        "科正大厦",
        "土木同润大厦",
        "长三角国际研发社区",
        "京沪先锋驿站",
        "大湾",
        "富翔路",
        "高铁苏州北站",
    ],
)
def test_named_places_are_on_the_map(sample_ground: Ground, name: str) -> None:
    names = {place.name.zh for place in sample_ground.of_kind("place")}
    assert name in names


def test_all_that_patrols_need_lies_in_the_district(sample_ground: Ground) -> None:
    (district,) = sample_ground.of_kind("district")
    assert isinstance(district.geometry, Polygon)
    for place in sample_ground.of_kind("place"):
        assert district.geometry.contains(place.geometry), place.id


def test_the_islet_lies_in_the_lake_and_the_lake_in_its_park(sample_ground: Ground) -> None:
    by_id = {feature.id: feature.geometry for feature in sample_ground.features}
    lake = by_id["water-huanxiu"]
    assert isinstance(lake, Polygon)
    assert len(lake.interiors) == 1
    assert Polygon(lake.interiors[0]).buffer(0.1).contains(by_id["green-islet"])
    assert isinstance(by_id["place-station"], Point)

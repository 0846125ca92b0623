"""Roads: the names and the crossing order that notices give, bridges, passages below the line."""

import pytest
import shapely
from shapely import LineString

from geodata.sample.frame import line_through
from geodata.sample.ground import Ground

WEST_TO_EAST = (
    "广济北路",
    "御窑路",
    "元和塘",
    "相城大道",
    "民乐路",
    "吴韵路",
    "水景路",
    "相融路",
    "澄阳路",
    "聚金路",
    "G524",
    "常台高速",
)
SOUTH_TO_NORTH = (
    "富元路",
    "中环北线",
    "北河泾",
    "青龙港路",
    "南天成路",
    "北天成路",
    "西公田路",
    "富翔路",
    "太东路",
    "渭中路",
)
OTHERS = (
    "太阳路",
    "城通路",
    "修远路",
    "联平路",
    "民泰路",
    "正辉路",
    "胡巷街",
    "采莲路",
    "蠡太路",
    "齐门北大街",
    "东公田路",
)


@pytest.mark.parametrize("v", [-115.0, 0.0, 115.0])
def test_the_railway_is_crossed_west_to_east_in_the_stated_order(
    sample_ground: Ground, v: float
) -> None:
    transect = line_through([(-3000, v), (2530, v)], 10.0)
    assert crossed(sample_ground, transect, WEST_TO_EAST) == list(WEST_TO_EAST)


@pytest.mark.parametrize("u", [-1350.0, 0.0, 1000.0])
def test_roads_are_crossed_south_to_north_in_the_stated_order(
    sample_ground: Ground, u: float
) -> None:
    transect = line_through([(u, -2550), (u, 2510)], 10.0)
    assert crossed(sample_ground, transect, SOUTH_TO_NORTH) == list(SOUTH_TO_NORTH)


def test_every_road_that_was_named_is_drawn_with_both_names(sample_ground: Ground) -> None:
    drawn = names(sample_ground)
    for name in {*WEST_TO_EAST, *SOUTH_TO_NORTH, *OTHERS} - {"元和塘", "北河泾"}:
        assert name in drawn
        assert drawn[name].isascii()
        assert drawn[name]


def test_other_names_of_a_road_are_kept(sample_ground: Ground) -> None:
    roads = {road.id: road.data["aliases"] for road in sample_ground.of_kind("road")}
    assert roads["road-guangji"] == ["S228"]
    assert roads["road-shuijing"] == ["水景街"]


def test_roads_that_cross_the_line_pass_below_it(sample_ground: Ground) -> None:
    roads = {road.id: road for road in sample_ground.of_kind("road")}
    for slug in ("yuyao", "xiangcheng", "minle", "wuyun", "shuijing", "xiangrong", "chengyang"):
        assert roads[f"road-{slug}"].data["under_railway"]
    assert roads["road-nantiancheng"].data["under_railway"] == []


def test_roads_bridge_the_canal(sample_ground: Ground) -> None:
    roads = {road.id: road for road in sample_ground.of_kind("road")}
    canal = next(w for w in sample_ground.of_kind("water") if w.id == "water-yuanhe")
    for slug in ("qinglonggang", "nantiancheng", "beitiancheng", "fuxiang"):
        road = roads[f"road-{slug}"]
        assert isinstance(road.geometry, LineString)
        at = road.geometry.project(road.geometry.intersection(canal.geometry).centroid)
        assert any(start < at < end for start, end in stretches(road.data["bridges"]))


def test_expressways_are_for_vehicles_and_paths_for_people(sample_ground: Ground) -> None:
    for road in sample_ground.of_kind("road"):
        assert road.data["foot"] is (road.data["class"] != "expressway")
        assert road.data["motor"] is (road.data["class"] != "path")


def test_no_street_runs_right_beside_another(sample_ground: Ground) -> None:
    streets = [
        road.geometry
        for road in sample_ground.of_kind("road")
        if road.data["class"] in {"street", "collector", "arterial"}
        and not road.id.startswith(("road-taiyang", "road-g524-side", "street-yuanhe"))
    ]
    tree = shapely.STRtree(streets)
    for line in streets:
        places = [line.interpolate(share, normalized=True) for share in (0.25, 0.5, 0.75)]
        beside = [tree.query(place, predicate="dwithin", distance=25.0) for place in places]
        assert len(set.intersection(*(set(found.tolist()) for found in beside))) == 1


def stretches(told: object) -> list[tuple[float, float]]:
    """Stretches [from_m, to_m] as a road tells them."""
    assert isinstance(told, list)
    return [(float(start), float(end)) for start, end in told]


def names(sample_ground: Ground) -> dict[str, str]:
    """English names of roads by their Chinese ones."""
    found = {}
    for road in sample_ground.of_kind("road"):
        found[road.name.zh] = road.name.en
    return found


def crossed(sample_ground: Ground, transect: LineString, wanted: tuple[str, ...]) -> list[str]:
    """The names among `wanted` in the order in which the transect meets them."""
    met = []
    for kind in ("road", "water"):
        for feature in sample_ground.of_kind(kind):
            name = feature.name.zh
            if name in wanted and feature.geometry.intersects(transect):
                place = feature.geometry.intersection(transect).centroid
                met.append((transect.project(place), name))
    return [name for _, name in sorted(met)]

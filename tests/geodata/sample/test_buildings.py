"""Buildings: enough of them, of every use, and never in the way of anything."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.sample.ground import Ground

TOUCH_M2 = 0.5
"""Walls that two parts of a building share may overlap by a rounding error."""


def test_there_are_at_least_600_footprints_of_every_use(sample_ground: Ground) -> None:
    uses = Counter(str(building.data["use"]) for building in sample_ground.of_kind("building"))
    assert sum(uses.values()) >= 1200
    assert {"office", "mall", "estate", "school", "industry", "mixed", "public", "station"} <= set(
        uses
    )


def test_buildings_are_as_tall_as_buildings_are(sample_ground: Ground) -> None:
    for building in sample_ground.of_kind("building"):
        assert 3.0 <= float(str(building.data["height_m"])) <= 200.0
        assert 40.0 <= building.geometry.area <= 30_000.0


def test_no_building_overlaps_another(sample_ground: Ground) -> None:
    footprints = footprints_of(sample_ground)
    left, right = shapely.STRtree(footprints).query(footprints, predicate="intersects")
    shared = shapely.intersection(footprints[left[left < right]], footprints[right[left < right]])
    assert shapely.area(shared).max(initial=0.0) < TOUCH_M2


def test_no_building_stands_on_a_road(sample_ground: Ground) -> None:
    surfaces = [
        road.geometry.buffer(float(str(road.data["width_m"])) / 2, cap_style="flat")
        for road in sample_ground.of_kind("road")
        if road.data["class"] != "path"
    ]
    assert overlap_m2(sample_ground, surfaces) < TOUCH_M2


@pytest.mark.parametrize("kind", ["water", "green"])
def test_no_building_stands_in_water_or_on_a_lawn(sample_ground: Ground, kind: str) -> None:
    # A park's own pavilion stands in its park.
    areas = [
        found.geometry
        for found in sample_ground.of_kind(kind)
        if found.data.get("green_kind") != "park"
    ]
    assert overlap_m2(sample_ground, areas) < TOUCH_M2


def test_no_building_stands_on_the_railway(sample_ground: Ground) -> None:
    beds = [rail.geometry for rail in sample_ground.of_kind("rail") if rail.data["part"] == "bed"]
    assert overlap_m2(sample_ground, beds) < TOUCH_M2


def test_no_building_stands_below_the_metro_viaduct(sample_ground: Ground) -> None:
    viaducts = [
        line.geometry.buffer(8.0)
        for line in sample_ground.of_kind("metro_line")
        if line.data["form"] == "elevated"
    ]
    assert overlap_m2(sample_ground, viaducts) < TOUCH_M2


def test_buildings_are_set_back_from_arterials(sample_ground: Ground) -> None:
    footprints = shapely.STRtree([b.geometry for b in sample_ground.of_kind("building")])
    for road in sample_ground.of_kind("road"):
        if road.data["class"] == "arterial":
            reach = float(str(road.data["width_m"])) / 2 + 8.0
            near = footprints.query(road.geometry, predicate="dwithin", distance=reach)
            assert len(near) == 0, road.id


def overlap_m2(sample_ground: Ground, areas: Sequence[BaseGeometry]) -> float:
    """The largest overlap of a building with one of the areas."""
    footprints = footprints_of(sample_ground)
    tree = shapely.STRtree(areas)
    left, right = tree.query(footprints, predicate="intersects")
    shared = shapely.intersection(footprints[left], tree.geometries[right])
    return float(shapely.area(shared).max(initial=0.0))


def footprints_of(sample_ground: Ground) -> NDArray[np.object_]:
    """All footprints as an array."""
    return np.array([building.geometry for building in sample_ground.of_kind("building")])

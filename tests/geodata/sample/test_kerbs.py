"""Kerbs: where vehicles stand, at the edge of the road they belong to."""

import pytest
import shapely

from geodata.sample.anchors import Anchors
from geodata.sample.ground import Ground
from geodata.sample.kerbs import KERBS


def test_every_kerb_lies_at_the_edge_of_its_road(sample_ground: Ground) -> None:
    anchors = Anchors(sample_ground)
    for kerb in KERBS:
        road, width_m = anchors.road(kerb.road)
        lines = anchors.kerb(kerb.slug)
        assert len(lines) == len(kerb.sides)
        for line in lines:
            assert line.length > 60.0
            away = shapely.distance(shapely.points(line.coords), road)
            assert away == pytest.approx(width_m / 2 - 0.5, abs=0.3)


def test_a_kerb_or_road_that_nobody_drew_is_not_there(sample_ground: Ground) -> None:
    anchors = Anchors(sample_ground)
    with pytest.raises(KeyError):
        anchors.kerb("nowhere")
    assert {str(kerb.data["kerb"]) for kerb in sample_ground.of_kind("kerb")} == {
        kerb.slug for kerb in KERBS
    }

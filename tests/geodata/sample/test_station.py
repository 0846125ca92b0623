"""The station, the railway and the metro as public pages describe them."""

import numpy as np
import pytest
import shapely
from pyproj import Transformer
from shapely import Point

from geodata.sample.ground import Ground

METRO_LON_LAT_DEG = {
    "fuxianglu": (120.64694, 31.43222),
    "suzhoubei": (120.6408, 31.4239),
    "dawan": (120.6288, 31.4186),
    "fuyuanlu": (120.6208, 31.4056),
}
"""Published station places, WGS-84, ±50 m."""


@pytest.mark.parametrize("slug", METRO_LON_LAT_DEG)
def test_metro_stations_lie_where_they_were_published(sample_ground: Ground, slug: str) -> None:
    to_metres = Transformer.from_crs(4326, 4549, always_xy=True)
    published = Point(to_metres.transform(*METRO_LON_LAT_DEG[slug]))
    (drawn,) = [p for p in sample_ground.of_kind("place") if p.id == f"place-metro-{slug}"]
    assert drawn.geometry.distance(published) < 150.0


def test_every_metro_station_lies_on_the_line_and_has_exits(sample_ground: Ground) -> None:
    line = shapely.union_all([part.geometry for part in sample_ground.of_kind("metro_line")])
    places = sample_ground.of_kind("place")
    stations = [p for p in places if p.data["place_kind"] == "metro_station"]
    assert len(stations) == 5
    for station in stations:
        assert station.geometry.distance(line) < 30.0
        slug = station.id.removeprefix("place-metro-")
        assert len([p for p in places if p.data.get("station") == slug]) >= 2


def test_two_island_platforms_of_450_by_12_metres(sample_ground: Ground) -> None:
    platforms = parts(sample_ground, "platform")
    assert len(platforms) == 2
    assert shapely.area(platforms) == pytest.approx([450 * 12] * 2, rel=0.02)


def test_six_tracks_run_beside_the_platforms_and_never_through_them(
    sample_ground: Ground,
) -> None:
    tracks, platforms = parts(sample_ground, "track"), parts(sample_ground, "platform")
    assert len(tracks) == 6
    apart = shapely.distance(np.array(tracks)[:, None], np.array(platforms)[None, :])
    assert apart.min() > 1.5
    assert (apart.min(axis=1) < 4.0).sum() == 4


def test_the_yard_has_ten_tracks(sample_ground: Ground) -> None:
    assert len(parts(sample_ground, "siding")) == 10


def test_squares_lie_clear_of_the_halls_and_buildings(sample_ground: Ground) -> None:
    buildings = [building.geometry for building in sample_ground.of_kind("building")]
    for square in sample_ground.of_kind("land"):
        if square.id.startswith("land-square"):
            assert shapely.area(shapely.intersection(square.geometry, buildings)).max() < 0.5


def parts(sample_ground: Ground, part: str) -> list[shapely.Geometry]:
    """The railway features that play one part."""
    return [rail.geometry for rail in sample_ground.of_kind("rail") if rail.data["part"] == part]

"""Isovists held against the known answers of others and against real footprints."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely
from numpy.typing import NDArray

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.isovist import isovists
from geodata.analysis.occluders import Occluders
from tests.support.shadows import View, iou, seen_by_definition
from tests.support.visibility import visibility_polygon

KNOWN = "visibility/cgal_visibility_known_answers.json"
FOOTPRINTS = "suzhou/suzhou_gusu_buildings_osm_8242.geojson"
CASES = [
    "test_simple_polygon_1",
    "test_simple_polygon_10",
    "test_simple_polygon_20",
    "test_non_simple_polygon_1",
]
CAMERAS, BATCHES = 1000, 4


@pytest.mark.parametrize("name", CASES)
def test_areas_that_cgal_gives(real_data: Path, name: str) -> None:
    cases = {case["name"]: case for case in json.loads((real_data / KNOWN).read_text())["cases"]}
    assert sorted(cases) == sorted(CASES)
    case = cases[name]
    edges = [[float(Fraction(value)) for value in edge] for edge in case["input_edges"]]
    x, y = (float(Fraction(value)) for value in case["query_point"])
    lines = shapely.linestrings(np.array(edges).reshape(-1, 2, 2))
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)]))
    (face,) = faces[shapely.covers(faces, shapely.Point(x, y))]
    area = case.get("visible_area", case.get("regularised_visible_area_computed_here"))
    assert visibility_polygon(face, x, y).area == pytest.approx(area, rel=1e-6)


@pytest.fixture(scope="module")
def footprints(real_data: Path) -> NDArray[np.object_]:
    """The old city's buildings in EPSG:4549."""
    features = json.loads((real_data / FOOTPRINTS).read_text())["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    to_metres = pyproj.Transformer.from_crs(4326, 4549, always_xy=True)
    moved = shapely.transform(
        shapes, lambda lon_lat: np.column_stack(to_metres.transform(*lon_lat.T))
    )
    return np.asarray(moved)


def seeded_views(city: NDArray[np.object_]) -> list[View]:
    """Seven of ten stand in the open near buildings, two hang on walls, one at a corner."""
    rng = np.random.default_rng(20221001)
    tree = shapely.STRtree(city)
    middles = shapely.get_coordinates(shapely.centroid(city))
    views: list[View] = []
    while len(views) < CAMERAS:
        building = int(rng.integers(len(city)))
        place = len(views) % 10
        if place < 7:
            xy = middles[building] + rng.normal(0, 25, 2)
            within_m, most = 0.0, 0
        else:
            ring = shapely.get_coordinates(city[building])
            k = int(rng.integers(len(ring) - 1))
            xy = ring[k] + (rng.uniform(0.05, 0.95) if place < 9 else 0) * (ring[k + 1] - ring[k])
            within_m, most = 0.02, 1
        if len(tree.query(shapely.Point(xy), "dwithin", distance=within_m)) > most:
            continue
        sweep = 360.0 if rng.random() < 0.15 else rng.uniform(50, 110)
        views.append(View(xy[0], xy[1], rng.uniform(0, 360), sweep, rng.uniform(30, 120)))
    return views


@pytest.mark.parametrize("batch", range(BATCHES))
def test_each_camera_sees_what_it_sees_by_definition(
    footprints: NDArray[np.object_], batch: int
) -> None:
    views = seeded_views(footprints)[batch::BATCHES]
    x, y, azimuth, sweep, range_m = np.array(views).T
    seen = isovists(
        Occluders.from_polygons(footprints),
        CameraViews(
            np.column_stack((x, y)), azimuth, sweep, sweep, range_m, np.full(len(x), 1920.0)
        ),
    ).polygons()
    assert shapely.is_valid(seen).all()
    tree = shapely.STRtree(footprints)
    for view, shape in zip(views, seen, strict=True):
        near = tree.query(shapely.Point(view.x_m, view.y_m).buffer(view.range_m))
        assert iou(shape, seen_by_definition(view, footprints[np.sort(near)])) >= 0.999, view

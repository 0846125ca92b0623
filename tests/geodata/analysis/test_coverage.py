"""How much of the public ground cameras see."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.coverage import Coverage, State, coverage, ground
from geodata.analysis.dori import DoriLevel, px_per_m
from geodata.analysis.grids import GridSpec
from geodata.analysis.isovist import isovists
from geodata.analysis.occluders import Occluders

EAST, NORTH = 560_000.0, 3_460_000.0
CORNER = np.array([EAST, NORTH])
GRID = GridSpec(EAST, NORTH, 2.0, 60, 50)
EVERYWHERE = np.ones(GRID.shape, bool)


def views(*cameras: tuple[float, float, float, float, float]) -> CameraViews:
    """Full HD cameras as (x, y, azimuth, field of view, range) from the grid's corner."""
    x, y, azimuth, lens, range_m = np.array(cameras, float).reshape(-1, 5).T
    sweep = np.where(lens > 300, 360.0, lens)
    return CameraViews(
        np.column_stack((x, y)) + CORNER, azimuth, sweep, lens, range_m, np.full(len(x), 1920.0)
    )


def blocks(*boxes: tuple[float, float, float, float]) -> Occluders:
    return Occluders.from_polygons(
        np.array([shapely.box(*(np.array(box) + [EAST, NORTH] * 2)) for box in boxes], object)
    )


def covered(
    cameras: CameraViews, states: list[State], occluders: Occluders | None = None
) -> Coverage:
    seen = isovists(occluders or blocks(), cameras)
    return coverage(cameras, seen, states, GRID, EVERYWHERE)


def cell(x: float, y: float) -> tuple[int, int]:
    return int(y // GRID.cell_m), int(x // GRID.cell_m)


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1))
def test_counts_are_those_of_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 12
    corners = rng.uniform(0, 100, (8, 2))
    occluders = blocks(
        *[
            (x, y, x + w, y + h)
            for (x, y), (w, h) in zip(corners, rng.uniform(3, 20, (8, 2)), strict=True)
        ]
    )
    cameras = views(
        *np.column_stack(
            (
                rng.uniform(-20, 140, (n, 2)),
                rng.uniform(0, 360, n),
                rng.choice([30.0, 90.0, 360.0], n),
                rng.uniform(5, 80, n),
            )
        )
    )
    seen = isovists(occluders, cameras)
    result = coverage(cameras, seen, ["online"] * n, GRID, EVERYWHERE)
    x, y = np.meshgrid(*GRID.centres())
    counts, best = np.zeros(GRID.shape, int), np.zeros(GRID.shape)
    unclear = np.zeros(GRID.shape, bool)
    for k, shape in enumerate(seen.polygons()):
        inside = shapely.contains_xy(shape, x, y)
        away = np.hypot(x - seen.eyes[k, 0], y - seen.eyes[k, 1])
        density = px_per_m(away, np.array(1920.0), cameras.hfov_deg[k : k + 1])
        counts += inside
        best = np.maximum(best, np.where(inside, density, 0.0))
        unclear |= shapely.dwithin(shapely.boundary(shape), shapely.points(x, y), 1e-6)
    assert (result.seen_by == counts)[~unclear].all()
    assert np.allclose(result.px_per_m[~unclear], best[~unclear], rtol=1e-5)


@given(st.integers(0, 2**32 - 1))
def test_rings_that_share_an_edge_share_no_cell_and_miss_none(seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 120, (12, 2)) * 1.0
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(points), extend_to=shapely.box(-9, -9, 130, 130)
        )
    )
    tiles = shapely.transform(cells, lambda coords: coords + CORNER)
    times = np.zeros(GRID.shape, int)
    for k in range(len(tiles)):
        times += ground(GRID, tiles[k : k + 1])
    assert (times == 1).all()


def test_ground_leaves_out_courtyards_and_buildings() -> None:
    yard = shapely.box(EAST + 10, NORTH + 10, EAST + 20, NORTH + 20).exterior
    ring = shapely.Polygon(shapely.box(EAST, NORTH, EAST + 40, NORTH + 40).exterior, [yard])
    both = shapely.MultiPolygon([ring, shapely.box(EAST + 60, NORTH, EAST + 80, NORTH + 20)])
    house = shapely.box(EAST + 30, NORTH + 30, EAST + 50, NORTH + 50)
    mask = ground(GRID, np.array([both, None, shapely.Polygon()], dtype=object), np.array([house]))
    assert mask.sum() * 4 == 1600 - 100 + 400 - 100
    assert not mask[cell(15, 15)]
    assert not mask[cell(35, 35)]
    assert mask[cell(70, 10)]


def test_cameras_out_of_order_see_nothing_and_unknown_ones_are_told_apart() -> None:
    cameras = views(*[(x, 50, 0, 360, 9) for x in (10, 35, 60, 85)])
    result = covered(cameras, ["online", "offline", "fault", "unknown"])
    assert result.seen_by[cell(10, 52)] == 1
    for x in (35, 60):
        assert result.blind[cell(x, 52)]
    assert result.uncertain[cell(85, 52)]
    assert not result.blind[cell(85, 52)]
    assert result.px_per_m[cell(85, 52)] == 0
    assert result.cameras == {"online": 1, "offline": 1, "fault": 1, "unknown": 1}


def test_the_summary_adds_up_and_can_be_written_as_json() -> None:
    cameras = views((60, 50, 0, 360, 30), (20, 50, 90, 60, 60), (90, 90, np.nan, 60, 60))
    town = blocks((40, 40, 50, 60))
    result = covered(cameras, ["online", "unknown", "online"], town)
    summary = json.loads(json.dumps(result.summary()))
    assert summary["seen"]["share"] + summary["blind"]["share"] + summary["uncertain"]["share"] == (
        pytest.approx(1)
    )
    by_ring = shapely.area(isovists(town, cameras).polygons()[0])
    assert summary["seen"]["area_m2"] == pytest.approx(by_ring, rel=0.02)
    shares = [summary[level.code]["share"] for level in DoriLevel]
    assert shares == sorted(shares, reverse=True)
    assert summary["cameras"] == {
        "online": 2,
        "offline": 0,
        "fault": 0,
        "unknown": 1,
        "without_view": 1,
    }
    assert summary["public_m2"] == 60 * 50 * 4


def test_levels_follow_the_density() -> None:
    result = covered(views((60, 50, 0, 90, 60)), ["online"])
    for metres, reached in ((3, 4), (7, 3), (13, 2), (33, 1), (43, 0)):
        density = result.px_per_m[cell(60.5, 50 + metres)]
        assert sum(density >= level.value for level in DoriLevel) == reached
    assert result.seen_by[cell(60.5, 93)] == 1


def test_only_public_ground_counts() -> None:
    cameras = views((60, 50, 0, 360, 30))
    nothing = np.zeros(GRID.shape, bool)
    seen = isovists(blocks(), cameras)
    result = coverage(cameras, seen, ["online"], GRID, nothing)
    assert result.summary()["seen"] == {"share": None, "area_m2": 0.0}
    assert not result.blind.any()


def test_unknown_pixels_see_without_a_level() -> None:
    known = views((60, 50, 0, 90, 60))
    cameras = CameraViews(
        known.xy_m,
        known.azimuth_deg,
        known.sweep_deg,
        known.hfov_deg,
        known.range_m,
        np.array([np.nan]),
    )
    result = covered(cameras, ["online"])
    assert result.seen_by[cell(60.5, 60)] == 1
    assert result.px_per_m[cell(60.5, 60)] == 0


def test_lengths_and_shapes_must_agree() -> None:
    cameras = views((60, 50, 0, 360, 30))
    seen = isovists(blocks(), cameras)
    with pytest.raises(ValueError, match="length"):
        coverage(cameras, seen, ["online", "online"], GRID, EVERYWHERE)
    with pytest.raises(ValueError, match="Online"):
        coverage(cameras, seen, ["Online"], GRID, EVERYWHERE)  # type: ignore[list-item]
    with pytest.raises(ValueError, match="shape"):
        coverage(cameras, seen, ["online"], GRID, EVERYWHERE[:5])


def test_cameras_off_the_grid_do_no_harm() -> None:
    result = covered(views((-500, -500, 0, 360, 90), (130, 50, 270, 360, 40)), ["online"] * 2)
    assert result.seen_by[cell(118, 50)] == 1
    assert result.seen_by[cell(60, 50)] == 0

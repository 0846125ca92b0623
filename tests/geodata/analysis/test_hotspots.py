"""Hotspots: real clusters are found and named sure, chance is not."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis.hotspots import HotspotOptions, Hotspots, StudyArea, hotspots
from geodata.arrays import Floats

DISTRICT = StudyArea((560_000.0, 3_477_000.0, 562_000.0, 3_478_500.0))
USUAL = HotspotOptions()
NONE = np.empty(0)


def _anywhere(n: int, seed: int) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(seed)
    x_min, y_min, x_max, y_max = DISTRICT.bounds
    return draw.uniform(x_min, x_max, n), draw.uniform(y_min, y_max, n)


def _at_two_kerbs(seed: int = 1) -> tuple[Floats, Floats, Floats]:
    """120 records anywhere, 40 at one kerb, 25 at another."""
    draw = np.random.default_rng(seed)
    x, y = _anywhere(120, seed)
    east = np.concatenate((x, draw.normal(560_600, 40, 40), draw.normal(561_500, 30, 25)))
    north = np.concatenate((y, draw.normal(3_477_500, 15, 40), draw.normal(3_478_100, 15, 25)))
    return east, north, draw.integers(1, 4, east.size).astype(np.float64)


def _found(seed: int = 1, options: HotspotOptions = USUAL) -> Hotspots:
    return hotspots(*_at_two_kerbs(seed), DISTRICT, options)


def test_the_two_kerbs_are_the_hotspots() -> None:
    found = _found()
    first, second = found.regions
    assert (first.rank, second.rank) == (1, 2)
    assert first.level == second.level == 99
    assert first.peak_z > second.peak_z > 3
    assert max(first.p_fdr, second.p_fdr) < 0.001
    assert np.hypot(first.x_m - 560_600, first.y_m - 3_477_500) < 50
    assert np.hypot(second.x_m - 561_500, second.y_m - 3_478_100) < 50
    assert first.records >= 38
    assert first.vehicles > first.records


def test_a_region_counts_what_its_outline_encloses() -> None:
    x, y, vehicles = _at_two_kerbs()
    for region in _found().regions:
        rings = (region.outline.ring(i) for i in range(len(region.outline)))
        within = shapely.contains_xy(shapely.union_all([shapely.Polygon(r) for r in rings]), x, y)
        assert region.records == within.sum()
        assert region.vehicles == vehicles[within].sum()


def test_outlines_of_regions_and_of_the_whole_map_agree() -> None:
    found = _found()
    for level in (99, 95):
        drawn = found.outline(level)
        whole = sum(shapely.Polygon(drawn.ring(i)).area for i in range(len(drawn)))
        cells = found.cells_at(99) + (found.cells_at(95) if level == 95 else 0)
        assert whole == pytest.approx(cells * 2500.0)
    assert sum(len(r.cells) for r in found.regions) == found.cells_at(99) + found.cells_at(95)


@pytest.mark.parametrize("vehicles", [1, 3, 60, 77_002, 10**12])
def test_one_incident_is_no_hotspot(vehicles: int) -> None:
    x, y = np.array([560_777.0]), np.array([3_477_777.0])
    counts = np.array([vehicles])
    assert hotspots(x, y, counts, DISTRICT, USUAL).regions == ()
    by_the_normal_curve = hotspots(x, y, counts, DISTRICT, HotspotOptions(test="gi_star"))
    assert by_the_normal_curve.regions[0].peak_z > 10


@pytest.mark.parametrize("n", [20, 200, 2_000])
def test_chance_alone_makes_hotspots_in_one_window_of_twenty_at_most(n: int) -> None:
    alarmed = sum(
        bool(hotspots(*_anywhere(n, seed), None, DISTRICT, USUAL).regions) for seed in range(60)
    )
    assert alarmed <= 6  # P(Binomial(60, .05) > 6) is 3 %, and these seeds are fixed


def test_an_empty_window_says_so() -> None:
    found = hotspots(NONE, NONE, None, DISTRICT, USUAL)
    assert found.is_empty
    assert found.regions == ()
    assert not found.significance.level.any()
    assert np.all(found.significance.p_fdr == 1.0)
    assert len(found.outline(95)) == 0
    assert found.density.peak_per_ha == 0.0
    assert found.as_json()["vehicles"] == 0


def test_the_same_everywhere_is_hot_nowhere() -> None:
    xs, ys = DISTRICT.cells(50.0).spec.centres()
    x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
    found = hotspots(x, y, None, DISTRICT, USUAL)
    assert not found.significance.z.any()
    assert not found.significance.level.any()


def test_an_empty_lake_in_a_busy_district_is_cold() -> None:
    x, y = _anywhere(9_000, 3)
    dry = np.hypot(x - 561_000, y - 3_477_750) > 300
    found = hotspots(x[dry], y[dry], None, DISTRICT, USUAL)
    assert found.cells_at(-99) > 50
    assert found.cells_at(99) < found.cells_at(-99) / 20
    lake = found.outline(-99)
    assert shapely.Polygon(lake.ring(0)).contains(shapely.Point(561_000, 3_477_750))


@given(east=st.integers(-40, 40), north=st.integers(-40, 40))
@settings(max_examples=10)
def test_moving_everything_by_whole_cells_moves_the_answer_with_it(east: int, north: int) -> None:
    x, y, vehicles = (np.rint(column) for column in _at_two_kerbs())
    x_min, y_min, x_max, y_max = DISTRICT.bounds
    dx, dy = 50.0 * east, 50.0 * north
    there = StudyArea((x_min + dx, y_min + dy, x_max + dx, y_max + dy))
    here = hotspots(x, y, vehicles, DISTRICT, USUAL)
    moved = hotspots(x + dx, y + dy, vehicles, there, USUAL)
    np.testing.assert_array_equal(moved.significance.level, here.significance.level)
    np.testing.assert_array_equal(moved.vehicles, here.vehicles)
    np.testing.assert_allclose(moved.density.per_ha, here.density.per_ha, atol=1e-9)
    np.testing.assert_allclose(
        moved.outline(95).xy_m, here.outline(95).xy_m + np.array([dx, dy]), atol=1e-6
    )


@given(seed=st.integers(0, 1000))
@settings(max_examples=10)
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    x, y, vehicles = _at_two_kerbs()
    order = np.random.default_rng(seed).permutation(x.size)
    here, shuffled = (
        hotspots(x[i], y[i], vehicles[i], DISTRICT, USUAL) for i in (slice(None), order)
    )
    assert shuffled.as_json()["regions"] == here.as_json()["regions"]
    assert shuffled.as_json()["cells"] == here.as_json()["cells"]


def test_vehicles_or_records() -> None:
    x, y, vehicles = _at_two_kerbs()
    by_vehicles = hotspots(x, y, vehicles, DISTRICT, USUAL)
    by_records = hotspots(x, y, vehicles, DISTRICT, HotspotOptions(measure="records"))
    alone = hotspots(x, y, None, DISTRICT, HotspotOptions(measure="records"))
    np.testing.assert_array_equal(by_records.significance.z, alone.significance.z)
    np.testing.assert_array_equal(by_records.density.per_ha, alone.density.per_ha)
    np.testing.assert_array_equal(by_records.vehicles, by_vehicles.vehicles)
    assert by_records.vehicles.sum() == vehicles.sum()
    assert by_records.records.sum() == 185
    assert by_vehicles.density.peak_per_ha > by_records.density.peak_per_ha


def test_doubling_every_count_leaves_z_as_it_is() -> None:
    x, y, vehicles = _at_two_kerbs()
    once, twice = (hotspots(x, y, vehicles * k, DISTRICT, USUAL) for k in (1, 2))
    np.testing.assert_allclose(twice.significance.z, once.significance.z, atol=1e-9)


def test_only_what_lies_in_the_study_area_counts() -> None:
    x, y, vehicles = _at_two_kerbs()
    west_half = StudyArea.of(shapely.box(560_000, 3_477_000, 561_000, 3_478_500))
    found = hotspots(x, y, vehicles, west_half, USUAL)
    inside = x < 561_000
    assert found.records.sum() == inside.sum()
    assert found.vehicles.sum() == vehicles[inside].sum()
    assert found.elsewhere == x.size - inside.sum()
    assert len(found.regions) == 1


def test_cells_at_the_border_have_fewer_neighbours() -> None:
    cells = DISTRICT.cells(50.0)
    assert cells.spec.shape == (30, 40)
    assert cells.neighbours[0, 0] == 4
    assert cells.neighbours[0, 7] == 6
    assert cells.neighbours[9, 9] == 9
    assert DISTRICT.cells(50.0) is cells


def test_a_study_area_of_any_shape_is_the_cells_whose_centre_it_holds() -> None:
    round_area = shapely.Point(561_000, 3_477_750).buffer(600)
    study = StudyArea.of(round_area)
    cells = study.cells(50.0)
    xs, ys = cells.spec.centres()
    for row, column in ((0, 0), (12, 12), (3, 5)):
        centre = shapely.Point(xs[column], ys[row])
        assert cells.inside[row, column] == round_area.contains(centre)
    found = hotspots(*_at_two_kerbs(), study, USUAL)
    assert np.array_equal(np.isnan(found.significance.z), ~cells.inside)
    assert not found.significance.level[~cells.inside].any()
    assert not found.vehicles[~cells.inside].any()


def test_the_answer_can_be_written_as_json() -> None:
    found = _found()
    told = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert told["measure"] == "vehicles"
    assert told["study_cells"] == 1200
    assert told["records"] + told["elsewhere"] == 185
    assert told["cells"]["hot_99"] == found.cells_at(99)
    assert [region["rank"] for region in told["regions"]] == [1, 2]


def test_a_large_area_gets_coarser_grids() -> None:
    county = StudyArea((0.0, 0.0, 60_000.0, 50_000.0))
    with pytest.raises(ValueError, match="cells"):
        hotspots(NONE, NONE, None, county, USUAL)
    fitted = USUAL.fitted(county)
    assert fitted == HotspotOptions(cell_m=400.0, bandwidth_m=880.0)
    assert hotspots(NONE, NONE, None, county, fitted).is_empty
    assert USUAL.fitted(DISTRICT) is USUAL


@pytest.mark.parametrize("count", [-1.0, 0.5, np.nan, np.inf])
def test_counts_that_cannot_be_are_refused(count: float) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        hotspots(np.zeros(1), np.zeros(1), np.array([count]), DISTRICT, USUAL)


@pytest.mark.parametrize(
    "options",
    [{"cell_m": 0.0}, {"bandwidth_m": np.inf}, {"measure": "persons"}, {"test": "guess"}],
)
def test_options_make_sense_or_say_why_not(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="|".join(options)):
        HotspotOptions(**options)  # type: ignore[arg-type]  # as a command line might


def test_an_area_that_holds_no_cell_is_refused() -> None:
    sliver = StudyArea.of(shapely.box(10.0, 10.0, 12.0, 12.0))
    with pytest.raises(ValueError, match="no centre of a cell"):
        hotspots(NONE, NONE, None, sliver, USUAL)

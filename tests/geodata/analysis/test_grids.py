"""Cells and counts: every incident in exactly one cell, and the same cell wherever one looks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis import density_kernels, grids
from geodata.analysis.grids import GridSpec, bin_counts, bin_linear, grid_over
from geodata.arrays import Floats

centimetres = st.integers(-200_000, 200_000).map(lambda cm: cm / 100)
points = st.lists(st.tuples(centimetres, centimetres, st.integers(0, 9)), max_size=60)


def _columns(
    rows: list[tuple[float, float, int]],
) -> tuple[Floats, Floats, Floats]:
    table = np.array(rows, np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _many(n: int = 3_000) -> tuple[Floats, Floats, Floats]:
    draw = np.random.default_rng(2022)
    return (
        draw.uniform(-50, 1050, n),
        draw.uniform(-50, 650, n),
        draw.integers(0, 5, n).astype(np.float64),
    )


@pytest.fixture(params=["numpy", "kernel"])
def counted_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few points are counted by numpy, many by a compiled kernel: both must say the same."""
    monkeypatch.setattr(grids, "KERNEL_FROM_POINTS", 0 if request.param == "kernel" else 10**9)


@pytest.mark.usefixtures("counted_by")
def test_a_cell_owns_its_west_and_south_borders_only() -> None:
    spec = GridSpec(100.0, 200.0, 50.0, 2, 1)
    x = np.array([100.0, 150.0, 149.99, 200.0, 120.0, 120.0])
    y = np.array([200.0, 249.99, 210.0, 210.0, 250.0, 199.99])
    assert bin_counts(x, y, None, spec).tolist() == [[2.0, 1.0]]


@pytest.mark.usefixtures("counted_by")
def test_what_has_no_place_is_in_no_cell() -> None:
    spec = GridSpec(0.0, 0.0, 10.0, 3, 3)
    x = np.array([np.nan, np.inf, -np.inf, 1e300, 5.0])
    y = np.array([5.0, 5.0, 5.0, 5.0, np.nan])
    assert not bin_counts(x, y, None, spec).any()
    assert not bin_linear(x, y, None, spec).any()


@pytest.mark.usefixtures("counted_by")
@given(rows=points, cell_m=st.sampled_from([7.0, 25.0, 50.0]))
def test_cells_add_up_to_the_vehicles_inside(
    rows: list[tuple[float, float, int]], cell_m: float
) -> None:
    x, y, vehicles = _columns(rows)
    spec = grid_over((-500.0, -300.0, 700.0, 900.0), cell_m)
    x0, y0, x1, y1 = spec.bounds
    inside = (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
    assert bin_counts(x, y, vehicles, spec).sum() == vehicles[inside].sum()
    assert bin_counts(x, y, None, spec).sum() == inside.sum()


def test_the_kernels_count_what_numpy_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y, vehicles = _many()
    spec = GridSpec(0.0, 0.0, 10.0, 100, 60)
    by_numpy = bin_counts(x, y, vehicles, spec), bin_linear(x, y, vehicles, spec)
    unweighted = bin_linear(x, y, None, spec)
    for column in (x, y, vehicles):
        column.setflags(write=False)  # as columns mapped from a file are
    monkeypatch.setattr(grids, "KERNEL_FROM_POINTS", 0)
    np.testing.assert_array_equal(bin_counts(x, y, vehicles, spec), by_numpy[0])
    np.testing.assert_allclose(bin_linear(x, y, vehicles, spec), by_numpy[1], atol=1e-12)
    np.testing.assert_allclose(bin_linear(x, y, None, spec), unweighted, atol=1e-12)


@given(
    west=st.floats(-1e6, 1e6),
    south=st.floats(-1e6, 1e6),
    cell_m=st.sampled_from([5.0, 50.0, 64.0]),
    pan=st.tuples(st.floats(-3e3, 3e3), st.floats(-3e3, 3e3)),
)
def test_panning_never_moves_the_cells(
    west: float, south: float, cell_m: float, pan: tuple[float, float]
) -> None:
    here = grid_over((west, south, west + 1000, south + 700), cell_m)
    there = grid_over(
        (west + pan[0], south + pan[1], west + pan[0] + 1000, south + pan[1] + 700), cell_m
    )
    for spec in (here, there):
        assert spec.x0_m % cell_m == 0
        assert spec.y0_m % cell_m == 0
    x0, y0, x1, y1 = here.bounds
    assert x0 <= west < x0 + cell_m
    assert y0 <= south < y0 + cell_m
    assert x1 >= west + 1000
    assert y1 >= south + 700


@pytest.mark.usefixtures("counted_by")
def test_linear_binning_keeps_weight_and_centre_of_mass() -> None:
    x, y, vehicles = _many()
    spec = GridSpec(-80.0, -80.0, 20.0, 60, 41)
    shares = bin_linear(x, y, vehicles, spec)
    xs, ys = spec.centres()
    assert shares.sum() == pytest.approx(vehicles.sum())
    assert shares.sum(axis=0) @ xs == pytest.approx(vehicles @ x)
    assert shares.sum(axis=1) @ ys == pytest.approx(vehicles @ y)


def test_a_grid_makes_sense_or_says_why_not() -> None:
    with pytest.raises(ValueError, match="positive side"):
        GridSpec(0.0, 0.0, 0.0, 1, 1)
    with pytest.raises(ValueError, match="finite corner"):
        GridSpec(np.nan, 0.0, 1.0, 1, 1)
    with pytest.raises(ValueError, match="at least one cell"):
        GridSpec(0.0, 0.0, 1.0, 0, 1)
    with pytest.raises(ValueError, match="positive side"):
        grid_over((0.0, 0.0, 1.0, 1.0), -50.0)
    with pytest.raises(ValueError, match="reversed"):
        grid_over((1.0, 0.0, 0.0, 1.0), 50.0)
    with pytest.raises(ValueError, match="finite"):
        grid_over((0.0, 0.0, np.inf, 1.0), 50.0)
    assert grid_over((120.0, 130.0, 120.0, 130.0), 50.0).shape == (1, 1)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        density_kernels.cell_numbers(np.zeros(3), np.zeros(2), 0.0, 0.0, 1.0, 1, 1)

"""Density: the smooth surface is the sum of kernels, in vehicles per hectare."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.density import (
    M2_PER_HA,
    density,
    density_cell_m,
    density_grid,
    fast_fft_size,
)
from geodata.analysis.grids import GridSpec
from geodata.arrays import Floats

BANDWIDTH_M = 55.0


def _kerb(n: int, seed: int = 7) -> tuple[Floats, Floats, Floats]:
    draw = np.random.default_rng(seed)
    along = draw.normal(0.0, 90.0, n)
    x = 500.0 + 0.87 * along + draw.normal(0.0, 10.0, n)
    y = 400.0 - 0.5 * along + draw.normal(0.0, 10.0, n)
    return x, y, draw.integers(1, 5, n).astype(np.float64)


def _sum_of_kernels(x: Floats, y: Floats, w: Floats, spec: GridSpec) -> Floats:
    """Silverman (1986) eq. 4.5, point by point, per hectare."""
    xs, ys = spec.centres()
    total = np.zeros(spec.shape)
    for one_x, one_y, weight in zip(x, y, w, strict=True):
        u_sq = ((xs[None, :] - one_x) ** 2 + (ys[:, None] - one_y) ** 2) / BANDWIDTH_M**2
        total += weight * np.where(u_sq < 1, 3 / np.pi * (1 - u_sq) ** 2, 0) / BANDWIDTH_M**2
    return total * 10_000.0


@pytest.mark.parametrize(("cell_m", "within"), [(10.0, 0.045), (5.0, 0.012)])
@pytest.mark.parametrize("n", [1, 40, 300])
def test_the_surface_is_the_sum_of_quartic_kernels(n: int, cell_m: float, within: float) -> None:
    x, y, vehicles = _kerb(n)
    spec = GridSpec(0.0, 0.0, cell_m, int(1000 / cell_m), int(800 / cell_m))
    exact = _sum_of_kernels(x, y, vehicles, spec)
    surface = density(x, y, vehicles, spec, BANDWIDTH_M)
    assert np.abs(surface.per_ha - exact).max() <= within * exact.max()
    assert surface.peak_per_ha == pytest.approx(exact.max(), rel=within)
    assert surface.per_ha.min() >= 0.0


@given(
    place=st.tuples(st.floats(100, 900), st.floats(100, 700)),
    vehicles=st.integers(1, 50),
    cell_m=st.sampled_from([5.0, 10.0, 20.0]),
)
def test_no_vehicle_is_lost_or_made_up(
    place: tuple[float, float], vehicles: int, cell_m: float
) -> None:
    spec = GridSpec(0.0, 0.0, cell_m, int(1000 / cell_m), int(800 / cell_m))
    x, y = np.array([place[0]]), np.array([place[1]])
    surface = density(x, y, np.array([float(vehicles)]), spec, BANDWIDTH_M)
    assert surface.per_ha.sum() * spec.cell_m**2 / M2_PER_HA == pytest.approx(vehicles, rel=1e-6)
    centre = np.unravel_index(surface.per_ha.argmax(), spec.shape)
    xs, ys = spec.centres()
    assert abs(xs[centre[1]] - place[0]) <= cell_m
    assert abs(ys[centre[0]] - place[1]) <= cell_m


def test_what_happened_just_outside_the_view_glows_into_it() -> None:
    x, y, vehicles = _kerb(200)
    whole = GridSpec(0.0, 0.0, 10.0, 100, 80)
    part = GridSpec(480.0, 350.0, 10.0, 30, 25)
    over_all = density(x, y, vehicles, whole, BANDWIDTH_M).per_ha
    over_part = density(x, y, vehicles, part, BANDWIDTH_M).per_ha
    np.testing.assert_allclose(over_part, over_all[35:60, 48:78], atol=1e-9)


def test_an_empty_window_is_dark() -> None:
    none = np.empty(0)
    surface = density(none, none, None, GridSpec(0.0, 0.0, 10.0, 20, 20), BANDWIDTH_M)
    assert not surface.per_ha.any()
    assert surface.peak_per_ha == 0.0


def test_records_weigh_one_each() -> None:
    x, y, _ = _kerb(60)
    spec = GridSpec(0.0, 0.0, 10.0, 100, 80)
    ones = density(x, y, np.ones(60), spec, BANDWIDTH_M)
    np.testing.assert_allclose(density(x, y, None, spec, BANDWIDTH_M).per_ha, ones.per_ha)


def test_a_grid_too_coarse_for_the_kernel_is_refused() -> None:
    none = np.empty(0)
    with pytest.raises(ValueError, match=r"bandwidth of 55 m needs cells of at most 27\.5 m"):
        density(none, none, None, GridSpec(0.0, 0.0, 50.0, 4, 4), BANDWIDTH_M)
    with pytest.raises(ValueError, match="bandwidth of 55 m over this area takes"):
        density_grid((0.0, 0.0, 60_000.0, 60_000.0), BANDWIDTH_M)


@given(st.floats(0.5, 5_000))
def test_the_grid_suits_the_bandwidth(bandwidth_m: float) -> None:
    assert bandwidth_m / 12.6 <= density_cell_m(bandwidth_m) <= bandwidth_m / 4.999


def test_the_usual_bandwidth_gets_ten_metre_cells() -> None:
    assert density_cell_m(55.0) == 10.0
    assert density_cell_m(50.0) == 10.0
    assert density_cell_m(49.0) == 5.0


@given(st.integers(1, 3_000))
def test_transform_sizes_are_even_smooth_and_never_much_larger(least: int) -> None:
    size = fast_fft_size(least)
    rest = size
    for prime in (2, 3, 5):
        while rest % prime == 0:
            rest //= prime
    assert rest == 1
    assert size % 2 == 0
    assert least <= size <= max(2, 1.25 * least)


def test_errors_of_many_points_cancel() -> None:
    x, y, vehicles = _kerb(300)
    spec = GridSpec(0.0, 0.0, 10.0, 100, 80)
    exact = _sum_of_kernels(x, y, vehicles, spec)
    surface = density(x, y, vehicles, spec, BANDWIDTH_M).per_ha
    assert np.abs(surface - exact).max() <= 0.015 * exact.max()
    assert np.abs(surface - exact).sum() <= 0.01 * exact.sum()

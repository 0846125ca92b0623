"""Gi* equals the published and independently computed values."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from geodata.analysis.getis_ord import (
    false_discovery_adjusted,
    normal_two_sided_p,
    queen_sums,
    standard_score,
)
from geodata.arrays import Floats
from tests.support.gi_star import gi_star


def _compressed(
    neighbours: list[list[int]],
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Binary weights, each place its own neighbour."""
    rows = [[i, *others] for i, others in enumerate(neighbours)]
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.intp)
    flat = np.array([j for row in rows for j in row], dtype=np.intp)
    return starts, flat, np.ones(flat.size)


def _queen(ny: int, nx: int) -> list[list[int]]:
    return [
        [
            r * nx + c
            for r in range(max(row - 1, 0), min(row + 2, ny))
            for c in range(max(column - 1, 0), min(column + 2, nx))
            if (r, c) != (row, column)
        ]
        for row in range(ny)
        for column in range(nx)
    ]


def _gal(path: Path) -> list[list[int]]:
    lines = path.read_text().splitlines()
    names = [line.split()[0] for line in lines[1::2]]
    return [[names.index(name) for name in line.split()] for line in lines[2::2]]


def _reference(real_data: Path, name: str) -> dict[str, Any]:
    text = (real_data / "stats_reference" / "reference_values_gi_moran.json").read_text()
    found: dict[str, Any] = next(c for c in json.loads(text)["cases"] if c["name"] == name)
    return found


def test_the_published_toy_example(real_data: Path) -> None:
    case = _reference(real_data, "toy6_points_threshold15")
    places = np.array(case["points"], np.float64)
    apart = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    near = [[j for j in range(6) if j != i and apart[i, j] <= 15] for i in range(6)]
    score = gi_star(np.array(case["y"], np.float64), *_compressed(near))
    np.testing.assert_allclose(score, case["gi_star_binary_self1_z"], rtol=1e-12)
    assert score[0] == pytest.approx(case["published_in_esda_tests"]["GiStar_binary_z[0]"])


@pytest.mark.parametrize(
    ("name", "folder", "gal", "column"),
    [
        ("sids2_SIDR74_queen_gal", "sids2", "sids2.gal", "SIDR74"),
        ("sids2_SIDR79_queen_gal", "sids2", "sids2.gal", "SIDR79"),
        ("baltim_PRICE_queen_gal", "baltim", "baltim_q.gal", "PRICE"),
    ],
)
def test_classic_teaching_data(
    real_data: Path, name: str, folder: str, gal: str, column: str
) -> None:
    import pyogrio

    where = real_data / "stats_reference" / "pysal" / folder
    table = pyogrio.read_dataframe(where / f"{folder}.shp", read_geometry=False)
    score = gi_star(table[column].to_numpy(np.float64), *_compressed(_gal(where / gal)))
    expected = _reference(real_data, name)["gi_star_binary_self1_z"]
    np.testing.assert_allclose(score, expected, rtol=1e-9, atol=1e-12)


def test_esda_agrees_on_a_grid() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what others warn of while being imported
        import esda
        import libpysal

        counts = np.random.default_rng(4).poisson(0.7, (9, 13)).astype(np.float64)
        lattice = libpysal.weights.lat2W(9, 13, rook=False)
        with_self = libpysal.weights.fill_diagonal(lattice, 1.0)
        oracle = esda.G_Local(counts.ravel(), with_self, transform="B", star=None, permutations=0)
    whole = np.ones(counts.shape)
    reached = queen_sums(whole).ravel()
    score = standard_score(counts.ravel(), queen_sums(counts).ravel(), reached, reached)
    np.testing.assert_allclose(score, oracle.Zs, rtol=1e-10)


@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(1, 8))
def test_the_grid_form_is_the_general_form(seed: int, ny: int, nx: int) -> None:
    counts = np.random.default_rng(seed).poisson(1.0, (ny, nx)).astype(np.float64)
    reached = queen_sums(np.ones((ny, nx))).ravel()
    on_grid = standard_score(counts.ravel(), queen_sums(counts).ravel(), reached, reached)
    general = gi_star(counts.ravel(), *_compressed(_queen(ny, nx)))
    np.testing.assert_allclose(on_grid, general, atol=1e-9)


@given(st.integers(0, 2**32 - 1), st.sampled_from([2.0, 7.0, 0.25]))
def test_counting_everything_twice_changes_no_score(seed: int, factor: float) -> None:
    counts = np.random.default_rng(seed).poisson(1.0, 30).astype(np.float64)
    weights = _compressed(_queen(5, 6))
    once, again = gi_star(counts, *weights), gi_star(counts * factor, *weights)
    np.testing.assert_allclose(once, again, atol=1e-9)


@pytest.mark.parametrize("value", [0.0, 3.0, 1e9, 0.1])
def test_nothing_stands_out_where_all_is_equal(value: float) -> None:
    assert not gi_star(np.full(30, value), *_compressed(_queen(5, 6))).any()


def test_a_place_that_neighbours_all_others_has_no_score() -> None:
    assert not gi_star(np.array([1.0, 5.0, 2.0, 0.0]), *_compressed(_queen(2, 2))).any()
    assert not gi_star(np.array([4.0]), *_compressed([[]])).any()


def test_p_is_the_normal_curves() -> None:
    score = np.array([-35.0, -1.96, -0.1, 0.0, 1.0, 2.575829303548901, 8.1])
    np.testing.assert_allclose(
        normal_two_sided_p(score), 2 * stats.norm.sf(np.abs(score)), rtol=1e-12
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_false_discovery_rate_is_benjamini_and_hochbergs(chances: list[float]) -> None:
    p = np.array(chances)
    np.testing.assert_allclose(
        false_discovery_adjusted(p), stats.false_discovery_control(p, method="bh"), atol=1e-12
    )

"""Rasters: counts that are exact, surfaces that invent nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from console.map import dots_kernels
from console.map.counting import counted_on_grid
from console.map.inks import LEVELS, Inks
from console.map.paint_grid import refined
from tests.console.map.scenes import DARK

POINTS = hnp.arrays(
    np.float64, st.tuples(st.integers(0, 60), st.just(2)), elements=st.floats(-30, 130)
)


def by_hand(points: NDArray[np.float64], nx: int, ny: int, cell_m: float) -> NDArray[np.int32]:
    counts = np.zeros((ny, nx), dtype=np.int32)
    for x, y in points:
        column, row = int(np.floor(x / cell_m)), int(np.floor((100 - y) / cell_m))
        if 0 <= column < nx and 0 <= row < ny:
            counts[row, column] += 1
    return counts


@given(POINTS)
def test_counts_are_those_counted_by_hand(points: NDArray[np.float64]) -> None:
    found = counted_on_grid(points, 0.0, 100.0, 10.0, 10, 10)

    assert np.array_equal(found, by_hand(points, 10, 10, 10.0))


@given(POINTS)
def test_the_kernel_counts_the_same(points: NDArray[np.float64]) -> None:
    counts = np.zeros((10, 10), dtype=np.int32)

    dots_kernels.count(points, 0.0, 100.0, 0.1, counts)

    assert np.array_equal(counts, by_hand(points, 10, 10, 10.0))


def test_points_without_a_place_are_not_counted() -> None:
    points = np.array([[np.nan, 5.0], [5.0, np.nan], [5.0, 5.0]])

    assert counted_on_grid(points, 0.0, 10.0, 10.0, 1, 1).tolist() == [[1]]


@given(
    hnp.arrays(np.float32, st.tuples(st.integers(1, 9), st.integers(1, 9)),
               elements=st.floats(0, 1, width=32)),
    st.integers(1, 6),
)  # fmt: skip
def test_a_refined_surface_stays_within_its_values(values: NDArray[np.float32], times: int) -> None:
    finer = refined(values, times)

    assert finer.shape == (values.shape[0] * times, values.shape[1] * times)
    assert finer.min() >= values.min() - 1e-5
    assert finer.max() <= values.max() + 1e-5


def test_a_level_surface_stays_level() -> None:
    assert refined(np.full((5, 4), 3.0, dtype=np.float32), 4) == pytest.approx(3.0)


def test_a_ramp_is_clear_below_and_as_opaque_as_asked_above() -> None:
    table = Inks(DARK).ramp("density", 0.03, 0.33, 0.8)
    opacity = [argb >> 24 for argb in table]

    assert len(table) == LEVELS
    assert opacity[0] == opacity[7] == 0
    assert opacity[84:] == [204] * (LEVELS - 84)
    assert opacity == sorted(opacity)
    assert table[-1] & 0xFFFFFF == int(DARK.ramp("density")[-1][1:], 16)

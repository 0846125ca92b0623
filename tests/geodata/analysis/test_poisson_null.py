"""The exact chance of a count where incidents happen anywhere alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from geodata.analysis.poisson_null import LEAST_P, count_tails


@given(records=st.integers(0, 20_000), cells=st.integers(9, 20_000), w=st.integers(1, 9))
def test_single_vehicles_follow_poissons_law(records: int, cells: int, w: int) -> None:
    tails = count_tails(np.array([0, records]), cells, [w])[w]
    law = stats.poisson(records * w / cells)
    sums = np.arange(tails.at_least.size)
    np.testing.assert_allclose(
        tails.at_least, np.maximum(law.sf(sums - 1), LEAST_P), rtol=1e-6, atol=1e-11
    )
    np.testing.assert_allclose(
        tails.at_most, np.maximum(law.cdf(sums), LEAST_P), rtol=1e-6, atol=1e-11
    )


def test_records_of_several_vehicles_follow_panjers_recursion() -> None:
    by_size = np.array([4, 300, 120, 0, 30, 0, 0, 2])
    share = 9 / 700
    rate = share * by_size[1:].sum()
    size = by_size[1:] / by_size[1:].sum()
    chance = np.zeros(300)
    chance[0] = np.exp(-rate)
    for s in range(1, 300):
        v = np.arange(1, min(s, size.size) + 1)
        chance[s] = rate / s * np.sum(v * size[v - 1] * chance[s - v])
    tails = count_tails(by_size, 700, [4, 9])[9]
    reached = min(300, tails.at_most.size)
    np.testing.assert_allclose(tails.at_most[:reached], np.cumsum(chance)[:reached], atol=1e-12)
    at_least = 1 - np.concatenate(([0.0], np.cumsum(chance)))[:60]
    np.testing.assert_allclose(
        tails.at_least[:60], np.maximum(at_least, LEAST_P), rtol=1e-6, atol=1e-12
    )


def test_one_record_of_many_vehicles_is_one_chance_event() -> None:
    by_size = np.zeros(31, np.int64)
    by_size[30] = 1
    tails = count_tails(by_size, 3600, [9])[9]
    assert tails.at_least[30] == pytest.approx(1 - np.exp(-9 / 3600))
    assert tails.at_least[1] == pytest.approx(tails.at_least[30])


def test_without_incidents_nothing_is_the_certain_count() -> None:
    tails = count_tails(np.array([0, 0]), 3600, [9])[9]
    assert tails.at_least[0] == pytest.approx(1.0)
    assert tails.at_most[0] == pytest.approx(1.0)

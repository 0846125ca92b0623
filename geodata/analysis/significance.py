"""Which cells of a study area are hot or cold, and how surely.

Gi* is taken over all of the study area's cells, the empty ones included, with weight 1 for a cell
and each of its up to 8 neighbours in the study area. Nothing is assumed about what lies outside:
cells at the border have fewer neighbours, and exactly their own W and S₁ (both the number of
neighbours, the weights being 1).

Gi*'s usual p reads z off a normal curve. Where incidents are few that is far too sure: one vehicle
alone in 3,600 cells has z = 20. So a cell must also hold more (or less) than it would if incidents
happened anywhere alike, by an exact test. It is hot only if both hypotheses fall, and then the
larger p is a valid one (intersection-union test: Berger, R. L. (1982), Technometrics 24(4)).
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.getis_ord import (
    false_discovery_adjusted,
    normal_two_sided_p,
    queen_sums,
    standard_score,
)
from geodata.analysis.poisson_null import count_tails
from geodata.analysis.study import StudyCells
from geodata.arrays import Floats

_T = TypeVar("_T", bound=np.generic)

Test: TypeAlias = Literal["gi_star_and_poisson", "gi_star"]
"""Where p comes from: both tests, or Gi* and the normal curve alone, as other programs do."""

Level: TypeAlias = Literal[99, 95, 90, -90, -95, -99]

FALSE_DISCOVERY_RATES: tuple[tuple[int, float], ...] = ((90, 0.10), (95, 0.05), (99, 0.01))
"""A level, and what a cell's adjusted p must not exceed to be at it."""


LARGEST_EXACT = 4096
"""Where a record stands for more, the exact test counts in a coarser unit than one vehicle."""

LARGEST_TABLED = 65_536
"""Sums below this are looked up in a table, so that equal ones are judged once."""
MOST_NEIGHBOURS = 16
"""More than a cell and its eight can be."""


@dataclass(frozen=True, eq=False)
class Significance:
    """Gi* of every cell; shapes (ny, nx).

    Attributes:
        z: Standard score; NaN outside the study area.
        p: Two-sided chance under the null; NaN outside.
        p_fdr: p adjusted for the false discovery rate over the study area's cells; NaN outside.
        level: 99, 95 or 90 where hot, negative where cold, else 0.
    """

    z: Floats
    p: Floats
    p_fdr: Floats
    level: NDArray[np.int8]


def significance(counts: Floats, sizes: Floats, cells: StudyCells, test: Test) -> Significance:
    """Gi* of counts in cells.

    Args:
        counts: Shape (ny, nx), whole numbers, 0 outside the study area.
        sizes: What each of the records behind them stands for, shape (records,).
        cells: The study area.
        test: Where p comes from.
    """
    inside = cells.inside
    values = counts[inside]
    # A cell's score and p follow from its sum and its number of neighbours alone, and many
    # thousand cells hold only some hundred different pairs of these.
    sums, neighbours, pair, times = _pairs(queen_sums(counts)[inside], cells.neighbours[inside])
    # Weights of 1 are their own squares: W and S₁ are one number.
    score = standard_score(values, sums, neighbours, neighbours)
    p = normal_two_sided_p(score)
    if test == "gi_star_and_poisson":
        p = np.maximum(p, _poisson_p(sums, score > 0, neighbours, sizes, values.size))
    adjusted = false_discovery_adjusted(p, times)
    level = np.zeros(score.size, np.int8)
    for name, rate in FALSE_DISCOVERY_RATES:
        level[adjusted <= rate] = name
    np.negative(level, out=level, where=score < 0)
    return Significance(
        z=_on_grid(score[pair], inside, np.nan),
        p=_on_grid(p[pair], inside, np.nan),
        p_fdr=_on_grid(adjusted[pair], inside, np.nan),
        level=_on_grid(level[pair], inside, 0),
    )


def _pairs(
    sums: Floats, neighbours: Floats
) -> tuple[Floats, Floats, NDArray[np.intp], NDArray[np.intp]]:
    """The different pairs, which of them each cell has, and how often each occurs."""
    if sums.max(initial=0.0) >= LARGEST_TABLED:
        return sums, neighbours, np.arange(sums.size), np.ones(sums.size, np.intp)
    key = sums.astype(np.intp) * MOST_NEIGHBOURS + neighbours.astype(np.intp)
    times = np.bincount(key)
    found = np.flatnonzero(times)
    place = np.empty(times.size, np.intp)
    place[found] = np.arange(found.size)
    different, number = np.divmod(found, MOST_NEIGHBOURS)
    return different.astype(np.float64), number.astype(np.float64), place[key], times[found]


def _poisson_p(
    sums: Floats, high: NDArray[np.bool_], neighbours: Floats, sizes: Floats, cells: int
) -> Floats:
    """Twice the chance of the tail that each sum lies in; 1 where that is above 1."""
    unit = max(1.0, math.ceil(sizes.max(initial=0.0) / LARGEST_EXACT))
    records_by_size = np.bincount(np.rint(sizes / unit).astype(np.intp), minlength=2)
    drawn = neighbours.astype(np.intp)
    asked = np.flatnonzero(np.bincount(drawn)).tolist()
    p = np.empty(drawn.size)
    for w, tail in count_tails(records_by_size, cells, asked).items():
        here = drawn == w
        reached = np.minimum(np.rint(sums[here] / unit), tail.at_least.size - 1).astype(np.intp)
        p[here] = np.where(high[here], tail.at_least[reached], tail.at_most[reached])
    return np.minimum(2.0 * p, 1.0)


def _on_grid(values: NDArray[_T], inside: NDArray[np.bool_], outside: float) -> NDArray[_T]:
    grid = np.full(inside.shape, outside, values.dtype)
    grid[inside] = values
    return grid

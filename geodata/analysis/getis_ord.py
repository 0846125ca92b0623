"""Getis-Ord Gi*: where high (or low) values lie together more than chance would put them.

Sources: Getis, A. & Ord, J. K. (1992), The analysis of spatial association by use of distance
statistics, Geographical Analysis 24(3); Ord, J. K. & Getis, A. (1995), Local spatial
autocorrelation statistics: distributional issues and an application, Geographical Analysis 27(4),
eq. 14; Caldas de Castro, M. & Singer, B. H. (2006), Controlling the false discovery rate: a new
application to account for multiple and dependent tests in local statistics of spatial
association, Geographical Analysis 38(2).
"""

import math

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats


def standard_score(
    values: Floats, local_sums: Floats, weight_sums: Floats, weight_square_sums: Floats
) -> Floats:
    """Ord & Getis (1995) eq. 14: (Σⱼ wᵢⱼxⱼ − W*ᵢ x̄) / (s √((n S*₁ᵢ − W*ᵢ²) / (n − 1))).

    Args:
        values: x, all n of the study area; x̄ and s² = Σx²/n − x̄² are theirs.
        local_sums: Σⱼ wᵢⱼxⱼ per place.
        weight_sums: W*ᵢ = Σⱼ wᵢⱼ.
        weight_square_sums: S*₁ᵢ = Σⱼ wᵢⱼ².

    Returns:
        Standard scores; 0 where there is no variance to compare with: all values equal, or every
        place a neighbour. Then the sum is what it is expected to be.
    """
    n = values.size
    if n < 2:
        return np.zeros_like(local_sums)
    mean = float(values.mean())
    deviation = float(values.std())
    spread = np.maximum(n * weight_square_sums - weight_sums**2, 0.0) / (n - 1)
    scale = deviation * np.sqrt(spread)
    defined = scale > 1e-12 * max(abs(mean), 1.0)
    score = np.zeros_like(local_sums)
    np.divide(local_sums - weight_sums * mean, scale, out=score, where=defined)
    return score


def queen_sums(values: Floats) -> Floats:
    """The sum of each cell and its up to 8 neighbours (queen contiguity), shape kept."""
    ny, nx = values.shape
    padded = np.zeros((ny + 2, nx + 2))
    padded[1:-1, 1:-1] = values
    rows: Floats = padded[:-2] + padded[1:-1] + padded[2:]
    sums: Floats = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    return sums


def normal_two_sided_p(score: Floats) -> Floats:
    """The chance of a standard normal value at least this far from 0, either side."""
    # scipy.special has this as an array function, and takes 0.2 s to import.
    distances = np.abs(score) * math.sqrt(0.5)
    p: Floats = np.fromiter(map(math.erfc, distances.tolist()), np.float64, distances.size)
    return p


def false_discovery_adjusted(p: Floats, times: NDArray[np.intp] | None = None) -> Floats:
    """Benjamini-Hochberg adjusted p: flag those ≤ q and at most a share q is expected false.

    Holds for positively dependent tests such as overlapping neighbourhoods (Benjamini & Yekutieli
    2001); its use with local statistics is Caldas de Castro & Singer (2006).

    Args:
        p: Shape (m,).
        times: How many tests each p stands for, shape (m,); None for one each.

    Returns:
        Adjusted p, shape (m,), in the same order.
    """
    order = np.argsort(p, kind="stable")
    ranks = np.cumsum(np.ones(p.size, np.intp) if times is None else times[order])
    ranked = p[order] * (ranks[-1:] / ranks)
    smallest_from_here = np.minimum.accumulate(ranked[::-1])[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(smallest_from_here, 1.0)
    return adjusted

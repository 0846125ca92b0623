"""The exact chance of a neighbourhood's count if incidents happened anywhere alike.

Complete spatial randomness: records arrive as a homogeneous Poisson process over the study area,
at the window's mean rate, and each brings a number of vehicles drawn from those recorded. The
count of W of n cells is then compound Poisson with mean W / n of all; its probability generating
function is exp(W / n · Σᵥ mᵥ (tᵛ − 1)), mᵥ records having v vehicles, inverted here by FFT.
Source: Diggle, P. J. (2013), Statistical Analysis of Spatial and Spatio-Temporal Point Patterns,
ch. 4; Embrechts, P. & Frei, M. (2009), Panjer recursion versus FFT for compound distributions,
Math. Methods Oper. Res. 69.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats

LEAST_P = 1e-10
"""Rounding errors of the transforms stay below this; no smaller chance is claimed."""


@dataclass(frozen=True, eq=False)
class Tails:
    """Chances of sums 0, 1, …; beyond the last entry they are as at the last entry.

    Attributes:
        at_least: P(sum ≥ s) at index s.
        at_most: P(sum ≤ s) at index s.
    """

    at_least: Floats
    at_most: Floats


def count_tails(
    records_by_size: NDArray[np.int64], cells: int, neighbourhoods: list[int]
) -> dict[int, Tails]:
    """The tails of the count in neighbourhoods of W cells, for each W asked.

    Args:
        records_by_size: How many records of the study area stand for 0, 1, 2, … vehicles.
        cells: Number n of cells in the study area.
        neighbourhoods: The W, each from 1 to n.
    """
    largest = max(neighbourhoods) / cells
    size = _support(records_by_size, largest)
    folded = np.bincount(
        np.arange(records_by_size.size) % size, records_by_size, minlength=size
    )  # t^v is periodic on the roots of unity
    exponent = np.fft.rfft(folded) - records_by_size.sum()
    tails = {}
    for w in neighbourhoods:
        chance = np.maximum(np.fft.irfft(np.exp(exponent * (w / cells)), size), 0.0)
        tails[w] = Tails(
            at_least=np.clip(np.cumsum(chance[::-1])[::-1], LEAST_P, 1.0),
            at_most=np.clip(np.cumsum(chance), LEAST_P, 1.0),
        )
    return tails


def _support(records_by_size: NDArray[np.int64], share: float) -> int:
    """A power of two that the count of a `share` of the area reaches with a chance < 1e-13.

    Bernstein's inequality: P(S − μ ≥ t) ≤ exp(−t² / 2(σ² + v t / 3)), v the largest record.
    """
    sizes = np.arange(records_by_size.size, dtype=np.float64)
    mean = share * float(records_by_size @ sizes)
    variance = share * float(records_by_size @ sizes**2)
    nats = 13.0 * math.log(10.0)
    reach = nats * (records_by_size.size - 1) / 3.0
    return 1 << math.ceil(mean + reach + math.sqrt(reach**2 + 2.0 * nats * variance)).bit_length()

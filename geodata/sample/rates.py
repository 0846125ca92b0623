"""How often something is expected at each place on each day, campaigns and their wake included."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats
from geodata.sample.calendar import DAYS, YEAR, busyness_of_days
from geodata.sample.campaigns import Effects

IN_YEAR: NDArray[np.bool_] = np.array([day.year == YEAR for day in DAYS])
_ITERATIONS = 10


def rates(shares: Sequence[float], fixed: Sequence[bool], pushed: Effects) -> Floats:
    """Expected share of the year's records by place and day, (places, days), sum 1 in the year.

    Args:
        shares: What each place shall have of the year once campaigns have had their effect.
        fixed: Places whose share is what they have on their own, before anything is moved there.
        pushed: What campaigns do.
    """
    wanted, kept = np.asarray(shares, dtype=np.float64), np.asarray(fixed, dtype=np.bool_)
    own = wanted.copy()
    rate = _rate(own, pushed)
    for _ in range(_ITERATIONS):
        found = rate[:, IN_YEAR].sum(axis=1)
        own = np.where(kept, wanted, own * wanted / found)
        rate = _rate(own, pushed)
    return np.asarray(rate / rate[:, IN_YEAR].sum())


def _rate(own: Floats, pushed: Effects) -> Floats:
    busy = busyness_of_days()
    usual = own[:, None] * (busy / busy[IN_YEAR].sum())[None, :]
    moved = np.einsum("id,ijd->jd", usual, pushed.moved_in)
    return np.asarray(usual * pushed.factor + moved)

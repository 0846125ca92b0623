"""Gi* for any weights, by our standard score: what reference values of other programs are of."""

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.getis_ord import standard_score
from geodata.arrays import Floats


def gi_star(
    values: Floats, starts: NDArray[np.intp], neighbours: NDArray[np.intp], weights: Floats
) -> Floats:
    """Gi* as a standard score, for any weights.

    Args:
        values: One value per place, shape (n,).
        starts: Place i's neighbours are at starts[i]:starts[i + 1] (compressed rows), shape
            (n + 1,), each row at least one long.
        neighbours: Indices of neighbours, the place itself among them (that is the star).
        weights: Their weights.

    Returns:
        Standard scores, shape (n,); 0 where the score is not defined (see `standard_score`).
    """
    rows = starts[:-1]
    return standard_score(
        values,
        np.add.reduceat(weights * values[neighbours], rows),
        np.add.reduceat(weights, rows),
        np.add.reduceat(weights * weights, rows),
    )

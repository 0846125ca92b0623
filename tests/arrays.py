"""Lists as the arrays that the core takes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def ints(values: Sequence[int]) -> NDArray[np.int64]:
    """Whole numbers, instants among them."""
    return np.array(values, dtype=np.int64)


def floats(values: Sequence[float]) -> NDArray[np.float64]:
    """Metres and the like."""
    return np.array(values, dtype=np.float64)

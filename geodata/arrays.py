"""Names of the arrays that everything here is made of; shapes stand where they are used."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Rows: TypeAlias = NDArray[np.intp]
"""Indices of rows."""

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east, north in metres of the district's CRS."""

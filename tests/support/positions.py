"""Positions one by one, for records that are written out by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.arrays import Floats, Ints
from geodata.fixes import Fixes, ordered_fixes


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a unit was: easting and northing in metres, accuracy as a radius in metres."""

    unit: str
    happened_us: int
    heard_us: int
    x_m: float
    y_m: float
    acc_m: float


def fixes_of(
    unit: Sequence[str],
    happened_us: Ints,
    heard_us: Ints,
    x_m: Floats,
    y_m: Floats,
    acc_m: Floats,
) -> Fixes:
    """Fixes from columns in any order."""
    units, code = np.unique(np.array(unit, dtype=np.str_), return_inverse=True)
    return ordered_fixes(tuple(str(u) for u in units), code, happened_us, heard_us, x_m, y_m, acc_m)

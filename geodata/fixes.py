"""Positions of units: a compact table beside the versions, and who was where at t."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats, Ints, Rows


@dataclass(frozen=True, eq=False)
class Fixes:
    """n fixes ordered by (unit, happened); `unit_code` points into `units`, all that are known."""

    units: tuple[str, ...]
    unit_code: NDArray[np.int32]
    happened_us: Ints
    heard_us: Ints
    x_m: Floats
    y_m: Floats
    acc_m: Floats

    def __len__(self) -> int:
        """The number of fixes."""
        return len(self.unit_code)

    def last_at(self, t_us: int, known_at_us: int, since_us: int) -> Rows:
        """The row of each unit's last fix that happened in `[since, t]` and was heard by h."""
        starts = np.searchsorted(self.unit_code, np.arange(len(self.units) + 1))
        found = []
        for first, end in pairwise(starts):
            row = first + np.searchsorted(self.happened_us[first:end], t_us, side="right") - 1
            while row >= first and self.heard_us[row] > known_at_us:
                row -= 1
            if row >= first and self.happened_us[row] >= since_us:
                found.append(int(row))
        return np.array(found, dtype=np.intp)

    def trail(self, unit: str, from_us: int, t_us: int, known_at_us: int) -> Rows:
        """The rows of one unit's fixes in `[from, t]`, heard by h, in the order they happened."""
        if unit not in self.units:
            return np.zeros(0, dtype=np.intp)
        mine = self.unit_code == self.units.index(unit)
        mine &= (self.happened_us >= from_us) & (self.happened_us <= t_us)
        return np.flatnonzero(mine & (self.heard_us <= known_at_us))


def ordered_fixes(
    units: tuple[str, ...],
    unit_code: Rows,
    happened_us: Ints,
    heard_us: Ints,
    x_m: Floats,
    y_m: Floats,
    acc_m: Floats,
) -> Fixes:
    """Fixes from columns in any order whose `unit_code` already points into `units`."""
    order = np.lexsort((heard_us, happened_us, unit_code))
    return Fixes(
        units=units,
        unit_code=unit_code[order].astype(np.int32),
        happened_us=happened_us[order],
        heard_us=heard_us[order],
        x_m=x_m[order],
        y_m=y_m[order],
        acc_m=acc_m[order],
    )

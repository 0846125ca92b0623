"""What a store already holds of the incidents in a file."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import shapely

from geodata.columns import Columns
from geodata.instants import NEVER_US
from geodata.versions import Fact

SAME_PLACE_M = 0.01


class There:
    """The incidents of a record, whose batches have not been withdrawn, by id."""

    def __init__(self, columns: Columns) -> None:
        """Look at all versions of one kind."""
        self._columns = columns

    @cached_property
    def _rows(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row in np.flatnonzero(self._columns.withdrawn_us == NEVER_US):
            found.setdefault(self._columns.ids[row], []).append(int(row))
        return found

    def knows(self, thing: str) -> bool:
        """Whether any version of the thing is there, even if it was cancelled since."""
        return thing in self._rows

    def holds(self, fact: Fact) -> bool:
        """Whether a version is there that says the same, even if it was corrected since."""
        for row in self._rows.get(fact.id, ()):
            same_time = int(self._columns.from_us[row]) == fact.from_us
            if same_time and dict(self._columns.fields(row)) == dict(fact.data):
                return self._same_place(row, fact)
        return False

    def last_heard_us(self, thing: str) -> int:
        """When the office heard the last of what is there about a thing it knows."""
        return max(int(self._columns.heard_us[row]) for row in self._rows[thing])

    def _same_place(self, row: int, fact: Fact) -> bool:
        wkb = self._columns.geometry_wkb[row]
        if wkb is None or fact.geometry is None:
            return wkb is None and fact.geometry is None
        return bool(shapely.dwithin(shapely.from_wkb(wkb), fact.geometry, SAME_PLACE_M))

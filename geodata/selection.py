"""A selection is a sentence ("illegal parking AND inside this area"), not a list of rows.

Each view applies it to its own data; a clause that does not concern a column leaves it alone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.texts import Text, same
from geodata.wording import listed


@dataclass(frozen=True, slots=True)
class Selection:
    """What counts, besides the window. None in a field means: no such condition.

    `kinds` and `outcomes` are codes; `area` is a ring of (easting, northing) in metres.
    """

    kinds: frozenset[str] | None = None
    outcomes: frozenset[str] | None = None
    area: tuple[tuple[float, float], ...] | None = None

    def __bool__(self) -> bool:
        """Whether any condition is set."""
        return self != EVERYTHING

    def inside(self, x_m: NDArray[Any], y_m: NDArray[Any]) -> NDArray[np.bool_]:
        """Which points lie inside the area; all of them where none is set."""
        if self.area is None:
            return np.ones(len(x_m), dtype=np.bool_)
        return np.asarray(shapely.contains_xy(shapely.Polygon(self.area), x_m, y_m))

    def words(self, names: dict[str, Text]) -> tuple[Text, ...]:
        """The sentence in words, one text a clause; `names` gives the words of a code."""
        clauses = [
            listed([names.get(code, same(code)) for code in sorted(codes)])
            for codes in (self.kinds, self.outcomes)
            if codes is not None
        ]
        if self.area is not None:
            clauses.append(Text("框选区域", "Inside the box"))
        return tuple(clauses)


EVERYTHING = Selection()

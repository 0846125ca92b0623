"""The study area: where incidents are recorded at all, as a polygon and as cells."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.analysis.getis_ord import queen_sums
from geodata.analysis.grids import GridSpec, grid_over
from geodata.arrays import Bounds, Floats

Area: TypeAlias = shapely.Polygon | shapely.MultiPolygon

MOST_CELLS = 65_536


@dataclass(frozen=True)
class StudyArea:
    """Where incidents are recorded at all.

    Attributes:
        bounds: Outer limits in metres.
        area: The exact limits, or None for the whole rectangle.
    """

    bounds: Bounds
    area: Area | None = None

    @classmethod
    def of(cls, area: Area) -> "StudyArea":
        """The study area that a polygon in metres encloses."""
        x_min, y_min, x_max, y_max = area.bounds
        return cls((x_min, y_min, x_max, y_max), area)

    def cells(self, cell_m: float) -> "StudyCells":
        """The cells of this area; the same object when asked again soon.

        Raises:
            ValueError: If it takes more than 65,536 cells, or no cell's centre is inside.
        """
        return _study_cells(self, cell_m)

    def grid_cells(self, cell_m: float) -> int:
        """How many cells a grid over the bounds has at most."""
        x_min, y_min, x_max, y_max = self.bounds
        return (math.ceil((x_max - x_min) / cell_m) + 1) * (math.ceil((y_max - y_min) / cell_m) + 1)


@dataclass(frozen=True, eq=False)
class StudyCells:
    """A study area as the cells whose centre it contains.

    Attributes:
        spec: The grid.
        inside: Which cells belong, shape (ny, nx).
        neighbours: The number of belonging cells among each cell and its 8 neighbours, shape
            (ny, nx): 9, fewer at the border.
        belongs: `inside` by `grids.cell_numbers`: shape (1 + ny · nx,), first False.
    """

    spec: GridSpec
    inside: NDArray[np.bool_]
    neighbours: Floats
    belongs: NDArray[np.bool_]


@lru_cache(maxsize=4)
def _study_cells(study: StudyArea, cell_m: float) -> StudyCells:
    spec = grid_over(study.bounds, cell_m)
    if spec.nx * spec.ny > MOST_CELLS:
        raise ValueError(
            f"cells of {cell_m:g} m over this area would be {spec.nx * spec.ny:,}, "
            f"more than {MOST_CELLS:,}"
        )
    xs, ys = spec.centres()
    x_min, y_min, x_max, y_max = study.bounds
    inside = np.outer((ys >= y_min) & (ys < y_max), (xs >= x_min) & (xs < x_max))
    if study.area is not None:
        shapely.prepare(study.area)
        inside &= shapely.contains_xy(study.area, xs[None, :], ys[:, None])
    if not inside.any():
        raise ValueError(f"the study area holds no centre of a cell of {cell_m:g} m")
    neighbours = queen_sums(inside.astype(np.float64))
    belongs = np.concatenate(([False], inside.ravel()))
    for shared in (inside, neighbours, belongs):
        shared.setflags(write=False)
    return StudyCells(spec, inside, neighbours, belongs)

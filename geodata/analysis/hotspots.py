"""Hotspots: where recorded incidents lie together more than chance would put them.

Density says where, significance says whether it is real. Why they are computed like this is in
docs/decisions/0004-hotspots.md.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from geodata.analysis.density import MOST_CELLS as MOST_SURFACE_CELLS
from geodata.analysis.density import Density, density, density_cell_m, density_grid
from geodata.analysis.grids import GridSpec, cell_numbers, sums_by_cell
from geodata.analysis.regions import Cell, Rings, cells_of, contiguous, outline
from geodata.analysis.significance import (
    FALSE_DISCOVERY_RATES,
    Level,
    Significance,
    Test,
    significance,
)
from geodata.analysis.study import MOST_CELLS, StudyArea, StudyCells
from geodata.arrays import Bounds, Floats

Measure: TypeAlias = Literal["vehicles", "records"]

__all__ = ["HotRegion", "HotspotOptions", "Hotspots", "Measure", "StudyArea", "hotspots"]


@dataclass(frozen=True)
class HotspotOptions:
    """What is asked.

    Attributes:
        cell_m: Side of a cell of the significance grid.
        bandwidth_m: Radius of the density kernel.
        measure: Whether a record weighs its vehicles (or persons), or 1.
        test: Where p comes from: Gi* on the normal curve and the exact chance under complete
            spatial randomness both (the larger p), or Gi* alone as in other programs, which calls
            single incidents significant where incidents are few.

    Raises:
        ValueError: If a length is not positive or a word is unknown.
    """

    cell_m: float = 50.0
    bandwidth_m: float = 55.0
    measure: Measure = "vehicles"
    test: Test = "gi_star_and_poisson"

    def __post_init__(self) -> None:
        for name, length_m in (("cell_m", self.cell_m), ("bandwidth_m", self.bandwidth_m)):
            if not (math.isfinite(length_m) and length_m > 0):
                raise ValueError(f"{name} must be positive, not {length_m}")
        if self.measure not in get_args(Measure):
            raise ValueError(f"measure is vehicles or records, not {self.measure!r}")
        if self.test not in get_args(Test):
            raise ValueError(f"test is gi_star_and_poisson or gi_star, not {self.test!r}")

    def fitted(self, study: StudyArea) -> "HotspotOptions":
        """These options, lengths doubled until grids over a large area are small enough."""
        fit = self
        while study.grid_cells(fit.cell_m) > MOST_CELLS:
            fit = replace(fit, cell_m=fit.cell_m * 2)
        surface = StudyArea(study.cells(fit.cell_m).spec.bounds)
        while surface.grid_cells(density_cell_m(fit.bandwidth_m)) > MOST_SURFACE_CELLS:
            fit = replace(fit, bandwidth_m=fit.bandwidth_m * 2)
        return fit


@dataclass(frozen=True, eq=False)
class HotRegion:
    """A contiguous group of cells (8-connected) that are hot at 95 or 99.

    Attributes:
        rank: 1 for the first.
        level: 99 if a cell of it is at 99.
        cells: (row, column) pairs.
        vehicles: Sum of counts within.
        records: Number of records within.
        peak_z: The highest standard score.
        sum_z: The sum of standard scores.
        p_fdr: The least adjusted p.
        x_m: Easting of the centre of mass of what was measured.
        y_m: Northing of it.
        spec: The grid they are cells of.
    """

    rank: int
    level: Literal[99, 95]
    cells: tuple[Cell, ...]
    vehicles: int
    records: int
    peak_z: float
    sum_z: float
    p_fdr: float
    x_m: float
    y_m: float
    spec: GridSpec

    @cached_property
    def outline(self) -> Rings:
        """Border of its cells."""
        return outline(self.cells, self.spec)


@dataclass(frozen=True, eq=False)
class Hotspots:
    """Density, significance and ranked hot regions of one window.

    Attributes:
        options: What was asked.
        study: The cells; grids here have their shape.
        vehicles: Vehicles or persons by cell, 0 outside the study area.
        records: Records by cell, likewise.
        elsewhere: Number of records outside the study area: they count nowhere here, but raise
            the density near the border.
        significance: Gi* of what was measured.
        regions: Hot regions by rank: first those at 99, then by peak z.
        density: What was measured, per hectare.
    """

    options: HotspotOptions
    study: StudyCells
    vehicles: Floats
    records: Floats
    elsewhere: int
    significance: Significance
    regions: tuple[HotRegion, ...]
    density: Density

    @property
    def is_empty(self) -> bool:
        """Whether the study area has no record in the window."""
        return not self.records.any()

    def cells_at(self, level: Level) -> int:
        """How many cells are exactly at a level."""
        return int(np.count_nonzero(self.significance.level == level))

    def outline(self, level: Level) -> Rings:
        """The border of the cells at a level or beyond it: 95 takes in 99, −95 takes in −99."""
        found = self.significance.level
        beyond = found >= level if level > 0 else found <= level
        return outline(cells_of(beyond), self.study.spec)

    def as_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`; lengths and places in metres of the local CRS."""
        return {
            "cell_m": self.options.cell_m,
            "neighbours": 8,
            "bandwidth_m": self.options.bandwidth_m,
            "measure": self.options.measure,
            "test": self.options.test,
            "false_discovery_rates": {str(level): rate for level, rate in FALSE_DISCOVERY_RATES},
            "study_cells": int(np.count_nonzero(self.study.inside)),
            "vehicles": round(float(self.vehicles.sum())),
            "records": round(float(self.records.sum())),
            "elsewhere": self.elsewhere,
            "peak_per_ha": self.density.peak_per_ha,
            "cells": {
                f"{'hot' if level > 0 else 'cold'}_{abs(level)}": self.cells_at(level)
                for level in get_args(Level)
            },
            "regions": [
                {
                    "rank": region.rank,
                    "level": region.level,
                    "cells": len(region.cells),
                    "vehicles": region.vehicles,
                    "records": region.records,
                    "z": region.peak_z,
                    "sum_z": region.sum_z,
                    "p_fdr": region.p_fdr,
                    "x_m": region.x_m,
                    "y_m": region.y_m,
                }
                for region in self.regions
            ],
        }


def hotspots(
    x: Floats,
    y: Floats,
    counts: NDArray[np.int64] | Floats | None,
    study: StudyArea,
    options: HotspotOptions,
) -> Hotspots:
    """Density, Gi* with false discovery control, and hot regions of recorded incidents.

    Args:
        x: Eastings in metres, shape (n,).
        y: Northings in metres, shape (n,).
        counts: Vehicles or persons a record stands for, whole and not negative; None for 1 each.
        study: Where incidents are recorded at all, in the same CRS.
        options: Grid, bandwidth, measure and test.

    Raises:
        ValueError: If counts are negative or not whole, or a grid would be too fine for the area
            (see `HotspotOptions.fitted`).
    """
    each = None if counts is None else _whole(counts)
    cells = study.cells(options.cell_m)
    numbers = cell_numbers(x, y, cells.spec)
    numbers *= cells.belongs[numbers]
    records = sums_by_cell(numbers, None, cells.spec)
    vehicles = records if each is None else sums_by_cell(numbers, each, cells.spec)
    weights = each if options.measure == "vehicles" else None
    measured = records if weights is None else vehicles
    record_sum = round(float(records.sum()))
    sizes = np.ones(record_sum) if weights is None else weights[numbers > 0]
    found = significance(measured, sizes, cells, options.test)
    surface_grid = density_grid(
        _reached(x, y, cells.spec.bounds, options.bandwidth_m), options.bandwidth_m
    )
    return Hotspots(
        options=options,
        study=cells,
        vehicles=vehicles,
        records=records,
        elsewhere=len(x) - record_sum,
        significance=found,
        regions=_ranked_regions(found, cells, vehicles, records, measured),
        density=density(x, y, weights, surface_grid, options.bandwidth_m),
    )


def _reached(x: Floats, y: Floats, bounds: Bounds, bandwidth_m: float) -> Bounds:
    """The part of `bounds` that the kernel of any record reaches: beyond it the density is 0."""
    west, south, east, north = bounds
    near = (x > west - bandwidth_m) & (x < east + bandwidth_m)
    near &= (y > south - bandwidth_m) & (y < north + bandwidth_m)
    if not near.any():
        return west, south, west + bandwidth_m, south + bandwidth_m
    mine_x, mine_y = x[near], y[near]
    return (
        max(west, float(mine_x.min()) - bandwidth_m),
        max(south, float(mine_y.min()) - bandwidth_m),
        min(east, float(mine_x.max()) + bandwidth_m),
        min(north, float(mine_y.max()) + bandwidth_m),
    )


def _whole(counts: NDArray[np.int64] | Floats) -> Floats:
    each = np.asarray(counts, np.float64)
    if not np.all((each >= 0) & (each == np.rint(each)) & (each < np.inf)):
        raise ValueError("counts must be whole numbers, none of them negative")
    return each


def _ranked_regions(
    found: Significance, cells: StudyCells, vehicles: Floats, records: Floats, measured: Floats
) -> tuple[HotRegion, ...]:
    regions = [
        _region(group, found, cells, vehicles, records, measured)
        for group in contiguous(cells_of(found.level >= 95))
    ]
    regions.sort(key=lambda region: (-region.level, -region.peak_z, -region.sum_z, region.cells))
    return tuple(replace(region, rank=rank) for rank, region in enumerate(regions, 1))


def _region(
    group: list[Cell],
    found: Significance,
    cells: StudyCells,
    vehicles: Floats,
    records: Floats,
    measured: Floats,
) -> HotRegion:
    rows, columns = (np.array(axis) for axis in zip(*group, strict=True))
    z = found.z[rows, columns]
    weights = measured[rows, columns]
    # A group may be hot through its neighbours alone: then its own middle has to do.
    share = weights / weights.sum() if weights.any() else np.full(len(group), 1.0 / len(group))
    xs, ys = cells.spec.centres()
    return HotRegion(
        rank=0,
        level=99 if np.any(found.level[rows, columns] == 99) else 95,
        cells=tuple(group),
        vehicles=round(float(vehicles[rows, columns].sum())),
        records=round(float(records[rows, columns].sum())),
        peak_z=float(z.max()),
        sum_z=float(z.sum()),
        p_fdr=float(found.p_fdr[rows, columns].min()),
        x_m=float(xs[columns] @ share),
        y_m=float(ys[rows] @ share),
        spec=cells.spec,
    )

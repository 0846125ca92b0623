"""Lots: the building ground left by streets and water, each with its use and what stands on it."""

from collections.abc import Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.sample.blocks import lots
from geodata.sample.estates import fill_estate
from geodata.sample.footprints import Filling, Lot
from geodata.sample.industry import fill_industry
from geodata.sample.land_use import assign
from geodata.sample.landmarks import fill_campus, fill_mall, fill_public
from geodata.sample.offices import fill_mixed, fill_offices
from geodata.sample.parks import fill_fields, fill_park
from geodata.sample.schools import fill_school
from geodata.sample.street_front import StreetFront
from geodata.sample.street_plan import StreetPlan
from geodata.sample.villages import fill_village
from geodata.sample.water import Waters
from geodata.sample.ways import Way
from geodata.sample.yards import fill_yard

FILLERS = {
    "estate": fill_estate,
    "office": fill_offices,
    "mixed": fill_mixed,
    "mall": fill_mall,
    "campus": fill_campus,
    "public": fill_public,
    "school": fill_school,
    "industry": fill_industry,
    "park": fill_park,
    "fields": fill_fields,
    "village": fill_village,
    "parking": fill_yard,
    "terminus": fill_yard,
}
"""What builds on a lot, by use; any other use leaves it bare."""

_VERGE_M = {"expressway": 6.0, "arterial": 6.0, "collector": 5.0, "street": 3.0}


def lots_of(plan: StreetPlan, water: Waters, rng: np.random.Generator) -> list[Lot]:
    """The lots of the plan, named and put to use."""
    taken: list[BaseGeometry] = [
        way.surface(_VERGE_M[way.way_class]) for way in plan.ways if way.way_class in _VERGE_M
    ]
    taken += [river.bed().buffer(9.0) for river in water.rivers]
    taken += [water.lake.buffer(9.0), *plan.kept_free]
    return list(assign(list(lots(plan.cells, taken)), rng))


def filled(lots_in_use: Sequence[Lot], ways: Sequence[Way], seed: int) -> list[Filling]:
    """What stands on each lot; each lot draws from its own random stream."""
    front = StreetFront(ways)
    return [
        FILLERS[lot.use](lot, front, np.random.default_rng([seed, number]))
        if lot.use in FILLERS
        else Filling()
        for number, lot in enumerate(lots_in_use)
    ]

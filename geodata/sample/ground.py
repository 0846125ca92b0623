"""The ground of the sample district: everything that lies still, honestly schematic.

`ground()` draws the district from public facts: which roads cross in which order, where the
station, the metro stations and the lake lie. All between is invented, and says so. Two calls
give equal ground; nothing is read or written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.sample.features import DRAWN, PLAN_2015, Feature, feature, rounded
from geodata.sample.footprints import Filling, Lot
from geodata.sample.frame import area_at
from geodata.sample.greens import Taken, green_features, park_ways
from geodata.sample.kerbs import kerb_features
from geodata.sample.lots import filled, lots_of
from geodata.sample.metro import metro_features
from geodata.sample.places import place_features
from geodata.sample.railway import depot_features, rail_ground, railway_features
from geodata.sample.road_features import road_features
from geodata.sample.station import station_features, station_ways
from geodata.sample.street_graph import StreetGraph, street_graph
from geodata.sample.street_plan import StreetPlan, street_plan
from geodata.sample.water import Waters, water_features, waters
from geodata.sample.ways import Way
from geodata.texts import Text

SEED = 20220
DISTRICT = Text("苏州高铁新城（示意）", "Suzhou HSR New Town (schematic)")


@dataclass(frozen=True, slots=True)
class Ground:
    """The sample's ground: features in EPSG:4549 in drawing order, and the street graph."""

    features: tuple[Feature, ...]
    streets: StreetGraph

    def of_kind(self, kind: str) -> tuple[Feature, ...]:
        """The features of one kind, in drawing order."""
        return tuple(found for found in self.features if found.kind == kind)


def ground() -> Ground:
    """Draw the sample district; equal at every call."""
    rng = np.random.default_rng(SEED)
    water = waters()
    plan = street_plan(water, rng)
    lots = lots_of(plan, water, rng)
    fillings = filled(lots, plan.ways, SEED)
    inner = [way for filling in fillings for way in filling.ways]
    drawn = [*plan.ways, *station_ways(), *park_ways(), *inner]
    streets = street_graph(drawn)
    reached = {edge.way for edge in streets.edges}
    ways = [way for way in drawn if way.id in reached]
    features = [
        _district(),
        *_lot_features(lots, fillings),
        *_greens(plan, water, ways),
        *_patches(lots, fillings),
        *water_features(water),
        *station_features(),
        *road_features(ways, water.surface, rail_ground()),
        *railway_features(),
        *metro_features(),
        *depot_features(),
        *_buildings(lots, fillings),
        *kerb_features(plan.roads()),
        *place_features(lots),
    ]
    return Ground(rounded(features), streets)


def _district() -> Feature:
    outline = [
        (-2950, -2440),
        (-1800, -2500),
        (-490, -2540),
        (900, -2470),
        (2180, -2380),
        (2250, -900),
        (2230, 900),
        (2180, 2380),
        (900, 2470),
        (-600, 2430),
        (-1900, 2480),
        (-2900, 2350),
        (-2960, 600),
        (-2930, -900),
    ]
    return feature("district", "district", area_at(outline), DISTRICT, DRAWN, adcode="320507")


def _lot_features(lots: Sequence[Lot], fillings: Sequence[Filling]) -> Iterator[Feature]:
    for lot, filling in zip(lots, fillings, strict=True):
        if lot.use != "park":
            yield feature(
                f"land-{lot.slug}",
                "land",
                lot.polygon,
                lot.name,
                lot.provenance,
                use=lot.use,
                gates=[[round(gate.x, 2), round(gate.y, 2)] for gate in filling.gates],
            )


def _greens(plan: StreetPlan, water: Waters, ways: Sequence[Way]) -> list[Feature]:
    roads = [way.surface(1.5) for way in ways if way.level == 0 and way.motor]
    rivers = [river.bed() for river in water.rivers]
    taken = Taken([*roads, *rivers, water.lake, rail_ground()])
    return green_features(plan.banks, plan.interchange, taken, water.islet)


def _patches(lots: Sequence[Lot], fillings: Sequence[Filling]) -> Iterator[Feature]:
    tags = {"land": "use", "green": "green_kind", "water": "water_kind"}
    for lot, filling in zip(lots, fillings, strict=True):
        for number, patch in enumerate(filling.patches, 1):
            yield feature(
                f"{patch.kind}-{lot.slug}-{number:02d}",
                patch.kind,
                patch.polygon,
                patch.name,
                PLAN_2015 if lot.named else DRAWN,
                **{tags[patch.kind]: patch.role},
            )


def _buildings(lots: Sequence[Lot], fillings: Sequence[Filling]) -> Iterator[Feature]:
    for lot, filling in zip(lots, fillings, strict=True):
        for number, footprint in enumerate(filling.buildings, 1):
            yield feature(
                f"building-{lot.slug}-{number:02d}",
                "building",
                footprint.polygon,
                footprint.name,
                lot.provenance,
                use=footprint.use,
                height_m=round(footprint.height_m, 1),
                lot=lot.slug,
            )

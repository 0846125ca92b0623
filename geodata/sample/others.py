"""Where the kinds without a published figure happen: help, emergencies, faults. All invented."""

from dataclasses import dataclass

import numpy as np
from shapely import Point

from geodata.sample.anchors import Uv
from geodata.sample.frame import point_at
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A local place, and how far about it."""

    name: Text
    uv: Uv
    spread_m: float = 14.0

    def draw_place(self, rng: np.random.Generator) -> Point:
        """A point about it."""
        middle = point_at(*self.uv)
        dx, dy = rng.normal(0.0, self.spread_m, 2)
        return Point(middle.x + float(dx), middle.y + float(dy))


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind, how many records of it a year has, and where."""

    kind: str
    records: float
    spots: tuple[Spot, ...]


_SOUTH = Spot(Text("南广场", "South Square"), (0, -160), 60.0)
_ENTRANCE = Spot(Text("南进站口", "South entrance"), (0, -104), 10.0)
_EXIT = Spot(Text("南出站口东", "South exit, east"), (60, -104), 8.0)
_NORTH = Spot(Text("北广场", "North Square"), (0, 150), 45.0)
_METRO = Spot(Text("高铁苏州北站 1 号口", "Metro exit 1"), (178, -120), 8.0)
_TAXI = Spot(Text("出租车候客区", "Taxi rank"), (-250, -268), 12.0)
_P1 = Spot(Text("P1 停车场", "P1 parking"), (335, 0), 18.0)
_P2 = Spot(Text("P2 停车场", "P2 parking"), (-430, 0), 18.0)
_LAKE = Spot(Text("环秀湖北岸平台", "Huanxiu Lake north terrace"), (-10, -405), 25.0)
_YUANRONG = Spot(Text("圆融广场正门", "Yuanrong Plaza main entrance"), (470, -322), 12.0)
_DROPOFF = Spot(Text("南天成路落客平台", "Nantiancheng Road drop-off"), (-10, -322), 30.0)

OTHERS = (
    Sort(
        "help_request",
        118.0,
        (_ENTRANCE, _ENTRANCE, _EXIT, _SOUTH, _NORTH, _METRO, _TAXI, _P1, _DROPOFF),
    ),
    Sort("emergency", 19.0, (_SOUTH, _ENTRANCE, _NORTH, _METRO, _LAKE, _YUANRONG)),
    Sort("facility_fault", 64.0, (_SOUTH, _NORTH, _P1, _P2, _METRO, _TAXI, _EXIT, _DROPOFF)),
)

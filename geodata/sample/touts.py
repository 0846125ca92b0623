"""Where touting and the breaches of taxis and ride-hailing cars happen, and the rare ones by date.

All of it is invented; the rare kinds are typed one by one, as there are so few.
"""

from dataclasses import dataclass

import numpy as np
from shapely import Point

from geodata.sample.anchors import Uv
from geodata.sample.frame import point_at
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class Haunt:
    """Where touts stand: about a local place, with a share of the year's touting."""

    slug: str
    name: Text
    uv: Uv
    share: float
    spread_m: float = 11.0

    def draw_place(self, rng: np.random.Generator) -> Point:
        """A place about it."""
        middle = point_at(*self.uv)
        dx, dy = rng.normal(0.0, self.spread_m, 2)
        return Point(middle.x + float(dx), middle.y + float(dy))


HAUNTS = (
    Haunt("south-exit-east", Text("南出站口东", "South exit, east"), (66, -104), 0.20, 8.0),
    Haunt("east-mouth", Text("南广场东口", "South Square east mouth"), (214, -172), 0.24),
    Haunt("taxi-rank", Text("出租车候客区", "Taxi rank"), (-234, -262), 0.18),
    Haunt("west-mouth", Text("南广场西口", "South Square west mouth"), (-212, -160), 0.10),
    Haunt(
        "drop-off", Text("南天成路落客平台", "Nantiancheng Road drop-off"), (4, -318), 0.10, 16.0
    ),
    Haunt("pick-up", Text("网约车上客区", "Ride-hailing pick-up"), (190, -276), 0.11),
    Haunt("north-exit", Text("北进站口", "North entrance"), (8, 92), 0.07),
)


@dataclass(frozen=True, slots=True)
class Rare:
    """A breach of 2022 by kind, local month, day, hour, minute, place and outcome."""

    kind: str
    when: tuple[int, int, int, int]
    place: str
    outcome: str = "penalty"


PLACES: dict[str, tuple[Text, Uv]] = {
    "taxi": (Text("出租车候客区", "Taxi rank"), (-262, -268)),
    "drop-off": (Text("南天成路落客平台", "Nantiancheng Road drop-off"), (-40, -331)),
    "pick-up": (Text("网约车上客区", "Ride-hailing pick-up"), (205, -278)),
    "xiangrong": (Text("相融路", "Xiangrong Road"), (257, -204)),
    "shuijing": (Text("水景路·南广场西口", "Shuijing Road, South Square west"), (-322, -214)),
    "gaoqing": (Text("高清传媒大厦", "HD Media Tower"), (-548, -326)),
    "yuanrong": (Text("圆融广场正门", "Yuanrong Plaza main entrance"), (452, -326)),
    "north": (Text("北天成路·北广场", "Beitiancheng Road, North Square"), (34, 318)),
    "chengyang": (Text("澄阳路·金科观天下", "Chengyang Road, Jinke Guantianxia"), (862, -470)),
    "dawan": (Text("大湾地铁站", "Dawan metro station"), (-540, -838)),
}

_TAXI, _HAILED, _ILLEGAL = "taxi_violation", "ride_hailing_violation", "illegal_operation"

RARE = (
    Rare(_TAXI, (1, 14, 20, 32), "taxi"),
    Rare(_TAXI, (2, 16, 18, 41), "taxi", "warning"),
    Rare(_TAXI, (3, 13, 21, 8), "taxi"),
    Rare(_TAXI, (5, 3, 17, 26), "drop-off"),
    Rare(_TAXI, (6, 10, 19, 15), "taxi"),
    Rare(_TAXI, (7, 4, 8, 52), "taxi", "warning"),
    Rare(_TAXI, (7, 22, 21, 46), "taxi"),
    Rare(_TAXI, (8, 4, 20, 38), "shuijing"),
    Rare(_TAXI, (8, 26, 22, 31), "taxi"),
    Rare(_TAXI, (9, 9, 18, 57), "taxi"),
    Rare(_TAXI, (9, 11, 21, 12), "taxi", "handled"),
    Rare(_TAXI, (9, 18, 19, 44), "drop-off"),
    Rare(_TAXI, (9, 25, 20, 51), "taxi", "warning"),
    Rare(_TAXI, (9, 27, 17, 33), "chengyang"),
    Rare(_TAXI, (11, 11, 19, 27), "taxi"),
    Rare(_TAXI, (12, 9, 20, 6), "taxi", "warning"),
    Rare(_HAILED, (2, 3, 19, 22), "pick-up"),
    Rare(_HAILED, (2, 5, 21, 35), "pick-up"),
    Rare(_HAILED, (2, 13, 18, 9), "xiangrong", "warning"),
    Rare(_HAILED, (3, 5, 20, 47), "pick-up"),
    Rare(_HAILED, (3, 20, 17, 58), "drop-off"),
    Rare(_HAILED, (7, 8, 21, 52), "pick-up", "handled"),
    Rare(_HAILED, (7, 15, 19, 3), "pick-up"),
    Rare(_HAILED, (12, 4, 18, 24), "north", "warning"),
    Rare(_ILLEGAL, (2, 15, 21, 40), "shuijing"),
    Rare(_ILLEGAL, (6, 24, 22, 14), "dawan"),
    Rare(_ILLEGAL, (7, 24, 20, 55), "xiangrong"),
    Rare(_ILLEGAL, (9, 4, 21, 37), "shuijing"),
    Rare(_ILLEGAL, (9, 10, 20, 18), "gaoqing"),
    Rare(_ILLEGAL, (11, 18, 19, 49), "yuanrong", "handled"),
    Rare(_TAXI, (3, 28, 18, 33), "taxi", "none"),
    Rare(_TAXI, (10, 20, 21, 17), "shuijing", "none"),
    Rare(_HAILED, (11, 3, 20, 29), "pick-up", "none"),
    Rare(_ILLEGAL, (8, 9, 21, 4), "dawan", "none"),
)
"""Those of 1 October are in `opening`. Those without outcome were reported and never found."""

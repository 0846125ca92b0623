"""The patrol routes as a table: which places they pass, where they stop, and for how long.

Invented by us. Dwell at hot places is 10 to 15 minutes (Koper 1995).
"""

from dataclasses import dataclass

from geodata.sample.anchors import Mode, Uv
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class Stop:
    """A local place: a junction that the route passes, or where it stops for `dwell_min`."""

    uv: Uv
    name: Text = Text("", "")
    dwell_min: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A route: closed ones return to their first place, open ones go there and back."""

    id: str
    name: Text
    zone: str
    mode: Mode
    agency: str
    headway_min: int
    stops: tuple[Stop, ...]
    closed: bool = True


_DROPOFF = Text("南天成路落客平台", "Nantiancheng Road drop-off")
_WEST_MOUTH = Text("南广场西口", "South Square west mouth")
_EAST_MOUTH = Text("南广场东口", "South Square east mouth")
_YUANRONG = Text("圆融广场正门", "Yuanrong Plaza main entrance")
_NORTH = Text("北天成路·北广场", "Beitiancheng Road, North Square")
_DAWAN = Text("大湾地铁站", "Dawan metro station")
_GAOQING = Text("高清传媒大厦", "HD Media Tower")
_JINKE = Text("金科观天下", "Jinke Guantianxia")

ROUTES = (
    Route(
        "M-01",
        Text("南天成路巡线", "Nantiancheng Road line"),
        "Z-2",
        "motor",
        "urban_management",
        40,
        (
            Stop((-700, -340)),
            Stop((-560, -340), _GAOQING, 6),
            Stop((0, -340), _DROPOFF, 12),
            Stop((470, -340), _YUANRONG, 10),
            Stop((850, -340)),
        ),
        closed=False,
    ),
    Route(
        "M-02",
        Text("站区环线", "Station ring"),
        "Z-2",
        "motor",
        "police",
        30,
        (
            Stop((-330, -340)),
            Stop((-330, -165), _WEST_MOUTH, 6),
            Stop((-330, 330)),
            Stop((0, 330), _NORTH, 8),
            Stop((250, 330)),
            Stop((250, -165), _EAST_MOUTH, 8),
            Stop((250, -340)),
            Stop((0, -340), _DROPOFF, 10),
        ),
    ),
    Route(
        "M-03",
        Text("东口环线", "East ring"),
        "Z-3",
        "motor",
        "transport",
        35,
        (
            Stop((250, -340)),
            Stop((250, -278), Text("网约车上客区", "Ride-hailing pick-up"), 12),
            Stop((250, 330)),
            Stop((850, 330)),
            Stop((850, -340)),
            Stop((620, -340), Text("圆融广场东", "Yuanrong Plaza, east"), 6),
        ),
    ),
    Route(
        "M-04",
        Text("环秀湖与圆融环线", "Lake and Yuanrong ring"),
        "Z-4",
        "motor",
        "urban_management",
        60,
        (
            Stop((-330, -340)),
            Stop((-330, -600), Text("环秀湖西岸", "Lake west shore"), 6),
            Stop((-330, -850)),
            Stop((250, -850)),
            Stop((850, -850)),
            Stop((850, -450), _JINKE, 10),
            Stop((850, -340)),
            Stop((470, -340), _YUANRONG, 10),
            Stop((250, -340)),
        ),
    ),
    Route(
        "M-05",
        Text("水景路西环线", "West ring"),
        "Z-6",
        "motor",
        "urban_management",
        45,
        (
            Stop((-700, -340)),
            Stop((-560, -340), _GAOQING, 10),
            Stop((-330, -340)),
            Stop((-330, -244), Text("出租车候客区", "Taxi rank"), 10),
            Stop((-330, 330)),
            Stop((-700, 330)),
        ),
    ),
    Route(
        "M-06",
        Text("研发片环线", "R&D ring"),
        "Z-7",
        "motor",
        "urban_management",
        60,
        (
            Stop((-700, -340)),
            Stop((-700, -850)),
            Stop((-545, -850), _DAWAN, 12),
            Stop((-330, -850)),
            Stop((-330, -340)),
        ),
    ),
    Route(
        "M-07",
        Text("西公田路环线", "Xigongtian ring"),
        "Z-8",
        "motor",
        "police",
        60,
        (
            Stop((-330, 330)),
            Stop((-330, 680)),
            Stop((250, 680), Text("西公田路·相融路口", "Xigongtian and Xiangrong"), 6),
            Stop((850, 680)),
            Stop((850, 330)),
            Stop((0, 330), _NORTH, 10),
        ),
    ),
    Route(
        "F-01",
        Text("北广场步巡", "North Square on foot"),
        "Z-1",
        "foot",
        "police",
        30,
        (
            Stop((-150, 84)),
            Stop((0, 84), Text("北进站口", "North entrance"), 10),
            Stop((150, 84)),
            Stop((150, 150)),
            Stop((0, 222)),
            Stop((-150, 150)),
        ),
    ),
    Route(
        "F-02",
        Text("南广场步巡", "South Square on foot"),
        "Z-2",
        "foot",
        "police",
        30,
        (
            Stop((-205, -98)),
            Stop((0, -98), Text("南进站口", "South entrance"), 12),
            Stop((205, -98)),
            Stop((205, -165), Text("南广场东通道", "East passage"), 10),
            Stop((205, -240)),
            Stop((0, -239)),
            Stop((-205, -239)),
        ),
    ),
    Route(
        "F-03",
        Text("网约车与东口步巡", "Ride-hailing and east on foot"),
        "Z-3",
        "foot",
        "transport",
        30,
        (
            Stop((250, -340)),
            Stop((250, -278), Text("网约车上客区", "Ride-hailing pick-up"), 12),
            Stop((250, -165), _EAST_MOUTH, 12),
            Stop((250, 0), Text("P1 停车场", "P1 parking"), 6),
        ),
        closed=False,
    ),
    Route(
        "F-04",
        Text("圆融广场步巡", "Yuanrong Plaza on foot"),
        "Z-4",
        "foot",
        "urban_management",
        45,
        (
            Stop((250, -340)),
            Stop((470, -340), _YUANRONG, 12),
            Stop((850, -340)),
        ),
        closed=False,
    ),
    Route(
        "F-05",
        Text("落客平台与环秀湖步巡", "Drop-off and lake on foot"),
        "Z-5",
        "foot",
        "urban_management",
        45,
        (
            Stop((-330, -340)),
            Stop((0, -340), _DROPOFF, 15),
            Stop((250, -340)),
            Stop((250, -590)),
        ),
        closed=False,
    ),
    Route(
        "F-06",
        Text("水景路步巡", "Shuijing Road on foot"),
        "Z-6",
        "foot",
        "urban_management",
        45,
        (
            Stop((-700, -340)),
            Stop((-560, -340), _GAOQING, 10),
            Stop((-330, -340)),
            Stop((-330, -165), _WEST_MOUTH, 12),
            Stop((-330, 0), Text("P2 停车场", "P2 parking"), 6),
        ),
        closed=False,
    ),
    Route(
        "F-07",
        Text("大湾步巡", "Dawan on foot"),
        "Z-7",
        "foot",
        "transport",
        60,
        (
            Stop((-700, -850)),
            Stop((-545, -850), _DAWAN, 12),
            Stop((-330, -850)),
        ),
        closed=False,
    ),
    Route(
        "F-08",
        Text("北天成路步巡", "Beitiancheng Road on foot"),
        "Z-8",
        "foot",
        "transport",
        45,
        (
            Stop((-330, 330)),
            Stop((0, 330), _NORTH, 12),
            Stop((250, 330)),
            Stop((250, 150), Text("相融路·北广场东口", "Xiangrong Road, north-east"), 8),
        ),
        closed=False,
    ),
)

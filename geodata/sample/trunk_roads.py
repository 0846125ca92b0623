"""The named roads: crossing order from road notices, lines drawn by us.

The order west to east and south to north is reliable; where exactly a road lies is not.
Near the station the roads are straight in the local frame, towards the edges they bend.
"""

from dataclasses import dataclass

import numpy as np
from shapely import LineString

from geodata.sample.features import NOTICES, NOTICES_WEAK, Provenance
from geodata.sample.frame import FloatArray, curve_through, to_grid
from geodata.sample.ways import DECK, GROUND, UPPER_DECK, Way, WayClass
from geodata.texts import Text

WEST_U, EAST_U = -3050.0, 2540.0
SOUTH_V, NORTH_V = -2560.0, 2520.0
STEP_M = 50.0

Bend = tuple[float, float, float, float]
"""Sideways shift at the start, where it has died out, where it begins again, shift at the end."""


@dataclass(frozen=True, slots=True)
class Road:
    """A road that runs along one local axis: at `offset`, between `start` and `end` of the other.

    `bend` lets it drift sideways towards its ends.
    """

    slug: str
    zh: str
    en: str
    offset: float
    width_m: float
    way_class: WayClass = "collector"
    start: float | None = None
    end: float | None = None
    bend: Bend | None = None
    aliases: tuple[str, ...] = ()
    level: int = GROUND
    provenance: Provenance = NOTICES


ACROSS = (
    Road(
        "guangji",
        "广济北路",
        "Guangji North Road",
        -2850,
        30,
        "arterial",
        bend=(230, -1300, 1200, -120),
        aliases=("S228",),
    ),
    Road("yuyao", "御窑路", "Yuyao Road", -2350, 30, bend=(-170, -1400, 1300, 150)),
    Road(
        "xiangcheng",
        "相城大道",
        "Xiangcheng Avenue",
        -1600,
        40,
        "arterial",
        bend=(-190, -1500, 1500, -150),
    ),
    Road("minle", "民乐路", "Minle Road", -1120, 22, bend=(130, -1500, 1400, 230)),
    Road("wuyun", "吴韵路", "Wuyun Road", -700, 22, start=-1070, end=1850),
    Road(
        "shuijing",
        "水景路",
        "Shuijing Road",
        -330,
        24,
        start=-1832,
        end=2400,
        bend=(90, -1400, 1500, -90),
        aliases=("水景街",),
    ),
    Road("xiangrong", "相融路", "Xiangrong Road", 250, 28, bend=(-80, -1500, -1500, 0)),
    Road(
        "chengyang", "澄阳路", "Chengyang Road", 850, 34, "arterial", bend=(130, -1700, 1600, 200)
    ),
    Road("jujin", "聚金路", "Jujin Road", 1500, 30, bend=(160, -1500, 1500, -170)),
    Road(
        "g524",
        "G524",
        "G524",
        2100,
        28,
        "expressway",
        level=UPPER_DECK,
        aliases=("苏州北站快速路", "Suzhou North Station Expressway"),
    ),
)
"""Roads that cross the railway, west to east."""

ALONG = (
    Road("fuyuan", "富元路", "Fuyuan Road", -2400, 30, bend=(-130, -1900, 900, 190)),
    Road(
        "zhonghuan",
        "中环北线",
        "North Middle Ring",
        -1850,
        28,
        "expressway",
        level=DECK,
        aliases=("North Middle Ring Expressway",),
    ),
    Road("qinglonggang", "青龙港路", "Qinglonggang Road", -850, 30),
    Road("nantiancheng", "南天成路", "Nantiancheng Road", -340, 32, "arterial"),
    Road("beitiancheng", "北天成路", "Beitiancheng Road", 330, 28),
    Road("xigongtian", "西公田路", "Xigongtian Road", 680, 34, "arterial", end=1500),
    Road("fuxiang", "富翔路", "Fuxiang Road", 1270, 26, bend=(260, -1900, 1500, -150)),
    Road("taidong", "太东路", "Taidong Road", 1850, 30, bend=(190, -2000, 1200, 120)),
    Road("weizhong", "渭中路", "Weizhong Road", 2400, 26, bend=(-200, -1400, 1500, -80)),
)
"""Roads that run along the railway, south to north."""

BRANCHES_ACROSS = (
    Road("chengtong", "城通路", "Chengtong Road", -505, 16, "street", -850, -340),
    Road("mintai", "民泰路", "Mintai Road", -905, 18, "street", -850, -340),
    Road("lianping", "联平路", "Lianping Road", 1175, 18, "street", -850, -340),
    Road(
        "qimen",
        "齐门北大街",
        "Qimen North Street",
        -1880,
        18,
        "street",
        -2400,
        -1360,
        bend=(-60, -1360, -1360, 0),
        provenance=NOTICES_WEAK,
    ),
)

BRANCHES_ALONG = (
    Road("zhenghui", "正辉路", "Zhenghui Road", -1115, 18, "street", 850, 1500),
    Road("huxiang", "胡巷街", "Huxiang Street", -1070, 18, "street", -1120, -330),
    Road(
        "litai",
        "蠡太路",
        "Litai Road",
        -2150,
        20,
        "collector",
        -505,
        1500,
        bend=(-40, 500, 500, 0),
        provenance=NOTICES_WEAK,
    ),
    Road(
        "donggongtian",
        "东公田路",
        "Donggongtian Road",
        680,
        30,
        "arterial",
        1500,
        None,
        provenance=NOTICES_WEAK,
    ),
)


def trunk_ways() -> list[Way]:
    """Every named road of the notices, as ways in EPSG:4549."""
    across = [_across(road) for road in (*ACROSS, *BRANCHES_ACROSS)]
    along = [_along(road) for road in (*ALONG, *BRANCHES_ALONG)]
    return [*across, *along, _xiuyuan(), _cailian(), _changtai()]


def _across(road: Road) -> Way:
    v = _stations(SOUTH_V if road.start is None else road.start, road.end or NORTH_V)
    return _way(road, np.stack([road.offset + _drift(road.bend, v), v], axis=1))


def _along(road: Road) -> Way:
    u = _stations(WEST_U if road.start is None else road.start, road.end or EAST_U)
    return _way(road, np.stack([u, road.offset + _drift(road.bend, u)], axis=1))


def _stations(start: float, end: float) -> FloatArray:
    return np.linspace(start, end, max(2, round((end - start) / STEP_M) + 1))


def _drift(bend: Bend | None, place: FloatArray) -> FloatArray:
    if bend is None:
        return np.zeros_like(place)
    first_m, until, since, last_m = bend
    before = np.clip((until - place) / max(until - place[0], STEP_M), 0.0, 1.0)
    after = np.clip((place - since) / max(place[-1] - since, STEP_M), 0.0, 1.0)
    shift: FloatArray = first_m * before**2 + last_m * after**2
    return shift


def _way(road: Road, uv: FloatArray) -> Way:
    return Way(
        f"road-{road.slug}",
        Text(road.zh, road.en),
        road.way_class,
        LineString(to_grid(uv)),
        road.width_m,
        road.level,
        road.aliases,
        road.provenance,
    )


def _xiuyuan() -> Way:
    line = curve_through(
        [(550, -340), (550, -850), (552, -1350), (590, -1530), (690, -1680), (850, -1760)]
    )
    return Way(
        "road-xiuyuan", Text("修远路", "Xiuyuan Road"), "collector", line, 20, provenance=NOTICES
    )


def _cailian() -> Way:
    line = curve_through(
        [(-545, -1070), (-528, -1400), (-518, -1700), (-505, -2150), (-497, -2560)]
    )
    return Way(
        "road-cailian",
        Text("采莲路", "Cailian Road"),
        "collector",
        line,
        28,
        aliases=("润元路",),
        provenance=NOTICES_WEAK,
    )


def _changtai() -> Way:
    line = curve_through([(2470, -2560), (2430, -1200), (2400, 0), (2425, 1300), (2480, 2520)])
    return Way(
        "road-changtai",
        Text("常台高速", "Changtai Expressway"),
        "expressway",
        line,
        28,
        DECK,
        ("苏嘉杭高速", "Sujiahang Expressway"),
        NOTICES_WEAK,
    )

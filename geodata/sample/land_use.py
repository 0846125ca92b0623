"""What each lot is used for: named lots where public pages put them, the rest by distance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import MultiPoint, Polygon

from geodata.sample.blocks import Cell
from geodata.sample.features import (
    ADDRESS_PAGES,
    DRAWN,
    PLAN_2015,
    Provenance,
)
from geodata.sample.footprints import Lot
from geodata.sample.frame import point_at, to_local
from geodata.texts import Text

_BUILT_2023 = Provenance(
    "2023 年 11 月封顶的报道 reported topped out in November 2023", "M", "2023-11-30"
)


@dataclass(frozen=True, slots=True)
class NamedLot:
    """A lot with a name: the one that holds the local place (u, v)."""

    slug: str
    name: Text
    use: str
    uv: tuple[float, float]
    provenance: Provenance = ADDRESS_PAGES


GIVEN_USES = (
    ((400.0, 190.0), "vacant"),
    ((720.0, 200.0), "office"),
    ((-450.0, 200.0), "office"),
    ((-250.0, 220.0), "mixed"),
    ((330.0, -230.0), "office"),
    ((700.0, -230.0), "mixed"),
    ((-440.0, -250.0), "mixed"),
    ((-420.0, -480.0), "office"),
    ((420.0, -720.0), "mixed"),
    ((700.0, -700.0), "office"),
    ((160.0, -1000.0), "mixed"),
    ((-220.0, -1000.0), "office"),
    ((-1000.0, -560.0), "mall"),
    ((600.0, 930.0), "mall"),
    ((-850.0, 880.0), "mall"),
    ((420.0, -1150.0), "mall"),
)
"""What stands about the station, so that the middle of the town reads as one."""

NAMED_LOTS = (
    NamedLot("yuanrong", Text("圆融广场", "Yuanrong Plaza"), "mall", (470, -230)),
    NamedLot("gaoqing", Text("高清传媒大厦", "HD Media Tower"), "office", (-560, -250)),
    NamedLot(
        "yanfa", Text("长三角国际研发社区", "Yangtze Delta R&D Community"), "campus", (-620, -760)
    ),
    NamedLot("kezheng", Text("科正大厦", "Kezheng Tower"), "office", (440, -450)),
    NamedLot("tumu", Text("土木同润大厦", "Tumu Tongrun Tower"), "office", (670, -450)),
    NamedLot("jinke", Text("金科观天下", "Jinke Guantianxia"), "estate", (1000, -450)),
    NamedLot("langyue", Text("朗悦湾", "Langyue Bay"), "estate", (960, 1000)),
    NamedLot("huanxiu-garden", Text("环秀湖花园", "Huanxiuhu Garden"), "estate", (-440, -970)),
    NamedLot("yangyu", Text("建发·泱誉", "Jianfa Yangyu"), "estate", (1010, -980)),
    NamedLot(
        "suda-school",
        Text("苏大实验学校", "Soochow University Experimental School"),
        "school",
        (1230, -980),
    ),
    NamedLot(
        "wenti", Text("文体中心", "Culture and Sports Centre"), "public", (-1490, -440), _BUILT_2023
    ),
    NamedLot("data-centre", Text("数据中心", "Data centre"), "industry", (-1970, -1520), PLAN_2015),
    NamedLot("p4", Text("P4 网约车蓄车场", "P4 ride-hailing pool"), "parking", (1070, -605)),
    NamedLot(
        "lianping-terminus",
        Text("联平路首末站", "Lianping Road terminus"),
        "terminus",
        (1250, -650),
    ),
)

_USES = (
    "office",
    "mall",
    "mixed",
    "park",
    "estate",
    "school",
    "public",
    "industry",
    "vacant",
    "fields",
    "village",
)
_NEAR = (0.62, 0.02, 0.27, 0.04, 0.0, 0.0, 0.03, 0.0, 0.02, 0.0, 0.0)
_MIDDLE = (0.10, 0.0, 0.09, 0.04, 0.64, 0.07, 0.02, 0.0, 0.04, 0.0, 0.0)
_OUTER = (0.02, 0.0, 0.05, 0.05, 0.33, 0.06, 0.01, 0.14, 0.17, 0.15, 0.02)
_EDGE = (0.0, 0.0, 0.02, 0.03, 0.17, 0.03, 0.01, 0.27, 0.16, 0.27, 0.04)
_ROOMY = {"estate": 11_000.0, "mall": 14_000.0, "school": 17_000.0, "public": 12_000.0}
"""Uses that need a larger lot than this, square metres; smaller ones are mixed."""

_LABELS = {
    "office": Text("商务地块", "Office lot"),
    "mall": Text("商业综合体", "Shopping centre"),
    "mixed": Text("商住街区", "Mixed-use block"),
    "park": Text("公园", "Park"),
    "estate": Text("住宅小区", "Estate"),
    "school": Text("学校", "School"),
    "public": Text("公共服务中心", "Public services"),
    "industry": Text("产业园", "Industrial park"),
    "vacant": Text("待建地块", "Vacant lot"),
    "fields": Text("农田", "Fields"),
    "village": Text("自然村", "Village"),
}


def landmarks() -> MultiPoint:
    """Where the named lots lie: no side street is laid through them."""
    return MultiPoint([point_at(*lot.uv) for lot in NAMED_LOTS])


def assign(ground: Sequence[tuple[Cell, Polygon]], rng: np.random.Generator) -> Iterator[Lot]:
    """A use and a name for every lot; the same lots in the same order give the same uses."""
    counts: dict[str, int] = dict.fromkeys(_USES, 0)
    names = shapely.STRtree([point_at(*lot.uv) for lot in NAMED_LOTS])
    uses = shapely.STRtree([point_at(*uv) for uv, _ in GIVEN_USES])
    for number, (cell, polygon) in enumerate(ground, 1):
        slug = f"lot-{number:03d}"
        holding = names.query(polygon, predicate="contains")
        if len(holding):
            named = NAMED_LOTS[int(holding[0])]
            yield Lot(
                named.slug, polygon, named.use, named.name, named.provenance, cell.distance_m, True
            )
            continue
        given = uses.query(polygon, predicate="contains")
        use = GIVEN_USES[int(given[0])][1] if len(given) else _use(polygon, cell.distance_m, rng)
        counts[use] += 1
        label = _LABELS[use]
        numbered = Text(f"{label.zh} {counts[use]}", f"{label.en} {counts[use]}")
        name = label if use in ("vacant", "fields", "village") else numbered
        yield Lot(slug, polygon, use, name, DRAWN, cell.distance_m)


def _use(polygon: Polygon, distance_m: float, rng: np.random.Generator) -> str:
    """Offices in the core, then estates, then industry and open ground; slivers stay green."""
    compact = 4.0 * np.pi * polygon.area / polygon.length**2
    if polygon.area < 4500.0 or compact < 0.32:
        return "park"
    inner = polygon.representative_point()
    u, v = to_local([[inner.x, inner.y]], warped=False)[0]
    reach = distance_m + rng.uniform(-160.0, 160.0)
    if reach < 650.0:
        shares = _NEAR
    elif reach < 1250.0:
        shares = _MIDDLE
    elif u > 1550.0 or u < -2200.0 or v > 1900.0 or v < -1900.0:
        shares = _EDGE
    else:
        shares = _OUTER
    use = str(rng.choice(_USES, p=shares))
    if use in _ROOMY and polygon.area < _ROOMY[use]:
        return "mixed"
    return use

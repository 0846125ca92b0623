"""Kerbs where vehicles stop: drop-off fronts and the kerbs where parking is not allowed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shapely import LineString
from shapely.ops import substring

from geodata.sample.features import DRAWN, WORKS_NOTICE, Feature, Provenance, feature
from geodata.sample.frame import point_at
from geodata.sample.shapes import one_line
from geodata.sample.ways import Way
from geodata.texts import Text

BOTH = (1.0, -1.0)


@dataclass(frozen=True, slots=True)
class Kerb:
    """A stretch of kerb on a road between two local places; `sides` are left +1, right −1."""

    slug: str
    name: Text
    road: str
    start_uv: tuple[float, float]
    end_uv: tuple[float, float]
    sides: tuple[float, ...] = BOTH
    drop_off: bool = False
    provenance: Provenance = DRAWN


KERBS = (
    Kerb(
        "nantiancheng-dropoff",
        Text("南天成路落客平台", "Nantiancheng Road drop-off"),
        "road-nantiancheng",
        (-140, -340),
        (120, -340),
        BOTH,
        True,
        WORKS_NOTICE,
    ),
    Kerb(
        "xiangrong-east-mouth",
        Text("相融路·南广场东口", "Xiangrong Road, South Square east"),
        "road-xiangrong",
        (250, -280),
        (250, -110),
    ),
    Kerb(
        "yuanrong-front",
        Text("圆融广场正门", "Yuanrong Plaza main entrance"),
        "road-nantiancheng",
        (385, -340),
        (560, -340),
    ),
    Kerb(
        "shuijing-west-mouth",
        Text("水景路·南广场西口", "Shuijing Road, South Square west"),
        "road-shuijing",
        (-330, -300),
        (-330, -140),
    ),
    Kerb(
        "beitiancheng-north",
        Text("北天成路·北广场", "Beitiancheng Road, North Square"),
        "road-beitiancheng",
        (-110, 330),
        (120, 330),
    ),
    Kerb(
        "chengyang-jinke",
        Text("澄阳路·金科观天下", "Chengyang Road, Jinke Guantianxia"),
        "road-chengyang",
        (850, -540),
        (850, -375),
    ),
    Kerb(
        "gaoqing",
        Text("高清传媒大厦", "HD Media Tower"),
        "road-nantiancheng",
        (-640, -340),
        (-440, -340),
    ),
    Kerb(
        "dawan",
        Text("大湾地铁站", "Dawan metro station"),
        "road-qinglonggang",
        (-640, -850),
        (-460, -850),
    ),
    Kerb(
        "xiangrong-north",
        Text("相融路·北广场东口", "Xiangrong Road, North Square east"),
        "road-xiangrong",
        (250, 120),
        (250, 270),
    ),
    Kerb(
        "shuijing-north",
        Text("水景路·北广场西口", "Shuijing Road, North Square west"),
        "road-shuijing",
        (-330, 110),
        (-330, 280),
    ),
    Kerb(
        "fuxiang-metro",
        Text("富翔路地铁站", "Fuxiang Road metro station"),
        "road-fuxiang",
        (160, 1270),
        (330, 1270),
    ),
    Kerb(
        "qinglonggang-school",
        Text("苏大实验学校", "Soochow University Experimental School"),
        "road-qinglonggang",
        (1200, -850),
        (1380, -850),
    ),
    Kerb(
        "xiuyuan-head",
        Text("修远路北段", "Xiuyuan Road, north end"),
        "road-xiuyuan",
        (550, -520),
        (550, -380),
    ),
    Kerb(
        "chengtong-yanfa",
        Text("城通路·研发社区", "Chengtong Road, R&D community"),
        "road-chengtong",
        (-505, -780),
        (-505, -620),
    ),
)
"""The first eight are where illegal parking gathers; in the order of their share of the year."""


def kerb_features(roads: Mapping[str, Way]) -> Iterator[Feature]:
    """One feature per side of each kerb, lying on the kerb line of its road (by id)."""
    for kerb in KERBS:
        road = roads[kerb.road]
        for side in kerb.sides:
            yield feature(
                f"kerb-{kerb.slug}-{'left' if side > 0 else 'right'}",
                "kerb",
                kerb_line(road, kerb, side),
                kerb.name,
                kerb.provenance,
                road=road.name.zh,
                kerb=kerb.slug,
                drop_off=kerb.drop_off,
                party="office",
            )


def kerb_line(road: Way, kerb: Kerb, side: float) -> LineString:
    """The kerb of `road` beside the stretch, half a metre inside the carriageway."""
    at = sorted(road.line.project(point_at(*uv)) for uv in (kerb.start_uv, kerb.end_uv))
    stretch = one_line(substring(road.line, at[0], at[1]))
    return one_line(stretch.offset_curve(side * (road.width_m / 2 - 0.5)))

"""Where illegal parking gathers: stretches of kerb, their share of the year, their rhythm.

The shares are invented. They are what is left after campaigns have moved a part of it.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Point

from geodata.sample.anchors import Anchors, Uv
from geodata.sample.frame import point_at
from geodata.sample.kerbs import KERBS
from geodata.sample.rhythm import Rhythm
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch of kerb with its share of the year's records.

    They lie about its `middle` with a `spread`, both as shares of its length.
    """

    slug: str
    name: Text
    share: float
    rhythm: Rhythm
    kerbs: tuple[LineString, ...]
    spread: float = 0.5
    middle: float = 0.5

    @property
    def minor(self) -> bool:
        """Whether next to nothing happens here unless it is pushed here."""
        return self.share < _MINOR_SHARE

    def draw_place(self, rng: np.random.Generator) -> Point:
        """A place on one of its kerbs, dense about the middle, a little into the carriageway."""
        kerb = self.kerbs[int(rng.integers(len(self.kerbs)))]
        along = self.middle + self.spread * float(np.clip(rng.normal(0.0, 0.36), -1.0, 1.0))
        at = kerb.interpolate(along, normalized=True)
        return Point(at.x + float(rng.normal(0.0, 1.2)), at.y + float(rng.normal(0.0, 1.2)))


@dataclass(frozen=True, slots=True)
class Gathering:
    """What one of the ground's kerbs sees of the year."""

    slug: str
    share: float
    rhythm: Rhythm
    spread: float = 0.5
    middle: float = 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A minor stretch of a road (by id) between two local places, both its kerbs."""

    slug: str
    name: Text
    road: str
    start_uv: Uv
    end_uv: Uv
    share: float = 0.003


_MINOR_SHARE = 0.015

GATHERINGS = (
    Gathering("nantiancheng-dropoff", 0.26, "station", 0.5),
    Gathering("xiangrong-east-mouth", 0.17, "station", 0.4, 0.56),
    Gathering("yuanrong-front", 0.14, "shops", 0.36, 0.58),
    Gathering("shuijing-west-mouth", 0.10, "station", 0.4),
    Gathering("beitiancheng-north", 0.10, "station", 0.4),
    Gathering("chengyang-jinke", 0.07, "shops", 0.85),
    Gathering("gaoqing", 0.06, "shops", 0.34, 0.36),
    Gathering("dawan", 0.05, "metro", 0.75),
    Gathering("xiangrong-north", 0.003, "station"),
    Gathering("shuijing-north", 0.003, "station"),
    Gathering("fuxiang-metro", 0.004, "metro"),
    Gathering("qinglonggang-school", 0.004, "quiet"),
    Gathering("xiuyuan-head", 0.002, "quiet"),
    Gathering("chengtong-yanfa", 0.002, "quiet"),
)

STRETCHES = (
    Stretch(
        "nantiancheng-west",
        Text("南天成路·水景路东", "Nantiancheng Road, east of Shuijing"),
        "road-nantiancheng",
        (-300, -340),
        (-175, -340),
    ),
    Stretch(
        "shuijing-lake",
        Text("水景路·环秀湖西", "Shuijing Road, west of the lake"),
        "road-shuijing",
        (-330, -500),
        (-330, -370),
    ),
    Stretch(
        "xiangrong-lake",
        Text("相融路·环秀湖东", "Xiangrong Road, east of the lake"),
        "road-xiangrong",
        (250, -500),
        (250, -370),
    ),
    Stretch(
        "nantiancheng-east",
        Text("南天成路·澄阳路西", "Nantiancheng Road, west of Chengyang"),
        "road-nantiancheng",
        (650, -340),
        (800, -340),
    ),
    Stretch(
        "beitiancheng-east",
        Text("北天成路·相融路东", "Beitiancheng Road, east of Xiangrong"),
        "road-beitiancheng",
        (290, 330),
        (390, 330),
    ),
    Stretch(
        "chengtong-north",
        Text("城通路北段", "Chengtong Road, north end"),
        "road-chengtong",
        (-505, -490),
        (-505, -370),
    ),
    Stretch(
        "chengyang-south",
        Text("澄阳路·青龙港路北", "Chengyang Road, north of Qinglonggang"),
        "road-chengyang",
        (850, -760),
        (850, -620),
    ),
    Stretch(
        "qinglonggang-west",
        Text("青龙港路·吴韵路西", "Qinglonggang Road, west of Wuyun"),
        "road-qinglonggang",
        (-860, -850),
        (-730, -850),
    ),
)


def sites(anchors: Anchors) -> tuple[Site, ...]:
    """All stretches, the ones with the largest shares first."""
    names = {kerb.slug: kerb.name for kerb in KERBS}
    gathered = [
        Site(g.slug, names[g.slug], g.share, g.rhythm, anchors.kerb(g.slug), g.spread, g.middle)
        for g in GATHERINGS
    ]
    minor = [Site(s.slug, s.name, s.share, "quiet", _both_kerbs(s, anchors)) for s in STRETCHES]
    return (*gathered, *minor)


def _both_kerbs(stretch: Stretch, anchors: Anchors) -> tuple[LineString, ...]:
    line, width_m = anchors.road(stretch.road)
    ends = sorted(line.project(point_at(*uv)) for uv in (stretch.start_uv, stretch.end_uv))
    piece = shapely.ops.substring(line, ends[0], ends[1])
    offsets = (shapely.offset_curve(piece, side * (width_m / 2 - 0.5)) for side in (1.0, -1.0))
    return tuple(LineString(shapely.get_coordinates(offset)) for offset in offsets)

"""A way: one named line of the street network, before it is cut at its junctions."""

from dataclasses import dataclass
from typing import Literal

from shapely import LineString, Polygon

from geodata.sample.features import DRAWN, NAMELESS, Provenance
from geodata.texts import Text

WayClass = Literal["expressway", "arterial", "collector", "street", "lane", "path"]

GROUND, DECK, UPPER_DECK, RAMP = 0, 1, 2, 9
"""Levels: ways meet where they cross on one level; a ramp meets others only at its ends."""


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the street network, EPSG:4549.

    `width_m` is kerb to kerb; `level` tells which crossings are junctions.
    """

    id: str
    name: Text
    way_class: WayClass
    line: LineString
    width_m: float
    level: int = GROUND
    aliases: tuple[str, ...] = ()
    provenance: Provenance = DRAWN

    @property
    def foot(self) -> bool:
        """Whether one may walk along it."""
        return self.way_class != "expressway"

    @property
    def motor(self) -> bool:
        """Whether motor vehicles may use it."""
        return self.way_class != "path"

    def surface(self, margin_m: float = 0.0) -> Polygon:
        """The ground it covers, with a margin on both sides."""
        return self.line.buffer(self.width_m / 2 + margin_m, cap_style="flat", quad_segs=3)


def lane(slug: str, line: LineString, width_m: float = 5.5) -> Way:
    """An inner lane of an estate, a parking lot or a forecourt."""
    return Way(slug, NAMELESS, "lane", line, width_m)


def path(slug: str, line: LineString, width_m: float = 3.0, name: Text = NAMELESS) -> Way:
    """A footpath."""
    return Way(slug, name, "path", line, width_m)

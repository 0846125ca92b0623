"""What the sample's ground is made of: features with a name, a source and a confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.sample.frame import FloatArray
from geodata.texts import Text

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Confidence = Literal["H", "M", "L"]

PRECISION_M = 150
"""How far the schematic may lie from the truth, stated on every feature."""

KNOWN_FROM = "2024-10-01"
"""Arrangements published during the hub works are known from here on; 2022 assumes them."""

NAMELESS = Text("", "")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a feature comes from and how far to trust it.

    `confidence`: H two independent sources, M one credible source, L inference or our drawing.
    `valid_from`: ISO date from which it is known; before that it is drawn as assumed.
    """

    source: str
    confidence: Confidence
    valid_from: str | None = None


DRAWN = Provenance("示意绘制 schematic drawing", "L")
NOTICES = Provenance("2025 年道路施工通告中的路段起止 segment ends in road notices of 2025", "H")
NOTICES_WEAK = Provenance("通告中提及，走向推定 named in notices, alignment inferred", "L")
PLAN_2015 = Provenance("2015 年南片区控规公示 control-plan notice of the South area, 2015", "M")
STATION_PAGES = Provenance("车站百科条目 encyclopedia pages on the station", "M")
METRO_PAGES = Provenance("高德地铁数据、维基百科 AMap subway data, Wikipedia", "M")
WORKS_NOTICE = Provenance(
    "2024 年 10 月枢纽施工期交通公告 traffic notice for the hub works, October 2024",
    "H",
    KNOWN_FROM,
)
ADDRESS_PAGES = Provenance("公开地址条目 public address listings", "M")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the ground.

    `geometry` is in EPSG:4549 metres (x east, y north). `data` holds JSON values, always with
    `name` {zh, en}, `source`, `confidence`, `schematic` and `precision_m`; `valid_from` and
    `assumed` where the thing is only known from a later date on.
    """

    id: str
    kind: str
    geometry: BaseGeometry
    data: Mapping[str, Json] = field(hash=False)

    @property
    def name(self) -> Text:
        """The name in both languages; empty where the thing has none."""
        name = self.data["name"]
        return Text(str(name["zh"]), str(name["en"])) if isinstance(name, Mapping) else NAMELESS


def feature(
    slug: str,
    kind: str,
    geometry: BaseGeometry,
    name: Text,
    provenance: Provenance = DRAWN,
    **data: Json,
) -> Feature:
    """A feature with its provenance spelt out."""
    told: dict[str, Json] = {
        "name": {"zh": name.zh, "en": name.en},
        **data,
        "source": provenance.source,
        "confidence": provenance.confidence,
        "schematic": True,
        "precision_m": PRECISION_M,
    }
    if provenance.valid_from is not None:
        told |= {"valid_from": provenance.valid_from, "assumed": True}
    return Feature(slug, kind, geometry, told)


def rounded(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """The same features with coordinates rounded to a centimetre."""
    geometries = shapely.transform([each.geometry for each in features], _to_centimetre)
    return tuple(
        replace(each, geometry=geometry)
        for each, geometry in zip(features, geometries, strict=True)
    )


def _to_centimetre(xy: FloatArray) -> FloatArray:
    return np.round(xy, 2)

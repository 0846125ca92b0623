"""GeoJSON, judged by RFC 7946 before anything is made of it.

Every file is read, read with a warning, or refused. Refused is what has no single meaning: a ring
that is not closed, text where a number belongs, a member twice. Warned about is what has one and
breaks the rules all the same: the order of a ring, a useless bbox, a collection of one.
"""

import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from geodata.exchange.refusal import Refused
from geodata.texts import Text

MAX_JSON_BYTES: Final = 128 * 1024 * 1024
"""Parsed JSON takes some ten times its size in memory."""

USEFUL_DECIMALS: Final = 8
"""Of a degree: a millimetre."""

LONGEST_INTEGER: Final = 10**18
"""JSON's integers have no end, floats do."""

_DEPTH: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_GEOMETRIES: Final = frozenset({*_DEPTH, "GeometryCollection"})
_MEANINGS: Final = frozenset({"coordinates", "geometries", "geometry", "properties", "features"})
_OWN: Final = {
    "Feature": frozenset({"geometry", "properties"}),
    "FeatureCollection": frozenset({"features"}),
    "GeometryCollection": frozenset({"geometries"}),
}

RING_ORDER: Final = Text(
    "环的方向不合标准（外环应逆时针，内环应顺时针）",
    "a ring runs the wrong way round (outer rings run anticlockwise, holes clockwise)",
)
PRECISION: Final = Text(
    "坐标的小数位数超出有意义的精度", "coordinates have more decimals than mean anything"
)
BBOX: Final = Text(
    "bbox 不是四个或六个数，已忽略", "a bbox is not four or six numbers and was ignored"
)
COLLECTION: Final = Text(
    "几何集合只含一个几何或含嵌套集合",
    "a geometry collection holds a single geometry or another collection",
)
FOREIGN: Final = Text(
    "含属于其他类型的成员，已忽略", "members that belong to another type were ignored"
)
EXTRA_NUMBERS: Final = Text(
    "坐标多于三个数，多余的已忽略", "positions of more than three numbers were cut"
)
NO_MEMBER: Final = Text(
    "有要素缺少 geometry 或 properties 成员",
    "a feature lacks its geometry or its properties member",
)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature that passed: its geometry (checked, or None) and its properties."""

    geometry: Mapping[str, Any] | None
    properties: Mapping[str, Any]
    id: str | int | float | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that can be read: its features, what to warn of, and the CRS it names (or None)."""

    features: tuple[Feature, ...]
    warnings: tuple[Text, ...]
    crs: str | None


def check(text: str) -> Checked:
    """The features of a GeoJSON text.

    Raises:
        Refused: the text cannot be read in one way only; the sentence says why.
    """
    return _Check().root(_parsed(text))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except RecursionError:
        _refuse("嵌套太深", "it is nested too deeply")
    except json.JSONDecodeError as error:
        _refuse(f"第 {error.lineno} 行不是有效的 JSON", f"line {error.lineno} is not valid JSON")
    except ValueError:
        _refuse("其中的数过长", "a number in it is too long")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for n, name in enumerate(names) if name in names[:n])
        _refuse(f"成员 {_short(twice)} 出现两次", f"the member {_short(twice)} is there twice")
    return found


def _no_number(name: str) -> NoReturn:
    _refuse(f"{name} 不是数", f"{name} is not a number")


def _refuse(zh: str, en: str) -> NoReturn:
    raise Refused(Text(f"不是有效的 GeoJSON：{zh}。", f"Not valid GeoJSON: {en}."))


def _short(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else shown[:37] + "…"


@dataclass
class _Check:
    warnings: dict[Text, None] = field(default_factory=dict)

    def root(self, root: Any) -> Checked:
        kind = self.type_of(root, "根", "the root")
        if kind == "FeatureCollection":
            listed = root.get("features")
            if not isinstance(listed, list):
                _refuse("features 不是数组", "features is not an array")
            self.members(root, kind)
            features = tuple(self.feature(one, n) for n, one in enumerate(listed, 1))
        elif kind == "Feature":
            features = (self.feature(root, 1),)
        elif kind in _GEOMETRIES:
            self.geometry(root, 1)
            features = (Feature(root, {}),)
        else:
            _refuse(f"类型 {_short(kind)} 未知", f"the type {_short(kind)} is unknown")
        return Checked(features, tuple(self.warnings), _crs(root))

    def type_of(self, thing: Any, zh: str, en: str) -> str:
        if not isinstance(thing, dict):
            _refuse(f"{zh}不是对象", f"{en} is not an object")
        kind = thing.get("type")
        if not isinstance(kind, str):
            _refuse(f"{zh}没有类型", f"{en} has no type")
        return kind

    def warn(self, what: Text) -> None:
        self.warnings[what] = None

    def members(self, thing: Mapping[str, Any], kind: str) -> None:
        own = _OWN.get(kind, frozenset({"coordinates"}))
        if (_MEANINGS - own) & thing.keys():
            self.warn(FOREIGN)
        if "bbox" in thing:
            box = thing["bbox"]
            numbers = isinstance(box, list) and len(box) in (4, 6) and all(map(_is_number, box))
            if not numbers:
                self.warn(BBOX)

    def feature(self, thing: Any, n: int) -> Feature:
        where = f"第 {n} 个要素", f"feature {n}"
        kind = self.type_of(thing, *where)
        if kind != "Feature":
            _refuse(
                f"{where[0]}的类型是 {_short(kind)}", f"{where[1]} is of the type {_short(kind)}"
            )
        self.members(thing, kind)
        if "geometry" not in thing or "properties" not in thing:
            self.warn(NO_MEMBER)
        name = thing.get("id")
        if name is not None and not isinstance(name, str) and not _is_number(name):
            _refuse(
                f"{where[0]}的 id 不是文本或数", f"the id of {where[1]} is no text and no number"
            )
        properties = thing.get("properties")
        if properties is not None and not isinstance(properties, dict):
            _refuse(
                f"{where[0]}的 properties 不是对象", f"the properties of {where[1]} are no object"
            )
        geometry = thing.get("geometry")
        if geometry is not None:
            self.geometry(geometry, n)
        return Feature(geometry, properties or {}, name)

    def geometry(self, thing: Any, n: int, inside: bool = False) -> None:
        kind = self.type_of(thing, f"第 {n} 个要素的几何", f"the geometry of feature {n}")
        if kind not in _GEOMETRIES:
            _refuse(
                f"第 {n} 个要素的几何类型 {_short(kind)} 未知",
                f"the geometry type {_short(kind)} of feature {n} is unknown",
            )
        self.members(thing, kind)
        if kind == "GeometryCollection":
            parts = thing.get("geometries")
            if not isinstance(parts, list):
                _refuse(
                    f"第 {n} 个要素的 geometries 不是数组",
                    f"geometries of feature {n} is not an array",
                )
            if inside or len(parts) == 1:
                self.warn(COLLECTION)
            for part in parts:
                self.geometry(part, n, inside=True)
            return
        if "coordinates" not in thing:
            _refuse(f"第 {n} 个要素没有坐标", f"feature {n} has no coordinates")
        self.coordinates(thing["coordinates"], kind, _DEPTH[kind], n)

    def coordinates(self, value: Any, kind: str, depth: int, n: int) -> None:
        if depth == 0:
            self.position(value, n)
            return
        if not isinstance(value, list):
            _refuse(
                f"第 {n} 个要素的坐标不像 {kind}",
                f"the coordinates of feature {n} are not a {kind}'s",
            )
        for part in value:
            self.coordinates(part, kind, depth - 1, n)
        if depth == 1 and kind.endswith("Polygon"):
            return
        if depth == 1 and kind.endswith("LineString") and len(value) < 2:
            _refuse(
                f"第 {n} 个要素的线少于两个点", f"a line of feature {n} has fewer than two points"
            )
        if depth == 2 and kind.endswith("Polygon"):
            self.rings(value, n)

    def rings(self, rings: list[list[list[float]]], n: int) -> None:
        for number, ring in enumerate(rings):
            if len(ring) < 4:
                _refuse(
                    f"第 {n} 个要素的环少于四个点",
                    f"a ring of feature {n} has fewer than four points",
                )
            if ring[0] != ring[-1]:
                _refuse(f"第 {n} 个要素的环没有闭合", f"a ring of feature {n} is not closed")
            area = _twice_the_area(ring)
            if area and (area > 0) == (number > 0):
                self.warn(RING_ORDER)

    def position(self, value: Any, n: int) -> None:
        if not isinstance(value, list) or len(value) < 2 or not all(map(_is_number, value)):
            _refuse(
                f"第 {n} 个要素的坐标 {_short(value)} 不是两个或三个数",
                f"feature {n} has {_short(value)} where two or three numbers belong",
            )
        if len(value) > 3:
            self.warn(EXTRA_NUMBERS)
        if any(part != round(part, USEFUL_DECIMALS) for part in value):
            self.warn(PRECISION)


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < LONGEST_INTEGER
    return isinstance(value, float) and math.isfinite(value)


def _twice_the_area(ring: list[list[float]]) -> float:
    x0, y0 = ring[0][:2]
    return sum(
        (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in itertools.pairwise(ring)
    )


def _crs(root: Mapping[str, Any]) -> str | None:
    """The CRS that files from before RFC 7946 name, None where it is WGS-84 or not said."""
    named = root.get("crs")
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or name.endswith(("CRS84", ":4326")):
        return None
    return "EPSG:" + name.rsplit(":", 1)[-1]

"""The door of the record: what every fact must be before it is written.

No NaN, no place 500 km off the district, no time outside 1900–2199, no kind nobody declared.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.arrays import Bounds
from geodata.instants import EVER_US, NEVER_US, RECORDABLE_YEARS, Span, local_year
from geodata.kinds import RECORD_KINDS
from geodata.stores.errors import FactError
from geodata.texts import Text
from geodata.versions import Fact

RECORDABLE: Final = Span(
    local_year(RECORDABLE_YEARS[0], UTC).start_us, local_year(RECORDABLE_YEARS[-1], UTC).end_us
)
REACH_M: Final = 500_000.0
"""How far outside the district's extent a place may lie."""

MOST_COUNTED: Final = 1_000_000
"""How many vehicles or persons one incident may stand for."""

_KINDS: Final = frozenset(kind.code for kind in RECORD_KINDS)
_LINEAR_RING: Final = 2
_COUNTED: Final = {"happened_us": int, "count": int, "kind": str, "outcome": str, "source": str}
"""The fields by which history counts, and what they must be where they are given."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

UNKNOWN_KIND: Final = Text("没有这种记录", "no such kind of record is declared")
UNTIMELY: Final = Text("不在 1900–2199 年之间", "not between 1900 and 2199")
NOT_FINITE: Final = Text("坐标不是有限数", "a coordinate is not a finite number")
TOO_FAR: Final = Text("距本区超过 500 公里", "farther than 500 km from the district")
EMPTY: Final = Text("空的几何图形", "an empty geometry; a thing without a place has none")
NO_SHAPE: Final = Text("不是点、线、面或其集合", "neither points, lines nor areas")
NOT_JSON: Final = Text("不能写成 JSON", "cannot be written as JSON")
NOT_TEXT: Final = Text("不是有效的 Unicode 文字", "is no valid Unicode text")
WRONG_TYPE: Final = Text("类型不对", "has the wrong type")
OUT_OF_RANGE: Final = Text("小于 0 或大于一百万", "less than 0 or more than a million")


@dataclass(frozen=True, eq=False)
class Checked:
    """n facts that may enter: their places in two dimensions, and their fields as JSON text."""

    facts: Sequence[Fact]
    geometry: NDArray[Any]
    json_text: Sequence[str]


def check(facts: Sequence[Fact], extent: Bounds) -> Checked:
    """The facts as they will be written; raises the first FactError.

    `extent` is the district's (west, south, east, north) in metres of its CRS.
    """
    geometry = _geometries(facts)
    for _, error in _misplaced(facts, geometry, extent):
        raise error
    texts = []
    for fact in facts:
        found = _check_one(fact)
        if isinstance(found, FactError):
            raise found
        texts.append(found)
    return Checked(facts, geometry, texts)


def _geometries(facts: Sequence[Fact]) -> NDArray[Any]:
    geometry = np.empty(len(facts), dtype=object)
    geometry[:] = [fact.geometry for fact in facts]
    return np.asarray(shapely.force_2d(geometry))


def _misplaced(
    facts: Sequence[Fact], geometry: NDArray[Any], extent: Bounds
) -> Iterator[tuple[int, FactError]]:
    coordinates, owner = shapely.get_coordinates(geometry, return_index=True)
    endless = np.unique(owner[~np.isfinite(coordinates).all(axis=1)])
    west, south, east, north = extent
    low = np.array([west, south]) - REACH_M
    high = np.array([east, north]) + REACH_M
    far = np.unique(owner[((coordinates < low) | (coordinates > high)).any(axis=1)])
    reasons = {
        NO_SHAPE: np.flatnonzero(shapely.get_type_id(geometry) == _LINEAR_RING),
        EMPTY: np.flatnonzero(shapely.is_empty(geometry)),
        NOT_FINITE: endless,
        TOO_FAR: np.setdiff1d(far, endless),
    }
    for reason, rows in reasons.items():
        for row in rows:
            yield int(row), FactError(facts[row].kind, facts[row].id, "geometry", reason)


def _check_one(fact: Fact) -> str | FactError:
    """The fact's fields as JSON text, or what keeps it out; its place is looked at elsewhere."""
    field, reason, text = "", None, ""
    if fact.kind not in _KINDS:
        field, reason = "kind", UNKNOWN_KIND
    elif not _timely(fact.from_us) and fact.from_us != EVER_US:
        field, reason = "from_us", UNTIMELY
    elif not _timely(fact.to_us) and fact.to_us != NEVER_US:
        field, reason = "to_us", UNTIMELY
    elif fact.heard_us is not None and not _timely(fact.heard_us):
        field, reason = "heard_us", UNTIMELY
    elif not _is_text(fact.id):
        field, reason = "id", NOT_TEXT
    elif not _is_text(fact.author):
        field, reason = "author", NOT_TEXT
    else:
        field, reason, text = _fields(fact)
    return text if reason is None else FactError(fact.kind, fact.id, field, reason)


def _fields(fact: Fact) -> tuple[str, Text | None, str]:
    data = fact.data
    if fact.kind == "incident":
        for name, wanted in _COUNTED.items():
            if name in data and type(data[name]) is not wanted:
                return name, WRONG_TYPE, ""
        count = data.get("count", 0)
        if isinstance(count, int) and not 0 <= count <= MOST_COUNTED:
            return "count", OUT_OF_RANGE, ""
    happened = data.get("happened_us")
    if isinstance(happened, int) and not _timely(happened):
        return "happened_us", UNTIMELY, ""
    try:
        text = _encode(dict(data))
    except (TypeError, ValueError, RecursionError):
        return "data", NOT_JSON, ""
    return ("", None, text) if _is_text(text) else ("data", NOT_TEXT, "")


def _timely(us: int) -> bool:
    return RECORDABLE.start_us <= us < RECORDABLE.end_us


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: a lone surrogate cannot."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The things of one kind as a table in WGS-84: what a file that leaves the console holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.arrays import Rows
from geodata.columns import parse_json
from geodata.coordinates import LocalFrame
from geodata.exchange.privacy import masked
from geodata.instants import EVER_US, NEVER_US
from geodata.kinds import record_kind
from geodata.moment import KNOWN_NOW
from geodata.snapshot import Snapshot

DECIMALS: Final = 7
"""Of a degree: a centimetre."""

_OWN: Final = {"incident": ("id", "kind", "happened", "heard", "outcome", "count")}
_FIRST: Final = ("id",)
_LAST: Final = ("from", "to", "heard")
_LANGUAGES: Final = {"zh", "en"}


@dataclass(frozen=True, eq=False)
class Features:
    """n things of one kind as known now, last word on each, none cancelled or withdrawn.

    `columns` maps a name to n JSON values; those named in `instants` are microseconds UTC (or
    None). `geometry` holds WGS-84 geometries, longitude first, None where a thing has no place.
    """

    kind: str
    columns: Mapping[str, Sequence[Any]]
    instants: frozenset[str]
    geometry: NDArray[Any]

    def __len__(self) -> int:
        """The number of things."""
        return len(self.geometry)

    @property
    def are_points(self) -> bool:
        """Whether every place is a point."""
        kinds = shapely.get_type_id(self.geometry)
        return bool(np.all((kinds == shapely.GeometryType.POINT) | (kinds < 0)))

    def rows(self) -> Iterable[tuple[Any, ...]]:
        """The things' values, in the order of the columns."""
        return zip(*self.columns.values(), strict=True)


def features(snapshot: Snapshot, kind: str) -> Features:
    """The present state of a kind of record, personal data masked.

    An incident's `happened` stays what it was, whatever steps it goes through. A record of the
    sample carries a column `sample`.
    """
    columns = snapshot.columns(kind)
    rows = columns.rows_known(KNOWN_NOW)
    if kind == "incident":
        rows = _by_time(snapshot, rows)
    frame = LocalFrame(snapshot.district.crs)
    told = parse_json([columns.json_text[row] for row in rows])
    data = [_flat(masked(kind, one), frame) for one in told]
    found: dict[str, list[Any]] = {
        "id": [columns.ids[row] for row in rows],
        "heard": columns.heard_us[rows].tolist(),
        "from": [_instant(us) for us in columns.from_us[rows].tolist()],
        "to": [_instant(us) for us in columns.to_us[rows].tolist()],
    }
    instants = {"heard", "from", "to"}
    for field in _fields(kind, data):
        name = field.removesuffix("_us")
        found[name] = [one.get(field) for one in data]
        if name != field:
            instants.add(name)
    if kind == "incident":
        _complete_incidents(found, instants)
    if snapshot.district.sample:
        found["sample"] = [True] * len(rows)
    order = _order(kind, found)
    return Features(
        kind,
        {name: found[name] for name in order},
        frozenset(instants & set(order)),
        _in_wgs84(columns.geometry[rows] if len(rows) else np.empty(0, object), snapshot),
    )


def _by_time(snapshot: Snapshot, rows: Rows) -> Rows:
    """The rows of incidents in the order they happened."""
    history = snapshot.history("incident")
    return history.row[np.isin(history.row, rows) & history.known(KNOWN_NOW)]


def _complete_incidents(found: dict[str, list[Any]], instants: set[str]) -> None:
    nothing = [None] * len(found["id"])
    happened = found.get("happened", nothing)
    found["happened"] = [
        start if us is None else us for us, start in zip(happened, found["from"], strict=True)
    ]
    instants.add("happened")
    found["count"] = [1 if n is None else n for n in found.get("count", nothing)]
    for name in ("kind", "outcome"):
        found[name] = [one or "" for one in found.get(name, nothing)]
    for name in ("from", "to"):
        del found[name]
    for name in ("source", "state", "place", "unit", "campaign"):
        if name in found and not any(found[name]):
            del found[name]


def _fields(kind: str, data: Sequence[Mapping[str, Any]]) -> list[str]:
    """The declared fields first, then whatever else the records carry; English beside Chinese."""
    there = dict.fromkeys(name for one in data for name in one)
    declared = [
        name
        for field, _ in record_kind(kind).fields
        for name in (field, f"{field}_en")
        if name == field or name in there
    ]
    reserved = {"id", "from", "to", "heard", "sample", "geometry", "lon", "lat"}
    return [name for name in dict.fromkeys((*declared, *there)) if name not in reserved]


def _order(kind: str, found: Mapping[str, Any]) -> list[str]:
    first = _OWN.get(kind, _FIRST)
    ends = {*_LAST, "sample"} - set(first)
    middle = [name for name in found if name not in first and name not in ends]
    last = [name for name in (*_LAST, "sample") if name in found and name not in first]
    return [*first, *middle, *last]


def _flat(data: Mapping[str, Any], frame: LocalFrame) -> dict[str, Any]:
    """Fields as a table holds them: a name in two languages in two columns, places in degrees."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict) and value.keys() == _LANGUAGES:
            found[name], found[f"{name}_en"] = value["zh"], value["en"]
        else:
            found[name] = _with_degrees(value, frame)
    return found


def _with_degrees(value: Any, frame: LocalFrame) -> Any:
    """The value with every nested place in metres turned to WGS-84."""
    if isinstance(value, list):
        return [_with_degrees(one, frame) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _with_degrees(one, frame) for name, one in value.items()}
    if "x_m" in found and "y_m" in found:
        lon, lat = frame.lonlat(found.pop("x_m"), found.pop("y_m"))
        degrees = {"lon": round(float(lon), DECIMALS), "lat": round(float(lat), DECIMALS)}
        found = {**degrees, **found}
    return found


def _instant(us: int) -> int | None:
    return None if us in (EVER_US, NEVER_US) else us


def _in_wgs84(geometry: NDArray[Any], snapshot: Snapshot) -> NDArray[Any]:
    frame = LocalFrame(snapshot.district.crs)

    def degrees(places: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(frame.lonlat(places[:, 0], places[:, 1])).round(DECIMALS)

    turned = shapely.transform(geometry, degrees)
    return np.asarray(shapely.orient_polygons(turned))

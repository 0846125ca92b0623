"""A file as a table of rows, before anyone has said what its columns mean."""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.exchange.files import read_bytes, text_of
from geodata.exchange.geojson_check import MAX_JSON_BYTES, Checked, check
from geodata.exchange.refusal import Refused
from geodata.texts import Text

MAX_COLUMNS: Final = 1_000
JSON_SUFFIXES: Final = frozenset({".geojson", ".json"})
_DELIMITERS: Final = ",;\t|"

NOT_A_POINT: Final = Text("不是一个点", "not a single point")
NO_PLACE: Final = Text("没有地点", "no place")
NOT_TEXT: Final = Text("不是有效的 Unicode 文字", "no valid Unicode text")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is rejected: the column (or columns) at fault and the reason."""

    field: str
    reason: Text


@dataclass(frozen=True, eq=False)
class Places:
    """The points of a file that carries geometry, and what is wrong with which row.

    `x` are n longitudes or eastings, `y` n latitudes or northings; NaN where there is none.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    faults: Mapping[int, Fault]


@dataclass(frozen=True, eq=False)
class Table:
    """n rows of cells. Rows count from 0 here and from 1 where people read.

    `broken` are rows that have no cells to speak of; `places` is None where the place, if any,
    stands in columns; `crs` is what the file itself says of its coordinates.
    """

    file: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    broken: Mapping[int, Fault]
    places: Places | None = None
    crs: str | None = None
    encoding: str = "utf-8"
    warnings: tuple[Text, ...] = ()

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def column(self, name: str) -> list[str]:
        """The cells of one column, stripped; "" where a row is broken. Raises KeyError."""
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return [row[place].strip() if place < len(row) else "" for row in self.rows]

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """What each row is, whole: equal exactly where every column (and the place) is equal."""
        head = repr(sorted(self.columns)).encode()
        order = sorted(range(len(self.columns)), key=self.columns.__getitem__)
        places = self.places
        found = []
        for n, row in enumerate(self.rows):
            cells = [row[i] for i in order] if len(row) == len(order) else [*row]
            if places is not None:
                cells += [repr(float(places.x[n])), repr(float(places.y[n]))]
            whole = head + "\x1f".join(cells).encode("utf-8", "surrogatepass")
            found.append(hashlib.blake2b(whole, digest_size=10).hexdigest())
        return tuple(found)


def read_table(path: Path) -> Table:
    """The rows of a CSV (delimited by comma, semicolon, tab or bar) or GeoJSON file, also gzip.

    Raises:
        Refused: there is no way to read it, or more than one.
    """
    is_json = any(suffix.lower() in JSON_SUFFIXES for suffix in path.suffixes[-2:])
    raw = read_bytes(path)
    text, encoding = text_of(raw, path.name)
    del raw
    if is_json or text.lstrip()[:1] in ("{", "["):
        return _geojson(text, path.name, encoding)
    return _csv(text, path.name, encoding)


def _csv(text: str, name: str, encoding: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        lines = [line for line in reader if line]
    except csv.Error as error:
        raise Refused(
            Text(
                f"{name} 第 {reader.line_num} 行不是有效的 CSV（{error}）。",
                f"{name} is not valid CSV in line {reader.line_num} ({error}).",
            )
        ) from None
    if not lines:
        raise Refused(Text(f"{name} 是空的。", f"{name} is empty."))
    columns = _unique_names(lines[0])
    if len(columns) > MAX_COLUMNS:
        raise Refused(
            Text(f"{name} 的列多于 {MAX_COLUMNS}。", f"{name} has more than {MAX_COLUMNS} columns.")
        )
    rows = lines[1:]
    width = len(columns)
    broken = {}
    for n, row in enumerate(rows):
        if len(row) != width:
            if len(row) > width and not any(row[width:]):
                rows[n] = row[:width]
            else:
                broken[n] = Fault(
                    "",
                    Text(
                        f"有 {len(row)} 格，表头有 {width} 格",
                        f"{len(row)} cells, the header has {width}",
                    ),
                )
    return Table(name, columns, rows, broken, encoding=encoding)


def _delimiter(text: str) -> str:
    """The one of ours that the header holds most often outside quotes."""
    header = text.lstrip("\r\n").partition("\n")[0]
    outside = Counter("".join(header.split('"')[::2]))
    return max(_DELIMITERS, key=lambda one: outside[one])


def _unique_names(header: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for n, cell in enumerate(header, 1):
        name = cell.strip() or f"column {n}"
        copy = 2
        unique = name
        while unique in names:
            unique, copy = f"{name} ({copy})", copy + 1
        names.append(unique)
    return tuple(names)


def _geojson(text: str, name: str, encoding: str) -> Table:
    if len(text) > MAX_JSON_BYTES:
        raise Refused(
            Text(
                f"{name} 超过 {MAX_JSON_BYTES >> 20} MB，请分成几个文件。",
                f"{name} is over {MAX_JSON_BYTES >> 20} MB; split it into smaller files.",
            )
        )
    try:
        checked = check(text)
    except Refused as refused:
        why = refused.sentence
        raise Refused(Text(f"{name}：{why.zh}", f"{name}: {why.en}")) from None
    columns = tuple(dict.fromkeys(key for one in checked.features for key in one.properties))
    with_ids = any(one.id is not None for one in checked.features)
    if with_ids and "id" not in columns:
        columns = ("id", *columns)
    if len(columns) > MAX_COLUMNS:
        raise Refused(
            Text(
                f"{name} 的属性多于 {MAX_COLUMNS}。",
                f"{name} has more than {MAX_COLUMNS} properties.",
            )
        )
    rows = [
        tuple(_cell(one.properties.get(c, one.id if c == "id" else None)) for c in columns)
        for one in checked.features
    ]
    return Table(
        name,
        columns,
        rows,
        {n: Fault("", NOT_TEXT) for n, row in enumerate(rows) if not _is_text("".join(row))},
        places=_points(checked),
        crs=checked.crs,
        encoding=encoding,
        warnings=checked.warnings,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_text(cells: str) -> bool:
    """Whether it can be written as UTF-8: JSON may escape half a character."""
    try:
        cells.encode()
    except UnicodeEncodeError:
        return False
    return True


def _points(checked: Checked) -> Places:
    x = np.full(len(checked.features), np.nan)
    y = x.copy()
    faults = {}
    for n, feature in enumerate(checked.features):
        if feature.geometry is None:
            faults[n] = Fault("geometry", NO_PLACE)
            continue
        point = _only_point(feature.geometry)
        if point is None:
            faults[n] = Fault("geometry", NOT_A_POINT)
        else:
            x[n], y[n] = point[:2]
    return Places(x, y, faults)


def _only_point(geometry: Mapping[str, Any]) -> Sequence[float] | None:
    """The position of a point, also where it is the only one of a collection."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        parts = geometry["geometries"]
        return _only_point(parts[0]) if len(parts) == 1 else None
    found: Sequence[Any] = geometry["coordinates"]
    if kind == "Point":
        return found
    return found[0] if kind == "MultiPoint" and len(found) == 1 else None

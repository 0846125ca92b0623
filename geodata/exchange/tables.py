"""Tables out: CSV, GeoJSON, GeoParquet. A file is old or new, never half."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from geodata.exchange.features import DECIMALS, Features
from geodata.exchange.files import write_whole
from geodata.instants import iso
from geodata.texts import Text

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full-width forms too."""


def write_csv(things: Features, path: Path) -> None:
    """UTF-8, `lon` and `lat` in degrees, times in ISO 8601 with offset.

    Text that a spreadsheet would run is defused with an apostrophe; numbers stay numbers. A line
    or an area gives a point on it, and itself as `wkt`.
    """
    lon, lat = _points(things)
    shapes = (
        None if things.are_points else shapely.to_wkt(things.geometry, rounding_precision=DECIMALS)
    )

    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            names = [*things.columns, "lon", "lat"] + (["wkt"] if shapes is not None else [])
            writer.writerow([_defused(name) for name in names])
            show = [_cell_writer(name in things.instants) for name in things.columns]
            for row, values in enumerate(things.rows()):
                cells = [one(value) for one, value in zip(show, values, strict=True)]
                cells += [lon[row], lat[row]]
                if shapes is not None:
                    cells.append(shapes[row])
                writer.writerow(cells)

    write_whole(path, write)


def write_geojson(things: Features, path: Path, title: Text) -> None:
    """RFC 7946, one feature a line; times in ISO 8601 with offset."""
    shapes = shapely.to_geojson(things.geometry)
    names = list(things.columns)
    head = {"type": "FeatureCollection", "name": f"{title.zh} {title.en}"}

    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8") as file:
            file.write(_dumps(head)[:-1] + ',"features":[\n')
            for row, values in enumerate(things.rows()):
                properties = {
                    name: _when(value) if name in things.instants else value
                    for name, value in zip(names, values, strict=True)
                }
                geometry = shapes[row] or "null"
                file.write(
                    (",\n" if row else "")
                    + f'{{"type":"Feature","id":{_dumps(properties["id"])},'
                    + f'"geometry":{geometry},"properties":{_dumps(properties)}}}'
                )
            file.write("\n]}\n")

    write_whole(path, write)


def write_parquet(things: Features, path: Path) -> None:
    """GeoParquet, times as UTC timestamps, nested values as JSON text."""
    import geopandas as gpd
    import pandas as pd

    table = {}
    for name, values in things.columns.items():
        if name in things.instants:
            table[name] = pd.to_datetime(pd.Series(values, dtype="Int64"), unit="us", utc=True)
        else:
            table[name] = pd.Series(_plain_column(list(values)))
    frame = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(things.geometry), crs="EPSG:4326")
    write_whole(path, lambda part: frame.to_parquet(part, index=False))


def _points(things: Features) -> tuple[list[float | None], list[float | None]]:
    points = things.geometry if things.are_points else shapely.point_on_surface(things.geometry)
    return _numbers(shapely.get_x(points)), _numbers(shapely.get_y(points))


def _numbers(values: Any) -> list[float | None]:
    return [None if np.isnan(one) else round(float(one), DECIMALS) for one in values]


def _cell_writer(is_instant: bool) -> Callable[[Any], Any]:
    return _when if is_instant else _cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _defused(value)
    if isinstance(value, list | dict):
        return _defused(_dumps(value))
    return value


def _defused(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text


def _when(us: Any) -> str | None:
    return iso(us) if isinstance(us, int) else None


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain_column(values: list[Any]) -> list[Any]:
    """Values of one type, as a column of a table needs: mixed or nested ones become text."""
    kinds = {type(value) for value in values if value is not None}
    if not kinds or kinds in ({bool}, {str}) or kinds <= {int, float}:
        return values
    return [value if value is None or isinstance(value, str) else _dumps(value) for value in values]

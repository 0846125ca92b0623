"""The places of a file: numbers out of cells, degrees out of datums, and what lies too far away."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats
from geodata.coordinates import great_circle_m, is_geographic, is_lonlat, to_wgs84
from geodata.exchange.mapping import BLANKS, Columns
from geodata.exchange.reading import NO_PLACE, Fault, Table
from geodata.exchange.refusal import Refused
from geodata.texts import Text

NOT_A_NUMBER = Text("不是数", "not a number")
NOT_ON_EARTH = Text("不是地球上的坐标", "no place on Earth")

# Numbers between these are too large for degrees and may well be eastings.
_LEAST_M, _MOST_M = 1e3, 1e8


@dataclass(frozen=True, eq=False)
class Placed:
    """n places in WGS-84 degrees (NaN where there is none), and what is wrong with which row."""

    lon: Floats
    lat: Floats
    faults: dict[int, Fault] = field(default_factory=dict)

    @property
    def median(self) -> tuple[float, float] | None:
        """The median longitude and latitude, None where no row has a place."""
        known = np.isfinite(self.lon)
        if not known.any():
            return None
        return _middle_lon(self.lon[known]), float(np.median(self.lat[known]))


def place_rows(table: Table, columns: Columns, datum: str, within_km: float) -> Placed:
    """Every row's place, those farther than `within_km` from the median rejected as such.

    Raises:
        Refused: no columns hold a place, or metres are given where degrees are expected.
    """
    if table.places is not None and "lon" not in columns:
        field = "geometry"
        x, y, faults = table.places.x, table.places.y, dict(table.places.faults)
    else:
        missing = next((name for name in ("lon", "lat") if name not in columns), None)
        if missing is not None:
            raise _no_column(table, missing)
        x_column, y_column = columns["lon"][0], columns["lat"][0]
        field = f"{x_column},{y_column}"
        faults = {}
        x = _numbers(table.column(x_column), x_column, faults)
        y = _numbers(table.column(y_column), y_column, faults)
    if is_geographic(datum):
        _refuse_metres(x, table.file)
        # What is no degree would overflow on its way through a datum.
        x, y = _where(is_lonlat(x, y), x, y)
    lon, lat = to_wgs84(x, y, datum)
    somewhere = is_lonlat(lon, lat)
    for row in np.flatnonzero(~somewhere):
        faults.setdefault(int(row), Fault(field, NOT_ON_EARTH))
    lon, lat = _where(somewhere, lon, lat)
    placed = Placed(lon, lat, faults)
    middle = placed.median
    if middle is not None:
        too_far = Text(
            f"距文件中位点超过 {within_km:g} 公里",
            f"farther than {within_km:g} km from the file's median",
        )
        for row in np.flatnonzero(great_circle_m(lon, lat, *middle) > within_km * 1000.0):
            faults.setdefault(int(row), Fault(field, too_far))
    return placed


def _middle_lon(lon: Floats) -> float:
    """The median longitude, also of places on both sides of the 180th meridian."""
    medians = [float(np.median(lon)), float(np.median(lon % 360.0))]
    around = [np.median(np.abs((lon - one + 180.0) % 360.0 - 180.0)) for one in medians]
    nearest = medians[int(np.argmin(around))]
    return (nearest + 180.0) % 360.0 - 180.0


def _numbers(cells: Sequence[str], column: str, faults: dict[int, Fault]) -> Floats:
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        pass
    found = np.full(len(cells), np.nan)
    for row, cell in enumerate(cells):
        if cell.lower() in BLANKS:
            faults.setdefault(row, Fault(column, NO_PLACE))
            continue
        try:
            found[row] = float(cell)
        except ValueError:
            faults.setdefault(row, Fault(column, NOT_A_NUMBER))
    return found


def _where(good: NDArray[np.bool_], x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return np.where(good, x, np.nan), np.where(good, y, np.nan)


def _refuse_metres(x: Floats, file: str) -> None:
    known = np.abs(x[np.isfinite(x)])
    large = np.count_nonzero((known > _LEAST_M) & (known < _MOST_M))
    if large > len(known) / 2:
        raise Refused(
            Text(
                f"{file} 的坐标像是以米为单位：请用 --datum EPSG:n 说明坐标系。",
                f"The places of {file} look like metres: name their system with --datum EPSG:n.",
            )
        )


def _no_column(table: Table, field: str) -> Refused:
    there = ", ".join(table.columns[:20])
    return Refused(
        Text(
            f"{table.file} 中找不到 {field} 列，请用 --map {field}=列名 指定；有 {there}。",
            f"{table.file} has no column that looks like {field}: name it with --map "
            f"{field}=column; there are {there}.",
        )
    )

"""One door for places: whatever datum a place comes in, it leaves in the district's metres.

WGS-84 degrees stand in the middle: every datum goes to and from them, longitude first. CGCS2000
is the same within centimetres and is taken as equal. GCJ-02 is the published transformation
(Krasovsky ellipsoid: a = 6378245, e² = 0.00669342162296594323), the identity outside the box in
which it is defined; BD-09 adds Baidu's own offset on top. Both inverses are iterated to less than
a millimetre. Everything else is an EPSG code and goes through PROJ, easting always first
(EPSG:4549 is officially northing first).

pyproj is imported when a projection is first used: it costs 0.1 s of every start otherwise.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.arrays import Floats

if TYPE_CHECKING:
    from pyproj import Transformer

Pair = tuple[Floats, Floats]

WGS84: Final = "wgs84"
GCJ02: Final = "gcj02"
BD09: Final = "bd09"
CGCS2000: Final = "cgcs2000"
NAMED_DATUMS: Final = (WGS84, GCJ02, BD09, CGCS2000)

MEAN_EARTH_RADIUS_M: Final = 6_371_008.8
"""Mean radius of the GRS-80 ellipsoid (2a + b) / 3, for great circles."""

_A: Final = 6_378_245.0
_EE: Final = 0.00669342162296594323
_BD_TURN: Final = math.pi * 3000.0 / 180.0
_INVERSE_STEPS: Final = 12
_SETTLED_DEG: Final = 1e-11

# GCJ-02 is defined in this box and nowhere else (west, south, east, north).
_GCJ_BOX: Final = (72.004, 0.8293, 137.8347, 55.8271)
# Where the 3-degree zones of CGCS2000 are in official use; wider than China, narrower than the box.
_GK_BOX: Final = (73.5, 17.0, 136.5, 54.0)


class UnknownDatum(ValueError):
    """A datum that is none of ours and no EPSG code that PROJ knows."""


def datum_named(text: str) -> str:
    """The datum meant by a text: `wgs84`, `gcj02`, `bd09`, `cgcs2000` or `EPSG:n`.

    >>> datum_named("GCJ-02")
    'gcj02'

    Raises:
        UnknownDatum: for anything else.
    """
    plain = re.sub(r"[\s_-]", "", text).lower()
    if plain in NAMED_DATUMS:
        return plain
    code = re.fullmatch(r"(?:epsg:*)?(\d{4,6})", plain)
    if code is None:
        raise UnknownDatum(text)
    epsg = f"EPSG:{int(code.group(1))}"
    if epsg == "EPSG:4326":
        return WGS84
    if epsg == "EPSG:4490":
        return CGCS2000
    _transformer("EPSG:4326", epsg)
    return epsg


def is_geographic(datum: str) -> bool:
    """Whether a datum's coordinates are degrees."""
    if datum in NAMED_DATUMS:
        return True
    from pyproj import CRS

    return bool(CRS.from_user_input(datum).is_geographic)


def to_wgs84(x: ArrayLike, y: ArrayLike, datum: str) -> Pair:
    """(longitude, latitude) in WGS-84 degrees of places in `datum`, easting or longitude first.

    Shapes are kept. A place outside the domain of its datum comes out as NaN.
    """
    x, y = _floats(x), _floats(y)
    if datum in (WGS84, CGCS2000):
        return x, y
    if datum == GCJ02:
        return gcj02_to_wgs84(x, y)
    if datum == BD09:
        return gcj02_to_wgs84(*bd09_to_gcj02(x, y))
    return _finite(_transformer(datum, "EPSG:4326").transform(x, y))


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """GCJ-02 degrees of WGS-84 degrees; the identity outside the box where it is defined."""
    lon, lat = _floats(lon), _floats(lat)
    d_lon, d_lat = _gcj_offset(lon, lat)
    inside = _in_box(lon, lat, _GCJ_BOX)
    return lon + np.where(inside, d_lon, 0.0), lat + np.where(inside, d_lat, 0.0)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """WGS-84 degrees of GCJ-02 degrees: the fixed point of `wgs = gcj - offset(wgs)`."""
    lon, lat = _floats(lon), _floats(lat)
    inside = _in_box(lon, lat, _GCJ_BOX)

    def offset(x: Floats, y: Floats) -> Pair:
        d_lon, d_lat = _gcj_offset(x, y)
        return np.where(inside, d_lon, 0.0), np.where(inside, d_lat, 0.0)

    return _without_offset(lon, lat, offset)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """BD-09 degrees of GCJ-02 degrees."""
    lon, lat = _floats(lon), _floats(lat)
    d_lon, d_lat = _bd_offset(lon, lat)
    return lon + d_lon, lat + d_lat


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> Pair:
    """GCJ-02 degrees of BD-09 degrees, the exact inverse (the usual formula is 0.2 m off)."""
    return _without_offset(_floats(lon), _floats(lat), _bd_offset)


def is_lonlat(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Which pairs are places on Earth: finite, longitude within ±180°, latitude within ±90°."""
    lon, lat = _floats(lon), _floats(lat)
    return np.asarray((np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0))


def great_circle_m(lon: ArrayLike, lat: ArrayLike, lon_0: float, lat_0: float) -> Floats:
    """Metres along the sphere of mean radius from each place to one (haversine formula)."""
    lon, lat = np.radians(_floats(lon)), np.radians(_floats(lat))
    lon_0, lat_0 = math.radians(lon_0), math.radians(lat_0)
    half = np.sin((lat - lat_0) / 2) ** 2
    half = half + np.cos(lat) * math.cos(lat_0) * np.sin((lon - lon_0) / 2) ** 2
    return np.asarray(2 * MEAN_EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def local_crs(lon: float, lat: float) -> str:
    """The projected CRS in metres for a district around a WGS-84 place.

    In China the zone of CGCS2000 / 3-degree Gauss-Krüger by central meridian (EPSG:4534–4554,
    75° E to 135° E), elsewhere the UTM zone on WGS-84, near the poles UPS.

    >>> local_crs(120.6385, 31.4230)
    'EPSG:4549'
    """
    west, south, east, north = _GK_BOX
    if west <= lon <= east and south <= lat <= north:
        return f"EPSG:{4534 + round((lon - 75.0) / 3.0)}"
    if lat >= 84.0:
        return "EPSG:32661"
    if lat < -80.0:
        return "EPSG:32761"
    zone = min(int((lon + 180.0) // 6.0) + 1, 60)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


@dataclass(frozen=True)
class LocalFrame:
    """Between WGS-84 degrees and a district's metres (`crs`, easting first); cheap to ask again."""

    crs: str

    @cached_property
    def _in(self) -> "Transformer":
        return _transformer("EPSG:4326", self.crs)

    @cached_property
    def _out(self) -> "Transformer":
        return _transformer(self.crs, "EPSG:4326")

    def metres(self, lon: ArrayLike, lat: ArrayLike) -> Pair:
        """(easting, northing) in metres of WGS-84 degrees; NaN outside the CRS's domain."""
        return _finite(self._in.transform(_floats(lon), _floats(lat)))

    def lonlat(self, x_m: ArrayLike, y_m: ArrayLike) -> Pair:
        """(longitude, latitude) in WGS-84 degrees of metres; NaN outside the CRS's domain."""
        return _finite(self._out.transform(_floats(x_m), _floats(y_m)))

    def readout(self, x_m: float, y_m: float) -> "Readout":
        """One place in every datum that the status bar shows (some 30 µs)."""
        lon, lat = self._out.transform(x_m, y_m)
        gcj = wgs84_to_gcj02(lon, lat)
        return Readout((lon, lat), (float(gcj[0]), float(gcj[1])), (x_m, y_m))


@dataclass(frozen=True, slots=True)
class Readout:
    """One place as (longitude, latitude) in WGS-84 and GCJ-02, (easting, northing) in metres."""

    wgs84: tuple[float, float]
    gcj02: tuple[float, float]
    metres: tuple[float, float]


def _gcj_offset(lon: Floats, lat: Floats) -> Pair:
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    wave = 20.0 * np.sin(6.0 * x * math.pi) + 20.0 * np.sin(2.0 * x * math.pi)
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat = d_lat + (
        wave
        + 20.0 * np.sin(y * math.pi)
        + 40.0 * np.sin(y / 3.0 * math.pi)
        + 160.0 * np.sin(y / 12.0 * math.pi)
        + 320.0 * np.sin(y * math.pi / 30.0)
    ) * (2.0 / 3.0)
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon = d_lon + (
        wave
        + 20.0 * np.sin(x * math.pi)
        + 40.0 * np.sin(x / 3.0 * math.pi)
        + 150.0 * np.sin(x / 12.0 * math.pi)
        + 300.0 * np.sin(x / 30.0 * math.pi)
    ) * (2.0 / 3.0)
    phi = np.radians(lat)
    magic = 1.0 - _EE * np.sin(phi) ** 2
    d_lat = np.degrees(d_lat * magic * np.sqrt(magic) / (_A * (1.0 - _EE)))
    return np.degrees(d_lon * np.sqrt(magic) / (_A * np.cos(phi))), d_lat


def _bd_offset(lon: Floats, lat: Floats) -> Pair:
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_TURN)
    return radius * np.cos(angle) + 0.0065 - lon, radius * np.sin(angle) + 0.006 - lat


def _without_offset(lon: Floats, lat: Floats, offset: Callable[[Floats, Floats], Pair]) -> Pair:
    x, y = lon, lat
    for _ in range(_INVERSE_STEPS):
        d_lon, d_lat = offset(x, y)
        moved = max(_largest(lon - d_lon - x), _largest(lat - d_lat - y))
        x, y = lon - d_lon, lat - d_lat
        if moved < _SETTLED_DEG:
            break
    return x, y


def _largest(step: Floats) -> float:
    finite = np.abs(step[np.isfinite(step)])
    return float(finite.max()) if finite.size else 0.0


def _in_box(lon: Floats, lat: Floats, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    west, south, east, north = box
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _finite(pair: tuple[Any, Any]) -> Pair:
    x, y = _floats(pair[0]), _floats(pair[1])
    good = np.isfinite(x) & np.isfinite(y)
    return np.where(good, x, np.nan), np.where(good, y, np.nan)


def _transformer(source: str, target: str) -> "Transformer":
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:
        raise UnknownDatum(f"{source} → {target}") from error

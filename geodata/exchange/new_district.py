"""The district of a store that is made for a file, and what lies too far from one that is there."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats
from geodata.coordinates import local_crs
from geodata.snapshot import District
from geodata.stores.door import REACH_M

_MARGIN_M: Final = 500.0
_NOWHERE: Final = (0.0, 0.0, 0.0, 0.0)


def district_at(
    middle: tuple[float, float] | None, file: str, zone: ZoneInfo, *, sample: bool
) -> District:
    """A district around a WGS-84 place, named after a file, in a local CRS; its extent is open."""
    lon, lat = middle or (0.0, 0.0)
    name = file.split(".")[0]
    return District(
        uuid.uuid4().hex, name, name, zone, local_crs(lon, lat), _NOWHERE, sample=sample
    )


def drawn_around(
    district: District, x_m: Floats, y_m: Floats, without: Collection[int]
) -> District:
    """The same district, its extent around the n places but for the rows `without`."""
    taken = np.isfinite(x_m)
    taken[list(without)] = False
    if not taken.any():
        return district
    west, east = x_m[taken].min() - _MARGIN_M, x_m[taken].max() + _MARGIN_M
    south, north = y_m[taken].min() - _MARGIN_M, y_m[taken].max() + _MARGIN_M
    return replace(district, extent=(float(west), float(south), float(east), float(north)))


def out_of_reach(district: District, x_m: Floats, y_m: Floats) -> NDArray[np.bool_]:
    """Which of the n places the district's store would not take; a missing one is none of them."""
    west, south, east, north = district.extent
    inside = (x_m >= west - REACH_M) & (x_m <= east + REACH_M)
    inside &= (y_m >= south - REACH_M) & (y_m <= north + REACH_M)
    return ~inside

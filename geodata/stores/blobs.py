"""GeoPackage geometry blobs: an eight-byte header, an envelope where it helps, ISO WKB.

OGC 12-128r18 (GeoPackage 1.3), clause 2.1.3. The envelope's order is minx, maxx, miny, maxy.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

_LITTLE_ENDIAN: Final = 0b0000_0001
_ENVELOPE_XY: Final = 0b0000_0010
_POINT: Final = 0
_OFFSETS: Final = tuple((8, 40, 56, 56, 72, 8, 8, 8)[flags >> 1 & 7] for flags in range(256))
"""Where the WKB starts, by the header's flags."""


def blobs_of(geometry: NDArray[Any], srs_id: int) -> list[bytes | None]:
    """Blobs of n geometries (two-dimensional, none empty); None stays None. Points carry no box."""
    wkb = shapely.to_wkb(geometry, byte_order=1, flavor="iso")
    plain = b"GP\x00" + struct.pack("<Bi", _LITTLE_ENDIAN, srs_id)
    boxed = b"GP\x00" + struct.pack("<Bi", _LITTLE_ENDIAN | _ENVELOPE_XY, srs_id)
    blobs: list[bytes | None] = [None if one is None else plain + one for one in wkb]
    extended = np.flatnonzero(shapely.get_type_id(geometry) > _POINT)
    boxes = shapely.bounds(geometry[extended])[:, [0, 2, 1, 3]]
    for row, box in zip(extended, boxes.astype("<f8"), strict=True):
        blobs[row] = boxed + box.tobytes() + wkb[row]
    return blobs


def wkb_of(blobs: Iterable[bytes | None]) -> Sequence[bytes | None]:
    """The WKB inside each blob; None stays None."""
    return [None if blob is None else blob[_OFFSETS[blob[3]] :] for blob in blobs]

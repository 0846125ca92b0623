"""GeoPackage blobs, against the reading of the standard by hand."""

import struct

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geodata.stores.blobs import blobs_of, wkb_of

coordinate = st.floats(-1e7, 1e7)
points = st.tuples(coordinate, coordinate)
shapes: st.SearchStrategy[BaseGeometry] = st.one_of(
    points.map(shapely.Point),
    st.lists(points, min_size=2, max_size=5).map(shapely.LineString),
    st.lists(points, min_size=1, max_size=4).map(shapely.MultiPoint),
    st.tuples(coordinate, coordinate).map(lambda p: shapely.box(*p, p[0] + 1, p[1] + 2)),
)


@given(st.lists(st.one_of(st.none(), shapes), max_size=6))
def test_what_goes_into_a_blob_comes_out(geometry: list[BaseGeometry | None]) -> None:
    array = np.empty(len(geometry), dtype=object)
    array[:] = geometry
    blobs = blobs_of(array, 4549)
    assert [None if w is None else shapely.from_wkb(w) for w in wkb_of(blobs)] == geometry


def test_a_point_carries_no_box_and_a_line_its_own() -> None:
    line = shapely.LineString([(1, 20), (3, 10)])
    point_blob, line_blob = blobs_of(np.array([shapely.Point(1, 2), line], dtype=object), 4549)
    assert point_blob is not None
    assert line_blob is not None
    assert point_blob[:8] == b"GP\x00\x01" + struct.pack("<i", 4549)
    assert len(point_blob) == 8 + 21
    assert line_blob[:8] == b"GP\x00\x03" + struct.pack("<i", 4549)
    assert struct.unpack("<4d", line_blob[8:40]) == (1, 3, 10, 20)


def test_a_box_of_any_kind_is_skipped() -> None:
    wkb = shapely.to_wkb(shapely.Point(1, 2), flavor="iso")
    for code, length in enumerate((0, 32, 48, 48, 64)):
        blob = b"GP\x00" + bytes([1 | code << 1]) + struct.pack("<i", 0) + bytes(length) + wkb
        assert wkb_of([blob]) == [wkb]

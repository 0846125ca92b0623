"""GeoJSON is read, read with a warning, or refused: never guessed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exchange import geojson_check
from geodata.exchange.geojson_check import check
from geodata.exchange.refusal import Refused
from geodata.texts import Text


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


POINT = {"type": "Point", "coordinates": [120.6, 31.4]}
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def test_a_plain_collection_is_read_without_a_word() -> None:
    found = check(collection(feature(POINT, kind="违停"), feature(None)))
    assert [one.properties for one in found.features] == [{"kind": "违停"}, {}]
    assert found.features[0].geometry == POINT
    assert found.warnings == ()


@pytest.mark.parametrize("text", ['{"type": "Point", "coordinates": [1, 2]}', collection()])
def test_a_bare_geometry_and_an_empty_collection_are_read(text: str) -> None:
    assert check(text).warnings == ()


@pytest.mark.parametrize(
    ("geometry", "warning"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE[::-1]]}, geojson_check.RING_ORDER),
        ({"type": "Polygon", "coordinates": [SQUARE, SQUARE]}, geojson_check.RING_ORDER),
        ({"type": "Point", "coordinates": [100.0000000001, 1]}, geojson_check.PRECISION),
        ({**POINT, "bbox": [1, 2, 3, "4"]}, geojson_check.BBOX),
        ({"type": "GeometryCollection", "geometries": [POINT]}, geojson_check.COLLECTION),
        ({**POINT, "properties": {}}, geojson_check.FOREIGN),
        ({"type": "Point", "coordinates": [1, 2, 3, 4]}, geojson_check.EXTRA_NUMBERS),
    ],
)
def test_what_has_one_meaning_is_read_with_a_warning(geometry: Any, warning: Text) -> None:
    found = check(collection(feature(geometry)))
    assert found.warnings == (warning,)
    assert len(found.features) == 1


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point"},
        {"type": "Point", "coordinates": [1]},
        {"type": "Point", "coordinates": [1, "2"]},
        {"type": "Point", "coordinates": [1, True]},
        {"type": "Point", "coordinates": {"x": 1}},
        {"type": "Point", "coordinates": [1, 10**400]},
        {"type": "Pount", "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": [[1, 2]]},
        {"type": "LineString", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [SQUARE[:3]]},
        {"type": "Polygon", "coordinates": [SQUARE[:-1]]},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
        {"type": "GeometryCollection", "geometries": {}},
        {"type": "GeometryCollection", "geometries": [False]},
        [1, 2],
        "Point",
    ],
)
def test_what_has_no_single_meaning_is_refused(geometry: Any) -> None:
    with pytest.raises(Refused) as refused:
        check(collection(feature(geometry)))
    assert refused.value.sentence.en.count(".") == 1
    assert refused.value.sentence.zh.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        '"Feature"',
        "[]",
        "{}",
        '{"type": 7}',
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": {}}',
        '{"type": "FeatureCollection", "features": [null]}',
        '{"type": "FeatureCollection", "features": [{"type": "Featre"}]}',
        '{"type": "Feature", "properties": [], "geometry": null}',
        '{"type": "Feature", "id": {}, "properties": {}, "geometry": null}',
        '{"type": "Point", "type": "Point", "coordinates": [1, 2]}',
        '{"type": "Point", "coordinates": [NaN, 2]}',
        '{"type": "Point", "coordinates": [1e999, 2]}',
        '{"type": "Point", "coordinates": [' + "1" * 9000 + ", 2]}",
        "[" * 200_000,
        '{"type":"GeometryCollection","geometries":[' * 2000 + "]}" * 2000,
        '<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>',
    ],
)
def test_a_hostile_or_broken_file_gets_one_sentence(text: str) -> None:
    with pytest.raises(Refused):
        check(text)


def test_the_crs_of_an_old_file_is_heard() -> None:
    old = {"type": "FeatureCollection", "features": []}
    for name, crs in (("urn:ogc:def:crs:EPSG::4549", "EPSG:4549"), ("CRS84", None)):
        named = {**old, "crs": {"type": "name", "properties": {"name": name}}}
        assert check(json.dumps(named)).crs == crs


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("type", "features", "geometry", "properties", "coordinates", "id")),
            inner | st.sampled_from(("Feature", "Point", "Polygon", "GeometryCollection")),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_whatever_json_comes_it_is_read_or_refused(value: Any) -> None:
    try:
        found = check(json.dumps(value))
    except Refused:
        return
    assert all(isinstance(one.properties, dict) for one in found.features)

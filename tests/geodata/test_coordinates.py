"""Places through the one door: known pairs, exact inverses, easting first, metres that are true."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.coordinates import (
    LocalFrame,
    UnknownDatum,
    bd09_to_gcj02,
    datum_named,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    great_circle_m,
    is_geographic,
    is_lonlat,
    local_crs,
    to_wgs84,
    wgs84_to_gcj02,
)

STATION = (120.6385, 31.4230)
CENTIMETRE_DEG = 1e-7
in_china = st.tuples(st.floats(75.0, 134.0), st.floats(18.0, 53.0))
anywhere = st.tuples(st.floats(-180.0, 180.0), st.floats(-89.0, 89.0))


def test_a_measured_pair_near_the_station_is_met_within_a_decimetre() -> None:
    lon, lat = wgs84_to_gcj02(120.643352, 31.416935)
    assert float(great_circle_m(lon, lat, 120.647569, 31.414826)) < 0.1


def test_the_district_moves_by_some_460_metres_in_gcj02() -> None:
    lon, lat = wgs84_to_gcj02(*STATION)
    assert 460.0 < float(great_circle_m(lon, lat, *STATION)) < 470.0


@given(in_china)
def test_gcj02_comes_back_to_a_tenth_of_a_millimetre(place: tuple[float, float]) -> None:
    back = gcj02_to_wgs84(*wgs84_to_gcj02(*place))
    assert back == pytest.approx(place, abs=1e-9)


@given(in_china)
def test_bd09_comes_back_to_a_tenth_of_a_millimetre(place: tuple[float, float]) -> None:
    assert bd09_to_gcj02(*gcj02_to_bd09(*place)) == pytest.approx(place, abs=1e-9)
    assert to_wgs84(*gcj02_to_bd09(*wgs84_to_gcj02(*place)), "bd09") == pytest.approx(
        place, abs=1e-9
    )


@pytest.mark.parametrize("place", [(-104.9903, 39.7392), (153.0251, -27.4698), (0.0, 0.0)])
def test_gcj02_changes_nothing_outside_china(place: tuple[float, float]) -> None:
    assert wgs84_to_gcj02(*place) == pytest.approx(place, abs=0)
    assert gcj02_to_wgs84(*place) == pytest.approx(place, abs=0)


@given(st.lists(in_china, min_size=1, max_size=20))
def test_many_places_are_moved_as_each_alone(places: list[tuple[float, float]]) -> None:
    lon, lat = np.array(places).T
    together = gcj02_to_wgs84(lon, lat)
    alone = [gcj02_to_wgs84(*one) for one in places]
    assert np.stack(together, axis=1) == pytest.approx(np.array(alone), abs=1e-11)


def test_cgcs2000_is_taken_as_wgs84() -> None:
    assert to_wgs84(*STATION, "cgcs2000") == pytest.approx(STATION, abs=0)


def test_the_district_is_metres_easting_first() -> None:
    east, north = LocalFrame("EPSG:4549").metres(*STATION)
    assert (round(float(east)), round(float(north))) == (560709, 3478050)


@given(in_china)
def test_metres_come_back_as_the_same_place(place: tuple[float, float]) -> None:
    frame = LocalFrame(local_crs(*place))
    assert frame.lonlat(*frame.metres(*place)) == pytest.approx(place, abs=CENTIMETRE_DEG)


@given(anywhere)
def test_a_local_crs_is_true_to_a_thousandth_everywhere(place: tuple[float, float]) -> None:
    lon, lat = place
    frame = LocalFrame(local_crs(lon, lat))
    step_deg = 0.001
    (x0, x1), (y0, y1) = frame.metres([lon, lon], [lat, lat + step_deg])
    true_m = float(great_circle_m(lon, lat + step_deg, lon, lat))
    # A sphere is itself 0.6 % off the ellipsoid; UPS stretches by 0.6 % at its edge.
    assert np.hypot(x1 - x0, y1 - y0) == pytest.approx(true_m, rel=0.012)


@pytest.mark.parametrize(
    ("place", "crs"),
    [
        (STATION, "EPSG:4549"),
        ((87.6, 43.8), "EPSG:4538"),
        ((-95.41, 29.74), "EPSG:32615"),
        ((151.2, -33.9), "EPSG:32756"),
        ((180.0, 10.0), "EPSG:32660"),
        ((0.0, 88.0), "EPSG:32661"),
        ((0.0, -88.0), "EPSG:32761"),
    ],
)
def test_a_district_gets_the_projection_of_its_place(place: tuple[float, float], crs: str) -> None:
    assert local_crs(*place) == crs


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("WGS84", "wgs84"),
        ("wgs-84", "wgs84"),
        ("GCJ-02", "gcj02"),
        ("bd09", "bd09"),
        ("EPSG:4326", "wgs84"),
        ("EPSG:4490", "cgcs2000"),
        ("epsg:4549", "EPSG:4549"),
        ("4549", "EPSG:4549"),
    ],
)
def test_a_datum_is_known_by_what_people_call_it(text: str, datum: str) -> None:
    assert datum_named(text) == datum


@pytest.mark.parametrize("text", ["", "mars", "EPSG:", "EPSG:99999", "EPSG:4549; DROP TABLE"])
def test_an_unknown_datum_is_refused(text: str) -> None:
    with pytest.raises(UnknownDatum):
        datum_named(text)


def test_metres_of_another_system_become_degrees() -> None:
    lon, lat = to_wgs84(560709.217, 3478050.011, "EPSG:4549")
    assert (float(lon), float(lat)) == pytest.approx(STATION, abs=1e-7)
    assert not is_geographic("EPSG:4549")
    assert is_geographic("EPSG:4490")


def test_what_is_no_place_stays_none() -> None:
    assert np.isnan(to_wgs84(np.nan, 31.0, "gcj02")[0])
    assert np.isnan(to_wgs84(1e300, 1e300, "EPSG:4549")[0])
    assert list(is_lonlat([0.0, 181.0, np.nan, np.inf], [0.0, 0.0, 0.0, 0.0])) == [
        True,
        False,
        False,
        False,
    ]


def test_the_status_bar_reads_one_place_in_every_datum() -> None:
    read = LocalFrame("EPSG:4549").readout(560709.217, 3478050.011)
    assert read.wgs84 == pytest.approx(STATION, abs=CENTIMETRE_DEG)
    assert read.gcj02 == pytest.approx((120.64271, 31.42089), abs=1e-5)
    assert read.metres == (560709.217, 3478050.011)


def test_published_vectors_are_met(real_data: Path) -> None:
    told = json.loads((real_data / "coords" / "gcj02_bd09_vectors.json").read_text("utf-8"))
    for one in told["wgs84_to_gcj02"]:
        (lat, lon), (gcj_lat, gcj_lon) = one["wgs"], one["gcj"]
        measured = one["source"].startswith("code comment")
        close = 1e-6 if measured else 1e-9
        assert wgs84_to_gcj02(lon, lat) == pytest.approx((gcj_lon, gcj_lat), abs=close)
        assert gcj02_to_wgs84(gcj_lon, gcj_lat) == pytest.approx((lon, lat), abs=close)
    grid = told["roundtrip_grid_suzhou_north"]
    wgs, gcj = (np.array([one[name] for one in grid])[:, ::-1].T for name in ("wgs", "gcj"))
    assert np.array(wgs84_to_gcj02(*wgs)) == pytest.approx(gcj, abs=1e-9)
    for one in told["bd09_to_gcj02"]:
        (lat, lon), (gcj_lat, gcj_lon) = one["bd"], one["gcj"]
        assert bd09_to_gcj02(lon, lat) == pytest.approx((gcj_lon, gcj_lat), abs=one["tol_deg"])
    # The two direct BD-09 pairs come from a program that leaves Baidu's factor 3000/180 out of
    # its wave, and are therefore up to 45 m off what Baidu's own map says.
    for one in told["bd09_to_wgs84"]:
        lon, lat = to_wgs84(one["bd"][1], one["bd"][0], "bd09")
        assert float(great_circle_m(lon, lat, one["wgs"][1], one["wgs"][0])) < 45.0

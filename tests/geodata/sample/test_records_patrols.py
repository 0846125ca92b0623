"""Zones, routes, units and their tracks as a duty officer would look at them."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from geodata.fixes import Fixes
from geodata.instants import DAY_US, MINUTE_US, Span, aware, parse
from geodata.moment import Moment
from geodata.picture import picture
from geodata.sample.calendar import YEAR_SPAN, ZONE, at
from geodata.sample.opening import OPENS_AT_US, OPENS_ON
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import Store, open_store


@pytest.fixture(scope="module")
def store(sample_store_path: Path) -> Iterator[Store]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    return store.snapshot()


@pytest.fixture(scope="module")
def fixes(store: Store) -> Fixes:
    return store.reader.fixes(Span(YEAR_SPAN.start_us - DAY_US, YEAR_SPAN.end_us), 10**9)


def test_eight_zones_tile_the_core_and_share_their_borders(snapshot: Snapshot) -> None:
    zones = snapshot.columns("zone")
    assert sorted(data["number"] for data in zones.data) == list(range(1, 9))
    assert shapely.is_valid(zones.geometry).all()
    whole = shapely.union_all(zones.geometry)
    assert isinstance(whole, shapely.Polygon)
    assert not whole.interiors
    assert whole.area == pytest.approx(shapely.area(zones.geometry).sum(), rel=1e-12)
    for a, b in itertools.combinations(zones.geometry, 2):
        if a.intersection(b).length > 1.0:
            mine, theirs = ({tuple(xy) for xy in shapely.get_coordinates(z)} for z in (a, b))
            border = {tuple(xy) for xy in shapely.get_coordinates(a.intersection(b))}
            assert border <= mine
            assert border <= theirs


def test_zones_say_who_leads_who_must_be_there_and_how_often(snapshot: Snapshot) -> None:
    for data in snapshot.columns("zone").data:
        assert data["agency"] in data["agencies"]
        assert data["every_min"] > 0
        assert data["dwell_min"] > 0
        assert data["priority"] in (1, 2, 3)


def test_routes_follow_the_streets_and_stop_on_them(snapshot: Snapshot) -> None:
    routes, roads = snapshot.columns("route"), snapshot.columns("road")
    modes = [data["mode"] for data in routes.data]
    assert (modes.count("motor"), modes.count("foot")) == (7, 8)
    for data, line in zip(routes.data, routes.geometry, strict=True):
        open_to = [data["mode"] != "motor" or d["class"] != "path" for d in roads.data]
        near = [g for g, ok in zip(roads.geometry, open_to, strict=True) if ok]
        streets = shapely.union_all([g for g in near if g.distance(line) < 5.0])
        assert line.difference(streets.buffer(0.5)).length < 1.0, data["name"]
        assert line.is_valid
        assert data["headway_min"] > 0
        assert any(stop["dwell_min"] >= 10 for stop in data["stops"])
        for stop in data["stops"]:
            assert line.distance(shapely.Point(stop["x_m"], stop["y_m"])) < 0.1
            assert stop["name"]["zh"]


def test_every_unit_has_tracks_on_twenty_days_the_two_named_ones_among_them(
    snapshot: Snapshot, fixes: Fixes
) -> None:
    agencies = [data["agency"] for data in snapshot.columns("unit").data]
    assert len(agencies) == 16
    assert set(agencies) == {"police", "urban_management", "transport"}
    days = (fixes.happened_us + 8 * 60 * MINUTE_US) // DAY_US
    for code in range(len(fixes.units)):
        assert len(np.unique(days[fixes.unit_code == code])) >= 20
    for day in ("2022-10-01", "2022-05-04"):
        noon = (parse(f"{day}T12:00+08:00") + 8 * 60 * MINUTE_US) // DAY_US
        assert len(np.unique(fixes.unit_code[days == noon])) == 16


def test_units_are_on_shift_when_they_are_seen_and_near_their_route(
    snapshot: Snapshot, fixes: Fixes
) -> None:
    shifts, routes = snapshot.columns("shift"), snapshot.columns("route")
    line_of = dict(zip(routes.ids, routes.geometry, strict=True))
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for data, start, end in zip(shifts.data, shifts.from_us, shifts.to_us, strict=True):
        spans.setdefault(data["unit"], []).append((start, end, data["route"]))
    rng = np.random.default_rng(1)
    for row in rng.choice(len(fixes), 2_000, replace=False):
        unit, when = fixes.units[fixes.unit_code[row]], fixes.happened_us[row]
        route = next(r for a, b, r in spans[unit] if a <= when < b)
        place = shapely.Point(fixes.x_m[row], fixes.y_m[row])
        assert line_of[route].distance(place) < 45.0


def test_positions_come_about_every_half_minute_and_wander_some_metres(fixes: Fixes) -> None:
    mine = fixes.unit_code[1:] == fixes.unit_code[:-1]
    steps_s = np.diff(fixes.happened_us)[mine] / 1e6
    assert 24.0 < np.median(steps_s) < 31.0
    assert (steps_s[steps_s < 3_600] > 300.0).sum() > 50, "radios are silent now and then"
    late = fixes.heard_us - fixes.happened_us > 10 * MINUTE_US
    assert 0.003 < late.mean() < 0.1
    assert (fixes.heard_us >= fixes.happened_us).all()
    assert len(fixes) <= 300_000


def test_when_the_replay_opens_fourteen_units_are_out_and_one_is_silent(snapshot: Snapshot) -> None:
    then = picture(snapshot, None, Moment(OPENS_AT_US, OPENS_ON, OPENS_AT_US))
    on_duty = {data["unit"] for data in then.state("shift").data}
    assert len(on_duty) == 14
    ages = dict(zip(then.units.ids, then.units.age_us, strict=True))
    silent = [unit for unit in on_duty if ages[unit] > 3 * MINUTE_US]
    assert silent == ["U-CG-02"]
    assert aware(OPENS_AT_US, ZONE).hour == 18
    assert at(10, 1, 18, 30) == OPENS_AT_US

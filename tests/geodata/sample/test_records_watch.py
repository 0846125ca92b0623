"""Cameras, volunteer posts, checkpoints, holidays: what stands there and when it is open."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from scipy import stats

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.isovist import isovists
from geodata.analysis.occluders import Occluders
from geodata.instants import DAY_US, Span, aware
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import Picture, picture
from geodata.sample.calendar import YEAR_SPAN, ZONE, in_holiday_week
from geodata.sample.opening import OPENS_AT_US, OPENS_ON
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store


@pytest.fixture(scope="module")
def snapshot(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


@pytest.fixture(scope="module")
def then(snapshot: Snapshot) -> Picture:
    return picture(snapshot, None, Moment(OPENS_AT_US, OPENS_ON, OPENS_AT_US))


def test_a_hundred_and_sixty_eight_cameras_some_of_them_not_online(then: Picture) -> None:
    cameras = then.state("camera")
    states = Counter(data["state"] for data in cameras.data)
    assert states == {"online": 160, "offline": 5, "fault": 2, "unknown": 1}
    kinds = Counter(data["camera_kind"] for data in cameras.data)
    assert kinds["ptz"] >= 6
    assert kinds["reader"] >= 6
    assert len({data["name"]["zh"] for data in cameras.data}) == len(cameras)


def test_a_fault_that_was_reported_late_is_known_now_and_was_not_then(
    snapshot: Snapshot, then: Picture
) -> None:
    now = picture(snapshot, None, Moment(OPENS_AT_US, OPENS_ON, KNOWN_NOW))
    states = Counter(data["state"] for data in now.state("camera").data)
    assert states["fault"] == 3


def test_cameras_hang_outside_of_buildings_and_see_something(then: Picture) -> None:
    cameras, buildings = then.state("camera"), then.state("building")
    tree = shapely.STRtree(buildings.geometry)
    assert tree.query(cameras.geometry, predicate="within").size == 0
    data = cameras.data
    for one in data:
        assert 30 <= one["hfov_deg"] <= 110
        assert 30 <= one["range_m"] <= 150
        assert one["horizontal_px"] in (1920, 2560, 3840)
        assert 0 <= one["azimuth_deg"] < 360
    views = CameraViews.of_kinds(
        [one["camera_kind"] for one in data],
        shapely.get_coordinates(cameras.geometry),
        *(
            np.array([float(one[name]) for one in data])
            for name in ("azimuth_deg", "hfov_deg", "range_m", "horizontal_px")
        ),
    )
    seen = isovists(Occluders.from_polygons(buildings.geometry), views).polygons()
    whole = np.radians(views.sweep_deg) / 2.0 * views.range_m**2
    assert (shapely.area(seen) > 0.2 * whole).all()


def test_the_state_of_cameras_changes_during_the_year(snapshot: Snapshot) -> None:
    columns = snapshot.columns("camera")
    changes = Counter(columns.ids)
    assert sum(count > 1 for count in changes.values()) >= 60


def test_five_of_eight_posts_are_open_when_the_replay_opens(then: Picture) -> None:
    heads = {d["post"]: d["headcount"] for d in then.state("volunteer_shift").data}
    assert heads == {"PST-1": 8, "PST-2": 4, "PST-3": 4, "PST-4": 6, "PST-5": 3}
    posts = then.state("post")
    assert len(posts) == 8
    pioneer = dict(zip(posts.ids, posts.data, strict=True))["PST-1"]
    assert pioneer["name"]["zh"] == "京沪先锋驿站"
    assert pioneer["assumed"]


def test_sixteen_teams_hold_all_volunteers(then: Picture) -> None:
    teams = then.state("volunteer_team")
    assert len(teams) == 16
    assert sum(data["headcount"] for data in teams.data) == 520


def test_volunteers_stand_there_in_holiday_weeks(snapshot: Snapshot) -> None:
    columns = snapshot.columns("volunteer_shift")
    hours: dict[date, float] = defaultdict(float)
    for data, start, end in zip(columns.data, columns.from_us, columns.to_us, strict=True):
        hours[aware(int(start), ZONE).date()] += data["headcount"] * (end - start) / 3.6e9
    days = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]
    holiday = [hours[day] for day in days if in_holiday_week(day)]
    other = [hours[day] for day in days if not in_holiday_week(day)]
    assert stats.mannwhitneyu(holiday, other, alternative="greater").pvalue < 1e-9
    assert np.mean(holiday) > 3 * np.mean(other)


def test_no_shift_is_larger_than_its_team_and_none_is_outside_the_year(snapshot: Snapshot) -> None:
    teams = dict(
        zip(
            snapshot.columns("volunteer_team").ids,
            snapshot.columns("volunteer_team").data,
            strict=True,
        )
    )
    columns = snapshot.columns("volunteer_shift")
    for data in columns.data:
        assert data["headcount"] <= teams[data["team"]]["headcount"]
    assert columns.from_us.min() >= YEAR_SPAN.start_us
    assert columns.to_us.max() <= YEAR_SPAN.end_us


def test_holidays_are_the_official_days_of_2022(snapshot: Snapshot) -> None:
    columns = snapshot.columns("holiday")
    days = {
        data["name"]["zh"]: (
            aware(int(start), ZONE).strftime("%m-%d"),
            round((end - start) / DAY_US),
        )
        for data, start, end in zip(columns.data, columns.from_us, columns.to_us, strict=True)
    }
    assert days == {
        "元旦": ("01-01", 3),
        "春节": ("01-31", 7),
        "清明": ("04-03", 3),
        "劳动节": ("04-30", 5),
        "端午": ("06-03", 3),
        "中秋": ("09-10", 3),
        "国庆": ("10-01", 7),
    }


def test_a_checkpoint_has_one_row_a_day_with_an_id_of_its_own(snapshot: Snapshot) -> None:
    columns = snapshot.columns("checkpoint_count")
    keys = {(data["checkpoint"], data["date"]) for data in columns.data}
    assert len(keys) == len(columns) == len(set(columns.ids))
    for data, start, end in zip(columns.data, columns.from_us, columns.to_us, strict=True):
        assert aware(int(start), ZONE).strftime("%Y-%m-%d %H:%M") == f"{data['date']} 00:00"
        assert end - start == DAY_US
        assert sum(data["cards"].values()) == data["screened"]


def test_every_transfer_of_the_year_was_closed_within_two_hours(snapshot: Snapshot) -> None:
    columns = snapshot.columns("transfer")
    lasted = [data["closed_us"] - data["opened_us"] for data in columns.data]
    assert min(lasted) > 0
    assert max(lasted) <= 2 * 3_600_000_000
    assert len(set(columns.ids)) == len(columns)


def test_events_are_the_two_named_ones_and_visits(snapshot: Snapshot) -> None:
    columns = snapshot.columns("event")
    large = [d["name"]["zh"] for d in columns.data if d["type"] == "large_activity"]
    assert sorted(large) == ["第二届长三角数字金融产业创新周", "长三角先进技术转化大会"]
    assert {d["type"] for d in columns.data} == {"large_activity", "visit"}


def test_no_works_close_anything_in_the_year(snapshot: Snapshot) -> None:
    assert "closure" not in snapshot.kinds
    assert Span(YEAR_SPAN.start_us, YEAR_SPAN.end_us).holds(OPENS_AT_US)

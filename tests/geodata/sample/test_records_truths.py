"""The truths planted in the sample's year: an analyst who looks must find them, significantly.

Each is looked for by a method that knows nothing of how the year was drawn: counts against other
days and places, and shuffled instants.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import shapely
from scipy import stats
from shapely.geometry.base import BaseGeometry

from geodata.arrays import Floats, Ints
from geodata.instants import DAY_US, MINUTE_US, aware
from geodata.moment import KNOWN_NOW, Moment
from geodata.sample.calendar import HOLIDAYS, WORKING_WEEKENDS, YEAR_SPAN, ZONE, in_holiday_week
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store

SHUFFLES = 499
SURE = 0.005
NEAR_KERB_M = 25.0
KERBS = {
    "nantiancheng-dropoff": 0.26,
    "xiangrong-east-mouth": 0.17,
    "yuanrong-front": 0.14,
    "shuijing-west-mouth": 0.10,
    "beitiancheng-north": 0.10,
    "chengyang-jinke": 0.07,
    "gaoqing": 0.06,
    "dawan": 0.05,
}
LATE_MIN = 20 * 60
AFTER = 21 * DAY_US
Campaign = tuple[int, int, BaseGeometry]
"""From, to, and the area."""


class Year:
    """The year's incidents of one kind as known now: instants, local days, places, counts."""

    def __init__(self, snapshot: Snapshot, kind: str) -> None:
        history = snapshot.history()
        rows = history.rows_in(Moment(YEAR_SPAN.end_us, YEAR_SPAN, KNOWN_NOW))
        rows = rows[history.kind.codes[rows] == history.kind.code(kind)]
        self.happened_us = history.happened_us[rows]
        self.count = history.count[rows]
        self.points = shapely.points(history.x_m[rows], history.y_m[rows])
        self.day = np.array([aware(int(us), ZONE).date() for us in self.happened_us])

    def daily(self) -> dict[date, int]:
        """How many records each day of the year has."""
        found = {date(2022, 1, 1) + timedelta(days=n): 0 for n in range(365)}
        for day in self.day:
            found[day] += 1
        return found


@pytest.fixture(scope="module")
def snapshot(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


@pytest.fixture(scope="module")
def parking(snapshot: Snapshot) -> Year:
    return Year(snapshot, "illegal_parking")


@pytest.fixture(scope="module")
def touting(snapshot: Snapshot) -> Year:
    return Year(snapshot, "touting")


@pytest.fixture(scope="module")
def campaigns(snapshot: Snapshot) -> list[Campaign]:
    columns = snapshot.columns("campaign")
    return [
        (int(start), int(end), area)
        for data, start, end, area in zip(
            columns.data, columns.from_us, columns.to_us, columns.geometry, strict=True
        )
        if "illegal_parking" in data["kinds"]
    ]


def near_kerb(snapshot: Snapshot, slug: str) -> BaseGeometry:
    columns = snapshot.columns("kerb")
    lines = [
        line
        for data, line in zip(columns.data, columns.geometry, strict=True)
        if data["kerb"] == slug
    ]
    return shapely.union_all(lines).buffer(NEAR_KERB_M)


def test_illegal_parking_gathers_at_the_kerbs_where_people_are_dropped(
    snapshot: Snapshot, parking: Year
) -> None:
    roads = snapshot.columns("road")
    streets = sum(
        line.length
        for data, line in zip(roads.data, roads.geometry, strict=True)
        if data["class"] in ("arterial", "collector")
    )
    for slug, share in KERBS.items():
        area = near_kerb(snapshot, slug)
        found = int(shapely.contains(area, parking.points).sum())
        length = area.area / (2 * NEAR_KERB_M)
        by_chance = stats.binomtest(
            found, len(parking.points), length / streets, alternative="greater"
        )
        assert by_chance.pvalue < 1e-9, slug
        assert found / len(parking.points) == pytest.approx(share, abs=0.035), slug


def test_it_peaks_before_trains(snapshot: Snapshot, parking: Year) -> None:
    station = shapely.union_all([near_kerb(snapshot, s) for s in list(KERBS)[:2]])
    mine = parking.happened_us[shapely.contains(station, parking.points)]
    departures = np.sort(snapshot.columns("train").to_us)

    def waiting(instants: Ints) -> float:
        ahead = departures[np.searchsorted(departures, instants)] - instants
        return float(np.mean((ahead > 4 * MINUTE_US) & (ahead < 22 * MINUTE_US)))

    assert _chance(mine, waiting) < SURE


def test_touting_follows_late_arrivals(snapshot: Snapshot, touting: Year) -> None:
    trains = snapshot.columns("train").from_us
    arrivals = np.sort(trains[_minute_of_day(trains) >= LATE_MIN])

    def approached(instants: Ints) -> float:
        place = np.searchsorted(arrivals, instants) - 1
        since = instants - arrivals[np.maximum(place, 0)]
        soon = (since > 3 * MINUTE_US) & (since < 26 * MINUTE_US)
        return float(np.mean((place >= 0) & soon))

    assert _chance(touting.happened_us, approached) < SURE
    assert np.mean(_minute_of_day(touting.happened_us) >= LATE_MIN) > 0.6


@pytest.mark.parametrize(("weekday", "factor"), [(4, 1.45), (6, 1.35)], ids=["Friday", "Sunday"])
def test_fridays_and_sundays_have_more(parking: Year, weekday: int, factor: float) -> None:
    ordinary = {
        day: number
        for day, number in parking.daily().items()
        if not in_holiday_week(day) and day not in WORKING_WEEKENDS
    }
    mine = [number for day, number in ordinary.items() if day.weekday() == weekday]
    others = [number for day, number in ordinary.items() if day.weekday() not in (4, 6)]
    more = stats.binomtest(
        sum(mine),
        sum(mine) + sum(others),
        len(mine) / (len(mine) + len(others)),
        alternative="greater",
    )
    assert more.pvalue < SURE
    assert np.mean(mine) / np.mean(others) == pytest.approx(factor, abs=0.3)


def test_holidays_are_busiest_at_their_edges(parking: Year) -> None:
    daily = parking.daily()
    edges, usual = 0, 0.0
    for holiday in HOLIDAYS:
        for day in (holiday.first, holiday.last):
            around = [
                daily[near]
                for n in range(8, 22)
                for near in (day - timedelta(days=n), day + timedelta(days=n))
                if near in daily and not in_holiday_week(near)
            ]
            edges += daily[day]
            usual += float(np.mean(around))
    assert stats.poisson.sf(edges - 1, usual) < 1e-6
    assert 1.4 < edges / usual < 3.5


def test_spring_has_little_traffic(parking: Year) -> None:
    daily = parking.daily()
    april = [n for day, n in daily.items() if day.month == 4]
    summer = [n for day, n in daily.items() if day.month in (7, 8, 9)]
    assert np.mean(april) / np.mean(summer) == pytest.approx(0.26, abs=0.1)
    assert stats.mannwhitneyu(april, summer, alternative="less").pvalue < 1e-9


def test_more_is_recorded_while_a_campaign_lasts(parking: Year, campaigns: list[Campaign]) -> None:
    seen, expected, spread = _against_clean_days(
        parking, campaigns, lambda start, end: (start, end)
    )
    assert (seen - expected) / np.sqrt(spread) > 5
    assert 1.7 < seen / expected < 4.5


def test_less_is_recorded_inside_its_area_for_three_weeks_after(
    parking: Year, campaigns: list[Campaign]
) -> None:
    seen, expected, spread = _against_clean_days(
        parking, campaigns, lambda _start, end: (end, end + AFTER)
    )
    assert (seen - expected) / np.sqrt(spread) < -5
    assert 0.25 < seen / expected < 0.65


def test_a_part_of_it_moves_to_kerbs_nearby(
    snapshot: Snapshot, parking: Year, campaigns: list[Campaign]
) -> None:
    """Records off the great kerbs lie near a campaign of the last three weeks, and so more often
    than when the days are dealt anew among all records.
    """
    great = shapely.union_all([near_kerb(snapshot, slug) for slug in KERBS])
    small = ~shapely.contains(great, parking.points)
    near = np.array(
        [
            (shapely.distance(area, parking.points) <= 300)
            & ~shapely.contains(area, parking.points)
            for _, _, area in campaigns
        ]
    )
    ends = np.array([end for _, end, _ in campaigns])[:, None]

    def beside_a_campaign(instants: Ints) -> int:
        wake = (instants >= ends) & (instants < ends + AFTER)
        return np.sum((wake & near).any(axis=0) & small)

    rng = np.random.default_rng(7)
    seen = beside_a_campaign(parking.happened_us)
    dealt = [beside_a_campaign(rng.permutation(parking.happened_us)) for _ in range(SHUFFLES)]
    assert (1 + sum(one >= seen for one in dealt)) / (SHUFFLES + 1) < SURE
    assert seen > 1.4 * np.mean(dealt)


def test_records_of_a_campaign_carry_its_id(snapshot: Snapshot, campaigns: list[Campaign]) -> None:
    columns = snapshot.columns("incident")
    marked = {data["campaign"] for data in columns.data} - {""}
    assert len(marked) >= 40
    spans = snapshot.columns("campaign")
    when = {
        thing: (int(a), int(b))
        for thing, a, b in zip(spans.ids, spans.from_us, spans.to_us, strict=True)
    }
    for data in columns.data:
        if data["campaign"]:
            start, end = when[data["campaign"]]
            assert start <= data["happened_us"] < end


def _minute_of_day(us: Ints) -> Floats:
    return (us + 8 * 60 * MINUTE_US) % DAY_US / MINUTE_US


def _chance(instants: Ints, statistic: Callable[[Ints], float]) -> float:
    """How often instants shifted by 35 to 95 minutes either way reach the statistic."""
    rng = np.random.default_rng(5)
    seen, reached = statistic(instants), 0
    for _ in range(SHUFFLES):
        minutes = rng.uniform(35, 95, len(instants)) * rng.choice([-1, 1], len(instants))
        reached += statistic(instants + (minutes * MINUTE_US).astype(np.int64)) >= seen
    return (1 + reached) / (SHUFFLES + 1)


def _against_clean_days(
    year: Year, campaigns: list[Campaign], span_of: Callable[[int, int], tuple[int, int]]
) -> tuple[int, float, float]:
    """Records inside campaign areas in `span_of` each campaign, and how many its clean days
    (no campaign there, nor in the three weeks before) let expect, given all records of the span.
    """
    seen, expected, spread = 0, 0.0, 0.0
    for area in {area.wkb: area for _, _, area in campaigns}.values():
        inside = shapely.contains(area, year.points)
        mine = [(start, end) for start, end, other in campaigns if other.equals(area)]
        disturbed = np.zeros(len(inside), dtype=bool)
        asked = np.zeros(len(inside), dtype=bool)
        for start, end in mine:
            disturbed |= (year.happened_us >= start) & (year.happened_us < end + AFTER)
            first, last = span_of(start, end)
            asked |= (year.happened_us >= first) & (year.happened_us < last)
        usual = inside[~disturbed].mean()
        others = np.sum(asked & ~inside)
        seen += int(np.sum(asked & inside))
        expected += others * usual / (1 - usual)
        spread += others * usual / (1 - usual) ** 2
    return seen, expected, spread

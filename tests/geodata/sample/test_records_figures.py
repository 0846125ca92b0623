"""The sample's year gives the published figures exactly, and counting is what makes it so."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import Point

from geodata.exchange.review import review
from geodata.instants import NEVER_US, Span, local_year
from geodata.moment import KNOWN_NOW, Moment
from geodata.sample import figures
from geodata.sample.calendar import YEAR_SPAN, ZONE, at
from geodata.snapshot import Snapshot
from geodata.stores.geopackage import open_store
from geodata.versions import Fact

ROOT = Path(__file__).parents[3]
PUBLISHED = {
    "campaigns": 64,
    "ride_hailing_violations": 9,
    "illegal_operations": 6,
    "taxi_violations": 17,
    "touting_persons": 185,
    "illegal_parking_vehicles": 1_697,
    "volunteer_teams": 16,
    "volunteers": 520,
    "cases": 350,
    "satisfaction_pct": 100.0,
    "temperature_screenings": 6_110_000,
    "transfers": 28_000,
    "transfers_within_2h_pct": 100.0,
    "samples": 1_220_000,
    "joint_meetings": 15,
    "task_force_meetings": 30,
    "administrative_passages": 100,
    "events": 2,
}
NOT_ADDITIVE = {
    "volunteer_teams",
    "volunteers",
    "satisfaction_pct",
    "transfers_within_2h_pct",
    "year",
    "sample",
}


@pytest.fixture(scope="module")
def snapshot(sample_store_path: Path) -> Iterator[Snapshot]:
    with open_store(sample_store_path, read_only=True) as store:
        yield store.snapshot()


def test_the_year_gives_every_published_figure(snapshot: Snapshot) -> None:
    found = review(snapshot, YEAR_SPAN).as_json()
    assert {name: found[name] for name in PUBLISHED} == PUBLISHED
    assert found["year"] == 2022
    assert found["sample"] is True


def test_the_typed_figures_are_the_published_ones() -> None:
    typed = {name: value for name, value in vars(figures).items() if name.isupper()}
    mended = {"CORRECTED_INCIDENTS": 40, "CANCELLED_INCIDENTS": 10}
    counted = [figure for name, figure in PUBLISHED.items() if not name.endswith("_pct")]
    assert sorted(typed.values()) == sorted([*counted, *mended.values()])


def test_the_two_halves_of_the_year_add_up_to_it(snapshot: Snapshot) -> None:
    halves = (Span(YEAR_SPAN.start_us, at(7, 1)), Span(at(7, 1), YEAR_SPAN.end_us))
    first, second = (review(snapshot, half).as_json() for half in halves)
    for name, figure in PUBLISHED.items():
        if name not in NOT_ADDITIVE:
            assert first[name] + second[name] == figure, name
            assert first[name] > 0, name


def test_the_months_on_either_side_do_not_count(snapshot: Snapshot) -> None:
    before = review(snapshot, local_year(2021, ZONE))
    after = review(snapshot, local_year(2023, ZONE))
    assert before.illegal_parking_vehicles > 0
    assert after.illegal_parking_vehicles > 0
    assert before.temperature_screenings > 0
    assert before.campaigns == after.campaigns == 1
    assert after.cases > 0


def test_one_handled_incident_of_three_vehicles_makes_three_more(sample_store_copy: Path) -> None:
    with open_store(sample_store_copy) as store:
        west, south, east, north = store.district.extent
        happened_us = at(6, 15, 12)
        data = {
            "kind": "illegal_parking",
            "happened_us": happened_us,
            "count": 3,
            "outcome": "handled",
        }
        middle = Point((west + east) / 2, (south + north) / 2)
        store.append([Fact("INC-NEW", "incident", happened_us, NEVER_US, middle, data)])
        found = review(store.snapshot(), YEAR_SPAN)
    assert found.illegal_parking_vehicles == PUBLISHED["illegal_parking_vehicles"] + 3


def test_some_of_every_kind_were_never_acted_on(snapshot: Snapshot) -> None:
    history = snapshot.history()
    outcomes: dict[str, set[str]] = {}
    for row in history.rows_in(_everything()):
        kind = history.kind.names[history.kind.codes[row]]
        outcomes.setdefault(kind, set()).add(history.outcome.names[history.outcome.codes[row]])
    assert all("none" in found for found in outcomes.values()), outcomes
    assert outcomes["touting"] == {"penalty", "warning", "none"}
    assert len(outcomes) == 8


def test_no_published_figure_is_typed_outside_the_sample() -> None:
    typed = re.compile(r"1[,_]?697|6[,_]?110[,_]?000|1[,_]?220[,_]?000")
    code = [*(ROOT / "geodata").rglob("*.py"), *(ROOT / "console").rglob("*.py")]
    found = {path.relative_to(ROOT).parts[:2] for path in code if typed.search(path.read_text())}
    assert found == {("geodata", "sample")}


def _everything() -> Moment:
    return Moment(YEAR_SPAN.end_us, YEAR_SPAN, KNOWN_NOW)

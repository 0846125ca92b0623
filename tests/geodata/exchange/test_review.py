"""The year's figures, counted from records: known now, halves that add up, nothing twice."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exchange.review import NAMES, Review, as_lines, review
from geodata.instants import DAY_US, HOUR_US, NEVER_US, Span, local_year, parse
from geodata.versions import Fact, Version
from tests.records import DISTRICT, Record, Withdrawal, incident

ZONE = DISTRICT.zone
YEAR = local_year(2022, ZONE)
NOON = parse("2022-03-01T12:00:00+08:00")
UNSUMMED = {"year", "volunteer_teams", "volunteers", "satisfaction_pct", "sample"} | {
    "transfers_within_2h_pct"
}


def fact(kind: str, thing: str, from_us: int = NOON, to_us: int = NEVER_US, **data: Any) -> Fact:
    return Fact(thing, kind, from_us, to_us, data=data)


def record(*facts: Fact, batch: int | None = None) -> Record:
    return Record(tuple(Version(n, NOON + n, batch, one) for n, one in enumerate(facts, 1)))


def counted(*facts: Fact, span: Span = YEAR) -> Review:
    return review(record(*facts).snapshot(), span)


def test_vehicles_and_persons_are_added_not_rows() -> None:
    found = counted(
        incident("a", NOON, count=3, outcome="handled"),
        incident("b", NOON, count=2, outcome="warning"),
        incident("c", NOON, count=9, outcome="none"),
        incident("d", NOON, kind="touting", count=4),
        incident("e", NOON, kind="taxi_violation"),
        incident("f", NOON, kind="ride_hailing_violation"),
        incident("g", NOON, kind="illegal_operation"),
        incident("h", NOON, kind="emergency", count=50),
    )
    assert found.illegal_parking_vehicles == 5
    assert found.touting_persons == 4
    assert found.taxi_violations == 1
    assert found.ride_hailing_violations == 1
    assert found.illegal_operations == 1


def test_the_year_is_local() -> None:
    first = parse("2022-01-01T00:00:00+08:00")
    assert counted(incident("a", first)).illegal_parking_vehicles == 1
    assert counted(incident("a", first - 1)).illegal_parking_vehicles == 0
    assert counted(incident("a", YEAR.end_us)).illegal_parking_vehicles == 0


def test_an_incident_counts_when_it_happened_whatever_steps_follow() -> None:
    reported = incident("a", NOON, outcome="none", count=2)
    handled = incident("a", NOON, from_us=YEAR.end_us + DAY_US, count=2)
    assert counted(reported, handled).illegal_parking_vehicles == 2
    assert counted(reported, handled, span=local_year(2023, ZONE)).illegal_parking_vehicles == 0


def test_corrected_cancelled_and_withdrawn_records_never_count() -> None:
    one = incident("a", NOON, count=5)
    corrected = replace(incident("a", NOON, count=2), corrects=1)
    assert counted(one, corrected).illegal_parking_vehicles == 2
    assert counted(one, replace(one, gone=True)).illegal_parking_vehicles == 0
    whole = Record((Version(1, NOON, 1, one),), (Withdrawal(2, 1, NOON + 9),))
    assert review(whole.snapshot(), YEAR).illegal_parking_vehicles == 0


def test_a_campaign_counts_by_its_first_day() -> None:
    begun = fact("campaign", "c", NOON, NOON + 40 * DAY_US)
    extended = fact("campaign", "c", NOON + 30 * DAY_US, NOON + 50 * DAY_US)
    march = Span(NOON - HOUR_US, NOON + DAY_US)
    april = Span(NOON + 20 * DAY_US, NOON + 60 * DAY_US)
    assert counted(begun, extended, span=march).campaigns == 1
    assert counted(begun, extended, span=april).campaigns == 0


def test_a_case_counts_when_it_was_closed() -> None:
    found = counted(
        fact("case", "a", opened_us=NOON, closed_us=NOON + 1, satisfied=True),
        fact("case", "b", opened_us=NOON, closed_us=NOON + 1, satisfied=False),
        fact("case", "c", opened_us=NOON, closed_us=None),
        fact("case", "d", opened_us=NOON, closed_us=YEAR.end_us, satisfied=True),
    )
    assert (found.cases, found.satisfaction_pct) == (2, 50.0)


def test_a_transfer_is_one_passenger_and_has_two_hours() -> None:
    found = counted(
        fact("transfer", "a", opened_us=NOON, closed_us=NOON + 2 * HOUR_US),
        fact("transfer", "b", opened_us=NOON, closed_us=NOON + 2 * HOUR_US + 1),
        fact("transfer", "c", opened_us=NOON),
        fact("transfer", "d", opened_us=YEAR.end_us, closed_us=YEAR.end_us + 1),
        fact("checkpoint_count", "k", screened=10, sampled=4, transferred=99),
    )
    assert found.transfers == 3
    assert found.transfers_within_2h_pct == pytest.approx(100 / 3)
    assert (found.temperature_screenings, found.samples) == (10, 4)


def test_meetings_passages_and_events_by_type() -> None:
    found = counted(
        fact("meeting", "a", type="joint"),
        fact("meeting", "b", type="diversion"),
        fact("meeting", "c", type="diversion"),
        fact("passage", "d"),
        fact("event", "e", type="large_activity"),
        fact("event", "f", type="visit"),
    )
    assert (found.joint_meetings, found.task_force_meetings) == (1, 2)
    assert (found.administrative_passages, found.events) == (1, 1)


def test_a_team_counts_while_it_is_in_force_with_its_latest_headcount() -> None:
    facts = (
        fact("volunteer_team", "a", NOON - 900 * DAY_US, headcount=30),
        fact("volunteer_team", "a", NOON, headcount=40),
        fact("volunteer_team", "b", NOON, NOON + DAY_US, headcount=5),
        fact("volunteer_team", "c", YEAR.end_us, headcount=100),
    )
    found = counted(*facts)
    assert (found.volunteer_teams, found.volunteers) == (2, 45)
    before = counted(*facts, span=Span(YEAR.start_us, NOON))
    assert (before.volunteer_teams, before.volunteers) == (1, 30)


def test_an_empty_record_has_no_percentages() -> None:
    found = review(Record(()).snapshot(), YEAR)
    assert (found.satisfaction_pct, found.transfers_within_2h_pct) == (None, None)
    assert found.year == 2022
    assert not found.sample


def test_a_window_that_is_no_year_has_none() -> None:
    assert counted(span=Span(YEAR.start_us, YEAR.end_us - 1)).year is None
    assert counted(span=Span(YEAR.start_us, NOON)).year is None


@given(
    st.lists(st.tuples(st.integers(-40, 410), st.integers(0, 5)), max_size=30),
    st.integers(1, 364),
)
def test_two_parts_of_a_year_add_up_to_it(drawn: list[tuple[int, int]], cut: int) -> None:
    kinds = ("campaign", "transfer", "meeting", "passage", "case", "incident", "checkpoint_count")
    facts = []
    for n, (day, which) in enumerate(drawn):
        kind = kinds[which]
        start_us = YEAR.start_us + day * DAY_US
        if kind == "incident":
            facts.append(incident(f"i{n}", start_us, count=which + 1))
            continue
        data: dict[str, Any] = {
            "opened_us": start_us,
            "closed_us": start_us,
            "screened": n,
            "type": "joint",
        }
        facts.append(fact(kind, f"{kind}{n}", start_us, **data))
    middle = YEAR.start_us + cut * DAY_US
    whole = counted(*facts).as_json()
    halves = [
        counted(*facts, span=span).as_json()
        for span in (Span(YEAR.start_us, middle), Span(middle, YEAR.end_us))
    ]
    for key in set(whole) - UNSUMMED:
        assert whole[key] == halves[0][key] + halves[1][key], key


def test_every_figure_has_a_line_for_people() -> None:
    found = counted(incident("a", NOON, count=1200))
    for language, figure in (("zh", "违停"), ("en", "Illegal parking")):
        lines = as_lines(found, DISTRICT, YEAR, language)  # type: ignore[arg-type]
        assert len(lines) == 1 + len(NAMES)
        assert any("1,200" in line and figure in line for line in lines)
    assert set(NAMES) == set(found.as_json()) - {"year", "sample"}

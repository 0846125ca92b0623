"""The Picture: state at t, counts of the window, and a plan laid over what is in force."""

from geodata.instants import Span
from geodata.moment import Moment
from geodata.picture import picture
from geodata.plan import Plan
from geodata.selection import Selection
from geodata.versions import Fact, Version
from tests.records import Record, hour, incident, place, told

POSTS = tuple(
    Version(i, hour(0), None, Fact(f"P{i}", "post", hour(0), geometry=place(10.0 * i)))
    for i in (1, 2, 3)
)
INCIDENTS = tuple(
    Version(10 + i, hour(i), None, incident(f"I{i}", hour(i), kind=kind, count=i, geometry=where))
    for i, kind, where in (
        (1, "touting", place(0)),
        (2, "illegal_parking", place(500)),
        (3, "touting", place(1000)),
    )
)
RECORD = Record((*POSTS, *INCIDENTS))
DAY = Span(hour(0), hour(24))


def test_counts_are_vehicles_and_persons_and_also_records() -> None:
    counted = picture(RECORD.snapshot(), None, Moment(hour(4), DAY)).counted
    assert (len(counted), counted.total) == (3, 6)
    assert counted.by_kind == {"touting": 4, "illegal_parking": 2}
    assert counted.records_by_kind == {"touting": 2, "illegal_parking": 1}
    assert len(counted.of_kind("touting")) == 2
    assert len(counted.of_kind("help_request")) == 0


def test_counts_follow_the_window_and_states_follow_t() -> None:
    shown = picture(RECORD.snapshot(), None, Moment(hour(0), Span(hour(2), hour(3))))
    assert shown.counted.by_kind == {"illegal_parking": 2}
    assert len(shown.state("post")) == 3
    assert len(picture(RECORD.snapshot(), None, Moment(hour(-1), DAY)).state("post")) == 0


def test_a_selection_of_an_area_takes_what_lies_inside() -> None:
    west, east = place(400, -1).x, place(1100, -1).x
    low, high = place(0, -1).y, place(0, 1).y
    ring = ((west, low), (east, low), (east, high), (west, high))
    selection = Selection(kinds=frozenset({"touting"}), area=ring)
    shown = picture(RECORD.snapshot(), None, Moment(hour(4), DAY, selection=selection))
    assert shown.counted.by_kind == {"touting": 3}


def test_the_same_counts_of_two_moments_are_the_same_object() -> None:
    snapshot = RECORD.snapshot()
    one = picture(snapshot, None, Moment(hour(4), Span(hour(0), hour(10)))).counted
    other = picture(snapshot, None, Moment(hour(5), Span(hour(1), hour(11)))).counted
    assert one is other


def test_a_plan_moves_adds_and_removes_and_leaves_the_record_alone() -> None:
    moved = Fact("P2", "post", hour(0), geometry=place(77))
    added = Fact("P0", "post", hour(0), geometry=place(88))
    plan = Plan("迁移", {"post": {"P2": moved, "P0": added, "P3": None}})
    snapshot = RECORD.snapshot()
    moment = Moment(hour(4), DAY)
    planned, in_force = picture(snapshot, plan, moment), picture(snapshot, None, moment)
    posts = planned.state("post")
    assert {i: g.x for i, g in zip(posts.ids, posts.geometry, strict=True)} == {
        "P0": place(88).x,
        "P1": place(10).x,
        "P2": place(77).x,
    }
    assert [posts.columns.rows_of(thing).size for thing in ("P0", "P1", "P2", "P3")] == [1, 1, 1, 0]
    assert in_force.state("post").ids == ("P1", "P2", "P3")
    assert told(planned) == told(in_force)

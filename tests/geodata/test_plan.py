"""A draft lies over the record: what it says replaces, adds and removes, and nothing else."""

from dataclasses import replace
from types import MappingProxyType

from geodata.plan import Plan
from geodata.versions import Fact
from tests import small


def draft(*changes: tuple[str, Fact | None]) -> Plan:
    by_kind: dict[str, dict[str, Fact | None]] = {}
    for thing, fact in changes:
        kind = fact.kind if fact is not None else "post"
        by_kind.setdefault(kind, {})[thing] = fact
    return Plan("draft", MappingProxyType(by_kind))


MOVED = replace(next(f for f in small.FORCES if f.id == "P1"), geometry=small.point(600, 600))
ADDED = small.thing("P0", "post", small.point(10, 10), name=small.named("新点", "New post"))


def test_things_are_replaced_added_and_removed() -> None:
    plan = draft(("P1", MOVED), ("P0", ADDED), ("P2", None))
    state = small.shown(plan=plan).state("post")
    assert state.ids == ("P0", "P1", "P3", "P4")
    assert state.geometry[1].equals(small.point(600, 600))
    assert state.data[0]["name"] == {"zh": "新点", "en": "New post"}
    assert state.data[2] == small.shown().state("post").data[2]


def test_what_a_draft_does_not_speak_of_is_the_record_itself() -> None:
    plan = draft(("P1", MOVED))
    assert small.shown(plan=plan).state("zone") is small.shown().state("zone")
    assert small.shown(plan=Plan("empty")).state("post") is small.shown().state("post")


def test_one_draft_over_one_state_is_one_object() -> None:
    plan = draft(("P1", MOVED))
    later = small.at("10-01 18:45")
    one, other = small.shown(plan=plan), small.shown(plan=plan, t_us=later)
    assert one.state("post") is one.state("post")
    assert one.state("post") is other.state("post")


def test_the_record_is_untouched() -> None:
    before = small.shown().state("post").ids
    small.shown(plan=draft(("P1", None))).state("post")
    assert small.shown().state("post").ids == before

"""A selection is a sentence that each count applies."""

import math

import numpy as np

from geodata.moment import KNOWN_NOW, Moment
from geodata.selection import EVERYTHING, Selection
from geodata.texts import Text
from tests import small

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))


def test_everything_is_no_condition_at_all() -> None:
    assert not EVERYTHING
    assert Selection(kinds=frozenset())
    assert Selection(area=SQUARE)


def test_a_place_that_is_not_known_lies_in_no_area() -> None:
    x, y = np.array([5.0, 50.0, math.nan]), np.array([5.0, 5.0, math.nan])
    assert Selection(area=SQUARE).inside(x, y).tolist() == [True, False, False]
    assert EVERYTHING.inside(x, y).all()


def test_each_condition_is_one_clause_in_both_languages() -> None:
    names = {"touting": Text("非法揽客", "Touting"), "penalty": Text("处罚", "Penalty")}
    chosen = Selection(frozenset({"touting", "theft"}), frozenset({"penalty"}), SQUARE)
    assert [c.zh for c in chosen.words(names)] == ["theft、非法揽客", "处罚", "框选区域"]
    assert [c.en for c in chosen.words(names)] == ["theft, Touting", "Penalty", "Inside the box"]
    assert EVERYTHING.words(names) == ()


def test_conditions_are_joined_by_and() -> None:
    box = small.box(305, 405, 335, 435)
    ring = tuple((x, y) for x, y, *_ in box.exterior.coords)
    chosen = Selection(frozenset({"touting", "taxi_violation"}), area=ring)
    counted = small.shown(selection=chosen).counted
    assert counted.by_kind == {"touting": 2, "taxi_violation": 1}
    warned = Selection(frozenset({"touting"}), frozenset({"warning"}))
    assert small.shown(selection=warned).counted.total == 2


def test_a_kind_that_no_record_has_counts_nothing() -> None:
    assert small.shown(selection=Selection(frozenset({"arson"}))).counted.total == 0


def test_a_moment_knows_whether_it_is_known_now() -> None:
    assert Moment(0, small.WINDOW).is_known_now
    assert not Moment(0, small.WINDOW, KNOWN_NOW - 1).is_known_now

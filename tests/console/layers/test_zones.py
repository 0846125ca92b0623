"""Patrol zones: who leads, who must be there, how often."""

from console.layers.marks import Areas, Labels
from console.layers.zones import LAYER
from tests import small
from tests.console.layers.looked import drawn, lines_of, of_type


def test_borders_and_names_with_their_numbers() -> None:
    marks = drawn(LAYER, small.shown())
    (borders,) = of_type(marks, Areas)
    (labels,) = of_type(marks, Labels)
    assert borders.ids == ("Z1", "Z2")
    assert borders.fill.role == ""
    assert [text.zh for text in labels.texts] == ["1 西区", "East zone"]
    assert not of_type(drawn(LAYER, small.shown(), names=False), Labels)


def test_the_tip_tells_who_leads_who_must_be_present_and_how_often() -> None:
    assert lines_of(LAYER.tip(small.shown(), "zone", "Z1")) == {
        "Lead": "Police",
        "Must be present": "Police, Transport",
        "Visits": "every 60 min",
        "Area": "50.0 ha",
    }


def test_a_zone_of_which_little_is_told_tells_that_little() -> None:
    assert lines_of(LAYER.tip(small.shown(), "zone", "Z2")) == {"Area": "50.0 ha"}


def test_they_are_counted() -> None:
    assert LAYER.figures(small.shown(), LAYER.options()) == {"zones": 2}
    assert LAYER.count(small.shown(), LAYER.options()).zh == "2"

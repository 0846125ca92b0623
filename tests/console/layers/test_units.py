"""Units at t: on duty, last seen, how old that is, and the way they came."""

import pytest

from console.layers.marks import Badges, Labels, Lines
from console.layers.units import LAYER, age_figure, seen
from geodata.instants import HOUR_US, MINUTE_US
from tests import small
from tests.console.layers.looked import drawn, lines_of, of_type


def badges(t_us: int = small.T_US) -> Badges:
    return of_type(drawn(LAYER, small.shown(t_us=t_us)), Badges)[0]


def test_units_on_duty_and_those_just_seen_are_shown_where_they_were() -> None:
    shown = badges()
    assert list(shown.ids) == ["U1", "U2", "U3"]
    assert (shown.xy_m[:, 0] - small.WEST_M).tolist() == [260.0, 300.0, 400.0]


def test_agencies_are_told_apart_by_shape_and_character() -> None:
    shown = badges()
    looks = [(shown.shapes[s], shown.glyphs[s]) for s in shown.style]
    assert looks == [("shield", "公"), ("square", "城"), ("hexagon", "运")]


def test_a_unit_of_no_known_agency_is_not_drawn_as_police() -> None:
    fleet = small.thing("U1", "unit", call_sign="X", agency="fire")
    tip = LAYER.tip(small.of(fleet), "unit", "U1")
    shown = of_type(drawn(LAYER, small.of(fleet)), Badges)[0]
    assert [shown.roles[s] for s in shown.style] == ["text.t2", "text.t2"]
    assert lines_of(tip)["Agency"] == "—"


def test_a_position_of_a_unit_that_is_not_recorded_tells_what_is_known() -> None:
    tip = LAYER.tip(small.of(), "unit", "U1")
    assert tip is not None
    assert tip.title.en == "U1"
    assert tip.seen_us == small.T_US - MINUTE_US


def test_a_word_older_than_three_minutes_is_stale_and_says_its_age() -> None:
    shown = badges()
    assert shown.stale.tolist() == [False, True, False]
    assert [figure.en for figure in shown.figures] == ["", "10 min", ""]


def test_a_unit_not_heard_of_for_half_a_day_is_gone_but_still_on_duty() -> None:
    assert "U4" not in badges().ids
    assert LAYER.figures(small.shown(), LAYER.options()) == {"seen": 3, "on_duty": 3}
    assert LAYER.count(small.shown(), LAYER.options()).en == "3 on duty"


def test_off_duty_units_vanish_as_their_word_grows_old() -> None:
    later = small.T_US + 5 * MINUTE_US
    assert list(badges(t_us=later).ids) == ["U1", "U2"]
    night = small.at("10-01 23:00")
    assert seen(small.shown(t_us=night)) == ()
    assert LAYER.count(small.shown(t_us=night), LAYER.options()).zh == "0 在岗"


def test_what_was_not_heard_by_then_is_not_seen_then() -> None:
    then = small.T_US - 5 * MINUTE_US
    shown = of_type(drawn(LAYER, small.shown(known_at_us=then)), Badges)[0]
    ages = {s.id: s.age_us for s in seen(small.shown(known_at_us=then))}
    assert list(shown.ids) == ["U1", "U2"]
    assert ages == {"U1": 10 * MINUTE_US, "U2": 10 * MINUTE_US}


def test_the_tip_tells_duty_and_when_it_was_seen() -> None:
    tip = LAYER.tip(small.shown(), "unit", "U2")
    assert lines_of(tip) == {
        "Agency": "Urban management",
        "Mode": "Motor",
        "Headcount": "4",
        "State": "On duty",
    }
    assert tip is not None
    assert tip.seen_us == small.T_US - 10 * MINUTE_US
    assert lines_of(LAYER.tip(small.shown(), "unit", "U3"))["State"] == "Off shift"
    assert LAYER.tip(small.shown(), "unit", "U4") is None


def test_a_selected_unit_trails_the_way_it_came() -> None:
    (trail,) = of_type(LAYER.emphasis(small.shown(), ("U1", "U2"), LAYER.options()), Lines)
    assert (trail.coords_m[:, 0] - small.WEST_M).tolist() == [250.0, 260.0]
    assert trail.stroke.role == "agency.police"
    short = LAYER.options(trail_min=5)
    assert not LAYER.emphasis(small.shown(), ("U1",), short).above


def test_call_signs_are_written_where_asked_for() -> None:
    (labels,) = of_type(drawn(LAYER, small.shown(), call_signs=True), Labels)
    assert [text.zh for text in labels.texts] == ["北站 01", "城管 02", "运管 03"]
    assert not of_type(drawn(LAYER, small.shown()), Labels)


@pytest.mark.parametrize(
    ("age_us", "figure"),
    [
        (MINUTE_US - 1, "0 min"),
        (MINUTE_US, "1 min"),
        (HOUR_US - 1, "59 min"),
        (HOUR_US, "1 h"),
        (11 * HOUR_US, "11 h"),
    ],
)
def test_ages_beside_badges_are_told_in_minutes_then_hours(age_us: int, figure: str) -> None:
    assert age_figure(age_us).en == figure

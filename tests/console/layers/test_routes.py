"""Patrol routes: foot and motor told apart, with their stops and direction."""

from console.layers.marks import Badges, Dots, Labels, Lines
from console.layers.routes import LAYER
from tests import small
from tests.console.layers.looked import drawn, ids, lines_of, of_type


def test_foot_is_dotted_and_motor_has_chevrons_along_its_direction() -> None:
    motor, foot = of_type(drawn(LAYER, small.shown()), Lines)
    assert (motor.ids, foot.ids) == (("RT2",), ("RT1",))
    assert motor.stroke.chevron_px > 0
    assert not motor.stroke.round_dots
    assert foot.stroke.round_dots
    assert foot.coords_m[0].tolist() == [small.WEST_M + 100, small.SOUTH_M + 210]


def test_each_mode_is_a_part_with_an_eye_of_its_own() -> None:
    parts = LAYER.parts(small.shown(), LAYER.options())
    assert [(part.id, part.count) for part in parts] == [("motor", "1"), ("foot", "1")]
    assert ids(drawn(LAYER, small.shown(), hidden=frozenset({"motor"})), "route") == {"RT1"}


def test_all_stops_are_drawn_where_asked_for() -> None:
    (stops,) = [d for d in of_type(drawn(LAYER, small.shown(), stops=True), Dots) if len(d.xy_m)]
    assert stops.xy_m.tolist() == [[s["x_m"], s["y_m"]] for s in small.STOPS]
    assert not of_type(drawn(LAYER, small.shown()), Dots)


def test_a_selected_route_numbers_its_stops_and_says_how_long_to_stay() -> None:
    marks = LAYER.emphasis(small.shown(), ("RT1", "RT2", "gone"), LAYER.options())
    (badges,) = of_type(marks, Badges)
    (labels,) = of_type(marks, Labels)
    assert badges.glyphs == ("1", "2")
    assert [text.en for text in labels.texts] == ["10 min", "5 min"]


def test_the_tip_tells_mode_agency_length_stops_and_headway() -> None:
    assert lines_of(LAYER.tip(small.shown(), "route", "RT1")) == {
        "Mode": "Foot",
        "Agency": "Police",
        "Length": "0.3 km",
        "Stops": "2 · 15 min",
        "Headway": "30 min",
    }
    assert "Headway" not in lines_of(LAYER.tip(small.shown(), "route", "RT2"))


def test_a_route_of_an_undeclared_mode_can_be_selected_and_told() -> None:
    tram = small.thing("T", "route", small.line((0, 0), (10, 0)), mode="tram", stops=small.STOPS)
    picture = small.of(tram)
    assert LAYER.emphasis(picture, ("T",), LAYER.options()).above
    assert lines_of(LAYER.tip(picture, "route", "T"))["Mode"] == "tram"
    assert LAYER.count(picture, LAYER.options()).en == "1"


def test_only_routes_in_force_at_t_are_drawn() -> None:
    ended = small.thing("E", "route", small.line((0, 0), (9, 0)), small.BEGIN_US,
                        small.at("09-30 00:00"), mode="foot")  # fmt: skip
    picture = small.of(ended)
    assert not ids(drawn(LAYER, picture), "route")
    earlier = small.shown(picture.snapshot, t_us=small.at("09-29 00:00"))
    assert ids(drawn(LAYER, earlier), "route") == {"E"}
    assert LAYER.figures(earlier, LAYER.options()) == {"motor": 0, "foot": 1}

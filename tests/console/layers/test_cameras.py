"""Cameras on the map: of every kind and state, and whatever a file says of them."""

import pytest

from console.layers.base import Layer
from console.layers.cameras import BANDS, FINISHES, LAYER, SHAPES
from console.layers.coverage import LAYER as COVERAGE
from console.layers.marks import Areas, Badges
from tests import small
from tests.console.layers.looked import drawn, lines_of, of_type

(BADGES,) = of_type(drawn(LAYER, small.shown()), Badges)


def look_of(thing: str) -> tuple[str, str, str]:
    style = BADGES.style[list(BADGES.ids).index(thing)]
    return BADGES.shapes[style], BADGES.finishes[style], BADGES.roles[style]


@pytest.mark.parametrize("kind", small.CAMERA_KINDS)
@pytest.mark.parametrize("state", small.CAMERA_STATES)
def test_kind_shows_as_shape_and_state_as_finish_and_colour(kind: str, state: str) -> None:
    assert look_of(f"C-{kind}-{state}") == (SHAPES[kind], FINISHES[state], f"camera.{state}")


def test_no_two_kinds_and_no_two_states_look_alike() -> None:
    looks = {
        look_of(f"C-{kind}-{state}") for kind in small.CAMERA_KINDS for state in small.CAMERA_STATES
    }
    assert len(looks) == 12


def test_a_camera_of_an_undeclared_kind_is_drawn_as_fixed_and_told_as_what_it_is() -> None:
    assert look_of("C-odd") == (SHAPES["fixed"], FINISHES["unknown"], "camera.unknown")
    told = lines_of(LAYER.tip(small.shown(), "camera", "C-odd"))
    assert told["Type"] == "thermal"
    assert told["State"] == told["Field of view"] == told["Azimuth"] == told["Range"] == "Unknown"
    assert "D/O/R/I" not in told


def test_a_camera_without_a_place_is_counted_but_not_drawn() -> None:
    assert "C-lost" not in BADGES.ids
    assert LAYER.figures(small.shown(), LAYER.options())["cameras"] == 14


def test_a_badge_turns_to_where_its_camera_looks() -> None:
    azimuth = dict(zip(BADGES.ids, BADGES.azimuth_deg, strict=True))
    assert azimuth["C-fixed-offline"] == 90.0
    assert azimuth["C-odd"] == 0.0


def test_the_tip_tells_optics_and_how_far_each_level_reaches() -> None:
    tip = LAYER.tip(small.shown(), "camera", "C-fixed-online")
    assert lines_of(tip) == {
        "Type": "Fixed",
        "State": "Online",
        "Azimuth": "0°",
        "Field of view": "60°",
        "Range": "60 m",
        "Pixels": "2560 px",
        "D/O/R/I": "60 / 35 / 18 / 9 m",
        "Mounting": "Pole",
    }
    assert tip is not None
    assert (tip.title.zh, tip.title.en) == ("探头00", "Camera 00")
    assert tip.heard_us == small.BEGIN_US


def test_states_follow_t() -> None:
    now, later = small.shown(), small.shown(t_us=small.at("10-02 09:00"))
    assert LAYER.figures(now, LAYER.options())["online"] == 4
    assert LAYER.figures(later, LAYER.options())["online"] == 3
    legend = LAYER.legend(later, LAYER.options())
    assert legend is not None
    assert [key.words.en for key in legend.keys] == [
        "Online 3",
        "Offline 4",
        "Fault 3",
        "Unknown 4",
    ]


def test_selected_cameras_show_what_they_see_at_each_level() -> None:
    marks = LAYER.emphasis(small.shown(), ("C-fixed-online", "C-odd", "gone"), LAYER.options())
    areas = of_type(marks, Areas)
    assert [batch.fill.role for batch in areas] == list(BANDS.values())
    assert LAYER.emphasis(small.shown(), ("C-odd",), LAYER.options()).above == ()


@pytest.mark.parametrize("layer", [LAYER, COVERAGE], ids=["cameras", "coverage"])
def test_the_ground_a_camera_sees_tells_of_the_camera(layer: Layer) -> None:
    assert lines_of(layer.tip(small.shown(), "camera", "C-ptz-fault"))["State"] == "Fault"

"""Colours by role, and that what is written in them can be read."""

import pytest

from console.layers import found
from console.layers.base import Key
from console.palette import THEMES, Palette, Theme, UnknownRoleError
from geodata.kinds import INCIDENT_KINDS
from tests.support.contrast import contrast

DARK, LIGHT = Palette.load("dark"), Palette.load("light")


def test_both_themes_have_the_same_roles() -> None:
    assert DARK.colors.keys() == LIGHT.colors.keys()
    assert DARK.ramps.keys() == LIGHT.ramps.keys()


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_six_hexadecimal_digits(theme: Theme) -> None:
    palette = Palette.load(theme)
    colors = [*palette.colors.values(), *(c for ramp in palette.ramps.values() for c in ramp)]

    for color in colors:
        assert color.startswith("#")
        assert len(bytes.fromhex(color[1:])) == 3


@pytest.mark.parametrize(
    ("theme", "role", "on", "expected"),
    [
        ("dark", "text.t1", "panel", 14.0),
        ("dark", "text.t2", "raised", 7.9),
        ("dark", "text.t3", "panel", 6.0),
        ("dark", "kind.illegal_parking", "map.land", 11.0),
        ("dark", "camera.online", "map.land", 11.1),
        ("dark", "hot.99", "map.land", 6.9),
        ("light", "text.t1", "raised", 17.6),
        ("light", "text.t3", "panel", 5.5),
        ("light", "kind.illegal_parking", "map.land", 4.7),
        ("light", "agency.urban_management", "map.land", 6.3),
        ("light", "dori.250", "map.land", 6.2),
        ("dark", "label.place", "label.halo", 12.7),
        ("light", "label.road", "label.halo", 7.8),
        ("dark", "primary_text", "primary", 5.7),
    ],
)
def test_contrasts_are_those_of_the_look(theme: Theme, role: str, on: str, expected: float) -> None:
    palette = Palette.load(theme)

    assert contrast(palette.color(role), palette.color(on)) == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["text.t1", "text.t2", "text.t3", "acc", "sample"])
def test_text_can_be_read_on_panels(theme: Theme, role: str) -> None:
    palette = Palette.load(theme)

    for ground in ("panel", "raised"):
        assert contrast(palette.color(role), palette.color(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_names_on_the_map_can_be_read_on_their_halo(theme: Theme) -> None:
    palette = Palette.load(theme)

    for role in ("label.place", "label.road", "label.water"):
        assert contrast(palette.color(role), palette.color("label.halo")) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_incident_and_every_layer_finds_its_colour(theme: Theme) -> None:
    palette = Palette.load(theme)
    keys: list[Key] = [layer.key for layer in found()]

    for role in (*(kind.role for kind in INCIDENT_KINDS), *(key.role for key in keys)):
        assert palette.color(role)


def test_a_kind_that_came_with_a_file_takes_the_neutral_colour() -> None:
    assert DARK.color("kind.burglary") == DARK.color("kind.other")


def test_a_role_nobody_knows_is_named() -> None:
    with pytest.raises(UnknownRoleError, match="no colour for 'nothing' in the dark palette"):
        DARK.color("nothing")
    with pytest.raises(UnknownRoleError, match="no ramp 'nothing'"):
        DARK.ramp("nothing")


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#777777", "#777777") == 1

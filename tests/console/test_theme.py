"""The style sheet and the icons take every colour from the palette."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from console.icons import icon, pixmap
from console.palette import THEMES, Palette, Theme, UnknownRoleError
from console.theme import style_sheet
from geodata.resources import RESOURCES

ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
CONSOLE = RESOURCES.parent / "console"


@pytest.mark.parametrize("theme", THEMES)
def test_every_role_of_the_style_sheet_has_a_colour(theme: Theme) -> None:
    sheet = style_sheet(Palette.load(theme))
    assert "@" not in sheet
    assert re.findall(r"#[0-9A-Fa-f]{6}", sheet)


def test_a_role_without_a_colour_is_named() -> None:
    bare = Palette("dark", {}, {})
    with pytest.raises(UnknownRoleError, match=r"panel|win"):
        style_sheet(bare)


def tones(image: QImage) -> set[str]:
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            color = QColor(image.pixelColor(x, y))
            if color.alpha() > 200:
                found.add(color.name())
    return found


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    drawn = tones(pixmap(name, "#ff0000", 18, 2.0).toImage())
    assert drawn
    assert all(QColor(tone).green() < 60 for tone in drawn)


def test_an_icon_is_brighter_where_it_is_on_and_fainter_where_it_is_disabled(qtbot: QtBot) -> None:
    palette = Palette.load("dark")
    made = icon("eye", palette)
    size, normal, disabled = QSize(18, 18), QIcon.Mode.Normal, QIcon.Mode.Disabled
    for mode, state, role in (
        (normal, QIcon.State.Off, "text.t2"),
        (normal, QIcon.State.On, "text.t1"),
        (disabled, QIcon.State.Off, "text.off"),
    ):
        assert palette.color(role).lower() in tones(made.pixmap(size, 2.0, mode, state).toImage())


def test_it_is_as_large_as_asked_on_any_screen(qtbot: QtBot) -> None:
    for ratio in (1.0, 1.5, 2.0):
        drawn = pixmap("logo", "#ffffff", 22, ratio)
        assert drawn.deviceIndependentSize().width() == pytest.approx(22, abs=0.5)


def test_an_icon_that_is_not_there_is_named(qtbot: QtBot) -> None:
    with pytest.raises(OSError, match="unicorn"):
        icon("unicorn", Palette.load("dark"))


def test_no_colour_is_written_into_the_code() -> None:
    spared = {"palette.py"}
    found = [
        f"{path.relative_to(CONSOLE)}: {code}"
        for path in sorted(Path(CONSOLE).rglob("*.py"))
        if path.name not in spared
        for code in re.findall(r"[\"'](#[0-9A-Fa-f]{6})[\"']", path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_pictures_of_the_style_sheet_are_there_and_take_their_colour_from_the_palette(
    theme: Theme,
) -> None:
    palette = Palette.load(theme)
    named = re.findall(r'url\("([^"]+)"\)', style_sheet(palette))
    assert {Path(one).stem for one in named} == {"chevron", "check", "clear"}
    for one in named:
        strokes = re.findall(r'stroke="(#\w+)"', Path(one).read_text("utf-8"))
        assert strokes[0] in {palette.color("text.t1"), palette.color("text.t2")}

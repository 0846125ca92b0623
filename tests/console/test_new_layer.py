"""Dropping in one new layer file puts it on map, legend and panel."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import console.layers
from console.app import Console
from console.layers import LayerFileError
from console.remembered import Remembered
from console.widgets.parts import Section
from geodata.stores.geopackage import open_store
from main import NOT_DONE, main
from tests import small
from tests.console.conftest import shut, until_settled, window_on

TROUGHS = '''
"""Water troughs: where horses may drink."""

from dataclasses import dataclass

from console.layers._shapes import placed, points
from console.layers.base import Key, Layer, Legend, Tip
from console.layers.marks import Dots, Marks
from console.layers.options import number
from geodata.texts import Text, same

import numpy as np


@dataclass(frozen=True, slots=True)
class Options:
    """How large they are drawn."""

    size_px: float = number(40, 10, 60, 5, Text("大小", "Size"), same("px"))


def marks(picture, view, options):
    state = picture.state("disinfection")
    style = np.zeros(len(state), dtype=np.uint8)
    return Marks(above=(Dots(points(state), style, ("alarm.high",), ("square",), options.size_px,
                             state.ids, "disinfection"),))


KEY = Key("dot:square", "alarm.high", Text("水槽", "Trough"))
LAYER = Layer(
    id="troughs",
    title=Text("水槽", "Troughs"),
    group="forces",
    order=95,
    key=KEY,
    reads=("disinfection",),
    options=Options,
    marks=marks,
    count=lambda picture, options: same(str(len(picture.state("disinfection")))),
    legend=lambda picture, options: Legend(Text("水槽", "Troughs"), same(""), (KEY,)),
    tip=lambda picture, kind, thing: Tip(Text("水槽", "Trough")),
    figures=lambda picture, options: {"troughs": len(picture.state("disinfection"))},
)
'''


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files stand among the layers."""
    folder = tmp_path / "dropped"
    folder.mkdir()
    monkeypatch.setattr(console.layers, "__path__", [*console.layers.__path__, str(folder)])
    yield folder
    for name in [name for name in sys.modules if name.startswith("console.layers.")]:
        if getattr(sys.modules[name], "__file__", "").startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    trough = small.thing("TR1", "disinfection", small.point(750, 300))
    return small.write(tmp_path / "troughs.gpkg", (*small.FACTS, trough))


@pytest.fixture
def opened(dropped: Path, store: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Console]:
    dropped.joinpath("troughs.py").write_text(TROUGHS, encoding="utf-8")
    made = window_on(store, tmp_path / "console.json", "en", "dark", size=(1920, 1080))
    yield made
    shut(made)


def test_it_is_on_the_map_in_the_panel_and_in_the_legend(opened: Console) -> None:
    panels, canvas = opened.panels, opened.canvas
    assert panels is not None
    assert panels.layers.figures()["troughs"] == "1"
    x, y = canvas.projection.to_px(small.point(750, 300).x, small.point(750, 300).y)
    seen = QColor(canvas.grab_image().pixelColor(round(x), round(y)))
    assert seen.name() == opened.palette.color("alarm.high").lower()
    panels.left.show_page(panels.legend)
    until_settled(opened)
    sections = panels.legend.findChildren(Section)
    assert "Troughs" in [section.title.text() for section in sections]
    assert opened.figures()["layers"]["troughs"] == {"troughs": 1}


def test_its_options_change_it_and_it_can_be_hidden_and_pointed_at(opened: Console) -> None:
    canvas, at = opened.canvas, small.point(750, 300)
    x, y = canvas.projection.to_px(at.x, at.y)

    def is_drawn(dx: float) -> bool:
        until_settled(opened)
        seen = QColor(canvas.grab_image().pixelColor(round(x + dx), round(y)))
        return seen.name() == opened.palette.color("alarm.high").lower()

    assert is_drawn(15)
    opened.overlays.set_option("troughs", "size_px", 10.0)
    assert not is_drawn(15)
    picked: list[str] = []
    canvas.picked.connect(lambda hits: picked.extend(hit.id for hit in hits))
    canvas.pick_at(x, y)
    assert picked[0] == "TR1"
    canvas.set_selected("disinfection", ())
    opened.overlays.set_visible("troughs", False)
    assert not is_drawn(0)


def test_it_stands_in_the_menu_of_layers(opened: Console) -> None:
    assert opened.menus is not None
    assert "Troughs" in [action.text() for action in opened.menus.actions]


def test_a_file_without_a_layer_stops_the_start_and_is_named(
    dropped: Path, store: Path, tmp_path: Path, qapp: QApplication
) -> None:
    dropped.joinpath("forgotten.py").write_text("x = 1\n")
    with (
        open_store(store, read_only=True) as opened,
        pytest.raises(LayerFileError, match=r"dropped/forgotten\.py"),
    ):
        Console(opened, Remembered(tmp_path / "console.json"))


def test_the_command_line_names_it_in_one_sentence(
    dropped: Path, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dropped.joinpath("broken.py").write_text("import nothing_of_that_name\n")
    out = tmp_path / "shot.png"
    assert main(["shot", str(out), "--store", str(store)]) == NOT_DONE
    said = capsys.readouterr().err
    assert "broken.py" in said
    assert said.count("\n") == 1
    assert not out.exists()

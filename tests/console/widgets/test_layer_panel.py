"""The layer panel: built from what the layers declare, tried by mouse and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QIcon, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QMenu,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.layers import found
from console.layers.base import GROUPS, Layer
from console.layers.options import Choice, Number, Toggle, declared
from console.overlays import Overlays
from console.widgets.layer_panel import LayerPanel
from console.widgets.layer_row import LayerRow
from console.widgets.legend_panel import LegendPanel
from console.widgets.parts import Section, Words
from geodata.instants import Span
from geodata.texts import Language
from tests import small
from tests.console.parts import the
from tests.console.seen import cut_off

LAYERS = found()


def symbol(_key: object) -> QPixmap:
    pixmap = QPixmap(26, 20)
    pixmap.fill(QColor("#888888"))
    return pixmap


@pytest.fixture
def overlays(qtbot: QtBot) -> Overlays:
    return Overlays(LAYERS)


@pytest.fixture
def panel(qtbot: QtBot, overlays: Overlays) -> Iterator[LayerPanel]:
    window = QWidget()
    made = LayerPanel(overlays, small.shown(), symbol, lambda _name: QIcon())
    made.setParent(window)
    qtbot.addWidget(window)
    window.resize(320, 1_400)
    made.resize(320, 1_400)
    made.set_language("en")
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield made
    window.close()


def row(panel: LayerPanel, layer_id: str, part: str = "") -> LayerRow:
    QApplication.processEvents()
    return panel._blocks[layer_id]._rows[part]


def open_options(panel: LayerPanel, layer_id: str) -> QWidget:
    block = panel._blocks[layer_id]
    if not block._options.isVisible():
        first = row(panel, layer_id, next(iter(block._rows)))
        QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    QApplication.processEvents()
    return block._options


def test_layers_stand_in_groups_topmost_first(panel: LayerPanel) -> None:
    heads = [section.title.text() for section in panel.findChildren(Section)]
    assert heads == [title.en for title in GROUPS.values()]
    for group in GROUPS:
        mine = [layer.id for layer in reversed(LAYERS) if layer.group == group]
        tops = [row(panel, i, next(iter(panel._blocks[i]._rows))).mapTo(panel, QPoint()).y()
                for i in mine]  # fmt: skip
        assert tops == sorted(tops)


def test_rows_say_what_the_picture_counts_in_english_for_programs(panel: LayerPanel) -> None:
    for language in ("zh", "en"):
        panel.set_language("zh" if language == "zh" else "en")
        figures = panel.figures()
        assert figures["incidents.illegal_parking"] == "127"
        assert figures["posts"] == "2 / 4 open"
        assert figures["routes.foot"] == "1"
        assert figures["cameras"] == "14"
    panel.set_language("zh")
    assert row(panel, "posts").count.text() == "2 / 4 开放"
    panel.show_picture(small.shown(window=Span(0, 1)))
    assert panel.figures()["incidents.illegal_parking"] == "0"


def test_the_eye_hides_and_shows(panel: LayerPanel, overlays: Overlays) -> None:
    eye = row(panel, "cameras")._eye
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert not overlays.shown("cameras").visible
    assert eye.toolTip() == "Show"
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert overlays.shown("cameras").visible
    assert eye.toolTip() == "Hide"


def test_the_eye_of_a_part_hides_that_part(panel: LayerPanel, overlays: Overlays) -> None:
    QTest.mouseClick(row(panel, "incidents", "touting")._eye, Qt.MouseButton.LeftButton)
    assert overlays.shown("incidents").options.hidden == {"touting"}
    assert not row(panel, "incidents", "touting").visible
    assert row(panel, "incidents", "theft").visible


def test_the_eye_of_a_part_of_a_hidden_layer_shows_that_part_alone(
    panel: LayerPanel, overlays: Overlays
) -> None:
    overlays.set_visible("incidents", False)
    QTest.mouseClick(row(panel, "incidents", "touting")._eye, Qt.MouseButton.LeftButton)
    assert overlays.shown("incidents").visible
    assert "touting" not in overlays.shown("incidents").options.hidden
    assert "theft" in overlays.shown("incidents").options.hidden


def test_a_click_on_a_row_opens_its_options_and_shuts_the_others(panel: LayerPanel) -> None:
    assert open_options(panel, "units").isVisible()
    assert open_options(panel, "posts").isVisible()
    assert not panel._blocks["units"]._options.isVisible()
    QTest.mouseClick(row(panel, "posts"), Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    assert not panel._blocks["posts"]._options.isVisible()


@pytest.mark.parametrize("one", LAYERS, ids=[layer.id for layer in LAYERS])
def test_every_declared_option_has_a_field_that_sets_it(
    panel: LayerPanel, overlays: Overlays, one: Layer
) -> None:
    form = open_options(panel, one.id)
    fields = panel._blocks[one.id]._options._fields
    for name, option in declared(one.options).items():
        before = getattr(overlays.shown(one.id).options, name)
        match option:
            case Number(low=low, step=step):
                box = the(QDoubleSpinBox, fields[name])
                box.setFocus()
                QTest.keyClick(box, Qt.Key.Key_Up if before == low else Qt.Key.Key_Down)
                assert abs(getattr(overlays.shown(one.id).options, name) - before) == step
            case Choice(choices=choices):
                combo = the(QComboBox, fields[name])
                combo.setFocus()
                QTest.keyClick(combo, Qt.Key.Key_End)
                assert getattr(overlays.shown(one.id).options, name) == choices[-1][0]
            case Toggle():
                toggle = fields[name]
                assert isinstance(toggle, QCheckBox)
                QTest.mouseClick(
                    toggle, Qt.MouseButton.LeftButton, pos=QPoint(8, toggle.height() // 2)
                )
                assert getattr(overlays.shown(one.id).options, name) is not before
    slider = the(QSlider, form)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert overlays.shown(one.id).opacity < 1.0


def test_fields_show_what_is_set_elsewhere_and_say_nothing_back(
    panel: LayerPanel, overlays: Overlays, qtbot: QtBot
) -> None:
    form = open_options(panel, "hotspots")
    told: list[str] = []
    overlays.changed.connect(told.append)
    overlays.set_option("hotspots", "cell_m", 125.0)
    overlays.set_option("hotspots", "measure", "records")
    overlays.set_opacity("hotspots", 0.4)
    assert told == ["hotspots"] * 3
    shown = panel._blocks["hotspots"]._options._fields
    assert the(QDoubleSpinBox, shown["cell_m"]).value() == 125.0
    assert the(QComboBox, shown["measure"]).currentData() == "records"
    assert the(QSlider, form).value() == 40


def test_a_number_typed_out_of_bounds_stays_within(panel: LayerPanel, overlays: Overlays) -> None:
    open_options(panel, "units")
    box = the(QDoubleSpinBox, panel._blocks["units"]._options._fields["trail_min"])
    box.selectAll()
    QTest.keyClicks(box, "9999")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert overlays.shown("units").options.trail_min <= 240


def test_keys_on_a_row_come_before_those_of_the_window(
    panel: LayerPanel, overlays: Overlays, qtbot: QtBot
) -> None:
    played = []
    window = panel.window()
    action = window.addAction("play", Qt.Key.Key_Space)
    action.triggered.connect(lambda: played.append("play"))
    zoom = window.addAction("zoom", Qt.Key.Key_Z)
    zoom.triggered.connect(lambda: played.append("zoom"))
    row(panel, "cameras").setFocus()
    QTest.keyClick(row(panel, "cameras"), Qt.Key.Key_Space)
    assert not overlays.shown("cameras").visible
    with qtbot.waitSignal(panel.zoomed) as zoomed:
        QTest.keyClick(row(panel, "cameras"), Qt.Key.Key_Z)
    assert zoomed.args == ["cameras"]
    assert played == []
    QTest.keyClick(row(panel, "cameras"), Qt.Key.Key_Return)
    assert panel._blocks["cameras"]._options.isVisible()


def order(overlays: Overlays, group: str) -> list[str]:
    return [layer.id for layer in overlays.layers if layer.group == group]


def test_alt_and_arrows_move_a_layer_again_and_again(panel: LayerPanel, overlays: Overlays) -> None:
    before = order(overlays, "forces")
    others = [layer.id for layer in overlays.layers if layer.group != "forces"]
    lowest = before[0]
    row(panel, lowest).setFocus()
    for _ in range(len(before) + 1):
        focused = QApplication.focusWidget()
        assert isinstance(focused, LayerRow)
        QTest.keyClick(focused, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(overlays, "forces") == [*before[1:], lowest]
    assert [layer.id for layer in overlays.layers if layer.group != "forces"] == others
    for _ in range(len(before) + 1):
        focused = QApplication.focusWidget()
        assert isinstance(focused, LayerRow)
        QTest.keyClick(focused, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(overlays, "forces") == before


def test_arrows_walk_from_row_to_row(panel: LayerPanel) -> None:
    row(panel, "units").setFocus()
    QTest.keyClick(row(panel, "units"), Qt.Key.Key_Down)
    assert row(panel, "posts").hasFocus()
    QTest.keyClick(row(panel, "posts"), Qt.Key.Key_Up)
    assert row(panel, "units").hasFocus()


def test_a_row_is_dragged_to_another_place_of_its_group(
    panel: LayerPanel, overlays: Overlays
) -> None:
    before = order(overlays, "forces")
    top, bottom = row(panel, before[-1]), row(panel, before[0])
    goal = top.mapFromGlobal(bottom.mapToGlobal(QPoint(100, 12)))
    QTest.mousePress(top, Qt.MouseButton.LeftButton, pos=QPoint(100, 12))
    QTest.mouseMove(top, goal)
    QTest.mouseRelease(top, Qt.MouseButton.LeftButton, pos=goal)
    assert order(overlays, "forces") == [before[-1], *before[:-1]]


def test_its_menu_hides_zooms_and_moves(
    panel: LayerPanel, overlays: Overlays, qtbot: QtBot
) -> None:
    one = row(panel, "posts")
    at = QPoint(30, 10)
    QApplication.sendEvent(
        one, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, one.mapToGlobal(at))
    )
    menu = the(QMenu, one)
    words = [action.text() for action in menu.actions()]
    assert words == ["Hide", "Zoom to layer", "Move up", "Move down"]
    with qtbot.waitSignal(panel.zoomed):
        menu.actions()[1].trigger()
    menu.actions()[0].trigger()
    assert not overlays.shown("posts").visible
    menu.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [256, 300])
def test_nothing_is_cut_off_whichever_options_are_open(
    panel: LayerPanel, language: Language, width: int
) -> None:
    panel.set_language(language)
    panel.resize(width, 1_400)
    for layer in LAYERS:
        first = next(iter(panel._blocks[layer.id]._rows))
        QTest.mouseClick(
            row(panel, layer.id, first), Qt.MouseButton.LeftButton, pos=QPoint(120, 10)
        )
        QApplication.processEvents()
        assert cut_off(panel) == []


# --- the legend panel -----------------------------------------------------------------------------


@pytest.fixture
def legend(qtbot: QtBot, overlays: Overlays) -> LegendPanel:
    made = LegendPanel(overlays, small.shown(), symbol)
    qtbot.addWidget(made)
    made.resize(300, 1_200)
    made.set_language("en")
    made.show()
    return made


def sections(legend: LegendPanel) -> list[str]:
    return [section.title.text() for section in legend.findChildren(Section)]


def test_every_visible_layer_with_a_legend_has_a_section(
    legend: LegendPanel, overlays: Overlays
) -> None:
    def expected() -> list[str]:
        return [
            told.title.en
            for layer in reversed(overlays.layers)
            if overlays.shown(layer.id).visible
            and (told := layer.legend(small.shown(), overlays.shown(layer.id).options))
        ]

    assert sections(legend) == expected()
    overlays.set_visible("posts", False)
    assert "Volunteer posts" not in sections(legend)
    overlays.set_option("coverage", "show", "dori")
    assert "Coverage" in sections(legend)
    overlays.move("incidents", None)
    assert sections(legend) == expected()
    assert sections(legend)[-1] == "Incidents"


def test_keys_ramps_units_and_notes_are_told(legend: LegendPanel) -> None:
    words = [word.text() for word in legend.findChildren(Words)]
    assert "vehicles / ha · 39 days" in words
    assert any(word.startswith("above chance") for word in words)
    assert {"99 %", "95 %"} <= set(words)
    assert any(word.startswith("0 – ") for word in words)
    legend.set_language("zh")
    assert "违停密度" in sections(legend)


def test_hidden_it_waits_and_catches_up(legend: LegendPanel, overlays: Overlays) -> None:
    legend.hide()
    before = legend.findChildren(Section)
    overlays.set_visible("posts", False)
    assert legend.findChildren(Section) == before
    legend.show()
    assert "Volunteer posts" not in sections(legend)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_key_is_cut_off(legend: LegendPanel, overlays: Overlays, language: Language) -> None:
    legend.resize(256, 1_200)
    legend.set_language(language)
    for show in ("dori", "count", "blind"):
        overlays.set_option("coverage", "show", show)
        QApplication.processEvents()
        assert cut_off(legend) == []

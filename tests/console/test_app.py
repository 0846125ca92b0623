"""The console put together: one Picture everywhere, one selection everywhere, everything heard."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from console.app import Console
from console.map.picking import Hit
from console.panels import Panels
from console.remembered import Remembered
from console.widgets.key_sheet import KeySheet
from console.widgets.parts import Words
from console.widgets.review_panel import figure_rows
from console.workplace import Workplace
from geodata.exchange.review import review
from geodata.instants import HOUR_US, Span, local_year
from geodata.moment import KNOWN_NOW
from geodata.selection import EVERYTHING
from geodata.stores.errors import StoreError
from geodata.stores.geopackage import open_store
from tests import small
from tests.console.conftest import shut, until_settled, window_on

OPENING = small.T_US


@pytest.fixture
def panels(console: Console) -> Panels:
    """The panels of the shared console, everything as it opens."""
    assert console.panels is not None
    console.look.ask(replace(console.look.asked, t_us=OPENING, window=small.WINDOW, known="now",
                             selection=EVERYTHING, mode="fixed"))  # fmt: skip
    console.look.show_now()
    console.select(None)
    console.set_language("en")
    console.panels.right.show_page(console.panels.analysis)
    console.window.show()
    with_focus(console)
    return console.panels


def with_focus(console: Console) -> None:
    console.window.activateWindow()
    assert QTest.qWaitForWindowActive(console.window)
    console.canvas.setFocus()
    until_settled(console)


def click(console: Console, place: shapely.Point, above_px: float = 0.0) -> None:
    x, y = console.canvas.projection.to_px(place.x, place.y)
    at = QPoint(round(x), round(y - above_px))
    QTest.mouseClick(console.canvas, Qt.MouseButton.LeftButton, pos=at)


# --- one Picture ------------------------------------------------------------------------------


def test_every_part_shows_the_one_picture_and_prints_its_t(
    console: Console, panels: Panels
) -> None:
    console.look.ask(console.look.asked.at(small.at("09-15 06:07")))
    console.look.show_now()
    picture = console.look.picture
    assert console.canvas.picture is picture
    assert panels.time_bar.figures()["t"] == "2022-09-15T06:07:00+08:00"
    assert "09-15 06:07" in panels.right.note.text()
    assert "2022-09-15 06:07" in console.window.status.t.text()
    assert panels.analysis.figures()["incidents"]["records"] == len(picture.counted)


def test_known_then_every_part_counts_what_was_known_then(console: Console, panels: Panels) -> None:
    console.look.ask(replace(console.look.asked, known="then"))
    console.look.show_now()
    told = panels.figures()
    expected = dict(small.shown(known_at_us=OPENING).counted.by_kind)
    assert told["time_bar"]["counts"] == expected
    assert told["analysis"]["kinds"]["window"] == expected
    assert console.figures()["layers"]["incidents"]["by_kind"] == expected
    assert told["layers"]["incidents.illegal_parking"] == str(expected["illegal_parking"])
    assert "taxi_violation" not in expected


# --- one selection ----------------------------------------------------------------------------


def test_a_click_on_the_map_selects_in_table_and_inspector(
    console: Console, panels: Panels
) -> None:
    click(console, small.point(310, 410))
    table = panels.analysis.incidents
    rows = table.view.selectionModel().selectedRows()
    assert [table.model.id_at(index.row()) for index in rows] == ["I-touting"]
    panels.right.show_page(panels.inspector)
    assert "Touting" in [word.text() for word in panels.inspector.findChildren(Words)]
    panels.right.show_page(panels.analysis)


def test_a_row_of_the_table_is_ringed_on_the_map(
    console: Console, panels: Panels, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[tuple[str, tuple[str, ...]]] = []

    def ring(kind: str, ids: tuple[str, ...]) -> None:
        chosen.append((kind, ids))

    monkeypatch.setattr(console.canvas, "set_selected", ring)
    table = panels.analysis.incidents
    row = table.model.place_of("I-touting")
    assert row is not None
    where = table.view.visualRect(table.model.index(row, 2)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen[-1] == ("incident", ("I-touting",))


def test_other_things_are_shown_in_the_inspector_which_comes_to_the_front(
    console: Console, panels: Panels
) -> None:
    click(console, small.point(300, 500), above_px=12)
    assert panels.right.stack.currentWidget() is panels.inspector
    assert "Entrance" in [word.text() for word in panels.inspector.findChildren(Words)]
    assert not panels.analysis.incidents.view.selectionModel().hasSelection()
    panels.right.show_page(panels.analysis)


def test_a_click_on_nothing_lets_go(console: Console, panels: Panels) -> None:
    console.select(Hit("incidents", "incident", "I-touting"))
    assert panels.analysis.incidents.view.selectionModel().hasSelection()
    console.canvas.picked.emit(())
    assert not panels.analysis.incidents.view.selectionModel().hasSelection()


def test_a_box_on_the_map_becomes_part_of_what_is_counted_and_can_be_cleared(
    console: Console, panels: Panels
) -> None:
    whole = console.look.picture.counted.total
    console.canvas.set_mode("select_box")
    west_north = console.canvas.projection.to_px(*small.point(305, 425).coords[0])
    east_south = console.canvas.projection.to_px(*small.point(325, 405).coords[0])
    start, end = (QPoint(round(x), round(y)) for x, y in (west_north, east_south))
    QTest.mousePress(console.canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(console.canvas, end)
    QTest.mouseRelease(console.canvas, Qt.MouseButton.LeftButton, pos=end)
    console.canvas.set_mode("browse")
    until_settled(console)
    assert console.look.picture.counted.by_kind == {"touting": 2, "taxi_violation": 1}
    assert panels.analysis.sentence.figures() == {"total": 3}
    QTest.mouseClick(panels.analysis.sentence.clear, Qt.MouseButton.LeftButton)
    until_settled(console)
    assert console.look.picture.counted.total == whole


def test_a_hotspot_of_the_table_is_looked_at(console: Console, panels: Panels) -> None:
    table = panels.analysis.hotspots.table
    before = console.canvas.view
    first = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    view = console.canvas.view
    assert view != before
    west, south, east, north = view.bounds_m
    assert west < small.point(302, 392).x < east
    assert south < small.point(302, 392).y < north
    console.canvas.zoom_to_district()
    until_settled(console)


# --- keys, language, theme --------------------------------------------------------------------


def test_menus_and_panels_switch_language_while_they_run(
    console: Console, panels: Panels, qtbot: QtBot
) -> None:
    assert console.menus is not None

    def seen() -> list[str]:
        assert console.menus is not None
        return [
            console.window.windowTitle(),
            *(action.text() for action in console.menus.actions),
            panels.right.bar.tabText(0),
            panels.left.bar.tabText(0),
            panels.analysis.kinds.toolTip(),
            console.window.header.bar.actions()[0].text(),
        ]

    english = seen()
    QTest.keyClick(console.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert console.language == "zh"
    chinese = seen()
    unchanged = [e for e, c in zip(english, chinese, strict=True) if e == c]
    assert unchanged == []
    QTest.mouseClick(console.window.header._languages["en"], Qt.MouseButton.LeftButton)
    assert seen() == english


def test_theme_changes_everywhere_at_once(console: Console, panels: Panels) -> None:
    dark = console.window.grab().toImage().pixelColor(5, 300)
    QTest.keyClick(console.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until_settled(console)
    light = console.window.grab().toImage().pixelColor(5, 300)
    assert light.lightness() > dark.lightness() + 100
    QTest.mouseClick(console.window.header.theme, Qt.MouseButton.LeftButton)
    until_settled(console)
    assert console.window.grab().toImage().pixelColor(5, 300) == dark


def test_numbers_show_and_hide_the_layers_as_the_panel_lists_them(
    console: Console, panels: Panels
) -> None:
    first = "incidents"
    assert console.overlays.shown(first).visible
    QTest.keyClick(console.window, Qt.Key.Key_1)
    assert not console.overlays.shown(first).visible
    QTest.keyClick(console.window, Qt.Key.Key_1)
    assert console.overlays.shown(first).visible


def test_no_key_means_two_things(console: Console, panels: Panels) -> None:
    assert console.menus is not None
    keys = [
        shortcut.toString()
        for action in console.window.actions()
        for shortcut in action.shortcuts()
    ]
    assert sorted(keys) == sorted(set(keys))


def test_what_is_typed_into_the_filter_is_text_not_a_key(console: Console, panels: Panels) -> None:
    field = panels.analysis.incidents.filter
    field.setFocus()
    before = (console.canvas.view, console.look.asked, console.overlays.remembered())
    QTest.keyClicks(field, "0 z+1k[,.")
    assert field.text() == "0 z+1k[,."
    assert before == (console.canvas.view, console.look.asked, console.overlays.remembered())
    field.clear()
    QTest.qWait(200)


def test_the_key_sheet_and_about_open_by_name_and_go_away(
    console: Console, panels: Panels, qtbot: QtBot
) -> None:
    QTest.keyClick(console.window, Qt.Key.Key_F1)
    sheet = console.window.findChild(KeySheet)
    assert sheet is not None
    listed = {word.text() for word in sheet.findChildren(Words)}
    assert console.menus is not None
    keys = console.menus.keys()
    for name, key in keys:
        assert {name.en, key} <= listed
    assert sheet.sizeHint().height() < 700, "a screen of 1366 × 768 holds it"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    console.show_about()
    box = console.window.findChild(QMessageBox)
    assert box is not None
    assert "Small district" in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()
    qtbot.waitUntil(lambda: console.window.findChild(QMessageBox) is None)
    assert console.window.findChild(KeySheet) is None


# --- panels -----------------------------------------------------------------------------------


def test_the_review_is_counted_for_the_year_of_t_once_it_is_looked_at(
    console: Console, panels: Panels
) -> None:
    assert panels.review.figures() == {}
    panels.right.show_page(panels.review)
    until_settled(console)
    counted = review(console.snapshot, local_year(2022, small.SHANGHAI))
    assert panels.review.figures() == {what.en: value.en for what, value in figure_rows(counted)}
    assert panels.review.figures()["Illegal parking"] == "134 vehicles"
    console.look.ask(console.look.asked.at(small.at("10-01 00:00") - 400 * 24 * HOUR_US))
    until_settled(console)
    assert panels.review.figures()["Illegal parking"] == "0 vehicles"
    panels.right.show_page(panels.analysis)


def test_options_of_the_hotspots_change_table_and_map_alike(
    console: Console, panels: Panels
) -> None:
    console.overlays.set_option("hotspots", "kind", "touting")
    assert panels.analysis.hotspots.figures() == []
    assert console.figures()["layers"]["hotspots"]["records"] == 1
    console.overlays.set_option("hotspots", "kind", "illegal_parking")
    assert panels.analysis.hotspots.figures()[0]["name"] == "Station kerb"


def test_the_pointer_is_read_in_three_datums(console: Console, panels: Panels) -> None:
    QTest.mouseMove(console.canvas, QPoint(300, 300))
    QTest.mouseMove(console.canvas, QPoint(310, 300))
    words = console.window.status.pointer.text()
    assert all(datum in words for datum in ("WGS-84", "GCJ-02", "EPSG:4549"))
    assert console.window.status.scale.text().startswith("1 : ")


# --- opening, closing, remembering ------------------------------------------------------------


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_closing_stops_every_thread(
    qapp: QApplication, small_store_copy: Path, tmp_path: Path
) -> None:
    before = threads()
    made = window_on(small_store_copy, tmp_path / "c.json", "en", "dark", read_only=False)
    assert "writer" in threads() - before
    made.window.close()
    assert threads() <= before
    assert not made.panels or not made.panels.time_bar.clock.playing
    made.window.close()
    made.complete()
    shut(made)
    with open_store(small_store_copy) as again:
        assert not again.read_only


def test_a_window_closed_before_it_was_complete_stays_closed(
    qapp: QApplication, small_store_copy: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    made = Console(open_store(small_store_copy), Remembered(tmp_path / "c.json"), "en", "dark")
    made.show()
    made.window.close()
    qtbot.wait(50)
    assert made.panels is None
    shut(made)


def test_language_theme_layers_widths_and_size_are_there_at_the_next_start(
    qapp: QApplication, small_store_path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "console.json"
    first = window_on(small_store_path, kept, "en", "light", size=(1800, 1000))
    first.overlays.set_option("hotspots", "cell_m", 75.0)
    first.overlays.set_visible("zones", True)
    first.overlays.move("ground", "posts")
    first.window.set_widths([420, 900, 480])
    widths = first.window.widths()
    shut(first)
    second = window_on(small_store_path, kept)
    assert (second.language, second.theme) == ("en", "light")
    assert second.overlays.shown("hotspots").options.cell_m == 75.0
    assert second.overlays.shown("zones").visible
    assert [one.id for one in second.overlays.layers] == [one.id for one in first.overlays.layers]
    assert (second.window.width(), second.window.height()) == (1800, 1000)
    assert second.window.widths() == widths
    shut(second)


@pytest.mark.parametrize(
    "kept",
    [
        {"size": ["wide", None], "widths": ["a", 1, 2], "language": "fr", "theme": "pink"},
        {"size": [0, -5], "widths": [1, 2], "overlays": {"layers": 1, "order": 2}},
        {"size": [1e9, 1e9], "widths": [0, 0, 0]},
        {"size": [True, 700], "widths": [-1, 5, 5]},
    ],
)
def test_a_start_survives_whatever_was_remembered(
    qapp: QApplication, small_store_path: Path, tmp_path: Path, kept: dict[str, object]
) -> None:
    path = tmp_path / "console.json"
    path.write_text(json.dumps(kept))
    made = window_on(small_store_path, path)
    assert (made.language, made.theme) == ("zh", "dark")
    shut(made)


def test_two_windows_in_one_process_do_not_disturb_each_other(
    console: Console, panels: Panels, small_store_path: Path, tmp_path: Path
) -> None:
    other = window_on(small_store_path, tmp_path / "c.json", "zh", "dark", size=(1400, 800))
    other.look.ask(other.look.asked.at(small.at("02-02 00:00")))
    until_settled(other)
    assert console.look.picture.moment.t_us == OPENING
    assert console.language == "en"
    shut(other)
    console.look.ask(console.look.asked.at(OPENING + HOUR_US))
    until_settled(console)
    assert console.canvas.picture is console.look.picture


def test_where_what_is_remembered_cannot_be_kept_closing_still_closes(
    qapp: QApplication, small_store_path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    kept = Remembered(in_the_way / "console.json")
    made = Console(open_store(small_store_path, read_only=True), kept, "en", "dark")
    made.show()
    made.window.close()
    assert "could not be kept" in caplog.text
    shut(made)


def test_a_workplace_opens_one_record_after_another_as_the_one_before_looked(
    qapp: QApplication, small_store_copy: Path, tmp_path: Path
) -> None:
    later = small.write(tmp_path / "later.gpkg", small.FACTS[:40])
    workplace = Workplace("zh", "dark")
    workplace.open(small_store_copy)
    first = workplace.console
    assert first is not None
    first.complete()
    first.set_language("en")
    first.set_theme("light")
    assert first.panels is not None
    first.panels.time_bar.clock.play()
    first.panels.time_bar.clock.tick()
    first.opened.emit(later)
    second = workplace.console
    assert second is not None
    assert second is not first
    assert second.store.path == later
    assert (second.language, second.theme) == ("en", "light")
    assert not first.window.isVisible()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    until_settled(second)  # while the first played on, it would show what is gone
    second.opened.emit(later)
    assert workplace.console is second
    shut(second)
    with open_store(small_store_copy):
        pass


def test_a_record_that_cannot_be_opened_leaves_the_one_that_is(
    qapp: QApplication, small_store_copy: Path, tmp_path: Path
) -> None:
    workplace = Workplace("en", None)
    workplace.open(small_store_copy)
    first = workplace.console
    assert first is not None
    first.opened.emit(tmp_path / "nowhere.gpkg")
    assert workplace.console is first
    box = first.window.findChild(QMessageBox)
    assert box is not None
    assert "nowhere.gpkg" in box.text()
    shut(first)
    with pytest.raises(StoreError):
        Workplace(None, None).open(tmp_path / "nowhere.gpkg")


def test_a_record_that_grows_is_shown_grown(
    qapp: QApplication, small_store_copy: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    made = window_on(small_store_copy, tmp_path / "c.json", "en", "dark", read_only=False)
    before = made.look.picture.counted.total
    assert made.writer is not None
    with qtbot.waitSignal(made.look.changed):
        made.writer.submit([replace(small.incident("I-new", small.T_US, count=9), heard_us=None)])
    assert made.look.picture.counted.total == before + 9
    assert made.look.picture.moment.known_at_us == KNOWN_NOW
    until_settled(made)
    assert made.panels is not None
    assert made.panels.analysis.figures()["selection"]["total"] == before + 9
    shut(made)


def test_an_empty_window_says_so_everywhere(console: Console, panels: Panels) -> None:
    console.look.ask(replace(console.look.asked, window=Span(0, 1)))
    console.look.show_now()
    assert panels.analysis.incidents.empty.isVisible()
    assert panels.analysis.hotspots.empty.isVisible()
    assert console.figures()["panels"]["analysis"]["selection"]["total"] == 0

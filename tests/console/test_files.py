"""Files in and out as a person does it: import with its report, export, open, screenshot."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from console.app import Console
from console.files import Files
from console.widgets.import_dialog import ImportDialog
from geodata.stores.geopackage import open_store
from geodata.texts import Language
from tests import small
from tests.console.conftest import shut, until_settled, window_on
from tests.console.parts import the
from tests.console.seen import cut_off

HEADS = ("time", "lon", "lat", "offense", "vehicles", "reported", "address")
LON, LAT = 120.640, 31.420
GOOD = [
    ("2022-10-01 12:00", LON, LAT, "theft", 1, "2022-10-01 15:00", "Gate 1"),
    ("2022-10-01 13:00", LON + 0.001, LAT, "theft", 2, "2022-10-01 15:00", "=HYPERLINK(1)"),
    ("2022-10-01 14:00", LON, LAT + 0.001, "vandalism", 1, "2022-10-01 15:00", "Gate 3"),
]
TWICE = GOOD[0]
NOWHERE = ("2022-10-01 12:30", "", "", "theft", 1, "2022-10-01 15:00", "Gate 4")
TIMELESS = ("some day", LON, LAT, "theft", 1, "2022-10-01 15:00", "Gate 5")
FAR = ("2022-10-01 12:40", LON + 5, LAT, "theft", 1, "2022-10-01 15:00", "Gate 6")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small dirty history: three good rows, one twice, three that cannot be read."""
    path = tmp_path / "thefts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows([*GOOD, TWICE, NOWHERE, TIMELESS, FAR])
    return path


@pytest.fixture
def writable(qapp: QApplication, small_store_copy: Path, tmp_path: Path) -> Iterator[Console]:
    made = window_on(
        small_store_copy, tmp_path / "c.json", "en", "dark", read_only=False, size=(1600, 900)
    )
    yield made
    shut(made)


def wait_for(console: Console, condition: Callable[[], bool], qtbot: QtBot) -> None:
    qtbot.waitUntil(condition, timeout=20_000)
    until_settled(console)


def opened_dialog(console: Console, path: Path) -> ImportDialog:
    dialog = files_of(console).import_file(path)
    until_settled(console)
    return dialog


def files_of(console: Console) -> Files:
    assert console.files is not None
    return console.files


def press(button: object) -> None:
    assert hasattr(button, "isEnabled")
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def account(dialog: ImportDialog) -> str:
    return dialog.report.toPlainText().split("\n")[0]


# --- the dialog ---------------------------------------------------------------------------------


def test_it_shows_what_the_file_seems_to_hold_and_what_would_become_of_every_row(
    console: Console, table: Path
) -> None:
    dialog = opened_dialog(console, table)
    assert dialog.head.text() == "thefts.csv · 7 rows"
    guess = {code: box.currentText() for code, box in dialog._fields.items()}
    assert guess["happened"] == "time"
    assert (guess["lon"], guess["lat"], guess["kind"]) == ("lon", "lat", "offense")
    assert (guess["count"], guess["place"], guess["unit"]) == ("vehicles", "address", "—")
    assert dialog.rows.rowCount() == 5
    assert dialog.rows.item(1, 6).text() == "=HYPERLINK(1)"  # type: ignore[union-attr]
    assert account(dialog) == "7 rows = 3 to be imported + 1 duplicate + 3 rejected"
    report = dialog.report.toPlainText()
    assert "assumed: places are taken as WGS-84" in report
    assert "column reported looks like the office's clock" in report
    for row, words in ((5, "lon"), (6, "time"), (7, "60")):
        (line,) = [one for one in report.split("\n") if f"row {row} " in one]
        assert line.startswith("thefts.csv · ")
        assert words in line
    dialog.reject()


def test_a_changed_mapping_has_to_be_checked_before_it_can_be_written(
    console: Console, table: Path, qtbot: QtBot
) -> None:
    dialog = opened_dialog(console, table)
    dialog.target.setCurrentIndex(1)
    press(dialog.check)
    until_settled(console)
    assert dialog.write.isEnabled()
    for box in (dialog._fields["kind"], dialog.zone, dialog.heard, dialog.target):
        index = box.currentIndex()
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down if index + 1 < box.count() else Qt.Key.Key_Up)
        assert not dialog.write.isEnabled()
        press(dialog.check)
        until_settled(console)
        assert dialog.write.isEnabled()
    dialog.datum.setEditText("gcj02")
    assert not dialog.write.isEnabled()
    dialog.reject()


def test_what_cannot_be_read_says_so_in_one_sentence(
    console: Console, table: Path, tmp_path: Path
) -> None:
    dialog = opened_dialog(console, table)
    dialog.datum.setEditText("atlantis")
    press(dialog.check)
    until_settled(console)
    assert "atlantis" in dialog.report.toPlainText()
    assert not dialog.write.isEnabled()
    assert dialog.check.isEnabled()
    dialog.reject()
    broken = tmp_path / "broken.geojson"
    broken.write_text("{")
    refused = opened_dialog(console, broken)
    assert "broken.geojson" in refused.report.toPlainText()
    assert not refused.check.isEnabled()
    assert not refused.write.isEnabled()
    refused.reject()


def test_cancelling_writes_nothing_and_leaves_nothing_running(
    console: Console, table: Path, qtbot: QtBot
) -> None:
    before = console.snapshot.seq
    dialog = files_of(console).import_file(table)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    wait_for(console, lambda: console.window.findChild(ImportDialog) is None, qtbot)
    assert console.snapshot.seq == before
    again = opened_dialog(console, table)
    press(again.stop)
    wait_for(console, lambda: console.window.findChild(ImportDialog) is None, qtbot)
    assert console.snapshot.seq == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_on_the_dialog_is_cut_off(
    console: Console, table: Path, language: Language, qtbot: QtBot
) -> None:
    console.set_language(language)
    dialog = opened_dialog(console, table)
    qtbot.waitExposed(dialog)
    until_settled(console)
    assert cut_off(dialog) == []
    dialog.reject()
    console.set_language("en")


# --- into a record --------------------------------------------------------------------------------


def test_into_the_open_record_and_the_window_shows_it_at_once(
    writable: Console, table: Path, qtbot: QtBot
) -> None:
    before = dict(writable.look.picture.counted.by_kind)
    dialog = opened_dialog(writable, table)
    dialog.target.setCurrentIndex(1)
    press(dialog.check)
    until_settled(writable)
    press(dialog.write)
    wait_for(writable, lambda: "imported" in writable.window.status.note.text().lower(), qtbot)
    assert account(dialog) == "7 rows = 3 imported + 1 duplicate + 3 rejected"
    assert dialog.stop.text() == "Close"
    now = dict(writable.look.picture.counted.by_kind)
    assert now == {**before, "theft": before["theft"] + 3, "vandalism": 1}
    assert writable.panels is not None
    assert writable.panels.layers.figures()["incidents.vandalism"] == "1"
    assert writable.panels.analysis.figures()["kinds"]["window"] == now
    press(dialog.stop)
    (batch,) = [one for one in writable.store.batches() if one.source == "thefts.csv"]
    assert batch.heard_rule == "happened"


def test_the_same_file_twice_brings_nothing_twice(
    writable: Console, table: Path, qtbot: QtBot
) -> None:
    for imported in (3, 0):
        dialog = opened_dialog(writable, table)
        dialog.target.setCurrentIndex(1)
        press(dialog.check)
        until_settled(writable)
        assert account(dialog).startswith(f"7 rows = {imported} to be imported")
        if imported:
            press(dialog.write)
            wait_for(writable, lambda: "Imported" in writable.window.status.note.text(), qtbot)
        else:
            assert not dialog.write.isEnabled()
        dialog.reject()


def test_into_a_new_record_which_opens(
    writable: Console, table: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new place"
    asked: list[str] = []

    def choose(_window: object, _title: str, proposed: str, _filter: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(new), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = opened_dialog(writable, table)
    dialog.target.setCurrentIndex(0)
    press(dialog.check)
    until_settled(writable)
    with qtbot.waitSignal(writable.opened, timeout=20_000) as opened:
        press(dialog.write)
    assert asked == ["thefts.gpkg"]
    assert opened.args == [new.with_suffix(".gpkg")]
    with open_store(new.with_suffix(".gpkg"), read_only=True) as store:
        assert store.snapshot().history("incident").count.sum() == 4
        assert store.district.crs != small.DISTRICT.crs or store.district.zone.key == "UTC"
    dialog.reject()


def test_no_file_chosen_writes_nothing_and_the_dialog_stays(
    console: Console, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog = opened_dialog(console, table)
    dialog.target.setCurrentIndex(0)
    press(dialog.check)
    until_settled(console)
    press(dialog.write)
    assert dialog.report.toPlainText() == "No file was chosen"
    assert dialog.isVisible()
    assert dialog.write.isEnabled()
    dialog.reject()


def test_a_record_that_is_there_is_never_overwritten(
    console: Console, table: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small.write(tmp_path / "there.gpkg", small.FACTS[:5])
    before = there.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    dialog = opened_dialog(console, table)
    dialog.target.setCurrentIndex(0)
    press(dialog.check)
    until_settled(console)
    press(dialog.write)
    wait_for(console, lambda: "there.gpkg" in dialog.report.toPlainText(), qtbot)
    assert there.read_bytes() == before
    dialog.reject()


def test_a_dialog_closed_while_it_is_written_ends_in_the_status_bar(
    writable: Console, table: Path, qtbot: QtBot
) -> None:
    dialog = opened_dialog(writable, table)
    dialog.target.setCurrentIndex(1)
    press(dialog.check)
    until_settled(writable)
    press(dialog.write)
    dialog.reject()
    wait_for(writable, lambda: "Imported 3" in writable.window.status.note.text(), qtbot)


def test_a_read_only_record_takes_nothing_and_says_so(console: Console, table: Path) -> None:
    dialog = opened_dialog(console, table)
    dialog.target.setCurrentIndex(1)
    press(dialog.check)
    until_settled(console)
    press(dialog.write)
    assert dialog.report.toPlainText() == "The record is read-only"
    dialog.reject()


def test_ctrl_i_asks_for_a_file(
    writable: Console, table: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    writable.window.activateWindow()
    QTest.keyClick(writable.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog = the(ImportDialog, writable.window)
    until_settled(writable)
    assert dialog.isVisible()
    dialog.reject()


# --- out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet", "html"])
def test_a_kind_is_exported_in_the_background(
    console: Console, tmp_path: Path, qtbot: QtBot, ending: str
) -> None:
    out = tmp_path / f"posts.{ending}"
    files_of(console).export_to(out, "posts")
    assert "Exporting" in console.window.status.note.text()
    wait_for(console, lambda: "Exported" in console.window.status.note.text(), qtbot)
    assert out.stat().st_size > 100


def test_only_kinds_that_are_there_are_offered_and_the_ending_follows_the_choice(
    console: Console, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose_kind(_w: object, _t: str, _l: str, names: list[str], *_: object) -> tuple[str, bool]:
        offered.extend(names)
        return "Volunteer post", True

    monkeypatch.setattr(QInputDialog, "getItem", choose_kind)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), "CSV (*.csv)")
    )
    console.set_language("en")
    files_of(console).ask_export()
    wait_for(console, lambda: "out.csv" in console.window.status.note.text(), qtbot)
    assert (tmp_path / "out.csv").exists()
    assert "Camera" in offered
    assert "Train" not in offered
    assert len(set(offered)) == len(offered)


def test_an_export_that_fails_says_why(console: Console, tmp_path: Path, qtbot: QtBot) -> None:
    files_of(console).export_to(tmp_path / "posts.exe", "posts")
    qtbot.waitUntil(lambda: console.window.findChild(QMessageBox) is not None)
    box = the(QMessageBox, console.window)
    assert ".exe" in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()
    assert not (tmp_path / "posts.exe").exists()


def test_a_screenshot_is_saved_and_a_failure_said(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "window.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    files_of(console).ask_screenshot()
    assert out.stat().st_size > 10_000
    assert str(out) in console.window.status.note.toolTip()
    nowhere = tmp_path / "no folder" / "window.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    files_of(console).ask_screenshot()
    assert "Could not" in console.window.status.note.text()


def test_another_record_is_asked_for(
    console: Console, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "x.gpkg"), ""))
    with qtbot.waitSignal(console.opened) as opened:
        files_of(console).ask_open()
    assert opened.args == [tmp_path / "x.gpkg"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(console.opened):
        files_of(console).ask_open()

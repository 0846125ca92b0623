"""The head and the foot of the window, and the small parts that all panels are made of."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from console.widgets.fitting import FittedColumns
from console.widgets.header import Header
from console.widgets.parts import Figure, Words, emptied, plain_tip
from console.widgets.statusbar import MOST_LETTERS, StatusBar, shortened
from geodata.texts import Language, Text, same
from tests import small
from tests.console.layers.looked import VIEW
from tests.console.seen import cut_off

TITLE = Text("小站区", "Small district")


# --- the foot ---------------------------------------------------------------------------------


@pytest.fixture
def status(qtbot: QtBot) -> StatusBar:
    made = StatusBar(lambda x, y: (f"E {x:.0f}", f"N {y:.0f}"), "record.gpkg")
    qtbot.addWidget(made)
    made.resize(1_366, 24)
    made.set_language("en")
    made.show()
    return made


def test_it_prints_the_pictures_own_t(status: StatusBar) -> None:
    status.show_picture(small.shown(t_us=small.at("02-03 04:05")))
    assert status.t.text() == "2022-02-03 04:05"
    assert not status.schematic.isVisible()


def test_a_schematic_record_says_how_far_off_it_may_be(status: StatusBar) -> None:
    drawn = small.snapshot(district=replace(small.DISTRICT, schematic_m=150.0))
    status.show_picture(small.shown(drawn))
    assert status.schematic.text() == "Schematic ±150 m"
    status.set_language("zh")
    assert status.schematic.text() == "示意图 ±150 m"


def test_only_the_name_of_a_sample_stands_out(status: StatusBar) -> None:
    status.show_picture(small.shown())
    assert status.store.property("tone") == "t2"
    sample = small.snapshot(district=replace(small.DISTRICT, sample=True))
    status.show_picture(small.shown(sample))
    assert status.store.property("tone") == "sample"


def test_the_pointer_is_written_and_leaves(status: StatusBar) -> None:
    status.point_at(560_000, 3_477_000)
    assert status.pointer.text() == "E 560000   N 3477000"
    status.point_nowhere()
    assert status.pointer.text() == "—"


def test_the_scale_is_that_of_a_screen_of_96_dpi(status: StatusBar) -> None:
    status.show_view(VIEW)
    assert status.scale.text() == "1 : 3 800"


def test_a_long_word_does_not_widen_the_window_and_is_told_whole_by_its_tip(
    status: StatusBar,
) -> None:
    before = status.minimumSizeHint().width()
    path = "/shift/" + "very_long_name/" * 40 + "<b>posts</b>.csv"
    status.say(Text(f"已导出 {path}", f"Exported {path}"))
    assert len(status.note.text()) == MOST_LETTERS
    assert status.note.text().endswith("posts</b>.csv")
    assert path.replace("<", "&lt;").replace(">", "&gt;") in status.note.toolTip()
    assert status.minimumSizeHint().width() < before + 500
    status.set_language("zh")
    assert status.note.text().startswith("已导出")
    QApplication.processEvents()
    assert cut_off(status) == []


def test_short_words_stay_as_they_are() -> None:
    assert shortened("x" * MOST_LETTERS) == "x" * MOST_LETTERS
    assert len(shortened("x" * (MOST_LETTERS + 1))) == MOST_LETTERS


# --- the head ---------------------------------------------------------------------------------


def test_languages_and_theme_are_asked_for(qtbot: QtBot) -> None:
    header = Header(TITLE, sample=False)
    qtbot.addWidget(header)
    header.show()
    for code, button in header._languages.items():
        with qtbot.waitSignal(header.language_asked) as asked:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [code]
    with qtbot.waitSignal(header.theme_asked):
        QTest.mouseClick(header.theme, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sample_says_so_in_both_languages_always(qtbot: QtBot, language: Language) -> None:
    header = Header(TITLE, sample=True)
    qtbot.addWidget(header)
    header.resize(1_200, 40)
    header.show()
    header.set_language(language)
    for narrow in (False, True):
        header.set_narrow(narrow)
        assert header.badge.isVisible()
        assert {"SAMPLE", "示例数据"} == set(header.badge.text().split())
        assert cut_off(header) == []
    real = Header(TITLE, sample=False)
    qtbot.addWidget(real)
    real.show()
    assert not real.badge.isVisible()


# --- small parts ------------------------------------------------------------------------------


def test_words_are_plain_text_in_the_language_of_the_interface(qtbot: QtBot) -> None:
    words = Words(Text("<b>甲</b>", "<b>A</b>"))
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == "<b>甲</b>"
    words.set_language("en")
    assert words.text() == "<b>A</b>"
    words.say(Text("乙", "B"))
    assert words.text() == "B"


@pytest.mark.parametrize("name", ["<b>bold</b>", "a <img src=x> b", "plain & simple", "1 < 2"])
def test_a_tooltip_shows_a_name_letter_by_letter(qtbot: QtBot, name: str) -> None:
    label = QLabel(plain_tip(name))
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.AutoText)
    shown = label.text()
    rich = Qt.mightBeRichText(shown) if hasattr(Qt, "mightBeRichText") else "&lt;" in shown
    assert not rich or "<img" not in shown
    assert "<b>bold" not in shown


def test_the_room_of_a_figure_grows_and_never_shrinks(qtbot: QtBot) -> None:
    figure = Figure()
    qtbot.addWidget(figure)
    figure.show()
    figure.say(same("1"))
    narrow = figure.width()
    figure.say(same("1,234,567"))
    wide = figure.width()
    figure.say(Text("2", "3"))
    assert narrow < wide == figure.width()
    figure.set_language("en")
    assert figure.width() < wide


def test_an_emptied_layout_lets_go_of_all_it_held(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    outer, inner = QHBoxLayout(holder), QHBoxLayout()
    outer.addWidget(QLabel("a"))
    outer.addStretch(1)
    outer.addLayout(inner)
    inner.addWidget(QLabel("b"))
    emptied(outer)
    assert outer.count() == inner.count() == 0
    assert holder.findChildren(QLabel) == []


def test_columns_are_as_wide_as_the_words_seen_so_far_and_one_takes_the_rest(
    qtbot: QtBot,
) -> None:
    table = QTableWidget(100, 3)
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.setHorizontalHeaderLabels(["x", "Place", "Count"])
    for row in range(100):
        words = ("", "short", "9" * (20 if row == 97 else 1))
        for column, text in enumerate(words):
            table.setItem(row, column, QTableWidgetItem(text))
    table.horizontalHeader().setMinimumSectionSize(20)
    columns = FittedColumns(table, 1, {0: 26})
    table.show()
    columns.fit()
    assert table.columnWidth(0) == 26
    used = sum(table.columnWidth(c) for c in range(3)) + table.verticalHeader().width()
    assert table.columnWidth(1) > 300
    assert used <= 540
    narrow = table.columnWidth(2)
    table.scrollToBottom()
    wide = table.columnWidth(2)
    assert wide > narrow + 80
    table.scrollToTop()
    assert table.columnWidth(2) == wide
    columns.begin_anew()
    assert table.columnWidth(2) == narrow

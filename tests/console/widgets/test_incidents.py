"""The incident table: what the window counts, sorted, filtered, linked both ways."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.palette import Palette
from console.widgets.incident_model import (
    COUNT,
    HAPPENED,
    HEARD,
    KIND,
    OUTCOME,
    PLACE,
    IncidentModel,
)
from console.widgets.incidents import EMPTY, NO_MATCH, IncidentTable
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.picture import Picture
from tests import small
from tests.console.seen import cut_off

DAY = Span(small.at("10-01 00:00"), small.at("10-02 00:00"))
FEW = Span(small.at("09-26 00:00"), small.at("10-02 00:00"))


def plain(_kind: object) -> QPixmap:
    pixmap = QPixmap(10, 10)
    pixmap.fill(QColor("#888888"))
    return pixmap


def of_named(*things: str, **asked: object) -> Picture:
    return small.of(*(f for f in small.FACTS if f.id in things), **asked)


@pytest.fixture
def model(qtbot: QtBot) -> IncidentModel:
    return IncidentModel(
        of_named("I-parking", "I-touting", "I-late", "I-stepped", "I-theft", window=FEW)
    )


def ids(model: IncidentModel) -> list[str]:
    return [model.id_at(row) for row in range(model.rowCount())]


def cell(model: IncidentModel, thing: str, column: int) -> str:
    row = model.place_of(thing)
    assert row is not None
    return str(model.data(model.index(row, column)))


def test_the_last_to_happen_stands_first(model: IncidentModel) -> None:
    assert ids(model) == ["I-stepped", "I-parking", "I-touting", "I-late", "I-theft"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (HAPPENED, ["I-theft", "I-late", "I-touting", "I-parking", "I-stepped"]),
        (KIND, ["I-parking", "I-touting", "I-late", "I-stepped", "I-theft"]),
        (COUNT, ["I-theft", "I-late", "I-stepped", "I-touting", "I-parking"]),
        (HEARD, ["I-theft", "I-touting", "I-parking", "I-stepped", "I-late"]),
        (OUTCOME, ["I-late", "I-parking", "I-touting", "I-stepped", "I-theft"]),
        (PLACE, ["I-theft", "I-late", "I-touting", "I-stepped", "I-parking"]),
    ],
)
def test_each_column_sorts_both_ways(
    model: IncidentModel, column: int, expected: list[str]
) -> None:
    model.sort(column, Qt.SortOrder.AscendingOrder)
    assert ids(model) == expected
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert ids(model) == list(reversed(expected))


def test_cells_say_it_in_both_languages(model: IncidentModel) -> None:
    def row(thing: str) -> list[str]:
        return [cell(model, thing, column) for column in (HAPPENED, PLACE, COUNT, OUTCOME, HEARD)]

    assert row("I-parking") == ["10-01 18:00", "站前落客", "3", "处罚", "即时"]
    assert row("I-late") == ["09-30 09:00", "", "1", "处罚", "晚 2 天"]
    model.set_language("en")
    assert row("I-parking") == ["10-01 18:00", "Station kerb", "3", "Penalty", "At once"]
    assert row("I-late") == ["09-30 09:00", "", "1", "Penalty", "+2 d"]
    assert row("I-theft")[3] == "Arrest"
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(6)] == [
        "Happened", "", "Place", "No.", "Outcome", "Heard",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("late_us", "words"),
    [
        (10 * MINUTE_US - 1, "At once"),
        (10 * MINUTE_US, "+10 min"),
        (HOUR_US - 1, "+59 min"),
        (HOUR_US, "+1 h"),
        (DAY_US - 1, "+23 h"),
        (DAY_US, "+1 d"),
        (-HOUR_US, "At once"),
    ],
)
def test_late_is_what_was_heard_ten_minutes_later(qtbot: QtBot, late_us: int, words: str) -> None:
    late = small.incident("I", small.PARKING_US, late_us=late_us)
    model = IncidentModel(small.of(late))
    model.set_language("en")
    assert cell(model, "I", HEARD) == words


def test_a_correction_is_heard_late_but_the_incident_was_not(qtbot: QtBot) -> None:
    model = IncidentModel(of_named("I-corrected"))
    model.set_language("en")
    assert (cell(model, "I-corrected", HEARD), cell(model, "I-corrected", COUNT)) == (
        "At once",
        "4",
    )


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (DAY, "18:00"),
        (FEW, "10-01 18:00"),
        (Span(small.BEGIN_US, small.BEGIN_US + 365 * DAY_US), "10-01 18:00"),
        (Span(small.BEGIN_US - 1, small.BEGIN_US + 365 * DAY_US), "2022-10-01 18:00"),
    ],
)
def test_an_hour_tells_as_much_of_its_date_as_the_window_needs(
    qtbot: QtBot, window: Span, words: str
) -> None:
    model = IncidentModel(small.shown(window=FEW))
    model.show(small.shown(window=window))
    assert cell(model, "I-parking", HAPPENED) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("揽客", {"I-touting"}),
        ("  站前 ", {"I-parking"}),
        ("gate", {"I-stepped"}),
        ("arrest", {"I-theft"}),
        ("I-L", {"I-late"}),
        ("处罚", {"I-parking", "I-late"}),
        ("", {"I-stepped", "I-parking", "I-touting", "I-late", "I-theft"}),
        ("nothing like it", set()),
    ],
)
def test_the_filter_looks_at_kind_place_outcome_and_id(
    model: IncidentModel, text: str, found: set[str]
) -> None:
    model.set_filter(text)
    assert set(ids(model)) == found


def test_filter_and_order_stay_as_time_goes_on(model: IncidentModel) -> None:
    model.set_filter("处罚")
    model.sort(COUNT, Qt.SortOrder.DescendingOrder)
    model.show(of_named("I-parking", "I-late", "I-old", "I-touting", window=small.WINDOW))
    assert ids(model) == ["I-parking", "I-late"]


def test_equal_counts_are_not_laid_out_again(model: IncidentModel, qtbot: QtBot) -> None:
    picture = small.shown()
    model.show(picture)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show(small.shown(t_us=small.T_US + HOUR_US))


def test_tips_of_names_that_look_like_markup_stay_plain(qtbot: QtBot) -> None:
    sly = small.incident("I", small.PARKING_US, "<b>bold</b>", place="<img src=x>")
    model = IncidentModel(small.of(sly))
    for column in (KIND, PLACE):
        tip = str(model.data(model.index(0, column), Qt.ItemDataRole.ToolTipRole))
        assert "<img" not in tip
        assert "<b>" not in tip


def test_fifty_thousand_rows_are_sorted_and_filtered(qtbot: QtBot) -> None:
    many = [
        small.incident(f"I{i:05d}", small.at("09-02 00:00") + i * MINUTE_US // 2, count=i % 9)
        for i in range(50_000)
    ]
    model = IncidentModel(small.of(*many))
    assert model.rowCount() == 50_000
    for column in (HAPPENED, KIND, PLACE, COUNT, OUTCOME, HEARD):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    model.set_filter("i4999")
    assert set(ids(model)) == {f"I4999{i}" for i in range(10)}
    assert model.place_of("I49995") is not None


# --- the table ------------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot: QtBot) -> IncidentTable:
    made = IncidentTable(small.shown(window=FEW), Palette.load("dark"), plain)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.set_language("en")
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    return made


def chosen(table: IncidentTable) -> list[str]:
    rows = table.view.selectionModel().selectedRows()
    return [table.model.id_at(index.row()) for index in rows]


def click(table: IncidentTable, thing: str, keys: Qt.KeyboardModifier | None = None) -> None:
    row = table.model.place_of(thing)
    assert row is not None
    table.view.scrollTo(table.model.index(row, COUNT))
    at = table.view.visualRect(table.model.index(row, COUNT)).center()
    held = keys or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, held, at)


def test_a_click_tells_which_and_ctrl_adds_to_it(table: IncidentTable, qtbot: QtBot) -> None:
    told: list[tuple[str, ...]] = []
    table.selected.connect(told.append)
    click(table, "I-parking")
    click(table, "I-touting", Qt.KeyboardModifier.ControlModifier)
    assert told[0] == ("I-parking",)
    assert set(told[-1]) == {"I-parking", "I-touting"}


def test_what_is_selected_elsewhere_is_selected_here_without_an_echo(
    table: IncidentTable, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(table.selected):
        table.select(("I-late",))
    assert chosen(table) == ["I-late"]
    row = table.model.place_of("I-late")
    assert row is not None
    assert (
        table.view.viewport()
        .rect()
        .contains(table.view.visualRect(table.model.index(row, COUNT)).center())
    )


def test_arrow_keys_go_on_from_what_was_selected_elsewhere(table: IncidentTable) -> None:
    table.select(("I-parking",))
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    row = table.model.place_of("I-parking")
    assert row is not None
    assert chosen(table) == [table.model.id_at(row + 1)]


@pytest.mark.parametrize("column", [KIND, COUNT, OUTCOME, HEARD])
def test_a_click_on_a_head_sorts_and_the_selection_stays(
    table: IncidentTable, column: int, qtbot: QtBot
) -> None:
    table.select(("I-touting",))
    header = table.view.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    before = ids(table.model)
    with qtbot.assertNotEmitted(table.selected):
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2)
        )
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, header.height() // 2)
        )
    assert ids(table.model) != before
    assert chosen(table) == ["I-touting"]


def test_a_selection_that_the_window_leaves_comes_back_with_it(table: IncidentTable) -> None:
    table.select(("I-touting",))
    table.show_picture(small.shown(window=Span(0, 1)))
    assert chosen(table) == []
    table.show_picture(small.shown(window=DAY))
    assert chosen(table) == ["I-touting"]


def test_the_filter_waits_till_one_has_typed(table: IncidentTable, qtbot: QtBot) -> None:
    QTest.keyClicks(table.filter, "touting")
    assert table.figures()["rows"] > 3
    qtbot.waitUntil(lambda: table.figures()["rows"] == 2)
    assert table.figures()["records"] > 3
    table.filter.clear()
    qtbot.waitUntil(lambda: table.figures()["rows"] > 3)


def test_an_empty_table_says_why(table: IncidentTable, qtbot: QtBot) -> None:
    table.filter.setText("nothing like it")
    qtbot.waitUntil(table.empty.isVisible)
    assert table.empty.text() == NO_MATCH.en
    table.show_picture(small.shown(window=Span(0, 1)))
    assert table.empty.text() == EMPTY.en
    table.set_language("zh")
    assert table.empty.text() == EMPTY.zh
    assert not table.view.isVisible()


def test_an_empty_table_does_what_it_says(table: IncidentTable, qtbot: QtBot) -> None:
    table.filter.setText("nothing like it")
    qtbot.waitUntil(table.empty.isVisible)
    QTest.mouseClick(table.empty, Qt.MouseButton.LeftButton)
    assert table.filter.text() == ""
    qtbot.waitUntil(table.view.isVisible)
    table.show_picture(small.shown(window=Span(0, 1)))
    with qtbot.waitSignal(table.widened):
        QTest.mouseClick(table.empty, Qt.MouseButton.LeftButton)


def test_escape_clears_the_filter(table: IncidentTable, qtbot: QtBot) -> None:
    table.filter.setFocus()
    QTest.keyClicks(table.filter, "touting")
    QTest.keyClick(table.filter, Qt.Key.Key_Escape)
    assert table.filter.text() == ""


def test_what_was_not_yet_heard_is_counted_beside_the_rows(table: IncidentTable) -> None:
    table.show_picture(small.shown(window=FEW, known_at_us=small.T_US))
    assert table.head.note.text().endswith("1 not heard yet")
    table.set_language("zh")
    assert table.head.note.text().endswith("另有 1 条此刻尚未得知")
    table.show_picture(small.shown(window=FEW))
    assert "尚未得知" not in table.head.note.text()


def test_a_double_click_opens(table: IncidentTable, qtbot: QtBot) -> None:
    row = table.model.place_of("I-touting")
    assert row is not None
    at = table.view.visualRect(table.model.index(row, COUNT)).center()
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == ["I-touting"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_nothing_in_view_is_cut_off(table: IncidentTable, language: str, narrow: bool) -> None:
    table.resize(300 if narrow else 400, 500)
    table.set_narrow(narrow)
    table.set_language("zh" if language == "zh" else "en")
    assert table.view.isColumnHidden(OUTCOME) == narrow
    assert cut_off(table) == []


def test_rows_are_painted_with_symbol_words_and_selection(table: IncidentTable) -> None:
    table.select(("I-touting",))
    row = table.model.place_of("I-touting")
    assert row is not None
    image = table.view.viewport().grab().toImage()
    rect = table.view.visualRect(table.model.index(row, PLACE))
    palette = Palette.load("dark")
    assert (
        image.pixelColor(rect.right() - 2, rect.top() + 2).name() == palette.color("active").lower()
    )
    symbol = table.view.visualRect(table.model.index(row, KIND))
    assert image.pixelColor(symbol.left() + 4, symbol.center().y()).name() == "#888888"
    table.set_palette(Palette.load("light"))
    repainted = table.view.viewport().grab().toImage()
    assert repainted.pixelColor(rect.right() - 2, rect.top() + 2) != image.pixelColor(
        rect.right() - 2, rect.top() + 2
    )

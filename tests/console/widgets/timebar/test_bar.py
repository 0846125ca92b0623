"""The time bar in the hand: mouse, wheel, keys and typing, as a person uses them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from console.looks import Asked, Known
from console.map.symbols import symbol_image
from console.palette import Palette
from console.widgets.timebar import TimeBar
from console.widgets.timebar.frame import LONGEST_US, SHORTEST_US
from console.widgets.timebar.plate import Plate
from console.widgets.timebar.plot import Plot
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, Span
from geodata.picture import Picture
from geodata.selection import Selection
from tests.console.widgets.timebar.conftest import MakeBar
from tests.console.widgets.timebar.record import (
    at,
    campaign,
    incident,
    look_at,
    year_of_incidents,
)

SEPTEMBER = Span(at(2022, 9, 1), at(2022, 10, 10))
T = at(2022, 10, 1, 18, 30)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def plot_of(bar: TimeBar) -> Plot:
    found = bar.findChild(Plot)
    assert found is not None
    return found


def place(bar: TimeBar, us: int, *, y: float = 0.5) -> QPoint:
    """Where an instant lies in the plot; y from 0 (top of the bars) to 1 (their foot)."""
    drawing = bar.drawing
    frame = drawing.frame
    return QPoint(round(drawing.scale.px(us)), round(frame.top_px + y * frame.bars_px))


def drag(bar: TimeBar, start: QPoint, end: QPoint) -> None:
    hand = plot_of(bar).viewport()
    QTest.mousePress(hand, LEFT, NONE, start)
    for i in range(1, 6):
        QTest.mouseMove(hand, start + (end - start) * i / 5)
    QTest.mouseRelease(hand, LEFT, NONE, end)


def turn_wheel(bar: TimeBar, where: QPoint, notches: float, *, sideways: bool = False) -> None:
    view = plot_of(bar).viewport()
    delta = QPoint(round(120 * notches), 0) if sideways else QPoint(0, round(120 * notches))
    event = QWheelEvent(
        QPointF(where),
        QPointF(view.mapToGlobal(where)),
        QPoint(),
        delta,
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def point_at(qtbot: QtBot, bar: TimeBar, where: QPoint) -> None:
    """Move the pointer there; again where the display's own pointer interfered."""

    def told() -> bool:
        QTest.mouseMove(plot_of(bar).viewport(), where)
        return bar.hover.isVisible()

    qtbot.waitUntil(told)


def press(bar: TimeBar, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = NONE
    for one in held:
        modifiers |= one
    bar.activateWindow()
    assert QTest.qWaitForWindowActive(bar)
    QTest.keyClick(bar, key, modifiers)


# --- the brush and the instant ---------------------------------------------------------------


def test_dragging_an_edge_moves_it_to_the_day_it_is_left_on(qtbot: QtBot, bar: TimeBar) -> None:
    drag(bar, place(bar, SEPTEMBER.start_us), place(bar, at(2022, 8, 1, 3)))
    assert bar.look.asked.window == Span(at(2022, 8, 1), SEPTEMBER.end_us)

    drag(bar, place(bar, SEPTEMBER.end_us), place(bar, at(2022, 11, 15)))
    assert bar.look.asked.window == Span(at(2022, 8, 1), at(2022, 11, 15))
    assert bar.look.asked.t_us == T


def test_dragging_the_body_moves_the_window_and_keeps_its_length(
    qtbot: QtBot, bar: TimeBar
) -> None:
    drag(bar, place(bar, at(2022, 9, 15)), place(bar, at(2022, 6, 15)))

    moved = bar.look.asked.window
    assert moved.length_us == SEPTEMBER.length_us
    assert abs(moved.start_us - at(2022, 6, 1)) <= DAY_US
    assert bar.look.asked.t_us == T


def test_dragging_the_triangle_moves_the_instant(qtbot: QtBot, bar: TimeBar) -> None:
    drag(bar, place(bar, T, y=1.1), place(bar, at(2022, 9, 20, 12), y=1.1))

    assert abs(bar.look.asked.t_us - at(2022, 9, 20, 12)) <= 6 * HOUR_US
    assert bar.look.asked.t_us % HOUR_US == 0
    assert bar.look.asked.window == SEPTEMBER


def test_a_click_sets_the_instant_a_double_click_shows_all_and_leaves_it(
    qtbot: QtBot, bar: TimeBar
) -> None:
    hand = plot_of(bar).viewport()
    turn_wheel(bar, place(bar, at(2022, 5, 1)), 5)
    assert bar.shown.length_us < bar.whole.length_us / 2

    QTest.mouseClick(hand, LEFT, NONE, place(bar, at(2022, 5, 1)))
    clicked = bar.look.asked.t_us
    assert abs(clicked - at(2022, 5, 1)) <= 2 * HOUR_US

    somewhere = place(bar, at(2022, 5, 20))
    QTest.mouseClick(hand, LEFT, NONE, somewhere)
    assert bar.look.asked.t_us != clicked
    QTest.mouseDClick(hand, LEFT, NONE, somewhere)
    assert bar.look.asked.t_us == clicked
    assert bar.shown == bar.whole


def test_dragging_empty_ground_pans(qtbot: QtBot, bar: TimeBar) -> None:
    turn_wheel(bar, place(bar, at(2022, 5, 1)), 6)
    before = bar.shown
    start = place(bar, at(2022, 5, 1))
    drag(bar, start, start - QPoint(200, 0))

    assert bar.shown.length_us == pytest.approx(before.length_us, rel=1e-6)
    assert bar.shown.start_us > before.start_us
    assert abs(place(bar, at(2022, 5, 1)).x() - (start.x() - 200)) <= 1
    assert bar.look.asked.t_us == T


def test_the_wheel_zooms_about_the_pointer_from_five_years_to_minutes(
    qtbot: QtBot, bar: TimeBar
) -> None:
    where = place(bar, at(2022, 9, 10))
    under = bar.drawing.scale.us(where.x())
    for _ in range(60):
        turn_wheel(bar, where, 1)
        assert abs(bar.drawing.scale.us(where.x()) - under) <= bar.drawing.scale.us_per_px
    assert bar.shown.length_us == pytest.approx(SHORTEST_US, rel=1e-3)

    for _ in range(80):
        turn_wheel(bar, where, -1)
    assert bar.shown.length_us == pytest.approx(LONGEST_US, rel=1e-3)


def test_a_wheel_turned_sideways_pans(qtbot: QtBot, bar: TimeBar) -> None:
    turn_wheel(bar, place(bar, at(2022, 5, 1)), 6)
    before = bar.shown
    turn_wheel(bar, place(bar, at(2022, 5, 1)), 1, sideways=True)

    assert bar.shown.start_us < before.start_us
    assert bar.shown.length_us == pytest.approx(before.length_us, rel=1e-6)


def test_the_plot_can_be_moved_by_keys_alone(qtbot: QtBot, bar: TimeBar) -> None:
    plot = plot_of(bar)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    zoomed = bar.shown
    assert zoomed.length_us < bar.whole.length_us
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert bar.shown.start_us > zoomed.start_us
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert bar.shown == bar.whole


def test_a_plot_that_hears_the_keys_shows_it(qtbot: QtBot, bar: TimeBar) -> None:
    plot = plot_of(bar)
    bar.activateWindow()
    assert QTest.qWaitForWindowActive(bar)
    without = plot.grab().toImage()
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)

    assert plot.grab().toImage().pixelColor(0, 60) == QColor(Palette.load("dark").color("acc"))
    assert without.pixelColor(0, 60) == QColor(Palette.load("dark").color("panel"))


def test_the_plot_pages_on_when_the_instant_leaves_it(qtbot: QtBot, bar: TimeBar) -> None:
    bar.show_span(Span(at(2022, 9, 28), at(2022, 10, 3)))
    bar.look.ask(bar.look.asked.at(at(2022, 10, 20)))
    bar.look.show_now()

    assert bar.shown.holds(at(2022, 10, 20))
    assert bar.shown.length_us == pytest.approx(5 * DAY_US, rel=1e-6)


def test_it_opens_on_the_year_of_its_instant_where_the_record_goes_beyond(
    make_bar: MakeBar,
) -> None:
    beyond = [incident("a", at(2021, 11, 3)), incident("b", at(2023, 2, 3))]
    bar = make_bar(look_at(beyond))
    assert bar.shown == Span(at(2022, 1, 1), at(2023, 1, 1))
    assert bar.whole == Span(at(2021, 11, 1), at(2023, 3, 1))

    within = [incident("a", at(2022, 3, 3)), incident("b", at(2022, 9, 3))]
    assert make_bar(look_at(within)).shown == Span(at(2022, 3, 1), at(2022, 10, 10))


# --- keys ------------------------------------------------------------------------------------

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "held", "t_us"),
    [
        (Qt.Key.Key_Period, (), at(2022, 10, 1, 19, 30)),
        (Qt.Key.Key_Comma, (), at(2022, 10, 1, 17, 30)),
        (Qt.Key.Key_Period, (SHIFT,), at(2022, 10, 2, 18, 30)),
        (Qt.Key.Key_Greater, (SHIFT,), at(2022, 10, 2, 18, 30)),
        (Qt.Key.Key_Less, (SHIFT,), at(2022, 9, 30, 18, 30)),
        (Qt.Key.Key_Period, (CTRL,), at(2022, 10, 8, 18, 30)),
        (Qt.Key.Key_Comma, (CTRL,), at(2022, 9, 24, 18, 30)),
        (Qt.Key.Key_Greater, (CTRL, SHIFT), at(2022, 11, 1, 18, 30)),
        (Qt.Key.Key_Comma, (CTRL, SHIFT), at(2022, 9, 1, 18, 30)),
    ],
)
def test_keys_step_by_hour_day_week_and_month(
    qtbot: QtBot, bar: TimeBar, key: Qt.Key, held: tuple[Qt.KeyboardModifier, ...], t_us: int
) -> None:
    press(bar, key, *held)

    assert bar.look.asked.t_us == t_us


def test_keys_set_the_windows_edges_to_the_instant(qtbot: QtBot, bar: TimeBar) -> None:
    press(bar, Qt.Key.Key_BracketRight)
    assert bar.look.asked.window == Span(SEPTEMBER.start_us, T)
    press(bar, Qt.Key.Key_BracketLeft)
    assert bar.look.asked.window == Span(T, T)


def test_k_goes_between_known_now_and_known_then(qtbot: QtBot, bar: TimeBar) -> None:
    def after_k() -> tuple[Known | int, bool, bool]:
        press(bar, Qt.Key.Key_K)
        now, then = bar.row.known_now, bar.action("known_then")
        return bar.look.asked.known, now.isChecked(), then.isChecked()

    assert after_k() == ("then", False, True)
    assert after_k() == ("now", True, False)


def test_home_goes_to_the_latest_and_space_plays(qtbot: QtBot, bar: TimeBar) -> None:
    press(bar, Qt.Key.Key_Home)
    extent = bar.look.picture.snapshot.history().extent
    assert 0 <= bar.look.asked.t_us - extent.end_us < MINUTE_US

    press(bar, Qt.Key.Key_Space)
    assert bar.clock.playing
    press(bar, Qt.Key.Key_Space)
    assert not bar.clock.playing


# --- buttons ---------------------------------------------------------------------------------


def button(bar: TimeBar, name: str) -> QWidget:
    shown_by = bar.action(name).associatedObjects()
    return next(o for o in shown_by if isinstance(o, QWidget) and o is not bar)


def test_presets_modes_and_loop_are_buttons(qtbot: QtBot, bar: TimeBar) -> None:
    def click(name: str) -> Asked:
        QTest.mouseClick(button(bar, name), LEFT)
        return bar.look.asked

    assert click("preset_week").window == Span(at(2022, 9, 25), at(2022, 10, 2))
    assert bar.action("preset_week").isChecked()
    assert click("preset_year").window == Span(at(2022, 1, 1), at(2023, 1, 1))
    assert not bar.action("preset_week").isChecked()
    assert click("mode_cumulative").window == Span(at(2022, 1, 1), T)
    assert click("preset_month").window == Span(at(2022, 9, 2), T)
    assert click("mode_moving").mode == "moving"
    assert click("forward_hour").window == Span(at(2022, 9, 2, 1), T + HOUR_US)
    click("loop")
    assert bar.clock.loop


def test_known_now_is_a_button_too(qtbot: QtBot, make_bar: MakeBar) -> None:
    bar = make_bar(known="then")
    assert not bar.row.known_now.isChecked()
    QTest.mouseClick(bar.row.known_now, LEFT)

    assert bar.look.asked.known == "now"
    assert bar.row.known_now.isChecked()
    QTest.mouseClick(bar.row.known_now, LEFT)
    assert bar.row.known_now.isChecked()


def test_as_known_by_one_instant_says_by_which(make_bar: MakeBar) -> None:
    bar = make_bar()
    bar.look.ask(replace(bar.look.asked, known=at(2022, 10, 5, 8)))
    bar.look.show_now()

    assert bar.action("known_then").text() == "知至 10-05 08:00"
    assert bar.action("known_then").isChecked()
    assert bar.figures()["known_at"] == "2022-10-05T08:00:00+08:00"


def test_a_speed_is_chosen_from_the_menu(qtbot: QtBot, bar: TimeBar) -> None:
    menu = bar.row.speed.menu()
    next(a for a in menu.actions() if a.text() == "1 d/s").trigger()

    assert bar.clock.speed == 24 * 3600
    assert bar.row.speed.text() == "1 d/s"


# --- typing ----------------------------------------------------------------------------------


def test_a_time_is_typed_after_ctrl_g(qtbot: QtBot, bar: TimeBar) -> None:
    press(bar, Qt.Key.Key_G, CTRL)
    editor = bar.row.instant.editor
    assert editor.text() == "2022-10-01 18:30"
    editor.clear()
    QTest.keyClicks(editor, "5-4 08:00")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert bar.look.asked.t_us == at(2022, 5, 4, 8)
    assert editor.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_typing_the_focus_is_where_it_was(qtbot: QtBot, bar: TimeBar, key: Qt.Key) -> None:
    bar.activateWindow()
    before = bar.row.findChildren(QToolButton)[0]
    before.setFocus()
    press(bar, Qt.Key.Key_G, CTRL)
    editor = bar.row.instant.editor
    assert editor.hasFocus()
    QTest.keyClick(editor, key)
    assert before.hasFocus()


def test_what_cannot_be_read_is_said_in_words_and_stays_to_be_mended(
    qtbot: QtBot, bar: TimeBar
) -> None:
    bar.set_language("en")
    QTest.mouseClick(bar.row.instant.face, LEFT)
    editor, bubble = bar.row.instant.editor, bar.row.instant.bubble
    editor.setText("2022-02-30")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert bubble.isVisible()
    assert bubble.text() == "No such day in the calendar"
    assert editor.isVisible()
    assert bar.look.asked.t_us == T

    QTest.keyClicks(editor, "1")
    assert not bubble.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isHidden()
    assert bar.row.instant.face.isVisible()
    assert bar.look.asked.t_us == T


def test_a_window_is_typed_into_its_field(qtbot: QtBot, bar: TimeBar) -> None:
    QTest.mouseClick(bar.row.window_field.face, LEFT)
    editor = bar.row.window_field.editor
    assert editor.text() == "2022-09-01 00:00 → 2022-10-10 00:00"
    editor.setText("05-01 → 05-08")
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert bar.look.asked.window == Span(at(2022, 5, 1), at(2022, 5, 8))


# --- what it shows ---------------------------------------------------------------------------


def test_it_says_when_both_halves_show_the_new_picture(qtbot: QtBot, bar: TimeBar) -> None:
    shown: list[Picture] = []
    bar.painted.connect(shown.append)
    bar.look.ask(bar.look.asked.at(T + HOUR_US))
    with qtbot.waitSignal(bar.painted):
        bar.look.show_now()

    assert shown == [bar.look.picture]


def test_a_bar_that_was_never_on_a_screen_shows_its_picture(qtbot: QtBot) -> None:
    look = look_at(year_of_incidents(200))
    bar = TimeBar(look, Palette.load("dark"), symbol_image)
    qtbot.addWidget(bar)
    shown: list[Picture] = []
    bar.painted.connect(shown.append)
    bar.resize(1366, 136)
    image = bar.grab().toImage()

    assert shown == [look.picture]
    assert bar.findChild(Plot) is None
    assert (image.width(), image.height()) == (1366, 136)


def test_before_the_hand_can_move_it_the_plot_looks_as_it_does_then(
    qtbot: QtBot, bar: TimeBar
) -> None:
    plot = plot_of(bar)
    plate = Plate(bar.drawing, bar.shown)
    qtbot.addWidget(plate)
    plate.resize(plot.size())

    plain = QImage.Format.Format_RGB32
    images = [widget.grab().toImage().convertToFormat(plain) for widget in (plate, plot)]
    assert images[0] == images[1]
    bar.prepare()
    assert bar.findChildren(Plot) == [plot]


def test_a_step_draws_no_bar_anew(qtbot: QtBot, bar: TimeBar) -> None:
    stack = bar.drawing.stack
    bar.look.ask(bar.look.asked.at(T - 40 * DAY_US))
    bar.look.show_now()
    bar.look.ask(bar.look.asked.over(Span(at(2022, 3, 1), at(2022, 4, 1))))
    bar.look.show_now()

    assert bar.drawing.stack is stack


def test_figures_are_those_of_the_picture_at_any_moment(qtbot: QtBot, bar: TimeBar) -> None:
    moments: list[tuple[int, Known]] = [(T, "now"), (T, "then"), (at(2022, 5, 4, 9), "then")]
    for t_us, known in moments:
        bar.look.ask(replace(bar.look.asked.at(t_us), known=known))
        bar.look.show_now()
        counted = bar.look.picture.counted

        assert bar.figures()["counts"] == counted.by_kind
        assert bar.figures()["total"] == counted.total
    figures = bar.figures()
    assert figures["t"] == "2022-05-04T09:00:00+08:00"
    assert figures["window"] == ["2022-09-01T00:00:00+08:00", "2022-10-10T00:00:00+08:00"]
    assert figures["known_at"] == figures["t"]


def test_bars_and_figures_follow_the_selection(qtbot: QtBot, bar: TimeBar) -> None:
    only = Selection(kinds=frozenset({"touting"}))
    bar.look.ask(replace(bar.look.asked, selection=only))
    bar.look.show_now()

    assert set(bar.figures()["counts"]) == {"touting"}
    assert bar.drawing.stack.known.sum(axis=0)[0] == 0


def test_hovering_tells_day_counts_and_running_campaigns(qtbot: QtBot, make_bar: MakeBar) -> None:
    noon = at(2022, 9, 20, 12)
    facts = [
        incident("a", noon, count=3),
        incident("b", noon, "touting", 2),
        incident("late", noon, count=4, late_us=30 * DAY_US),
        campaign("<b>Kerbs</b>", Span(at(2022, 9, 15), at(2022, 9, 25))),
        campaign("over", Span(at(2022, 8, 15), at(2022, 8, 25))),
    ]
    bar = make_bar(look_at([*facts, *year_of_incidents(0)], known="then"))
    bar.show_span(Span(at(2022, 1, 1), at(2023, 1, 1)))
    point_at(qtbot, bar, place(bar, noon))
    assert bar.hover.textFormat() == Qt.TextFormat.PlainText
    assert bar.hover.text().splitlines() == [
        "2022-09-20 周二",
        "违停  3 辆",
        "非法揽客  2 人",
        "尚未得知 4",
        "整治：<b>Kerbs</b>",
    ]
    bar.set_language("en")
    point_at(qtbot, bar, place(bar, noon + 2 * DAY_US))
    assert bar.hover.text().splitlines() == [
        "2022-09-22 Thu",
        "Nothing recorded",
        "Campaign: <b>Kerbs</b>",
    ]


def test_an_empty_window_says_so_and_can_be_widened(qtbot: QtBot, make_bar: MakeBar) -> None:
    facts = [incident("a", at(2022, 3, 1, 12)), incident("b", at(2022, 11, 1, 12))]
    bar = make_bar(look_at(facts, window=Span(at(2022, 6, 1), at(2022, 6, 8))))
    note = bar.empty_note
    assert note.isVisible()
    assert note.sentence.text() == "窗内无事件 ·"
    QTest.mouseClick(note.verb, LEFT)
    bar.look.show_now()

    assert len(bar.look.picture.counted) > 0
    assert not note.isVisible()


def test_nothing_recorded_at_all_is_shown_as_that(qtbot: QtBot, make_bar: MakeBar) -> None:
    bar = make_bar(look_at([]))
    assert bar.empty_note.isVisible()
    assert bar.empty_note.sentence.text() == "尚无事件"
    assert not bar.empty_note.verb.isVisible()
    assert bar.figures()["total"] == 0
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_K, Qt.Key.Key_Period):
        press(bar, key)
    turn_wheel(bar, QPoint(900, 50), 4)
    assert bar.look.asked.known == "then"
    bar.clock.pause()


def test_every_label_is_plain_text(bar: TimeBar) -> None:
    assert {label.textFormat() for label in bar.findChildren(QLabel)} == {Qt.TextFormat.PlainText}

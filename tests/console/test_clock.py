"""Time passes in a look: played, paused, looped and stepped."""

import pytest
from pytestqt.qtbot import QtBot

from console.clock import STALL_S, Clock
from console.looks import Look, WindowMode
from geodata.instants import DAY_US, HOUR_US, SECOND_US, Span
from tests.console.widgets.timebar.record import at, incident, look_at

DAY = Span(at(2022, 10, 1), at(2022, 10, 2))


class Watch:
    """A watch that is wound by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def look_over_a_day(mode: WindowMode = "fixed", t_us: int = DAY.start_us) -> Look:
    facts = [incident("a", at(2022, 9, 1)), incident("b", at(2022, 10, 31, 12))]
    return look_at(facts, t_us=t_us, window=DAY, mode=mode)


def test_as_much_time_passes_as_the_watch_says_times_the_speed(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day()
    clock = Clock(look, watch)
    clock.speed = 3600.0

    with qtbot.waitSignal(clock.playing_changed):
        clock.play()
    watch.seconds += 0.5
    clock.tick()
    watch.seconds += 0.033
    clock.tick()

    assert look.asked.t_us == DAY.start_us + round(0.533 * 3600 * SECOND_US)
    assert look.asked.window == DAY


def test_a_stall_does_not_leap(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day()
    clock = Clock(look, watch)
    clock.speed = 60.0
    clock.play()
    watch.seconds += 3600
    clock.tick()

    assert look.asked.t_us == DAY.start_us + int(STALL_S * 60 * SECOND_US)


def test_it_stops_at_the_end_of_a_fixed_window(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day(t_us=DAY.end_us - HOUR_US)
    clock = Clock(look, watch)
    clock.speed = 24 * 3600.0
    clock.play()
    watch.seconds += 1
    with qtbot.waitSignal(clock.playing_changed):
        clock.tick()

    assert look.asked.t_us == DAY.end_us
    assert not clock.playing


def test_it_begins_anew_where_it_loops(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day(t_us=DAY.end_us - HOUR_US)
    clock = Clock(look, watch)
    clock.speed, clock.loop = 3 * 3600.0, True
    clock.play()
    watch.seconds += 1
    clock.tick()

    assert look.asked.t_us == DAY.start_us + 2 * HOUR_US
    assert clock.playing


def test_played_from_outside_its_window_it_starts_at_the_windows_start(
    qtbot: QtBot, watch: Watch
) -> None:
    look = look_over_a_day(t_us=DAY.end_us + DAY_US)
    Clock(look, watch).play()

    assert look.asked.t_us == DAY.start_us


def test_a_moving_window_goes_along_over_the_whole_record(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day("moving", t_us=DAY.end_us)
    clock = Clock(look, watch)
    clock.speed = 24 * 3600.0
    clock.play()
    watch.seconds += 1
    clock.tick()

    assert look.asked.t_us == DAY.end_us + DAY_US
    assert look.asked.window == DAY.moved(DAY_US)
    assert clock.course == Span(at(2022, 9, 1), at(2022, 10, 31, 12) + 1)


def test_a_cumulative_window_grows_and_starts_over(qtbot: QtBot, watch: Watch) -> None:
    look = look_over_a_day("cumulative", t_us=DAY.end_us)
    clock = Clock(look, watch)
    clock.speed, clock.loop = 24 * 3600.0, True
    clock.play()
    watch.seconds += 1
    clock.tick()
    assert look.asked.window == Span(DAY.start_us, DAY.end_us + DAY_US)

    for _ in range(30):
        watch.seconds += 1
        clock.tick()
    assert look.asked.window.start_us == DAY.start_us
    assert look.asked.window.end_us == look.asked.t_us < clock.course.end_us


def test_paused_nothing_passes_and_moving_t_by_hand_while_playing_goes_on_from_there(
    qtbot: QtBot, watch: Watch
) -> None:
    look = look_over_a_day()
    clock = Clock(look, watch)
    clock.speed = 3600.0
    clock.toggle()
    look.ask(look.asked.at(DAY.start_us + 6 * HOUR_US))
    watch.seconds += 1
    clock.tick()
    assert look.asked.t_us == DAY.start_us + 7 * HOUR_US

    clock.toggle()
    assert not clock.playing


def test_nothing_recorded_cannot_be_played(qtbot: QtBot, watch: Watch) -> None:
    look = look_at([], window=Span(DAY.start_us, DAY.start_us), t_us=DAY.start_us)
    clock = Clock(look, watch)
    clock.play()

    assert not clock.playing


def test_steps_keep_the_time_of_day(qtbot: QtBot) -> None:
    look = look_over_a_day(t_us=at(2022, 10, 31, 18, 30))
    clock = Clock(look)

    clock.step(hours=-1)
    assert look.asked.t_us == at(2022, 10, 31, 17, 30)
    clock.step(months=-1)
    assert look.asked.t_us == at(2022, 9, 30, 17, 30)
    clock.step(days=7)
    assert look.asked.t_us == at(2022, 10, 7, 17, 30)


def test_the_latest_is_the_first_minute_that_has_seen_all_but_never_the_future(
    qtbot: QtBot,
) -> None:
    look = look_over_a_day()
    clock = Clock(look)

    clock.to_last(now_us=at(2026, 1, 1))
    assert look.asked.t_us == at(2022, 10, 31, 12, 1)
    clock.to_last(now_us=at(2022, 10, 1, 9))
    assert look.asked.t_us == at(2022, 10, 1, 9)
    clock.to_start()
    assert look.asked.t_us == DAY.start_us


def test_the_timer_itself_ticks(qtbot: QtBot) -> None:
    look = look_over_a_day()
    clock = Clock(look)
    clock.play()

    qtbot.waitUntil(lambda: look.asked.t_us > DAY.start_us)
    clock.pause()

"""Looks: what is asked becomes one Picture, one look is always live, none disturbs another."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

import console.looks
from console.looks import LIVE_WINDOW_US, Asked, Look, Looks, opening
from geodata.instants import DAY_US, HOUR_US, Span
from geodata.moment import KNOWN_NOW
from geodata.picture import Picture
from geodata.plan import Plan
from geodata.selection import Selection
from tests import small

ASKED = Asked(small.T_US, small.WINDOW)


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look(small.whole(), ASKED)


def pictures(look: Look) -> list[Picture]:
    told: list[Picture] = []
    look.changed.connect(told.append)
    return told


def test_the_first_picture_is_there_at_once(look: Look) -> None:
    assert look.picture.moment.t_us == small.T_US
    assert look.picture.counted.total > 0


def test_several_asked_in_one_turn_become_one_picture_the_last(look: Look, qtbot: QtBot) -> None:
    told = pictures(look)
    with qtbot.waitSignal(look.changed):
        for hours in range(1, 20):
            look.ask(ASKED.at(small.T_US + hours * HOUR_US))
    qtbot.wait(20)
    assert [p.moment.t_us for p in told] == [small.T_US + 19 * HOUR_US]
    assert told[0] is look.picture


def test_until_then_the_old_picture_stays_and_controls_know_already(look: Look) -> None:
    heard: list[Asked] = []
    look.asked_changed.connect(heard.append)
    before = look.picture
    asked = ASKED.at(small.T_US + HOUR_US)
    look.ask(asked)
    assert look.picture is before
    assert heard == [asked]
    assert look.asked is asked


def test_asking_the_same_again_makes_no_picture(look: Look, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(look.changed, wait=30):
        look.ask(replace(ASKED))


def test_it_can_be_made_at_once_and_only_once(look: Look, qtbot: QtBot) -> None:
    told = pictures(look)
    look.ask(ASKED.at(small.T_US + HOUR_US))
    look.show_now()
    assert len(told) == 1
    qtbot.wait(20)
    assert len(told) == 1


def test_a_grown_record_and_a_new_question_make_one_picture(look: Look, qtbot: QtBot) -> None:
    told = pictures(look)
    new = small.incident("I-new", small.T_US)
    grown = small.snapshot((*small.FACTS, new))
    with qtbot.waitSignal(look.changed):
        look.show_snapshot(grown)
        look.ask(ASKED.at(small.T_US + 1))
    qtbot.wait(20)
    assert len(told) == 1
    assert told[0].snapshot is grown
    assert told[0].counted.total == small.shown().counted.total + 1


def test_known_now_knows_all_known_then_follows_t_and_an_instant_stays() -> None:
    assert ASKED.moment().known_at_us == KNOWN_NOW
    then = replace(ASKED, known="then")
    assert then.moment().known_at_us == small.T_US
    assert then.at(small.T_US + DAY_US).moment().known_at_us == small.T_US + DAY_US
    fixed = replace(ASKED, known=small.LATE_US)
    assert fixed.at(small.T_US + DAY_US).moment().known_at_us == small.LATE_US


def test_what_was_heard_later_is_not_in_what_was_known_then(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.ask(replace(ASKED, known="then"))
    assert look.picture.counted.by_kind.get("taxi_violation") is None
    assert look.picture.not_yet_known == 1


def test_a_fixed_window_stays_a_moving_one_goes_along_a_cumulative_one_grows() -> None:
    later = small.T_US + 5 * DAY_US
    assert ASKED.at(later).window == small.WINDOW
    assert replace(ASKED, mode="moving").at(later).window == small.WINDOW.moved(5 * DAY_US)
    growing = replace(ASKED, mode="cumulative")
    assert growing.at(later).window == Span(small.WINDOW.start_us, later)


def test_a_cumulative_window_keeps_its_start_even_if_t_went_before_it() -> None:
    growing = replace(ASKED, mode="cumulative")
    before = growing.at(small.WINDOW.start_us - DAY_US)
    assert before.window == Span(small.WINDOW.start_us, small.WINDOW.start_us)
    assert before.at(small.T_US).window == Span(small.WINDOW.start_us, small.T_US)


def test_selection_and_window_are_asked_like_everything_else(look: Look, qtbot: QtBot) -> None:
    day = Span(small.at("10-01 00:00"), small.at("10-02 00:00"))
    with qtbot.waitSignal(look.changed):
        look.ask(replace(ASKED.over(day), selection=Selection(frozenset({"touting"}))))
    assert look.picture.counted.by_kind == {"touting": 2}


def test_a_look_at_a_draft_shows_the_draft(qtbot: QtBot) -> None:
    look = Look(small.whole(), ASKED, Plan("without posts", {"post": {"P1": None}}))
    assert "P1" not in look.picture.state("post").ids


class Now:
    """A clock wound by hand."""

    def __init__(self) -> None:
        self.us = small.at("12-01 00:00")

    def __call__(self) -> int:
        return self.us


def test_one_look_stays_live_whatever_is_replayed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.looks, "LIVE_EVERY_MS", 20)
    now = Now()
    looks = Looks(small.whole(), now)
    assert looks.live.picture.moment.t_us == now.us
    looks.replay.ask(looks.replay.asked.at(small.at("02-01 00:00")))
    now.us += 2 * HOUR_US
    with qtbot.waitSignal(looks.live.changed, timeout=3_000):
        pass
    live = looks.live.picture.moment
    assert live.t_us == now.us
    assert live.is_known_now
    assert live.window == Span(now.us - LIVE_WINDOW_US, now.us)
    assert looks.replay.picture.moment.t_us == small.at("02-01 00:00")
    looks.stop()


def test_stopped_it_follows_the_clock_no_longer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console.looks, "LIVE_EVERY_MS", 20)
    now = Now()
    looks = Looks(small.whole(), now)
    looks.stop()
    now.us += HOUR_US
    with qtbot.assertNotEmitted(looks.live.asked_changed, wait=80):
        pass


def test_stopped_it_announces_nothing_that_was_asked_before(qtbot: QtBot) -> None:
    looks = Looks(small.whole(), Now())
    looks.replay.ask(looks.replay.asked.at(small.at("02-01 00:00")))
    looks.stop()
    with qtbot.assertNotEmitted(looks.replay.changed, wait=30):
        pass


def test_all_looks_see_the_record_grow(qtbot: QtBot) -> None:
    looks = Looks(small.whole(), Now())
    grown = small.snapshot()
    with qtbot.waitSignals([looks.live.changed, looks.replay.changed]):
        looks.show_snapshot(grown)
    assert looks.live.picture.snapshot is looks.replay.picture.snapshot is grown
    looks.stop()


def test_several_looks_do_not_disturb_each_other(qtbot: QtBot) -> None:
    snapshot = small.snapshot()
    days = [small.at(f"10-{day:02d} 12:00") for day in (1, 2, 3)]
    looks = [Look(snapshot, ASKED.at(day)) for day in days]
    cameras = [look.picture.state("camera") for look in looks]
    for look, before in zip(looks, cameras, strict=True):
        assert look.picture.state("camera") is before
    assert cameras[0] is not cameras[1]


def test_a_record_opens_where_it_says() -> None:
    assert opening(small.whole()) == Asked(small.T_US, small.WINDOW, "now")
    then = small.snapshot(district=replace(small.DISTRICT, opens_known_then=True))
    assert opening(then).known == "then"


def test_a_record_that_does_not_say_opens_on_its_whole_history() -> None:
    silent = replace(small.DISTRICT, opens_at_us=None, opens_on=None)
    asked = opening(small.snapshot(district=silent))
    assert asked.window.start_us == small.OLD_US
    assert asked.t_us == asked.window.end_us == small.STEPPED_US + 1
    empty = opening(small.snapshot((), silent))
    assert empty.window.length_us == 0

"""Background runs: the newest of a name counts, and nothing waits for the rest."""

import logging
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.work import Run, Work
from geodata.exchange.refusal import Cancelled


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    one = Work()
    yield one
    one.close()


def test_an_answer_comes_with_its_name(work: Work, qtbot: QtBot) -> None:
    with qtbot.waitSignal(work.finished) as told:
        work.start("sum", lambda _run: 1 + 1)

    assert told.args == ["sum", 2]
    assert not work.is_busy


def test_the_answer_of_an_older_run_of_the_name_is_dropped(work: Work, qtbot: QtBot) -> None:
    answers: list[Any] = []
    work.finished.connect(lambda _name, answer: answers.append(answer))
    go = Event()

    work.start("one", lambda _run: go.wait(10) and "old")
    work.start("one", lambda _run: "new")
    go.set()

    qtbot.waitUntil(lambda: not work.is_busy)
    work.start("other", lambda _run: "last")
    qtbot.waitUntil(lambda: "last" in answers)
    assert answers == ["new", "last"]


def test_runs_of_different_names_all_count(work: Work, qtbot: QtBot) -> None:
    names: set[str] = set()
    work.finished.connect(lambda name, _answer: names.add(name))

    for name in "abc":
        work.start(name, lambda _run: None)

    qtbot.waitUntil(lambda: names == {"a", "b", "c"})


def test_a_failure_is_told_and_logged(
    work: Work, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_run: Run) -> None:
        raise ValueError("no such thing")

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(work.failed) as told:
        work.start("broken", fails)

    assert told.args is not None
    assert told.args[0] == "broken"
    assert isinstance(told.args[1], ValueError)
    assert "broken failed" in caplog.text


def test_progress_is_told_while_it_runs(work: Work, qtbot: QtBot) -> None:
    told: list[tuple[str, float]] = []
    work.progressed.connect(lambda name, share: told.append((name, share)))

    def runs(run: Run) -> None:
        run.progress(0.5)

    with qtbot.waitSignal(work.finished):
        work.start("long", runs)

    assert told == [("long", 0.5)]


def test_a_cancelled_run_learns_of_it(work: Work, qtbot: QtBot) -> None:
    started, go, stopped = Event(), Event(), Event()

    def runs(run: Run) -> None:
        started.set()
        assert go.wait(10)
        with pytest.raises(Cancelled):
            run.progress(0.5)
        assert run.is_cancelled
        stopped.set()

    work.start("long", runs)
    assert started.wait(10)
    work.cancel("long")
    go.set()

    assert stopped.wait(10)
    assert not work.is_busy


def test_busy_is_told_once_when_it_begins_and_once_when_it_ends(work: Work, qtbot: QtBot) -> None:
    told: list[bool] = []
    work.busy_changed.connect(told.append)
    go = Event()

    work.start("a", lambda _run: go.wait(10))
    work.start("b", lambda _run: go.wait(10))
    go.set()
    qtbot.waitUntil(lambda: not work.is_busy)

    assert told == [True, False]


def test_what_is_held_back_begins_when_released_and_only_the_newest_of_a_name(
    qtbot: QtBot,
) -> None:
    held = Work(held=True)
    answers: list[Any] = []
    held.finished.connect(lambda _name, answer: answers.append(answer))
    held.start("one", lambda _run: "old")
    held.start("one", lambda _run: "new")
    held.start("two", lambda _run: "other")

    qtbot.wait(20)
    assert not answers
    assert held.is_busy

    held.release()
    held.start("three", lambda _run: "later")
    qtbot.waitUntil(lambda: not held.is_busy)
    assert sorted(answers) == ["later", "new", "other"]
    held.close()

"""The writer: what is handed to it is on disk when it says so, and the screen never waits."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from console.writer import Writer
from geodata.stores.errors import FactError, Refusal, StoreError
from geodata.stores.geopackage import Store, create, open_store
from geodata.versions import Conflict
from tests.records import DISTRICT, hour, incident


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create(tmp_path / "district.gpkg", DISTRICT) as made:
        yield made


class Heard(QObject):
    """What a panel would hear of the writer, on the screen's own thread."""

    def __init__(self, writer: Writer, qtbot: QtBot) -> None:
        super().__init__()
        self.answers: dict[int, tuple[str, Any]] = {}
        self._qtbot = qtbot
        writer.accepted.connect(self.note_accepted)
        writer.refused.connect(self.note_refused)

    def note_accepted(self, ticket: int, written: object) -> None:
        assert current_thread() is main_thread()
        self.answers[ticket] = ("accepted", written)

    def note_refused(self, ticket: int, why: Exception) -> None:
        assert current_thread() is main_thread()
        self.answers[ticket] = ("refused", why)

    def answer(self, ticket: int) -> tuple[str, Any]:
        """Wait for the answer to a ticket."""
        self._qtbot.waitUntil(lambda: ticket in self.answers)
        return self.answers[ticket]


@pytest.fixture
def writer(store: Store, qapp: object) -> Iterator[Writer]:
    made = Writer(store)
    yield made
    made.stop()


@pytest.fixture
def heard(writer: Writer, qtbot: QtBot) -> Heard:
    return Heard(writer, qtbot)


def test_what_is_accepted_is_on_disk(heard: Heard, store: Store, writer: Writer) -> None:
    ticket = writer.submit([incident("I1", hour(1))])
    answer, versions = heard.answer(ticket)
    assert answer == "accepted"
    assert [v.fact.id for v in versions] == ["I1"]
    with open_store(store.path, read_only=True) as elsewhere:
        assert elsewhere.snapshot().seq == versions[0].seq


def test_answers_come_in_the_order_of_the_acts(heard: Heard, store: Store, writer: Writer) -> None:
    tickets = [writer.submit([incident(f"I{i}", hour(1))]) for i in range(200)]
    heard.answer(tickets[-1])
    assert list(heard.answers) == tickets
    assert [versions[0].seq for _, versions in heard.answers.values()] == list(range(1, 201))
    assert store.snapshot().seq == 200


def test_a_refusal_says_why_and_the_writer_goes_on(
    heard: Heard, store: Store, writer: Writer
) -> None:
    (seen,) = store.append([incident("I1", hour(1))])
    writer.submit([incident("I1", hour(1), base=seen.seq)])
    for facts, reason in (
        ([incident("I1", hour(1), base=seen.seq)], Conflict),
        ([incident("I2", hour(1), count=-1)], FactError),
    ):
        answer, why = heard.answer(writer.submit(facts))
        assert answer == "refused"
        assert isinstance(why, reason)
    assert isinstance(heard.answer(writer.withdraw(9, "x"))[1], ValueError)
    assert heard.answer(writer.submit([incident("I3", hour(1))]))[0] == "accepted"


def test_a_batch_is_withdrawn_and_the_store_copied(
    heard: Heard, store: Store, writer: Writer
) -> None:
    batch = store.begin_batch("a.csv", "wgs84", "UTC", "store")
    heard.answer(writer.submit([incident("I1", hour(1))], batch))
    assert heard.answer(writer.withdraw(batch, "赵")) == ("accepted", 2)
    copy = store.path.with_name("copy.gpkg")
    assert heard.answer(writer.backup(copy)) == ("accepted", None)
    with open_store(copy, read_only=True) as copied:
        assert copied.snapshot().seq == 2


def test_too_much_waiting_is_refused_at_once(store: Store, qapp: object) -> None:
    gate = Event()

    class Slow(Store):
        """A store on a disk that has fallen asleep."""

        def append(self, *args: Any, **named: Any) -> Any:
            gate.wait()
            return super().append(*args, **named)

    store.close()
    with Slow(store.path, read_only=False, thorough=False) as slow:
        writer = Writer(slow, queue_length=3)
        with pytest.raises(StoreError) as refused:
            submit_many(writer, 9)
        assert refused.value.refusal is Refusal.BUSY
        gate.set()
        writer.stop()
        assert 3 <= slow.snapshot().seq <= 4
        with pytest.raises(StoreError) as refused:
            writer.submit([incident("late", hour(1))])
        assert refused.value.refusal is Refusal.CLOSED


def submit_many(writer: Writer, n: int) -> None:
    for i in range(n):
        writer.submit([incident(f"I{i}", hour(1))])


def test_stopping_writes_what_still_waits(store: Store, qapp: object) -> None:
    writer = Writer(store)
    submit_many(writer, 50)
    writer.stop()
    writer.stop()
    assert store.snapshot().seq == 50

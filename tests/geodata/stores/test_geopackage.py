"""The store: what was appended is there, heard in order, versioned, corrected, withdrawn."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.instants import EVER_US, HOUR_US, NEVER_US, Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import picture
from geodata.snapshot import Snapshot
from geodata.stores.errors import FactError, Refusal, StoreError
from geodata.stores.geopackage import Store, create, open_store
from geodata.versions import Batch, Conflict, Fact, Version
from tests.arrays import floats, ints
from tests.geodata.test_laws import renumbered
from tests.records import (
    DISTRICT,
    KINDS_DRAWN,
    Record,
    Withdrawal,
    hour,
    incident,
    instants,
    place,
    records,
    same_picture,
    windows,
)

SEQS_SHOWN = 'SELECT OGC_FID FROM "{kind}"'
DAY = Span(hour(0), hour(24))


def camera(thing: str = "C1", state: str = "online", **own: Any) -> Fact:
    """A camera, with whichever fields of a fact a test is about."""
    fact = Fact(thing, "camera", hour(0), geometry=place(10, 20), data={"state": state})
    return replace(fact, **own)


def present(store: Store, kind: str) -> set[int]:
    """The seqs that the kind's view shows."""
    db = apsw.Connection(str(store.path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return {int(str(seq)) for (seq,) in db.execute(SEQS_SHOWN.format(kind=kind))}
    finally:
        db.close()


def last_words(store: Store, kind: str) -> set[int]:
    """The seqs of the last words as known now, as a snapshot tells them."""
    columns = store.snapshot().columns(kind)
    return {int(columns.seq[row]) for row in columns.rows_known(KNOWN_NOW)}


# --- what comes in is there ---


def test_a_district_comes_back_as_it_was_given(path: Path) -> None:
    district = replace(
        DISTRICT,
        sample=True,
        schematic_m=15.0,
        opens_at_us=hour(18.5),
        opens_on=DAY,
        opens_known_then=True,
        opens_over=(559_000.0, 3_476_000.0, 560_000.0, 3_477_000.0),
    )
    create(path, district).close()
    with open_store(path) as store:
        assert store.district == district


def test_what_an_older_store_does_not_say_of_its_district_is_left_open(path: Path) -> None:
    create(path, replace(DISTRICT, sample=True, opens_at_us=hour(1))).close()
    db = apsw.Connection(str(path))
    db.execute("DELETE FROM meta WHERE name LIKE 'opens%'")
    db.close()
    with open_store(path) as store:
        assert store.district == replace(DISTRICT, sample=True)


def test_facts_come_back_as_they_were_given(store: Store) -> None:
    shapes = (
        None,
        place(1, 2),
        shapely.LineString([(559_000, 3_476_000), (559_500, 3_476_400.25)]),
        shapely.box(559_000, 3_476_000, 559_100, 3_476_100),
        shapely.MultiPoint([(559_000, 3_476_000), (559_001, 3_476_000)]),
        shapely.GeometryCollection([place(1), shapely.box(559_000, 3_476_000, 559_001, 3_476_001)]),
    )
    given_facts = [
        Fact(
            f"P-{i}",
            "place",
            EVER_US if i else hour(1),
            hour(9) if i == 1 else NEVER_US,
            geometry=shape,
            data={"name": f"北广场“{i}”", "parts": [1, 2.5, None, {"a": True}]},
            gone=i == 2,
            author="站管办",
        )
        for i, shape in enumerate(shapes)
    ]
    versions = store.append(given_facts, now_us=hour(2))
    columns = store.snapshot().columns("place")
    assert [v.fact for v in versions] == given_facts
    for row, (fact, version) in enumerate(zip(given_facts, versions, strict=True)):
        assert columns.ids[row] == fact.id
        assert (columns.seq[row], columns.heard_us[row]) == (version.seq, hour(2))
        assert (columns.from_us[row], columns.to_us[row]) == (fact.from_us, fact.to_us)
        assert columns.fields(row) == fact.data
        assert (columns.gone[row], columns.author[row]) == (fact.gone, fact.author)
        assert columns.geometry[row] == fact.geometry
        assert store.reader.version(version.seq) == version


def test_what_was_appended_is_there_after_closing(path: Path) -> None:
    with create(path, DISTRICT) as store:
        store.append([camera(), incident("I1", hour(8))])
        seq = store.snapshot().seq
    assert [p.name for p in path.parent.glob("district*")] == [path.name]
    with open_store(path, read_only=True) as store:
        snapshot = store.snapshot()
        assert snapshot.seq == seq
        assert snapshot.kinds == {"camera", "incident"}
        assert len(snapshot.history()) == 1
    assert [p.name for p in path.parent.glob("district*")] == [path.name]


def test_a_height_is_dropped_and_the_place_kept(store: Store) -> None:
    store.append([camera(geometry=shapely.Point(559_010, 3_476_020, 35.0))])
    assert store.snapshot().columns("camera").geometry[0] == place(10, 20)


def test_nothing_appended_is_nothing_written(store: Store) -> None:
    assert store.append([]) == ()
    assert store.snapshot().seq == 0
    assert len(store.snapshot().columns("camera")) == 0


# --- heard ---


def test_heard_is_the_stores_and_never_runs_backwards(store: Store) -> None:
    for now, heard in ((10, 10), (12, 12), (11, 12), (-24, 12), (13, 13)):
        (version,) = store.append([camera(f"C{now}")], now_us=hour(now))
        assert version.heard_us == hour(heard)


def test_a_clock_that_jumps_loses_and_reorders_nothing(path: Path) -> None:
    clock = [hour(8), hour(9), hour(9) - 24 * HOUR_US, hour(8), hour(9) + 24 * HOUR_US, hour(9)]
    for now_us in clock:
        with open_store(path) if path.exists() else create(path, DISTRICT) as store:
            state = f"step {len(store.snapshot().columns('camera'))}"
            store.append([camera(state=state, from_us=hour(8))], now_us=now_us)
    with open_store(path) as store:
        columns = store.snapshot().columns("camera")
        assert [fields["state"] for fields in columns.data] == [f"step {i}" for i in range(6)]
        assert list(columns.heard_us) == sorted(columns.heard_us)
        assert last_words(store, "camera") == {6}


def test_an_import_says_when_its_facts_were_heard(store: Store) -> None:
    batch = store.begin_batch("cases.csv", "gcj02", "Asia/Shanghai", "column:received")
    store.append(
        [incident("I1", hour(3), heard_us=hour(5)), incident("I2", hour(4), heard_us=hour(4))],
        batch=batch,
        now_us=hour(20),
    )
    assert list(store.snapshot().columns("incident").heard_us) == [hour(5), hour(4)]
    assert store.batches() == (
        Batch(batch, "cases.csv", "gcj02", "Asia/Shanghai", "column:received"),
    )


def test_heard_may_be_assumed_to_be_when_it_happened(store: Store) -> None:
    batch = store.begin_batch("old.csv", "wgs84", "UTC", "happened")
    versions = store.append([incident("I1", hour(3), from_us=hour(4)), camera()], batch=batch)
    assert [v.heard_us for v in versions] == [hour(3), hour(0)]


def test_only_a_batch_that_declares_its_clock_says_when_it_heard(store: Store) -> None:
    plain = store.begin_batch("a.csv", "wgs84", "UTC", "store")
    column = store.begin_batch("b.csv", "wgs84", "UTC", "column:heard")
    happened = store.begin_batch("c.csv", "wgs84", "UTC", "happened")
    for batch, fact in (
        (None, camera(heard_us=hour(1))),
        (plain, camera(heard_us=hour(1))),
        (column, camera()),
        (happened, camera(from_us=EVER_US)),
    ):
        with pytest.raises(FactError) as refused:
            store.append([fact], batch=batch)
        assert (refused.value.thing, refused.value.field) == ("C1", "heard_us")
    with pytest.raises(ValueError, match="no rule"):
        store.begin_batch("d.csv", "wgs84", "UTC", "yesterday")
    assert store.snapshot().seq == 0


def test_a_word_after_an_import_from_the_future_is_still_the_last(store: Store) -> None:
    batch = store.begin_batch("plan.csv", "wgs84", "UTC", "happened")
    store.append([camera(from_us=hour(100))], batch=batch, now_us=hour(5))
    (version,) = store.append([camera(state="offline")], now_us=hour(6))
    (other,) = store.append([camera("C2")], now_us=hour(6))
    assert (version.heard_us, other.heard_us) == (hour(100), hour(6))
    assert last_words(store, "camera") == present(store, "camera") == {version.seq, other.seq}


# --- one word after another ---


def test_a_newer_word_supersedes_and_a_cancelled_thing_is_gone(store: Store) -> None:
    store.append([camera(), camera("C2")])
    store.append([camera(state="offline"), camera("C2", gone=True)])
    assert last_words(store, "camera") == present(store, "camera") == {3}
    assert [v.fact.data for v in [store.reader.version(3)]] == [{"state": "offline"}]


def test_a_fact_may_correct_an_earlier_one_of_the_same_call(store: Store) -> None:
    store.append([camera(), camera(state="offline"), camera(state="fault", corrects=2, base=2)])
    assert last_words(store, "camera") == present(store, "camera") == {3}


def test_a_correction_hides_its_version_for_every_instant(store: Store) -> None:
    store.append([camera(from_us=hour(1))], now_us=hour(1))
    store.append([camera(state="offline", from_us=hour(3), corrects=1)], now_us=hour(4))
    snapshot = store.snapshot()
    assert len(snapshot.state("camera", hour(2), hour(3))) == 1
    assert len(snapshot.state("camera", hour(2), hour(4))) == 0


@pytest.mark.parametrize("field", ["corrects", "base"])
def test_a_fact_cannot_point_at_a_version_of_something_else(store: Store, field: str) -> None:
    store.append([camera(), incident("C1", hour(1))])
    for seq in (2, 7):
        own: dict[str, Any] = {field: seq}
        with pytest.raises(FactError) as refused:
            store.append([camera("C2"), replace(camera(), **own)])
        assert refused.value.field == field
    assert store.snapshot().seq == 2


def test_two_authors_on_one_version_conflict_and_nothing_is_written(store: Store) -> None:
    (seen,) = store.append([camera(author="张")])
    (theirs,) = store.append([camera(state="offline", author="李", base=seen.seq)])
    mine = camera(state="fault", author="王", base=seen.seq)
    with pytest.raises(Conflict) as conflict:
        store.append([camera("C2"), mine])
    assert conflict.value.mine == mine
    assert conflict.value.theirs == theirs
    assert "李" in str(conflict.value)
    assert store.snapshot().seq == theirs.seq
    store.append([replace(mine, base=theirs.seq)])


def test_building_on_a_version_that_was_withdrawn_conflicts(store: Store) -> None:
    batch = store.begin_batch("a.csv", "wgs84", "UTC", "store")
    (imported,) = store.append([camera()], batch=batch)
    store.withdraw(batch, "站管办")
    with pytest.raises(Conflict) as conflict:
        store.append([camera(state="offline", base=imported.seq)])
    assert conflict.value.theirs == imported


def test_a_conflict_within_one_call_names_what_would_have_been_written(store: Store) -> None:
    with pytest.raises(Conflict) as conflict:
        store.append([camera(), camera(state="offline"), camera(state="fault", base=1)])
    assert conflict.value.theirs.fact.data == {"state": "offline"}
    assert store.snapshot().seq == 0


# --- withdrawing ---


def test_a_withdrawn_batch_is_hidden_from_then_on(store: Store) -> None:
    store.append([camera(), incident("I1", hour(2))], now_us=hour(2))
    batch = store.begin_batch("wrong.csv", "wgs84", "UTC", "store")
    store.append(
        [incident("I1", hour(2), count=9, corrects=2), incident("I2", hour(3))],
        batch=batch,
        now_us=hour(4),
    )
    before = store.snapshot()
    cameras = before.columns("camera")
    seq = store.withdraw(batch, "站管办", now_us=hour(6))
    after = store.grown(before)

    def total(snapshot: Snapshot, known_at: int) -> int:
        return picture(snapshot, None, Moment(hour(9), DAY, known_at)).counted.total

    assert [total(after, hour(h)) for h in (3, 4, 5, 6)] == [1, 10, 10, 1]
    assert total(before, KNOWN_NOW) == 10
    assert (after.seq, seq) == (5, 5)
    assert present(store, "incident") == last_words(store, "incident") == {2}
    assert after.columns("camera") is cameras
    assert store.batches()[0].withdrawn_us == hour(6)


def test_a_batch_is_withdrawn_once_and_takes_nothing_afterwards(store: Store) -> None:
    batch = store.begin_batch("a.csv", "wgs84", "UTC", "store")
    store.append([camera()], batch=batch)
    store.withdraw(batch, "站管办")
    for number in (batch, 77):
        with pytest.raises(ValueError, match=f"batch {number}"):
            store.withdraw(number, "站管办")
        with pytest.raises(ValueError, match=f"batch {number}"):
            store.append([camera("C2")], batch=number)
    assert store.snapshot().seq == 2


# --- positions ---


def test_positions_come_back_to_the_centimetre(store: Store) -> None:
    x_m, y_m = floats([559_000.004, 559_001.256]), floats([3_476_000.0, 3_476_001.0])
    seq = store.append_fixes(
        ["U2", "U1"], ints([hour(2), hour(3)]), x_m, y_m, floats([5.0, 3.2]), now_us=hour(4)
    )
    snapshot = store.snapshot()
    fixes = snapshot.fixes_near(hour(3))
    assert (snapshot.seq, fixes.units) == (seq, ("U1", "U2"))
    assert list(fixes.x_m) == [559_001.26, 559_000.0]
    assert list(fixes.acc_m) == [3.2, 5.0]
    assert list(fixes.heard_us) == [hour(4), hour(4)]
    assert len(store.reader.fixes(Span(hour(2), hour(3)), seq)) == 1


def test_a_snapshot_does_not_see_positions_accepted_later(store: Store) -> None:
    def send(happened: int, heard: int | None = None) -> None:
        heard_us = None if heard is None else ints([hour(heard)])
        store.append_fixes(
            ["U1"],
            ints([hour(happened)]),
            floats([559_000.0]),
            floats([3_476_000.0]),
            floats([5.0]),
            heard_us=heard_us,
        )

    send(2)
    before = store.snapshot()
    send(3, 5)
    assert list(before.fixes_near(hour(3)).happened_us) == [hour(2)]
    after = store.grown(before)
    assert list(after.fixes_near(hour(3)).heard_us)[1] == hour(5)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("x_m, y_m", {"x_m": floats([np.nan])}),
        ("x_m, y_m", {"y_m": floats([np.inf])}),
        ("x_m, y_m", {"x_m": floats([120.6])}),
        ("acc_m", {"acc_m": floats([-1.0])}),
        ("acc_m", {"acc_m": floats([np.nan])}),
        ("happened_us", {"happened_us": ints([NEVER_US])}),
        ("heard_us", {"heard_us": ints([EVER_US])}),
        ("columns", {"x_m": floats([559_000.0, 559_000.0])}),
    ],
)
def test_a_position_without_a_place_or_time_cannot_enter(
    store: Store, field: str, change: dict[str, object]
) -> None:
    columns: dict[str, Any] = {
        "happened_us": ints([hour(1)]),
        "x_m": floats([559_000.0]),
        "y_m": floats([3_476_000.0]),
        "acc_m": floats([5.0]),
    }
    with pytest.raises(FactError) as refused:
        store.append_fixes(["U1"], **columns | change)
    assert refused.value.field == field
    assert store.snapshot().seq == 0


# --- the laws, through the disk ---


def stored(store: Store, record: Record) -> None:
    """Bring a drawn record into a store, act by act, heard when it says."""
    batches = {
        number: store.begin_batch("drawn", "cgcs2000", "UTC", "column:heard") for number in (1, 2)
    }
    plain = store.begin_batch("drawn", "cgcs2000", "UTC", "column:heard")
    acts: list[Version | Withdrawal] = [*record.versions, *record.withdrawals]
    number: dict[int, int] = {}
    for act in sorted(acts, key=lambda act: act.seq):
        if isinstance(act, Withdrawal):
            store.withdraw(batches[act.batch], "drawn", now_us=act.heard_us)
            continue
        corrects = act.fact.corrects
        fact = replace(
            act.fact,
            heard_us=act.heard_us,
            corrects=None if corrects is None else number[corrects],
        )
        batch = plain if act.batch is None else batches[act.batch]
        (version,) = store.append([fact], batch=batch)
        number[act.seq] = version.seq


@settings(max_examples=25)
@given(records(), windows(), instants, st.one_of(st.just(KNOWN_NOW), instants))
def test_a_store_says_what_the_record_in_lists_says(
    tmp_path_factory: pytest.TempPathFactory,
    record: Record,
    window: Span,
    t_us: int,
    known_at_us: int,
) -> None:
    record = replace(record, positions=())
    moment = Moment(t_us, window, known_at_us)
    with create(tmp_path_factory.mktemp("law") / "law.gpkg", DISTRICT) as store:
        stored(store, record)
        same_picture(
            picture(store.snapshot(), None, moment), picture(record.snapshot(), None, moment)
        )
        for kind in KINDS_DRAWN:
            if kind in store.snapshot().kinds:
                assert present(store, kind) == last_words(store, kind)
        assert store.verify_audit() is None


@settings(max_examples=25)
@given(records(live=False), windows(), instants, st.one_of(st.just(KNOWN_NOW), instants), st.data())
def test_a_store_filled_in_another_order_says_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    record: Record,
    window: Span,
    t_us: int,
    known_at_us: int,
    data: st.DataObject,
) -> None:
    heard = sorted(w.heard_us for w in record.withdrawals)
    withdrawals = tuple(
        replace(w, heard_us=h) for w, h in zip(record.withdrawals, heard, strict=True)
    )
    record = Record(record.versions, withdrawals)
    order = data.draw(st.permutations(range(len(record.versions))))
    shuffled = renumbered(record, targets_first(record, order))
    moment = Moment(t_us, window, known_at_us)
    with create(tmp_path_factory.mktemp("law") / "law.gpkg", DISTRICT) as store:
        stored(store, shuffled)
        same_picture(
            picture(store.snapshot(), None, moment), picture(record.snapshot(), None, moment)
        )
        for kind in store.snapshot().kinds:
            assert present(store, kind) == last_words(store, kind)


def targets_first(record: Record, order: list[int]) -> list[int]:
    """The order, but each correction after what it corrects, and equal-heard words in theirs."""
    place_of = {version.seq: i for i, version in enumerate(record.versions)}
    found: list[int] = []

    def put(i: int) -> None:
        if i in found:
            return
        version = record.versions[i]
        if version.fact.corrects is not None:
            put(place_of[version.fact.corrects])
        for j in range(i):
            other = record.versions[j]
            if other.fact.id == version.fact.id and other.heard_us == version.heard_us:
                put(j)
        found.append(i)

    for i in order:
        put(i)
    return found


def test_a_closed_store_says_so(path: Path) -> None:
    store = create(path, DISTRICT)
    snapshot = store.snapshot()
    store.close()
    store.close()
    for act in (lambda: snapshot.columns("camera"), lambda: store.append([camera()])):
        with pytest.raises(StoreError) as refused:
            act()
        assert refused.value.refusal is Refusal.CLOSED


def test_many_may_read_while_one_writes(store: Store) -> None:
    def read(_: int) -> bool:
        snapshot = store.snapshot()
        columns = snapshot.columns("incident")
        return len(columns) == snapshot.seq and len(snapshot.history()) == snapshot.seq

    with ThreadPoolExecutor(4) as readers:
        answers = [readers.submit(read, i) for i in range(40)]
        for i in range(100):
            store.append([incident(f"I{i}", hour(i % 24))])
        assert all(answer.result() for answer in answers)
    assert store.snapshot().seq == 100

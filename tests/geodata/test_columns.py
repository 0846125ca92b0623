"""The state of things at t as known at h, against one worked out word by word."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import columns_of
from geodata.instants import NEVER_US
from geodata.moment import KNOWN_NOW
from geodata.versions import Fact, Version
from tests.geodata.test_history import last_words
from tests.records import KINDS_DRAWN, Record, hour, instants, place, records

known = st.one_of(st.just(KNOWN_NOW), instants)


def in_force(record: Record, t_us: int) -> Record:
    """Only the words that are in force at t."""
    versions = tuple(v for v in record.versions if v.fact.from_us <= t_us < v.fact.to_us)
    return Record(versions, record.withdrawals)


@given(records(live=False), st.sampled_from(KINDS_DRAWN), instants, known)
def test_the_state_at_t_is_the_last_word_in_force_then(
    record: Record, kind: str, t_us: int, known_at_us: int
) -> None:
    columns = record.columns(kind, record.seq)
    corrections = tuple(v for v in record.versions if v.fact.corrects is not None)
    shown = {int(columns.seq[row]) for row in columns.rows_at(t_us, known_at_us)}
    hidden = {
        c.fact.corrects
        for c in corrections
        if c.heard_us <= known_at_us
        and not any(w.batch == c.batch and w.heard_us <= known_at_us for w in record.withdrawals)
    }
    candidates = in_force(record, t_us)
    seen = Record(tuple(v for v in candidates.versions if v.seq not in hidden), record.withdrawals)
    assert shown == {v.seq for v in last_words(seen, kind, known_at_us)}


@given(records(live=False), st.sampled_from(KINDS_DRAWN), known)
def test_the_last_word_known_is_the_one_a_hand_would_find(
    record: Record, kind: str, known_at_us: int
) -> None:
    columns = record.columns(kind, record.seq)
    shown = {int(columns.seq[row]) for row in columns.rows_known(known_at_us)}
    assert shown == {v.seq for v in last_words(record, kind, known_at_us)}


@given(records(live=False), st.sampled_from(KINDS_DRAWN))
def test_rows_lie_by_thing_then_by_hearing(record: Record, kind: str) -> None:
    columns = record.columns(kind, record.seq)
    order = list(zip(columns.ids, columns.heard_us, columns.seq, strict=True))
    assert order == sorted(order)
    assert list(columns.id_code) == [sorted(set(columns.ids)).index(one) for one in columns.ids]
    for thing in set(columns.ids):
        rows = columns.rows_of(thing)
        assert [columns.ids[row] for row in rows] == [thing] * columns.ids.count(thing)
        assert set(columns.first_heard_us[rows]) == {min(columns.heard_us[rows])}


def test_a_thing_is_in_force_from_its_start_and_no_longer_at_its_end() -> None:
    closure = Fact("C1", "closure", hour(6), to_us=hour(9), geometry=place(10))
    columns = columns_of("closure", [Version(1, hour(5), None, closure)], {})
    shown = [len(columns.rows_at(hour(h), KNOWN_NOW)) for h in (5, 6, 8, 9)]
    assert shown == [0, 1, 1, 0]
    assert len(columns.rows_at(hour(7), hour(4))) == 0


def test_fields_and_places_come_back_as_they_were_given() -> None:
    fact = Fact("C1", "camera", hour(0), geometry=place(3, 4), data={"name": "北广场 1 号", "n": 2})
    columns = columns_of("camera", [Version(1, hour(0), None, fact)], {})
    assert columns.fields(0) == columns.data[0] == {"name": "北广场 1 号", "n": 2}
    assert columns.geometry[0].equals(place(3, 4))


def test_columns_of_nothing_have_no_rows() -> None:
    columns = columns_of("camera", (), {})
    assert len(columns) == len(columns.rows_at(0, KNOWN_NOW)) == len(columns.geometry) == 0
    assert len(columns.rows_of("C1")) == 0
    assert columns.hidden.rows_at(NEVER_US).dtype == np.intp

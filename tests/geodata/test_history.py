"""Counting as known at h, through every step an incident can go, against a count by hand."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from geodata.columns import columns_of
from geodata.history import history_of
from geodata.instants import NEVER_US, Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import picture
from geodata.selection import Selection
from geodata.versions import Fact, Version
from tests.records import (
    Record,
    Withdrawal,
    hour,
    incident,
    instants,
    place,
    records,
    told_counts,
    windows,
)


def last_words(record: Record, kind: str, known_at_us: int) -> Iterator[Version]:
    """The last word on each thing of a kind as known at h, worked out word by word."""

    def withdrawn(version: Version) -> bool:
        return any(
            w.batch == version.batch and w.heard_us <= known_at_us for w in record.withdrawals
        )

    def corrected(version: Version) -> bool:
        return any(
            c.fact.corrects == version.seq and c.heard_us <= known_at_us and not withdrawn(c)
            for c in record.versions
        )

    for thing in {v.fact.id for v in record.versions if v.fact.kind == kind}:
        known = [
            v
            for v in record.versions
            if v.fact.kind == kind
            and v.fact.id == thing
            and v.heard_us <= known_at_us
            and not withdrawn(v)
            and not corrected(v)
        ]
        if known:
            last = max(known, key=lambda v: (v.heard_us, v.seq))
            if not last.fact.gone:
                yield last


def counted_by_hand(record: Record, window: Span, known_at_us: int) -> list[tuple[str, int, int]]:
    """(id, happened, count) of what the window counts."""
    found = []
    for version in last_words(record, "incident", known_at_us):
        happened_us, count = version.fact.data["happened_us"], version.fact.data["count"]
        assert isinstance(happened_us, int)
        assert isinstance(count, int)
        if window.holds(happened_us):
            found.append((version.fact.id, happened_us, count))
    return sorted(found)


known = st.one_of(st.just(KNOWN_NOW), instants)


@given(records(live=False), windows(), known)
def test_history_counts_what_a_count_by_hand_counts(
    record: Record, window: Span, known_at_us: int
) -> None:
    shown = picture(record.snapshot(), None, Moment(0, window, known_at_us))
    assert [told[:3] for told in told_counts(shown)] == counted_by_hand(record, window, known_at_us)


@given(records(live=False), windows(), known, st.sampled_from(("illegal_parking", "touting")))
def test_a_selection_of_one_kind_counts_that_kind(
    record: Record, window: Span, known_at_us: int, kind: str
) -> None:
    selection = Selection(kinds=frozenset({kind}))
    whole = picture(record.snapshot(), None, Moment(0, window, known_at_us))
    part = picture(record.snapshot(), None, Moment(0, window, known_at_us, selection))
    assert told_counts(part) == [told for told in told_counts(whole) if told[3] == kind]
    assert part.counted.total == whole.counted.by_kind.get(kind, 0)


@given(records(live=False), windows(), instants, instants)
def test_what_was_not_yet_known_had_happened_by_t_and_was_first_heard_of_later(
    record: Record, window: Span, t_us: int, known_at_us: int
) -> None:
    shown = picture(record.snapshot(), None, Moment(t_us, window, known_at_us))
    by_t = Span(window.start_us, max(window.start_us, min(window.end_us, t_us + 1)))
    now = counted_by_hand(record, by_t, KNOWN_NOW)
    first = {
        thing: min(v.heard_us for v in record.versions if v.fact.id == thing) for thing, *_ in now
    }
    assert shown.not_yet_known == sum(heard_us > known_at_us for heard_us in first.values())


def told_at(record: Record, known_at_us: int) -> list[tuple[str, int, int]]:
    window = Span(hour(0), hour(24))
    shown = picture(record.snapshot(), None, Moment(hour(24), window, known_at_us))
    return [told[:3] for told in told_counts(shown)]


def accepted(*words: tuple[int, Fact], batch: int | None = None) -> tuple[Version, ...]:
    """Versions heard at the hours given, numbered from 1."""
    return tuple(Version(i, hour(h), batch, fact) for i, (h, fact) in enumerate(words, 1))


def test_a_step_of_an_incident_neither_moves_nor_doubles_it() -> None:
    reported = incident("I1", hour(8), state="reported")
    closed = incident("I1", hour(8), from_us=hour(10), state="closed")
    record = Record(accepted((8, reported), (10, closed)))
    assert told_at(record, hour(9)) == told_at(record, hour(11)) == [("I1", hour(8), 1)]


def test_a_correction_counts_from_its_hearing_on() -> None:
    wrong = incident("I1", hour(8), count=1)
    right = incident("I1", hour(7), count=3, corrects=1)
    record = Record(accepted((8, wrong), (12, right)))
    assert told_at(record, hour(11)) == [("I1", hour(8), 1)]
    assert told_at(record, hour(12)) == [("I1", hour(7), 3)]


def test_a_cancelled_incident_counts_until_it_was_cancelled() -> None:
    record = Record(accepted((8, incident("I1", hour(8))), (9, incident("I1", hour(8), gone=True))))
    assert told_at(record, hour(8)) == [("I1", hour(8), 1)]
    assert told_at(record, hour(9)) == told_at(record, KNOWN_NOW) == []


def test_what_was_heard_late_counts_where_it_happened_once_it_is_known() -> None:
    record = Record(accepted((20, incident("I1", hour(3)))))
    assert told_at(record, hour(19)) == []
    assert told_at(record, hour(20)) == [("I1", hour(3), 1)]


def test_withdrawing_a_batch_that_held_a_correction_shows_what_it_hid() -> None:
    reported, right = incident("I1", hour(8), count=1), incident("I1", hour(8), count=5, corrects=1)
    first, second = accepted((8, reported), (9, right))
    record = Record((first, Version(2, second.heard_us, 7, right)), (Withdrawal(3, 7, hour(10)),))
    assert told_at(record, hour(9)) == [("I1", hour(8), 5)]
    assert told_at(record, hour(10)) == [("I1", hour(8), 1)]


def test_an_incident_without_a_place_counts_and_has_none() -> None:
    fact = incident("I1", hour(8))
    nowhere = Fact("I2", "incident", hour(9), data=fact.data)
    history = history_of(columns_of("incident", accepted((8, fact), (9, nowhere)), {}))
    assert history.x_m[0] == place(100).x
    assert history.x_m[1] != history.x_m[1]
    assert list(history.known_until_us) == [NEVER_US, NEVER_US]


def test_an_incident_with_an_area_counts_at_its_centre() -> None:
    area = Fact("I1", "incident", hour(8), geometry=place(50, 40).buffer(10))
    point = Fact("I2", "incident", hour(9), geometry=place(70, 30))
    history = history_of(columns_of("incident", accepted((8, area), (9, point)), {}))
    assert history.x_m.round(6).tolist() == [place(50).x, place(70).x]
    assert history.y_m.round(6).tolist() == [place(0, 40).y, place(0, 30).y]


def test_an_incident_that_does_not_say_when_it_happened_happened_when_its_state_began() -> None:
    history = history_of(columns_of("incident", accepted((9, Fact("I1", "incident", hour(3)))), {}))
    assert history.extent == Span(hour(3), hour(3) + 1)
    assert list(history.count) == [1]


def test_the_history_of_nothing_is_empty() -> None:
    history = history_of(columns_of("incident", (), {}))
    assert len(history) == 0
    assert history.extent == Span(0, 0)
    assert len(history.rows_in(Moment(0, Span(0, NEVER_US)))) == 0

"""The laws of the record, tried on small random ones: replay equals live, nothing leaks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geodata.instants import Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import picture
from geodata.versions import Version
from tests.records import LAST_HOUR, Record, hour, instants, records, same_picture, told, windows


@given(records(), windows(), st.integers(0, LAST_HOUR).map(hour))
def test_replay_says_what_live_said(record: Record, window: Span, t_us: int) -> None:
    seq = record.heard_by(t_us).seq
    fed = Record(
        tuple(v for v in record.versions if v.seq <= seq),
        tuple(w for w in record.withdrawals if w.seq <= seq),
        record.heard_by(t_us).positions,
    )
    live = picture(fed.snapshot(), None, Moment(t_us, window))
    replay = picture(record.snapshot(), None, Moment(t_us, window, t_us))
    same_picture(live, replay)


@given(records(), windows(), instants)
def test_a_record_that_grows_does_not_change_a_snapshot(
    record: Record, window: Span, t_us: int
) -> None:
    moment = Moment(t_us, window)
    for seq in range(record.seq + 1):
        early = Record(
            tuple(v for v in record.versions if v.seq <= seq),
            tuple(w for w in record.withdrawals if w.seq <= seq),
            record.positions,
        )
        same_picture(
            picture(record.snapshot(seq), None, moment), picture(early.snapshot(), None, moment)
        )


@given(records(live=False), windows(), instants, instants)
def test_nothing_heard_later_leaks(
    record: Record, window: Span, t_us: int, known_at_us: int
) -> None:
    moment = Moment(t_us, window, known_at_us)
    same_picture(
        picture(record.snapshot(), None, moment),
        picture(record.heard_by(known_at_us).snapshot(), None, moment),
    )


@given(records(live=False), windows(), instants, st.one_of(st.just(KNOWN_NOW), instants), st.data())
def test_the_order_of_insertion_does_not_matter(
    record: Record, window: Span, t_us: int, known_at_us: int, data: st.DataObject
) -> None:
    shuffled = renumbered(record, data.draw(st.permutations(range(len(record.versions)))))
    moment = Moment(t_us, window, known_at_us)
    same_picture(
        picture(record.snapshot(), None, moment), picture(shuffled.snapshot(), None, moment)
    )


@given(records(live=False), instants, instants, instants, instants)
def test_adjacent_windows_add_up(record: Record, a: int, b: int, c: int, known_at_us: int) -> None:
    start, middle, end = sorted((a, b, c))
    snapshot = record.snapshot()
    moment = Moment(end, Span(start, end), known_at_us)
    whole = picture(snapshot, None, moment)
    first = picture(snapshot, None, replace(moment, window=Span(start, middle)))
    second = picture(snapshot, None, replace(moment, window=Span(middle, end)))
    assert len(whole.counted) == len(first.counted) + len(second.counted)
    assert whole.counted.total == first.counted.total + second.counted.total
    assert whole.not_yet_known == first.not_yet_known + second.not_yet_known


@given(records(live=False), windows(), instants, instants)
def test_asking_twice_gives_the_same_parts(
    record: Record, window: Span, t_us: int, known_at_us: int
) -> None:
    snapshot = record.snapshot()
    moment = Moment(t_us, window, known_at_us)
    one, other = picture(snapshot, None, moment), picture(snapshot, None, moment)
    assert one.state("camera") is other.state("camera")
    assert one.counted is other.counted
    assert told(one) == told(other)


def renumbered(record: Record, order: list[int]) -> Record:
    """The versions accepted in another order; equal-heard words on one thing keep theirs."""
    queue = [record.versions[i] for i in order]
    for i, version in enumerate(queue):
        together = [
            j
            for j, other in enumerate(queue)
            if other.fact.id == version.fact.id and other.heard_us == version.heard_us
        ]
        theirs = sorted((queue[j] for j in together), key=lambda v: v.seq)
        for j, other in zip(together, theirs, strict=True):
            queue[j] = other
        assert i in together
    number = {version.seq: seq for seq, version in enumerate(queue, 1)}
    versions = tuple(_with_numbers(version, number) for version in queue)
    later = max((w.seq for w in record.withdrawals), default=0) + len(versions)
    withdrawals = tuple(replace(w, seq=w.seq + later) for w in record.withdrawals)
    return Record(versions, withdrawals, record.positions)


def _with_numbers(version: Version, number: dict[int, int]) -> Version:
    corrects = version.fact.corrects
    fact = replace(version.fact, corrects=None if corrects is None else number[corrects])
    return replace(version, seq=number[version.seq], fact=fact)

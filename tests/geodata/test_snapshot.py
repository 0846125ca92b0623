"""A snapshot loads once, shares what did not change, and never changes itself."""

from collections import Counter
from collections.abc import Iterable

from geodata.columns import Columns
from geodata.fixes import Fixes
from geodata.instants import DAY_US, Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import picture
from geodata.snapshot import Snapshot
from geodata.versions import Fact, Version
from tests.records import DISTRICT, Record, hour, incident, place
from tests.support.positions import Fix


class Counting:
    """A source that counts what is read from it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.read: Counter[str] = Counter()

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        self.read[kind] += 1
        return self.record.columns(kind, up_to_seq)

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        self.read["fixes"] += 1
        return self.record.fixes(span, up_to_seq)

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        return self.record.kinds(up_to_seq)


CAMERA = Version(1, hour(0), None, Fact("C1", "camera", hour(0), geometry=place(10)))
OFFLINE = Version(
    2, hour(5), None, Fact("C1", "camera", hour(5), geometry=place(10), data={"state": "offline"})
)
INCIDENT = Version(3, hour(6), None, incident("I1", hour(6)))
FIX = (0, Fix("U1", hour(6), hour(6), place(1).x, place(1).y, 5.0))


def test_each_kind_is_read_once() -> None:
    source = Counting(Record((CAMERA, OFFLINE, INCIDENT), positions=(FIX,)))
    snapshot = Snapshot(DISTRICT, 3, source)
    for h in range(4, 8):
        shown = picture(snapshot, None, Moment(hour(h), Span(hour(0), hour(h))))
        assert len(shown.state("camera")) == 1
        assert len(shown.counted) == (h > 6)
        assert shown.units.fixes.units == ("U1",)
    assert source.read == {"camera": 1, "incident": 1, "fixes": 1}


def test_equal_states_are_the_same_object() -> None:
    snapshot = Record((CAMERA, OFFLINE)).snapshot()
    early, later = (snapshot.state("camera", hour(h), KNOWN_NOW) for h in (1, 4))
    offline = snapshot.state("camera", hour(5), KNOWN_NOW)
    assert early is later
    assert early is not offline
    assert snapshot.state("camera", hour(1), KNOWN_NOW) is early
    assert offline.data[0] == {"state": "offline"}
    assert (offline.row_of("C1"), offline.row_of("C2")) == (0, None)


def test_a_grown_record_shares_every_kind_that_did_not_change() -> None:
    source = Counting(Record((CAMERA, OFFLINE, INCIDENT)))
    before = Snapshot(DISTRICT, 2, source)
    cameras, nothing = before.columns("camera"), before.history()
    state = before.state("camera", hour(5), KNOWN_NOW)
    after = before.grown(3, {"incident"})
    assert after.columns("camera") is cameras
    assert after.state("camera", hour(5), KNOWN_NOW) is state
    assert (len(after.history()), len(nothing), len(before.history())) == (1, 0, 0)
    assert set(after.kinds) == {"camera", "incident"}
    assert set(before.kinds) == {"camera"}
    assert source.read == {"camera": 1, "incident": 2}


def test_a_unit_seen_yesterday_is_still_shown_and_one_from_last_week_is_not() -> None:
    snapshot = Record((CAMERA,), positions=(FIX,)).snapshot()
    seen = [
        len(picture(snapshot, None, Moment(hour(6) + days * DAY_US, Span(0, 0))).units.ids)
        for days in (0, 1, 7)
    ]
    assert seen == [1, 1, 0]

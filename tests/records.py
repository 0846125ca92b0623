"""Small records for the laws: a source held in lists, days drawn at random, what a Picture says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from hypothesis import strategies as st

from geodata.columns import Columns, columns_of
from geodata.fixes import Fixes
from geodata.instants import HOUR_US, NEVER_US, Span, parse
from geodata.picture import Picture
from geodata.snapshot import District, Snapshot
from geodata.versions import Fact, Version
from tests.arrays import floats, ints
from tests.support.positions import Fix, fixes_of

BASE_US = parse("2022-10-01T00:00:00+08:00")
LAST_HOUR = 16
KINDS_DRAWN = ("incident", "camera")
DISTRICT = District(
    store_id="test",
    title_zh="试验区",
    title_en="Trial district",
    zone=ZoneInfo("Asia/Shanghai"),
    crs="EPSG:4549",
    extent=(559_000.0, 3_476_000.0, 563_000.0, 3_480_000.0),
)
WEST_M, SOUTH_M = DISTRICT.extent[:2]


def hour(n: float) -> int:
    """The instant n hours into the day that the drawn records are about."""
    return BASE_US + int(n * HOUR_US)


def place(east_m: float, north_m: float = 0.0) -> shapely.Point:
    """A point so far from the corner of the district."""
    return shapely.Point(WEST_M + east_m, SOUTH_M + north_m)


@dataclass(frozen=True)
class Withdrawal:
    """A batch hidden from `heard_us` on, accepted as `seq`."""

    seq: int
    batch: int
    heard_us: int


@dataclass(frozen=True)
class Record:
    """A record in lists: the plainest possible source of a snapshot."""

    versions: tuple[Version, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
    positions: tuple[tuple[int, Fix], ...] = field(default=())

    @property
    def seq(self) -> int:
        """The last sequence number in it."""
        seqs = [v.seq for v in self.versions] + [w.seq for w in self.withdrawals]
        return max(seqs, default=0)

    def snapshot(self, seq: int | None = None) -> Snapshot:
        """All of it, or the part up to a sequence number."""
        return Snapshot(DISTRICT, self.seq if seq is None else seq, self)

    def heard_by(self, known_at_us: int) -> "Record":
        """Only what was heard by then."""
        return Record(
            tuple(v for v in self.versions if v.heard_us <= known_at_us),
            tuple(w for w in self.withdrawals if w.heard_us <= known_at_us),
            tuple(p for p in self.positions if p[1].heard_us <= known_at_us),
        )

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        versions = [v for v in self.versions if v.seq <= up_to_seq]
        withdrawn = {w.batch: w.heard_us for w in self.withdrawals if w.seq <= up_to_seq}
        return columns_of(kind, versions, withdrawn)

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        found = [
            fix for seq, fix in self.positions if seq <= up_to_seq and span.holds(fix.happened_us)
        ]
        return fixes_of(
            [f.unit for f in found],
            ints([f.happened_us for f in found]),
            ints([f.heard_us for f in found]),
            floats([f.x_m for f in found]),
            floats([f.y_m for f in found]),
            floats([f.acc_m for f in found]),
        )

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        return {v.fact.kind for v in self.versions if v.seq <= up_to_seq}


def told(picture: Picture, kinds: Sequence[str] = KINDS_DRAWN) -> Mapping[str, Any]:
    """All that a Picture says, in plain values that can be compared and read."""
    said: dict[str, Any] = {}
    for kind in kinds:
        state = picture.state(kind)
        said[kind] = {
            thing: (shapely.to_wkt(geometry), dict(data), int(from_us), int(heard_us))
            for thing, geometry, data, from_us, heard_us in zip(
                state.ids, state.geometry, state.data, state.from_us, state.heard_us, strict=True
            )
        }
    said["counted"] = told_counts(picture)
    said["total"] = picture.counted.total
    said["by kind"] = dict(picture.counted.by_kind)
    units = picture.units
    said["units"] = {
        unit: (units.fixes.x_m[row], units.fixes.y_m[row], int(units.fixes.happened_us[row]))
        for unit, row in zip(units.ids, units.rows, strict=True)
    }
    return said


def told_counts(picture: Picture) -> list[tuple[Any, ...]]:
    """Each counted record: its id, when it happened, how many it stands for, its kind, its place.

    Sorted: records that happened together have no order of their own.
    """
    history, rows = picture.counted.history, picture.counted.rows
    ids = picture.snapshot.columns("incident").ids
    return sorted(
        (
            ids[history.row[row]],
            int(history.happened_us[row]),
            int(history.count[row]),
            history.kind.names[history.kind.codes[row]],
            str(history.x_m[row]),
        )
        for row in rows
    )


def same_picture(one: Picture, other: Picture) -> None:
    """Assert that two Pictures say the same."""
    assert told(one) == told(other)


def incident(
    thing: str,
    happened_us: int,
    *,
    from_us: int | None = None,
    kind: str = "illegal_parking",
    count: int = 1,
    geometry: shapely.Point | None = None,
    **fields: Any,
) -> Fact:
    """An incident as a patrol reports it; a later step gives its own `from_us`."""
    own = {name: fields.pop(name) for name in tuple(fields) if name in Fact.__dataclass_fields__}
    data = {
        "kind": kind,
        "happened_us": happened_us,
        "count": count,
        "outcome": "penalty",
        "source": "patrol",
        **fields,
    }
    from_us = happened_us if from_us is None else from_us
    return Fact(thing, "incident", from_us, geometry=geometry or place(100), data=data, **own)


@st.composite
def facts(draw: st.DrawFn, heard_us: int) -> Fact:
    """A word on one of four things, of something that happened before, or is planned."""
    thing = draw(st.sampled_from("AB"))
    record_kind = draw(st.sampled_from((*KINDS_DRAWN, "incident")))
    happened_us = hour(draw(st.integers(0, LAST_HOUR)))
    geometry = draw(st.one_of(st.none(), st.integers(0, 9).map(place)))
    gone = draw(st.integers(0, 5)) == 0
    lasts = draw(st.one_of(st.none(), st.integers(0, 6)))
    author = draw(st.sampled_from(("赵", "Qian")))
    if record_kind == "incident":
        data: dict[str, Any] = {
            "kind": draw(st.sampled_from(("illegal_parking", "touting"))),
            "happened_us": happened_us,
            "count": draw(st.integers(0, 3)),
            "outcome": draw(st.sampled_from(("penalty", "none"))),
            "source": "patrol",
        }
    else:
        data = {"state": draw(st.sampled_from(("online", "offline")))}
    from_us = draw(st.sampled_from((happened_us, heard_us)))
    to_us = NEVER_US if lasts is None else from_us + lasts * HOUR_US
    return Fact(
        f"{record_kind}-{thing}",
        record_kind,
        from_us,
        to_us,
        geometry=geometry,
        data=data,
        gone=gone,
        author=author,
    )


@st.composite
def records(draw: st.DrawFn, *, live: bool = True, most: int = 12) -> Record:
    """A record of up to `most` acts: reports, steps, corrections, cancellations, withdrawals.

    `live`: heard as it was accepted. Otherwise imports tell when they were heard, in any order.
    """
    hours = draw(
        st.lists(st.integers(0, LAST_HOUR), min_size=draw(st.integers(0, 6)), max_size=most)
    )
    heard = [hour(h) for h in (sorted(hours) if live else hours)]
    versions: list[Version] = []
    withdrawals: list[Withdrawal] = []
    for seq, heard_us in enumerate(heard, 1):
        withdrawn = {w.batch for w in withdrawals}
        begun = {v.batch for v in versions if v.batch is not None} - withdrawn
        if begun and draw(st.integers(0, 3)) == 0:
            batch = draw(st.sampled_from(sorted(begun)))
            withdrawals.append(Withdrawal(seq, batch, heard_us))
            continue
        fact = draw(facts(heard_us))
        earlier = [v.seq for v in versions if (v.fact.kind, v.fact.id) == (fact.kind, fact.id)]
        if len(earlier) > 0 and draw(st.booleans()):
            fact = replace(fact, corrects=draw(st.sampled_from(earlier)))
        open_batches = [*(b for b in (1, 2) if b not in withdrawn), None]
        versions.append(Version(seq, heard_us, draw(st.sampled_from(open_batches)), fact))
    return Record(tuple(versions), tuple(withdrawals), draw(positions(live=live)))


@st.composite
def positions(draw: st.DrawFn, *, live: bool) -> tuple[tuple[int, Fix], ...]:
    """Where two units were, heard late or at once; under seq 0, there from the start."""
    found: list[tuple[int, Fix]] = []
    for _ in range(draw(st.integers(0, 6))):
        happened = draw(st.integers(0, LAST_HOUR))
        late = draw(st.integers(0, 4))
        unit = draw(st.sampled_from(("U1", "U2")))
        fix = Fix(unit, hour(happened), hour(happened + late), WEST_M + len(found), SOUTH_M, 5.0)
        found.append((0, fix))
    return tuple(found)


instants = st.integers(-1, LAST_HOUR + 6).map(hour)


@st.composite
def windows(draw: st.DrawFn) -> Span:
    """All of the drawn day, or a window within it."""
    if draw(st.booleans()):
        return Span(hour(-1), hour(24))
    return Span(*sorted((draw(instants), draw(instants))))

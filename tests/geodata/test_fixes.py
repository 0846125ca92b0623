"""Where units were last seen, against a search by hand; trails; fixes heard late."""

from hypothesis import given

from geodata.fixes import Fixes
from geodata.instants import Span
from geodata.moment import Moment
from geodata.picture import picture
from tests.arrays import floats, ints
from tests.records import Record, hour, instants, records
from tests.support.positions import fixes_of


def fixes(*found: tuple[str, float, float, float]) -> Fixes:
    """Fixes from (unit, happened hour, heard hour, x)."""
    unit, happened, heard, x = zip(*found, strict=True) if found else ((), (), (), ())
    return fixes_of(
        unit,
        ints([hour(h) for h in happened]),
        ints([hour(h) for h in heard]),
        floats(x),
        floats([0.0] * len(x)),
        floats([5.0] * len(x)),
    )


@given(records(), instants, instants)
def test_a_unit_is_where_its_last_fix_known_by_then_put_it(
    record: Record, t_us: int, known_at_us: int
) -> None:
    shown = picture(record.snapshot(), None, Moment(t_us, Span(0, 0), known_at_us)).units
    by_hand: dict[str, tuple[int, int]] = {}
    for _, fix in record.positions:
        if fix.happened_us <= t_us and fix.heard_us <= known_at_us:
            last = (fix.happened_us, fix.heard_us)
            by_hand[fix.unit] = max(by_hand.get(fix.unit, last), last)
    seen = {
        unit: (int(shown.fixes.happened_us[row]), int(shown.fixes.heard_us[row]))
        for unit, row in zip(shown.ids, shown.rows, strict=True)
    }
    assert seen == by_hand
    assert all(age_us >= 0 for age_us in shown.age_us)


def test_a_fix_heard_late_is_unknown_until_it_is_heard() -> None:
    track = fixes(("U1", 8, 8, 1.0), ("U1", 9, 12, 2.0))
    assert [track.x_m[row] for row in track.last_at(hour(10), hour(11), hour(0))] == [1.0]
    assert [track.x_m[row] for row in track.last_at(hour(10), hour(12), hour(0))] == [2.0]


def test_a_unit_not_seen_for_long_is_left_out() -> None:
    track = fixes(("U1", 8, 8, 1.0), ("U2", 9, 9, 2.0))
    assert [track.x_m[row] for row in track.last_at(hour(10), hour(10), hour(9))] == [2.0]


def test_a_trail_runs_from_its_start_to_t() -> None:
    track = fixes(("U2", 9, 9, 9.0), *(("U1", h, h, float(h)) for h in (11, 8, 10, 9)))
    rows = track.trail("U1", hour(9), hour(10), hour(24))
    assert list(track.x_m[rows]) == [9.0, 10.0]
    assert len(track.trail("U3", hour(0), hour(24), hour(24))) == 0


def test_no_fixes_no_units() -> None:
    nothing = fixes()
    assert len(nothing) == len(nothing.last_at(hour(10), hour(10), hour(0))) == 0

"""Windows by name, and stretches with names."""

from zoneinfo import ZoneInfo

import pytest

from console.widgets.timebar.days import named_spans, running
from console.widgets.timebar.presets import PRESETS, whole_record
from geodata.instants import DAY_US, HOUR_US, Span
from geodata.moment import KNOWN_NOW
from geodata.texts import Text
from geodata.versions import Fact
from tests.console.widgets.timebar.record import (
    SHANGHAI,
    at,
    campaign,
    holidays,
    incident,
    snapshot_of,
)

T = at(2022, 10, 1, 18, 30)
EXTENT = Span(at(2022, 1, 3, 7), at(2022, 12, 30, 21))


@pytest.mark.parametrize(
    ("name", "window"),
    [
        ("hour", Span(T - HOUR_US, T)),
        ("day", Span(at(2022, 10, 1), at(2022, 10, 2))),
        ("week", Span(at(2022, 9, 25), at(2022, 10, 2))),
        ("month", Span(at(2022, 9, 2), at(2022, 10, 2))),
        ("year", Span(at(2022, 1, 1), at(2023, 1, 1))),
        ("all", Span(at(2022, 1, 3), at(2022, 12, 31))),
    ],
)
def test_presets_end_with_t_or_its_local_day(name: str, window: Span) -> None:
    preset = next(p for p in PRESETS if p.id == name)

    assert preset.window(T, EXTENT, SHANGHAI) == window


def test_days_are_local_also_when_the_clocks_change() -> None:
    chicago = ZoneInfo("America/Chicago")
    noon = at(2022, 3, 14, 12, zone=chicago)
    week = next(p for p in PRESETS if p.id == "week").window(noon, EXTENT, chicago)

    assert week.length_us == 7 * DAY_US - HOUR_US


def test_the_whole_record_is_shown_in_months_where_it_is_long() -> None:
    assert whole_record(EXTENT, T, SHANGHAI) == Span(at(2022, 1, 1), at(2023, 1, 1))
    day = Span(at(2022, 10, 1, 7), at(2022, 10, 3, 8))
    assert whole_record(day, T, SHANGHAI) == Span(at(2022, 10, 1), at(2022, 10, 4))
    nothing = Span(0, 0)
    assert whole_record(nothing, T, SHANGHAI) == Span(at(2022, 10, 1), at(2022, 10, 2))


def test_holidays_come_from_the_record_by_their_start() -> None:
    found = named_spans(snapshot_of(holidays()), "holiday", KNOWN_NOW)

    assert [h.name.zh for h in found[-2:]] == ["中秋", "国庆"]
    assert found[-1].span == Span(at(2022, 10, 1), at(2022, 10, 8))
    assert found[-1].name.en == "National Day"


def test_a_record_without_holidays_has_none() -> None:
    assert named_spans(snapshot_of([incident("a", T)]), "holiday", KNOWN_NOW) == ()


def test_a_holiday_that_was_corrected_shows_as_corrected() -> None:
    first = holidays()[-1]
    longer = Fact(
        id=first.id,
        kind="holiday",
        from_us=first.from_us,
        to_us=at(2022, 10, 9),
        heard_us=at(2022, 9, 20),
        data=first.data,
        corrects=1,
    )
    snapshot = snapshot_of([first, longer])

    assert [h.span.end_us for h in named_spans(snapshot, "holiday", KNOWN_NOW)] == [at(2022, 10, 9)]
    before = named_spans(snapshot, "holiday", at(2022, 9, 1))
    assert [h.span.end_us for h in before] == [at(2022, 10, 8)]


def test_names_may_be_plain_text_or_missing() -> None:
    span = Span(at(2022, 9, 28), at(2022, 10, 8))
    nameless = Fact(id="c9", kind="campaign", from_us=span.start_us, to_us=span.end_us)
    found = named_spans(snapshot_of([campaign("<b>Kerbs</b>", span), nameless]), "campaign", T)

    assert [c.name for c in found] == [Text("<b>Kerbs</b>", "<b>Kerbs</b>"), Text("c9", "c9")]
    assert len(running(found, Span(span.end_us - 1, span.end_us + DAY_US))) == 2
    assert running(found, Span(span.end_us, span.end_us + DAY_US)) == ()

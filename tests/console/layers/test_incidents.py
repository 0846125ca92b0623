"""Incidents on the map: those the window counts, by kind, each where it was reported."""

from console.layers.incidents import LAYER, kinds_in
from console.layers.marks import Dots
from geodata.instants import DAY_US, Span
from tests import small
from tests.console.layers.looked import drawn, ids, lines_of, of_type

IN_WINDOW = {
    *("I-parking", "I-touting", "I-late", "I-corrected", "I-stepped", "I-theft"),
    *(f"I-hot-{i:02d}" for i in range(40)),
    *(f"I-far-{i:02d}" for i in range(40)),
}


def test_each_record_of_the_window_is_one_symbol_at_its_place() -> None:
    (dots,) = of_type(drawn(LAYER, small.shown()), Dots)
    assert set(dots.ids) == IN_WINDOW
    where = dict(zip(dots.ids, dots.xy_m.tolist(), strict=True))
    assert where["I-touting"] == [small.WEST_M + 310, small.SOUTH_M + 410]


def test_cancelled_ones_are_gone_and_those_without_a_place_are_only_counted() -> None:
    assert not {"I-cancelled", "I-nowhere"} & ids(drawn(LAYER, small.shown()), "incident")
    figures = LAYER.figures(small.shown(), LAYER.options())
    assert figures["records"] == len(IN_WINDOW) + 1
    assert figures["by_kind"]["touting"] == 3


def test_each_kind_has_its_own_look_and_kinds_of_files_share_a_neutral_one() -> None:
    (dots,) = of_type(drawn(LAYER, small.shown()), Dots)
    looks = {
        thing: (dots.roles[s], dots.symbols[s])
        for thing, s in zip(dots.ids, dots.style, strict=True)
    }
    assert looks["I-parking"] == ("kind.illegal_parking", "square")
    assert looks["I-theft"] == ("kind.other", "circle")
    assert len(set(looks.values())) == 5


def test_hundreds_of_kinds_from_a_file_are_no_fault() -> None:
    many = [small.incident(f"I{i:03d}", small.PARKING_US + i, f"kind {i:03d}") for i in range(600)]
    (dots,) = of_type(drawn(LAYER, small.of(*many, small.REPORTS[1])), Dots)
    assert set(dots.style) == {0, 1}
    assert dots.roles[dots.style[list(dots.ids).index("I-touting")]] == "kind.touting"


def test_a_hidden_kind_is_neither_drawn_nor_in_the_legend_but_counted() -> None:
    hidden = frozenset({"illegal_parking", "theft"})
    assert ids(drawn(LAYER, small.shown(), hidden=hidden), "incident") == {
        *("I-touting", "I-late", "I-stepped"),
    }
    options = LAYER.options(hidden=hidden)
    legend = LAYER.legend(small.shown(), options)
    assert legend is not None
    assert "Illegal parking" not in [key.words.en for key in legend.keys]
    parts = {part.id: part.count for part in LAYER.parts(small.shown(), options)}
    assert parts["illegal_parking"] == "127"


def test_kinds_stand_in_the_order_of_the_office_then_those_of_files() -> None:
    assert [kind.code for kind in kinds_in(small.shown())] == [
        *("illegal_parking", "touting", "taxi_violation", "help_request", "theft"),
    ]


def test_the_tip_tells_what_where_when_and_how_late_it_was_heard() -> None:
    tip = LAYER.tip(small.shown(), "incident", "I-late")
    assert lines_of(tip) == {
        "Happened": "2022-09-30 09:00",
        "Count": "1 vehicle",
        "Outcome": "Penalty",
        "Source": "Patrol",
    }
    assert tip is not None
    assert tip.heard_us == small.LATE_US + 2 * DAY_US
    assert tip.seen_us == small.LATE_US


def test_plain_words_of_a_file_are_shown_as_they_are_in_both_languages() -> None:
    tip = LAYER.tip(small.shown(), "incident", "I-theft")
    assert tip is not None
    assert tip.title.zh == tip.title.en == "theft"
    assert lines_of(tip)["Outcome"] == "Arrest"
    assert lines_of(LAYER.tip(small.shown(), "incident", "I-stepped"))["Place"] == "Gate 4"


def test_the_tip_says_what_was_known_then() -> None:
    then = small.shown(known_at_us=small.at("10-01 18:30"))
    now = small.shown()
    assert lines_of(LAYER.tip(then, "incident", "I-corrected"))["Count"] == "40 vehicles"
    assert lines_of(LAYER.tip(now, "incident", "I-corrected"))["Count"] == "4 vehicles"
    assert LAYER.tip(then, "incident", "I-late") is None
    assert LAYER.tip(then, "incident", "I-cancelled") is not None
    assert LAYER.tip(now, "incident", "I-cancelled") is None


def test_steps_of_an_incident_leave_it_in_the_window_of_its_happening() -> None:
    before = Span(small.STEPPED_US, small.STEPPED_US + 1)
    assert ids(drawn(LAYER, small.shown(window=before)), "incident") == {"I-stepped"}
    after = Span(small.STEPPED_US + 1, small.at("10-02 00:00"))
    assert not ids(drawn(LAYER, small.shown(window=after)), "incident")


def test_a_window_is_half_open() -> None:
    at = small.PARKING_US
    assert ids(drawn(LAYER, small.shown(window=Span(at, at + 1))), "incident") == {"I-parking"}
    assert not ids(drawn(LAYER, small.shown(window=Span(at - 1, at))), "incident")

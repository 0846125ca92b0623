"""The inspector: every version of a thing, and what was known of it when."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.layers import found
from console.widgets.inspector import NOT_THERE, NOTHING, Inspector
from console.widgets.parts import Words
from console.widgets.told_versions import told_versions
from geodata.picture import Picture
from geodata.snapshot import Snapshot
from geodata.texts import Language
from geodata.versions import Version
from tests import small
from tests.console.seen import cut_off
from tests.records import Record, Withdrawal


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    made = Inspector(found())
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.set_language("en")
    made.show_picture(small.shown())
    made.show()
    return made


def said(inspector: Inspector) -> list[str]:
    return [word.text() for word in inspector.findChildren(Words) if word.text()]


def changes(thing: str, picture: Picture, kind: str = "incident") -> list[tuple[str, str]]:
    """What each version says and its mark, the first heard first."""
    told = reversed(told_versions(picture, kind, thing))
    return [(one.change.en, one.mark.en) for one in told]


def test_nothing_selected_says_how_to_select(inspector: Inspector) -> None:
    assert said(inspector) == [NOTHING.en]
    inspector.set_language("zh")
    assert said(inspector) == [NOTHING.zh]


def test_a_thing_is_told_with_the_age_of_the_word_and_its_versions(inspector: Inspector) -> None:
    inspector.inspect(("incidents", "incident", "I-late"))
    words = said(inspector)
    assert words[:2] == ["Taxi violation", "Incident · I-late"]
    assert "Not there now" not in " ".join(words)
    assert words[words.index("As of") + 1] == "33 h ago"
    assert words[words.index("Versions") + 1] == "1"
    assert "From 2022-09-30 09:00:00\nHeard 2022-10-02 09:00:00" in words


def test_a_correction_tells_what_it_corrects_and_the_first_word_is_marked() -> None:
    assert changes("I-corrected", small.shown()) == [
        ("First record", "corrected since"),
        ("Corrected: Count 40 → 4", ""),
    ]


def test_what_was_not_yet_known_is_marked() -> None:
    then = small.shown(known_at_us=small.T_US)
    assert changes("I-corrected", then) == [
        ("First record", ""),
        ("Corrected: Count 40 → 4", "not yet heard"),
    ]


def test_a_cancellation_is_told_and_the_thing_is_not_there(inspector: Inspector) -> None:
    assert changes("I-cancelled", small.shown()) == [
        ("First record", "corrected since"),
        ("Cancelled", ""),
    ]
    inspector.inspect(("incidents", "incident", "I-cancelled"))
    assert NOT_THERE.en in said(inspector)
    inspector.show_picture(small.shown(known_at_us=small.T_US))
    assert NOT_THERE.en not in said(inspector)


def test_steps_are_told_by_what_became_different_in_both_languages() -> None:
    told = told_versions(small.shown(), "incident", "I-stepped")
    assert [one.change.en for one in reversed(told)] == [
        "First record",
        "Updated: State Reported → Dispatched",
        "Updated: Outcome None → Handled; State Dispatched → Closed",
    ]
    assert [one.change.zh for one in reversed(told)] == [
        "首次记录",
        "更新：状态 已上报 → 已派出",
        "更新：结果 未处理 → 处理；状态 已派出 → 已办结",
    ]


def test_a_correction_of_the_first_word_is_compared_with_that_not_with_the_last() -> None:
    first = small.incident("I", small.PARKING_US, state="reported", count=3)
    step = replace(first, heard_us=small.PARKING_US + 9, data={**first.data, "state": "closed"})
    fix = replace(first, heard_us=small.T_US, corrects=1, data={**first.data, "count": 5})
    picture = small.of(first, step, fix)
    assert changes("I", picture)[-1][0] == "Corrected: Count 3 → 5"


def test_fields_that_vanish_and_places_that_move_are_told() -> None:
    zone = small.thing("Z", "zone", small.box(0, 0, 9, 9), name=small.named("甲", "A"),
                       agency="police", agencies=["police", "transport"])  # fmt: skip
    moved = replace(zone, geometry=small.box(0, 0, 5, 5), heard_us=small.T_US,
                    data={"name": small.named("乙", "B"), "agencies": []})  # fmt: skip
    told = told_versions(small.of(zone, moved), "zone", "Z")[0].change
    assert told.en == (
        "Updated: Name A → B; Must be present Police, Transport → —; Lead agency Police → —; place"
    )
    assert told.zh.endswith("牵头 公安 → —；位置")


def test_a_new_span_alone_is_a_change_of_time() -> None:
    post = small.thing("P", "post", small.point(0, 0), name="P")
    longer = replace(post, heard_us=small.T_US, to_us=small.T_US + 1)
    told = told_versions(small.of(post, longer), "post", "P")[0]
    assert told.change.en == "Updated: time"
    assert "to 2022-10-01 18:30:00" in told.stamp.en


def test_a_thing_that_is_taken_away_is_removed_an_incident_cancelled() -> None:
    post = small.thing("P", "post", small.point(0, 0), name="P")
    gone = replace(post, heard_us=small.T_US, gone=True)
    assert changes("P", small.of(post, gone), "post")[-1] == ("Removed", "")


def test_who_wrote_it_is_told() -> None:
    fact = replace(small.incident("I", small.PARKING_US), author="<b>Wang</b>")
    assert told_versions(small.of(fact), "incident", "I")[0].stamp.en.endswith(" · <b>Wang</b>")


def test_what_was_withdrawn_with_its_batch_says_so() -> None:
    fact = small.incident("I", small.PARKING_US)
    assert fact.heard_us is not None
    versions = (Version(1, fact.heard_us, 7, fact),)
    record = Record(versions, (Withdrawal(2, 7, small.T_US),))
    snapshot = Snapshot(small.DISTRICT, 2, record)
    assert changes("I", small.shown(snapshot)) == [("First record", "withdrawn with its batch")]
    before = small.shown(snapshot, known_at_us=small.T_US - 1)
    assert changes("I", before) == [("First record", "")]


def test_what_no_layer_tells_of_is_told_by_its_fields(inspector: Inspector) -> None:
    inspector.inspect(("nothing", "unit", "U2"))
    words = said(inspector)
    assert words[:2] == ["U2", "Unit · U2"]
    assert words[words.index("Agency") + 1] == "Urban management"


def test_whatever_kind_a_click_brings_it_is_no_fault(inspector: Inspector) -> None:
    for layer in found():
        for kind in ("camera", "building", "place", "metro_line", "nothing"):
            inspector.inspect((layer.id, kind, "nobody"))
            assert said(inspector)


def test_a_hotspot_is_told_without_versions(inspector: Inspector) -> None:
    inspector.inspect(("hotspots", "hotspot", "illegal_parking:vehicles:50:120:1"))
    words = said(inspector)
    assert words[0] == "Hotspot 1"
    assert "Versions" not in words


def test_names_that_look_like_markup_stay_plain(inspector: Inspector) -> None:
    inspector.inspect(("places", "place", "PL4"))
    title = next(w for w in inspector.findChildren(Words) if w.text() == "Café <b>X</b>")
    assert title.textFormat() == Qt.TextFormat.PlainText


def test_hidden_it_is_not_rebuilt_and_catches_up_when_seen(inspector: Inspector) -> None:
    inspector.inspect(("incidents", "incident", "I-corrected"))
    inspector.hide()
    inspector.show_picture(small.shown(known_at_us=small.T_US))
    assert "4 vehicles" in said(inspector)
    inspector.show()
    assert "40 vehicles" in said(inspector)


def test_equal_words_are_not_built_again(inspector: Inspector) -> None:
    inspector.inspect(("incidents", "incident", "I-parking"))
    before = inspector.findChildren(Words)
    inspector.show_picture(small.shown())
    assert inspector.findChildren(Words) == before


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [300, 400])
def test_nothing_is_cut_off(
    inspector: Inspector, qtbot: QtBot, language: Language, width: int
) -> None:
    inspector.resize(width, 900)
    inspector.set_language(language)
    for thing in (
        ("cameras", "camera", "C-ptz-online"),
        ("incidents", "incident", "I-stepped"),
        ("routes", "route", "RT1"),
        ("units", "unit", "U2"),
    ):
        inspector.inspect(thing)
        qtbot.wait(1)
        assert cut_off(inspector) == []

"""How layers are shown: visible, how strongly, under which options, in which order."""

import json
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from console.layers import found
from console.overlays import Overlays

LAYERS = found()
IDS = [layer.id for layer in LAYERS]


@pytest.fixture
def overlays(qtbot: QtBot) -> Overlays:
    return Overlays(LAYERS)


def order(overlays: Overlays) -> list[str]:
    return [layer.id for layer in overlays.layers]


def test_at_first_all_is_as_the_layers_declare(overlays: Overlays) -> None:
    assert order(overlays) == IDS
    for layer in LAYERS:
        shown = overlays.shown(layer.id)
        assert (shown.visible, shown.opacity) == (layer.shown_first, 1.0)
        assert shown.options == layer.options()


def test_a_change_is_announced_once_and_only_where_it_is_one(
    overlays: Overlays, qtbot: QtBot
) -> None:
    told: list[str] = []
    overlays.changed.connect(told.append)
    overlays.set_visible("cameras", False)
    overlays.set_visible("cameras", False)
    overlays.set_opacity("cameras", 0.5)
    overlays.set_option("hotspots", "cell_m", 100.0)
    overlays.set_option("hotspots", "cell_m", 100.0)
    assert told == ["cameras", "cameras", "hotspots"]
    assert overlays.shown("hotspots").options.cell_m == 100.0


def test_an_option_or_layer_that_is_not_there_is_refused(overlays: Overlays) -> None:
    with pytest.raises(TypeError):
        overlays.set_option("cameras", "colour", "red")
    with pytest.raises(KeyError):
        overlays.set_visible("clouds", True)


def test_a_layer_moves_just_above_another_or_to_the_bottom(
    overlays: Overlays, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(overlays.reordered):
        overlays.move("ground", "incidents")
    assert order(overlays)[order(overlays).index("incidents") + 1] == "ground"
    overlays.move("incidents", None)
    assert order(overlays)[0] == "incidents"
    assert sorted(order(overlays)) == sorted(IDS)
    with qtbot.assertNotEmitted(overlays.reordered):
        overlays.move("incidents", None)


def test_only_the_named_layers_are_shown(overlays: Overlays) -> None:
    overlays.show_only(("incidents", "zones"))
    assert [i for i in IDS if overlays.shown(i).visible] == ["zones", "incidents"]
    overlays.show_only(())
    assert not any(overlays.shown(i).visible for i in IDS)


def test_an_unknown_layer_among_them_changes_nothing(overlays: Overlays) -> None:
    before = overlays.remembered()
    with pytest.raises(KeyError, match="clouds"):
        overlays.show_only(("incidents", "clouds"))
    assert overlays.remembered() == before


def test_all_of_it_comes_back_through_a_file(overlays: Overlays, qtbot: QtBot) -> None:
    overlays.set_visible("zones", True)
    overlays.set_opacity("coverage", 0.35)
    overlays.set_option("hotspots", "measure", "records")
    overlays.set_option("incidents", "hidden", frozenset({"touting", "theft"}))
    overlays.move("ground", "posts")
    later = Overlays(LAYERS)
    later.recall(json.loads(json.dumps(overlays.remembered())))
    assert order(later) == order(overlays)
    for layer_id in IDS:
        assert later.shown(layer_id) == overlays.shown(layer_id)


@pytest.mark.parametrize(
    "kept",
    [
        {"layers": [], "order": {}},
        {"layers": {"cameras": None, "zones": 3}, "order": "zones"},
        {"layers": {"hotspots": {"options": 5, "opacity": "much", "visible": "yes"}}},
        {"layers": {"hotspots": {"options": {"cell_m": -1, "measure": [], "gone": 1}}}},
        {"order": [1, None, ["ground"], "clouds"]},
        {"layers": {"clouds": {"visible": True}}},
    ],
)
def test_what_no_longer_fits_is_left_as_declared(overlays: Overlays, kept: dict[str, Any]) -> None:
    before = overlays.remembered()
    overlays.recall(kept)
    assert overlays.remembered() == before


def test_a_layer_added_since_stands_where_it_was_declared(overlays: Overlays) -> None:
    old = [i for i in reversed(IDS) if i != "railway"]
    overlays.recall({"order": [*old, old[0]]})
    now = order(overlays)
    assert [i for i in now if i != "railway"] == old
    assert now[now.index("railway") - 1] == IDS[IDS.index("railway") - 1]

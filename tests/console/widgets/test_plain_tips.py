"""Tooltips: what a record says is shown letter by letter, whatever it looks like."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.layers.hotspots import Options
from console.widgets.hotspot_table import NAME, HotspotTable
from console.widgets.incident_model import KIND, PLACE, IncidentModel
from console.widgets.parts import plain_tip
from tests import small

BOLD = "<b>Kerb</b>"
SHOWN = "<p>&lt;b&gt;Kerb&lt;/b&gt;</p>"
TIP = Qt.ItemDataRole.ToolTipRole


@pytest.mark.parametrize("words", ["Kerb 3", "3 < 4 > 2", "南广场 & 北广场", ""])
def test_words_without_markup_stay_as_they_are(words: str) -> None:
    assert plain_tip(words) == words


def test_places_and_kinds_of_incidents_are_never_rendered(qtbot: QtBot) -> None:
    said = small.incident("I1", small.at("10-01 10:00"), kind=BOLD, place=BOLD)
    model = IncidentModel(small.of(said))
    assert model.data(model.index(0, PLACE), TIP) == SHOWN
    assert model.data(model.index(0, KIND), TIP) == SHOWN
    assert model.data(model.index(0, PLACE)) == BOLD


def test_the_place_of_a_hotspot_is_never_rendered(qtbot: QtBot) -> None:
    kerb = small.thing("K1", "kerb", small.line((280, 380), (320, 380)), name=BOLD)
    crowd = [small.incident(f"I{n}", small.at("10-01 10:00")) for n in range(12)]
    apart = [
        small.incident(f"J{n}", small.at("10-01 11:00"), geometry=small.point(90 * n, 950))
        for n in range(8)
    ]
    table = HotspotTable()
    qtbot.addWidget(table)
    table.show_picture(small.of(kerb, *crowd, *apart), Options())
    item = table.table.item(0, NAME)
    assert item is not None
    assert (item.text(), item.toolTip()) == (BOLD, SHOWN)

"""What the window counts in figures: the sentence, bars by kind, hotspots, the review."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.layers.hotspots import Options as HotOptions
from console.palette import Palette
from console.widgets.hotspot_table import EMPTY, HotspotTable
from console.widgets.kind_bars import MOST_ROWS, ROW_PX, KindBars
from console.widgets.parts import Words
from console.widgets.review_panel import ReviewPanel, figure_rows
from console.widgets.sentence import Sentence, clauses
from geodata.exchange.review import NAMES, review
from geodata.instants import DAY_US, Span, local_year
from geodata.selection import Selection
from geodata.texts import Language, Text
from tests import small
from tests.console.seen import cut_off

BOX = tuple((x, y) for x, y in small.box(305, 405, 325, 425).exterior.coords)
DARK = Palette.load("dark")


# --- the sentence -----------------------------------------------------------------------------


@pytest.fixture
def sentence(qtbot: QtBot) -> Sentence:
    made = Sentence()
    qtbot.addWidget(made)
    made.resize(400, 90)
    made.set_language("en")
    made.show()
    return made


def chips(sentence: Sentence) -> list[str]:
    return [label.text() for label in sentence.findChildren(QLabel) if label.objectName() == "chip"]


def test_without_a_selection_it_says_all_and_the_window(sentence: Sentence) -> None:
    sentence.show_picture(small.shown())
    assert chips(sentence) == ["All", "09-01 → 10-10"]
    assert sentence.figure.text() == "133"
    assert not sentence.clear.isVisible()
    sentence.set_language("zh")
    assert chips(sentence) == ["全区", "09-01 → 10-10"]


def test_each_condition_is_a_chip_and_the_share_of_the_window_is_told(sentence: Sentence) -> None:
    chosen = Selection(frozenset({"touting"}), frozenset({"warning"}), BOX)
    sentence.show_picture(small.shown(selection=chosen))
    assert chips(sentence) == ["Touting", "Warning", "Inside the box", "09-01 → 10-10"]
    assert sentence.figures() == {"total": 2}
    assert sentence.unit.text() == "2 % of the window"
    sentence.set_language("zh")
    assert chips(sentence)[:3] == ["非法揽客", "警告", "框选区域"]


def test_it_can_be_cleared_while_there_is_something_to_clear(
    sentence: Sentence, qtbot: QtBot
) -> None:
    sentence.show_picture(small.shown(selection=Selection(area=BOX)))
    with qtbot.waitSignal(sentence.cleared):
        QTest.mouseClick(sentence.clear, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Span(small.at("10-01 06:00"), small.at("10-01 18:00")), "10-01 06:00 → 10-01 18:00"),
        (Span(small.at("10-01 00:00"), small.at("10-03 00:00")), "10-01 → 10-03"),
        (Span(small.BEGIN_US - DAY_US, small.BEGIN_US), "2021-12-31 → 2022-01-01"),
    ],
)
def test_the_window_is_told_as_exactly_as_it_is_long(window: Span, words: str) -> None:
    assert clauses(small.shown(window=window))[-1].en == words


def test_nothing_counted_is_no_fault_and_no_share(sentence: Sentence) -> None:
    sentence.show_picture(small.shown(window=Span(0, 1), selection=Selection(area=BOX)))
    assert sentence.unit.text() == "0 % of the window"


# --- bars by kind -----------------------------------------------------------------------------


@pytest.fixture
def bars(qtbot: QtBot) -> KindBars:
    def symbol(_key: object) -> QPixmap:
        pixmap = QPixmap(26, 20)
        pixmap.fill(QColor("#888888"))
        return pixmap

    made = KindBars(DARK, symbol)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_language("en")
    return made


def bar_px(image: QImage, row: int, role: str) -> int:
    y, color = ROW_PX * row + ROW_PX // 2, DARK.color(role).lower()
    return sum(image.pixelColor(x, y).name() == color for x in range(image.width()))


def test_bars_are_as_long_as_what_the_window_counts(bars: KindBars) -> None:
    bars.show_picture(small.shown())
    bars.resize(400, bars.height())
    image = bars.grab().toImage()
    parking, touting = bar_px(image, 1, "kind.illegal_parking"), bar_px(image, 2, "kind.touting")
    assert parking > 100
    assert touting == pytest.approx(parking * 3 / 127, abs=1.5)
    assert bars.figures()["window"] == dict(small.shown().counted.by_kind)


def test_the_year_counts_what_was_dealt_with_as_the_review_does(bars: KindBars) -> None:
    for known_at_us in (small.T_US, small.CANCELLED_HEARD_US):
        picture = small.shown(known_at_us=known_at_us)
        bars.show_picture(picture)
        counted = review(picture.snapshot, local_year(2022, small.SHANGHAI))
        assert bars.figures()["year"]["illegal_parking"] == counted.illegal_parking_vehicles
        assert bars.figures()["year"]["touting"] == counted.touting_persons


def test_a_year_without_records_counts_nothing(bars: KindBars) -> None:
    bars.show_picture(small.shown(t_us=small.T_US - 400 * DAY_US))
    assert bars.figures()["year"] == {}
    bars.grab()


def test_many_kinds_of_a_file_do_not_crowd_out_the_rest(bars: KindBars) -> None:
    many = [small.incident(f"I{i}", small.PARKING_US + i, f"a kind with a very long name {i:03d}")
            for i in range(300)]  # fmt: skip
    often = [small.incident(f"J{i}", small.PARKING_US + i, "often") for i in range(5)]
    picture = small.of(*many, *often)
    bars.show_picture(picture)
    assert bars.height() == ROW_PX * (MOST_ROWS + 1) + 4
    rows = bars._counted_rows()
    assert "often" in [kind.code for kind, *_ in rows]
    last, here, _ = rows[-1]
    assert last.name.en == "292 other kinds"
    assert here == 292
    assert sum(here for _, here, _ in rows) == picture.counted.total
    bars.grab()


def test_it_repaints_in_other_colours_and_words(bars: KindBars) -> None:
    bars.show_picture(small.shown())
    before = bars.grab().toImage()
    bars.set_palette(Palette.load("light"))
    light = bars.grab().toImage()
    assert light.pixelColor(399, 5) != before.pixelColor(399, 5)
    bars.set_language("zh")
    assert bars.grab().toImage() != light
    assert bars.toolTip().startswith("窗内")


# --- hotspots ---------------------------------------------------------------------------------


@pytest.fixture
def hotspots(qtbot: QtBot) -> HotspotTable:
    made = HotspotTable()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.set_language("en")
    made.show_picture(small.shown(), HotOptions())
    made.show()
    return made


def cells(table: HotspotTable, row: int) -> list[str]:
    return [str(table.table.model().index(row, c).data()) for c in range(table.table.columnCount())]


def test_the_first_hotspot_is_named_by_its_nearest_kerb(hotspots: HotspotTable) -> None:
    rank, name, count, z, p = cells(hotspots, 0)
    assert (rank, name) == ("1", "Station kerb")
    first = hotspots.figures()[0]
    assert count == f"{first['vehicles']:,}"
    assert z == f"{first['z']:.1f}"
    assert p == "< .001"
    hotspots.set_language("zh")
    assert cells(hotspots, 0)[1] == "站前落客"


def test_a_click_looks_at_it(hotspots: HotspotTable, qtbot: QtBot) -> None:
    rect = hotspots.table.visualRect(hotspots.table.model().index(0, 1))
    with qtbot.waitSignal(hotspots.chosen) as chosen:
        QTest.mouseClick(hotspots.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    west, south, east, north = chosen.args[0]
    assert west < small.point(302, 392).x < east
    assert south < small.point(302, 392).y < north


def test_without_a_hotspot_it_says_so(hotspots: HotspotTable, qtbot: QtBot) -> None:
    hotspots.show_picture(small.shown(window=Span(0, 1)), HotOptions())
    assert hotspots.empty.isVisible()
    assert hotspots.empty.text() == EMPTY.en
    assert not hotspots.table.isVisible()
    assert hotspots.figures() == []
    with qtbot.waitSignal(hotspots.widened):
        QTest.mouseClick(hotspots.empty, Qt.MouseButton.LeftButton)


def test_what_is_counted_names_its_column(hotspots: HotspotTable) -> None:
    hotspots.set_language("zh")
    for options, unit in (
        (HotOptions(), "辆"),
        (HotOptions(measure="records"), "起"),
        (HotOptions(kind="all"), "起"),
    ):
        hotspots.show_picture(small.shown(), options)
        assert hotspots.table.model().headerData(2, Qt.Orientation.Horizontal) == unit
        counted = "records" if unit == "起" else "vehicles"
        assert cells(hotspots, 0)[2] == str(hotspots.figures()[0][counted])


def test_other_options_show_other_hotspots(hotspots: HotspotTable) -> None:
    before = hotspots.figures()
    hotspots.show_picture(small.shown(), HotOptions(cell_m=100.0))
    assert hotspots.figures() != before
    assert "100 m" in hotspots.head.note.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_hotspot_is_cut_off(hotspots: HotspotTable, language: Language) -> None:
    hotspots.set_language(language)
    assert cut_off(hotspots) == []


# --- the review -------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> ReviewPanel:
    made = ReviewPanel()
    qtbot.addWidget(made)
    made.resize(400, 800)
    made.set_language("en")
    made.show()
    return made


def test_the_review_panel_says_what_the_review_counts(panel: ReviewPanel) -> None:
    found = review(small.whole(), local_year(2022, small.SHANGHAI))
    panel.show_review(Text("回顾", "Review of 2022"), figure_rows(found))
    said = [word.text() for word in panel.findChildren(Words)]
    for key, (name, unit) in NAMES.items():
        value = found.as_json()[key]
        words = "none" if value is None else f"{value:,.10g} {unit.en}".strip()
        assert panel.figures()[name.en] == words
        assert said[said.index(name.en) + 1] == words
    assert panel.figures()["Satisfied"] == "none"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [300, 400])
def test_no_figure_of_the_review_is_cut_off(
    panel: ReviewPanel, language: Language, width: int
) -> None:
    found = replace(review(small.whole(), local_year(2022, small.SHANGHAI)),
                    temperature_screenings=40_030_000, satisfaction_pct=97.123456)  # fmt: skip
    panel.resize(width, 900)
    panel.set_language(language)
    panel.show_review(Text("2022 年度回顾", "Review of 2022"), figure_rows(found))
    assert cut_off(panel) == []

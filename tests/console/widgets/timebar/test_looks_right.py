"""Nothing is cut off, too small to hit, too pale to read or without a glyph."""

from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QImage, QKeySequence, QPainter, QRawFont
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

from console.fonts import font
from console.palette import THEMES, Palette, Theme
from console.sizes import TIME_BAR_NARROW_PX, TIME_BAR_PX
from console.widgets.timebar import TimeBar
from console.widgets.timebar.faces import Face
from console.widgets.timebar.ground import RARE
from console.widgets.timebar.words import MONTHS
from geodata.instants import DAY_US, HOUR_US, Span
from geodata.texts import LANGUAGES, Language
from geodata.wording import WEEKDAYS
from tests.console.widgets.timebar.conftest import MakeBar
from tests.console.widgets.timebar.record import at
from tests.support.contrast import contrast

SIZES = (1366, 1500, 1920)
LONGEST = Span(at(2021, 12, 28, 20), at(2022, 12, 30, 23, 45))


def visible(bar: TimeBar, kind: type[QWidget]) -> Iterator[QWidget]:
    return (w for w in bar.findChildren(kind) if w.isVisible() and w.window() is bar)


@pytest.mark.parametrize(("language", "width"), list(product(LANGUAGES, SIZES)))
def test_no_word_is_cut_off(make_bar: MakeBar, language: Language, width: int) -> None:
    bar = make_bar(width=width, language=language, known="then")
    for window in (bar.look.asked.window, LONGEST):
        bar.look.ask(bar.look.asked.over(window))
        bar.look.show_now()
        assert bar.width() == width
        for widget in (*visible(bar, QToolButton), *visible(bar, QLabel), *visible(bar, Face)):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.objectName()
            if isinstance(widget, QToolButton) and widget.text():
                if widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
                    continue
                said = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
                icon = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
                assert said + icon <= widget.width(), widget.text()
        places = [w.geometry() for w in bar.row.children() if isinstance(w, QWidget)]
        shown = [g for g in places if g.isValid()]
        assert all(QRect(0, 0, width, 36).contains(g) for g in shown)


def test_parts_of_the_row_do_not_overlap(make_bar: MakeBar) -> None:
    for language, width in product(LANGUAGES, SIZES):
        bar = make_bar(width=width, language=language)
        parts = [w for w in bar.row.children() if isinstance(w, QWidget) and w.isVisible()]
        parts.sort(key=lambda w: w.x())
        for one, two in pairwise(parts):
            assert one.geometry().right() < two.geometry().left()


@pytest.mark.parametrize("width", SIZES)
def test_everything_can_be_hit(make_bar: MakeBar, width: int) -> None:
    bar = make_bar(width=width)
    for button in visible(bar, QAbstractButton):
        assert button.width() >= 22
        assert button.height() >= 22


def test_a_small_window_has_a_lower_bar_without_presets(make_bar: MakeBar) -> None:
    small, large = make_bar(width=1366), make_bar(width=1920)

    assert (small.height(), large.height()) == (TIME_BAR_NARROW_PX, TIME_BAR_PX)
    assert not small.row.presets.isVisible()
    assert large.row.presets.isVisible()
    assert small.row.modes.isVisible()


def test_the_bar_never_keeps_the_window_from_becoming_small(make_bar: MakeBar) -> None:
    for language in LANGUAGES:
        assert make_bar(width=1920, language=language).minimumSizeHint().width() <= 1366


@pytest.mark.parametrize("theme", THEMES)
def test_words_stand_out_from_their_ground(theme: Theme) -> None:
    palette = Palette.load(theme)
    pairs = [
        *(("text.t2", ground) for ground in ("panel", "raised", "hover")),
        *(("text.t1", ground) for ground in ("panel", "field", "raised", "hover", "active")),
        *(("text.t3", "panel"), ("acc", "raised"), ("acc", "hover")),
    ]
    for ink, ground in pairs:
        assert contrast(palette.color(ink), palette.color(ground)) >= 4.5, (ink, ground)


def test_every_character_has_a_glyph(make_bar: MakeBar) -> None:
    bar = make_bar()
    raw = QRawFont.fromFont(font(13))
    assert QFontInfo(font(13)).exactMatch() or raw.isValid()
    said = {RARE("zh"), *(w("zh") for w in WEEKDAYS), *MONTHS, "辆·人/日 15 分 → – 年月天时秒"}
    for language in LANGUAGES:
        bar.set_language(language)
        said |= {action.text() for action in bar.actions()}
        said |= {button.text() for button in bar.findChildren(QToolButton)}
        said |= {action.toolTip() for action in bar.actions()}
    missing = {c for c in "".join(said) if not c.isspace() and not raw.supportsCharacter(ord(c))}

    assert missing == set()


def test_every_tip_names_its_key(make_bar: MakeBar) -> None:
    bar = make_bar()

    # Qt words this key itself, in Chinese once its own words have been asked for.
    space = QKeySequence("Space").toString(QKeySequence.SequenceFormat.NativeText)
    assert bar.action("play").toolTip() == f"播放  {space}"
    assert bar.action("known_then").toolTip() == "当时所知  K"
    bar.set_language("en")
    assert bar.action("forward_month").toolTip() == "Forward a month  Ctrl+Shift+."


@pytest.mark.parametrize("language", LANGUAGES)
def test_themes_and_languages_are_switched_while_it_runs(
    make_bar: MakeBar, language: Language
) -> None:
    switched = make_bar(theme="dark", language="en" if language == "zh" else "zh")
    switched.set_palette(Palette.load("light"))
    switched.set_language(language)
    born = make_bar(theme="light", language=language)

    assert pixels(switched) == pixels(born)


def pixels(bar: TimeBar) -> QImage:
    bar.setFocus()
    for _ in range(3):
        bar.clearFocus()
        bar.repaint()
    return bar.grab().toImage()


def test_twice_the_pixels_make_it_no_larger(make_bar: MakeBar) -> None:
    bar = make_bar()
    bar.drawing.lay_out(bar.drawing.frame, bar.drawing.scale, 2.0)
    sharp = QImage(2 * bar.drawing.frame.width_px, 2 * bar.drawing.frame.height_px, PLAIN)
    sharp.setDevicePixelRatio(2.0)
    paint_all(bar, sharp)
    bar.drawing.lay_out(bar.drawing.frame, bar.drawing.scale, 1.0)
    plain = QImage(bar.drawing.frame.width_px, bar.drawing.frame.height_px, PLAIN)
    paint_all(bar, plain)

    middle = bar.drawing.frame.top_px + bar.drawing.frame.bars_px - 2
    at_px = round(bar.drawing.scale.px(at(2022, 9, 15) + DAY_US // 2))
    assert sharp.pixel(2 * at_px, 2 * middle) == plain.pixel(at_px, middle)


PLAIN = QImage.Format.Format_RGB32


def paint_all(bar: TimeBar, image: QImage) -> None:
    painter = QPainter(image)
    bar.drawing.paint_below(painter)
    painter.end()


def painted(bar: TimeBar, window: Span) -> QImage:
    bar.look.ask(bar.look.asked.over(window))
    bar.look.show_now()
    frame = bar.drawing.frame
    image = QImage(frame.width_px, frame.height_px, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        bar.drawing.paint_below(painter)
    return image


@pytest.mark.parametrize("hours", [0, 1, 2, 5, 23])
def test_a_window_narrower_than_a_bar_brightens_nothing_outside(
    make_bar: MakeBar, hours: int
) -> None:
    """A stamp narrower than a pixel is drawn by Qt as wide as what is left of the image."""
    bar = make_bar()
    start = at(2022, 8, 25, 18, 30)
    narrow = painted(bar, Span(start, start + hours * HOUR_US))
    elsewhere = painted(bar, Span(at(2022, 1, 3), at(2022, 1, 4)))
    first = round(bar.drawing.scale.px(start + DAY_US)) + 2
    beyond = QRect(first, 0, narrow.width() - first, narrow.height())
    assert narrow.copy(beyond) == elsewhere.copy(beyond)

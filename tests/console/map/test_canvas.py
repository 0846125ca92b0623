"""The map under a hand: real events on a window, and what is then seen."""

from dataclasses import replace
from random import Random
from threading import Event
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.layers.base import Layer, View
from console.layers.marks import Fill, Marks, Stroke
from console.map.canvas import MapCanvas
from console.map.picking import Hit
from console.map.projection import Projection
from console.palette import rgb
from geodata.picture import Picture
from geodata.texts import Text
from tests import small
from tests.console.map.conftest import MakeMap
from tests.console.map.scenes import (
    DARK,
    SOUTH_M,
    WEST_M,
    areas,
    at_px,
    badges,
    box,
    color_at,
    dots,
    labels,
    layer,
    line_labels,
    lines,
    ramp_legend,
    tip,
    xy,
)

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LAKE = areas(Fill("map.water"), box(450, 450, 550, 550), ids=("lake",), kind="water")


def settle(qtbot: QtBot, canvas: MapCanvas) -> None:
    qtbot.waitUntil(lambda: canvas.is_settled and canvas.unpainted_share == 0)


def wheel(canvas: MapCanvas, at: QPoint, notches: float) -> None:
    event = QWheelEvent(
        QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton, NO_KEYS, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def drag(
    canvas: MapCanvas, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS
) -> None:
    QTest.mousePress(canvas, LEFT, keys, start)
    for share in (0.25, 0.5, 0.75, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
    QTest.mouseRelease(canvas, LEFT, keys, end)


# --- moving -----------------------------------------------------------------------------------


def test_dragging_takes_the_ground_along(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("lake", [LAKE], plane="below"))
    assert color_at(canvas.grab_image(), 200, 150) == DARK.color("map.water")

    drag(canvas, QPoint(200, 150), QPoint(320, 200))

    assert at_px(canvas, 500, 500) == QPoint(320, 200)
    settle(qtbot, canvas)
    image = canvas.grab_image()
    assert color_at(image, 320, 200) == DARK.color("map.water")
    assert color_at(image, 200, 100) == DARK.color("map.land")


def city() -> list[Layer]:
    """Ground, a road, dots that move with time, names."""

    def moving(picture: Picture, view: View, options: Any) -> Marks:
        shift = (picture.moment.t_us - small.T_US) / 60_000_000 * 10
        places = ((x + shift, y + x / 3) for x in range(0, 1000, 90) for y in range(-300, 1000, 60))
        return Marks(live=(dots(*places, size=24),))

    names = [labels("甲", *((x, y) for x in range(0, 1000, 90) for y in range(0, 1000, 90)))]
    road = lines(Stroke("map.rail", 6.0, dash_px=(9, 9)), xy((0, 0), (480, 510), (1000, 300)))
    blocks = areas(
        Fill("map.building", edge_role="map.building_edge", edge_px=1.0),
        *(box(x, y, x + 30, y + 20) for x in range(0, 1000, 50) for y in range(0, 1000, 40)),
    )
    return [
        layer("ground", [blocks, road], plane="below", order=1),
        layer("dots", moving, order=2, reads=("t",)),
        layer("names", names, plane="above", order=3),
    ]


def different_share(one: MapCanvas, other: MapCanvas) -> float:
    """How many of the bytes of two maps differ by more than a rounding."""
    images = one.grab_image(), other.grab_image()
    a, b = (np.frombuffer(i.constBits(), dtype=np.uint8).astype(np.int64) for i in images)
    return float(np.mean(np.abs(a - b) > 3))


def test_after_long_drags_the_map_is_as_one_painted_afresh(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas, fresh = make_map(*city()), make_map(*city())

    for end in (QPoint(20, 290), QPoint(390, 20), QPoint(10, 10), QPoint(300, 280)):
        for _ in range(2):
            drag(canvas, QPoint(200, 150), end)
            settle(qtbot, canvas)
    where = canvas.projection
    fresh.look_at(where.x_m, where.y_m, where.m_per_px)

    # Names keep the places they once took; all else is equal.
    assert different_share(canvas, fresh) < 0.02


@pytest.mark.parametrize("seed", range(4))
def test_whatever_hands_and_time_do_the_map_ends_as_one_painted_afresh(
    make_map: MakeMap, qtbot: QtBot, seed: int
) -> None:
    random = Random(seed)
    canvas = make_map(*city())
    picture = small.shown()

    for _ in range(14):
        match random.choice(("wheel", "wheel", "drag", "step", "wait", "resize", "settle")):
            case "wheel":
                at = QPoint(random.randrange(400), random.randrange(300))
                wheel(canvas, at, random.choice((-2, -1, 1, 2)))
            case "drag":
                to = QPoint(random.randrange(400), random.randrange(300))
                drag(canvas, QPoint(200, 150), to)
            case "step":
                late = random.randrange(10)
                picture = small.shown(t_us=small.T_US + late * 60_000_000)
                canvas.show_picture(picture)
            case "wait":
                qtbot.wait(random.randrange(1, 60))
            case "resize":
                canvas.resize(random.choice((380, 400, 460)), random.choice((300, 350)))
            case _:
                settle(qtbot, canvas)
    settle(qtbot, canvas)
    fresh = make_map(*city(), picture=picture, size=(canvas.width(), canvas.height()))
    where = canvas.projection
    fresh.look_at(where.x_m, where.y_m, where.m_per_px)
    fresh.set_visible("names", False)
    canvas.set_visible("names", False)
    settle(qtbot, fresh)

    # A frame's grid begins where its zoom did: edges may fall elsewhere within a pixel. What
    # is left of another time or scale would be more than that.
    assert different_share(canvas, fresh) < 0.12


def test_the_wheel_zooms_about_the_pointer(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("lake", [LAKE], plane="below"))
    before = canvas.view

    wheel(canvas, QPoint(90, 60), 2)

    assert canvas.view.m_per_px == pytest.approx(before.m_per_px / 2)
    settle(qtbot, canvas)
    assert at_px(canvas, 390, 590) == QPoint(90, 60)


def test_a_zoom_takes_a_moment_and_none_with_reduced_motion(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    canvas = make_map()
    wheel(canvas, QPoint(200, 150), 1)
    assert canvas.projection.m_per_px > canvas.view.m_per_px
    settle(qtbot, canvas)

    canvas.set_reduce_motion(True)
    wheel(canvas, QPoint(200, 150), 1)

    assert canvas.projection.m_per_px == canvas.view.m_per_px


def test_double_click_comes_closer_and_with_shift_goes_away(make_map: MakeMap) -> None:
    canvas = make_map()

    QTest.mouseDClick(canvas, LEFT, NO_KEYS, QPoint(100, 100))
    assert canvas.view.m_per_px == pytest.approx(0.5)

    QTest.mouseDClick(canvas, LEFT, SHIFT, QPoint(100, 100))
    assert canvas.view.m_per_px == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("key", "east", "north"),
    [
        (Qt.Key.Key_Left, -1, 0),
        (Qt.Key.Key_Right, 1, 0),
        (Qt.Key.Key_Up, 0, 1),
        (Qt.Key.Key_Down, 0, -1),
    ],
)
def test_arrows_move_the_view(make_map: MakeMap, key: Qt.Key, east: int, north: int) -> None:
    canvas = make_map()
    before = canvas.projection

    QTest.keyClick(canvas, key)

    moved = (canvas.projection.x_m - before.x_m, canvas.projection.y_m - before.y_m)
    assert np.sign(moved).tolist() == [east, north]


def test_plus_minus_and_zero(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map()

    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.view.m_per_px < 1
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.view.m_per_px == pytest.approx(1)
    QTest.keyClick(canvas, Qt.Key.Key_0)

    west, south, east, north = canvas.view.bounds_m
    extent = small.EXTENT
    assert west <= extent[0] <= extent[2] <= east
    assert south <= extent[1] <= extent[3] <= north


def test_alt_and_arrows_lead_through_the_views_seen(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map()
    first = canvas.view
    canvas.look_at(WEST_M + 100, SOUTH_M + 100, 2.0)
    second = canvas.view

    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert canvas.view == second or canvas.view == first
    canvas.look_at(WEST_M + 100, SOUTH_M + 100, 2.0)
    canvas.previous_view()
    canvas.next_view()

    assert canvas.view.m_per_px == pytest.approx(2.0)


def test_a_box_dragged_with_shift_fills_the_map(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map()

    drag(canvas, QPoint(100, 100), QPoint(200, 175), SHIFT)

    assert canvas.view.m_per_px == pytest.approx(0.25)
    settle(qtbot, canvas)
    assert at_px(canvas, 400, 550) == QPoint(0, 0)


def test_zoom_to_a_layer_to_the_selection_and_to_the_district(make_map: MakeMap) -> None:
    canvas = make_map(layer("lake", [LAKE]), layer("dots", [dots((100, 100), (900, 800))]))

    canvas.zoom_to_layer("lake")
    assert canvas.view.bounds_m[0] > WEST_M + 350
    canvas.set_selected("incident", ["d1"])
    canvas.zoom_to_selection()
    west, south, east, north = canvas.view.bounds_m
    assert west < WEST_M + 900 < east
    assert south < SOUTH_M + 800 < north
    canvas.zoom_to_district()
    assert canvas.view.bounds_m[0] <= small.EXTENT[0]


def test_a_map_of_another_size_keeps_its_middle(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("lake", [LAKE], plane="below"))

    canvas.resize(900, 700)
    settle(qtbot, canvas)

    assert at_px(canvas, 500, 500) == QPoint(450, 350)
    assert color_at(canvas.grab_image(), 450, 350) == DARK.color("map.water")


# --- pictures ---------------------------------------------------------------------------------


def counting(layer_id: str, reads: tuple[str, ...], **others: Any) -> tuple[Any, list[Picture]]:
    asked: list[Picture] = []

    def marks(picture: Picture, view: View, options: Any) -> Marks:
        asked.append(picture)
        return Marks(live=(dots((500, 500)),))

    return layer(layer_id, marks, reads=reads, **others), asked


def test_a_layer_is_asked_again_only_when_what_it_reads_has_changed(make_map: MakeMap) -> None:
    still, still_asked = counting("still", ("camera",))
    moving, moving_asked = counting("moving", ("t",))
    counted, counted_asked = counting("counted", ("counted",))
    canvas = make_map(still, moving, counted, picture=small.shown())

    canvas.show_picture(small.shown(t_us=small.T_US + 60_000_000))

    assert (len(still_asked), len(moving_asked), len(counted_asked)) == (1, 2, 1)


def test_a_layer_is_asked_again_when_its_options_change(make_map: MakeMap) -> None:
    made, asked = counting("one", ("camera",))
    canvas = make_map(made)

    canvas.set_options("one", replace(made.options(), size=9.0))
    canvas.set_options("one", replace(made.options(), size=9.0))

    assert len(asked) == 2


def test_only_layers_that_ask_for_it_are_asked_again_when_the_view_moves(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    by_view, by_view_asked = counting("by_view", ("camera",), by_view=True)
    other, other_asked = counting("other", ("camera",))
    canvas = make_map(by_view, other)
    before = len(by_view_asked)

    canvas.zoom_by(2.0)
    settle(qtbot, canvas)

    assert len(by_view_asked) > before
    assert len(other_asked) == 1


def test_a_hidden_layer_is_neither_asked_nor_seen(make_map: MakeMap) -> None:
    made, asked = counting("one", ("t",))
    canvas = make_map(made)
    assert color_at(canvas.grab_image(), 200, 150) == DARK.color("kind.touting")

    canvas.set_visible("one", False)
    canvas.show_picture(small.shown(t_us=small.T_US + 1))

    assert len(asked) == 1
    assert color_at(canvas.grab_image(), 200, 150) == DARK.color("map.land")


def test_layers_are_drawn_in_the_order_asked_for(make_map: MakeMap) -> None:
    below = layer("below", [areas(Fill("map.water"), box(400, 400, 600, 600))], order=1)
    above = layer("above", [areas(Fill("map.green"), box(400, 400, 600, 600))], order=2)
    canvas = make_map(below, above)
    assert color_at(canvas.grab_image(), 200, 150) == DARK.color("map.green")

    canvas.set_order(["above", "below"])

    assert color_at(canvas.grab_image(), 200, 150) == DARK.color("map.water")
    with pytest.raises(ValueError, match="every layer once"):
        canvas.set_order(["above"])


def test_painted_tells_of_every_picture_once_its_frame_is_there(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    canvas = make_map(layer("dots", [dots((500, 500))]))
    following = small.shown(t_us=small.T_US + 1)

    with qtbot.waitSignal(canvas.painted) as told:
        canvas.show_picture(following)

    assert told.args == [following]


def test_a_slow_layer_keeps_its_old_drawing_dimmed_under_its_own_time(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    go = Event()

    def marks(picture: Picture, view: View, options: Any) -> Marks:
        if picture.moment.t_us != small.T_US:
            assert go.wait(10)
            return Marks(live=(dots((560, 500), size=20),))
        return Marks(live=(dots((440, 500), size=20),))

    canvas = make_map(layer("slow", marks, reads=("t",), slow=True))
    settle(qtbot, canvas)
    bright = color_at(canvas.grab_image(), 140, 150)
    assert bright == DARK.color("kind.touting")

    canvas.show_picture(small.shown(t_us=small.T_US + 3_600_000_000))

    dim = color_at(canvas.grab().toImage(), 140, 150)
    assert dim not in (bright, DARK.color("map.land"))
    assert not canvas.is_settled
    assert "图层 slow：仍为 10-01 18:30，更新中" in canvas.stamp_words
    assert "19:30" in canvas.stamp_words[0]
    go.set()
    settle(qtbot, canvas)
    image = canvas.grab_image()
    assert color_at(image, 260, 150) == bright
    assert color_at(image, 140, 150) == DARK.color("map.land")
    assert len(canvas.stamp_words) == 2


def test_a_late_answer_of_a_slow_layer_is_dropped(make_map: MakeMap, qtbot: QtBot) -> None:
    first, second = Event(), Event()

    def marks(picture: Picture, view: View, options: Any) -> Marks:
        late = picture.moment.t_us - small.T_US
        if late == 1:
            assert first.wait(10)
            return Marks(live=(dots((440, 500), size=20),))
        if late == 2:
            assert second.wait(10)
            return Marks(live=(dots((560, 500), size=20),))
        return Marks()

    canvas = make_map(layer("slow", marks, reads=("t",), slow=True))
    canvas.show_picture(small.shown(t_us=small.T_US + 1))
    canvas.show_picture(small.shown(t_us=small.T_US + 2))
    second.set()
    settle(qtbot, canvas)
    first.set()
    qtbot.wait(50)

    image = canvas.grab_image()
    assert color_at(image, 260, 150) == DARK.color("kind.touting")
    assert color_at(image, 140, 150) == DARK.color("map.land")


def test_what_changes_with_time_below_is_drawn_anew_over_what_does_not(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    def marks(picture: Picture, view: View, options: Any) -> Marks:
        late = (picture.moment.t_us - small.T_US) * 50
        ring = box(460 + late, 480, 490 + late, 520)
        return Marks(below=(areas(Fill("camera.fault", 0.5), ring),))

    canvas = make_map(
        layer("lake", [LAKE], plane="below", order=1),
        layer("changing", marks, order=2, reads=("t",)),
    )
    alone = color_at(canvas.grab_image(), 175, 150)
    assert alone != DARK.color("map.water")

    for late in (1, 0, 1):
        canvas.show_picture(small.shown(t_us=small.T_US + late))
        image = canvas.grab_image()
        assert color_at(image, 175 + 50 * late, 150) == alone
        assert color_at(image, 225 - 50 * late, 150) == DARK.color("map.water")
    drag(canvas, QPoint(200, 150), QPoint(230, 150))
    canvas.show_picture(small.shown())
    settle(qtbot, canvas)
    assert color_at(canvas.grab_image(), 205, 150) == alone
    canvas.set_palette(type(DARK).load("light"))
    canvas.show_picture(small.shown(t_us=small.T_US + 1))
    light = type(DARK).load("light")
    assert color_at(canvas.grab_image(), 205, 150) == light.color("map.water")


def test_another_theme_and_another_language(make_map: MakeMap) -> None:
    name = line_labels(Text("南天成路", "Nantiancheng Road"), (300, 500), (700, 500))
    canvas = make_map(layer("lake", [LAKE], plane="below"), layer("n", [name], plane="above"))
    chinese = canvas.grab_image()
    canvas.set_language("en")
    english = canvas.grab_image()
    assert chinese != english
    assert canvas.stamp_words[0] == "Replay · 2022-10-01 Sat 18:30"

    canvas.set_palette(type(DARK).load("light"))

    assert color_at(canvas.grab_image(), 230, 180) == type(DARK).load("light").color("map.water")


# --- pointing ---------------------------------------------------------------------------------


def test_what_overlaps_can_all_be_reached_by_clicking_again(
    make_map: MakeMap, qtbot: QtBot
) -> None:
    canvas = make_map(
        layer("lake", [LAKE], plane="below", order=1),
        layer("route", [lines(Stroke("mode.motor"), xy((400, 500), (600, 500)), ids=("r",))]),
        layer("dots", [dots((500, 500), (502, 500))], order=60),
        layer("units", [badges((500, 501))], order=70),
    )
    seen: list[tuple[Hit, ...]] = []
    canvas.picked.connect(seen.append)

    for _ in range(5):
        QTest.mouseClick(canvas, LEFT, NO_KEYS, QPoint(200, 150))

    assert [hit.id for hit in seen[0]] == ["b0", "d0", "d1", "r", "lake"]
    assert [hits[0].id for hits in seen] == ["b0", "d0", "d1", "r", "lake"]
    assert seen[0][0] == Hit("units", "unit", "b0")


def test_a_click_on_nothing_picks_nothing(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("dots", [dots((500, 500))]))

    with qtbot.waitSignal(canvas.picked) as told:
        QTest.mouseClick(canvas, LEFT, NO_KEYS, QPoint(50, 200))

    assert told.args == [()]


def test_hovering_says_what_is_there_and_that_it_is_left(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("dots", [dots((500, 500))]))

    with qtbot.waitSignal(canvas.hovered) as told:
        QTest.mouseMove(canvas, QPoint(200, 150))
    assert [hit.id for hit in told.args[0]] == ["d0"]

    with qtbot.waitSignal(canvas.hovered) as told:
        QTest.mouseMove(canvas, QPoint(60, 200))
    assert told.args == [()]


def test_resting_on_a_thing_tells_what_is_known_about_it(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("dots", [dots((500, 500))], tip=tip))

    QTest.mouseMove(canvas, QPoint(200, 150))
    qtbot.waitUntil(lambda: canvas.tip_words != ())
    assert canvas.tip_words[:3] == ("incident d0", "状态", "on")

    QTest.mouseMove(canvas, QPoint(60, 200))
    assert not canvas.tip_words


def test_the_pointer_says_where_it_is(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map()

    with qtbot.waitSignal(canvas.pointer_moved) as told:
        QTest.mouseMove(canvas, QPoint(200, 150))

    assert told.args == pytest.approx([WEST_M + 500, SOUTH_M + 500])


def test_a_box_selects_what_lies_in_it(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map(layer("dots", [dots((450, 500), (550, 500), (640, 500))]))
    canvas.set_mode("select_box")

    with qtbot.waitSignal(canvas.boxed) as told:
        drag(canvas, QPoint(120, 100), QPoint(280, 200))

    bounds, hits = told.args
    assert bounds == pytest.approx((WEST_M + 420, SOUTH_M + 450, WEST_M + 580, SOUTH_M + 550))
    assert {hit.id for hit in hits} == {"d0", "d1"}


def test_measuring_adds_up_the_legs_and_escape_ends_it(make_map: MakeMap) -> None:
    canvas = make_map()
    canvas.set_mode("measure")

    for at in (QPoint(100, 100), QPoint(200, 100), QPoint(200, 175)):
        QTest.mouseClick(canvas, LEFT, NO_KEYS, at)
    assert canvas.measured_m == pytest.approx(175)

    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.measured_m == 0
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.mode == "browse"


def test_the_tools_do_what_their_keys_do(make_map: MakeMap, qtbot: QtBot) -> None:
    canvas = make_map()
    tools = {button.tool.id: button for button in canvas.tools}

    with qtbot.waitSignal(canvas.mode_changed) as told:
        QTest.mouseClick(tools["measure"], LEFT)
    assert told.args == ["measure"]
    assert tools["measure"].isChecked()
    assert not tools["browse"].isChecked()

    QTest.mouseClick(tools["closer"], LEFT)
    assert canvas.view.m_per_px == pytest.approx(2**-0.5)
    QTest.mouseClick(tools["farther"], LEFT)
    assert canvas.view.m_per_px == pytest.approx(1)
    QTest.mouseClick(tools["district"], LEFT)
    assert canvas.view.m_per_px > 3


def test_the_selection_is_ringed_without_hue(make_map: MakeMap) -> None:
    canvas = make_map(layer("dots", [dots((500, 500), size=10)]))

    canvas.set_selected("incident", ["d0"])

    image = canvas.grab_image()
    # A 10 px symbol: the ring runs 9 px from its middle.
    for x, y in ((209, 150), (200, 141)):
        red, green, blue = rgb(color_at(image, x, y))
        assert red == green == blue > 0xE0
    canvas.set_selected("incident", [])
    assert color_at(canvas.grab_image(), 209, 150) == DARK.color("map.land")


def test_a_layer_adds_to_what_is_selected_of_its_kinds(make_map: MakeMap) -> None:
    def emphasis(picture: Picture, ids: tuple[str, ...], options: Any) -> Marks:
        assert ids == ("d0",)
        return Marks(above=(areas(Fill("dori.250"), box(540, 490, 560, 510)),))

    canvas = make_map(
        layer("dots", [dots((500, 500))], emphasis=emphasis), layer("lake", [LAKE], order=1)
    )
    canvas.set_selected("incident", ["d0"])

    assert color_at(canvas.grab_image(), 250, 150) == DARK.color("dori.250")


def test_rasters_explain_themselves_on_the_map(make_map: MakeMap) -> None:
    canvas = make_map(layer("dots", [dots((500, 500))], legend=ramp_legend), size=(800, 600))

    assert canvas.legend_words == ("密度", "1 / ha", "0", "9")
    canvas.set_visible("dots", False)
    assert not canvas.legend_words


def test_the_map_refuses_input_methods(make_map: MakeMap) -> None:
    canvas = make_map()

    assert not canvas.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not canvas.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_zoom_in_flight_ends_when_the_ground_is_dragged(make_map: MakeMap) -> None:
    canvas = make_map()
    wheel(canvas, QPoint(200, 150), 1)

    drag(canvas, QPoint(200, 150), QPoint(230, 150))

    assert isinstance(canvas.projection, Projection)
    assert canvas.projection.view == canvas.view

"""What lies under the pointer, by shape and by scale."""

import numpy as np
import pytest

from console.layers.marks import Batch, Fill, Stroke
from console.map.extents import around, batch_box, row_box
from console.map.painter import Entry
from console.map.picking import Picker
from tests.console.map.scenes import (
    SOUTH_M,
    WEST_M,
    areas,
    badges,
    box,
    dots,
    labels,
    lines,
    xy,
)


def at(x: float, y: float, *batches: Batch, m_per_px: float = 1.0) -> list[str]:
    hits = Picker().at([Entry("one", batches)], WEST_M + x, SOUTH_M + y, m_per_px)
    return [hit.id for hit in hits]


def test_a_pin_is_picked_by_its_plate_above_the_place_it_points_at() -> None:
    pin = badges((100, 100), shape="pin")

    assert at(100, 113, pin) == ["b0"]
    assert at(100, 95, pin) == []
    assert at(100, 95, badges((100, 100))) == ["b0"]


def test_reach_is_in_pixels_whatever_the_scale() -> None:
    dot = dots((100, 100), size=6)

    assert at(104, 100, dot) == ["d0"]
    assert at(108, 100, dot) == []
    assert at(108, 100, dot, m_per_px=2.0) == ["d0"]
    assert at(101, 100, dot, m_per_px=0.1) == []


def test_of_several_dots_the_nearest_comes_first() -> None:
    assert at(103, 100, dots((100, 100), (104, 100), (300, 100))) == ["d1", "d0"]


def test_a_line_is_picked_beside_it_and_a_hole_is_not_its_area() -> None:
    line = lines(Stroke("mode.motor", 2.0), xy((0, 0), (200, 0)), ids=("r",))
    ringed = areas(Fill("zone"), box(0, 100, 90, 190), box(30, 130, 60, 160), ids=("z",))
    whole = type(ringed)(
        ringed.coords_m, ringed.ring_offsets, np.array([0, 2]), ringed.fill, ("z",), "zone"
    )

    assert at(100, 5, line) == ["r"]
    assert at(100, 9, line) == []
    assert at(10, 110, whole) == ["z"]
    assert at(45, 145, whole) == []


def test_what_has_no_id_is_not_picked() -> None:
    assert at(50, 50, areas(Fill("zone"), box(0, 0, 100, 100)), labels("x", (50, 50))) == []


def test_empty_and_flat_shapes_are_passed_over() -> None:
    flat = areas(Fill("zone"), xy((0, 0), (10, 0), (0, 0)), box(20, 0, 40, 20), ids=("a", "b"))

    assert at(5, 0, flat) == []
    assert at(30, 10, flat) == ["b"]


def test_the_uppermost_layer_comes_first_and_each_thing_once() -> None:
    zone = areas(Fill("zone"), box(0, 0, 100, 100), box(0, 0, 50, 50), ids=("z", "z"))
    below, above = Entry("below", (zone,)), Entry("above", (dots((20, 20)), badges((20, 20))))

    hits = Picker().at([below, above], WEST_M + 20, SOUTH_M + 20, 1.0)

    assert [(hit.layer_id, hit.id) for hit in hits] == [
        ("above", "b0"),
        ("above", "d0"),
        ("below", "z"),
    ]


def test_a_box_takes_in_what_it_touches() -> None:
    entry = Entry(
        "one",
        (
            areas(Fill("zone"), box(0, 0, 100, 100), box(500, 0, 600, 100), ids=("z", "far")),
            lines(Stroke("zone"), xy((90, 0), (90, 900)), xy((300, 0), (300, 9)), ids=("r", "q")),
            dots((60, 60), (160, 60)),
        ),
    )

    hits = Picker().within([entry], (WEST_M + 50, SOUTH_M + 50, WEST_M + 120, SOUTH_M + 120))

    assert {hit.id for hit in hits} == {"z", "r", "d0"}


def test_how_far_marks_reach() -> None:
    two = dots((10, 20), (210, 120))
    assert batch_box(two) == pytest.approx((WEST_M + 10, SOUTH_M + 20, WEST_M + 210, SOUTH_M + 120))
    assert around([]) is None
    assert around([None]) is None
    lonely = around([row_box(two, 0)])
    assert lonely == pytest.approx((WEST_M - 20, SOUTH_M - 10, WEST_M + 40, SOUTH_M + 50))
    nowhere = dots((np.nan, np.nan))
    assert batch_box(nowhere) is None

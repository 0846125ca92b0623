"""Hot cells that touch are one region, and its outline encloses exactly them."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import ndimage

from geodata.analysis.grids import GridSpec
from geodata.analysis.regions import cells_of, contiguous, outline

SPEC = GridSpec(1000.0, 2000.0, 50.0, 9, 7)


@st.composite
def masks(draw: st.DrawFn) -> NDArray[np.bool_]:
    bits = draw(st.lists(st.booleans(), min_size=63, max_size=63))
    return np.array(bits).reshape(7, 9)


@given(masks())
def test_regions_are_scipys(mask: NDArray[np.bool_]) -> None:
    labels, n = ndimage.label(mask, structure=np.ones((3, 3)))
    groups = contiguous(cells_of(mask))
    assert len(groups) == n
    for group in groups:
        (label,) = {int(labels[cell]) for cell in group}
        assert group == cells_of(labels == label)


@given(masks())
def test_an_outline_encloses_its_cells_and_nothing_else(mask: NDArray[np.bool_]) -> None:
    rings = outline(cells_of(mask), SPEC)
    boxes = [
        shapely.box(1000 + 50 * c, 2000 + 50 * r, 1050 + 50 * c, 2050 + 50 * r)
        for r, c in cells_of(mask)
    ]
    outer: list[shapely.Polygon] = []
    holes: list[shapely.Polygon] = []
    for i in range(len(rings)):
        ring = shapely.LinearRing(rings.ring(i))
        assert ring.is_simple
        (outer if ring.is_ccw else holes).append(shapely.Polygon(ring))
    enclosed = shapely.union_all(outer).difference(shapely.union_all(holes))
    assert enclosed.symmetric_difference(shapely.union_all(boxes)).area == pytest.approx(0.0)


def test_vertices_are_only_where_the_outline_turns() -> None:
    bar = outline([(2, 3), (2, 4), (2, 5)], SPEC)
    assert len(bar) == 1
    assert bar.ring(0).tolist() == [
        [1150.0, 2100.0],
        [1300.0, 2100.0],
        [1300.0, 2150.0],
        [1150.0, 2150.0],
        [1150.0, 2100.0],
    ]


def test_cells_that_touch_at_a_corner_are_one_region_of_two_rings() -> None:
    cells = [(1, 1), (2, 2)]
    assert contiguous(cells) == [cells]
    assert len(outline(cells, SPEC)) == 2


def test_a_region_around_a_gap_has_a_hole() -> None:
    ring_of_cells = [(r, c) for r in range(3) for c in range(3) if (r, c) != (1, 1)]
    rings = outline(ring_of_cells, SPEC)
    assert len(rings) == 2
    areas = sorted(shapely.Polygon(rings.ring(i)).area for i in range(2))
    assert areas == [2500.0, 22500.0]


def test_no_cells_no_outline() -> None:
    rings = outline([], SPEC)
    assert len(rings) == 0
    assert rings.xy_m.shape == (0, 2)
    assert contiguous([]) == []

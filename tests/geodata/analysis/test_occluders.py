import pickle

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.camera_views import CameraViews
from geodata.analysis.isovist import isovists
from geodata.analysis.occluder_kernels import winding_at
from geodata.analysis.occluders import Occluders

SQUARE = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
YARD = np.array([[3.0, 3.0], [7.0, 3.0], [7.0, 7.0], [3.0, 7.0]])


def area_seen(occluders: Occluders, x_m: float, y_m: float) -> float:
    one = np.full(1, 360.0)
    view = CameraViews(np.array([[x_m, y_m]]), np.zeros(1), one, one, np.full(1, 30.0), one)
    return float(shapely.area(isovists(occluders, view).polygons()[0]))


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("reverse", [True, False])
def test_rings_may_run_either_way_closed_or_not(closed: bool, reverse: bool) -> None:
    ring = SQUARE[::-1] if reverse else SQUARE
    ring = np.vstack((ring, ring[:1])) if closed else ring
    from_rings = Occluders.from_rings(ring, np.array([0, len(ring)]))
    from_polygons = Occluders.from_polygons(np.array([shapely.Polygon(SQUARE)]))
    assert area_seen(from_rings, -5, 5) == pytest.approx(area_seen(from_polygons, -5, 5))


def test_a_courtyard_is_open_inside() -> None:
    rings = np.vstack((SQUARE, YARD))
    built = Occluders.from_rings(rings, np.array([0, 4, 8]), np.array([False, True]))
    assert area_seen(built, 5, 5) == pytest.approx(16)
    assert area_seen(
        Occluders.from_polygons(np.array([shapely.Polygon(SQUARE, [YARD])])), 5, 5
    ) == (pytest.approx(16))


def test_no_buildings_and_empty_ones_block_nothing() -> None:
    circle = np.pi * 900
    for shapes in ([], [None, shapely.Polygon(), shapely.Point(1, 1)]):
        assert area_seen(Occluders.from_polygons(np.array(shapes, object)), 0, 0) == pytest.approx(
            circle, rel=3e-4
        )


def test_a_bow_tie_is_made_valid() -> None:
    bow_tie = shapely.Polygon([(5, -5), (5, 5), (15, -5), (15, 5)])
    repaired = Occluders.from_polygons(np.array([shapely.make_valid(bow_tie)]))
    assert area_seen(Occluders.from_polygons(np.array([bow_tie])), 0, 0) == pytest.approx(
        area_seen(repaired, 0, 0)
    )


def test_what_is_not_finite_or_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Occluders.from_rings(np.array([[0.0, np.nan]]), np.array([0, 1]))
    with pytest.raises(ValueError, match="finite"):
        Occluders.from_polygons(np.array([shapely.Polygon([(0, 0), (1e308, 0), (np.inf, 1)])]))
    with pytest.raises(ValueError, match="offsets"):
        Occluders.from_rings(SQUARE, np.array([0, 3]))
    with pytest.raises(ValueError, match="is_hole"):
        Occluders.from_rings(SQUARE, np.array([0, 4]), np.zeros(2, bool))


def test_occluders_survive_pickling() -> None:
    built = Occluders.from_rings(SQUARE + np.array([560_000, 3_460_000]), np.array([0, 4]))
    again = pickle.loads(pickle.dumps(built))  # noqa: S301 - our own bytes
    assert area_seen(again, 559_995, 3_460_005) == area_seen(built, 559_995, 3_460_005)


@given(
    st.lists(st.tuples(*[st.integers(-40, 40)] * 2, *[st.integers(1, 30)] * 2), max_size=8),
    st.lists(st.tuples(*[st.floats(-60, 60)] * 2), min_size=1, max_size=20),
    st.sampled_from([1.0, 5.0, 24.0]),
)
def test_the_index_knows_what_is_inside(
    sizes: list[tuple[int, int, int, int]], points: list[tuple[float, float]], cell_m: float
) -> None:
    boxes = np.array([shapely.box(x, y, x + w, y + h) for x, y, w, h in sizes], object)
    built = Occluders.from_polygons(boxes, cell_m)
    xy = np.array(points)
    for point, (x, y) in zip(xy, xy - np.array(built.origin_m), strict=True):
        at = shapely.Point(point)
        if shapely.distance(shapely.boundary(boxes), at).min(initial=1.0) > 1e-6:
            assert winding_at.py_func(built.index, x, y) == shapely.contains(boxes, at).sum()

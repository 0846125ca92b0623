"""Camera coverage: as one surface, by detail, by how many cameras, and where nobody looks."""

from typing import Any

import numpy as np
import pytest
import shapely

from console.layers.coverage import LAYER, MANY
from console.layers.marks import Areas, Grid
from tests import small
from tests.console.layers.looked import drawn, ids, length, of_type

SEEING = {"C-fixed-online", "C-ptz-online", "C-reader-online"}
DARK = {"offline", "fault", "unknown"}


def united(batch: Areas) -> Any:
    rings = [
        shapely.Polygon(batch.coords_m[a:b])
        for a, b in zip(batch.ring_offsets[:-1], batch.ring_offsets[1:], strict=True)
    ]
    return shapely.union_all([shapely.make_valid(ring) for ring in rings])


@pytest.mark.parametrize("show", ["union", "dori", "count", "blind"])
def test_cameras_that_do_not_see_are_always_told_apart(show: str) -> None:
    dark = [b for b in of_type(drawn(LAYER, small.shown(), show=show), Areas)
            if b.fill.hatch_role in {"camera.offline", "camera.unknown"}]  # fmt: skip
    assert [b.fill.hatch_role for b in dark] == ["camera.offline", "camera.unknown"]
    assert set(dark[0].ids) == {
        f"C-{kind}-{state}" for kind in small.CAMERA_KINDS for state in ("offline", "fault")
    }
    assert set(dark[1].ids) == {f"C-{kind}-unknown" for kind in small.CAMERA_KINDS} | {"C-odd"}


def test_the_union_is_one_surface_whose_cameras_can_be_pointed_at() -> None:
    one, outline, *_ = of_type(drawn(LAYER, small.shown(), show="union"), Areas)
    assert set(one.ids) == SEEING
    assert one.fill.as_one
    assert length(outline) == 1
    seen_m2 = LAYER.figures(small.shown(), LAYER.options())["watched_m2"]
    assert united(outline).area == pytest.approx(seen_m2, rel=0.01)


def test_bands_lie_one_within_the_other_and_are_explained() -> None:
    bands = of_type(drawn(LAYER, small.shown(), show="dori"), Areas)[:4]
    sizes = [united(band).area for band in bands]
    assert sizes == sorted(sizes, reverse=True)
    legend = LAYER.legend(small.shown(), LAYER.options(show="dori"))
    assert legend is not None
    assert [key.role for key in legend.keys] == [band.fill.role for band in bands]


def test_the_count_of_cameras_is_a_grid_with_a_ramp() -> None:
    (grid,) = of_type(drawn(LAYER, small.shown(), show="count"), Grid)
    assert 1 <= np.max(grid.values) <= MANY
    legend = LAYER.legend(small.shown(), LAYER.options(show="count"))
    assert legend is not None
    assert (legend.ramp, legend.ticks[-1]) == (grid.ramp, f"≥ {MANY}")


def test_blind_spots_are_public_ground_that_no_online_camera_sees() -> None:
    blind, *_ = of_type(drawn(LAYER, small.shown(), show="blind"), Areas)
    assert (blind.fill.hatch, blind.fill.hatch_role) == ("diagonal", "blind")
    everything = united(blind)
    assert everything.contains(small.point(900, 200))
    union = of_type(drawn(LAYER, small.shown(), show="union"), Areas)[1]
    assert everything.intersection(united(union)).area < 1.0


def test_without_cameras_there_is_nothing_to_show_nor_to_count() -> None:
    picture = small.of(*small.GROUND)
    for show in ("union", "dori", "count", "blind"):
        assert not ids(drawn(LAYER, picture, show=show), "camera")
    assert LAYER.figures(picture, LAYER.options()) == {"cameras": 0}


def test_where_all_cameras_are_off_nothing_is_watched() -> None:
    off = [c for c in small.CAMERAS if c.id.endswith("offline")]
    picture = small.of(*off)
    for show in ("union", "dori", "count", "blind"):
        assert ids(drawn(LAYER, picture, show=show), "camera") == {c.id for c in off}
    assert LAYER.figures(picture, LAYER.options()) == {
        "cameras": 3,
        "online": 0,
        "watched_m2": 0.0,
    }

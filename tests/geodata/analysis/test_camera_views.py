import numpy as np
import pytest

from geodata.analysis.camera_views import CameraViews


def views(kinds: list[str], **changed: list[float]) -> CameraViews:
    n = len(kinds)
    fields = {
        "azimuth_deg": [45.0] * n,
        "hfov_deg": [60.0] * n,
        "range_m": [80.0] * n,
        "horizontal_px": [1920.0] * n,
        **changed,
    }
    return CameraViews.of_kinds(
        kinds, xy_m=np.zeros((n, 2)), **{name: np.array(value) for name, value in fields.items()}
    )


def test_a_ptz_reaches_all_round_and_needs_no_azimuth() -> None:
    ptz = views(["ptz"], azimuth_deg=[np.nan])
    assert ptz.sweep_deg.tolist() == [360.0]
    assert ptz.azimuth_deg.tolist() == [0.0]
    assert ptz.hfov_deg.tolist() == [60.0]


def test_a_fixed_camera_reaches_its_own_field_of_view() -> None:
    assert views(["fixed"]).sweep_deg.tolist() == [60.0]


def test_a_checkpoint_reader_is_of_use_as_far_as_it_identifies() -> None:
    known, unknown = views(["reader", "reader"], horizontal_px=[1920.0, np.nan]).range_m
    assert known == pytest.approx(1920 / (2 * 250 * np.tan(np.radians(30))))
    assert unknown == 80.0


def test_within_shortens_and_never_lengthens() -> None:
    near = views(["fixed"] * 3).within(np.array([10.0, 500.0, np.nan]))
    assert near.range_m.tolist() == [10.0, 80.0, 0.0]


@pytest.mark.parametrize(
    "changed",
    [
        {"range_m": [-1.0]},
        {"range_m": [np.inf]},
        {"hfov_deg": [0.0]},
        {"hfov_deg": [361.0]},
        {"horizontal_px": [-1.0]},
        {"range_m": [1.0, 2.0]},
    ],
)
def test_impossible_cameras_are_refused(changed: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match=next(iter(changed)).split("_")[0]):
        views(["fixed"], **changed)


def test_a_camera_needs_a_place() -> None:
    one = np.ones(1)
    with pytest.raises(ValueError, match="place"):
        CameraViews(np.array([[np.nan, 0.0]]), one, one, one, one, one)

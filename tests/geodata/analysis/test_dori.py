import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.analysis.dori import DoriLevel, dori_distance_m, px_per_m

LENSES = st.floats(1.0, 360.0)
SENSORS = st.sampled_from([704.0, 1280.0, 1920.0, 2560.0, 3840.0])


@pytest.mark.parametrize(
    ("level", "metres"),
    [
        (DoriLevel.DETECT, 38.4),
        (DoriLevel.OBSERVE, 15.36),
        (DoriLevel.RECOGNISE, 7.68),
        (DoriLevel.IDENTIFY, 3.84),
    ],
)
def test_full_hd_at_90_degrees_reaches_what_the_standard_gives(
    level: DoriLevel, metres: float
) -> None:
    assert dori_distance_m(level, 1920.0, 90.0) == pytest.approx(metres)


def test_a_dome_shares_its_pixels_along_the_arc() -> None:
    assert px_per_m(10.0, 3600.0, 360.0) == pytest.approx(3600 / (2 * math.pi * 10))
    assert px_per_m(10.0, 1800.0, 180.0) == pytest.approx(1800 / (math.pi * 10))


@given(level=st.sampled_from(DoriLevel), pixels=SENSORS, lens=LENSES)
def test_a_level_reaches_as_far_as_its_density(
    level: DoriLevel, pixels: float, lens: float
) -> None:
    reach_m = dori_distance_m(level, pixels, lens)
    assert px_per_m(reach_m, pixels, lens) == pytest.approx(level.value)


@given(pixels=SENSORS, lens=LENSES)
def test_finer_levels_reach_less_far(pixels: float, lens: float) -> None:
    reaches = [dori_distance_m(level, pixels, lens) for level in DoriLevel]
    assert reaches == sorted(reaches, reverse=True)


def test_unknown_pixels_or_lens_give_an_unknown_density() -> None:
    density = px_per_m(np.array([5.0, 5.0]), np.array([np.nan, 1920.0]), np.array([90.0, np.nan]))
    assert np.isnan(density).all()

"""The sample's ground, built once for all tests that only look at it."""

import pytest

from geodata.sample.ground import Ground, ground


@pytest.fixture(scope="session")
def sample_ground() -> Ground:
    return ground()

"""A small store of the trial district."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.stores.geopackage import Store, create
from tests.records import DISTRICT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "district.gpkg"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with create(path, DISTRICT) as made:
        yield made

"""A layer is found by being there; a file among them that is none stops the start."""

import importlib
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from console.layers import LayerFileError, found
from console.layers.base import Layer

NUMBERS = count()
TROUGHS = '''
"""Water troughs."""

from dataclasses import dataclass

from console.layers.base import Key, Layer
from console.layers.marks import NO_MARKS
from geodata.texts import Text, same


@dataclass(frozen=True, slots=True)
class Options:
    """None."""


LAYER = Layer(
    id="troughs",
    title=Text("水槽", "Troughs"),
    group="base",
    order={order},
    key=Key("area", "map.water", same("")),
    reads=("place",),
    options=Options,
    marks=lambda picture, view, options: NO_MARKS,
    count=lambda picture, options: same("0"),
)
'''
Package = Callable[..., ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """A package of layers made of files: name and text."""
    name = f"layers_{next(NUMBERS)}"

    def made(**files: str) -> ModuleType:
        home = tmp_path / name
        home.mkdir()
        home.joinpath("__init__.py").write_text("")
        for stem, text in files.items():
            home.joinpath(f"{stem}.py").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path))
        return importlib.import_module(name)

    yield made
    for module in [m for m in sys.modules if m.startswith(name)]:
        del sys.modules[module]


def test_every_file_is_one_layer_lowest_first(package: Package) -> None:
    home = package(
        high=TROUGHS.replace("{order}", "9").replace('"troughs"', '"high"'),
        low=TROUGHS.replace("{order}", "1"),
    )
    assert [layer.id for layer in found(home)] == ["troughs", "high"]


def test_helpers_and_the_words_of_layers_are_no_layers(package: Package) -> None:
    home = package(_helper="x = 1", base="x = 1", marks="x = 1", options="x = 1",
                   troughs=TROUGHS.replace("{order}", "1"))  # fmt: skip
    assert [layer.id for layer in found(home)] == ["troughs"]


@pytest.mark.parametrize("text", ["x = 1", "LAYER = None", "LAYER = 'troughs'"])
def test_a_file_without_a_layer_stops_the_start_and_is_named(package: Package, text: str) -> None:
    home = package(troughs=TROUGHS.replace("{order}", "1"), forgotten=text)
    with pytest.raises(LayerFileError, match=r"forgotten\.py"):
        found(home)


def test_a_layer_that_lacks_an_attribute_stops_the_start_and_its_file_is_named(
    package: Package,
) -> None:
    home = package(halved=TROUGHS.replace("{order}", "1").replace('    reads=("place",),\n', ""))
    with pytest.raises(LayerFileError, match=r"halved\.py.*reads"):
        found(home)


def test_two_files_with_one_id_stop_the_start_and_are_named(package: Package) -> None:
    text = TROUGHS.replace("{order}", "1")
    home = package(one=text, two=text)
    with pytest.raises(LayerFileError, match=r"two\.py.*troughs"):
        found(home)


def test_a_group_nobody_knows_stops_the_start_and_is_named(package: Package) -> None:
    home = package(odd=TROUGHS.replace("{order}", "1").replace('"base"', '"basement"'))
    with pytest.raises(LayerFileError, match=r"odd\.py.*basement"):
        found(home)


def test_the_consoles_own_layers_are_found() -> None:
    assert all(isinstance(layer, Layer) for layer in found())

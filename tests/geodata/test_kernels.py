"""Kernels are compiled before the window opens, all of them."""

import importlib
from pathlib import Path

import pytest

from geodata import kernels


def test_kernels_are_found_by_the_name_of_their_file(tmp_path: Path) -> None:
    for name in (
        "geodata/analysis/sight_kernels.py",
        "console/map/dots_kernels.py",
        "geodata/a.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    assert kernels.kernel_modules(tmp_path) == [
        "console.map.dots_kernels",
        "geodata.analysis.sight_kernels",
    ]


def test_a_file_named_like_kernels_without_any_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty_kernels.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(AttributeError, match="warm"):
        kernels.warm("empty_kernels")


@pytest.mark.parametrize("module", kernels.kernel_modules())
def test_every_module_of_kernels_can_be_warmed(module: str) -> None:
    assert callable(importlib.import_module(module).warm)

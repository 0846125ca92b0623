"""Options are declared in place; what was remembered is taken up only where it still fits."""

import math
from dataclasses import dataclass
from typing import Any

import pytest

from console.layers.options import (
    Choice,
    Number,
    Parts,
    Toggle,
    checked,
    choice,
    declared,
    hidden_parts,
    number,
    toggle,
)
from geodata.texts import Text, same

AB = (("a", same("A")), ("b", same("B")))


@dataclass(frozen=True, slots=True)
class Options:
    width: float = number(7, 4, 14, 0.5, Text("宽", "Width"), same("px"))
    show: str = choice("a", AB, Text("显示", "Show"))
    names: bool = toggle(True, Text("名称", "Names"))
    hidden: frozenset[str] = hidden_parts(Text("类别", "Kinds"))


UNFIT: dict[str, tuple[Any, ...]] = {
    "width": (3.9, 15, True, "7", None, [], math.nan, math.inf),
    "show": ("c", "", None, 1, ["a"], {}),
    "names": (1, 0, "yes", None),
    "hidden": ("x", None, 5, [1], [["x"]], {"x": 1}),
    "unheard_of": (1,),
}


def test_each_option_is_declared_with_its_words_and_bounds() -> None:
    found = declared(Options)
    assert found == declared(Options())
    assert found["width"] == Number(Text("宽", "Width"), 4, 14, 0.5, same("px"))
    assert found["show"] == Choice(Text("显示", "Show"), AB)
    assert isinstance(found["names"], Toggle)
    assert isinstance(found["hidden"], Parts)


def test_what_fits_is_taken_up() -> None:
    kept = {"width": 4, "show": "b", "names": False, "hidden": ["x", "y"]}
    assert checked(Options, kept) == Options(4, "b", False, frozenset({"x", "y"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in UNFIT.items() for value in values],
)
def test_what_does_not_fit_is_left_as_declared(name: str, value: Any) -> None:
    assert checked(Options, {name: value}) == Options()

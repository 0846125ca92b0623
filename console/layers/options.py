"""Options of layers, declared in place: default, bounds, unit and words. Panels build from them."""

from dataclasses import dataclass, field, fields
from typing import Any

from geodata.texts import Text, same


@dataclass(frozen=True, slots=True)
class Number:
    """A number between bounds, in steps, with its unit."""

    title: Text
    low: float
    high: float
    step: float
    unit: Text = same("")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several codes, each with its words."""

    title: Text
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Toggle:
    """On or off."""

    title: Text


@dataclass(frozen=True, slots=True)
class Parts:
    """A frozenset of hidden part ids: each part of the layer gets an eye of its own."""

    title: Text


Option = Number | Choice | Toggle | Parts
_KEY = "option"


def number(
    default: float, low: float, high: float, step: float, title: Text, unit: Text = same("")
) -> Any:
    """A field of an options class that holds a number."""
    return field(default=default, metadata={_KEY: Number(title, low, high, step, unit)})


def choice(default: str, choices: tuple[tuple[str, Text], ...], title: Text) -> Any:
    """A field of an options class that holds one of several codes."""
    return field(default=default, metadata={_KEY: Choice(title, choices)})


def toggle(default: bool, title: Text) -> Any:
    """A field of an options class that is on or off."""
    return field(default=default, metadata={_KEY: Toggle(title)})


def hidden_parts(title: Text) -> Any:
    """A field of an options class that names the parts not shown."""
    return field(default=frozenset(), metadata={_KEY: Parts(title)})


def declared(options: Any) -> dict[str, Option]:
    """The options that a class (or an instance of it) declares, by field name."""
    return {f.name: f.metadata[_KEY] for f in fields(options) if _KEY in f.metadata}


def checked(options_class: type, values: dict[str, Any]) -> Any:
    """An options object from remembered values: what is unknown or out of bounds is left out."""
    known = declared(options_class)
    good = {}
    for name, value in values.items():
        if name in known and _fits(known[name], value):
            good[name] = frozenset(value) if isinstance(known[name], Parts) else value
    return options_class(**good)


def _fits(option: Option, value: Any) -> bool:
    match option:
        case Number(low=low, high=high):
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return is_number and low <= value <= high
        case Choice(choices=choices):
            return value in [code for code, _ in choices]
        case Toggle():
            return isinstance(value, bool)
        case Parts():
            listed = isinstance(value, (list, tuple, set, frozenset))
            return listed and all(isinstance(part, str) for part in value)

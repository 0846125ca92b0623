"""Colours by role, dark and light: layers and widgets name roles, the palette knows the values."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from geodata.resources import RESOURCES

Theme = Literal["dark", "light"]
THEMES: tuple[Theme, ...] = get_args(Theme)
_RAMPS = "ramps"
_KIND, _NEUTRAL = "kind.", "kind.other"


class UnknownRoleError(KeyError):
    """No colour has this role; the message names it."""


@dataclass(frozen=True, eq=False)
class Palette:
    """The colours of one theme as `#rrggbb`, by role, and its ramps from low to high.

    A role `kind.X` that the palette does not hold is that of a kind which came with a file: it
    takes the neutral colour.
    """

    theme: Theme
    colors: Mapping[str, str]
    ramps: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, theme: Theme) -> "Palette":
        """The console's own palette."""
        return _loaded(theme)

    def color(self, role: str) -> str:
        """The `#rrggbb` of a role; raises UnknownRoleError."""
        found = self.colors.get(role)
        if found is None and role.startswith(_KIND):
            found = self.colors.get(_NEUTRAL)
        if found is None:
            raise UnknownRoleError(f"no colour for {role!r} in the {self.theme} palette")
        return found

    def ramp(self, name: str) -> tuple[str, ...]:
        """The colours of a ramp from low to high, evenly spaced; raises UnknownRoleError."""
        if name not in self.ramps:
            raise UnknownRoleError(f"no ramp {name!r} in the {self.theme} palette")
        return self.ramps[name]


def rgb(color: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of `#rrggbb`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@cache
def _loaded(theme: Theme) -> Palette:
    with (RESOURCES / "palette.toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)[theme]
    ramps = {name: tuple(stops) for name, stops in told.pop(_RAMPS).items()}
    return Palette(theme, dict(_flat(told)), ramps)


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value

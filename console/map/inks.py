"""The palette as Qt's painter and numpy want it, each colour converted once."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from console.palette import Palette, rgb

LEVELS = 256


class Inks:
    """A palette's colours for painting."""

    def __init__(self, palette: Palette) -> None:
        """Convert on demand."""
        self.palette = palette
        self._colors: dict[tuple[str, float], QColor] = {}
        self._tables: dict[tuple[str, float, float, float], list[int]] = {}

    def color(self, role: str, alpha: float = 1.0) -> QColor:
        """The colour of a role; raises UnknownRoleError."""
        key = (role, alpha)
        if key not in self._colors:
            color = QColor(self.palette.color(role))
            color.setAlphaF(alpha)
            self._colors[key] = color
        return self._colors[key]

    def ramp(self, name: str, alpha_from: float, alpha_to: float, alpha_top: float) -> list[int]:
        """A table of 256 ARGB colours for shares 0 to 1 of a ramp's top."""
        key = (name, alpha_from, alpha_to, alpha_top)
        if key not in self._tables:
            share = np.linspace(0.0, 1.0, LEVELS)
            rise = np.clip((share - alpha_from) / max(alpha_to - alpha_from, 1e-9), 0.0, 1.0)
            channels = self._stops(name, share)
            self._tables[key] = _packed(channels, rise * alpha_top).tolist()
        return self._tables[key]

    def tint(self, role: str, alpha: NDArray[np.float64]) -> NDArray[np.uint32]:
        """Premultiplied ARGB values of one role at several opacities."""
        channels = np.tile(
            np.array(rgb(self.palette.color(role)), dtype=np.float64), (len(alpha), 1)
        )
        return premultiplied(channels, alpha)

    def _stops(self, name: str, share: NDArray[np.float64]) -> NDArray[np.float64]:
        stops = np.array([rgb(color) for color in self.palette.ramp(name)], dtype=np.float64)
        at = np.linspace(0.0, 1.0, len(stops))
        return np.stack([np.interp(share, at, stops[:, i]) for i in range(3)], axis=1)


def premultiplied(channels: NDArray[np.float64], alpha: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Red, green, blue (n, 3) of 0 to 255 and opacities (n,) of 0 to 1 as one uint32 each."""
    return _packed(channels * alpha[:, None], alpha)


def _packed(channels: NDArray[np.float64], alpha: NDArray[np.float64]) -> NDArray[np.uint32]:
    parts = np.rint(channels).astype(np.uint32)
    opacity = np.rint(alpha * 255).astype(np.uint32)
    shifts = np.array([16, 8, 0], dtype=np.uint32)
    packed = np.bitwise_or.reduce(parts << shifts, axis=1) | (opacity << np.uint32(24))
    return np.asarray(packed, dtype=np.uint32)

"""From metres to pixels and back: what the map looks at, and the pixel grid images are drawn on."""

from dataclasses import dataclass, replace

import numpy as np

from console.layers.base import PX_M, View
from geodata.arrays import Bounds, Floats

FINEST_M_PER_PX = 0.02
COARSEST_M_PER_PX = 2000.0
_FIT_PADDING_PX = 24


def m_per_px_of(scale: float) -> float:
    """Metres a logical pixel at a scale of 1:`scale`."""
    return scale * PX_M


@dataclass(frozen=True, slots=True)
class Projection:
    """What the map looks at: a centre in metres, metres a logical pixel, a size in logical pixels.

    North is up; pixels count from the top left.
    """

    x_m: float
    y_m: float
    m_per_px: float
    width_px: int
    height_px: int

    @property
    def bounds_m(self) -> Bounds:
        """West, south, east, north."""
        half_w = self.width_px * self.m_per_px / 2
        half_h = self.height_px * self.m_per_px / 2
        return (self.x_m - half_w, self.y_m - half_h, self.x_m + half_w, self.y_m + half_h)

    @property
    def view(self) -> View:
        """The same as layers are told."""
        return View(self.bounds_m, self.m_per_px, (self.width_px, self.height_px))

    def to_px(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Where a place lies on the widget."""
        west, _, _, north = self.bounds_m
        return (x_m - west) / self.m_per_px, (north - y_m) / self.m_per_px

    def to_m(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Which place lies under a pixel."""
        west, _, _, north = self.bounds_m
        return west + x_px * self.m_per_px, north - y_px * self.m_per_px

    def resized(self, width_px: int, height_px: int) -> "Projection":
        """The same centre and scale on a widget of another size."""
        return replace(self, width_px=max(width_px, 1), height_px=max(height_px, 1))

    def panned(self, dx_px: float, dy_px: float) -> "Projection":
        """What is seen after the ground was dragged by so many pixels, right and down."""
        return replace(
            self, x_m=self.x_m - dx_px * self.m_per_px, y_m=self.y_m + dy_px * self.m_per_px
        )

    def zoomed(self, factor: float, at_px: tuple[float, float] | None = None) -> "Projection":
        """Closer by `factor` (farther where below 1); the place under `at_px` stays there."""
        middle = (self.width_px / 2, self.height_px / 2)
        m_per_px = min(max(self.m_per_px / factor, FINEST_M_PER_PX), COARSEST_M_PER_PX)
        closer = replace(self, m_per_px=m_per_px)
        return closer.with_place_at(*self.to_m(*(at_px or middle)), at_px or middle)

    def with_place_at(self, x_m: float, y_m: float, at_px: tuple[float, float]) -> "Projection":
        """The same scale, with a place under a pixel."""
        return replace(
            self,
            x_m=x_m - (at_px[0] - self.width_px / 2) * self.m_per_px,
            y_m=y_m + (at_px[1] - self.height_px / 2) * self.m_per_px,
        )

    def fitted(self, bounds: Bounds, padding_px: int = _FIT_PADDING_PX) -> "Projection":
        """The closest look that holds all of `bounds`, with some room around it."""
        west, south, east, north = bounds
        width = max(self.width_px - 2 * padding_px, 1)
        height = max(self.height_px - 2 * padding_px, 1)
        m_per_px = max((east - west) / width, (north - south) / height)
        return replace(
            self,
            x_m=(west + east) / 2,
            y_m=(south + north) / 2,
            m_per_px=min(max(m_per_px, FINEST_M_PER_PX), COARSEST_M_PER_PX),
        )

    def between(self, other: "Projection", share: float) -> "Projection":
        """Part of the way to another look: `share` 0 is here, 1 there. The scale runs evenly.

        The place that both looks show at one pixel stays at that pixel on the way.
        """
        ratio = other.m_per_px / self.m_per_px
        m_per_px = self.m_per_px * ratio**share
        way = share if abs(ratio - 1) < 1e-9 else (m_per_px / self.m_per_px - 1) / (ratio - 1)
        return replace(
            other,
            x_m=self.x_m + (other.x_m - self.x_m) * way,
            y_m=self.y_m + (other.y_m - self.y_m) * way,
            m_per_px=m_per_px,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid of device pixels fixed to the ground: all images of one scale are parts of it.

    Pixel (0, 0) has its top left corner at (`x_m`, `y_m`); rows run down. Because the grid does
    not move while the map is panned, a line drawn in two strips meets itself exactly.
    `ratio` is device pixels a logical pixel.
    """

    x_m: float
    y_m: float
    m_per_px: float
    ratio: float

    @classmethod
    def of(cls, projection: Projection, ratio: float) -> "Frame":
        """A grid whose pixel (0, 0) is the top left one of the view."""
        west, _, _, north = projection.bounds_m
        return cls(west, north, projection.m_per_px / ratio, ratio)

    @property
    def m_per_logical_px(self) -> float:
        """Metres a logical pixel."""
        return self.m_per_px * self.ratio

    def fits(self, projection: Projection, ratio: float) -> bool:
        """Whether a view can be shown from this grid without scaling."""
        return abs(projection.m_per_px / self.m_per_logical_px - 1) < 1e-9 and ratio == self.ratio

    def offset_of(self, projection: Projection) -> tuple[float, float]:
        """Where the view's top left corner lies on the grid, in device pixels."""
        west, _, _, north = projection.bounds_m
        return (west - self.x_m) / self.m_per_px, (self.y_m - north) / self.m_per_px

    def pixels(self, xy_m: Floats) -> Floats:
        """Places (n, 2) in metres as grid pixels (n, 2)."""
        px = np.empty_like(xy_m)
        np.subtract(xy_m[:, 0], self.x_m, out=px[:, 0])
        np.subtract(self.y_m, xy_m[:, 1], out=px[:, 1])
        px /= self.m_per_px
        return px

    def bounds_of(self, left: int, top: int, right: int, bottom: int) -> Bounds:
        """West, south, east, north of a box of grid pixels; `right`, `bottom` just outside."""
        return (
            self.x_m + left * self.m_per_px,
            self.y_m - bottom * self.m_per_px,
            self.x_m + right * self.m_per_px,
            self.y_m - top * self.m_per_px,
        )

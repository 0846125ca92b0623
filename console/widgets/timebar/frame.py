"""Where things lie in the plot, in pixels, and which instant lies at which pixel."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geodata.instants import DAY_US, MINUTE_US, Span

NAMES_PX: Final = 18
LANE_PX: Final = 16
AXIS_PX: Final = 18
LEFT_PX: Final = 64
RIGHT_PX: Final = 12

SHORTEST_US: Final = 5 * MINUTE_US
LONGEST_US: Final = 5 * 366 * DAY_US
"""The wheel zooms between these, and farther out only where the record is longer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's parts, top to bottom: names of holidays, bars, rare lane, time axis."""

    width_px: int
    height_px: int
    left_px: int = LEFT_PX

    @property
    def right_px(self) -> int:
        """Where the inner plot ends."""
        return max(self.width_px - RIGHT_PX, self.left_px + 1)

    @property
    def inner_px(self) -> int:
        """How wide the inner plot is."""
        return self.right_px - self.left_px

    @property
    def top_px(self) -> int:
        """Where the ground of the bars begins."""
        return NAMES_PX

    @property
    def zero_px(self) -> int:
        """The foot of the bars."""
        return max(self.height_px - AXIS_PX - LANE_PX, self.top_px + 1)

    @property
    def bars_px(self) -> int:
        """How high the bars' ground is."""
        return self.zero_px - self.top_px

    @property
    def axis_px(self) -> int:
        """The line of the time axis, below the rare lane."""
        return self.zero_px + LANE_PX


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A linear scale: `start_us` lies at `left_px`, the end of the span at `left_px + inner_px`."""

    start_us: int
    us_per_px: float
    left_px: int
    inner_px: int

    @property
    def span(self) -> Span:
        """The stretch of time that is shown."""
        return Span(self.start_us, self.start_us + round(self.us_per_px * self.inner_px))

    def px(self, us: int) -> float:
        """Where the instant lies; it may lie outside."""
        return self.left_px + (us - self.start_us) / self.us_per_px

    def pxs(self, us: NDArray[Any]) -> NDArray[np.float64]:
        """The same for many."""
        return np.asarray(self.left_px + (us - self.start_us) / self.us_per_px, dtype=np.float64)

    def us(self, px: float) -> int:
        """Which instant lies there."""
        return self.start_us + round((px - self.left_px) * self.us_per_px)


def scale_of(span: Span, frame: Frame) -> TimeScale:
    """The scale that shows the span over the whole inner plot."""
    length_us = max(span.length_us, 1)
    return TimeScale(span.start_us, length_us / frame.inner_px, frame.left_px, frame.inner_px)

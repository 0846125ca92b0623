"""Sizes in pixels that several parts of the window agree on."""

from typing import Final

LARGEST_PX: Final = 16_384
"""No window and no picture of it is wider or higher."""
NARROW_PX: Final = 1500
"""A window narrower than this folds its panels and its time bar."""
TIME_BAR_PX: Final = 160
TIME_BAR_NARROW_PX: Final = 136
"""Heights of the time bar: in a wide window, in a narrow one."""


def is_size(width_px: int, height_px: int) -> bool:
    """Whether a window can have this size."""
    return 0 < width_px <= LARGEST_PX and 0 < height_px <= LARGEST_PX

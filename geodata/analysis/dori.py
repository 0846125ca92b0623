"""How much detail a camera gives at a distance: DORI, detect, observe, recognise, identify.

Source: IEC 62676-4:2014, annex B. The levels are pixels per metre across a target plane that is
perpendicular to the line of sight.
"""

from enum import Enum
from typing import overload

import numpy as np

from geodata.arrays import Floats


class DoriLevel(Enum):
    """A level of detail; its value is the least density in pixels per metre."""

    DETECT = 25.0
    OBSERVE = 62.5
    RECOGNISE = 125.0
    IDENTIFY = 250.0

    @property
    def code(self) -> str:
        """The level's name in files: `detect`, `observe`, `recognise`, `identify`."""
        return self.name.lower()


def view_width_m_per_m(hfov_deg: Floats) -> Floats:
    """Width of the target plane that fills the picture, per metre of distance.

    A flat plane, 2 tan(hfov / 2), below 180°. From 180° on no flat plane fills the picture; a
    dome's pixels are shared along the arc, hfov in radians.

    Args:
        hfov_deg: Horizontal fields of view of lenses, in (0, 360]; NaN where not known.
    """
    angle = np.radians(hfov_deg)
    flat = np.where(hfov_deg < 180.0, angle, 0.0)
    return np.where(hfov_deg < 180.0, 2.0 * np.tan(0.5 * flat), angle)


@overload
def px_per_m(distance_m: float, horizontal_px: float, hfov_deg: float) -> float: ...
@overload
def px_per_m(distance_m: Floats, horizontal_px: Floats, hfov_deg: Floats) -> Floats: ...
def px_per_m(
    distance_m: float | Floats, horizontal_px: float | Floats, hfov_deg: float | Floats
) -> float | Floats:
    """Pixels per metre at a distance along the line of sight.

    The same in every direction of the view: each target is taken to stand across its own line of
    sight. NaN where something is not known, infinite at distance 0.
    """
    width = np.asarray(distance_m, np.float64) * view_width_m_per_m(np.asarray(hfov_deg))
    with np.errstate(divide="ignore"):
        density = np.divide(np.asarray(horizontal_px, np.float64), width)
    return float(density) if density.ndim == 0 else density


@overload
def dori_distance_m(level: DoriLevel, horizontal_px: float, hfov_deg: float) -> float: ...
@overload
def dori_distance_m(level: DoriLevel, horizontal_px: Floats, hfov_deg: Floats) -> Floats: ...
def dori_distance_m(
    level: DoriLevel, horizontal_px: float | Floats, hfov_deg: float | Floats
) -> float | Floats:
    """How far a level reaches, in metres; NaN where pixels or field of view are not known."""
    width = level.value * view_width_m_per_m(np.asarray(hfov_deg, np.float64))
    reach = np.divide(np.asarray(horizontal_px, np.float64), width)
    return float(reach) if reach.ndim == 0 else reach

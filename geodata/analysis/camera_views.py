"""What cameras look at before anything stands in the way: arrays, one row a camera."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.analysis.dori import DoriLevel, dori_distance_m
from geodata.arrays import Floats


@dataclass(frozen=True)
class CameraViews:
    """Fields of view of n cameras. NaN stands for what is not known.

    A camera of which azimuth, angle or range is not known sees nothing that could be drawn.

    Attributes:
        xy_m: Where they hang, shape (n, 2), metres in the district's projected CRS.
        azimuth_deg: Where they look, clockwise from grid north, shape (n,).
        sweep_deg: The angle within their reach, in (0, 360], shape (n,): the lens's own for a
            fixed camera, 360 for one that turns.
        hfov_deg: The lens's horizontal field of view, in (0, 360], shape (n,).
        range_m: How far they are of use, not negative, shape (n,).
        horizontal_px: Pixels across the picture, shape (n,).

    Raises:
        ValueError: If shapes differ, a place is not finite, or a value is out of its bounds.
    """

    xy_m: Floats
    azimuth_deg: Floats
    sweep_deg: Floats
    hfov_deg: Floats
    range_m: Floats
    horizontal_px: Floats

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            values = np.ascontiguousarray(getattr(self, field.name), np.float64)
            shape = (len(self.xy_m), 2) if field.name == "xy_m" else (len(self.xy_m),)
            if values.shape != shape:
                raise ValueError(f"{field.name} has shape {values.shape}, not {shape}")
            if np.isinf(values).any():
                raise ValueError(f"{field.name} must not be infinite")
            object.__setattr__(self, field.name, values)
        if np.isnan(self.xy_m).any():
            raise ValueError("each camera needs a place")
        for name in ("hfov_deg", "sweep_deg"):
            angle = getattr(self, name)
            if ((angle <= 0) | (angle > 360)).any():
                raise ValueError(f"{name} must be in (0, 360]")
        for name in ("range_m", "horizontal_px"):
            if (getattr(self, name) < 0).any():
                raise ValueError(f"{name} must not be negative")

    def __len__(self) -> int:
        return len(self.xy_m)

    @classmethod
    def of_kinds(
        cls,
        kinds: Sequence[str],
        xy_m: Floats,
        azimuth_deg: Floats,
        hfov_deg: Floats,
        range_m: Floats,
        horizontal_px: Floats,
    ) -> "CameraViews":
        """Fields of view by kind of camera (`geodata.kinds.CAMERA_KINDS`).

        `ptz` turns: its reach is the full circle, whatever its azimuth now. `reader`, a
        checkpoint's reader of travel cards, is of use only as far as it identifies. All others
        are fixed.
        """
        turns = np.array([kind == "ptz" for kind in kinds], bool)
        reads = np.array([kind == "reader" for kind in kinds], bool)
        views = cls(
            xy_m=xy_m,
            azimuth_deg=np.where(turns & np.isnan(azimuth_deg), 0.0, azimuth_deg),
            sweep_deg=np.where(turns, 360.0, hfov_deg),
            hfov_deg=hfov_deg,
            range_m=range_m,
            horizontal_px=horizontal_px,
        )
        identifies_m = dori_distance_m(DoriLevel.IDENTIFY, views.horizontal_px, views.hfov_deg)
        near = np.where(reads, np.fmin(views.range_m, identifies_m), views.range_m)
        return dataclasses.replace(views, range_m=near)

    def within(self, distance_m: Floats) -> "CameraViews":
        """The same cameras, each of use only up to `distance_m`, shape (n,); NaN: not at all."""
        near = np.minimum(self.range_m, np.nan_to_num(distance_m, nan=0.0))
        return dataclasses.replace(self, range_m=near)

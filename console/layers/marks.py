"""Marks: what a layer wants drawn, as batches of arrays that name palette roles, never colours.

Coordinates are metres in the district's CRS, easting first. A batch with `ids` can be picked and
hovered; the canvas keeps what it built from a batch as long as the batch object lives, so a layer
whose things did not change hands over the same batch again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from geodata.arrays import Floats, Ints
from geodata.kinds import Symbol
from geodata.texts import Text

Plane = Literal["below", "live", "above"]
Hatch = Literal["none", "diagonal", "horizontal"]
Shape = Literal[
    "shield",
    "square",
    "hexagon",
    "pin",
    "pin_dashed",
    "circle",
    "camera",
    "camera_ptz",
    "camera_reader",
    "bubble",
]
"""`camera` is a wedge that looks along its azimuth; `camera_ptz` adds a ring, `camera_reader`
bars. `circle` is a ring in its role around a dark ground: the rank of a hotspot, a numbered stop.
"""
Finish = Literal["filled", "hollow", "slashed", "dotted"]
"""How a badge is drawn besides its colour: `slashed` is hollow and struck through (offline),
`dotted` an outline of dots (unknown)."""


@dataclass(frozen=True, eq=False)
class Dots:
    """n small symbols. `style` (n,) points into `roles` and `symbols`, which are equally long.

    Drawn one by one while few; where there are more than the painter can show as symbols, it draws
    a raster of their counts instead, tinted with `dense_role`.
    """

    xy_m: Floats
    style: NDArray[np.uint8]
    roles: tuple[str, ...]
    symbols: tuple[Symbol, ...]
    size_px: float = 6.0
    ids: Sequence[str] = ()
    kind: str = ""
    dense_role: str = "text.t1"


@dataclass(frozen=True, eq=False)
class Stroke:
    """How lines are drawn. `dash_px` in pixels; `by_scale` widens with √zoom as roads do.

    Widths are those at 1:6 000. `chevron_px` is the pitch of direction chevrons, 0 for none.
    `casing_role` adds `casing_px` on both sides below all fills of the batch. `offset_px` draws
    the line so far to its right (to its left where negative), for lines that share a way.
    """

    role: str
    width_px: float = 1.0
    dash_px: tuple[float, ...] = ()
    casing_role: str = ""
    casing_px: float = 1.0
    by_scale: bool = False
    chevron_px: float = 0.0
    alpha: float = 1.0
    round_dots: bool = False
    offset_px: float = 0.0


@dataclass(frozen=True, eq=False)
class Lines:
    """m polylines: `coords_m` (n, 2), line i is `coords_m[offsets[i]:offsets[i + 1]]`.

    Not drawn where the scale is coarser than `max_m_per_px`. Neighbouring batches with casings
    are drawn together: all casings, then the fills in their order. `clear_of_labels` keeps names
    off what closed lines enclose.
    """

    coords_m: Floats
    offsets: Ints
    stroke: Stroke
    ids: Sequence[str] = ()
    kind: str = ""
    max_m_per_px: float = 1e9
    clear_of_labels: bool = False


@dataclass(frozen=True, eq=False)
class Fill:
    """How areas are drawn.

    `as_one` paints all areas of the batch as one surface, so that `alpha` does not add up where
    they overlap. `edge_px` 0 leaves the outline out.
    """

    role: str = ""
    alpha: float = 1.0
    hatch: Hatch = "none"
    hatch_role: str = ""
    edge_role: str = ""
    edge_px: float = 0.0
    edge_dash_px: tuple[float, ...] = ()
    as_one: bool = False


@dataclass(frozen=True, eq=False)
class Areas:
    """m areas of one or more rings each, even-odd filled.

    Ring j is `coords_m[ring_offsets[j]:ring_offsets[j + 1]]`; area i holds the rings
    `area_offsets[i]:area_offsets[i + 1]`. Not drawn where the scale is coarser than
    `max_m_per_px`. `clear_of_labels` keeps names off these areas.
    """

    coords_m: Floats
    ring_offsets: Ints
    area_offsets: Ints
    fill: Fill
    ids: Sequence[str] = ()
    kind: str = ""
    max_m_per_px: float = 1e9
    clear_of_labels: bool = False


@dataclass(frozen=True, eq=False)
class Grid:
    """A raster (ny, nx), row 0 southmost, coloured by a ramp of the palette.

    Values are divided by `top` (1.0 becomes the ramp's end); alpha runs from 0 at `alpha_from` to
    `alpha_top` at `alpha_to`, as shares of `top`. `smooth` interpolates between cells.
    """

    values: NDArray[Any]
    west_m: float
    south_m: float
    cell_m: float
    ramp: str
    top: float
    alpha_from: float = 0.03
    alpha_to: float = 0.33
    alpha_top: float = 0.8
    smooth: bool = True


@dataclass(frozen=True, eq=False)
class Badges:
    """n badges: a filled shape with one character in it and an optional figure at its right.

    `style` (n,) points into `roles`, `shapes` and `glyphs`. `stale` ones are hollow and dashed.
    `azimuth_deg` (n,) turns camera wedges; empty for upright badges. `finishes` is as long as
    `roles`; empty where all are filled.
    """

    xy_m: Floats
    style: NDArray[np.uint8]
    roles: tuple[str, ...]
    shapes: tuple[Shape, ...]
    glyphs: tuple[str, ...]
    size_px: float = 17.0
    figures: Sequence[Text] = ()
    stale: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    azimuth_deg: Floats = field(default_factory=lambda: np.zeros(0))
    ids: Sequence[str] = ()
    kind: str = ""
    finishes: tuple[Finish, ...] = ()


@dataclass(frozen=True, eq=False)
class Labels:
    """n texts at points, set with collision; higher `rank` goes first.

    From rank 100 on a text covers symbols rather than be left out. `min_m_per_px`..`max_m_per_px`
    says at which scales the batch is shown.
    """

    xy_m: Floats
    texts: Sequence[Text]
    role: str
    size_px: float = 12.0
    bold: bool = False
    spacing_px: float = 0.0
    rank: int = 0
    offset_px: tuple[float, float] = (0.0, 0.0)
    max_m_per_px: float = 1e9
    min_m_per_px: float = 0.0


@dataclass(frozen=True, eq=False)
class LineLabels:
    """m names set along their lines, character by character (look: labels along lines)."""

    coords_m: Floats
    offsets: Ints
    texts: Sequence[Text]
    role: str
    size_px: float = 12.0
    rank: int = 0
    max_m_per_px: float = 1e9


Batch = Dots | Lines | Areas | Grid | Badges | Labels | LineLabels


@dataclass(frozen=True, eq=False)
class Marks:
    """What one layer draws, plane by plane, first batch lowest."""

    below: tuple[Batch, ...] = ()
    live: tuple[Batch, ...] = ()
    above: tuple[Batch, ...] = ()


NO_MARKS = Marks()

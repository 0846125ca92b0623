"""Compiled loops over the walls of buildings: their index, what is solid, where a camera stands.

Everything is in metres from a local origin. A wall is a row (x0, y0, x1, y1) that runs with the
solid on its left, so an outline runs counter-clockwise and a courtyard clockwise. The index is a
uniform grid: each cell lists every wall that touches it, as a copy, so that one cell's walls lie
together in memory.

Import this module only where it is used: it loads the compiler (0.4 s).
"""

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numba import float64, int32, int64, njit, types, void
from numpy.typing import NDArray

from geodata.arrays import Floats

Counts: TypeAlias = NDArray[np.int32]

PAD_M = 1e-6
"""How far beyond a cell's border its list of walls reaches, so that rounding loses none."""
CLEARANCE_M = 3e-6
"""How far before its wall the eye of a mounted camera stands: shadows move by no more."""
ON_WALL_M = 0.01
"""A camera this near to a wall hangs on that wall, however another one may suit its view."""
NEAR_WALLS = 64
"""So many walls about a camera are considered."""
# Off the centre by odd amounts: no wall of a tidy plan passes through these points.
_REFERENCE_U = 0.5137921
_REFERENCE_V = 0.4871239


class WallIndex(NamedTuple):
    """Walls by cell of a grid of `ny` rows by `nx` columns; row 0 is the southernmost.

    Attributes:
        walls: Shape (n, 4): the walls of cell 0, then those of cell 1, and so on.
        start: Shape (ny * nx + 1,): where in `walls` each cell (row * nx + column) begins.
        winding: Shape (ny * nx,): how often outlines wind about each cell's reference point.
        x0_m: West border of column 0, from the local origin.
        y0_m: South border of row 0, from the local origin.
        cell_m: Side of a cell.
        nx: Number of columns.
        ny: Number of rows.
    """

    walls: Floats
    start: Counts
    winding: Counts
    x0_m: float
    y0_m: float
    cell_m: float
    nx: int
    ny: int


_WALLS = types.Array(float64, 2, "C")
_COUNTS = types.Array(int32, 1, "C")


@njit(nogil=True, error_model="numpy")
def _columns_in_row(
    wall: Floats, x0_m: float, south_m: float, cell_m: float, nx: int
) -> tuple[int, int]:
    """First and last column of the cells that a wall touches in the row whose south is given."""
    ax, ay, bx, by = wall[0], wall[1], wall[2], wall[3]
    first, last = 0.0, 1.0
    if ay != by:
        to_low = (south_m - PAD_M - ay) / (by - ay)
        to_high = (south_m + cell_m + PAD_M - ay) / (by - ay)
        first = max(first, min(to_low, to_high))
        last = min(last, max(to_low, to_high))
    enters, leaves = ax + first * (bx - ax), ax + last * (bx - ax)
    west = math.floor((min(enters, leaves) - PAD_M - x0_m) / cell_m)
    east = math.floor((max(enters, leaves) + PAD_M - x0_m) / cell_m)
    return max(west, 0), min(east, nx - 1)


@njit(nogil=True, error_model="numpy")
def _rows(wall: Floats, y0_m: float, cell_m: float, ny: int) -> tuple[int, int]:
    """First and last row of the cells that a wall touches."""
    south = math.floor((min(wall[1], wall[3]) - PAD_M - y0_m) / cell_m)
    north = math.floor((max(wall[1], wall[3]) + PAD_M - y0_m) / cell_m)
    return max(south, 0), min(north, ny - 1)


@njit(
    void(_WALLS, float64, float64, float64, int64, int64, _COUNTS),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def count_walls(
    walls: Floats, x0_m: float, y0_m: float, cell_m: float, nx: int, ny: int, counts: Counts
) -> None:
    """Adds to `counts`, shape (ny * nx,), how many walls touch each cell."""
    for wall in walls:
        south, north = _rows(wall, y0_m, cell_m, ny)
        for j in range(south, north + 1):
            west, east = _columns_in_row(wall, x0_m, y0_m + j * cell_m, cell_m, nx)
            for i in range(west, east + 1):
                counts[j * nx + i] += 1


@njit(
    void(_WALLS, float64, float64, float64, int64, int64, _COUNTS, _WALLS),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def list_walls(
    walls: Floats,
    x0_m: float,
    y0_m: float,
    cell_m: float,
    nx: int,
    ny: int,
    place: Counts,
    listed: Floats,
) -> None:
    """Copies walls to their cells' places in `listed`; `place` starts at each cell's first."""
    for wall in walls:
        south, north = _rows(wall, y0_m, cell_m, ny)
        for j in range(south, north + 1):
            west, east = _columns_in_row(wall, x0_m, y0_m + j * cell_m, cell_m, nx)
            for i in range(west, east + 1):
                cell = j * nx + i
                for c in range(4):
                    listed[place[cell], c] = wall[c]
                place[cell] += 1


@njit(
    void(_WALLS, float64, float64, float64, int64, int64, _COUNTS),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wind_references(
    walls: Floats, x0_m: float, y0_m: float, cell_m: float, nx: int, ny: int, winding: Counts
) -> None:
    """Fills `winding`, zeros of shape (ny * nx,), with the winding number at each reference."""
    for wall in walls:
        ax, ay, bx, by = wall[0], wall[1], wall[2], wall[3]
        south, north = _rows(wall, y0_m, cell_m, ny)
        for j in range(south, north + 1):
            y = y0_m + (j + _REFERENCE_V) * cell_m
            if (ay <= y) == (by <= y):
                continue
            x = ax + (y - ay) / (by - ay) * (bx - ax)
            i = math.floor((x - x0_m) / cell_m - _REFERENCE_U) + 1
            if i < nx:
                winding[j * nx + max(i, 0)] += 1 if by < ay else -1
    for j in range(ny):
        for i in range(1, nx):
            winding[j * nx + i] += winding[j * nx + i - 1]


@njit(nogil=True, error_model="numpy")
def _cell_at(index: WallIndex, x: float, y: float) -> tuple[int, int, int]:
    """Column, row and number of the cell of a point; number -1 outside the grid."""
    i = math.floor((x - index.x0_m) / index.cell_m)
    j = math.floor((y - index.y0_m) / index.cell_m)
    inside = 0 <= i < index.nx and 0 <= j < index.ny
    return i, j, j * index.nx + i if inside else -1


@njit(nogil=True, error_model="numpy")
def winding_at(index: WallIndex, x: float, y: float) -> int:
    """How often outlines wind about a point: not 0 inside a building.

    Walks from the cell's reference east or west, then north or south, and counts the walls
    crossed; both legs lie in the cell, so only its own walls matter.
    """
    i, j, cell = _cell_at(index, x, y)
    if cell < 0:
        return 0
    from_x = index.x0_m + (i + _REFERENCE_U) * index.cell_m
    from_y = index.y0_m + (j + _REFERENCE_V) * index.cell_m
    turns = int(index.winding[cell])
    walls = index.walls
    for k in range(index.start[cell], index.start[cell + 1]):
        ax, ay, bx, by = walls[k, 0], walls[k, 1], walls[k, 2], walls[k, 3]
        if (ay <= from_y) != (by <= from_y):
            crossed = ax + (from_y - ay) / (by - ay) * (bx - ax)
            if (crossed > from_x) != (crossed > x):
                turns += 1 if (by < ay) == (x > from_x) else -1
        if (ax <= x) != (bx <= x):
            crossed = ay + (x - ax) / (bx - ax) * (by - ay)
            if (crossed > from_y) != (crossed > y):
                turns += 1 if (bx > ax) == (y > from_y) else -1
    return turns


@njit(nogil=True, error_model="numpy")
def _nearest_on(walls: Floats, k: int, x: float, y: float) -> tuple[float, float, bool]:
    """The point of a wall nearest to (x, y), and whether it is one of the wall's ends."""
    ax, ay = walls[k, 0], walls[k, 1]
    dx, dy = walls[k, 2] - ax, walls[k, 3] - ay
    squared = dx * dx + dy * dy
    along = ((x - ax) * dx + (y - ay) * dy) / squared
    along = min(max(along, 0.0), 1.0)
    off_end = min(along, 1.0 - along)
    at_end = off_end * off_end * squared < CLEARANCE_M * CLEARANCE_M
    if at_end:
        along = 0.0 if along < 0.5 else 1.0
    return ax + along * dx, ay + along * dy, at_end


@njit(nogil=True, error_model="numpy")
def _near_walls(index: WallIndex, x: float, y: float, within_m: float, near: Floats) -> int:
    """Fills `near`, shape (NEAR_WALLS, 6), and returns how many walls there are.

    Columns: distance, nearest point x, y, outward normal x, y, 1 if the point is a corner.
    """
    found = 0
    cell_m = index.cell_m
    west = max(math.floor((x - within_m - index.x0_m) / cell_m), 0)
    east = min(math.floor((x + within_m - index.x0_m) / cell_m), index.nx - 1)
    south = max(math.floor((y - within_m - index.y0_m) / cell_m), 0)
    north = min(math.floor((y + within_m - index.y0_m) / cell_m), index.ny - 1)
    if east < west:
        return 0
    walls = index.walls
    for j in range(south, north + 1):
        first, last = j * index.nx + west, j * index.nx + east
        for k in range(index.start[first], index.start[last + 1]):
            px, py, at_end = _nearest_on(walls, k, x, y)
            away = (x - px) * (x - px) + (y - py) * (y - py)
            if away > within_m * within_m or found == NEAR_WALLS:
                continue
            dx, dy = walls[k, 2] - walls[k, 0], walls[k, 3] - walls[k, 1]
            length = math.sqrt(dx * dx + dy * dy)
            near[found, 0] = math.sqrt(away)
            near[found, 1], near[found, 2] = px, py
            near[found, 3], near[found, 4] = dy / length, -dx / length
            near[found, 5] = 1.0 if at_end else 0.0
            found += 1
    return found


@njit(nogil=True, error_model="numpy")
def _is_free(index: WallIndex, x: float, y: float) -> bool:
    """Whether a point is in the open and keeps off the walls by a good part of the clearance."""
    if winding_at(index, x, y) != 0:
        return False
    cell = _cell_at(index, x, y)[2]
    if cell < 0:
        return True
    least = 0.05 * CLEARANCE_M
    for k in range(index.start[cell], index.start[cell + 1]):
        px, py, _ = _nearest_on(index.walls, k, x, y)
        if (x - px) * (x - px) + (y - py) * (y - py) < least * least:
            return False
    return True


@njit(nogil=True, error_model="numpy")
def _way_out(near: Floats, m: int, n: int) -> tuple[float, float]:
    """Unit vector into the open at near wall m, or at the corner of m and n; (0, 0) if neither."""
    if (near[m, 5] > 0.0) != (m != n):
        return 0.0, 0.0
    apart_x, apart_y = near[m, 1] - near[n, 1], near[m, 2] - near[n, 2]
    if abs(apart_x) + abs(apart_y) > 0.1 * CLEARANCE_M:
        return 0.0, 0.0
    out_x, out_y = near[m, 3] + near[n, 3], near[m, 4] + near[n, 4]
    length = math.hypot(out_x, out_y)
    if length < 1e-9:
        return 0.0, 0.0
    return out_x / length, out_y / length


@njit(nogil=True, error_model="numpy")
def eye_of(
    index: WallIndex,
    x: float,
    y: float,
    view_x: float,
    view_y: float,
    directed: bool,
    within_m: float,
    near: Floats,
) -> tuple[float, float]:
    """Where a camera looks from: just before the wall it hangs on.

    A camera on a wall, or inside a building and at most `within_m` behind its wall, is put
    `CLEARANCE_M` before that wall; of several walls, if it is `directed`, one that faces its
    view (`view_x`, `view_y`, a unit vector) is preferred. A camera in the open, or deeper
    inside, stays where it is.
    """
    found = _near_walls(index, x, y, within_m, near)
    if found == 0:
        return x, y
    nearest = within_m
    for m in range(found):
        nearest = min(nearest, near[m, 0])
    if nearest > CLEARANCE_M and winding_at(index, x, y) == 0:
        return x, y
    eye_x, eye_y, least = x, y, np.inf
    for reach_m in (ON_WALL_M, within_m):
        for m in range(found):
            if near[m, 0] > reach_m:
                continue
            for n in range(m, found):
                out_x, out_y = _way_out(near, m, n)
                cost = near[m, 0]
                if directed:
                    cost += within_m * (1.0 - out_x * view_x - out_y * view_y)
                to_x = near[m, 1] + CLEARANCE_M * out_x
                to_y = near[m, 2] + CLEARANCE_M * out_y
                if cost < least and (out_x != 0.0 or out_y != 0.0) and _is_free(index, to_x, to_y):
                    eye_x, eye_y, least = to_x, to_y, cost
        if least < np.inf:
            break
    return eye_x, eye_y


def warm() -> None:
    """Compiles every kernel and stores it in the cache on disk."""
    walls = np.array([[0.0, 0.0, 1.0, 0.0]])
    cells = np.zeros(1, np.int32)
    count_walls(walls, 0.0, 0.0, 1.0, 1, 1, cells)
    list_walls(walls, 0.0, 0.0, 1.0, 1, 1, np.zeros(1, np.int32), np.empty((1, 4)))
    wind_references(walls, 0.0, 0.0, 1.0, 1, 1, cells)

"""The compiled sweep that cuts fields of view by buildings.

A field of view is looked at in parts of at most 120°. In a part's own axes, u forward and v to
the left, the map (u, v) -> (s, w) = (v / u, 1 / u) keeps straight lines straight and turns "the
nearest wall in each direction" into the upper envelope of line pieces w = a + b s. It is kept
exactly while walls are added, from near cells of the index to far ones; what it already hides is
left out, a cell at a time. See docs/decisions/0003-isovist.md.

Import this module only where it is used: it loads the compiler (0.4 s).
"""

import math
from typing import NamedTuple

import numpy as np
from numba import float64, njit, typeof, types

from geodata.analysis.occluder_kernels import NEAR_WALLS, Counts, WallIndex, eye_of
from geodata.arrays import Floats

PART_RAD = math.radians(120.0)
"""Widest part of a field of view that is looked at in one go."""
CHORD_RAD = math.radians(2.0)
"""Widest chord that stands for an arc: it misses at most 0.02 % of the area."""
SLIVER = 1e-6
"""Gaps narrower than this (in s, about radians) between touching walls are closed."""
NOWHERE_M = 1e-3
"""A camera that sees no farther than this faces its own wall, and sees nothing."""
EDGE_ON_M = 1e-7
"""A wall whose line passes this near to the eye is seen edge-on, and hides nothing."""
_SAME_M = 1e-6

_HALF_STEPS = math.floor(PART_RAD / CHORD_RAD / 2)
_STEPS = np.arange(-_HALF_STEPS, _HALF_STEPS + 1) * CHORD_RAD
_TAN, _COS, _SIN = np.tan(_STEPS), np.cos(_STEPS), np.sin(_STEPS)
_ARC = len(_STEPS)


class Part(NamedTuple):
    """Part of a field of view: the eye, the unit vector u, the tangent of the half angle."""

    x: float
    y: float
    forward_x: float
    forward_y: float
    slope: float
    range_m: float


class Span(NamedTuple):
    """What a wall hides: at s0 <= s <= s1 everything below w = a + b s. Nothing if s0 >= s1."""

    s0: float
    s1: float
    a: float
    b: float


_NOTHING = Span(0.0, 0.0, 0.0, 0.0)


@njit(nogil=True, error_model="numpy")
def _turned(part: Part, x: float, y: float) -> tuple[float, float]:
    """A vector in the part's own axes (u, v)."""
    return part.forward_x * x + part.forward_y * y, part.forward_x * y - part.forward_y * x


@njit(nogil=True, error_model="numpy")
def _grown(rows: Floats, n: int, room: int) -> Floats:
    """The first n rows in an array with room for more."""
    # By element: numba compiles a slice's assignment five times as long.
    larger = np.empty((room, rows.shape[1]))
    for i in range(n):
        for c in range(rows.shape[1]):
            larger[i, c] = rows[i, c]
    return larger


@njit(nogil=True, error_model="numpy")
def _add_piece(pieces: Floats, n: int, s: float, a: float, b: float) -> int:
    """Appends a piece from s on, unless it continues the last one's line."""
    if n > 0 and pieces[n - 1, 1] == a and pieces[n - 1, 2] == b:
        return n
    pieces[n, 0], pieces[n, 1], pieces[n, 2] = s, a, b
    return n + 1


@njit(nogil=True, error_model="numpy")
def _first_below(envelope: Floats, n: int, span: Span) -> int:
    """The first piece that a span rises above, or n."""
    low, high = 0, n
    while high - low > 1:
        middle = (low + high) // 2
        if envelope[middle, 0] <= span.s0:
            low = middle
        else:
            high = middle
    i = low
    while i < n and envelope[i, 0] < span.s1:
        da, db = span.a - envelope[i, 1], span.b - envelope[i, 2]
        left, right = max(envelope[i, 0], span.s0), min(envelope[i + 1, 0], span.s1)
        if da + db * left > 0.0 or da + db * right > 0.0:
            return i
        i += 1
    return n


@njit(nogil=True, error_model="numpy")
def _replace(envelope: Floats, n: int, first: int, last: int, pieces: Floats, m: int) -> int:
    """Puts m pieces in the place of those from `first` to before `last`."""
    moved = first + m - last
    if moved > 0:
        for i in range(n, last - 1, -1):
            for c in range(3):
                envelope[i + moved, c] = envelope[i, c]
    elif moved < 0:
        for i in range(last, n + 1):
            for c in range(3):
                envelope[i + moved, c] = envelope[i, c]
    for i in range(m):
        for c in range(3):
            envelope[first + i, c] = pieces[i, c]
    return n + moved


@njit(nogil=True, error_model="numpy")
def _insert(envelope: Floats, n: int, spare: Floats, span: Span) -> int:
    """Raises the envelope to a span; returns its number of pieces.

    Row i of `envelope` is a piece (s, a, b) that reaches to row i + 1's s; row n ends the last.
    `envelope` and `spare` need room for 2 n + 4 rows.
    """
    first = _first_below(envelope, n, span)
    a, b = span.a, span.b
    m, last = 0, first
    while last < n and envelope[last, 0] < span.s1:
        begin, end = envelope[last, 0], envelope[last + 1, 0]
        old_a, old_b = envelope[last, 1], envelope[last, 2]
        left, right = max(begin, span.s0), min(end, span.s1)
        above_left = a - old_a + (b - old_b) * left
        above_right = a - old_a + (b - old_b) * right
        if begin < left:
            m = _add_piece(spare, m, begin, old_a, old_b)
        if above_left <= 0.0 and above_right <= 0.0:
            m = _add_piece(spare, m, left, old_a, old_b)
        elif above_left >= 0.0 and above_right >= 0.0:
            m = _add_piece(spare, m, left, a, b)
        else:
            crossing = left + (right - left) * above_left / (above_left - above_right)
            if above_left > 0.0:
                m = _add_piece(spare, m, left, a, b)
                m = _add_piece(spare, m, crossing, old_a, old_b)
            else:
                m = _add_piece(spare, m, left, old_a, old_b)
                m = _add_piece(spare, m, crossing, a, b)
        if right < end:
            m = _add_piece(spare, m, right, old_a, old_b)
        last += 1
    return _replace(envelope, n, first, last, spare, m)


@njit(nogil=True, error_model="numpy")
def _is_hidden(envelope: Floats, n: int, s0: float, s1: float, w: float) -> bool:
    """Whether the envelope lies above w all the way from s0 to s1."""
    for i in range(n):
        left, right = max(envelope[i, 0], s0), min(envelope[i + 1, 0], s1)
        if left < right:
            a, b = envelope[i, 1], envelope[i, 2]
            if a + b * left < w or a + b * right < w:
                return False
    return True


@njit(nogil=True, error_model="numpy")
def _span_of_wall(part: Part, px: float, py: float, qx: float, qy: float, cross: float) -> Span:
    """What a wall from p to q (from the eye, in metres) hides within the part and its range.

    `cross` = p × q is negative: the wall shows its outside, and p is to the left of q.
    """
    ex, ey = qx - px, qy - py
    squared, reach = ex * ex + ey * ey, part.range_m * part.range_m
    beyond = reach * squared - cross * cross
    if beyond <= 0.0 or cross * cross < EDGE_ON_M * EDGE_ON_M * squared:
        return _NOTHING
    p_far, q_far = px * px + py * py > reach, qx * qx + qy * qy > reach
    if p_far or q_far:
        half, foot = math.sqrt(beyond), -(px * ex + py * ey)
        enters, leaves = (foot - half) / squared, (foot + half) / squared
        if enters >= 1.0 or leaves <= 0.0:
            return _NOTHING
        if q_far:
            qx, qy = px + leaves * ex, py + leaves * ey
        if p_far:
            px, py = px + enters * ex, py + enters * ey
    slope = part.slope
    pu, pv = _turned(part, px, py)
    qu, qv = _turned(part, qx, qy)
    # Not negative where a point is on the part's side of its left, and of its right border.
    p_left, p_right = slope * pu - pv, slope * pu + pv
    q_left, q_right = slope * qu - qv, slope * qu + qv
    if (p_left < 0.0 and q_left < 0.0) or (p_right < 0.0 and q_right < 0.0):
        return _NOTHING
    if (p_left >= 0.0 and p_right < 0.0) or (q_right >= 0.0 and q_left < 0.0):
        return _NOTHING
    s1 = min(pv / pu, slope) if p_left >= 0.0 and pu > 0.0 else slope
    s0 = max(qv / qu, -slope) if q_right >= 0.0 and qu > 0.0 else -slope
    eu, ev = _turned(part, ex, ey)
    return Span(s0, s1, ev / cross, -eu / cross)


@njit(nogil=True, error_model="numpy")
def _may_show(envelope: Floats, n: int, part: Part, u: float, v: float, half_m: float) -> bool:
    """Whether a circle about (u, v) reaches into the part's range and before its envelope."""
    slope = part.slope
    reach = part.range_m + half_m
    tilt = half_m * math.sqrt(1.0 + slope * slope)
    if u * u + v * v > reach * reach or slope * u - v < -tilt or slope * u + v < -tilt:
        return False
    near, far = u - half_m, u + half_m
    if near <= 0.0:
        return True
    right, left = v - half_m, v + half_m
    s0 = right / (far if right > 0.0 else near)
    s1 = left / (near if left > 0.0 else far)
    return not _is_hidden(envelope, n, max(s0, -slope), min(s1, slope), 1.0 / near)


@njit(nogil=True, error_model="numpy")
def _add_cell(
    index: WallIndex, cell: int, part: Part, envelope: Floats, spare: Floats, n: int
) -> tuple[Floats, Floats, int]:
    """Adds the walls of a cell that show the eye their outside."""
    walls = index.walls
    for k in range(index.start[cell], index.start[cell + 1]):
        px, py = walls[k, 0] - part.x, walls[k, 1] - part.y
        qx, qy = walls[k, 2] - part.x, walls[k, 3] - part.y
        cross = px * qy - py * qx
        if cross >= 0.0:
            continue
        span = _span_of_wall(part, px, py, qx, qy, cross)
        if span.s1 - span.s0 < 1e-12:
            continue
        if 2 * n + 4 > len(envelope):
            room = 4 * n + 8
            envelope, spare = _grown(envelope, n + 1, room), np.empty((room, 3))
        n = _insert(envelope, n, spare, span)
    return envelope, spare, n


@njit(nogil=True, error_model="numpy")
def _sweep(
    index: WallIndex, part: Part, envelope: Floats, spare: Floats
) -> tuple[Floats, Floats, int]:
    """The envelope of all a part sees: cells in square rings, from near to far."""
    slope = part.slope
    envelope[0, 0], envelope[0, 1], envelope[0, 2] = -slope, 0.0, 0.0
    envelope[1, 0] = slope
    n = 1
    cell_m, nx, ny = index.cell_m, index.nx, index.ny
    ci = math.floor((part.x - index.x0_m) / cell_m)
    cj = math.floor((part.y - index.y0_m) / cell_m)
    half_m = cell_m / math.sqrt(2.0)
    cosine = 1.0 / math.sqrt(1.0 + slope * slope)
    first = max(-ci, ci - nx + 1, -cj, cj - ny + 1, 0)
    last = max(ci, nx - 1 - ci, cj, ny - 1 - cj)
    if part.range_m < last * cell_m:
        last = math.floor(part.range_m / cell_m) + 1
    for ring in range(first, last + 1):
        forward_m = (ring - 1) * cell_m * cosine
        if forward_m > 0.0 and _is_hidden(envelope, n, -slope, slope, 1.0 / forward_m):
            break
        for j in range(max(cj - ring, 0), min(cj + ring, ny - 1) + 1):
            whole = abs(j - cj) == ring
            begin = max(ci - ring, 0) if whole else ci - ring
            for i in range(begin, min(ci + ring, nx - 1) + 1, 1 if whole else 2 * ring):
                cell = j * nx + i
                if i < 0 or index.start[cell] == index.start[cell + 1]:
                    continue
                dx = index.x0_m + (i + 0.5) * cell_m - part.x
                dy = index.y0_m + (j + 0.5) * cell_m - part.y
                u, v = _turned(part, dx, dy)
                if _may_show(envelope, n, part, u, v, half_m):
                    envelope, spare, n = _add_cell(index, cell, part, envelope, spare, n)
    return envelope, spare, n


@njit(nogil=True, error_model="numpy")
def _add_vertex(coords: Floats, begin: int, n: int, part: Part, u: float, v: float) -> int:
    """Appends a vertex to the ring that begins at `begin`, unless it repeats the last one."""
    x = part.x + part.forward_x * u - part.forward_y * v
    y = part.y + part.forward_y * u + part.forward_x * v
    if n > begin and abs(coords[n - 1, 0] - x) < _SAME_M and abs(coords[n - 1, 1] - y) < _SAME_M:
        return n
    coords[n, 0], coords[n, 1] = x, y
    return n + 1


@njit(nogil=True, error_model="numpy")
def _outline(envelope: Floats, pieces: int, part: Part, coords: Floats, begin: int, n: int) -> int:
    """Appends the vertices along an envelope, from the part's right border to its left one."""
    step = 0
    for i in range(pieces):
        s0, s1 = envelope[i, 0], envelope[i + 1, 0]
        if s1 - s0 < SLIVER:
            continue
        a, b = envelope[i, 1], envelope[i, 2]
        if a != 0.0 or b != 0.0:
            u0, u1 = 1.0 / (a + b * s0), 1.0 / (a + b * s1)
            n = _add_vertex(coords, begin, n, part, u0, s0 * u0)
            n = _add_vertex(coords, begin, n, part, u1, s1 * u1)
            continue
        u = part.range_m / math.sqrt(1.0 + s0 * s0)
        n = _add_vertex(coords, begin, n, part, u, s0 * u)
        while step < _ARC and _TAN[step] <= s0 + SLIVER:
            step += 1
        while step < _ARC and _TAN[step] < s1 - SLIVER:
            u, v = part.range_m * _COS[step], part.range_m * _SIN[step]
            n = _add_vertex(coords, begin, n, part, u, v)
            step += 1
        u = part.range_m / math.sqrt(1.0 + s1 * s1)
        n = _add_vertex(coords, begin, n, part, u, s1 * u)
    return n


@njit(nogil=True, error_model="numpy")
def _closed(coords: Floats, begin: int, n: int, x: float, y: float) -> int:
    """Ends the ring where it begins; takes back one that nowhere leaves the eye at (x, y)."""
    farthest = 0.0
    for k in range(begin, n):
        farthest = max(farthest, abs(coords[k, 0] - x), abs(coords[k, 1] - y))
    if n - begin < 3 or farthest < NOWHERE_M:
        return begin
    apart_x, apart_y = coords[n - 1, 0] - coords[begin, 0], coords[n - 1, 1] - coords[begin, 1]
    if abs(apart_x) >= _SAME_M or abs(apart_y) >= _SAME_M:
        n += 1
    coords[n - 1, 0], coords[n - 1, 1] = coords[begin, 0], coords[begin, 1]
    return n if n - begin >= 4 else begin


_EMPTY = WallIndex(
    np.empty((0, 4)), np.zeros(2, np.int32), np.zeros(1, np.int32), 0.0, 0.0, 1.0, 1, 1
)
_VIEWS = types.Array(float64, 2, "C", readonly=True)
_POINTS = types.Array(float64, 2, "C")
_INDEX = typeof(_EMPTY)  # type: ignore[no-untyped-call]  # numba leaves this one untyped


@njit((_INDEX, _VIEWS, float64, _POINTS), cache=True, nogil=True, error_model="numpy")
def cut(index: WallIndex, views: Floats, mounted_m: float, eyes: Floats) -> tuple[Floats, Counts]:
    """Cuts fields of view by walls.

    Args:
        index: The walls.
        views: Shape (n, 5): x and y from the local origin in metres, azimuth clockwise from
            north and angle of view in radians, range in metres. NaN anywhere sees nothing.
        mounted_m: How far behind a wall a camera may be and still hang on it.
        eyes: Shape (n, 2), filled with where each camera looks from.

    Returns:
        The vertices of all rings, from the local origin, and how many each ring has. Rings run
        counter-clockwise and end where they begin; one that encloses nothing has no vertex.
    """
    near = np.empty((NEAR_WALLS, 6))
    envelope, spare = np.empty((256, 3)), np.empty((256, 3))
    coords = np.empty((48 * len(views) + 256, 2))
    counts = np.zeros(len(views), np.int32)
    n = 0
    for k in range(len(views)):
        x, y, azimuth = views[k, 0], views[k, 1], views[k, 2]
        angle, range_m = views[k, 3], views[k, 4]
        eyes[k, 0], eyes[k, 1] = x, y
        if not (math.isfinite(x + y + azimuth) and angle > 0.0 and 0.0 < range_m < np.inf):
            continue
        is_directed = angle < math.pi
        x, y = eye_of(
            index, x, y, math.sin(azimuth), math.cos(azimuth), is_directed, mounted_m, near
        )
        eyes[k, 0], eyes[k, 1] = x, y
        begin = n
        if angle < 2.0 * math.pi - 1e-9:
            coords[n, 0], coords[n, 1] = x, y
            n += 1
        parts = max(math.ceil(angle / PART_RAD - 1e-9), 1)
        part_rad = angle / parts
        for p in range(parts):
            to = azimuth + 0.5 * angle - (p + 0.5) * part_rad
            part = Part(x, y, math.sin(to), math.cos(to), math.tan(0.5 * part_rad), range_m)
            envelope, spare, pieces = _sweep(index, part, envelope, spare)
            room = n + 2 * pieces + 2 * _ARC
            if room > len(coords):
                coords = _grown(coords, n, 2 * room)
            n = _outline(envelope, pieces, part, coords, begin, n)
        n = _closed(coords, begin, n, x, y)
        counts[k] = n - begin
    return coords[:n], counts


def warm() -> None:
    """Compiles every kernel and stores it in the cache on disk."""
    cut(_EMPTY, np.array([[0.0, 0.0, 0.0, 1.0, 1.0]]), 0.5, np.empty((1, 2)))

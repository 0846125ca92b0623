"""The cameras of the sample: hung by the tables of `camera_sites`, with their year of outages.

Everything is invented. The stream addresses lead nowhere (`.invalid` is reserved for that).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from geodata.instants import HOUR_US, MINUTE_US, SECOND_US, Span
from geodata.sample.anchors import Anchors
from geodata.sample.calendar import FOUNDED_US, YEAR_SPAN, at
from geodata.sample.camera_sites import (
    JUNCTIONS,
    KERB_POLE,
    KERB_ROWS,
    LONG,
    MOUNTS,
    POLE,
    Junction,
    KerbRow,
    Lens,
)
from geodata.sample.features import Json
from geodata.sample.frame import point_at
from geodata.sample.opening import OPENS_AT_US
from geodata.sample.records import heard_after, named, place_at, record, stream
from geodata.texts import Text
from geodata.versions import Fact

_ARMS = {
    "E": (Text("东", "east"), (1, 0), (1, 1)),
    "N": (Text("北", "north"), (0, 1), (-1, 1)),
    "W": (Text("西", "west"), (-1, 0), (-1, -1)),
    "S": (Text("南", "south"), (0, -1), (1, -1)),
}
"""An arm's name, which way it leads, and the corner from which it is looked along."""

_CORNER_M, _LOOKS_AHEAD_M, _BEHIND_KERB_M, _OFF_WALL_M = 2.5, 90.0, 3.0, 0.6


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera as it hangs: its place in EPSG:4549 and where it looks."""

    name: Text
    kind: str
    at: Point
    azimuth_deg: float
    lens: Lens
    mounting: Text
    height_m: float


@dataclass(frozen=True, slots=True)
class Outage:
    """A camera (by number) that was not online for a span; `heard_us` where it was heard late."""

    camera: int
    state: str
    span: Span
    heard_us: int | None = None


OUTAGES_AT_OPENING = (
    Outage(21, "offline", Span(at(9, 28, 17, 40), at(10, 4, 11, 5))),
    Outage(133, "offline", Span(at(10, 1, 16, 52), at(10, 2, 9, 30))),
    Outage(47, "offline", Span(at(9, 30, 22, 15), at(10, 1, 21, 10))),
    Outage(165, "offline", Span(at(9, 19, 8, 5), at(10, 9, 15, 0))),
    Outage(140, "offline", Span(at(10, 1, 3, 31), at(10, 3, 10, 45))),
    Outage(58, "fault", Span(at(9, 26, 13, 12), at(10, 10, 16, 20))),
    Outage(94, "fault", Span(at(10, 1, 9, 47), at(10, 2, 14, 0))),
    Outage(148, "unknown", Span(at(10, 1, 18, 2), at(10, 1, 19, 30))),
    Outage(103, "fault", Span(at(10, 1, 17, 41), at(10, 2, 11, 0)), at(10, 1, 19, 12)),
)
"""Those that last while the replay opens; the last one was not yet heard of then."""

_OTHER_OUTAGES = 64
_STATES = (("offline", 0.6), ("fault", 0.3), ("unknown", 0.1))


def cameras(anchors: Anchors) -> tuple[Camera, ...]:
    """All cameras, in the order of their numbers."""
    found: list[Camera] = []
    for junction in JUNCTIONS:
        found += _at_junction(junction)
    for row in KERB_ROWS:
        found += _along_kerb(row, anchors)
    for mount in MOUNTS:
        where, target = point_at(*mount.uv), point_at(*mount.toward)
        found.append(
            Camera(
                mount.name,
                mount.kind,
                where,
                _bearing_deg(where, target),
                mount.lens,
                mount.mounting,
                mount.height_m,
            )
        )
    return tuple(replace(one, at=_outside(one.at, anchors)) for one in found)


def camera_facts(found: tuple[Camera, ...]) -> Iterator[Fact]:
    """The cameras as they were hung, and each change of their state during the year."""
    by_camera: dict[int, list[Outage]] = {}
    for outage in [*OUTAGES_AT_OPENING, *_other_outages(len(found))]:
        by_camera.setdefault(outage.camera, []).append(outage)
    rng = stream(81)
    for number, camera in enumerate(found, 1):
        yield _fact(number, camera, "online", FOUNDED_US, FOUNDED_US)
        heard_us = FOUNDED_US
        for outage in sorted(by_camera.get(number, ()), key=lambda one: one.span.start_us):
            start_us, end_us = outage.span.start_us, outage.span.end_us
            heard_us = max(heard_us + SECOND_US, outage.heard_us or heard_after(start_us, rng))
            yield _fact(number, camera, outage.state, start_us, heard_us)
            heard_us = max(heard_us + SECOND_US, heard_after(end_us, rng))
            yield _fact(number, camera, "online", end_us, heard_us)


def _fact(number: int, camera: Camera, state: str, from_us: int, heard_us: int) -> Fact:
    data: dict[str, Json] = {
        "name": named(camera.name),
        "camera_kind": camera.kind,
        "state": state,
        "azimuth_deg": camera.azimuth_deg,
        "hfov_deg": camera.lens.hfov_deg,
        "height_m": camera.height_m,
        "horizontal_px": camera.lens.horizontal_px,
        "range_m": camera.lens.range_m,
        "stream": f"rtsp://sample.invalid/CAM-{number:03d}",
        "mounting": named(camera.mounting),
    }
    return record(
        "camera",
        f"CAM-{number:03d}",
        from_us,
        heard_us,
        data,
        geometry=place_at(camera.at.x, camera.at.y),
        author="视频平台",
    )


def _at_junction(junction: Junction) -> Iterator[Camera]:
    (u, v), (half_u, half_v) = junction.uv, junction.half_widths_m
    for arm in junction.arms:
        word, (along_u, along_v), (corner_u, corner_v) = _ARMS[arm]
        where = point_at(u + corner_u * (half_u + _CORNER_M), v + corner_v * (half_v + _CORNER_M))
        target = point_at(u + along_u * _LOOKS_AHEAD_M, v + along_v * _LOOKS_AHEAD_M)
        name = Text(f"{junction.name.zh}{word.zh}", f"{junction.name.en}, {word.en}")
        yield Camera(name, "fixed", where, _bearing_deg(where, target), LONG, POLE, 6.5)


def _along_kerb(row: KerbRow, anchors: Anchors) -> Iterator[Camera]:
    """Poles behind the kerb, turn by turn on either side, looking along it."""
    kerbs = anchors.kerb(row.kerb)
    for number in range(row.count):
        kerb, opposite = kerbs[number % len(kerbs)], kerbs[(number + 1) % len(kerbs)]
        share = (number + 0.5) / row.count
        where = _behind(kerb, opposite, share)
        ahead = kerb.interpolate(min(share * kerb.length + 55.0, kerb.length))
        if ahead.distance(where) < 30.0:
            ahead = kerb.interpolate(max(share * kerb.length - 55.0, 0.0))
        name = Text(f"{row.name.zh} {number + 1}", f"{row.name.en} {number + 1}")
        azimuth_deg = _bearing_deg(where, ahead)
        yield Camera(name, "fixed", where, azimuth_deg, row.lens, KERB_POLE, 6.0)


def _behind(kerb: LineString, opposite: LineString, share: float) -> Point:
    on_kerb = kerb.interpolate(share, normalized=True)
    across = opposite.interpolate(opposite.project(on_kerb))
    away = _BEHIND_KERB_M / max(on_kerb.distance(across), 1.0)
    return Point(
        on_kerb.x + (on_kerb.x - across.x) * away, on_kerb.y + (on_kerb.y - across.y) * away
    )


def _outside(where: Point, anchors: Anchors) -> Point:
    """The place itself, or just off the wall of the building that it would hang inside of."""
    for place in anchors.buildings.query(where, predicate="intersects"):
        ring = shapely.get_exterior_ring(anchors.buildings.geometries[place])
        off_wall = LineString(Polygon(ring).buffer(_OFF_WALL_M).exterior)
        return off_wall.interpolate(off_wall.project(where))
    return where


def _bearing_deg(where: Point, target: Point) -> float:
    """Clockwise from grid north, to a tenth of a degree."""
    angle = np.degrees(np.arctan2(target.x - where.x, target.y - where.y))
    return round(float(angle) % 360.0, 1)


def _other_outages(count: int) -> Iterator[Outage]:
    """Outages of the rest of the year, none of which lasts while the replay opens."""
    rng = stream(80)
    kept = 0
    busy = {outage.camera for outage in OUTAGES_AT_OPENING}
    while kept < _OTHER_OUTAGES:
        camera = int(rng.integers(1, count + 1))
        start_us = int(rng.integers(YEAR_SPAN.start_us, YEAR_SPAN.end_us))
        start_us -= start_us % MINUTE_US
        span = Span(start_us, start_us + round(float(rng.gamma(1.2, 22.0)) * 60 + 20) * MINUTE_US)
        state = str(rng.choice([s for s, _ in _STATES], p=[p for _, p in _STATES]))
        if camera in busy or span.holds(OPENS_AT_US) or span.length_us > 240 * HOUR_US:
            continue
        busy.add(camera)
        kept += 1
        yield Outage(camera, state, span)

"""The positions of units on the tracked days: along their routes, with stops, noise and silence.

Everything is invented. A position comes every 28 to 30 seconds; a receiver is off by some metres
that drift slowly; now and then a radio is silent, and half of that silence is filled in later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point

from geodata.arrays import Floats, Ints
from geodata.instants import MINUTE_US, SECOND_US
from geodata.sample.calendar import at
from geodata.sample.opening import OPENS_AT_US
from geodata.sample.patrols import DrawnRoute
from geodata.sample.records import stream
from geodata.sample.units import TRACKED_DAYS, Shift

_SPEED_M_PER_S = {"foot": 1.15, "motor": 5.5}
_EVERY_S = {"foot": 30.0, "motor": 28.0}
_NOISE_M = (4.0, 8.0)
_DRIFT, _DRIFT_STEPS = 0.8, 20
_SILENCE_EVERY_S = 3.5 * 3_600.0
_SILENCE_S = (6 * 60.0, 26 * 60.0)

SILENT_UNIT = "U-CG-02"
SILENT_FROM_US, SILENT_UNTIL_US = at(10, 1, 18, 23), at(10, 1, 18, 41)
"""On 1 October a unit was silent when the replay opens; its positions came in afterwards."""
_FILLED_IN_US = at(10, 1, 18, 52)


@dataclass(frozen=True, eq=False)
class Tracks:
    """n positions in the order they happened; metres, accuracy as a radius."""

    unit: NDArray[np.str_]
    happened_us: Ints
    heard_us: Ints
    x_m: Floats
    y_m: Floats
    acc_m: Floats

    def __len__(self) -> int:
        """The number of positions."""
        return len(self.unit)

    def at(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Tracks":
        """Some of the positions."""
        return Tracks(
            self.unit[rows],
            self.happened_us[rows],
            self.heard_us[rows],
            self.x_m[rows],
            self.y_m[rows],
            self.acc_m[rows],
        )


def tracks(shifts: Sequence[Shift], routes: Sequence[DrawnRoute]) -> Tracks:
    """The positions of every shift of the tracked days."""
    beats = {drawn.route.id: _Beat.of(drawn) for drawn in routes}
    found = []
    for number, shift in enumerate(shifts):
        if shift.day in TRACKED_DAYS:
            rng = stream(3, number)
            found.append(_with_silences(_walked(shift, beats[shift.route], rng), rng))
    whole = Tracks(
        np.concatenate([one.unit for one in found]),
        np.concatenate([one.happened_us for one in found]),
        np.concatenate([one.heard_us for one in found]),
        np.concatenate([one.x_m for one in found]),
        np.concatenate([one.y_m for one in found]),
        np.concatenate([one.acc_m for one in found]),
    )
    return _silent_at_opening(whole.at(np.lexsort((whole.unit, whole.happened_us))))


@dataclass(frozen=True, eq=False)
class _Beat:
    """A route as it is patrolled: its line by distance, and where along it one stops how long."""

    along_m: Floats
    xy: Floats
    stop_m: Floats
    stop_s: Floats
    closed: bool
    headway_s: float

    @classmethod
    def of(cls, drawn: DrawnRoute) -> "_Beat":
        xy = shapely.get_coordinates(drawn.line)
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
        stops = sorted((drawn.line.project(Point(x, y)), dwell) for x, y, _, dwell in drawn.stops)
        return cls(
            along,
            xy,
            np.array([distance for distance, _ in stops]),
            np.array([60.0 * dwell for _, dwell in stops]),
            drawn.route.closed,
            60.0 * drawn.route.headway_min,
        )

    def knots(self, speed: float, until_s: float, rng: np.random.Generator) -> tuple[Floats, ...]:
        """Seconds since the start of the shift, and distances along the line at them."""
        seconds, distances = [0.0], [0.0]
        clock, there = 0.0, True
        while clock < until_s:
            begun = clock
            length = float(self.along_m[-1])
            order = range(len(self.stop_m)) if there else range(len(self.stop_m) - 1, -1, -1)
            here = 0.0 if there else length
            for place in order:
                stop = float(self.stop_m[place])
                clock += abs(stop - here) / (speed * rng.uniform(0.85, 1.15))
                dwell = float(self.stop_s[place]) * rng.uniform(0.7, 1.25)
                seconds += [clock, clock + dwell]
                distances += [stop, stop]
                clock, here = clock + dwell, stop
            end = length if there else 0.0
            clock += abs(end - here) / (speed * rng.uniform(0.85, 1.15)) + 1.0
            seconds.append(clock)
            distances.append(end)
            if self.closed:
                clock = max(clock + 1.0, begun + self.headway_s)
                seconds += [clock - 0.5, clock]
                distances += [end, 0.0]
            else:
                there = not there
        return np.array(seconds), np.array(distances)


def _walked(shift: Shift, beat: _Beat, rng: np.random.Generator) -> Tracks:
    length_s = shift.span.length_us / SECOND_US
    every_s = _EVERY_S[shift.unit.mode]
    seconds = np.arange(rng.uniform(5.0, every_s), length_s - 1.0, every_s)
    seconds = seconds + rng.uniform(-2.0, 2.0, len(seconds))
    knots, distances = beat.knots(_SPEED_M_PER_S[shift.unit.mode], length_s, rng)
    along = np.interp(seconds, knots, distances)
    sigma_m = rng.uniform(*_NOISE_M)
    dx, dy = _drifting(sigma_m, len(seconds), rng), _drifting(sigma_m, len(seconds), rng)
    happened = shift.span.start_us + np.rint(seconds).astype(np.int64) * SECOND_US
    return Tracks(
        np.full(len(seconds), shift.unit.id),
        happened,
        happened + rng.integers(1, 5, len(seconds)) * SECOND_US,
        np.interp(along, beat.along_m, beat.xy[:, 0]) + dx,
        np.interp(along, beat.along_m, beat.xy[:, 1]) + dy,
        np.rint(sigma_m * rng.uniform(0.8, 1.6, len(seconds))),
    )


def _drifting(sigma_m: float, count: int, rng: np.random.Generator) -> Floats:
    """Errors of a receiver: they wander, with a standard deviation of `sigma_m`."""
    memory = _DRIFT ** np.arange(_DRIFT_STEPS)
    steps = rng.normal(0.0, sigma_m / np.hypot.reduce(memory), count + _DRIFT_STEPS - 1)
    return np.convolve(steps, memory, mode="valid")


def _with_silences(track: Tracks, rng: np.random.Generator) -> Tracks:
    """The track with some silences: lost, or heard when the radio came back."""
    start_us, end_us = int(track.happened_us[0]), int(track.happened_us[-1])
    heard_us = track.heard_us.copy()
    kept = np.ones(len(track), dtype=np.bool_)
    for _ in range(int(rng.poisson((end_us - start_us) / SECOND_US / _SILENCE_EVERY_S))):
        first_us = int(rng.uniform(start_us, end_us))
        last_us = first_us + int(rng.uniform(*_SILENCE_S)) * SECOND_US
        if first_us <= OPENS_AT_US < last_us:
            continue
        silent = (track.happened_us >= first_us) & (track.happened_us < last_us)
        if rng.random() < 0.5:
            kept &= ~silent
        else:
            heard_us[silent] = np.maximum(heard_us[silent], last_us + SECOND_US)
    told = Tracks(track.unit, track.happened_us, heard_us, track.x_m, track.y_m, track.acc_m)
    return told.at(kept)


def _silent_at_opening(track: Tracks) -> Tracks:
    near = (track.happened_us >= SILENT_FROM_US - 30 * MINUTE_US) & (
        track.happened_us < SILENT_UNTIL_US
    )
    mine = near & (track.unit == SILENT_UNIT)
    silent = mine & (track.happened_us >= SILENT_FROM_US)
    heard_us = np.where(mine, track.happened_us + 2 * SECOND_US, track.heard_us)
    heard_us[silent] = _FILLED_IN_US
    return Tracks(track.unit, track.happened_us, heard_us, track.x_m, track.y_m, track.acc_m)

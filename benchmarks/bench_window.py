"""The sample in a real window, every layer on: drag, wheel, a step in time, memory."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.figures import line
from benchmarks.screen import Screen
from benchmarks.stores import store_path
from geodata.instants import DAY_US
from geodata.stores.geopackage import open_store

NAMES = ("pan", "zoom_first", "zoom_sharp", "step_sample", "step_sample_hour", "rss_sample")

FRAME_MS = 1000 / 60
STRIDE_PX = 16
"""So far the hand moves in a frame: a thousand pixels a second."""
STROKE_PX = 992
STROKES = (-1, 1, 1, -1, -1, 1)
"""To the left, or to the right: each stroke leaves the cached margin three times."""
NOTCHES = (True, True, True, False, False, False, False, True)
ROUNDS = 5
STEPS = 120


def moved_from(screen: Screen) -> Callable[[], bool]:
    """Whether the map shows another place or scale than now."""
    before = screen.canvas.projection
    return lambda: screen.canvas.projection != before


def pan(screen: Screen) -> None:
    """Drag to and fro at 60 moves a second; also how much was ever unpainted."""
    x, y = screen.middle()
    took_ms: list[float] = []
    unpainted: list[float] = []

    def drag(to_px: int) -> None:
        begun = time.perf_counter()
        moved = moved_from(screen)
        took_ms.append(screen.frame_ms(lambda: screen.hands.move(to_px, y), moved))
        unpainted.append(screen.canvas.unpainted_share)
        screen.pause(FRAME_MS - (time.perf_counter() - begun) * 1e3)

    for sign in STROKES:
        start = x - sign * STROKE_PX // 2
        screen.hands.move(start, y)
        screen.pause(FRAME_MS)
        screen.hands.press()
        # The first moves of a stroke tell a drag from a click.
        screen.hands.move(start + sign * STRIDE_PX, y)
        screen.pause(2 * FRAME_MS)
        for k in range(2, STROKE_PX // STRIDE_PX):
            drag(start + sign * k * STRIDE_PX)
        screen.hands.release()
        screen.pause(FRAME_MS)
    screen.settle()
    line("pan", took_ms, unpainted_share_max=round(max(unpainted), 3))


def zoom(screen: Screen) -> None:
    """Turn the wheel notch by notch, each from rest."""
    first_ms: list[float] = []
    sharp_ms: list[float] = []
    x, y = screen.middle()
    for k, up in enumerate(NOTCHES * ROUNDS):
        screen.hands.move(x + 37 * (k % 7 - 3), y + 23 * (k % 5 - 2))
        screen.settle()
        begun_ns = time.perf_counter_ns()
        first_ms.append(screen.frame_ms(partial(screen.hands.wheel, up), moved_from(screen)))
        screen.until(lambda: screen.canvas.is_settled)
        sharp_ms.append((screen.frames.ends_ns[-1] - begun_ns) / 1e6)
    line("zoom_first", first_ms)
    line("zoom_sharp", sharp_ms)


def steps(screen: Screen) -> None:
    """Step by local days with a window that moves along, then by hours within a window."""
    zone = screen.console.snapshot.district.zone
    opened = screen.console.look.asked
    begun_us = opened.t_us - STEPS * DAY_US
    asked = replace(opened, mode="moving").at(begun_us)

    def day() -> None:
        screen.hands.key("period", "Shift_L")

    def hour() -> None:
        screen.hands.key("period")

    for name, act, at in (("step_sample", day, asked), ("step_sample_hour", hour, opened)):
        screen.ask(at)
        for _ in range(3):
            screen.step_ms(act)
        screen.pause(FRAME_MS)
        took_ms = []
        for _ in range(STEPS):
            took_ms.append(screen.step_ms(act))
            screen.pause(FRAME_MS)
        screen.settle()
        late = screen.late_after(act)
        screen.settle()
        moved_to = screen.console.look.picture.moment
        line(name, took_ms, late=late, zone=zone.key, t_us=moved_to.t_us)


def main() -> None:
    """All of it in one window."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(open_store(store_path(__doc__)), Path(folder))
        pan(screen)
        zoom(screen)
        steps(screen)
        line("rss_sample", ())
        screen.window.close()


if __name__ == "__main__":
    main()

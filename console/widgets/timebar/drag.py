"""What a drag asks for: pure functions from what was asked at the press to what is asked now."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from console.looks import Asked
from console.widgets.timebar.brush import Grip
from console.widgets.timebar.histogram import NARROWEST_BAR_PX
from geodata.bins import BINS, Bin, floor, nearest
from geodata.instants import MINUTE_US, SECOND_US, Span, aware, local_midnight, shift_local

INSTANT_STEPS = (Bin("minute"), Bin("minute", 5), Bin("minute", 15), Bin("hour"))


def dragged(
    grip: Grip, asked: Asked, pressed_us: int, now_us: int, us_per_px: float, zone: ZoneInfo
) -> Asked:
    """What is asked when the pointer went from `pressed_us` to `now_us` holding a grip.

    Edges come to rest on what the bars are made of, the instant on a round time of day.
    """
    if grip == "instant":
        return asked.at(settled_instant(asked.t_us + now_us - pressed_us, us_per_px, zone))
    size = window_step(us_per_px)
    window = asked.window
    if grip == "start":
        start_us = nearest(window.start_us + now_us - pressed_us, size, zone)
        return asked.over(Span(min(start_us, window.end_us), window.end_us))
    if grip == "end":
        end_us = max(nearest(window.end_us + now_us - pressed_us, size, zone), window.start_us)
        if asked.mode == "cumulative":
            return asked.at(end_us)
        return asked.over(Span(window.start_us, end_us))
    if grip == "body":
        return shifted(asked, now_us - pressed_us, size, zone)
    return asked


def shifted(asked: Asked, by_us: int, size: Bin, zone: ZoneInfo) -> Asked:
    """The window elsewhere, as long as before; t goes with it unless the window is fixed.

    A window of whole local days keeps its days where the clocks change.
    """
    window = asked.window
    start_us = nearest(window.start_us + by_us, size, zone)
    if _is_days(window, zone) and local_midnight(start_us, zone) == start_us:
        days = (aware(window.end_us, zone).date() - aware(window.start_us, zone).date()).days
        moved = Span(start_us, shift_local(start_us, zone, days=days))
    else:
        moved = window.moved(start_us - window.start_us)
    if asked.mode == "fixed":
        return asked.over(moved)
    if asked.mode == "cumulative":
        return replace(asked, t_us=moved.end_us, window=moved)
    return replace(asked, t_us=asked.t_us + moved.start_us - window.start_us, window=moved)


def window_step(us_per_px: float) -> Bin:
    """What the window's edges rest on: the bars' own bins, and days where those are longer."""
    fine = [b for b in BINS if b.typical_us <= Bin("day").typical_us]
    return next((b for b in fine if b.typical_us >= NARROWEST_BAR_PX * us_per_px), fine[-1])


def settled_instant(us: int, us_per_px: float, zone: ZoneInfo) -> int:
    """A round time of day near an instant: as round as a pixel is wide, an hour at most."""
    step = next((s for s in INSTANT_STEPS if s.typical_us >= us_per_px), INSTANT_STEPS[-1])
    if us_per_px < MINUTE_US:
        return round(us / SECOND_US) * SECOND_US
    return nearest(us, step, zone)


def _is_days(window: Span, zone: ZoneInfo) -> bool:
    return all(floor(us, Bin("day"), zone) == us for us in (window.start_us, window.end_us))

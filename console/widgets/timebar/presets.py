"""Windows by name: the hour before t, t's local day, days that end with it, its year, all."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from geodata.bins import DAY, Bin, edges
from geodata.instants import DAY_US, HOUR_US, Span, aware, last_local_days, local_year
from geodata.texts import Text

LONG_US = 60 * DAY_US


@dataclass(frozen=True, slots=True)
class Preset:
    """A window by name: `window(t_us, extent, zone)`."""

    id: str
    name: Text
    window: Callable[[int, Span, ZoneInfo], Span]


def year_of(t_us: int, zone: ZoneInfo) -> Span:
    """The local year that holds t."""
    return local_year(aware(t_us, zone).year, zone)


def whole_days(extent: Span, t_us: int, zone: ZoneInfo) -> Span:
    """The whole record in local days; t's own day where nothing is recorded."""
    if not extent.length_us:
        return last_local_days(1, t_us, zone)
    days = edges(extent, DAY, zone)
    return Span(int(days[0]), int(days[-1]))


def whole_record(extent: Span, t_us: int, zone: ZoneInfo) -> Span:
    """The whole record as a calendar shows it: in local months where it is long, else in days."""
    days = whole_days(extent, t_us, zone)
    if days.length_us < LONG_US:
        return days
    months = edges(days, Bin("month"), zone)
    return Span(int(months[0]), int(months[-1]))


PRESETS = (
    Preset("hour", Text("1 时", "1 h"), lambda t, _extent, _zone: Span(t - HOUR_US, t)),
    Preset("day", Text("今日", "Day"), lambda t, _extent, zone: last_local_days(1, t, zone)),
    Preset("week", Text("7 天", "7 d"), lambda t, _extent, zone: last_local_days(7, t, zone)),
    Preset("month", Text("30 天", "30 d"), lambda t, _extent, zone: last_local_days(30, t, zone)),
    Preset("year", Text("年", "Year"), lambda t, _extent, zone: year_of(t, zone)),
    Preset("all", Text("全部", "All"), lambda t, extent, zone: whole_days(extent, t, zone)),
)

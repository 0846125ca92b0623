"""What the time bar says: times, lengths and units in words, in both languages."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from geodata.bins import Bin
from geodata.instants import DAY_US, HOUR_US, MINUTE_US, SECOND_US, Span, aware
from geodata.kinds import PERSONS, RECORDS, VEHICLES
from geodata.texts import Language, Text
from geodata.wording import weekday

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ARROW: Final = " → "

_UNITS: Final = (
    (DAY_US, Text("天", "d")),
    (HOUR_US, Text("时", "h")),
    (MINUTE_US, Text("分", "min")),
    (SECOND_US, Text("秒", "s")),
)
_SHORT: Final = {
    VEHICLES: Text("辆", "veh"),
    PERSONS: Text("人", "pers"),
    RECORDS: Text("起", "rec"),
}
_PER: Final = {
    "minute": Text("分", "min"),
    "hour": Text("时", "h"),
    "day": Text("日", "day"),
    "week": Text("周", "week"),
    "month": Text("月", "month"),
    "year": Text("年", "year"),
}


def day_words(us: int, zone: tzinfo, language: Language) -> str:
    """A local day with its weekday: 2022-10-01 周六."""
    when = aware(us, zone)
    return f"{when:%Y-%m-%d} {weekday(when)(language)}"


def full_words(us: int, zone: tzinfo) -> str:
    """An instant as it is typed: 2022-10-01 18:30, with seconds where it has any."""
    when = aware(us, zone)
    return f"{when:%Y-%m-%d %H:%M:%S}" if when.second else f"{when:%Y-%m-%d %H:%M}"


def window_words(window: Span, year: int, zone: tzinfo) -> str:
    """A window: 09-01 00:00 → 10-10 00:00; with years unless both ends lie in `year`."""
    start, end = aware(window.start_us, zone), aware(window.end_us, zone)
    if start.year == end.year == year:
        return ARROW.join(f"{when:%m-%d %H:%M}" for when in (start, end))
    if (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0):
        return ARROW.join(f"{when:%Y-%m-%d}" for when in (start, end))
    return ARROW.join(f"{when:%Y-%m-%d %H:%M}" for when in (start, end))


def typed_window_words(window: Span, zone: tzinfo) -> str:
    """A window as it is typed, whole."""
    return ARROW.join(full_words(us, zone) for us in (window.start_us, window.end_us))


def length_words(window: Span, zone: tzinfo, language: Language) -> str:
    """How long a window is, in its two largest units; whole local days are days."""
    start, end = (aware(us, zone).replace(tzinfo=None) for us in (window.start_us, window.end_us))
    wall = end - start
    left_us = window.length_us
    if not wall % timedelta(days=1):
        left_us = wall // timedelta(days=1) * DAY_US
    parts: list[str] = []
    for unit_us, unit in _UNITS:
        n, left_us = divmod(left_us, unit_us)
        if n and len(parts) < 2:
            parts.append(f"{n:,} {unit(language)}")
        elif parts:
            break
    return " ".join(parts) or f"0 {_UNITS[2][1](language)}"


def rate_words(counted: list[Text], per: str, language: Language) -> str:
    """What an axis counts, per what: 辆·人/日; vehicles and persons are never mixed silently."""
    short = [_SHORT.get(unit, unit)(language) for unit in counted or [RECORDS]]
    return f"{'·'.join(short)}/{per}"


def per_words(size: Bin, language: Language) -> str:
    """What a bar counts over: 日, 时, 15 分, day."""
    unit = _PER[size.unit](language)
    return unit if size.n == 1 else f"{size.n} {unit}"


def bin_words(bounds: Span, size: Bin, zone: tzinfo, language: Language) -> str:
    """A bar's own stretch in words."""
    start, end = aware(bounds.start_us, zone), aware(bounds.end_us, zone)
    if size.within_day:
        until = "24:00" if end.date() > start.date() else f"{end:%H:%M}"
        return f"{day_words(bounds.start_us, zone, language)} {start:%H:%M}–{until}"
    if size.unit == "day":
        return day_words(bounds.start_us, zone, language)
    if size.unit == "week":
        last = aware(bounds.end_us - 1, zone)
        return f"{start:%Y-%m-%d} – {last:%m-%d}"
    if size.unit == "month":
        return month_words(start, language, with_year=True)
    return year_words(start, language)


def year_words(when: datetime, language: Language) -> str:
    """A year: 2022 年; 2022."""
    return Text(f"{when.year} 年", f"{when.year}")(language)


def month_words(when: datetime, language: Language, *, with_year: bool) -> str:
    """A month: 10 月, 2022 年 10 月; Oct, Oct 2022."""
    name = Text(f"{when.month} 月", MONTHS[when.month - 1])(language)
    if not with_year:
        return name
    return Text(f"{when.year} 年 {name}", f"{name} {when.year}")(language)

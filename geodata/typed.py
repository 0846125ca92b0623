"""Times and windows as people type them: 2022-10-01 18:30, 10-01, 18:30; 09-01 → 10-10, 7 天."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from geodata.instants import (
    HOUR_US,
    MINUTE_US,
    RECORDABLE_YEARS,
    Span,
    aware,
    local_midnight,
    micros,
    shift_local,
)
from geodata.texts import Text

_DAY = r"(?:(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?)"
_WEEKDAY = r"(?:\s*(?:周|星期)[一二三四五六日天]|\s*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)"
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:\s*[:：]\s*(?P<minute>\d{2})(?:\s*[:：]\s*(?P<second>\d{2}))?"
    r"|\s*[时点]\s*(?:(?P<minute_zh>\d{1,2})\s*分?)?))"
)
_INSTANT: Final = re.compile(
    rf"\s*(?:{_DAY}{_WEEKDAY}?)?(?:\s*[T\s]?\s*{_CLOCK})?\s*", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\s*(?P<year>\d{4})\s*年?\s*")
_LENGTH: Final = re.compile(
    r"\s*(?P<n>\d{1,5})\s*(?P<unit>分钟?|min|小?时|h|hours?|天|日|d|days?|周|w|weeks?)\s*",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:→|->|—|–|~|～|至|到|\bto\b|\.\.+|/(?=\s)|(?<=\s)-(?=\s))\s*")

_UNIT_US: Final = {"分": MINUTE_US, "m": MINUTE_US, "小": HOUR_US, "时": HOUR_US, "h": HOUR_US}
_UNIT_DAYS: Final = {"天": 1, "日": 1, "d": 1, "周": 7, "w": 7}


class Unreadable(ValueError):
    """What was typed is no time; `words` say so to the person who typed it."""

    def __init__(self, words: Text) -> None:
        """Keep the words."""
        super().__init__(words.en)
        self.words = words


def read_instant(typed: str, zone: ZoneInfo, near_us: int) -> int:
    """The instant (µs UTC) that is meant, in local time; what is left out is taken from `near_us`.

    A day alone is its midnight. Raises Unreadable where it is no time, or one that the clocks of
    the zone skipped.
    """
    found = _INSTANT.fullmatch(typed)
    if not typed.strip() or found is None:
        raise Unreadable(
            Text("读不懂：写成 2022-10-01 18:30", "Not a time: write 2022-10-01 18:30")
        )
    near = aware(near_us, zone)
    part = {name: int(text) for name, text in found.groupdict().items() if text}
    minute = part.get("minute", part.get("minute_zh", 0))
    if part.get("hour", 0) > 24 or minute > 59 or part.get("second", 0) > 59:
        raise Unreadable(Text("没有这个钟点", "No such time of day"))
    try:
        day = date(
            part.get("year", near.year), part.get("month", near.month), part.get("day", near.day)
        )
        local = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
        local += timedelta(hours=part.get("hour", 0), minutes=minute, seconds=part.get("second", 0))
        return _existing(local, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(Text("日历上没有这一天", "No such day in the calendar")) from error


def read_window(typed: str, zone: ZoneInfo, t_us: int) -> Span:
    """The window that is meant: two instants, one year, or a length that ends with t or its day.

    Hours and minutes end at t, days and weeks with t's local day. Raises Unreadable.
    """
    if length := _LENGTH.fullmatch(typed):
        return _ending_at(int(length["n"]), length["unit"][0].lower(), zone, t_us)
    if year := _YEAR.fullmatch(typed):
        first = int(year["year"])
        return Span(
            read_instant(f"{first:04}-1-1", zone, t_us),
            read_instant(f"{first + 1:04}-1-1", zone, t_us),
        )
    ends = _BETWEEN.split(typed.strip())
    if len(ends) == 1 and all("-" in end for end in typed.split("/")):
        ends = typed.split("/")  # as the commands take it
    if len(ends) != 2:
        raise Unreadable(
            Text("读不懂：写成 09-01 → 10-10 或 7 天", "Not a window: write 09-01 → 10-10 or 7 d")
        )
    start_us = read_instant(ends[0], zone, t_us)
    end_us = read_instant(ends[1], zone, start_us)
    if end_us <= start_us:
        raise Unreadable(Text("止早于起", "It ends before it starts"))
    return Span(start_us, end_us)


def _existing(local: datetime, zone: ZoneInfo) -> int:
    if local.year not in RECORDABLE_YEARS:
        raise Unreadable(Text("只认 1900 至 2199 年", "Only the years 1900 to 2199 can be meant"))
    us = micros(local.replace(tzinfo=zone))
    if aware(us, zone).replace(tzinfo=None) != local:
        raise Unreadable(
            Text("时钟拨快，没有这个钟点", "The clocks went forward: no such time of day")
        )
    return us


def _ending_at(n: int, unit: str, zone: ZoneInfo, t_us: int) -> Span:
    if n == 0:
        raise Unreadable(Text("长度为零", "No length"))
    try:
        if unit in _UNIT_US:
            window = Span(t_us - n * _UNIT_US[unit], t_us)
        else:
            end_us = shift_local(local_midnight(t_us, zone), zone, days=1)
            window = Span(shift_local(end_us, zone, days=-n * _UNIT_DAYS[unit]), end_us)
        begins = aware(window.start_us, zone)
    except OverflowError as error:
        raise Unreadable(Text("太长", "Too long")) from error
    if begins.year not in RECORDABLE_YEARS:
        raise Unreadable(Text("太长", "Too long"))
    return window

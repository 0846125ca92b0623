"""Instants and windows as people type them on a command line."""

from zoneinfo import ZoneInfo

from geodata.exchange.refusal import Refused
from geodata.instants import RECORDABLE_YEARS, Span, local_year, parse
from geodata.texts import Text


def instant(text: str, zone: ZoneInfo) -> int:
    """Microseconds UTC of an ISO 8601 text, read in `zone` where it names none.

    Raises:
        Refused: it is no time between 1900 and 2199.
    """
    try:
        us = parse(text, zone)
    except (ValueError, OverflowError):
        raise _no_time(text) from None
    first, last = (local_year(RECORDABLE_YEARS[end], zone) for end in (0, -1))
    if not first.start_us <= us < last.end_us:
        raise _no_time(text)
    return us


def window(text: str, zone: ZoneInfo) -> Span:
    """The half-open span of a `FROM/TO`.

    Raises:
        Refused: it is not two times, the earlier first.
    """
    start, slash, end = text.partition("/")
    if not slash:
        raise Refused(
            Text(
                f"时间窗 {text} 不是 起/止 的形式。",
                f"The window {text} is not of the form FROM/TO.",
            )
        )
    start_us, end_us = instant(start, zone), instant(end, zone)
    if end_us <= start_us:
        raise Refused(
            Text(
                f"时间窗 {text} 的止不在起之后。",
                f"The window {text} does not end after it starts.",
            )
        )
    return Span(start_us, end_us)


def year(text: str, zone: ZoneInfo) -> Span:
    """The local year of a number; raises Refused for what is none from 1900 to 2199."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if number not in RECORDABLE_YEARS:
        raise Refused(
            Text(f"{text} 不是 1900–2199 的年份。", f"{text} is not a year from 1900 to 2199.")
        )
    return local_year(number, zone)


def _no_time(text: str) -> Refused:
    return Refused(
        Text(
            f"{text} 不是 ISO 8601 时间（1900–2199）。",
            f"{text} is not an ISO 8601 time from 1900 to 2199.",
        )
    )

"""One door for time: anything enters as an aware UTC instant, int64 microseconds since 1970.

Spans are half-open. A naive time raises: nobody may guess a zone silently.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

SECOND_US: Final = 1_000_000
MINUTE_US: Final = 60 * SECOND_US
HOUR_US: Final = 3_600 * SECOND_US
DAY_US: Final = 24 * HOUR_US

EVER_US: Final = -(2**63) + 1
"""Before everything that can be recorded."""
NEVER_US: Final = 2**63 - 1
"""After everything that can be recorded: an end that has not come."""
RECORDABLE_YEARS: Final = range(1900, 2200)
"""In other years nothing here happened: such a time was mistyped."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NaiveTimeError(ValueError):
    """A time without a zone tried to enter."""


def micros(when: datetime) -> int:
    """Microseconds since 1970 UTC of an aware datetime; raises NaiveTimeError for a naive one."""
    if when.tzinfo is None or when.utcoffset() is None:
        raise NaiveTimeError(f"{when.isoformat()} has no time zone")
    return (when - _EPOCH) // _MICROSECOND


def now_us() -> int:
    """The clock of this machine."""
    return time.time_ns() // 1_000


def parse(text: str, zone: tzinfo | None = None) -> int:
    """Microseconds of an ISO 8601 text; one without offset is read in `zone`.

    Raises NaiveTimeError where neither the text nor `zone` names a zone, ValueError where the
    text is no time.

    >>> parse("1970-01-01T08:00:01+08:00")
    1000000
    """
    when = datetime.fromisoformat(text.strip())
    if when.tzinfo is None and zone is not None:
        when = when.replace(tzinfo=zone)
    return micros(when)


def aware(us: int, zone: tzinfo = UTC) -> datetime:
    """The instant as an aware datetime in `zone`."""
    return (_EPOCH + us * _MICROSECOND).astimezone(zone)


def iso(us: int, zone: tzinfo = UTC) -> str:
    """The instant as ISO 8601 text with offset, to the second unless it has a fraction."""
    return aware(us, zone).isoformat()


def local_midnight(us: int, zone: tzinfo) -> int:
    """The start of the local day that holds `us`."""
    day = aware(us, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return micros(day)


def shift_local(us: int, zone: tzinfo, *, days: int = 0, months: int = 0) -> int:
    """Step by local calendar days or months, keeping the wall clock; 31 → the month's last day."""
    here = aware(us, zone).replace(tzinfo=None) + timedelta(days=days)
    if months:
        index = here.year * 12 + here.month - 1 + months
        year, month = divmod(index, 12)
        first_of_next = datetime(year + (month + 1) // 12, (month + 1) % 12 + 1, 1, tzinfo=UTC)
        last_day = (first_of_next - timedelta(days=1)).day
        here = here.replace(year=year, month=month + 1, day=min(here.day, last_day))
    return micros(here.replace(tzinfo=zone))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open span of time `[start_us, end_us)`; raises ValueError where it runs backwards."""

    start_us: int
    end_us: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.end_us < self.start_us:
            raise ValueError(f"span ends before it starts: {self.start_us} > {self.end_us}")

    @property
    def length_us(self) -> int:
        """How long it is."""
        return self.end_us - self.start_us

    def holds(self, us: int) -> bool:
        """Whether the instant lies in it (its start does, its end does not)."""
        return self.start_us <= us < self.end_us

    def moved(self, by_us: int) -> "Span":
        """The same length, elsewhere."""
        return Span(self.start_us + by_us, self.end_us + by_us)


def last_local_days(n: int, us: int, zone: tzinfo) -> Span:
    """The n local days that end with the day of `us`."""
    end_us = shift_local(local_midnight(us, zone), zone, days=1)
    return Span(shift_local(end_us, zone, days=-n), end_us)


def local_year(year: int, zone: tzinfo) -> Span:
    """The whole local year."""
    return Span(
        micros(datetime(year, 1, 1, tzinfo=zone)), micros(datetime(year + 1, 1, 1, tzinfo=zone))
    )

"""Times as files write them: ISO 8601, the common written forms, seconds since 1970."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

import numpy as np

from geodata.arrays import Ints
from geodata.instants import NEVER_US, RECORDABLE_YEARS, SECOND_US, micros
from geodata.texts import Text

NO_TIME: Final = Text("没有时间", "no time")
NOT_A_TIME: Final = Text("不是时间", "not a time")
OUT_OF_RANGE: Final = Text("年份不在 1900–2199", "a year outside 1900–2199")

_WRITTEN: Final = re.compile(
    r"(?P<a>\d{1,4})\s*[-/.年]\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,4})\s*[日号]?"
    r"(?:[T,\s]*(?P<early>上午|下午|晚上|凌晨|[AaPp]\.?[Mm]\.?)?\s*"
    r"(?P<h>\d{1,2})\s*[:时点]\s*(?:(?P<m>\d{1,2})\s*[:分]?\s*)?(?:(?P<s>\d{1,2})(?:\.(?P<f>\d{1,6}))?\s*秒?)?"
    r"\s*(?P<late>[AaPp]\.?[Mm]\.?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_SECONDS: Final = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_AFTERNOON: Final = ("p", "下", "晚")


@dataclass(eq=False)
class Times:
    """n instants (µs, `NEVER_US` where there is none), and what is wrong with which row.

    `assumed` says what was taken for granted; `naive` whether any cell named no zone.
    """

    us: Ints
    faults: dict[int, Text] = field(default_factory=dict)
    assumed: tuple[Text, ...] = ()
    naive: bool = False


def read_times(cells: Sequence[str], zone: tzinfo, blanks: frozenset[str]) -> Times:
    """The instants of a column; those that name no zone are read in `zone`.

    A day and a month that could be either are read in the order that the column's other cells
    show, month first where none shows one. In the hour that a clock passes twice the first passing
    is taken.
    """
    reader = _Reader(zone, day_first=_day_first(cells))
    us = np.full(len(cells), NEVER_US, dtype=np.int64)
    found = Times(us)
    known: dict[str, int | Text] = {}
    for n, cell in enumerate(cells):
        got = known.get(cell)
        if got is None:
            got = known[cell] = NO_TIME if cell.lower() in blanks else reader.read(cell)
        if isinstance(got, Text):
            found.faults[n] = got
        else:
            us[n] = got
    found.naive = reader.naive
    found.assumed = tuple(reader.assumed)
    return found


@dataclass
class _Reader:
    zone: tzinfo
    day_first: bool | None
    naive: bool = False
    assumed: dict[Text, None] = field(default_factory=dict)

    def read(self, cell: str) -> int | Text:
        try:
            when = datetime.fromisoformat(cell)
        except ValueError:
            return self.written(cell)
        if not any(mark in cell for mark in ": T"):
            self.assumed[_MIDNIGHT] = None
        return self.micros(when)

    def written(self, cell: str) -> int | Text:
        if _SECONDS.fullmatch(cell):
            value = float(cell)
            return round(value * SECOND_US if value < 1e11 else value * 1_000)
        match = _WRITTEN.fullmatch(cell)
        if match is None:
            return NOT_A_TIME
        try:
            return self.micros(self.of(match.groupdict()))
        except ValueError:
            return NOT_A_TIME

    def of(self, part: dict[str, str | None]) -> datetime:
        a, b, c = (part[name] or "" for name in "abc")
        if len(a) == 4:
            year, month, day = int(a), int(b), int(c)
        elif len(c) == 4:
            if self.day_first is None and a != b:
                self.assumed[_MONTH_FIRST] = None
            month, day = (int(b), int(a)) if self.day_first else (int(a), int(b))
            year = int(c)
        else:
            raise ValueError("no year")
        if part["h"] is None:
            self.assumed[_MIDNIGHT] = None
        hour = int(part["h"] or 0)
        half = (part["early"] or part["late"] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
        when = datetime(
            year, month, day, hour, int(part["m"] or 0), int(part["s"] or 0),
            int((part["f"] or "").ljust(6, "0")), tzinfo=UTC,
        )  # fmt: skip
        zone = part["zone"]
        if zone is None:
            return when.replace(tzinfo=None)
        if zone[0] in "+-":
            shift = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
            when = when - shift if zone[0] == "+" else when + shift
        return when

    def micros(self, when: datetime) -> int | Text:
        if when.year not in RECORDABLE_YEARS:
            return OUT_OF_RANGE
        if when.tzinfo is None:
            self.naive = True
            when = when.replace(tzinfo=self.zone)
        return micros(when)


_MIDNIGHT: Final = Text(
    "有日期没有时刻的按零点读", "a date without a time of day is read as midnight"
)
_MONTH_FIRST: Final = Text("日期按“月/日/年”读", "dates are read month first")


def _day_first(cells: Sequence[str]) -> bool | None:
    """Whether 3/4/2022 is the third of April in this column; None where no cell tells."""
    for cell in cells:
        match = re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", cell)
        if match and int(match[1]) > 12:
            return True
        if match and int(match[2]) > 12:
            return False
    return None

"""Days, counts, lists and marks in words, the same wherever they are read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from geodata.texts import Text, same

SAMPLE: Final = Text("示例数据", "SAMPLE")
SAMPLE_BADGE: Final = Text("示例数据 SAMPLE", "SAMPLE 示例数据")
"""Said in both languages: nobody shall take the sample for the record."""

WEEKDAYS: Final = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)


def weekday(when: datetime) -> Text:
    """The day of the week."""
    return WEEKDAYS[when.weekday()]


def listed(names: Sequence[Text]) -> Text:
    """Several texts as an enumeration."""
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def figure(n: int) -> Text:
    """A count in figures."""
    return same(f"{n:,}")


def quantity(n: int, unit: Text) -> Text:
    """So many of something.

    >>> quantity(1, Text("辆", "vehicles")).en
    '1 vehicle'
    """
    one = unit.en.removesuffix("s") if n == 1 else unit.en
    return Text(f"{n:,} {unit.zh}", f"{n:,} {one}")

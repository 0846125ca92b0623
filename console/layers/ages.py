"""How old a word is, and what a tip says with it: for the box on the map and the inspector."""

from console.layers.base import Tip
from geodata.instants import DAY_US, HOUR_US, MINUTE_US
from geodata.texts import Text

HEARD = Text("得知", "Heard")
AS_OF = Text("截至", "As of")


def age_words(age_us: int) -> Text:
    """How old a word is: at once, minutes, hours, days."""
    if age_us < MINUTE_US:
        return Text("即时", "just now")
    if age_us < HOUR_US:
        return Text(f"{age_us // MINUTE_US} 分前", f"{age_us // MINUTE_US} min ago")
    if age_us < 2 * DAY_US:
        return Text(f"{age_us // HOUR_US} 小时前", f"{age_us // HOUR_US} h ago")
    return Text(f"{age_us // DAY_US} 天前", f"{age_us // DAY_US} days ago")


def tip_lines(tip: Tip, t_us: int) -> tuple[tuple[Text, Text], ...]:
    """What a tip says, line by line, with the age of the office's word at t."""
    lines = list(tip.lines)
    if tip.seen_us is not None and tip.seen_us <= t_us:
        lines.append((AS_OF, age_words(t_us - tip.seen_us)))
    if tip.heard_us is not None and 0 < tip.heard_us <= t_us:
        lines.append((HEARD, age_words(t_us - tip.heard_us)))
    return tuple(lines)

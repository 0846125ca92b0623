"""What the pointer is on: the bar's stretch, its counts by kind, campaigns that were running."""

from console.widgets.timebar.days import named_spans, running
from console.widgets.timebar.drawing import Drawing
from console.widgets.timebar.words import bin_words
from geodata.instants import Span
from geodata.moment import KNOWN_NOW
from geodata.texts import Language, Text
from geodata.wording import quantity

MOST_NAMED = 4
NOTHING = Text("无记录", "Nothing recorded")
MISSING = Text("尚未得知 {n}", "Not yet known {n}")
CAMPAIGN = Text("整治：{name}", "Campaign: {name}")
MORE = Text("另 {n} 项", "{n} more")


def hover_words(drawing: Drawing, us: int, language: Language) -> str:
    """Lines of plain text about the bin that holds an instant, counted as the bars are."""
    picture, stack = drawing.picture, drawing.stack
    zone = picture.snapshot.district.zone
    edges_us = drawing.histogram.edges(Span(us, us), stack.size)[:2]
    stretch = Span(int(edges_us[0]), int(edges_us[1]))
    history, moment = drawing.histogram.history, picture.moment
    known = drawing.histogram.counts(edges_us, moment.known_at_us)[0]
    now = drawing.histogram.counts(edges_us, KNOWN_NOW)[0]
    lines = [bin_words(stretch, stack.size, zone, language)]
    for kind in (*drawing.histogram.stacked, *drawing.histogram.rare):
        code = history.kind.code(kind.code)
        if known[code]:
            said = quantity(int(known[code]), kind.counted_in)
            lines.append(f"{kind.name(language)}  {said(language)}")
    if len(lines) == 1:
        lines.append(NOTHING(language))
    missing = int((now - known).clip(min=0).sum())
    if missing:
        lines.append(MISSING.with_values(n=f"{missing:,}")(language))
    campaigns = running(named_spans(picture.snapshot, "campaign", moment.known_at_us), stretch)
    for campaign in campaigns[:MOST_NAMED]:
        name = campaign.name(language)
        lines.append(CAMPAIGN(language).replace("{name}", name))
    if len(campaigns) > MOST_NAMED:
        lines.append(MORE.with_values(n=len(campaigns) - MOST_NAMED)(language))
    return "\n".join(lines)

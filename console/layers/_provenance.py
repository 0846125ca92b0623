"""How far a thing on the ground can be trusted, as lines of its tip."""

from collections.abc import Mapping
from typing import Any

from console.layers._shapes import words
from geodata.instants import parse
from geodata.picture import Picture
from geodata.texts import Text

Lines = tuple[tuple[Text, Text], ...]
CONFIDENCE: Mapping[str, Text] = {
    "H": Text("高", "High"),
    "M": Text("中", "Medium"),
    "L": Text("低", "Low"),
}


def provenance(data: Mapping[str, Any], picture: Picture) -> Lines:
    """Where it is only assumed at t: since when it is known; and how sure its place is."""
    lines = []
    if data.get("assumed") and data.get("valid_from"):
        known_from = str(data["valid_from"])
        if _is_before(picture, known_from):
            known = Text(f"{known_from} 起有据", f"known from {known_from}")
            lines.append((Text("推定", "Assumed"), known))
    if data.get("confidence"):
        sure = CONFIDENCE.get(str(data["confidence"]), words(data["confidence"]))
        lines.append((Text("可信度", "Confidence"), sure))
    return tuple(lines)


def _is_before(picture: Picture, date: str) -> bool:
    """Whether t lies before a date; one that cannot be read lies ahead."""
    try:
        return picture.moment.t_us < parse(date, picture.snapshot.district.zone)
    except ValueError:
        return True

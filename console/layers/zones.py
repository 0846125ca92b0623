"""Patrol zones: who leads, who must be present, how often."""

from dataclasses import dataclass
from typing import Any

from console.layers._shapes import areas, name_of, points
from console.layers.base import Key, Layer, Tip, View
from console.layers.marks import Fill, Labels, Marks
from console.layers.options import toggle
from geodata.kinds import AGENCIES
from geodata.picture import Picture
from geodata.texts import Text, same
from geodata.wording import figure, listed


@dataclass(frozen=True, slots=True)
class Options:
    """What is written on the zones."""

    names: bool = toggle(True, Text("名称", "Names"))


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """Dashed borders and bold names."""
    zone = picture.state("zone")
    border = Fill(edge_role="zone", edge_px=1.4, edge_dash_px=(10, 3, 2, 3))
    names = tuple(_titled(data) for data in zone.data)
    labels = Labels(points(zone), names, "zone", 12.0, bold=True, rank=50, max_m_per_px=8.0)
    return Marks(
        below=(areas(zone.geometry, border, zone.ids, "zone"),),
        above=(labels,) if options.names and len(zone) else (),
    )


def _titled(data: Any) -> Text:
    name, figure = name_of(data), data.get("number")
    return Text(f"{figure} {name.zh}", f"{figure} {name.en}") if figure else name


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """The lead agency, those that must be present, and how often."""
    zone = picture.state("zone")
    row = zone.row_of(thing)
    if row is None:
        return None
    data = zone.data[row]
    present = [AGENCIES[code] for code in data.get("agencies", ()) if code in AGENCIES]
    lines = []
    if data.get("agency") in AGENCIES:
        lines.append((Text("牵头", "Lead"), AGENCIES[data["agency"]]))
    if present:
        lines.append((Text("须在", "Must be present"), listed(present)))
    if data.get("every_min"):
        every = data["every_min"]
        lines.append((Text("到访", "Visits"), Text(f"每 {every} 分钟", f"every {every} min")))
    hectares = zone.geometry[row].area / 10_000
    lines.append((Text("面积", "Area"), Text(f"{hectares:.1f} 公顷", f"{hectares:.1f} ha")))
    return Tip(_titled(data), tuple(lines), int(zone.heard_us[row]))


def count(picture: Picture, options: Any) -> Text:
    """How many zones are in force."""
    return figure(len(picture.state("zone")))


def figures(picture: Picture, options: Any) -> dict[str, int]:
    """How many zones are in force."""
    return {"zones": len(picture.state("zone"))}


LAYER = Layer(
    id="zones",
    title=Text("巡逻网格", "Zones"),
    group="forces",
    order=30,
    key=Key("outline:dashdot", "zone", same("")),
    reads=("zone",),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    shown_first=False,
)

"""Hotspots of illegal parking in the window: glow says where, outlines say whether it is real."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from console.layers._hot import ALL_KINDS, hotspots_of, kind_meant, place_names
from console.layers.base import Key, Layer, Legend, Tip, View
from console.layers.marks import (
    NO_MARKS,
    Areas,
    Badges,
    Batch,
    Fill,
    Grid,
    Lines,
    Marks,
    Shape,
    Stroke,
)
from console.layers.options import choice, number, toggle
from geodata.analysis.hotspots import HotRegion, HotspotOptions, Hotspots
from geodata.analysis.regions import Rings
from geodata.instants import DAY_US
from geodata.kinds import INCIDENT_KINDS, RECORDS, IncidentKind, incident_kind
from geodata.picture import Picture
from geodata.texts import Text, same
from geodata.wording import figure, quantity

OUTLINES: tuple[tuple[Any, str, float, tuple[float, ...]], ...] = (
    (99, "hot.99", 1.75, ()),
    (95, "hot.95", 1.25, (5.0, 3.0)),
)
COLD_FILLS: tuple[tuple[Any, str], ...] = ((-95, "cold.95"), (-99, "cold.99"))
CIRCLE: Shape = "circle"
HOTSPOT = "hotspot"
ALL = IncidentKind(ALL_KINDS, Text("全部类别", "All kinds"), "kind.other", "circle", RECORDS)


@dataclass(frozen=True, slots=True)
class Options:
    """Grid, bandwidth, what is measured, and of which kind."""

    kind: str = choice(
        "illegal_parking",
        ((ALL_KINDS, ALL.name), *((k.code, k.name) for k in INCIDENT_KINDS)),
        Text("类别", "Kind"),
    )
    measure: str = choice(
        "vehicles",
        (("vehicles", Text("数量", "Count")), ("records", Text("记录", "Records"))),
        Text("计量", "Measure"),
    )
    cell_m: float = number(50, 25, 400, 5, Text("格网", "Grid"), same("m"))
    bandwidth_m: float = number(120, 20, 800, 10, Text("带宽", "Bandwidth"), same("m"))
    density: bool = toggle(True, Text("密度", "Density"))
    significance: bool = toggle(True, Text("显著性", "Significance"))


def found(picture: Picture, options: Options) -> Hotspots:
    """The hotspots of this Picture under these options."""
    asked = HotspotOptions(
        cell_m=options.cell_m,
        bandwidth_m=options.bandwidth_m,
        measure="records" if by_records(picture, options) else "vehicles",
    )
    return hotspots_of(picture, kind_meant(picture, options.kind), asked)


def by_records(picture: Picture, options: Options) -> bool:
    """Whether records are measured, not what they count: kinds together count unlike things."""
    return options.measure == "records" or kind_meant(picture, options.kind) == ALL_KINDS


def unit(picture: Picture, options: Options) -> Text:
    """What is measured."""
    return RECORDS if by_records(picture, options) else _kind(picture, options.kind).counted_in


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """The density as a glow, outlines of what is significant, and ranks of the hot regions."""
    hot = found(picture, options)
    if hot.is_empty:
        return NO_MARKS
    live: list[Batch] = []
    if options.density and hot.density.peak_per_ha > 0:
        spec = hot.density.spec
        live.append(
            Grid(
                hot.density.per_ha,
                spec.x0_m,
                spec.y0_m,
                spec.cell_m,
                "density",
                hot.density.peak_per_ha,
            )
        )
    if options.significance:
        live += [_cold(hot.outline(level), role) for level, role in COLD_FILLS]
        live += [
            Lines(
                *_flat(hot.outline(level)),
                Stroke(role, width_px, dash_px=dash),
                clear_of_labels=True,
            )
            for level, role, width_px, dash in reversed(OUTLINES)
        ]
        if hot.regions:
            live.append(_ranks(hot, options))
    return Marks(live=tuple(live))


def _flat(rings: Rings) -> tuple[Any, Any]:
    return rings.xy_m, rings.offsets


def _cold(rings: Rings, role: str) -> Areas:
    """Cold cells as one even-odd area, hatched."""
    fill = Fill(hatch="horizontal", hatch_role=role, edge_role=role, edge_px=1.25)
    ends = np.array([0, len(rings)], dtype=np.int64)
    return Areas(rings.xy_m, rings.offsets, ends, fill)


def _ranks(hot: Hotspots, options: Options) -> Badges:
    """The rank of each region at the corner of its outline that lies farthest north-west.

    Their ids say how they were found, so that whoever points at one can be told of it.
    """
    shown = hot.regions[:9]
    corners = [_corner(region) for region in shown]
    return Badges(
        np.array(corners, dtype=np.float64),
        np.arange(len(shown), dtype=np.uint8),
        ("hot.99",) * len(shown),
        tuple(CIRCLE for _ in shown),
        tuple(str(r.rank) for r in shown),
        ids=tuple(_id_of(r, options) for r in shown),
        kind=HOTSPOT,
    )


def _corner(region: HotRegion) -> tuple[float, float]:
    row, column = max(region.cells, key=lambda cell: cell[0] - cell[1])
    spec = region.spec
    return spec.x0_m + column * spec.cell_m, spec.y0_m + (row + 1) * spec.cell_m


def _id_of(region: HotRegion, asked: Options) -> str:
    return f"{asked.kind}:{asked.measure}:{asked.cell_m:g}:{asked.bandwidth_m:g}:{region.rank}"


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """Where a hot region is, what it holds, and how sure it is."""
    if kind != HOTSPOT:
        return None
    code, measure, cell_m, bandwidth_m, rank = thing.split(":")
    hot = found(picture, Options(code, measure, float(cell_m), float(bandwidth_m)))
    region = next((r for r in hot.regions if str(r.rank) == rank), None)
    if region is None:
        return None
    what = _kind(picture, code)
    held = ((what.name, quantity(region.vehicles, what.counted_in)),) if what is not ALL else ()
    lines = (
        (Text("地点", "Place"), place_names(picture, (region,))[0]),
        *held,
        (Text("记录", "Records"), figure(region.records)),
        (same("Gi* z"), same(f"{region.peak_z:.1f}")),
        (same("p(FDR)"), same(p_in_words(region.p_fdr))),
    )
    return Tip(Text(f"热点 {rank}", f"Hotspot {rank}"), lines)


def _kind(picture: Picture, code: str) -> IncidentKind:
    """The kind that is really measured."""
    meant = kind_meant(picture, code)
    return ALL if meant == ALL_KINDS else incident_kind(meant)


def p_in_words(p: float) -> str:
    """A chance as tables show it.

    >>> p_in_words(0.0004), p_in_words(0.0312)
    ('< .001', '.031')
    """
    return "< .001" if p < 0.001 else f"{p:.3f}".lstrip("0")


def count(picture: Picture, options: Options) -> Text:
    """How many cells are significantly hot at 95 % or beyond."""
    hot = found(picture, options)
    n = hot.cells_at(99) + hot.cells_at(95)
    return Text(f"{n} 格", f"{n} cells")


def figures(picture: Picture, options: Options) -> dict[str, Any]:
    """What was measured and found."""
    return found(picture, options).as_json()


def legend(picture: Picture, options: Options) -> Legend | None:
    """The ramp in what is measured per hectare, and the outlines; none where there is nothing."""
    hot = found(picture, options)
    if hot.is_empty:
        return None
    peak = hot.density.peak_per_ha
    days = max(1, round(picture.moment.window.length_us / DAY_US))
    kind = _kind(picture, options.kind)
    counted_in = unit(picture, options)
    cold = hot.cells_at(-99) + hot.cells_at(-95)
    return Legend(
        Text(f"{kind.name.zh}密度", f"{kind.name.en} density"),
        Text(f"{counted_in.zh} / 公顷 · {days} 天窗", f"{counted_in.en} / ha · {days} days"),
        (
            Key("outline:solid", "hot.99", same("99 %")),
            Key("outline:dash", "hot.95", same("95 %")),
        ),
        ramp="density",
        ticks=tuple(f"{peak * share:.{0 if peak >= 10 else 1}f}" for share in (0, 1 / 3, 2 / 3, 1)),
        note=Text(f"显著高于随机 · 冷点 {cold} 格", f"above chance · cold {cold} cells"),
    )


LAYER = Layer(
    id="hotspots",
    title=Text("热点与显著性", "Hotspots"),
    group="analysis",
    order=60,
    key=Key("outline:solid", "hot.99", Text("热点", "Hotspot")),
    reads=("counted", "district"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    legend=legend,
)

"""`hotspots`: where incidents of a kind lie together more than chance would put them."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from console.commands.asked import add_moment, asked_picture, positive
from console.commands.output import add_json, add_language, sample_mark, say, say_json
from console.commands.stores import add_store, opened
from geodata.instants import iso
from geodata.kinds import incident_kind
from geodata.texts import Text

if TYPE_CHECKING:
    from geodata.analysis.hotspots import HotspotOptions
    from geodata.picture import Picture


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--kind", default="illegal_parking", metavar="KIND", help="kind of incident"
    )
    parser.add_argument("--cell-m", type=float, default=50.0, metavar="M", help="grid")
    parser.add_argument("--bandwidth-m", type=float, default=55.0, metavar="M", help="of density")
    parser.add_argument("--measure", choices=("vehicles", "records"), default="vehicles")
    add_moment(parser)
    add_store(parser)
    add_json(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when computed. Raises Refused, StoreError."""
    from geodata.analysis.hotspots import HotspotOptions

    options = HotspotOptions(
        cell_m=positive(args.cell_m, "--cell-m"),
        bandwidth_m=positive(args.bandwidth_m, "--bandwidth-m"),
        measure=args.measure,
    )
    with opened(args) as store:
        told = found(asked_picture(store.snapshot(), args), args.kind, options)
    if args.json:
        say_json(told)
        return 0
    mark = sample_mark(told["sample"], args.lang)
    name = incident_kind(args.kind).name(args.lang)
    lines = [f"{name} · {told['window']['from']} – {told['window']['to']}{mark}"]
    lines += [
        f"{one['rank']:>3}  {one['level']} %  z {one['z']:.1f}  {one['vehicles']:>5}  "
        f"{one['lon']:.5f}, {one['lat']:.5f}"
        for one in told["regions"]
    ]
    if not told["regions"]:
        lines.append(Text("没有显著热点", "No significant hotspot")(args.lang))
    say(lines)
    return 0


def found(picture: "Picture", kind: str, options: "HotspotOptions") -> dict[str, Any]:
    """The hotspots of one kind in the window, as plain values, their middles in WGS-84 too."""
    from console.layers._hot import hotspots_of
    from geodata.coordinates import LocalFrame
    from geodata.exchange.refusal import Refused

    known = picture.snapshot.history().kind.names
    if kind not in known:
        there = ", ".join(sorted(name for name in known if name))
        raise Refused(
            Text(
                f"没有 {kind} 类事件；有 {there}。", f"There is no kind {kind}; there are {there}."
            )
        )
    district, window = picture.snapshot.district, picture.moment.window
    told = hotspots_of(picture, kind, options).as_json()
    for region in told["regions"]:
        lon, lat = LocalFrame(district.crs).lonlat(region["x_m"], region["y_m"])
        region |= {"lon": round(float(lon), 7), "lat": round(float(lat), 7)}
    ends = {"from": iso(window.start_us, district.zone), "to": iso(window.end_us, district.zone)}
    return {"kind": kind, "window": ends, "sample": district.sample, "crs": district.crs, **told}

"""`import FILE --as incidents --store PATH`: a file's incidents into a store, every row counted."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from console.commands.asked import positive
from console.commands.output import add_json, add_language, say, say_json, warn
from console.commands.stores import progress_shown
from geodata.texts import Text

if TYPE_CHECKING:
    from geodata.exchange.proposal import Proposal
    from geodata.exchange.report import Report


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV (also .gz) or GeoJSON")
    parser.add_argument("--as", dest="kind", choices=("incidents",), default="incidents")
    parser.add_argument(
        "--store", type=Path, metavar="PATH", required=True, help="made where it does not exist"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN,...",
        help="correct the guessed columns; FIELD= leaves one out, DATE+TIME joins two",
    )
    parser.add_argument(
        "--tz", metavar="ZONE", help="zone of times that name none (default the store's, else UTC)"
    )
    parser.add_argument("--zone", metavar="ZONE", help="zone of a new store (default that of --tz)")
    parser.add_argument("--datum", metavar="DATUM", help="wgs84, gcj02, bd09, cgcs2000 or EPSG:n")
    parser.add_argument(
        "--heard", metavar="COLUMN", help="the office's clock, or 'happened' (assumed by default)"
    )
    parser.add_argument(
        "--within-km",
        type=float,
        default=60.0,
        metavar="KM",
        help="reject places farther from the file's median (default 60)",
    )
    add_json(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0: every row imported or a duplicate; 1: some rejected. Raises Refused, StoreError."""
    from geodata.exchange.proposal import propose

    show = progress_shown(Text("导入", "Importing"), args.lang)
    proposal = propose(args.file)
    if proposal.table.warnings:
        warn(_read_with_warnings(proposal), args.lang)
    report = _imported(args, proposal, show)
    show(1.0)
    if args.json:
        say_json(report.as_json(args.lang))
    else:
        say(report.as_lines(args.lang))
    return 1 if report.rejected else 0


def _imported(args: Namespace, proposal: "Proposal", show: Callable[..., None]) -> "Report":
    from dataclasses import replace

    from geodata.exchange.importing import prepare
    from geodata.exchange.mapping import changed
    from geodata.exchange.storing import import_into, import_new
    from geodata.stores.geopackage import open_store

    table = proposal.table
    reading = replace(
        proposal.reading,
        columns=changed(proposal.reading.columns, args.map, table),
        zone=zone_named(args.tz),
        datum=args.datum,
        heard=args.heard,
        within_km=positive(args.within_km, "--within-km"),
    )
    if not args.store.exists():
        prepared = prepare(
            table, reading, new_zone=zone_named(args.zone), hints=proposal.hints, progress=show
        )
        return import_new(args.store, prepared)
    with open_store(args.store) as store:
        prepared = prepare(table, reading, store.snapshot(), hints=proposal.hints, progress=show)
        return import_into(store, prepared)


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone of a name; raises Refused for one that is not known."""
    from geodata.exchange.refusal import Refused

    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Refused(
            Text(
                f"时区 {name} 未知，请写成 Asia/Shanghai 的形式。",
                f"The zone {name} is unknown; write it like Asia/Shanghai.",
            )
        ) from None


def _read_with_warnings(proposal: "Proposal") -> Text:
    table = proposal.table
    return Text(
        f"{table.file} 已读取，但有警告：{'；'.join(one.zh for one in table.warnings)}。",
        f"{table.file} was read with a warning: {'; '.join(one.en for one in table.warnings)}.",
    )

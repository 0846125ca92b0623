"""`export OUT --what KIND`: the present state of a kind of record, by OUT's ending."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.commands.output import add_json, add_language, sample_mark, say, say_json
from console.commands.stores import add_store, opened
from geodata.instants import now_us


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="ending in .html, .geojson, .parquet or .csv"
    )
    parser.add_argument(
        "--what", default="incidents", metavar="KIND", help="incidents, cameras, routes, posts ..."
    )
    add_store(parser)
    add_json(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when written. Raises Refused, StoreError."""
    from console.palette import Palette
    from geodata.exchange.exporting import export, kind_called

    name = kind_called(args.what).name(args.lang)
    color = Palette.load("light").color
    with opened(args) as store:
        rows = export(store.snapshot(), args.what, args.out, color=color, made_us=now_us())
        sample = store.district.sample
    if args.json:
        say_json({"file": str(args.out), "what": args.what, "rows": rows, "sample": sample})
    else:
        mark = sample_mark(sample, args.lang)
        say([f"{args.out}: {rows:,} {name}{mark}"])
    return 0

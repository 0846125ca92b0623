"""`review --year YYYY | --window FROM/TO`: the office's figures, counted from the records."""

from argparse import ArgumentParser, Namespace

from console.commands.moments import window, year
from console.commands.output import add_language, say, say_json
from console.commands.stores import add_store, opened


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    period = parser.add_mutually_exclusive_group(required=True)
    period.add_argument("--year", metavar="YYYY", help="a local year")
    period.add_argument(
        "--window", metavar="FROM/TO", help="ISO 8601, local where it names no zone; TO excluded"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--json", dest="format", action="store_const", const="json")
    add_store(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when counted. Raises Refused, StoreError."""
    from geodata.exchange.review import as_lines, review

    with opened(args) as store:
        district = store.district
        if args.year is not None:
            span = year(args.year, district.zone)
        else:
            span = window(args.window, district.zone)
        found = review(store.snapshot(), span)
    if args.format == "json":
        say_json(found.as_json())
    else:
        say(as_lines(found, district, span, args.lang))
    return 0

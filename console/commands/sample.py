"""`sample [OUT]`: make the sample store, in the user's data folder or at OUT."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.commands.output import add_language, say
from console.commands.stores import build_sample, ready_sample


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "out", type=Path, nargs="?", metavar="OUT", help="a new file (default: the user's folder)"
    )
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when it is there. Raises Refused, StoreError."""
    from geodata.stores.errors import Refusal, StoreError

    if args.out is None:
        path = ready_sample(args.lang)
    else:
        path = args.out
        if path.exists():
            raise StoreError(Refusal.EXISTS, path)
        build_sample(path, args.lang)
    say([str(path)])
    return 0

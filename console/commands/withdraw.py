"""`withdraw BATCH --store PATH`: hide all that one import brought, from now on."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.commands.output import add_language, say
from geodata.texts import Text


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("batch", type=int, metavar="BATCH", help="its number, from import or info")
    parser.add_argument("--store", type=Path, metavar="PATH", required=True)
    parser.add_argument("--author", default="", metavar="NAME", help="who withdraws it")
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when withdrawn. Raises Refused, StoreError."""
    from geodata.exchange.refusal import Refused
    from geodata.stores.geopackage import open_store

    with open_store(args.store) as store:
        try:
            store.withdraw(args.batch, args.author)
        except ValueError:
            raise Refused(
                Text(
                    f"没有可撤回的批次 {args.batch}。",
                    f"There is no batch {args.batch} to withdraw.",
                )
            ) from None
    done = Text(f"批次 {args.batch} 已撤回。", f"Batch {args.batch} is withdrawn.")
    say([done(args.lang)])
    return 0

"""`shot OUT.png`: the window as a person sees it, and with `--json` what each panel counts."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from console.commands.output import add_json
from console.commands.stores import add_store
from console.palette import THEMES
from console.sizes import LARGEST_PX, is_size
from geodata.texts import LANGUAGES


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("out", type=Path, metavar="OUT.png")
    add_store(parser)
    parser.add_argument("--desk", choices=("replay",), default="replay")
    parser.add_argument("--at", metavar="ISO", help="the instant t")
    parser.add_argument(
        "--window", metavar="FROM/TO", help="default: the 30 local days that end with t's day"
    )
    parser.add_argument("--known-at", metavar="now|then|ISO", default="now", help="then: as at t")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh")
    parser.add_argument("--theme", choices=THEMES, default="dark")
    parser.add_argument("--size", type=_size, default=(1920, 1080), metavar="WxH")
    parser.add_argument("--layers", type=_ids, metavar="ID,...", help="only these layers")
    add_json(parser)


def run(args: Namespace) -> int:
    """What the shot answers. Raises Refused, StoreError."""
    import console.shot

    return console.shot.run(args)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text)
    if match is None:
        raise ArgumentTypeError(f"{text} is not of the form 1920x1080")
    width, height = int(match[1]), int(match[2])
    if not is_size(width, height):
        raise ArgumentTypeError(f"{text} is not between 1x1 and {LARGEST_PX}x{LARGEST_PX}")
    return width, height


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())

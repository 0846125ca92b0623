"""The Picture that a command without a screen asks for."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from console.commands.moments import instant, window
from geodata.exchange.refusal import Refused
from geodata.texts import Text

if TYPE_CHECKING:
    from geodata.picture import Picture
    from geodata.snapshot import Snapshot


def add_moment(parser: ArgumentParser) -> None:
    """The options that say when."""
    parser.add_argument(
        "--at", metavar="ISO", help="the instant (default: the record's last, the sample's first)"
    )
    parser.add_argument(
        "--window", metavar="FROM/TO", help="what is counted (default: the whole record)"
    )


def asked_picture(snapshot: "Snapshot", args: Namespace) -> "Picture":
    """The Picture as known now at the instant and over the window that the arguments name."""
    from geodata.moment import Moment
    from geodata.picture import picture

    district = snapshot.district
    whole = snapshot.history().extent
    counted = whole if args.window is None else window(args.window, district.zone)
    if args.at is not None:
        t_us = instant(args.at, district.zone)
    elif district.opens_at_us is not None:
        t_us = district.opens_at_us
    else:
        t_us = whole.end_us
    return picture(snapshot, None, Moment(t_us, counted))


def positive(value: float, option: str) -> float:
    """The value of an option that is a length; raises Refused where it is none."""
    if not 0 < value < float("inf"):
        raise Refused(
            Text(f"{option} 须为正数。", f"{option} needs a number greater than nothing.")
        )
    return value

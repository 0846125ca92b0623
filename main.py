"""Read the arguments; open the console, or run one command without a screen."""

import importlib
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Final, NoReturn

from console.palette import THEMES
from geodata.texts import LANGUAGES, Explained, Text

COMMANDS: Final = {
    "review": "the office's figures of a year or a window, counted from the records",
    "import": "incidents from CSV or GeoJSON into a store, every row accounted for",
    "export": "records as a web page, GeoJSON, GeoParquet or CSV",
    "shot": "a picture of the window",
    "coverage": "the share of public ground that cameras see",
    "hotspots": "where incidents lie together beyond chance",
    "sample": "make the sample store",
    "info": "what a store holds, and whether it is whole",
    "withdraw": "hide all that one import brought",
}
DONE, NOT_DONE = 0, 2

# Read when numpy is imported: its linear algebra would start a thread a core, which no matrix here
# is large enough for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Parser(ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end with 2."""
        sys.stderr.write(f"{message[:1].upper()}{message[1:]}; see {self.prog} --help.\n")
        raise SystemExit(NOT_DONE)


def parsed(arguments: Sequence[str]) -> Namespace:
    """The arguments; only the named command's own module is imported."""
    parser = Parser(
        prog="main.py",
        description="北站 Beizhan: the situational-awareness console of a station district. "
        "Without a command it opens the window.",
    )
    parser.set_defaults(command=None)
    _add_window(parser)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    ordered = _command_first(arguments)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if ordered[:1] == [name]:
            module = importlib.import_module(f"console.commands.{_module(name)}")
            module.add_arguments(command)
            command.set_defaults(command=module)
    return parser.parse_args(ordered)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 1 done with rejected rows, 2 not done (and one sentence on stderr says why)."""
    args = parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        code: int = _window(args) if args.command is None else args.command.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not flush the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return NOT_DONE
    except MemoryError:
        sys.stderr.write("There is not enough memory for this.\n")
        return NOT_DONE
    except Explained as error:
        return _said(error.sentence, args)
    return code


def _window(args: Namespace) -> int:
    from console.display import no_display_reason

    reason = no_display_reason()
    if reason is not None:
        return _said(reason, args)
    import console.workplace

    return console.workplace.run(args)


def _said(sentence: Text, args: Namespace) -> int:
    from console.commands.output import spoken, warn

    warn(sentence, args.lang or spoken())
    return NOT_DONE


def _add_window(parser: ArgumentParser) -> None:
    from pathlib import Path

    parser.add_argument("--store", type=Path, metavar="PATH", help="a store (default: the sample)")
    parser.add_argument("--desk", choices=("replay",), default="replay")
    parser.add_argument("--lang", choices=LANGUAGES, help="default: as last chosen")
    parser.add_argument("--theme", choices=THEMES, help="default: as last chosen")


def _command_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the command in front: what stands before it is meant for it.

    argparse would take `--store mine.gpkg` for the window's and let the command forget it.
    """
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        takes_value = arguments[place].startswith("--") and "=" not in arguments[place]
        place += 2 if takes_value and arguments[place] != "--help" else 1
    found = [*arguments[place : place + 1]]
    return [*found, *arguments[:place], *arguments[place + 1 :]]


def _module(command: str) -> str:
    return "import_" if command == "import" else command


if __name__ == "__main__":
    raise SystemExit(main())

"""What commands print: lines for people, JSON for programs, times and words as asked."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from typing import Any

from geodata.texts import LANGUAGES, Language, Text
from geodata.wording import SAMPLE


def spoken(environment: Mapping[str, str] | None = None) -> Language:
    """The language of the user's locale: Chinese where it says so, else English."""
    known = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if known.get(name):
            return "zh" if known[name].lower().startswith("zh") else "en"
    return "en"


def add_language(parser: ArgumentParser) -> None:
    """The option that chooses the language of what is printed."""
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=spoken(), help="language of what is printed"
    )


def add_json(parser: ArgumentParser) -> None:
    """The option that asks for JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON for a program")


def say(lines: Iterable[str]) -> None:
    """Lines for a person, on stdout."""
    for line in lines:
        sys.stdout.write(plain(line) + "\n")


def say_json(value: Any) -> None:
    """One JSON value, on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def warn(sentence: Text, language: Language) -> None:
    """One sentence, on stderr."""
    sys.stderr.write(plain(sentence(language)) + "\n")


def sample_mark(sample: bool, language: Language) -> str:
    """What ends a line about the sample's data, "" for any other's."""
    return f" · {SAMPLE(language)}" if sample else ""


def plain(line: str) -> str:
    """A line that stays one and moves no cursor, whatever a file's name or cell holds."""
    return "".join(one if one.isprintable() else " " for one in line)

"""Which store a command works on: the named one, else the sample, made where it is missing."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.texts import Language, Text

if TYPE_CHECKING:
    from geodata.stores.geopackage import Store

APPLICATION: Final = "beizhan"


def add_store(parser: ArgumentParser) -> None:
    """The option that names a store."""
    parser.add_argument(
        "--store",
        type=Path,
        metavar="PATH",
        help="a store; without it the sample in the user's data folder, made on first use",
    )


def sample_path() -> Path:
    """Where the user's sample store lies (XDG_DATA_HOME is obeyed), made or not."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APPLICATION)) / "sample.gpkg"


def store_path(args: Namespace) -> Path:
    """The store that the arguments name, else the sample; it is built if it is missing."""
    named: Path | None = args.store
    return named if named is not None else ready_sample(args.lang)


def ready_sample(language: Language) -> Path:
    """The user's sample store, built with progress on stderr where it is missing."""
    path = sample_path()
    if not path.exists():
        build_sample(path, language)
    return path


def build_sample(path: Path, language: Language) -> None:
    """Build the sample at `path`, whole or not at all, its progress on stderr.

    Raises:
        Refused, StoreError: the folder cannot be made or written.
    """
    from geodata import sample

    make_folder(path.parent)
    sample.build(path, progress_shown(Text("制作示例数据", "Making the sample"), language))


def make_folder(folder: Path) -> None:
    """Make a folder where it is missing; raises Refused where it cannot be made."""
    from geodata.exchange.refusal import Refused

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            Text(
                f"无法建立文件夹 {folder}（{error.strerror}）。",
                f"The folder {folder} cannot be made ({error.strerror}).",
            )
        ) from None


def progress_shown(what: Text, language: Language) -> Callable[..., None]:
    """A function that shows how far something is, on one line of a terminal's stderr."""
    stream = sys.stderr

    def show(share: float, step: Text | None = None) -> None:
        if not stream.isatty():
            return
        words = what(language) + (f" · {step(language)}" if step else "")
        end = "\n" if share >= 1.0 else ""
        stream.write(f"\r\x1b[K{words} {share:4.0%}{end}")
        stream.flush()

    return show


@contextmanager
def opened(args: Namespace) -> Iterator["Store"]:
    """The store that the arguments name, for reading."""
    from geodata.stores.geopackage import open_store

    with open_store(store_path(args), read_only=True) as store:
        yield store

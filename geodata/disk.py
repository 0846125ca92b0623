"""Files that appear whole: written under a name beside their place, then moved into it."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4


def part_beside(target: Path) -> Path:
    """A name of its own beside the target, for what is not finished yet."""
    return target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")


def parts_left_beside(target: Path) -> Iterator[Path]:
    """What writers that were killed left beside the target, logs of databases too."""
    for path in target.parent.iterdir():
        if path.name.startswith(f".{target.name}.") and path.suffix.startswith(".part"):
            yield path


def to_disk(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk when this returns; raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

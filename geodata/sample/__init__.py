"""The embedded sample: the Suzhou North station district and its 2022, drawn and written by us.

Places, instants, names and numbers are synthetic; the year's published figures come out exactly.
"""

from collections.abc import Callable
from pathlib import Path

from geodata.texts import Text


def build(path: Path, progress: Callable[[float, Text], None] | None = None) -> None:
    """Build the sample store at `path`; two builds are equal in content.

    `progress` hears a share from 0 to 1 and what is being done. What lies at `path` is replaced
    once the new store is whole. Raises StoreError where the folder cannot be written.
    """
    from geodata.sample.assemble import assemble

    assemble(path, progress or (lambda _share, _what: None))

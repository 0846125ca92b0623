"""What a file seems to hold, to be shown and changed before anything is taken from it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from geodata.coordinates import WGS84, UnknownDatum, datum_named
from geodata.exchange.mapping import Columns, guess
from geodata.exchange.reading import Table, read_table
from geodata.exchange.refusal import Refused
from geodata.texts import Text

WITHIN_KM: Final = 60.0
HAPPENED: Final = "happened"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read.

    `zone` is the zone of times that name none, None for the store's; `datum` that of its places,
    None for the file's own word, else WGS-84; `heard` the column of the office's clock, HAPPENED
    or None for "when it happened" (None marks it as assumed). A place farther than `within_km`
    from the file's median is rejected.
    """

    columns: Columns
    zone: ZoneInfo | None = None
    datum: str | None = None
    heard: str | None = None
    within_km: float = WITHIN_KM


@dataclass(frozen=True, eq=False)
class Proposal:
    """A file as a table, and the reading that its headers suggest; `hints` are worth a look."""

    table: Table
    reading: Reading
    hints: tuple[Text, ...]

    @property
    def sample(self) -> list[dict[str, str]]:
        """The first rows, for showing beside the mapping."""
        return [
            dict(zip(self.table.columns, row, strict=False)) for row in list(self.table.rows)[:5]
        ]


def propose(path: Path) -> Proposal:
    """Read a file and guess what its columns mean.

    Raises:
        Refused: there is no way to read it, or more than one.
    """
    table = read_table(path)
    hints = []
    if table.encoding != "utf-8":
        shown = table.encoding.upper()
        hints.append(Text(f"按 {shown} 编码读取", f"read as {shown}"))
    return Proposal(table, Reading(guess(table)), tuple(hints))


def datum_of(reading: Reading, table: Table) -> str:
    """The datum that a file's places are in; raises Refused for one that is not known."""
    named = reading.datum or table.crs
    try:
        return datum_named(named) if named else WGS84
    except UnknownDatum:
        raise Refused(
            Text(
                f"坐标系 {named} 未知：可用 wgs84、gcj02、bd09、cgcs2000 或 EPSG:n。",
                f"The datum {named} is unknown; there are wgs84, gcj02, bd09, cgcs2000 and EPSG:n.",
            )
        ) from None


def heard_rule(reading: Reading) -> str:
    """Whose clock the batch declares, as the store writes it down."""
    if reading.heard in (None, HAPPENED):
        return HAPPENED
    return f"column:{reading.heard}"

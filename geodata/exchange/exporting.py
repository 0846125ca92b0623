"""One kind of record into a file; its ending says which form."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from geodata.exchange.features import features
from geodata.exchange.page import write_page
from geodata.exchange.refusal import Refused
from geodata.exchange.tables import write_csv, write_geojson, write_parquet
from geodata.kinds import RECORD_KINDS, RecordKind, record_kind_by_plural
from geodata.snapshot import Snapshot
from geodata.texts import Text

ENDINGS: Final = (".html", ".geojson", ".parquet", ".csv")


def export(
    snapshot: Snapshot, plural: str, path: Path, *, color: Callable[[str], str], made_us: int
) -> int:
    """Write the present state of a kind, as known now, to HTML, GeoJSON, GeoParquet or CSV.

    `color` gives the `#rrggbb` of a palette role for the page, `made_us` the instant on it.
    Returns how many things were written.

    Raises:
        Refused: the ending or the kind is not known, or the file cannot be written; what was there
            before still is.
    """
    kind = kind_called(plural)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        forms = " ".join(ENDINGS)
        raise Refused(
            Text(
                f"不能导出为 {ending or path.name}：可用 {forms}。",
                f"Cannot export to {ending or path.name}; there are {forms}.",
            )
        )
    things = features(snapshot, kind.code)
    match ending:
        case ".html":
            write_page(snapshot, things, path, color=color, made_us=made_us)
        case ".geojson":
            write_geojson(things, path, kind.name)
        case ".parquet":
            write_parquet(things, path)
        case _:
            write_csv(things, path)
    return len(things)


def kind_called(plural: str) -> RecordKind:
    """The kind of record that is called so; raises Refused, naming those there are."""
    try:
        return record_kind_by_plural(plural)
    except KeyError:
        known = ", ".join(sorted(kind.plural for kind in RECORD_KINDS))
        raise Refused(
            Text(
                f"没有名为 {plural} 的记录；有 {known}。",
                f"There are no records called {plural}; there are {known}.",
            )
        ) from None

"""One kind of record into a file; its ending says which form."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from geodata.exchange.features import features
from geodata.exchange.page import write_page
from geodata.exchange.refusal import Refused
from geodata.exchange.tables import write_csv, write_geojson, write_parquet
from geodata.kinds import record_kind_by_plural
from geodata.snapshot import Snapshot
from geodata.texts import Text

ENDINGS: Final = (".html", ".geojson", ".parquet", ".csv")


def export(
    snapshot: Snapshot, plural: str, path: Path, *, colour: Callable[[str], str], made_us: int
) -> None:
    """Write the present state of a kind, as known now, to HTML, GeoJSON, GeoParquet or CSV.

    `colour` gives the `#rrggbb` of a palette role for the page, `made_us` the instant on it.

    Raises:
        Refused: the ending or the kind is not known; nothing was written.
        OSError: the file cannot be written; what was there before still is.
    """
    try:
        kind = record_kind_by_plural(plural)
    except KeyError:
        raise Refused(
            Text(f"没有名为 {plural} 的记录。", f"There are no records called {plural}.")
        ) from None
    match path.suffix.lower():
        case ".html":
            write_page(snapshot, kind.code, path, colour=colour, made_us=made_us)
        case ".geojson":
            write_geojson(features(snapshot, kind.code), path, kind.name)
        case ".parquet":
            write_parquet(features(snapshot, kind.code), path)
        case ".csv":
            write_csv(features(snapshot, kind.code), path)
        case other:
            forms = " ".join(ENDINGS)
            raise Refused(
                Text(
                    f"不能导出为 {other or path.name}：可用 {forms}。",
                    f"Cannot export to {other or path.name}; there are {forms}.",
                )
            )

"""The present as layers that QGIS and pyogrio read: one view per kind that has any version.

A view shows the last word on each thing, nothing superseded, cancelled or withdrawn. The `seq`
is shown as OGC_FID, by which GDAL knows a row of a view. No R-tree: a view can have none, and
the console reads whole kinds into memory.
"""

from typing import Final

import apsw
import numpy as np
from numpy.typing import NDArray

from geodata.instants import EVER_US, NEVER_US
from geodata.kinds import RECORD_KINDS, RecordKind, record_kind

_INTEGER: Final = ("_us", "_px", "_min", "count")
_REAL: Final = ("_m", "_deg", "_s")
_VIEW: Final = (
    'CREATE VIEW "{kind}" AS SELECT {columns} FROM version '
    "WHERE kind = '{kind}' AND until_seq IS NULL AND NOT gone"
)
_OWN: Final = frozenset({"happened_us"})


def view_sql(kind: RecordKind) -> str:
    """The view of a kind: its declared fields as columns, times also as ISO 8601 text in UTC."""
    happened = "coalesce(json_extract(data, '$.happened_us'), from_us)"
    columns = [
        "seq AS OGC_FID",
        "id",
        *(_column(name) for name, _ in kind.fields if name not in _OWN),
        f"{_iso(happened)} AS happened",
        f"{_iso('heard')} AS heard",
        f"CAST({happened} AS INTEGER) AS happened_us",
        "heard AS heard_us",
        f"CAST(nullif(from_us, {EVER_US}) AS INTEGER) AS from_us",
        f"CAST(nullif(to_us, {NEVER_US}) AS INTEGER) AS to_us",
        "author",
        "batch",
        "data",
        "geom",
    ]
    return _VIEW.format(kind=kind.code, columns=", ".join(columns))


def _column(name: str) -> str:
    value = f"json_extract(data, '$.{name}')"
    if name.endswith(_INTEGER):
        return f'CAST({value} AS INTEGER) AS "{name}"'
    if name.endswith(_REAL):
        return f'CAST({value} AS REAL) AS "{name}"'
    return f'CAST({value} AS TEXT) AS "{name}"'


def _iso(us: str) -> str:
    """SQL for the instant as text to the microsecond; NULL where it lies outside years 0-9999."""
    part = f"(({us}) % 1000000 + 1000000) % 1000000"
    seconds = f"(({us}) - {part}) / 1000000"
    return f"strftime('%Y-%m-%dT%H:%M:%S', {seconds}, 'unixepoch') || printf('.%06dZ', {part})"


def renew_views(db: apsw.Connection) -> None:
    """Give the views the fields that the kinds declare today; writes only where one differs."""
    known = {kind.code: kind for kind in RECORD_KINDS}
    views = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view'").fetchall()
    for name, sql in views:
        if name in known and sql != view_sql(known[name]):
            with db:
                db.execute(f'DROP VIEW "{name}"')
                db.execute(view_sql(known[name]))


def grow_layer(
    db: apsw.Connection, code: str, box: NDArray[np.float64] | None, srs_id: int
) -> None:
    """Note that a kind got new versions: its view, its entry in the contents, its extent.

    `box` is (west, south, east, north) of the new places, None where there are none. A kind is
    listed as attributes until the first of its things has a place.
    """
    found = db.execute("SELECT data_type FROM gpkg_contents WHERE table_name = ?", (code,)).get
    if found is None:
        kind = record_kind(code)
        db.execute(view_sql(kind))
        db.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
            "VALUES (?, 'attributes', ?, ?)",
            (code, code, f"{kind.name.zh} {kind.name.en}"),
        )
    if box is not None:
        if found != "features":
            db.execute(
                "UPDATE gpkg_contents SET data_type = 'features', srs_id = ? WHERE table_name = ?",
                (srs_id, code),
            )
            db.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?, 0, 0)",
                (code, srs_id),
            )
        west, south, east, north = map(float, box)
        db.execute(
            "UPDATE gpkg_contents SET min_x = min(ifnull(min_x, ?1), ?1), "
            "min_y = min(ifnull(min_y, ?2), ?2), max_x = max(ifnull(max_x, ?3), ?3), "
            "max_y = max(ifnull(max_y, ?4), ?4) WHERE table_name = ?5",
            (west, south, east, north, code),
        )
    db.execute(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
        "WHERE table_name = ?",
        (code,),
    )

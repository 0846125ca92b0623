"""The tables of a store: a GeoPackage 1.3 whose record lies in tables of our own beside it.

`version` is append-only, which triggers enforce; `until_seq` alone may change, as it is derived.
The tables are declared as an extension with scope write-only: whoever does not know them may
read everything, and is told not to write.
"""

from typing import Final

import apsw

from geodata.snapshot import District
from geodata.stores.meta import save_district

APPLICATION_ID: Final = 0x47504B47  # "GPKG"
GEOPACKAGE_VERSION: Final = 10_300
SCHEMA_VERSION: Final = 1
LOCAL_SRS_ID: Final = 100_000
"""The srs_id of a CRS that has no EPSG code."""

_GEOPACKAGE: Final = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
"""

_RECORD: Final = """
CREATE TABLE version (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    corrects INTEGER,
    base INTEGER,
    heard INTEGER NOT NULL,
    from_us INTEGER NOT NULL,
    to_us INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    author TEXT NOT NULL,
    batch INTEGER,
    geom BLOB,
    data TEXT NOT NULL,
    until_seq INTEGER
);
CREATE INDEX version_of_thing ON version (kind, id, heard);
CREATE UNIQUE INDEX version_current ON version (kind, id) WHERE until_seq IS NULL;
CREATE INDEX version_correcting ON version (corrects) WHERE corrects IS NOT NULL;
CREATE TRIGGER version_is_never_changed
BEFORE UPDATE OF seq, id, kind, corrects, base, heard, from_us, to_us, gone, author, batch, geom,
    data ON version
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER version_is_never_deleted
BEFORE DELETE ON version
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;

CREATE TABLE kind (
    kind TEXT NOT NULL PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
);
CREATE TABLE batch (
    batch INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    datum TEXT NOT NULL,
    tz TEXT NOT NULL,
    heard_rule TEXT NOT NULL,
    withdrawn_heard INTEGER,
    withdrawn_seq INTEGER
);
CREATE TABLE unit_code (
    code INTEGER PRIMARY KEY,
    unit TEXT NOT NULL UNIQUE
);
CREATE TABLE fix (
    happened INTEGER NOT NULL,
    unit INTEGER NOT NULL REFERENCES unit_code (code),
    seq INTEGER NOT NULL,
    heard INTEGER NOT NULL,
    x_cm INTEGER NOT NULL,
    y_cm INTEGER NOT NULL,
    acc_cm INTEGER NOT NULL,
    PRIMARY KEY (happened, unit, seq)
) WITHOUT ROWID;
CREATE TABLE draft (
    plan TEXT NOT NULL,
    step INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    patch TEXT NOT NULL,
    PRIMARY KEY (plan, step)
);
CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    heard INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    batch INTEGER
);
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    heard INTEGER NOT NULL
);
"""

OUR_TABLES: Final = (
    "version",
    "kind",
    "batch",
    "unit_code",
    "fix",
    "draft",
    "audit",
    "meta",
    "clock",
)
# GDAL lists every table of a file in which no attributes are declared.
_LISTED: Final = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description)
VALUES ('batch', 'attributes', 'batch', '批次 Batch')
"""
_EXTENSION: Final = ("beizhan_record", "docs/decisions/0002-store.md", "write-only")
_UNDEFINED: Final = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
)


def create_tables(db: apsw.Connection, district: District) -> None:
    """Lay out an empty store in an empty file, in one transaction.

    Raises pyproj's CRSError where the district's CRS is none.
    """
    systems = [*_UNDEFINED, _reference_system("EPSG:4326"), _reference_system(district.crs)]
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", GEOPACKAGE_VERSION)
    with db:
        db.execute(_GEOPACKAGE + _RECORD)
        db.executemany(
            "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", systems
        )
        db.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
            [(table, *_EXTENSION) for table in OUR_TABLES],
        )
        db.execute(_LISTED)
        db.execute("INSERT INTO clock VALUES (1, 0, ?)", (0,))
        save_district(db, district, SCHEMA_VERSION, systems[-1][1])


def _reference_system(crs: str) -> tuple[str, int, str, int, str, None]:
    from pyproj import CRS

    system = CRS.from_user_input(crs)
    code = system.to_epsg()
    organization, number = ("BEIZHAN", LOCAL_SRS_ID) if code is None else ("EPSG", code)
    definition = system.to_wkt("WKT1_GDAL")
    return (system.name, number, organization, number, definition, None)

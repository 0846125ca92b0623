"""What a store says of its district, kept in `meta` as JSON values by name."""

import json
from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

import apsw

from geodata.instants import Span
from geodata.snapshot import District


def save_district(
    db: apsw.Connection, district: District, schema_version: int, srs_id: int
) -> None:
    """Write the district, the format's version and the srs_id of its CRS."""
    values: dict[str, Any] = {f.name: getattr(district, f.name) for f in fields(district)}
    values["zone"] = district.zone.key
    if district.opens_on is not None:
        values["opens_on"] = (district.opens_on.start_us, district.opens_on.end_us)
    values |= {"schema_version": schema_version, "srs_id": srs_id}
    db.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [(name, json.dumps(value, ensure_ascii=False)) for name, value in values.items()],
    )


def load_meta(db: apsw.Connection) -> dict[str, Any]:
    """All values by name."""
    return {name: json.loads(value) for name, value in db.execute("SELECT name, value FROM meta")}


def district_of(meta: dict[str, Any]) -> District:
    """The district that the values describe; what an older store does not say is left open."""
    values = {f.name: meta.get(f.name, f.default) for f in fields(District)}
    values["zone"] = ZoneInfo(values["zone"])
    values["extent"] = tuple(values["extent"])
    if values["opens_over"] is not None:
        values["opens_over"] = tuple(values["opens_over"])
    if values["opens_on"] is not None:
        values["opens_on"] = Span(*values["opens_on"])
    return District(**values)

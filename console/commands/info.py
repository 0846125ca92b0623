"""`info`: what a store holds, where and when it lies, and whether it is whole."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from console.commands.output import add_json, add_language, sample_mark, say, say_json
from console.commands.stores import add_store, opened
from geodata.instants import NEVER_US, iso
from geodata.kinds import record_kind
from geodata.moment import KNOWN_NOW
from geodata.texts import Language, Text

if TYPE_CHECKING:
    from geodata.stores.geopackage import Store


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    add_store(parser)
    add_json(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0 where the store is whole, 2 where it is damaged. Raises Refused, StoreError."""
    with opened(args) as store:
        told = told_of(store)
    if args.json:
        say_json(told)
    else:
        say(_lines(told, args.lang))
    return 0 if told["integrity"] == "ok" and told["audit"] == "ok" else 2


def told_of(store: "Store") -> dict[str, Any]:
    """All that is told, as plain values."""
    from geodata.coordinates import LocalFrame

    district, snapshot = store.district, store.snapshot()
    west, south, east, north = district.extent
    lon, lat = LocalFrame(district.crs).lonlat([west, east], [south, north])
    history = snapshot.history()
    zone = district.zone
    damage, broken = store.damage(), store.verify_audit()
    records = {}
    for code in sorted(snapshot.kinds):
        columns = snapshot.columns(code)
        things = len(columns.rows_known(KNOWN_NOW))
        records[record_kind(code).plural] = {"things": things, "versions": len(columns)}
    span = history.extent
    return {
        "store": str(store.path),
        "id": district.store_id,
        "title": {"zh": district.title_zh, "en": district.title_en},
        "sample": district.sample,
        "records": records,
        "incidents_from": iso(span.start_us, zone) if len(history) else None,
        "incidents_to": iso(span.end_us - 1, zone) if len(history) else None,
        "crs": district.crs,
        "extent_m": [west, south, east, north],
        "extent_wgs84": [float(v) for v in (lon[0], lat[0], lon[1], lat[1])],
        "zone": zone.key,
        "batches": [
            {
                "batch": one.batch,
                "source": one.source,
                "datum": one.datum,
                "tz": one.tz,
                "heard": one.heard_rule,
                "withdrawn": None if one.withdrawn_us == NEVER_US else iso(one.withdrawn_us, zone),
            }
            for one in store.batches()
        ],
        "seq": snapshot.seq,
        "integrity": "; ".join(damage) or "ok",
        "audit": "ok" if broken is None else broken.sentence.en,
    }


def _lines(told: dict[str, Any], language: Language) -> list[str]:
    def line(name: Text, value: object) -> str:
        return f"{name(language)}: {value}"

    mark = sample_mark(told["sample"], language)
    west, south, east, north = told["extent_wgs84"]
    lines = [
        f"{told['title'][language]}{mark}",
        line(Text("库", "store"), told["store"]),
        line(Text("坐标系", "CRS"), told["crs"]),
        line(Text("范围", "extent"), f"{west:.5f},{south:.5f} – {east:.5f},{north:.5f} (WGS-84)"),
        line(Text("时区", "zone"), told["zone"]),
    ]
    if told["incidents_from"]:
        span = f"{told['incidents_from']} – {told['incidents_to']}"
        lines.append(line(Text("事件", "incidents"), span))
    lines += [
        f"  {plural}: {counts['things']:,} ({counts['versions']:,})"
        for plural, counts in told["records"].items()
    ]
    for one in told["batches"]:
        state = f" · {Text('已撤回', 'withdrawn')(language)}" if one["withdrawn"] else ""
        how = f"{one['datum']}, {one['tz']}, {one['heard']}"
        lines.append(line(Text("批次", "batch"), f"{one['batch']} {one['source']} ({how}){state}"))
    lines.append(line(Text("完整性", "integrity"), told["integrity"]))
    lines.append(line(Text("审计", "audit"), told["audit"]))
    return lines

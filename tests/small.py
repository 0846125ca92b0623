"""A small district with one or two of everything, small enough to count by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.instants import DAY_US, MINUTE_US, NEVER_US, Span, parse
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import Picture, picture
from geodata.plan import Plan
from geodata.selection import EVERYTHING, Selection
from geodata.snapshot import District, Snapshot
from geodata.stores.geopackage import create
from geodata.versions import Fact, Version
from tests.arrays import floats, ints
from tests.records import Record
from tests.support.positions import Fix

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEST_M, SOUTH_M = 560_000.0, 3_477_000.0
EXTENT = (WEST_M, SOUTH_M, WEST_M + 1_000, SOUTH_M + 1_000)


def at(text: str) -> int:
    """An instant of 2022 on the district's clocks: `10-01 18:30`."""
    return parse(f"2022-{text.replace(' ', 'T')}", SHANGHAI)


BEGIN_US = at("01-01 00:00")
T_US = at("10-01 18:30")
WINDOW = Span(at("09-01 00:00"), at("10-10 00:00"))
DISTRICT = District(
    store_id="small",
    title_zh="小站区",
    title_en="Small district",
    zone=SHANGHAI,
    crs="EPSG:4549",
    extent=EXTENT,
    opens_at_us=T_US,
    opens_on=WINDOW,
)


def named(zh: str, en: str) -> dict[str, str]:
    """A name in both languages."""
    return {"zh": zh, "en": en}


def point(east_m: float, north_m: float) -> shapely.Point:
    """A point so far from the district's south-west corner."""
    return shapely.Point(WEST_M + east_m, SOUTH_M + north_m)


def box(west_m: float, south_m: float, east_m: float, north_m: float) -> shapely.Polygon:
    """A box between such distances."""
    return shapely.box(WEST_M + west_m, SOUTH_M + south_m, WEST_M + east_m, SOUTH_M + north_m)


def line(*places_m: tuple[float, float]) -> shapely.LineString:
    """A line through such places."""
    return shapely.LineString([(WEST_M + x, SOUTH_M + y) for x, y in places_m])


def thing(
    thing_id: str,
    kind: str,
    geometry: BaseGeometry | None = None,
    from_us: int = BEGIN_US,
    to_us: int = NEVER_US,
    /,
    **data: Any,
) -> Fact:
    """Something there from the beginning of the year, heard of at once."""
    return Fact(
        thing_id,
        kind,
        from_us=from_us,
        to_us=to_us,
        geometry=geometry,
        data=data,
        heard_us=from_us,
    )


def incident(
    thing_id: str,
    happened_us: int,
    kind: str = "illegal_parking",
    count: int = 1,
    late_us: int = MINUTE_US,
    geometry: shapely.Point | None = None,
    **data: Any,
) -> Fact:
    """Something that happened and was heard of so much later."""
    told = {
        "kind": kind,
        "happened_us": happened_us,
        "count": count,
        "outcome": "penalty",
        "source": "patrol",
        **data,
    }
    return Fact(
        thing_id,
        "incident",
        from_us=happened_us,
        geometry=geometry or point(300, 400),
        data=told,
        heard_us=happened_us + late_us,
    )


GROUND = (
    thing("D", "district", box(0, 0, 1_000, 1_000), name=named("小站区", "Small district")),
    thing("B1", "building", box(400, 400, 440, 440), name=named("甲楼", "House A"), use="office"),
    thing("B2", "building", box(500, 400, 520, 480), name=named("", "")),
    thing("R1", "road", line((0, 200), (1_000, 200)), name=named("大路", "Main Road"),
          **{"class": "arterial"}, width_m=20.0),
    thing("R2", "road", line((200, 0), (200, 1_000)), name="Rue Basse",
          **{"class": "street"}, width_m=8.0),
    thing("R3", "road", line((600, 600), (700, 600)), name=named("", ""), **{"class": "lane"}),
    thing("L1", "land", box(250, 250, 350, 350), use="plaza"),
    thing("L2", "land", box(600, 0, 700, 100), use="residential"),
    thing("W1", "water", box(700, 700, 990, 990), name=named("大湖", "Great Lake")),
    thing("W2", "water", box(20, 20, 40, 40), name=named("小塘", "Little Pond")),
    thing("G1", "green", box(50, 800, 150, 900), name=named("", "")),
    thing("RA1", "rail", line((0, 600), (1_000, 650)), name=named("京沪高铁", "Jinghu HSR"),
          part="main_line"),
    thing("RA2", "rail", box(400, 610, 600, 640), name=named("", ""), part="platform"),
    thing("RA3", "rail", line((0, 590), (1_000, 640)), name=named("", ""), part="track"),
    thing("M2", "metro_line", line((500, 0), (500, 1_000)), name=named("2 号线", "Line 2")),
    thing("K1", "kerb", line((280, 380), (320, 380)), name=named("站前落客", "Station kerb")),
)  # fmt: skip

PLACES = (
    thing("PL1", "place", point(500, 560), name=named("北站", "North Station"),
          place_kind="station", party="railway", confidence="M"),
    thing("PL2", "place", point(500, 500), name=named("北站地铁站", "Metro North"),
          place_kind="metro_station"),
    thing("PL3", "place", box(600, 100, 650, 150), name=named("停车场", "Car park"),
          place_kind="parking", assumed=True, valid_from="2024-10-01", confidence="H"),
    thing("PL4", "place", point(100, 100), name="Café <b>X</b>", place_kind="café"),
    thing("PL5", "place", point(120, 100), name=named("", ""), place_kind="entrance"),
)  # fmt: skip

STOPS = [
    {"x_m": WEST_M + 100, "y_m": SOUTH_M + 210, "name": named("东口", "East"), "dwell_min": 10},
    {"x_m": WEST_M + 400, "y_m": SOUTH_M + 210, "name": named("西口", "West"), "dwell_min": 5},
]
FORCES = (
    thing("Z1", "zone", box(0, 0, 500, 1_000), name=named("西区", "West"), number=1,
          agency="police", agencies=["police", "transport"], every_min=60, dwell_min=15),
    thing("Z2", "zone", box(500, 0, 1_000, 1_000), name="East zone"),
    thing("RT1", "route", line((100, 210), (400, 210)), name=named("步一", "Foot 1"), zone="Z1",
          mode="foot", agency="police", stops=STOPS, headway_min=30),
    thing("RT2", "route", line((100, 190), (900, 190)), name=named("车一", "Motor 1"), zone="Z2",
          mode="motor", agency="transport"),
    thing("U1", "unit", call_sign="北站 01", agency="police", mode="foot", headcount=2),
    thing("U2", "unit", call_sign="城管 02", agency="urban_management", mode="motor", headcount=4),
    thing("U3", "unit", call_sign="运管 03", agency="transport", mode="foot", headcount=2),
    thing("U4", "unit", call_sign="警 04", agency="police", mode="foot", headcount=2),
    *(
        thing(f"S-{unit}", "shift", None, at("10-01 18:00"), at("10-01 20:00"), unit=unit,
              zone="Z1", route="RT1")
        for unit in ("U1", "U2", "U4")
    ),
    thing("T1", "volunteer_team", name=named("红马甲", "Red Vests"), headcount=30),
    thing("P1", "post", point(300, 500), name=named("进站口", "Entrance"),
          services=["entry_guidance", "luggage"], opens="07:00", closes="21:00"),
    thing("P2", "post", point(320, 500), name=named("出站口", "Exit"), services=["enquiry"],
          opens="9:00", closes="17:00"),
    thing("P3", "post", point(340, 500), name="Post Three", services=["translation"]),
    thing("P4", "post", point(360, 500), name=named("夜间", "Night"), services=[],
          opens="18:00", closes="02:00"),
    *(
        thing(f"VS-{post}", "volunteer_shift", None, at("10-01 06:00"), at("10-02 06:00"),
              post=post, team="T1", headcount=heads)
        for post, heads in (("P1", 5), ("P2", 3), ("P4", 2))
    ),
)  # fmt: skip


def fixes() -> tuple[Fix, ...]:
    """U1 was seen a minute ago, U2 ten, U3 two; of U4 nothing was heard for thirteen hours."""
    seen = (
        ("U1", 10, 250.0),
        ("U1", 1, 260.0),
        ("U2", 10, 300.0),
        ("U3", 2, 400.0),
        ("U4", 13 * 60, 500.0),
    )
    return tuple(
        Fix(unit, us, us, WEST_M + east_m, SOUTH_M + 300, 5.0)
        for unit, ago_min, east_m in seen
        for us in (T_US - ago_min * MINUTE_US,)
    )


CAMERA_KINDS = ("fixed", "ptz", "reader")
CAMERA_STATES = ("online", "offline", "fault", "unknown")
CAMERAS = (
    *(
        thing(
            f"C-{kind}-{state}", "camera", point(250 + 60 * i, 420 + 40 * j),
            name=named(f"探头{i}{j}", f"Camera {i}{j}"), camera_kind=kind, state=state,
            azimuth_deg=90.0 * j, hfov_deg=60.0, height_m=6.0, horizontal_px=2560, range_m=60.0,
            mounting=named("立杆", "Pole"),
        )
        for i, kind in enumerate(CAMERA_KINDS)
        for j, state in enumerate(CAMERA_STATES)
    ),
    thing("C-odd", "camera", point(700, 300), name="CAM 7", camera_kind="thermal",
          state="asleep", azimuth_deg="north", hfov_deg=-20, range_m=1e9, horizontal_px="4K"),
    thing("C-lost", "camera", None, name=named("未定位", "Not placed"), camera_kind="fixed",
          state="online", azimuth_deg=0.0, hfov_deg=60.0, range_m=60.0, horizontal_px=1920),
)  # fmt: skip

PLACE = named("站前落客", "Station kerb")
PARKING_US = at("10-01 18:00")
TOUTING_US = at("10-01 12:00")
LATE_US = at("09-30 09:00")
CORRECTED_US = at("09-29 09:00")
CANCELLED_US = at("09-28 09:00")
STEPPED_US = at("10-01 18:10")
OLD_US = at("03-01 09:00")
REPORTS = (
    incident("I-parking", PARKING_US, count=3, place=PLACE),
    incident("I-touting", TOUTING_US, "touting", 2, geometry=point(310, 410), outcome="warning"),
    incident("I-late", LATE_US, "taxi_violation", late_us=2 * DAY_US, geometry=point(320, 420)),
    incident("I-corrected", CORRECTED_US, count=40, geometry=point(330, 430), place=PLACE),
    incident("I-cancelled", CANCELLED_US, count=5, geometry=point(340, 440)),
    incident("I-stepped", STEPPED_US, "help_request", source="hotline", outcome="none",
             state="reported", geometry=point(350, 450), place="Gate 4"),
    incident("I-theft", at("09-27 09:00"), "theft", geometry=point(360, 460), source="app",
             outcome="Arrest"),
    replace(incident("I-nowhere", at("09-26 09:00"), "touting"), geometry=None),
    incident("I-old", OLD_US, count=7, geometry=point(370, 470)),
    *(
        incident(f"I-hot-{i:02d}", at("09-02 08:00") + i * DAY_US // 2, count=2,
                 geometry=point(300 + i % 6, 390 + i % 5), place=PLACE)
        for i in range(40)
    ),
    *(
        incident(f"I-far-{i:02d}", at("09-02 09:00") + i * DAY_US // 2,
                 geometry=point(25 + 950 * (i % 7) / 6, 25 + 950 * (i % 11) / 10))
        for i in range(40)
    ),
)  # fmt: skip

HOLIDAY = thing("H1", "holiday", None, at("10-01 00:00"), at("10-08 00:00"),
                name=named("国庆", "National Day"))  # fmt: skip
FIRST_WORDS = (*GROUND, *PLACES, *FORCES, *CAMERAS, *REPORTS, HOLIDAY)


def seq_of(thing_id: str) -> int:
    """The place in the record of the first word on a thing."""
    return 1 + next(i for i, fact in enumerate(FIRST_WORDS) if fact.id == thing_id)


def _again(thing_id: str, heard_us: int, **changes: Any) -> Fact:
    fact = next(fact for fact in FIRST_WORDS if fact.id == thing_id)
    data = {**fact.data, **changes.pop("data", {})}
    return replace(fact, heard_us=heard_us, data=data, **changes)


CORRECTED_HEARD_US = at("10-02 09:00")
CANCELLED_HEARD_US = at("10-03 09:00")
LATER_WORDS = (
    _again("I-corrected", CORRECTED_HEARD_US, corrects=seq_of("I-corrected"), data={"count": 4}),
    _again("I-cancelled", CANCELLED_HEARD_US, corrects=seq_of("I-cancelled"), gone=True),
    _again("I-stepped", at("10-01 18:12"), from_us=at("10-01 18:12"), data={"state": "dispatched"}),
    _again("I-stepped", at("10-01 19:00"), from_us=at("10-01 19:00"),
           data={"state": "closed", "outcome": "handled"}),
    _again("C-fixed-online", at("10-02 08:00"), from_us=at("10-02 08:00"),
           data={"state": "offline"}),
)  # fmt: skip
FACTS = (*FIRST_WORDS, *LATER_WORDS)


def record(facts: Iterable[Fact] = FACTS) -> Record:
    """The facts as accepted one after another, with the positions of the units."""
    versions = tuple(
        Version(seq, fact.heard_us if fact.heard_us is not None else fact.from_us, None, fact)
        for seq, fact in enumerate(facts, start=1)
    )
    return Record(versions, positions=tuple((0, fix) for fix in fixes()))


def snapshot(facts: Iterable[Fact] = FACTS, district: District = DISTRICT) -> Snapshot:
    """The record in memory."""
    found = record(facts)
    return Snapshot(district, found.seq, found)


@cache
def whole() -> Snapshot:
    """The one snapshot of all of it."""
    return snapshot()


def shown(
    snapshot_: Snapshot | None = None,
    *,
    t_us: int = T_US,
    window: Span = WINDOW,
    known_at_us: int = KNOWN_NOW,
    selection: Selection = EVERYTHING,
    plan: Plan | None = None,
) -> Picture:
    """A Picture of it: at half past six on 1 October 2022, known now, unless told otherwise."""
    moment = Moment(t_us, window, known_at_us, selection)
    return picture(snapshot_ or whole(), plan, moment)


def of(*facts: Fact, **asked: Any) -> Picture:
    """A Picture of a record of these facts alone."""
    return shown(snapshot(facts), **asked)


def write(path: Path, facts: Sequence[Fact] = FACTS, district: District = DISTRICT) -> Path:
    """The record as a store."""
    with create(path, district) as store:
        batch = store.begin_batch("small", "EPSG:4549", "Asia/Shanghai", "column:heard")
        store.append(facts, batch=batch)
        store.append_fixes(
            [fix.unit for fix in fixes()],
            ints([fix.happened_us for fix in fixes()]),
            floats([fix.x_m for fix in fixes()]),
            floats([fix.y_m for fix in fixes()]),
            floats([fix.acc_m for fix in fixes()]),
            heard_us=ints([fix.heard_us for fix in fixes()]),
        )
    return path

"""What can be recorded: the kinds of record, their fields, and the kinds of incident. Data only."""

from dataclasses import dataclass
from typing import Final, Literal

from geodata.texts import Text

Symbol = Literal[
    "square",
    "circle",
    "triangle_down",
    "triangle_up",
    "diamond",
    "cross",
    "star",
    "saltire",
    "ring",
]
"""The small symbols that tell kinds apart without their colour."""


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: its code, the plural used on the command line, its names and its fields.

    `fields` names the data fields that every record of the kind carries, in the order in which
    tables show them, with what they are called.
    """

    code: str
    plural: str
    name: Text
    fields: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentKind:
    """A kind of incident: how it is named and counted, its palette role and its symbol.

    `counted_in` is the unit of `count`: vehicles, persons or plain records.
    """

    code: str
    name: Text
    role: str
    symbol: Symbol
    counted_in: Text
    rare: bool = False


VEHICLES: Final = Text("辆", "vehicles")
PERSONS: Final = Text("人", "persons")
RECORDS: Final = Text("起", "records")

INCIDENT_KINDS: Final = (
    IncidentKind(
        "illegal_parking",
        Text("违停", "Illegal parking"),
        "kind.illegal_parking",
        "square",
        VEHICLES,
    ),
    IncidentKind("touting", Text("非法揽客", "Touting"), "kind.touting", "circle", PERSONS),
    IncidentKind(
        "taxi_violation",
        Text("出租车违规", "Taxi violation"),
        "kind.taxi_violation",
        "triangle_down",
        VEHICLES,
        rare=True,
    ),
    IncidentKind(
        "ride_hailing_violation",
        Text("网约车违规", "Ride-hailing violation"),
        "kind.ride_hailing_violation",
        "triangle_up",
        VEHICLES,
        rare=True,
    ),
    IncidentKind(
        "illegal_operation",
        Text("非法运营", "Illegal operation"),
        "kind.illegal_operation",
        "diamond",
        VEHICLES,
        rare=True,
    ),
    IncidentKind("help_request", Text("求助", "Help request"), "kind.other", "cross", RECORDS),
    IncidentKind(
        "emergency", Text("应急处突", "Emergency"), "kind.other", "star", RECORDS, rare=True
    ),
    IncidentKind(
        "facility_fault", Text("设施故障", "Facility fault"), "kind.other", "saltire", RECORDS
    ),
)


def incident_kind(code: str) -> IncidentKind:
    """The kind with this code; one that came with a file gets its own name and neutral looks."""
    for kind in INCIDENT_KINDS:
        if kind.code == code:
            return kind
    return IncidentKind(
        code, Text(code or "未知", code or "Unknown"), "kind.other", "circle", RECORDS
    )


OUTCOMES: Final = {
    "penalty": Text("处罚", "Penalty"),
    "warning": Text("警告", "Warning"),
    "handled": Text("处理", "Handled"),
    "none": Text("未处理", "None"),
}
ACTED_ON: Final = frozenset({"penalty", "warning", "handled"})
"""Outcomes by which the year's review counts an incident as dealt with."""

INCIDENT_STATES: Final = {
    "reported": Text("已上报", "Reported"),
    "acknowledged": Text("已接单", "Acknowledged"),
    "dispatched": Text("已派出", "Dispatched"),
    "on_scene": Text("到场", "On scene"),
    "resolved": Text("已处置", "Resolved"),
    "closed": Text("已办结", "Closed"),
}
"""The steps an incident goes through, in their order."""

SOURCES: Final = {
    "patrol": Text("巡逻", "Patrol"),
    "camera": Text("探头", "Camera"),
    "hotline": Text("热线", "Hotline"),
    "volunteer": Text("志愿者", "Volunteer"),
}

AGENCIES: Final = {
    "police": Text("公安", "Police"),
    "urban_management": Text("城管", "Urban management"),
    "transport": Text("运管", "Transport"),
}
MODES: Final = {"foot": Text("步巡", "Foot"), "motor": Text("机动", "Motor")}
PARTIES: Final = {
    "railway": Text("铁路", "Railway"),
    "station_police": Text("站区公安", "Station police"),
    "metro": Text("地铁", "Metro"),
    "office": Text("站管办", "Office"),
    "community": Text("社区", "Community"),
    "health": Text("卫健", "Health"),
}
CAMERA_KINDS: Final = {
    "fixed": Text("固定", "Fixed"),
    "ptz": Text("云台", "PTZ"),
    "reader": Text("行程卡识别", "Checkpoint reader"),
}
CAMERA_STATES: Final = {
    "online": Text("在线", "Online"),
    "offline": Text("离线", "Offline"),
    "fault": Text("故障", "Fault"),
    "unknown": Text("未知", "Unknown"),
}

_NAME = ("name", Text("名称", "Name"))

RECORD_KINDS: Final = (
    RecordKind(
        "incident",
        "incidents",
        Text("事件", "Incident"),
        (
            ("kind", Text("类别", "Kind")),
            ("happened_us", Text("发生", "Happened")),
            ("count", Text("数", "Count")),
            ("outcome", Text("结果", "Outcome")),
            ("source", Text("来源", "Source")),
            ("state", Text("状态", "State")),
            ("place", Text("地点", "Place")),
            ("unit", Text("单元", "Unit")),
            ("campaign", Text("整治", "Campaign")),
        ),
    ),
    RecordKind(
        "camera",
        "cameras",
        Text("监控探头", "Camera"),
        (
            _NAME,
            ("camera_kind", Text("类型", "Type")),
            ("state", Text("状态", "State")),
            ("azimuth_deg", Text("方位角", "Azimuth")),
            ("hfov_deg", Text("水平视场角", "Field of view")),
            ("height_m", Text("高度", "Height")),
            ("horizontal_px", Text("水平像素", "Horizontal pixels")),
            ("range_m", Text("可用距离", "Range")),
            ("stream", Text("视频地址", "Stream")),
        ),
    ),
    RecordKind(
        "zone",
        "zones",
        Text("巡逻网格", "Zone"),
        (
            _NAME,
            ("agency", Text("牵头", "Lead agency")),
            ("agencies", Text("须在", "Must be present")),
            ("every_min", Text("到访间隔", "Visit every")),
            ("priority", Text("优先级", "Priority")),
        ),
    ),
    RecordKind(
        "route",
        "routes",
        Text("巡逻路线", "Route"),
        (
            _NAME,
            ("zone", Text("网格", "Zone")),
            ("mode", Text("方式", "Mode")),
            ("agency", Text("责任", "Agency")),
            ("stops", Text("停留点", "Stops")),
            ("headway_min", Text("班距", "Headway")),
        ),
    ),
    RecordKind(
        "unit",
        "units",
        Text("巡逻单元", "Unit"),
        (
            ("call_sign", Text("呼号", "Call sign")),
            ("agency", Text("单位", "Agency")),
            ("mode", Text("方式", "Mode")),
            ("headcount", Text("人数", "Headcount")),
        ),
    ),
    RecordKind(
        "shift",
        "shifts",
        Text("班次", "Shift"),
        (
            ("unit", Text("单元", "Unit")),
            ("zone", Text("网格", "Zone")),
            ("route", Text("路线", "Route")),
        ),
    ),
    RecordKind(
        "post",
        "posts",
        Text("志愿服务点", "Volunteer post"),
        (
            _NAME,
            ("services", Text("服务", "Services")),
            ("opens", Text("开放", "Opens")),
            ("closes", Text("关闭", "Closes")),
        ),
    ),
    RecordKind(
        "volunteer_shift",
        "volunteer_shifts",
        Text("志愿班次", "Volunteer shift"),
        (
            ("team", Text("队伍", "Team")),
            ("post", Text("服务点", "Post")),
            ("headcount", Text("人数", "Headcount")),
        ),
    ),
    RecordKind(
        "volunteer_team",
        "volunteer_teams",
        Text("志愿队伍", "Volunteer team"),
        (_NAME, ("headcount", Text("人数", "Headcount"))),
    ),
    RecordKind("campaign", "campaigns", Text("集中整治", "Campaign"), (_NAME,)),
    RecordKind("case", "cases", Text("诉求", "Case")),
    RecordKind("checkpoint", "checkpoints", Text("查验点", "Checkpoint"), (_NAME,)),
    RecordKind("checkpoint_count", "checkpoint_counts", Text("查验日计", "Checkpoint count")),
    RecordKind("transfer", "transfers", Text("转运", "Transfer")),
    RecordKind("event", "events", Text("保障任务", "Event"), (_NAME,)),
    RecordKind("meeting", "meetings", Text("会议", "Meeting")),
    RecordKind("passage", "passages", Text("行政通行", "Passage")),
    RecordKind("contact", "contacts", Text("联系人", "Contact")),
    RecordKind("train", "trains", Text("列车", "Train")),
    RecordKind("flow", "flows", Text("客流", "Flow")),
    RecordKind("closure", "closures", Text("施工封闭", "Closure")),
    RecordKind("watch_place", "watch_places", Text("重点点位", "Watch place"), (_NAME,)),
    RecordKind("supply", "supplies", Text("物资", "Supply")),
    RecordKind("disinfection", "disinfections", Text("防护消杀", "Disinfection")),
    RecordKind("log_entry", "log_entries", Text("值班记录", "Log entry")),
    RecordKind("handover", "handovers", Text("交接", "Handover")),
    RecordKind("holiday", "holidays", Text("节假日", "Holiday"), (_NAME,)),
    RecordKind(
        "place", "places", Text("地名", "Place"), (_NAME, ("party", Text("责任方", "Party")))
    ),
    RecordKind("road", "roads", Text("道路", "Road"), (_NAME,)),
    RecordKind("building", "buildings", Text("建筑", "Building"), (_NAME,)),
    RecordKind("land", "lands", Text("用地", "Land use")),
    RecordKind("water", "waters", Text("水系", "Water"), (_NAME,)),
    RecordKind("green", "greens", Text("绿地", "Green"), (_NAME,)),
    RecordKind("rail", "rails", Text("铁路", "Railway"), (_NAME,)),
    RecordKind("metro_line", "metro_lines", Text("地铁线", "Metro line"), (_NAME,)),
    RecordKind("kerb", "kerbs", Text("路缘", "Kerb"), (_NAME,)),
    RecordKind("district", "districts", Text("辖区", "District"), (_NAME,)),
)


def record_kind(code: str) -> RecordKind:
    """The kind of record with this code; raises KeyError for one that is not declared."""
    for kind in RECORD_KINDS:
        if kind.code == code:
            return kind
    raise KeyError(code)


def record_kind_by_plural(plural: str) -> RecordKind:
    """The kind that the command line calls by this plural; raises KeyError where none is."""
    for kind in RECORD_KINDS:
        if kind.plural == plural:
            return kind
    raise KeyError(plural)

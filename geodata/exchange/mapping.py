"""Which column of a file holds which field of an incident: guessed by name, changed by the user."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.exchange.reading import Table
from geodata.exchange.refusal import Refused
from geodata.kinds import INCIDENT_KINDS, OUTCOMES, SOURCES
from geodata.texts import Text

Columns = Mapping[str, tuple[str, ...]]
"""For each mapped field its column; a time may stand in two (a date and a time of day)."""

BLANKS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "无", "空"})
"""Cells (in lower case) that say nothing."""

TIME_OF_DAY: Final = re.compile(
    r"\d{1,2}[:时点]\d{1,2}([:分]\d{1,2}(\.\d+)?秒?|分)?\s*([AaPp][Mm])?"
)
_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an incident, and the headers by which it is known, the surest first.

    `also` are other names that the user may call the field by.
    """

    code: str
    name: Text
    headers: tuple[str, ...]
    also: tuple[str, ...] = ()


def _field(code: str, zh: str, en: str, headers: str, also: str = "") -> Field:
    return Field(code, Text(zh, en), tuple(headers.split()), tuple(also.split()))


FIELDS: Final = (
    _field(
        "happened",
        "发生时间",
        "happened",
        "happened happenedat occurred occurredat occurredon datetime timestamp incidenttime "
        "incidentdatetime incidentdate eventtime starttime time 发生时间 事发时间 案发时间 "
        "事件时间 违法时间 违停时间 日期时间 时间 date 发生日期 事发日期 日期",
        "time date",
    ),
    _field(
        "lon",
        "经度",
        "longitude",
        "lon lng long longitude 经度 x xcoord xcoordinate pointx easting gpslon gpslng 东坐标 "
        "x坐标",
        "x easting longitude lng",
    ),
    _field(
        "lat",
        "纬度",
        "latitude",
        "lat latitude 纬度 y ycoord ycoordinate pointy northing gpslat 北坐标 y坐标",
        "y northing latitude",
    ),
    _field(
        "kind",
        "类别",
        "kind",
        "kind offense offence incidentkind incidenttype incidentcategory eventtype crimetype "
        "primarytype category 类别 事件类别 事件类型 案件类型 违法类型 违法行为 案由 类型 "
        "crime type",
        "type category",
    ),
    _field(
        "count",
        "数",
        "count",
        "count counted quantity vehicles persons headcount 数量 数 车辆数 人数 起数 次数 辆次",
    ),
    _field(
        "outcome",
        "结果",
        "outcome",
        "outcome disposition resolution result 结果 处理结果 处置结果 处理情况 处置情况",
        "result",
    ),
    _field(
        "id",
        "编号",
        "id",
        "id incidentid eventid caseid incidentnumber casenumber uuid 编号 事件编号 案件编号 "
        "工单编号",
    ),
    _field("source", "来源", "source", "source channel reportedby 来源 事件来源 上报来源 渠道"),
    _field("state", "状态", "state", "status 状态 事件状态 案件状态 state"),
    _field(
        "place",
        "地点",
        "place",
        "place address site 地点 地址 事发地点 事发地址 位置 详细地址 路段 location street",
        "address location",
    ),
    _field("unit", "单元", "unit", "unit 单元 巡逻单元 处置单位 责任单位"),
    _field("campaign", "整治", "campaign", "campaign 整治 集中整治 专项行动"),
)

HEARD_HEADERS: Final = frozenset(
    {
        *("heard", "heardat", "reported", "reportedat", "reporttime", "receivedat"),
        *("得知", "得知时间", "接报时间", "上报时间", "登记时间", "录入时间", "受理时间"),
    }
)
"""Columns that look like the office's own clock: pointed out, never taken by themselves."""

_BY_NAME: Final = {name: one.code for one in FIELDS for name in (one.code, *one.also)}


def _plain(header: str) -> str:
    """A header without what people vary: case, spaces, dashes, units in brackets."""
    return re.sub(r"[\s_\-.]|[(（\[].*?[)）\]]", "", header).lower()


def _names(texts: Iterable[tuple[str, Text]]) -> Mapping[str, str]:
    return {_plain(word): code for code, name in texts for word in (code, name.zh, name.en)}


KIND_NAMES: Final = _names((kind.code, kind.name) for kind in INCIDENT_KINDS)
OUTCOME_NAMES: Final = _names(OUTCOMES.items())
SOURCE_NAMES: Final = _names(SOURCES.items())


def guess(table: Table) -> Columns:
    """The likeliest column for each field, by its header; a column serves one field."""
    by_header: dict[str, str] = {}
    for column in table.columns:
        by_header.setdefault(_plain(column), column)
    taken: dict[str, tuple[str, ...]] = {}
    for one in FIELDS:
        if table.places is not None and one.code in ("lon", "lat"):
            continue
        for header in one.headers:
            found = by_header.get(header)
            if found is None or (found,) in taken.values():
                continue
            if one.code == "id" and not _identifies(table, found):
                continue
            taken[one.code] = (found,)
            break
    return {**taken, **_date_and_time(table, taken, by_header)}


def clock_column(table: Table) -> str | None:
    """A column that looks like the office's own clock."""
    return next((name for name in table.columns if _plain(name) in HEARD_HEADERS), None)


def changed(guessed: Columns, wishes: Iterable[str], table: Table) -> Columns:
    """The guess with the user's `field=column,…` over it; `field=` leaves a field out.

    `date+time` joins two columns.

    Raises:
        Refused: a field or a column that is not there.
    """
    columns = dict(guessed)
    for wish in wishes:
        for field, column in _assignments(wish, table.columns):
            code = _BY_NAME.get(_plain(field))
            if code is None:
                known = ", ".join(one.code for one in FIELDS)
                raise Refused(
                    Text(
                        f"没有字段 {field}；可用的有 {known}。",
                        f"There is no field {field}; there are {known}.",
                    )
                )
            if column:
                columns[code] = _split(column, table)
            else:
                columns.pop(code, None)
    return columns


def code_of(cell: str, names: Mapping[str, str]) -> str:
    """The code that a cell means by its name in either language, else the cell as it is."""
    return names.get(_plain(cell), cell)


def _identifies(table: Table, column: str) -> bool:
    """Whether no two different rows share a cell of the column, and none is blank."""
    owner: dict[str, str] = {}
    for cell, whole in zip(table.column(column), table.digests, strict=True):
        if cell.lower() in BLANKS or owner.setdefault(cell, whole) != whole:
            return False
    return True


def _date_and_time(table: Table, taken: Columns, by_header: Mapping[str, str]) -> Columns:
    """A date column for a column that holds times of day only."""
    time = taken.get("happened")
    if time is None:
        return {}
    cells = [c for c in table.column(time[0])[:_LOOKED_AT] if c.lower() not in BLANKS]
    if not cells or not all(TIME_OF_DAY.fullmatch(cell) for cell in cells):
        return {}
    for header in ("date", "发生日期", "事发日期", "日期"):
        if header in by_header:
            return {"happened": (by_header[header], *time)}
    return {}


def _assignments(wish: str, columns: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of one `--map`; a column's name may hold a comma if it stands alone."""
    field, _, column = wish.partition("=")
    if column.strip() in columns:
        return [(field, column.strip())]
    pairs = []
    for part in wish.split(","):
        field, equals, column = part.partition("=")
        if not equals:
            raise Refused(
                Text(f"{part} 不是 字段=列名 的形式。", f"{part} is not of the form field=column.")
            )
        pairs.append((field, column.strip()))
    return pairs


def _split(column: str, table: Table) -> tuple[str, ...]:
    parts = (column,) if column in table.columns else tuple(p.strip() for p in column.split("+"))
    for part in parts:
        if part not in table.columns:
            there = ", ".join(table.columns[:20])
            raise Refused(
                Text(
                    f"{table.file} 没有 {part} 这一列；有 {there}。",
                    f"{table.file} has no column {part}; there are {there}.",
                )
            )
    return parts

"""What lies on the duty desk: contacts, the log, handovers, supplies, disinfection, watch places.

All of it is synthetic: no person, number or firm is meant.
"""

from collections.abc import Iterator
from datetime import date

from geodata.instants import DAY_US, HOUR_US, MINUTE_US
from geodata.sample.anchors import Anchors, Uv
from geodata.sample.calendar import FOUNDED_US, compact, day_us, season, year_days
from geodata.sample.features import Json
from geodata.sample.frame import point_at
from geodata.sample.records import heard_after, named, place_at, record, stream
from geodata.sample.units import BUSIEST_DAYS, TRACKED_DAYS
from geodata.texts import Text
from geodata.versions import Fact

_CONTACTS: tuple[tuple[str, Text, str], ...] = (
    ("railway", Text("车站值班站长", "Duty station master"), "place-station"),
    ("station_police", Text("车站派出所值班", "Station police desk"), "place-south-square"),
    ("metro", Text("地铁站值班站长", "Metro station master"), "place-metro-suzhoubei"),
    ("office", Text("站管办值班长", "Office duty head"), "place-south-square"),
    ("community", Text("环秀湖社区联络员", "Huanxiu Lake community liaison"), "place-lake-pier"),
    ("health", Text("站前卫生服务点", "Station health point"), "place-health-point"),
    ("community", Text("圆融广场物业", "Yuanrong Plaza manager"), "place-dropoff"),
    ("community", Text("金科观天下物业", "Jinke Guantianxia manager"), "kerb-chengyang-jinke-left"),
    ("community", Text("高清传媒大厦物业", "HD Media Tower manager"), "kerb-gaoqing-left"),
    ("office", Text("P1、P2 停车场", "P1 and P2 parking"), "place-p1"),
    ("office", Text("出租车调度", "Taxi dispatcher"), "place-taxi"),
    ("office", Text("网约车平台驻场", "Ride-hailing platforms on site"), "place-ride-hailing"),
)

_SUPPLIES: tuple[tuple[Text, str, int, int, Uv], ...] = (
    (Text("医用口罩", "Masks"), "只", 4200, 1500, (118, -108)),
    (Text("防护服", "Protective suits"), "套", 180, 80, (118, -108)),
    (Text("消毒液", "Disinfectant"), "升", 260, 100, (118, -108)),
    (Text("测温枪", "Thermometers"), "支", 26, 12, (118, -108)),
    (Text("隔离护栏", "Barriers"), "米", 320, 120, (-134, -70)),
    (Text("反光锥", "Traffic cones"), "个", 140, 60, (-134, -70)),
    (Text("应急照明", "Emergency lights"), "套", 18, 10, (-134, -70)),
    (Text("急救箱", "First-aid kits"), "个", 14, 8, (-22, -102)),
    (Text("轮椅", "Wheelchairs"), "辆", 9, 4, (-22, -102)),
    (Text("雨披", "Rain capes"), "件", 600, 200, (-22, -102)),
    (Text("饮用水", "Drinking water"), "箱", 85, 40, (22, 100)),
    (Text("对讲机", "Radios"), "台", 34, 20, (-134, -70)),
)

_WATCHED: tuple[tuple[Text, Uv, int, int], ...] = (
    (Text("南天成路落客平台", "Nantiancheng Road drop-off"), (-10, -340), 15, 120),
    (Text("相融路·南广场东口", "Xiangrong Road, South Square east"), (250, -195), 12, 120),
    (Text("圆融广场正门", "Yuanrong Plaza main entrance"), (472, -340), 12, 120),
    (Text("水景路·南广场西口", "Shuijing Road, South Square west"), (-330, -220), 10, 120),
)

_DISINFECTED: tuple[tuple[Text, Uv], ...] = (
    (Text("南进站厅", "South hall"), (0, -72)),
    (Text("南出站口", "South exits"), (58, -98)),
    (Text("出租车候客区", "Taxi rank"), (-262, -268)),
    (Text("北进站厅", "North hall"), (0, 64)),
)

_LOG = (
    Text("晚高峰落客平台排队至水景路，已增派", "Queue from drop-off to Shuijing Road; unit sent"),
    Text("P1 余位不足 20，引导至 P4", "Fewer than 20 spaces in P1; cars sent to P4"),
    Text("北广场广播故障，已报修", "Loudspeakers on the North Square down; reported"),
    Text("接车站通报，晚点列车 1 趟", "Station reports one late train"),
    Text("志愿者到岗齐，点名完毕", "All volunteers in place"),
    Text("视频巡查无异常", "Video patrol: nothing found"),
)
_WATCH_RADIUS_M = 55.0


def contact_facts(anchors: Anchors) -> Iterator[Fact]:
    """One record a contact; names and numbers are placeholders."""
    for number, (party, role, feature) in enumerate(_CONTACTS, 1):
        where = anchors.geometry(feature)
        data: dict[str, Json] = {
            "party": party,
            "role": named(role),
            "name": {"zh": f"联系人 {number:02d}（示例）", "en": f"Contact {number:02d} (sample)"},
            "phone": f"000-0000-01{number:02d}",
        }
        yield record(
            "contact",
            f"CON-{number:02d}",
            FOUNDED_US,
            FOUNDED_US,
            data,
            geometry=where,
            author="站管办",
        )


def supply_facts() -> Iterator[Fact]:
    """One record an item, counted anew each quarter."""
    rng = stream(70)
    for number, (item, unit, stock, minimum, uv) in enumerate(_SUPPLIES, 1):
        point = point_at(*uv)
        for month in (1, 4, 7, 10):
            counted_us = day_us(date(2022, month, 4)) + 10 * HOUR_US
            left = max(minimum // 2, round(stock * float(rng.uniform(0.55, 1.05))))
            yield record(
                "supply",
                f"SUP-{number:02d}",
                counted_us,
                counted_us + 30 * MINUTE_US,
                {"item": named(item), "unit": unit, "stock": left, "minimum": minimum},
                geometry=place_at(point.x, point.y),
                author="后勤",
            )


def watch_facts() -> Iterator[Fact]:
    """Hotspots on watch since June, with the dose wanted there."""
    watched_us = day_us(date(2022, 6, 1)) + 9 * HOUR_US
    for number, (name, uv, dose_min, every_min) in enumerate(_WATCHED, 1):
        point = point_at(*uv)
        yield record(
            "watch_place",
            f"WCH-{number}",
            watched_us,
            watched_us - DAY_US,
            {"name": named(name), "dose_min": dose_min, "every_min": every_min},
            geometry=place_at(point.x, point.y).buffer(_WATCH_RADIUS_M, quad_segs=8),
            author="站管办",
        )


def disinfection_facts() -> Iterator[Fact]:
    """Twice a week until checking ended, every day in the worst weeks of spring."""
    for day in year_days():
        if day > date(2022, 12, 12):
            break
        if season(day) > 0.4 and day.weekday() not in (1, 4):
            continue
        for number, (name, uv) in enumerate(_DISINFECTED, 1):
            point = point_at(*uv)
            start_us = day_us(day) + 23 * HOUR_US + (number - 1) * 20 * MINUTE_US
            yield record(
                "disinfection",
                f"DIS-{compact(day)}-{number}",
                start_us,
                start_us + 40 * MINUTE_US,
                {"place": named(name), "agent": "含氯消毒剂 500 mg/L", "who": "消杀组"},
                to_us=start_us + 20 * MINUTE_US,
                geometry=place_at(point.x, point.y),
                author="消杀组",
            )


def log_facts() -> Iterator[Fact]:
    """Some lines of the duty log on each tracked day."""
    rng = stream(71)
    for day in TRACKED_DAYS:
        for number in range(8 if day in BUSIEST_DAYS else 4):
            text = _LOG[int(rng.integers(len(_LOG)))]
            written_us = day_us(day) + int(rng.integers(7 * 60, 22 * 60)) * MINUTE_US
            data: dict[str, Json] = {"text": named(text), "author": "值班员 02", "linked": ""}
            yield record(
                "log_entry",
                f"LOG-{compact(day)}-{number + 1:02d}",
                written_us,
                heard_after(written_us, rng),
                data,
                author="值班员 02",
            )


def handover_facts() -> Iterator[Fact]:
    """The handovers of each tracked day: whom to whom, and what stayed open."""
    for day in TRACKED_DAYS:
        for hour, sort, giver, taker in (
            (6, "day", "值班员 01", "值班员 02"),
            (18, "night", "值班员 02", "值班员 03"),
        ):
            when_us = day_us(day) + hour * HOUR_US
            items = ["P1 停车场余位", "探头报修跟进"] if sort == "night" else []
            yield record(
                "handover",
                f"HND-{compact(day)}-{hour:02d}",
                when_us,
                when_us + 2 * MINUTE_US,
                {
                    "shift": sort,
                    "from": giver,
                    "to": taker,
                    "open_items": items,
                    "signatures": [giver, taker],
                },
                author=taker,
            )

"""Where the sample's cameras hang and where they look: tables in the local frame. All invented.

Directions are the district's own: north is across the railway, east along it. Left without a
camera on purpose: 聚金路, the estates, the east end of P1 under the viaduct, the lake's west shore.
"""

from dataclasses import dataclass

from geodata.sample.anchors import Uv
from geodata.texts import Text


@dataclass(frozen=True, slots=True)
class Lens:
    """A camera's optics: horizontal field of view, pixels, and how far it is of use."""

    hfov_deg: float
    horizontal_px: int
    range_m: float


WIDE = Lens(92.0, 2560, 45.0)
NORMAL = Lens(62.0, 2560, 80.0)
LONG = Lens(34.0, 3840, 150.0)
DOOR = Lens(76.0, 1920, 30.0)
READER = Lens(38.0, 1920, 30.0)
DOME = Lens(58.0, 2560, 120.0)
DOME_4K = Lens(54.0, 3840, 150.0)
LANE = Lens(48.0, 2560, 60.0)

POLE = Text("路口立杆", "Pole at a junction")
KERB_POLE = Text("路侧立杆", "Pole at the kerb")
MAST = Text("高杆", "High mast")
FACADE = Text("建筑外墙", "Facade")
CEILING = Text("顶棚", "Ceiling")
GATE = Text("闸机上方", "Above the gate")


@dataclass(frozen=True, slots=True)
class Junction:
    """A junction of two streets; `arms` are the ones looked along: E, W, N, S of the district."""

    name: Text
    uv: Uv
    half_widths_m: tuple[float, float]
    arms: str


@dataclass(frozen=True, slots=True)
class KerbRow:
    """Cameras along one of the ground's kerbs."""

    kerb: str
    name: Text
    count: int
    lens: Lens = NORMAL


@dataclass(frozen=True, slots=True)
class Mount:
    """One camera: where it hangs, at what height, and what it looks at."""

    name: Text
    uv: Uv
    toward: Uv
    lens: Lens
    mounting: Text
    height_m: float
    kind: str = "fixed"


def _crossing(zh: str, en: str) -> Text:
    return Text(f"{zh}路口", f"{en}")


JUNCTIONS = (
    Junction(_crossing("南天成路·水景路", "Nantiancheng–Shuijing"), (-330, -340), (12, 16), "EWNS"),
    Junction(_crossing("南天成路·相融路", "Nantiancheng–Xiangrong"), (250, -340), (14, 16), "EWNS"),
    Junction(_crossing("北天成路·水景路", "Beitiancheng–Shuijing"), (-330, 330), (12, 14), "EWNS"),
    Junction(_crossing("北天成路·相融路", "Beitiancheng–Xiangrong"), (250, 330), (14, 14), "EWNS"),
    Junction(_crossing("南天成路·吴韵路", "Nantiancheng–Wuyun"), (-700, -340), (11, 16), "EWN"),
    Junction(_crossing("南天成路·澄阳路", "Nantiancheng–Chengyang"), (850, -340), (17, 16), "WNS"),
    Junction(_crossing("北天成路·吴韵路", "Beitiancheng–Wuyun"), (-700, 330), (11, 14), "ENS"),
    Junction(_crossing("北天成路·澄阳路", "Beitiancheng–Chengyang"), (850, 330), (17, 14), "WNS"),
    Junction(_crossing("青龙港路·吴韵路", "Qinglonggang–Wuyun"), (-700, -850), (11, 15), "EN"),
    Junction(_crossing("青龙港路·水景路", "Qinglonggang–Shuijing"), (-330, -850), (12, 15), "EWN"),
    Junction(_crossing("青龙港路·相融路", "Qinglonggang–Xiangrong"), (250, -850), (14, 15), "EWN"),
    Junction(_crossing("青龙港路·澄阳路", "Qinglonggang–Chengyang"), (850, -850), (17, 15), "WNS"),
    Junction(_crossing("西公田路·吴韵路", "Xigongtian–Wuyun"), (-700, 680), (11, 17), "ES"),
    Junction(_crossing("西公田路·水景路", "Xigongtian–Shuijing"), (-330, 680), (12, 17), "EWS"),
    Junction(_crossing("西公田路·相融路", "Xigongtian–Xiangrong"), (250, 680), (14, 17), "EWS"),
    Junction(_crossing("西公田路·澄阳路", "Xigongtian–Chengyang"), (850, 680), (17, 17), "WNS"),
    Junction(_crossing("南天成路·城通路", "Nantiancheng–Chengtong"), (-505, -340), (9, 16), "ES"),
    Junction(_crossing("南天成路·修远路", "Nantiancheng–Xiuyuan"), (550, -340), (10, 16), "WS"),
    Junction(_crossing("青龙港路·城通路", "Qinglonggang–Chengtong"), (-505, -850), (9, 15), "W"),
    Junction(_crossing("青龙港路·修远路", "Qinglonggang–Xiuyuan"), (550, -850), (10, 15), "EWN"),
    Junction(_crossing("南天成路·联平路", "Nantiancheng–Lianping"), (1175, -340), (9, 16), "EWS"),
    Junction(_crossing("南天成路·民乐路", "Nantiancheng–Minle"), (-1120, -340), (11, 16), "EN"),
    Junction(_crossing("青龙港路·民乐路", "Qinglonggang–Minle"), (-1120, -850), (11, 15), "EN"),
    Junction(_crossing("富翔路·相融路", "Fuxiang–Xiangrong"), (250, 1270), (14, 13), "EWNS"),
)

KERB_ROWS = (
    KerbRow("nantiancheng-dropoff", Text("落客平台", "Drop-off"), 6),
    KerbRow("xiangrong-east-mouth", Text("南广场东口", "East mouth"), 4),
    KerbRow("yuanrong-front", Text("圆融广场正门", "Yuanrong front"), 4),
    KerbRow("shuijing-west-mouth", Text("南广场西口", "West mouth"), 3),
    KerbRow("beitiancheng-north", Text("北天成路·北广场", "Beitiancheng, north"), 4),
    KerbRow("chengyang-jinke", Text("金科观天下", "Jinke Guantianxia"), 2, LANE),
    KerbRow("gaoqing", Text("高清传媒大厦", "HD Media Tower"), 2, LANE),
    KerbRow("dawan", Text("大湾地铁站", "Dawan station"), 2, LANE),
    KerbRow("xiangrong-north", Text("北广场东口", "North-east mouth"), 1, LANE),
    KerbRow("shuijing-north", Text("北广场西口", "North-west mouth"), 1, LANE),
)


def _mast(zh: str, en: str, uv: Uv, toward: Uv, lens: Lens = DOME_4K) -> Mount:
    return Mount(Text(zh, en), uv, toward, lens, MAST, 14.0, "ptz")


def _wall(zh: str, en: str, uv: Uv, toward: Uv, lens: Lens = WIDE, height_m: float = 5.5) -> Mount:
    return Mount(Text(zh, en), uv, toward, lens, FACADE, height_m)


def _pole(zh: str, en: str, uv: Uv, toward: Uv, lens: Lens = NORMAL) -> Mount:
    return Mount(Text(zh, en), uv, toward, lens, KERB_POLE, 6.0)


def _under(zh: str, en: str, uv: Uv, toward: Uv) -> Mount:
    return Mount(Text(zh, en), uv, toward, LANE, CEILING, 4.2)


def _reader(zh: str, en: str, uv: Uv, toward: Uv) -> Mount:
    return Mount(Text(zh, en), uv, toward, READER, GATE, 2.6, "reader")


MOUNTS = (
    _mast("南广场西高杆", "South Square, west mast", (-150, -205), (-60, -165)),
    _mast("南广场东高杆", "South Square, east mast", (120, -205), (30, -165)),
    _wall("南进站厅西", "South hall, west", (-66, -95), (-110, -150)),
    _wall("南进站厅中", "South hall, middle", (-18, -95), (-10, -160), NORMAL),
    _wall("南进站厅东", "South hall, east", (64, -95), (110, -150)),
    _wall("综合服务楼", "Service building", (-110, -80), (-130, -140), NORMAL),
    _pole("南广场西侧", "South Square, west side", (-206, -182), (-150, -160)),
    _pole("南广场东侧", "South Square, east side", (206, -186), (150, -160)),
    _wall("南进站口", "South entrance", (4, -94), (2, -120), DOOR, 3.6),
    _wall("南出站口东", "South exit, east", (56, -94), (60, -120), DOOR, 3.6),
    _wall("南出站口西", "South exit, west", (-56, -94), (-60, -120), DOOR, 3.6),
    _mast("北广场高杆", "North Square mast", (-60, 206), (0, 150), DOME),
    _wall("北进站厅西", "North hall, west", (-56, 82), (-100, 140)),
    _wall("北进站厅东", "North hall, east", (56, 82), (100, 140)),
    _pole("北广场西侧", "North Square, west side", (-152, 190), (-90, 150)),
    _pole("北广场东侧", "North Square, east side", (152, 190), (90, 150)),
    _wall("北进站口", "North entrance", (0, 82), (0, 110), DOOR, 3.6),
    _reader("行程卡识别·南进站口 1", "Reader, south entrance 1", (-6, -99), (-6, -108)),
    _reader("行程卡识别·南进站口 2", "Reader, south entrance 2", (8, -99), (8, -108)),
    _reader("行程卡识别·南出站口东 1", "Reader, south exit east 1", (54, -99), (54, -108)),
    _reader("行程卡识别·南出站口东 2", "Reader, south exit east 2", (62, -99), (62, -108)),
    _reader("行程卡识别·南出站口西 1", "Reader, south exit west 1", (-62, -99), (-62, -108)),
    _reader("行程卡识别·南出站口西 2", "Reader, south exit west 2", (-54, -99), (-54, -108)),
    _reader("行程卡识别·北进站口", "Reader, north entrance", (4, 87), (4, 96)),
    _reader("行程卡识别·地铁换乘口", "Reader, metro interchange", (174, -108), (174, -99)),
    _pole("出租车候客区入口", "Taxi rank, way in", (-318, -240), (-262, -246)),
    _pole("出租车候客区队列", "Taxi rank, queue", (-226, -268), (-280, -268)),
    _pole("出租车候客区出口", "Taxi rank, way out", (-236, -297), (-310, -292)),
    _pole("网约车 A 通道", "Ride-hailing lane A", (148, -254), (210, -258), LANE),
    _pole("网约车 B 通道", "Ride-hailing lane B", (148, -274), (210, -278), LANE),
    _pole("网约车 C 通道", "Ride-hailing lane C", (148, -303), (210, -298), LANE),
    _pole("网约车入口闸", "Ride-hailing gate", (232, -304), (200, -278), WIDE),
    _under("P1 停车场入口", "P1, way in", (272, 8), (330, 0)),
    _under("P1 停车场中部", "P1, middle", (322, -16), (290, 10)),
    _under("P1 停车场西侧", "P1, west side", (276, -28), (320, -24)),
    _under("P2 停车场入口", "P2, way in", (-354, 8), (-420, 0)),
    _under("P2 停车场中部", "P2, middle", (-420, -16), (-370, 10)),
    _under("P2 停车场西端", "P2, west end", (-496, -12), (-440, 0)),
    _pole("P4 蓄车场北", "P4, north side", (1014, -564), (1080, -620)),
    _pole("P4 蓄车场南", "P4, south side", (1126, -646), (1060, -600)),
    _pole("联平路首末站东", "Lianping terminus, east", (1290, -622), (1240, -660)),
    _pole("联平路首末站西", "Lianping terminus, west", (1206, -682), (1260, -650)),
    _pole("公交站", "Bus stop", (-146, -319), (-100, -324)),
    _under("地下落客区入口", "Underground drop-off, way in", (-40, -150), (10, -150)),
    _under("地下落客区出口", "Underground drop-off, way out", (44, -150), (-6, -150)),
    _under("1 站台西", "Platform 1, west", (-205, -16), (-120, -16)),
    _under("1 站台中西", "Platform 1, mid-west", (-60, -16), (-140, -16)),
    _under("1 站台中东", "Platform 1, mid-east", (60, -16), (140, -16)),
    _under("1 站台东", "Platform 1, east", (205, -16), (120, -16)),
    _under("2 站台西", "Platform 2, west", (-205, 16), (-120, 16)),
    _under("2 站台中西", "Platform 2, mid-west", (-60, 16), (-140, 16)),
    _under("2 站台中东", "Platform 2, mid-east", (60, 16), (140, 16)),
    _under("2 站台东", "Platform 2, east", (205, 16), (120, 16)),
    _wall("高铁苏州北站 1 号口", "Metro exit 1", (186, -122), (176, -136), DOOR, 3.4),
    _wall("高铁苏州北站 2 号口", "Metro exit 2", (136, 130), (142, 146), DOOR, 3.4),
    _wall("高铁苏州北站 3 号口", "Metro exit 3", (216, 308), (224, 322), DOOR, 3.4),
    _wall("高铁苏州北站 4 号口", "Metro exit 4", (290, 230), (276, 238), DOOR, 3.4),
    _wall("高铁苏州北站 5 号口", "Metro exit 5", (232, 112), (224, 128), DOOR, 3.4),
    _wall("大湾 1 号口", "Dawan exit 1", (-582, -886), (-570, -872), DOOR, 3.4),
    _wall("大湾 2 号口", "Dawan exit 2", (-504, -940), (-516, -926), DOOR, 3.4),
    _wall("富翔路 1 号口", "Fuxiang exit 1", (198, 1306), (210, 1292), DOOR, 3.4),
    _wall("富翔路 2 号口", "Fuxiang exit 2", (290, 1306), (278, 1292), DOOR, 3.4),
    _mast("圆融广场高杆", "Yuanrong Plaza mast", (472, -308), (470, -345), DOME),
    _mast("高清传媒大厦高杆", "HD Media Tower mast", (-560, -318), (-540, -345), DOME),
    _mast("环秀湖北岸高杆", "Lake, north shore mast", (-20, -396), (-10, -470), DOME),
    _mast("环秀湖东岸高杆", "Lake, east shore mast", (222, -600), (120, -600), DOME),
    _pole("研发社区入口", "R&D community gate", (-492, -700), (-440, -700)),
    _pole("苏大实验学校门口", "Experimental school gate", (1290, -832), (1250, -860)),
    _pole("科正大厦", "Kezheng Building", (562, -432), (550, -500)),
    _pole("绿轴路口", "Green axis", (-10, -868), (-20, -930)),
)

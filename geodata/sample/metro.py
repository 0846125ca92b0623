"""Metro line 2 with its stations and exits, all open in 2022."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import LineString
from shapely.ops import substring

from geodata.sample.features import DRAWN, METRO_PAGES, Feature, Provenance, feature
from geodata.sample.frame import curve_through, point_at
from geodata.sample.shapes import one_line
from geodata.texts import Text

LINE_NAME = Text("轨道交通 2 号线", "Metro line 2")
_AXIS = (
    (300.0, 2600.0),
    (262.0, 1850.0),
    (213.0, 1255.0),
    (196.0, 700.0),
    (188.0, 196.0),
    (176.0, -40.0),
    (60.0, -330.0),
    (-200.0, -560.0),
    (-430.0, -770.0),
    (-545.0, -905.0),
    (-558.0, -1090.0),
    (-528.0, -1400.0),
    (-520.0, -1500.0),
    (-518.0, -1700.0),
    (-505.0, -2150.0),
    (-497.0, -2600.0),
)
_PORTAL_UV = (-250.0, -606.0)
"""Where the line comes up: between the lake and 大湾; the place is our inference."""

_EXIT = Provenance("出入口编号公开，位置示意 exit numbers published, places drawn", "L")
_EXTENSION = Provenance("2 号线北延伸线资料 line 2 northern extension pages", "M")


@dataclass(frozen=True, slots=True)
class MetroStation:
    """A station of line 2: place in the local frame, form, and its exits there."""

    slug: str
    name: Text
    uv: tuple[float, float]
    form: str
    exits: tuple[tuple[str, float, float], ...]
    provenance: Provenance = METRO_PAGES


STATIONS = (
    MetroStation(
        "qihe",
        Text("骑河", "Qihe"),
        (257, 1800),
        "underground",
        (("1", 215, 1822), ("2", 288, 1822), ("3", 286, 1762)),
        _EXTENSION,
    ),
    MetroStation(
        "fuxianglu",
        Text("富翔路", "Fuxiang Road"),
        (213, 1282),
        "underground",
        (("1", 206, 1300), ("2", 282, 1300), ("3", 208, 1236), ("4", 284, 1236)),
    ),
    MetroStation(
        "suzhoubei",
        Text("高铁苏州北站", "Suzhou North Railway Station"),
        (188, 196),
        "underground",
        (("1", 178, -116), ("2", 142, 138), ("3", 222, 300), ("4", 283, 236), ("5", 225, 118)),
    ),
    MetroStation(
        "dawan",
        Text("大湾", "Dawan"),
        (-545, -905),
        "elevated",
        (("1", -574, -880), ("2", -512, -935)),
    ),
    MetroStation(
        "fuyuanlu",
        Text("富元路", "Fuyuan Road"),
        (-497, -2500),
        "elevated",
        (("1", -524, -2478), ("2", -468, -2478)),
    ),
)


def metro_features() -> list[Feature]:
    """The line, underground and elevated parts apart, then stations and exits as places."""
    return [*_lines(), *_stations()]


def elevated_line() -> LineString:
    """The viaduct of line 2, from the portal southwards."""
    return _parts()[1]


def _parts() -> tuple[LineString, LineString]:
    axis = curve_through(_AXIS)
    cut = axis.project(point_at(*_PORTAL_UV))
    return (
        one_line(substring(axis, 0.0, cut)),
        one_line(substring(axis, cut, axis.length)),
    )


def _lines() -> Iterator[Feature]:
    for form, line in zip(("underground", "elevated"), _parts(), strict=True):
        yield feature(
            f"metro-2-{form}",
            "metro_line",
            line,
            LINE_NAME,
            METRO_PAGES,
            line="2",
            form=form,
        )


def _stations() -> Iterator[Feature]:
    for station in STATIONS:
        yield feature(
            f"place-metro-{station.slug}",
            "place",
            point_at(*station.uv),
            station.name,
            station.provenance,
            place_kind="metro_station",
            line="2",
            form=station.form,
            party="metro",
        )
        for number, u, v in station.exits:
            yield feature(
                f"place-metro-{station.slug}-exit-{number}",
                "place",
                point_at(u, v),
                Text(f"{station.name.zh} {number} 号口", f"{station.name.en} exit {number}"),
                _EXIT if station.provenance is METRO_PAGES else DRAWN,
                place_kind="metro_exit",
                station=station.slug,
                exit=number,
                party="metro",
            )

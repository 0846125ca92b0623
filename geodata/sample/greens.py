"""The lake park, the protective belt along the railway, river banks and the green axis."""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.sample.features import DRAWN, PLAN_2015, Feature, feature
from geodata.sample.frame import box_at, line_through, smoothed, to_grid
from geodata.sample.trunk_roads import EAST_U, WEST_U
from geodata.sample.water import LAKE_UV
from geodata.sample.ways import Way, path
from geodata.texts import Text

BELT = Text("高铁防护绿带", "Railway green belt")
LAKE_PARK = Text("环秀湖公园", "Huanxiu Lake Park")
AXIS = Text("中央绿轴", "Central green axis")
BANK = Text("滨河绿地", "Riverside green")
INTERCHANGE = Text("互通绿地", "Interchange green")
PARK_UV = (-330.0, -850.0, 250.0, -340.0)
AXIS_UV = (-105.0, -1368.0, 70.0, -850.0)
_BELT_LOW, _BELT_HIGH = 42.0, 103.0


class Taken:
    """Ground that is something else already, cut from the green piece by piece."""

    def __init__(self, pieces: Sequence[BaseGeometry]) -> None:
        self._tree = shapely.STRtree(list(pieces))

    def leaves(self, ground: BaseGeometry) -> BaseGeometry:
        """What is left of `ground`."""
        near = self._tree.geometries.take(self._tree.query(ground, predicate="intersects"))
        return ground.difference(shapely.union_all(near))


def axis_streets() -> list[LineString]:
    """The two streets that border the green axis between the lake and the river."""
    u0, v0, u1, v1 = AXIS_UV
    return [line_through([(u0, v0), (u0, v1)]), line_through([(u1, v0), (u1, v1)])]


def park_ways() -> list[Way]:
    """Paths about the lake and along the axis, greenways along the railway."""
    return [*_lake_paths(), *_axis_paths(), *_greenways()]


def belt_ground() -> BaseGeometry:
    """Both strips of the belt, open at the station and the yard, before roads cut them."""
    return shapely.union_all(
        [
            box_at(WEST_U, -_BELT_HIGH, -330.0, -_BELT_LOW),
            box_at(250.0, -_BELT_HIGH, EAST_U, -_BELT_LOW),
            box_at(WEST_U, _BELT_LOW, -180.0, _BELT_HIGH),
            box_at(180.0, _BELT_LOW, 640.0, _BELT_HIGH),
            box_at(1500.0, _BELT_LOW, EAST_U, _BELT_HIGH),
        ]
    )


def green_features(
    banks: Sequence[Polygon], interchange: BaseGeometry, taken: Taken, islet: Polygon
) -> list[Feature]:
    """The public green, less everything in `taken`."""
    return [
        *_cut("lake-park", box_at(*PARK_UV), LAKE_PARK, taken, "park"),
        *_cut("axis", box_at(*AXIS_UV), AXIS, taken, "park"),
        *_cut("belt", belt_ground(), BELT, taken, "belt"),
        *_cut("bank", shapely.union_all(list(banks)), BANK, taken, "bank"),
        *_cut("interchange", interchange, INTERCHANGE, taken, "verge"),
        feature(
            "green-islet", "green", islet, Text("湖心岛", "Islet"), PLAN_2015, green_kind="park"
        ),
    ]


def _cut(slug: str, ground: BaseGeometry, name: Text, taken: Taken, role: str) -> Iterator[Feature]:
    left = taken.leaves(ground).buffer(-2.0).buffer(2.0, quad_segs=2)
    parts = [part for part in shapely.get_parts(left) if part.area > 250.0]
    provenance = PLAN_2015 if role in ("park", "belt") else DRAWN
    for number, part in enumerate(parts, 1):
        yield feature(
            f"green-{slug}-{number:02d}",
            "green",
            part,
            name,
            provenance,
            green_kind=role,
        )


def _lake_paths() -> Iterator[Way]:
    turn = np.linspace(0.0, 2.0 * np.pi, 41)[:-1]
    radius = 1.0 + 0.04 * np.sin(2.0 * turn)
    u, v = LAKE_UV
    ring = np.stack(
        [np.clip(u + 250.0 * radius * np.cos(turn), -300, 225), v + 196.0 * np.sin(turn)], 1
    )
    walk = Text("环湖步道", "Lakeside walk")
    xy = to_grid(ring)
    yield path("path-lake", LineString(np.vstack([xy, xy[:1]])), 4.0, walk)
    for slug, start, end in (
        ("north", (-10, -404), (-10, -340)),
        ("south", (-10, -796), (-10, -850)),
        ("west", (-260, -600), (-330, -600)),
        ("east", (225, -590), (250, -590)),
    ):
        yield path(f"path-lake-{slug}", line_through([start, end]), 4.0)


def _axis_paths() -> Iterator[Way]:
    u0, v0, u1, v1 = AXIS_UV
    bends = [(28, v1), (36, -1000), (18, -1120), (34, -1260), (24, v0)]
    yield path("path-axis-east", LineString(to_grid(smoothed(bends, 25.0))), 4.0)
    bends = [(-62, v1), (-76, -980), (-58, -1110), (-78, -1240), (-64, v0)]
    yield path("path-axis-west", LineString(to_grid(smoothed(bends, 25.0))), 4.0)
    yield path("path-axis-cross", line_through([(u0, -1090), (u1, -1090)]), 3.0)


def _greenways() -> Iterator[Way]:
    name = Text("高铁绿道", "Railway greenway")
    for slug, v, spans in (
        ("south", -73.0, ((WEST_U, -330.0), (250.0, EAST_U))),
        ("north", 73.0, ((WEST_U, -330.0), (1500.0, EAST_U))),
    ):
        for number, (start, end) in enumerate(spans, 1):
            u = np.arange(start, end, 25.0)
            sway = np.where((u > start + 30) & (u < end - 60), 9.0 * np.sin(u / 70.0), 0.0)
            uv = np.vstack([np.stack([u, v + sway], 1), [[end, v]]])
            yield path(f"path-greenway-{slug}-{number}", LineString(to_grid(uv)), 3.0, name)

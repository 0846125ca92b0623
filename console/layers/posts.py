"""Volunteer posts: open or closed at t, how many stand there, what they help with."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from console.layers._shapes import chosen, name_of, placed, points, words
from console.layers.base import Key, Layer, Legend, Tip, View
from console.layers.marks import NO_MARKS, Badges, Labels, Marks, Shape
from console.layers.options import toggle
from geodata.instants import aware
from geodata.kinds import PERSONS
from geodata.picture import Picture
from geodata.texts import Text, same
from geodata.wording import listed, quantity

SERVICES = {
    "train_lookup": Text("车次查询", "Train lookup"),
    "ticketing": Text("车票购买", "Ticketing"),
    "entry_guidance": Text("进站引导", "Entry guidance"),
    "luggage": Text("行李搬运", "Luggage"),
    "enquiry": Text("问询", "Enquiries"),
    "first_aid": Text("应急救护", "First aid"),
    "transfer_guidance": Text("换乘引导", "Transfer guidance"),
    "order": Text("秩序维护", "Queue keeping"),
    "special_care": Text("重点旅客", "Special care"),
}
SHAPES: tuple[Shape, Shape] = ("pin", "pin_dashed")


@dataclass(frozen=True, slots=True)
class Options:
    """What is written beside the pins."""

    names: bool = toggle(False, Text("名称", "Names"))


@dataclass(frozen=True, slots=True)
class Staffed:
    """One post at t: whether it is open, and how many volunteers are on shift there."""

    id: str
    open: bool
    headcount: int


def staffed(picture: Picture) -> tuple[Staffed, ...]:
    """Every post in force at t. Open: within its hours and with somebody on shift."""
    post, shift = picture.state("post"), picture.state("volunteer_shift")
    heads: Counter[str] = Counter()
    for data in shift.data:
        heads[str(data.get("post"))] += int(data.get("headcount") or 0)
    now = aware(picture.moment.t_us, picture.snapshot.district.zone)
    clock_min = now.hour * 60 + now.minute
    return tuple(
        Staffed(thing, _within_hours(data, clock_min) and heads[thing] > 0, heads[thing])
        for thing, data in zip(post.ids, post.data, strict=True)
    )


def _within_hours(data: Any, clock_min: int) -> bool:
    """Whether the hours hold a time of day; they may run past midnight, or not be known."""
    opens, closes = (_minutes(data.get(name)) for name in ("opens", "closes"))
    if opens is None or closes is None:
        return True
    if opens < closes:
        return opens <= clock_min < closes
    return clock_min >= opens or clock_min < closes


def _minutes(clock: object) -> int | None:
    """Minutes since midnight of a `7:00`, None where it is no time of day."""
    hours, colon, minutes = str(clock).partition(":")
    good = colon and hours.isdecimal() and minutes.isdecimal()
    return int(hours) * 60 + int(minutes) if good else None


def marks(picture: Picture, view: View, options: Options) -> Marks:
    """A pin a post, filled where it is open, with its headcount."""
    post, rows = picture.state("post"), placed(picture.state("post"))
    if not len(rows):
        return NO_MARKS
    now = [one for one in staffed(picture) if post.row_of(one.id) in rows]
    xy = points(post, rows)
    pins = Badges(
        xy,
        np.array([0 if s.open else 1 for s in now], dtype=np.uint8),
        ("post.open", "post.closed"),
        SHAPES,
        ("志", "志"),
        figures=tuple(same(str(s.headcount) if s.open else "") for s in now),
        ids=chosen(post, rows),
        kind="post",
    )
    if not options.names:
        return Marks(live=(pins,))
    names = tuple(name_of(post.data[r]) for r in rows)
    labels = Labels(xy, names, "label.place", 11.0, rank=80, offset_px=(0.0, 18.0))
    return Marks(live=(pins,), above=(labels,))


def tip(picture: Picture, kind: str, thing: str) -> Tip | None:
    """Open or closed, who is there until when, and what for."""
    post = picture.state("post")
    row = post.row_of(thing)
    one = next((s for s in staffed(picture) if s.id == thing), None)
    if row is None or one is None:
        return None
    data = post.data[row]
    services = [SERVICES.get(str(code), same(str(code))) for code in data.get("services", ())]
    told = [
        (Text("状态", "State"), Text("开放", "Open") if one.open else Text("未开放", "Closed")),
        (Text("在岗", "On shift"), quantity(one.headcount, PERSONS)),
        (Text("时间", "Hours"), same(f"{data.get('opens', '—')}–{data.get('closes', '—')}")),
    ]
    if services:
        told.append((Text("服务", "Services"), listed(services)))
    shift = picture.state("volunteer_shift")
    teams = dict.fromkeys(str(d.get("team")) for d in shift.data if d.get("post") == thing)
    if teams:
        told.append((Text("队伍", "Team"), listed([_team(picture, team) for team in teams])))
    return Tip(name_of(data), tuple(told), int(post.heard_us[row]))


def _team(picture: Picture, thing: str) -> Text:
    team = picture.state("volunteer_team")
    row = team.row_of(thing)
    return words(team.data[row].get("name")) if row is not None else same(thing)


def count(picture: Picture, options: Any) -> Text:
    """How many posts are open at t."""
    now = staffed(picture)
    opened = sum(s.open for s in now)
    return Text(f"{opened} / {len(now)} 开放", f"{opened} / {len(now)} open")


def figures(picture: Picture, options: Any) -> dict[str, int]:
    """Posts, open ones, and volunteers on shift."""
    now = staffed(picture)
    return {
        "posts": len(now),
        "open": sum(s.open for s in now),
        "volunteers": sum(s.headcount for s in now if s.open),
    }


def legend(picture: Picture, options: Any) -> Legend:
    """Open and closed."""
    keys = (
        Key("badge:pin:志", "post.open", Text("开放 · 人数", "Open · headcount")),
        Key("badge:pin_dashed:志", "post.closed", Text("未开放", "Closed")),
    )
    return Legend(Text("志愿服务点", "Volunteer posts"), same(""), keys)


LAYER = Layer(
    id="posts",
    title=Text("志愿服务点", "Volunteer posts"),
    group="forces",
    order=80,
    key=Key("badge:pin:志", "post.open", Text("开放", "Open")),
    reads=("post", "volunteer_shift", "t"),
    options=Options,
    marks=marks,
    count=count,
    tip=tip,
    figures=figures,
    legend=legend,
)

"""`coverage`: the share of public ground that cameras see, by DORI level."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from console.commands.asked import add_moment, asked_picture, positive
from console.commands.output import add_json, add_language, sample_mark, say, say_json
from console.commands.stores import add_store, opened
from geodata.instants import iso
from geodata.texts import Text

if TYPE_CHECKING:
    from geodata.picture import Picture

MOST_CELLS = 20_000_000
SHARES = (
    ("detect", Text("发现 ≥25 px/m", "detect, 25 px/m or more")),
    ("observe", Text("观察 ≥62.5 px/m", "observe, 62.5")),
    ("recognise", Text("识别 ≥125 px/m", "recognise, 125")),
    ("identify", Text("确认 ≥250 px/m", "identify, 250")),
    ("seen", Text("有在线探头可见", "seen by an online camera")),
    ("blind", Text("盲区", "blind")),
    ("uncertain", Text("只有状态未知的探头", "only cameras of unknown state")),
)


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--cell-m", type=float, default=2.0, metavar="M", help="grid (default 2 m)")
    add_moment(parser)
    add_store(parser)
    add_json(parser)
    add_language(parser)


def run(args: Namespace) -> int:
    """0 when measured. Raises Refused, StoreError."""
    with opened(args) as store:
        told = measured(asked_picture(store.snapshot(), args), positive(args.cell_m, "--cell-m"))
    if args.json:
        say_json(told)
        return 0
    mark = sample_mark(told["sample"], args.lang)
    lines = [f"{told['at']}{mark}"]
    for key, name in SHARES:
        share = told[key]["share"]
        shown = (
            Text("无公共地面", "no public ground")(args.lang) if share is None else f"{share:.1%}"
        )
        lines.append(f"{shown:>8}  {name(args.lang)}")
    say(lines)
    return 0


def measured(picture: "Picture", cell_m: float) -> dict[str, Any]:
    """The shares of public ground, as plain values."""
    import numpy as np
    import shapely

    from geodata.analysis.coverage import coverage, ground
    from geodata.analysis.grids import grid_over
    from geodata.seen import public_ground, state_of, watched

    district = picture.snapshot.district
    public = public_ground(picture)
    bounds = district.extent if shapely.is_empty(public) else public.bounds
    grid = grid_over(bounds, cell_m)
    while grid.nx * grid.ny > MOST_CELLS:
        cell_m *= 2
        grid = grid_over(bounds, cell_m)
    seen = watched(picture)
    states = [state_of(one) for one in seen.cameras.data]
    mask = ground(grid, np.array([public], dtype=object))
    found = coverage(seen.views, seen.isovists, states, grid, mask)
    at = iso(picture.moment.t_us, district.zone)
    return {"at": at, "sample": district.sample, **found.summary()}

"""Building the sample store: the ground and the year's records, in one GeoPackage."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geodata.disk import part_beside
from geodata.instants import EVER_US
from geodata.sample.anchors import Anchors
from geodata.sample.calendar import FOUNDED_US, ZONE, holiday_facts
from geodata.sample.cameras import camera_facts, cameras
from geodata.sample.campaigns import campaign_facts, campaigns
from geodata.sample.cases import case_facts
from geodata.sample.checkpoints import checkpoint_count_facts, checkpoint_facts, transfer_facts
from geodata.sample.desk import (
    contact_facts,
    disinfection_facts,
    handover_facts,
    log_facts,
    supply_facts,
    watch_facts,
)
from geodata.sample.ground import Ground, ground
from geodata.sample.incidents import incident_entries
from geodata.sample.meetings import event_facts, meeting_facts, passage_facts
from geodata.sample.opening import OPENS_AT_US, OPENS_ON, OPENS_OVER
from geodata.sample.patrols import drawn_routes, route_facts, zone_facts
from geodata.sample.records import Entry, entries_of, in_order
from geodata.sample.tracks import Tracks, tracks
from geodata.sample.trains import flow_facts, train_facts
from geodata.sample.units import OnDuty, roster, shift_facts, unit_facts
from geodata.sample.volunteers import post_facts, team_facts, volunteer_shift_facts
from geodata.snapshot import District
from geodata.stores.copies import put_in_place
from geodata.stores.geopackage import Store, create
from geodata.texts import Text
from geodata.versions import Fact

Progress = Callable[[float, Text], None]

STORE_ID = "beizhan-sample-2022"
TITLE = Text("苏州北站", "Suzhou North")
CRS = "EPSG:4549"

DRAWING = Text("绘制示例辖区", "Drawing the sample district")
WRITING_UP = Text("编写 2022 年记录", "Writing up the records of 2022")
TRACKING = Text("生成巡逻轨迹", "Laying patrol tracks")
STORING = Text("写入示例库", "Storing the sample")
DONE = Text("示例数据就绪", "The sample is ready")


def assemble(path: Path, progress: Progress) -> None:
    """Build the sample store at `path`, replacing what is there only once it is whole.

    Raises StoreError where the folder cannot be written.
    """
    half = part_beside(path)
    try:
        with _collector_at_rest():
            _build(half, progress)
        put_in_place(half, path)
    finally:
        half.unlink(missing_ok=True)
    progress(1.0, DONE)


def _build(path: Path, progress: Progress) -> None:
    progress(0.0, DRAWING)
    drawn = ground()
    anchors = Anchors(drawn)
    progress(0.4, WRITING_UP)
    entries = list(all_entries(anchors))
    progress(0.6, TRACKING)
    walked = tracks(roster(), drawn_routes(anchors))
    progress(0.65, STORING)
    with create(path, district_of(drawn)) as store:
        _store(store, entries, walked, progress)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for garbage: nearly all that is made lives to the end, and would be searched."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def district_of(drawn: Ground) -> District:
    """What the sample store says of itself."""
    west, south, east, north = Anchors(drawn).district.bounds
    return District(
        store_id=STORE_ID,
        title_zh=TITLE.zh,
        title_en=TITLE.en,
        zone=ZONE,
        crs=CRS,
        extent=(west, south, east, north),
        sample=True,
        schematic_m=150.0,
        opens_at_us=OPENS_AT_US,
        opens_on=OPENS_ON,
        opens_known_then=True,
        opens_over=OPENS_OVER,
    )


def ground_facts(drawn: Ground) -> Iterator[Fact]:
    """The ground as records that were always there."""
    for feature in drawn.features:
        yield Fact(
            feature.id,
            feature.kind,
            EVER_US,
            geometry=feature.geometry,
            data=feature.data,
            author="示意图",
            heard_us=FOUNDED_US,
        )


def all_entries(anchors: Anchors) -> Iterator[Entry]:
    """Every fact of the sample, in no particular order."""
    found = campaigns(anchors)
    shifts = roster()
    yield from entries_of(_standing(anchors))
    yield from entries_of(campaign_facts(found))
    yield from entries_of(unit_facts())
    yield from entries_of(shift_facts(shifts))
    yield from incident_entries(anchors, found, OnDuty(shifts))
    yield from entries_of(_of_the_year())


def _standing(anchors: Anchors) -> Iterator[Fact]:
    yield from ground_facts(anchors.ground)
    yield from zone_facts()
    yield from route_facts(drawn_routes(anchors))
    yield from post_facts()
    yield from camera_facts(cameras(anchors))
    yield from checkpoint_facts()
    yield from contact_facts(anchors)


def _of_the_year() -> Iterator[Fact]:
    yield from holiday_facts()
    yield from team_facts()
    yield from volunteer_shift_facts()
    yield from case_facts()
    yield from checkpoint_count_facts()
    yield from transfer_facts()
    yield from meeting_facts()
    yield from passage_facts()
    yield from event_facts()
    yield from train_facts()
    yield from flow_facts()
    yield from supply_facts()
    yield from watch_facts()
    yield from disinfection_facts()
    yield from log_facts()
    yield from handover_facts()


def _store(store: Store, entries: Sequence[Entry], walked: Tracks, progress: Progress) -> None:
    batch = store.begin_batch("sample", CRS, ZONE.key, "column:heard", author="geodata.sample")
    store.append(in_order(entries, store.snapshot().seq + 1), batch=batch)
    progress(0.9, STORING)
    store.append_fixes(
        walked.unit.tolist(),
        walked.happened_us,
        walked.x_m,
        walked.y_m,
        walked.acc_m,
        heard_us=walked.heard_us,
    )

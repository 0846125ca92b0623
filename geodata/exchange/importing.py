"""Incidents from a table: facts, with every row accounted for. Touches no store.

proposal = propose(path)                        # a table, and what its columns seem to mean
prepared = prepare(proposal.table, proposal.reading, snapshot)
report = import_into(store, prepared)           # or import_new(path, prepared): storing.py
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.coordinates import LocalFrame
from geodata.exchange.cells import CODED, NO_FAULTS, codes_of, counts_of, ids_of, instants_of
from geodata.exchange.mapping import clock_column
from geodata.exchange.new_district import district_at, drawn_around, out_of_reach
from geodata.exchange.placing import Placed, place_rows
from geodata.exchange.proposal import HAPPENED, Reading, datum_of, heard_rule
from geodata.exchange.reading import Fault, Table
from geodata.exchange.refusal import Cancelled, Refused
from geodata.exchange.report import ALREADY_THERE, Report
from geodata.exchange.there import There
from geodata.exchange.times import Times
from geodata.snapshot import District, Snapshot
from geodata.stores.door import TOO_FAR
from geodata.texts import Text
from geodata.versions import Fact

Progress = Callable[[float], None]
Asked = Callable[[], bool]

UTC_ZONE: Final = ZoneInfo("UTC")
AUTHOR: Final = "import"
SAMPLE_COLUMN: Final = "sample"
_YES: Final = frozenset({"true", "1", "yes"})
_WORDS: Final = frozenset({"state", "place", "unit", "campaign"})

SAMPLE_AMONG_REAL: Final = Text(
    "文件含示例数据，而库不是示例库", "the file holds sample data, and the store is not a sample"
)


@dataclass(frozen=True, eq=False)
class Prepared:
    """What would be written: the facts, and the report as it will be.

    `district` is the store's, or that of the store to be made.
    """

    facts: Sequence[Fact]
    report: Report
    district: District


def prepare(
    table: Table,
    reading: Reading,
    snapshot: Snapshot | None = None,
    *,
    new_zone: ZoneInfo | None = None,
    hints: Sequence[Text] = (),
    progress: Progress = lambda _: None,
    cancelled: Asked = lambda: False,
) -> Prepared:
    """Facts for the store behind `snapshot`, or for a new one where it is None.

    `new_zone` is the zone of a new store, by default that of the reading, else UTC. A row that
    equals an earlier one in every column is a duplicate, unless it is rejected; so is one that the
    store already holds.

    Raises:
        Refused: the file as a whole cannot be taken; nothing was done.
        Cancelled: `cancelled` answered yes.
    """
    work = _Work(table, reading, snapshot, new_zone, list(hints))
    steps = (work.place, work.time, work.describe, work.settle)
    for number, step in enumerate(steps):
        if cancelled():
            raise Cancelled
        progress(number / (len(steps) + 1))
        step()
    prepared = work.prepared()
    progress(1.0)
    return prepared


@dataclass(eq=False)
class _Work:
    """The columns of the incidents as they come about; the first fault of a row stands."""

    table: Table
    reading: Reading
    snapshot: Snapshot | None
    new_zone: ZoneInfo | None
    assumed: list[Text]
    faults: dict[int, Fault] = field(default_factory=dict)
    duplicates: dict[int, int] = field(default_factory=dict)
    data: dict[str, Sequence[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        clock = self.reading.heard
        if clock not in (None, HAPPENED, *self.table.columns):
            raise Refused(
                Text(
                    f"{self.table.file} 没有 {clock} 这一列。",
                    f"{self.table.file} has no column {clock}.",
                )
            )
        self.columns = self.reading.columns
        self.datum = datum_of(self.reading, self.table)
        self.faults.update(self.table.broken)
        if self.snapshot is not None:
            self.zone = self.snapshot.district.zone
        else:
            self.zone = self.new_zone or self.reading.zone or UTC_ZONE
        self.read_in = self.reading.zone or self.zone

    def reject(self, faults: Mapping[int, Fault]) -> None:
        for row, fault in faults.items():
            self.faults.setdefault(row, fault)

    def place(self) -> None:
        placed = place_rows(self.table, self.columns, self.datum, self.reading.within_km)
        self.reject(placed.faults)
        if self.reading.datum is None and not self.table.crs:
            self.assumed.append(Text("坐标按 WGS-84 读", "places are taken as WGS-84"))
        self.placed: Placed = placed

    def time(self) -> None:
        columns = self.columns.get("happened", ())
        if not columns and self.table.places is None:
            there = ", ".join(self.table.columns[:20])
            raise Refused(
                Text(
                    f"{self.table.file} 中找不到时间列，"
                    f"请用 --map happened=列名 指定；有 {there}。",
                    f"{self.table.file} has no column that looks like a time: name it with "
                    f"--map happened=column; there are {there}.",
                )
            )
        self.happened = self.instants(columns)
        own_clock = self.reading.heard in (None, HAPPENED)
        self.heard = self.happened if own_clock else self.instants((str(self.reading.heard),))
        self.say_what_times_assume()

    def instants(self, columns: Sequence[str]) -> Times:
        times, faults = instants_of(self.table, columns, self.read_in)
        self.reject(faults)
        return times

    def say_what_times_assume(self) -> None:
        naive = self.happened.naive or self.heard.naive
        if naive and self.reading.zone is None:
            zone = self.read_in.key
            self.assumed.append(
                Text(f"没有时区的时间按 {zone} 读", f"times without a zone are read as {zone}")
            )
        self.assumed += dict.fromkeys((*self.happened.assumed, *self.heard.assumed))
        if self.reading.heard is None:
            self.assumed.append(self.own_clock_assumed())
        early = int(np.count_nonzero(self.heard.us < self.happened.us))
        if early:
            self.assumed.append(
                Text(
                    f"{early} 行的得知早于发生，照原样取",
                    f"{early} rows heard before they happened, taken so",
                )
            )

    def own_clock_assumed(self) -> Text:
        clock = clock_column(self.table)
        if clock is None:
            return Text("发生时即得知", "heard when it happened")
        return Text(
            f"发生时即得知（列 {clock} 像是得知时间：--heard {clock}）",
            f"heard when it happened (column {clock} looks like the office's clock: "
            f"--heard {clock})",
        )

    def describe(self) -> None:
        """Ids, counts, codes and words."""
        self.ids: Sequence[str] = self.table.digests
        self.data["count"] = [1] * len(self.table)
        for name, columns in self.columns.items():
            column, faults = columns[0], NO_FAULTS
            if name == "id":
                self.ids, faults = ids_of(self.table, column)
            elif name == "count":
                self.data["count"], faults = counts_of(self.table, column)
            elif name in CODED:
                self.data[name] = codes_of(self.table, name, column)
            elif name in _WORDS:
                self.data[name] = self.table.column(column)
            self.reject(faults)
        if "count" not in self.columns:
            self.assumed.append(Text("每行计一", "each row counts one"))
        if "kind" not in self.columns:
            unknown = Text("没有类别列：类别未知", "no column for the kind: it is unknown")
            self.assumed.append(unknown)

    def settle(self) -> None:
        """Project what is left, tell duplicates, and see what the store holds already."""
        self.district, self.points = self.in_district()
        whole = self.table.digests
        seen: dict[str, int] = {}
        named: dict[str, int] = {}
        clashes: dict[int, Fault] = {}
        for row in range(len(self.table)):
            if row in self.faults:
                seen.setdefault(whole[row], row)
                continue
            earlier = seen.setdefault(whole[row], row)
            first = named.setdefault(self.ids[row], row)
            if earlier != row:
                self.duplicates[row] = earlier
            elif first != row:
                clashes[row] = Fault(
                    self.columns["id"][0],
                    Text(
                        f"编号与第 {first + 1} 行相同而内容不同",
                        f"the id of row {first + 1}, with other content",
                    ),
                )
        self.reject(clashes)

    @property
    def is_sample(self) -> bool:
        """Whether the file says that its rows are sample data, as our own exports do."""
        if SAMPLE_COLUMN not in self.table.columns:
            return False
        return any(cell.lower() in _YES for cell in self.table.column(SAMPLE_COLUMN))

    def in_district(self) -> tuple[District, NDArray[Any]]:
        if self.snapshot is not None:
            district = self.snapshot.district
        else:
            file, middle = self.table.file, self.placed.median
            district = district_at(middle, file, self.zone, sample=self.is_sample)
        x, y = LocalFrame(district.crs).metres(self.placed.lon, self.placed.lat)
        if self.snapshot is None:
            district = drawn_around(district, x, y, self.faults)
        else:
            self.reject_unreached(out_of_reach(district, x, y))
        return district, np.asarray(shapely.points(x, y))

    def reject_unreached(self, out: NDArray[np.bool_]) -> None:
        out[list(self.faults)] = False
        left = len(self.table) - len(self.faults)
        if left and np.count_nonzero(out) == left:
            raise Refused(
                Text(
                    f"{self.table.file} 的地点都在本库辖区 500 公里之外：请导入到另一个库。",
                    f"{self.table.file} lies more than 500 km from this store's district: import "
                    "it into a store of its own.",
                )
            )
        self.reject({int(row): Fault("", TOO_FAR) for row in np.flatnonzero(out)})

    def prepared(self) -> Prepared:
        there = None if self.snapshot is None else There(self.snapshot.columns("incident"))
        facts, updated = [], 0
        names = list(self.data)
        for row, values in enumerate(zip(*self.data.values(), strict=True)):
            if row in self.faults or row in self.duplicates:
                continue
            happened = int(self.happened.us[row])
            data = {
                "happened_us": happened,
                **{n: v for n, v in zip(names, values, strict=True) if v != ""},
            }
            fact = Fact(
                id=self.ids[row],
                kind="incident",
                from_us=happened,
                geometry=self.points[row],
                data=data,
                author=AUTHOR,
                heard_us=int(self.heard.us[row]),
            )
            if there is not None and there.knows(fact.id):
                if "id" not in self.columns or there.holds(fact):
                    self.duplicates[row] = ALREADY_THERE
                    continue
                # What replaces a word was heard after it, whatever clock the file keeps.
                heard = max(there.last_heard_us(fact.id), int(self.heard.us[row]))
                fact = replace(fact, heard_us=heard)
                updated += 1
            facts.append(fact)
        return Prepared(facts, self.report(len(facts), updated), self.district)

    def warnings(self) -> tuple[Text, ...]:
        if not self.is_sample or self.district.sample:
            return self.table.warnings
        return (*self.table.warnings, SAMPLE_AMONG_REAL)

    def report(self, imported: int, updated: int) -> Report:
        used = {name for columns in self.columns.values() for name in columns}
        used.add(self.reading.heard or "")
        return Report(
            file=self.table.file,
            rows=len(self.table),
            imported=imported,
            updated=updated,
            faults=self.faults,
            duplicates=self.duplicates,
            columns=self.columns,
            left_out=[name for name in self.table.columns if name not in used],
            datum=self.datum,
            tz=self.read_in.key,
            heard=heard_rule(self.reading),
            crs=self.district.crs,
            assumptions=tuple(self.assumed),
            warnings=self.warnings(),
        )

"""The district of a store with a year of a million incidents in place of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from geodata.arrays import Bounds, Ints
from geodata.columns import Columns, Hidden
from geodata.fixes import Fixes
from geodata.instants import DAY_US, NEVER_US, SECOND_US, Span
from geodata.kinds import INCIDENT_KINDS
from geodata.snapshot import Snapshot, Source
from geodata.stores.geopackage import Store

INCIDENTS = 1_000_000
KINDS = 5
PLACES = 200
"""So many street corners around which three in five happen."""
OUTCOMES = ("handled", "warned", "gone")


@dataclass(frozen=True)
class Crowded:
    """A source that tells of other incidents, and of all else what the source behind it does."""

    behind: Source
    incidents: Columns

    def columns(self, kind: str, up_to_seq: int) -> Columns:
        """All versions of a kind."""
        return self.incidents if kind == "incident" else self.behind.columns(kind, up_to_seq)

    def fixes(self, span: Span, up_to_seq: int) -> Fixes:
        """All fixes of the span."""
        return self.behind.fixes(span, up_to_seq)

    def kinds(self, up_to_seq: int) -> Iterable[str]:
        """The kinds that have any version."""
        return {*self.behind.kinds(up_to_seq), "incident"}


class MillionStore(Store):
    """A store opened for reading, whose snapshots hold a million incidents."""

    def __init__(self, path: Path) -> None:
        """Open it; raises StoreError."""
        super().__init__(path, read_only=True, thorough=False)
        self.incidents = incidents(self.district.extent, self.year())

    def year(self) -> Span:
        """The year that ends where the record opens."""
        end_us = self.district.opens_at_us or 0
        return Span(end_us - 365 * DAY_US, end_us)

    def snapshot(self) -> Snapshot:
        """The crowded record."""
        return Snapshot(self.district, self.reader.seq(), Crowded(self.reader, self.incidents))


def incidents(extent: Bounds, year: Span, n: int = INCIDENTS) -> Columns:
    """A version each, heard up to an hour after it happened."""
    draw = np.random.default_rng(1)
    west, south, east, north = extent
    xy = np.stack([draw.uniform(west, east, n), draw.uniform(south, north, n)], axis=1)
    at_corners = n * 3 // 5
    corner = xy[draw.integers(0, PLACES, at_corners)]
    xy[:at_corners] = corner + draw.normal(0.0, 40.0, (at_corners, 2))
    xy = np.clip(xy, (west, south), (east, north))
    happened_us = draw.integers(year.start_us, year.end_us, n)
    texts = [
        f'{{"kind": "{kind.code}", "count": {count}, "outcome": "{outcome}", "source": "patrol"}}'
        for kind in INCIDENT_KINDS[:KINDS]
        for count in (1, 1, 2, 3)
        for outcome in OUTCOMES
    ]
    said = draw.integers(0, len(texts), n)
    return Columns(
        kind="incident",
        ids=tuple(f"M-{i:07d}" for i in range(n)),
        seq=np.arange(1, n + 1),
        heard_us=happened_us + draw.integers(0, 3600, n) * SECOND_US,
        from_us=happened_us,
        to_us=_all(n, NEVER_US),
        withdrawn_us=_all(n, NEVER_US),
        gone=np.zeros(n, dtype=np.bool_),
        author=("",) * n,
        batch=_all(n, -1),
        corrects=_all(n, -1),
        geometry_wkb=[bytes(wkb) for wkb in np.asarray(shapely.to_wkb(shapely.points(xy)))],
        json_text=[texts[i] for i in said],
        hidden=Hidden(np.zeros(0, dtype=np.intp), _all(0, 0), _all(0, 0)),
    )


def _all(n: int, value: int) -> Ints:
    return np.full(n, value, dtype=np.int64)

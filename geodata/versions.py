"""A version of a thing: its full state, when it holds, and when the office heard it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shapely.geometry.base import BaseGeometry

from geodata.instants import NEVER_US

Data = Mapping[str, object]
"""The fields of a version: JSON values by name, declared in `geodata.kinds`."""

NO_DATA: Data = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fact:
    """What is handed to the record: a version before it has been accepted.

    `geometry` is in the district's CRS (metres, easting first). `from_us` says from when the state
    is in force, `to_us` when it ends (half-open). `corrects` is the seq of a version that this one
    hides for every instant from its own hearing on; `base` the seq its author saw. `heard_us` is
    given only where a batch declares whose clock it is; the store sets it otherwise.
    """

    id: str
    kind: str
    from_us: int
    to_us: int = NEVER_US
    geometry: BaseGeometry | None = None
    data: Data = field(default_factory=lambda: NO_DATA)
    corrects: int | None = None
    base: int | None = None
    gone: bool = False
    author: str = ""
    heard_us: int | None = None

    def __post_init__(self) -> None:
        """Refuse a state that ends before it begins, and a thing without a name."""
        if self.to_us < self.from_us:
            raise ValueError(f"{self.kind} {self.id} ends before it begins")
        if not self.id or not self.kind:
            raise ValueError("a fact needs an id and a kind")


@dataclass(frozen=True, slots=True)
class Version:
    """A fact as accepted: `seq` is its place in the record, `heard_us` when the office heard it."""

    seq: int
    heard_us: int
    batch: int | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class Batch:
    """Facts that came together, an import say, and how their times and places were read.

    `heard_rule` is `"store"`, `"happened"` (assumed) or `"column:NAME"`; `withdrawn_us` is the
    instant from which the whole batch is hidden.
    """

    batch: int
    source: str
    datum: str
    tz: str
    heard_rule: str
    withdrawn_us: int = NEVER_US


class Conflict(Exception):
    """The version an author built on is no longer current: both are here, nothing was written."""

    def __init__(self, mine: Fact, theirs: Version) -> None:
        """Keep both sides."""
        super().__init__(
            f"{mine.kind} {mine.id} was changed meanwhile (seq {theirs.seq}, by "
            f"{theirs.fact.author or 'unknown'}): yours builds on seq {mine.base}"
        )
        self.mine = mine
        self.theirs = theirs

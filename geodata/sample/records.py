"""How the sample's records are made: facts with the instant at which the office heard of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geodata.instants import NEVER_US, SECOND_US
from geodata.sample.features import Json
from geodata.texts import Text
from geodata.versions import Fact

SEED = 2022
LATE_SHARE = 0.046
"""About this share of what is reported is heard more than ten minutes later."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A fact of the sample, and the earlier fact that it hides where it corrects one."""

    fact: Fact
    hides: Fact | None = None


def stream(*key: int) -> np.random.Generator:
    """A random stream of its own: what draws from it never shifts what others draw."""
    return np.random.default_rng([SEED, *key])


def record(
    kind: str,
    thing: str,
    from_us: int,
    heard_us: int,
    data: dict[str, Json],
    *,
    to_us: int = NEVER_US,
    geometry: BaseGeometry | None = None,
    author: str = "",
) -> Fact:
    """A fact of the sample; its fields are JSON values."""
    return Fact(thing, kind, from_us, to_us, geometry, data, author=author, heard_us=heard_us)


def named(name: Text) -> dict[str, Json]:
    """A name as records carry it."""
    return {"zh": name.zh, "en": name.en}


def place_at(x_m: float, y_m: float) -> Point:
    """A point to the centimetre."""
    return Point(round(x_m, 2), round(y_m, 2))


def to_centimetre(shape: BaseGeometry) -> BaseGeometry:
    """The shape with coordinates rounded to the centimetre."""
    return shapely.transform(shape, lambda xy: np.round(xy, 2))


def heard_after(happened_us: int, rng: np.random.Generator) -> int:
    """When the office heard of something reported: most within minutes, some much later."""
    if rng.random() < LATE_SHARE:
        minutes = 10.5 + float(rng.lognormal(3.6, 1.1))
        return happened_us + round(min(minutes, 3_000.0) * 60) * SECOND_US
    return happened_us + round(min(float(rng.gamma(2.0, 55.0)) + 10.0, 570.0)) * SECOND_US


def in_order(entries: Iterable[Entry], first_seq: int) -> list[Fact]:
    """Facts as they will be accepted: by when they were heard, corrections pointing to their seq.

    The first fact is given `first_seq`. What hides another fact must be heard after it.
    """
    ordered = sorted(entries, key=_heard_us)
    seq_of = {id(entry.fact): first_seq + place for place, entry in enumerate(ordered)}
    return [
        entry.fact if entry.hides is None else replace(entry.fact, corrects=seq_of[id(entry.hides)])
        for entry in ordered
    ]


def entries_of(facts: Iterable[Fact]) -> list[Entry]:
    """Entries that hide nothing."""
    return [Entry(fact) for fact in facts]


def apportioned(total: int, weights: Sequence[float] | Any) -> list[int]:
    """Whole shares of `total` in proportion to the weights: largest remainders are rounded up."""
    share = np.asarray(weights, dtype=np.float64)
    exact = total * share / share.sum()
    whole = np.floor(exact).astype(np.int64)
    missing = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
    found: list[int] = whole.tolist()
    return found


def _heard_us(entry: Entry) -> int:
    if entry.fact.heard_us is None:
        raise ValueError(f"{entry.fact.id} was never heard of")
    return entry.fact.heard_us

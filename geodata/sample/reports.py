"""From what happened to what was reported: outcomes, sources, counts that give the year's figures.

Also which reports were mended later: 40 corrected in place, kind or count, 10 cancelled.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from geodata.instants import DAY_US, MINUTE_US
from geodata.kinds import ACTED_ON
from geodata.sample.calendar import YEAR_SPAN
from geodata.sample.drawing import Happening
from geodata.sample.figures import CANCELLED_INCIDENTS, CORRECTED_INCIDENTS

Mending = Literal["", "place", "kind", "count", "cancelled"]

_OUTCOMES: Final = {
    "illegal_parking": {"penalty": 0.46, "warning": 0.34, "handled": 0.17, "none": 0.03},
    "touting": {"penalty": 0.48, "warning": 0.45, "none": 0.07},
}
_EVERY_NTH_NONE: Final = {"help_request": 23, "emergency": 6, "facility_fault": 9}
"""Of the kinds without a published figure every so many are left undone; the rest are handled."""
_SOURCES: Final = {
    "illegal_parking": {"patrol": 0.62, "camera": 0.24, "hotline": 0.1, "volunteer": 0.04},
    "touting": {"patrol": 0.7, "camera": 0.08, "hotline": 0.12, "volunteer": 0.1},
    "help_request": {"patrol": 0.3, "hotline": 0.25, "volunteer": 0.45},
    "emergency": {"patrol": 0.5, "camera": 0.2, "hotline": 0.2, "volunteer": 0.1},
    "facility_fault": {"patrol": 0.5, "camera": 0.15, "hotline": 0.15, "volunteer": 0.2},
}
_OTHERWISE: Final = {"patrol": 0.75, "hotline": 0.25}
_MOST_IN_ONE: Final = 6
_CORRECTIONS: Final[tuple[Mending, ...]] = ("place", "count", "kind")


@dataclass(frozen=True, slots=True)
class Report:
    """A happening as reported.

    `heard_us` is given where the script says so. `mending` tells what was wrong with the first
    word on it; `mended_us` when the office heard better.
    """

    what: Happening
    heard_us: int | None = None
    mending: Mending = ""
    mended_us: int = 0


def judged(happenings: Iterable[Happening], rng: np.random.Generator) -> list[Happening]:
    """The happenings with outcomes and sources, where they had none."""
    found, number = [], Counter[str]()
    for one in happenings:
        number[one.kind] += 1
        outcome = one.outcome or _outcome(one.kind, number[one.kind], rng)
        source = one.source or _drawn(_SOURCES.get(one.kind, _OTHERWISE), rng)
        found.append(replace(one, outcome=outcome, source=source))
    return found


def fitted(
    drawn: Sequence[Happening],
    given: Sequence[Happening],
    kind: str,
    total: int,
    rng: np.random.Generator,
) -> list[Happening]:
    """The drawn happenings, counts of `kind` moved by one at a time until the year adds up.

    What is `given` counts too, but is left as it is. Raises ValueError where no count can move.
    """
    found = list(drawn)
    missing = total - sum(one.count for one in (*found, *given) if _counts(one, kind))
    step = 1 if missing > 0 else -1
    movable = [place for place, one in enumerate(found) if _counts(one, kind)]
    for place in rng.permutation(movable):
        one = found[int(place)]
        if missing and 1 <= one.count + step <= _MOST_IN_ONE:
            found[int(place)] = replace(one, count=one.count + step)
            missing -= step
    if missing:
        raise ValueError(f"{kind}: {missing} cannot be fitted")
    return found


def mended(
    drawn: Sequence[Happening],
    extra: Sequence[Happening],
    scripted: Sequence[Report],
    rng: np.random.Generator,
) -> list[Report]:
    """All reports: some of the drawn ones corrected later, all of the `extra` ones cancelled."""
    wanted = CORRECTED_INCIDENTS - sum(one.mending in _CORRECTIONS for one in scripted)
    fit = [place for place, one in enumerate(drawn) if _may_be_wrong(one)]
    chosen = rng.choice(fit, size=wanted, replace=False).tolist()
    reports = [Report(one) for one in drawn]
    for number, place in enumerate(chosen):
        mending = _CORRECTIONS[number % len(_CORRECTIONS)]
        later = _later(drawn[place], 0.2, 11.0, rng)
        reports[place] = Report(drawn[place], None, mending, later)
    reports += [Report(one, None, "cancelled", _later(one, 0.1, 5.0, rng)) for one in extra]
    return [*reports, *scripted]


def cancelled_wanted(scripted: Sequence[Report]) -> int:
    """How many cancelled reports are still to be drawn."""
    return CANCELLED_INCIDENTS - sum(one.mending == "cancelled" for one in scripted)


def _counts(one: Happening, kind: str) -> bool:
    """Whether the year's review counts it under the kind."""
    return one.kind == kind and one.outcome in ACTED_ON and YEAR_SPAN.holds(one.happened_us)


def _may_be_wrong(one: Happening) -> bool:
    """Whether its first word may turn out wrong: handled on the spot, so there is only one."""
    return (
        one.kind in ("illegal_parking", "touting")
        and one.source == "patrol"
        and one.outcome in ACTED_ON
        and YEAR_SPAN.holds(one.happened_us)
    )


def _later(one: Happening, low: float, high: float, rng: np.random.Generator) -> int:
    """Some days later, to the minute."""
    return one.happened_us + round(rng.uniform(low, high) * DAY_US / MINUTE_US) * MINUTE_US


def _outcome(kind: str, number: int, rng: np.random.Generator) -> str:
    if kind in _EVERY_NTH_NONE:
        return "handled" if number % _EVERY_NTH_NONE[kind] else "none"
    return _drawn(_OUTCOMES[kind], rng)


def _drawn(chances: Mapping[str, float], rng: np.random.Generator) -> str:
    return str(rng.choice(list(chances), p=list(chances.values())))

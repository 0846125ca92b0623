"""The door of the record: naive times, NaN, far-away places, unknown kinds cannot enter."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.instants import EVER_US, NEVER_US, NaiveTimeError, micros, parse
from geodata.stores.door import REACH_M, RECORDABLE, check
from geodata.stores.errors import FactError
from geodata.stores.geopackage import Store
from geodata.versions import Fact
from tests.records import DISTRICT, hour, incident, place

WEST_M, SOUTH_M, EAST_M, NORTH_M = DISTRICT.extent
LOOP: list[Any] = []
LOOP.append(LOOP)
GOOD = incident("I1", hour(1))


def enters(fact: Fact) -> bool:
    try:
        check([fact], DISTRICT.extent)
    except FactError:
        return False
    return True


def with_data(**fields: Any) -> Fact:
    return replace(GOOD, data={**GOOD.data, **fields})


def line(*corners: tuple[float, float]) -> shapely.LineString:
    with np.errstate(invalid="ignore"):
        return shapely.LineString(corners)


REFUSED = {
    "unknown kind": ("kind", replace(GOOD, kind="ufo")),
    "too early": ("from_us", replace(GOOD, from_us=parse("1899-12-31T23:59:59Z"))),
    "too late": ("from_us", replace(GOOD, from_us=parse("2200-01-01T00:00:00Z"))),
    "never begun": ("from_us", replace(GOOD, from_us=NEVER_US)),
    "ends too late": ("to_us", replace(GOOD, to_us=parse("2300-01-01T00:00:00Z"))),
    "heard in milliseconds": ("heard_us", replace(GOOD, heard_us=-(2**62))),
    "not a number": ("geometry", replace(GOOD, geometry=shapely.Point(np.nan, 3_476_000))),
    "infinite": ("geometry", replace(GOOD, geometry=shapely.Point(559_000, np.inf))),
    "a corner not a number": (
        "geometry",
        replace(GOOD, geometry=line((559_000, 3_476_000), (np.nan, 3_476_000))),
    ),
    "degrees": ("geometry", replace(GOOD, geometry=shapely.Point(120.64, 31.42))),
    "far west": ("geometry", replace(GOOD, geometry=place(-REACH_M - 1))),
    "northing first": ("geometry", replace(GOOD, geometry=shapely.Point(3_476_000, 559_000))),
    "empty": ("geometry", replace(GOOD, geometry=shapely.Point())),
    "a ring": (
        "geometry",
        replace(GOOD, geometry=shapely.LinearRing(shapely.box(*DISTRICT.extent).exterior)),
    ),
    "not a number in the fields": ("data", with_data(weight=float("nan"))),
    "an array in the fields": ("data", with_data(weights=np.zeros(2))),
    "fields within themselves": ("data", with_data(nested=LOOP)),
    "half a character": ("data", with_data(note="\ud83d")),
    "half a character in the id": ("id", replace(GOOD, id="I\udc00")),
    "half a character in the author": ("author", replace(GOOD, author="\ud800")),
    "a count in words": ("count", with_data(count="three")),
    "a count of numpy's": ("count", with_data(count=np.int64(3))),
    "no count": ("count", with_data(count=None)),
    "less than none": ("count", with_data(count=-1)),
    "more than can be added": ("count", with_data(count=2**40)),
    "a kind in numbers": ("kind", with_data(kind=7)),
    "happened in text": ("happened_us", with_data(happened_us="2022-10-01T18:30")),
    "happened too early": ("happened_us", with_data(happened_us=-(2**60))),
}


@pytest.mark.parametrize(("field", "fact"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fact_that_cannot_be_is_refused_by_name(store: Store, field: str, fact: Fact) -> None:
    with pytest.raises(FactError) as refused:
        store.append([incident("I0", hour(1)), fact])
    error = refused.value
    assert (error.kind, error.thing, error.field) == (fact.kind, fact.id, field)
    assert error.reason.zh
    assert fact.id in error.sentence.zh
    assert error.reason.en in str(error)
    assert store.snapshot().seq == 0


def test_what_lasts_for_ever_and_what_lies_just_in_reach_may_enter() -> None:
    facts = [
        replace(GOOD, from_us=EVER_US, to_us=NEVER_US),
        replace(GOOD, from_us=RECORDABLE.start_us, to_us=RECORDABLE.end_us - 1),
        replace(GOOD, geometry=shapely.Point(WEST_M - REACH_M, NORTH_M + REACH_M)),
        replace(GOOD, geometry=None),
        replace(GOOD, data={}),
    ]
    assert len(check(facts, DISTRICT.extent).json_text) == len(facts)


@given(
    st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True, allow_infinity=True)
)
def test_a_place_enters_where_it_is_finite_and_in_reach(x_m: float, y_m: float) -> None:
    fact = replace(GOOD, geometry=shapely.Point(x_m, y_m))
    in_reach = (
        WEST_M - REACH_M <= x_m <= EAST_M + REACH_M
        and SOUTH_M - REACH_M <= y_m <= NORTH_M + REACH_M
    )
    assert enters(fact) == in_reach


@given(st.datetimes())
def test_a_naive_time_never_becomes_a_fact(when: datetime) -> None:
    with pytest.raises(NaiveTimeError):
        incident("I1", micros(when))

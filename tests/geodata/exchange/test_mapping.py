"""Which column is what: guessed from headers in both languages, changed by the user."""

import pytest

from geodata.exchange.mapping import (
    KIND_NAMES,
    OUTCOME_NAMES,
    changed,
    clock_column,
    code_of,
    guess,
)
from geodata.exchange.reading import Table
from geodata.exchange.refusal import Refused


def table(*columns: str, rows: tuple[tuple[str, ...], ...] = ()) -> Table:
    return Table("a.csv", columns, rows, {})


@pytest.mark.parametrize(
    ("columns", "mapping"),
    [
        (
            ("发生时间", "经度", "纬度", "事件类型", "处理结果", "车辆数", "地点"),
            {
                "happened": ("发生时间",),
                "lon": ("经度",),
                "lat": ("纬度",),
                "kind": ("事件类型",),
                "outcome": ("处理结果",),
                "count": ("车辆数",),
                "place": ("地点",),
            },
        ),
        (
            ("Incident_Time", "LONGITUDE", "Latitude (deg)", "Category", "source"),
            {
                "happened": ("Incident_Time",),
                "lon": ("LONGITUDE",),
                "lat": ("Latitude (deg)",),
                "kind": ("Category",),
                "source": ("source",),
            },
        ),
        (
            ("time", "date", "offense", "type", "number", "lon", "lat"),
            {"happened": ("time",), "lon": ("lon",), "lat": ("lat",), "kind": ("offense",)},
        ),
        (("X", "Y", "when"), {"lon": ("X",), "lat": ("Y",)}),
    ],
)
def test_headers_in_both_languages_are_recognised(
    columns: tuple[str, ...], mapping: dict[str, tuple[str, ...]]
) -> None:
    assert guess(table(*columns)) == mapping


def test_a_date_goes_with_a_time_of_day() -> None:
    found = guess(table("日期", "时间", rows=(("2022-10-01", "18:30"), ("2022-10-02", "9:05"))))
    assert found["happened"] == ("日期", "时间")


def test_an_id_is_taken_only_where_it_tells_rows_apart() -> None:
    assert "id" in guess(table("id", "a", rows=(("1", "x"), ("2", "x"))))
    assert "id" not in guess(table("id", "a", rows=(("1", "x"), ("1", "y"))))
    assert "id" not in guess(table("id", "a", rows=(("1", "x"), ("", "y"))))


def test_the_user_has_the_last_word() -> None:
    known = table("t", "offense", "what, exactly", "d", "h")
    assert changed({"kind": ("offense",)}, ["kind=what, exactly"], known) == {
        "kind": ("what, exactly",)
    }
    assert changed({}, ["time=d+h,kind=offense"], known) == {
        "happened": ("d", "h"),
        "kind": ("offense",),
    }
    assert changed({"kind": ("offense",)}, ["kind="], known) == {}


@pytest.mark.parametrize("wish", ["color=offense", "kind=colour", "kind", "kind=offense+colour"])
def test_a_wish_for_what_is_not_there_is_refused(wish: str) -> None:
    with pytest.raises(Refused):
        changed({}, [wish], table("offense"))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("违停", "illegal_parking"),
        ("Illegal parking", "illegal_parking"),
        ("illegal_parking", "illegal_parking"),
        ("theft", "theft"),
    ],
)
def test_kinds_are_known_by_their_names_and_else_taken_over(cell: str, code: str) -> None:
    assert code_of(cell, KIND_NAMES) == code


def test_the_outcome_none_is_an_outcome() -> None:
    assert code_of("未处理", OUTCOME_NAMES) == "none"
    assert code_of("none", OUTCOME_NAMES) == "none"


def test_a_column_of_the_offices_clock_is_pointed_out() -> None:
    assert clock_column(table("time", "接报时间")) == "接报时间"
    assert clock_column(table("time")) is None

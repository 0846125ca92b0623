"""Times as people and programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.exchange.mapping import BLANKS
from geodata.exchange.times import NO_TIME, NOT_A_TIME, OUT_OF_RANGE, Times, read_times
from geodata.instants import iso, parse

SUZHOU = ZoneInfo("Asia/Shanghai")


def read(*cells: str, zone: ZoneInfo = SUZHOU) -> Times:
    return read_times(cells, zone, BLANKS)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-10-01T18:30:00+08:00",
        "2022-10-01 18:30",
        "2022-10-01 18:30:00",
        "2022-10-01T10:30Z",
        "2022/10/1 18:30",
        "2022.10.01 18:30:00",
        "2022年10月1日 18时30分",
        "2022年10月1日18:30",
        "2022-10-1 下午6:30",
        "10/1/2022 6:30 PM",
        "10/1/2022 06:30:00 pm",
        "1664620200",
        "1664620200000",
    ],
)
def test_one_instant_written_in_many_ways(cell: str) -> None:
    assert iso(int(read(cell).us[0]), SUZHOU) == "2022-10-01T18:30:00+08:00"


def test_times_without_a_zone_are_read_in_the_given_one() -> None:
    found = read("2022-10-01 18:30", zone=ZoneInfo("UTC"))
    assert int(found.us[0]) == parse("2022-10-01T18:30:00+00:00")
    assert found.naive
    assert not read("2022-10-01T18:30Z").naive


def test_a_column_shows_which_of_day_and_month_comes_first() -> None:
    found = read("3/4/2022", "13/4/2022")
    assert [iso(int(us), SUZHOU)[:10] for us in found.us] == ["2022-04-03", "2022-04-13"]
    assert iso(int(read("3/4/2022").us[0]), SUZHOU)[:10] == "2022-03-04"
    assert any("month first" in one.en for one in read("3/4/2022").assumed)


def test_a_date_alone_is_midnight_and_said_to_be() -> None:
    found = read("2022-10-01")
    assert iso(int(found.us[0]), SUZHOU) == "2022-10-01T00:00:00+08:00"
    assert any("midnight" in one.en for one in found.assumed)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", NO_TIME),
        ("NA", NO_TIME),
        ("yesterday", NOT_A_TIME),
        ("2022-13-01", NOT_A_TIME),
        ("2022-02-30 10:00", NOT_A_TIME),
        ("25:00", NOT_A_TIME),
        ("1/2/22", NOT_A_TIME),
        ("0001-01-01", OUT_OF_RANGE),
        ("9999-12-31", OUT_OF_RANGE),
        ("1e300", NOT_A_TIME),
    ],
)
def test_what_is_no_time_is_told(cell: str, reason: object) -> None:
    assert read(cell).faults == {0: reason}


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)))  # noqa: DTZ001 - drawn naive
def test_every_iso_time_is_read_exactly(when: datetime) -> None:
    aware = when.replace(tzinfo=UTC)
    assert int(read(aware.isoformat()).us[0]) == parse(aware.isoformat())


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_a_fault(cell: str) -> None:
    found = read(cell)
    assert (0 in found.faults) != (int(found.us[0]) < 2**62)

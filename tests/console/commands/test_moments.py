"""Times typed on a command line."""

import contextlib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.commands.moments import instant, window, year
from geodata.exchange.refusal import Refused
from geodata.instants import DAY_US, Span, iso, local_year

SUZHOU = ZoneInfo("Asia/Shanghai")


def test_a_time_without_a_zone_is_local() -> None:
    assert iso(instant("2022-10-01 18:30", SUZHOU)) == "2022-10-01T10:30:00+00:00"
    assert iso(instant("2022-10-01T18:30Z", SUZHOU)) == "2022-10-01T18:30:00+00:00"


def test_a_window_is_half_open() -> None:
    found = window("2022-10-01/2022-10-03", SUZHOU)
    assert found.length_us == 2 * DAY_US
    assert found.holds(instant("2022-10-01", SUZHOU))
    assert not found.holds(instant("2022-10-03", SUZHOU))


def test_a_year_is_local() -> None:
    assert year("2022", SUZHOU) == local_year(2022, SUZHOU)


@pytest.mark.parametrize(
    "text",
    ["", "2022-10-01", "2022-10-02/2022-10-01", "2022-10-01/2022-10-01", "a/b", "/", "1/2/3"],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        window(text, SUZHOU)


@pytest.mark.parametrize("text", ["", "22", "20x2", "2022.0", "-2022", "0001", "9999", "２０２２"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        year(text, SUZHOU)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_window_or_refused(text: str) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(window(text, SUZHOU), Span)

"""Volunteer posts: open at t or not, how many stand there, what for."""

import pytest

from console.layers.marks import Badges, Labels
from console.layers.posts import LAYER, staffed
from tests import small
from tests.console.layers.looked import drawn, lines_of, of_type


def open_at(text: str) -> set[str]:
    return {post.id for post in staffed(small.shown(t_us=small.at(text))) if post.open}


@pytest.mark.parametrize(
    ("when", "posts"),
    [
        ("10-01 06:59", set()),
        ("10-01 07:00", {"P1"}),
        ("10-01 09:00", {"P1", "P2"}),
        ("10-01 16:59", {"P1", "P2"}),
        ("10-01 17:00", {"P1"}),
        ("10-01 18:00", {"P1", "P4"}),
        ("10-01 21:00", {"P4"}),
        ("10-02 01:59", {"P4"}),
        ("10-02 02:00", set()),
        ("10-02 12:00", set()),
    ],
)
def test_a_post_is_open_within_its_hours_while_somebody_is_on_shift(
    when: str, posts: set[str]
) -> None:
    assert open_at(when) == posts


def test_open_posts_are_filled_and_show_how_many_stand_there() -> None:
    (pins,) = of_type(drawn(LAYER, small.shown()), Badges)
    heads = [figure.en for figure in pins.figures]
    assert dict(zip(pins.ids, heads, strict=True)) == {
        "P1": "5",
        "P2": "",
        "P3": "",
        "P4": "2",
    }
    assert [pins.roles[s] for s in pins.style] == [
        "post.open", "post.closed", "post.closed", "post.open",
    ]  # fmt: skip


def test_figures_count_open_posts_and_the_volunteers_at_them() -> None:
    assert LAYER.figures(small.shown(), LAYER.options()) == {
        "posts": 4,
        "open": 2,
        "volunteers": 7,
    }
    assert LAYER.count(small.shown(), LAYER.options()).zh == "2 / 4 开放"


def test_the_tip_tells_state_hours_services_and_team() -> None:
    assert lines_of(LAYER.tip(small.shown(), "post", "P1")) == {
        "State": "Open",
        "On shift": "5 persons",
        "Hours": "07:00–21:00",
        "Services": "Entry guidance, Luggage",
        "Team": "Red Vests",
    }
    closed = lines_of(LAYER.tip(small.shown(), "post", "P3"))
    assert (closed["State"], closed["Hours"], closed["Services"]) == (
        "Closed",
        "—–—",
        "translation",
    )
    assert "Services" not in lines_of(LAYER.tip(small.shown(), "post", "P4"))


def test_two_shifts_of_one_team_name_it_once_and_their_heads_add_up() -> None:
    second = small.thing("VS-2", "volunteer_shift", None, small.at("10-01 12:00"),
                         small.at("10-01 20:00"), post="P1", team="T1", headcount=None)  # fmt: skip
    told = lines_of(LAYER.tip(small.of(*small.FORCES, second), "post", "P1"))
    assert (told["Team"], told["On shift"]) == ("Red Vests", "5 persons")


def test_hours_that_are_not_told_do_not_close_a_post() -> None:
    shift = small.thing("VS", "volunteer_shift", None, small.BEGIN_US, post="P3", headcount=1)
    assert {p.id for p in staffed(small.of(*small.FORCES, shift)) if p.open} >= {"P3"}


def test_names_are_written_where_asked_for_plain_ones_too() -> None:
    (labels,) = of_type(drawn(LAYER, small.shown(), names=True), Labels)
    assert [text.en for text in labels.texts] == ["Entrance", "Exit", "Post Three", "Night"]


def test_a_post_without_a_place_is_counted_not_drawn() -> None:
    lost = small.thing("P9", "post", None, name="?")
    picture = small.of(lost)
    assert not of_type(drawn(LAYER, picture, names=True), Badges)
    assert LAYER.figures(picture, LAYER.options())["posts"] == 1

"""Hotspots of the window: a glow, outlines of what is significant, and ranked regions."""

import pytest

from console.layers._hot import place_names
from console.layers.hotspots import LAYER, found
from console.layers.marks import Badges, Grid, Lines
from geodata.instants import Span
from tests import small
from tests.console.layers.looked import drawn, length, lines_of, of_type


def test_the_cluster_at_the_kerb_is_the_first_hotspot() -> None:
    picture = small.shown()
    first = found(picture, LAYER.options()).regions[0]
    assert abs(first.x_m - small.point(302, 392).x) < 25
    assert first.p_fdr < 0.05
    assert place_names(picture, (first,))[0].en == "Station kerb"


def test_density_and_significance_can_be_shown_each_alone() -> None:
    both = drawn(LAYER, small.shown())
    assert len(of_type(both, Grid)) == 1
    assert [line.stroke.role for line in of_type(both, Lines)] == ["hot.95", "hot.99"]
    (ranks,) = of_type(both, Badges)
    assert ranks.glyphs[0] == "1"
    glow = drawn(LAYER, small.shown(), significance=False)
    assert [type(batch) for batch in glow.live] == [Grid]
    assert not of_type(drawn(LAYER, small.shown(), density=False), Grid)


def test_an_empty_window_draws_nothing_and_says_so() -> None:
    nothing = small.shown(window=Span(0, 1))
    assert drawn(LAYER, nothing).live == ()
    assert LAYER.count(nothing, LAYER.options()).en == "0 cells"
    assert (
        LAYER.tip(nothing, "hotspot", of_type(drawn(LAYER, small.shown()), Badges)[0].ids[0])
        is None
    )


def test_vehicles_and_records_are_measured_apart() -> None:
    vehicles = LAYER.figures(small.shown(), LAYER.options(measure="vehicles"))
    records = LAYER.figures(small.shown(), LAYER.options(measure="records"))
    assert vehicles["vehicles"] == records["vehicles"] == 127
    assert vehicles["records"] == records["records"] == 82
    assert vehicles["peak_per_ha"] > records["peak_per_ha"]


@pytest.mark.parametrize(
    ("kind", "measure", "unit"),
    [
        ("illegal_parking", "vehicles", "vehicles / ha · 39 days"),
        ("touting", "vehicles", "persons / ha · 39 days"),
        ("touting", "records", "records / ha · 39 days"),
    ],
)
def test_the_legend_names_kind_unit_and_length_of_the_window(
    kind: str, measure: str, unit: str
) -> None:
    legend = LAYER.legend(small.shown(), LAYER.options(kind=kind, measure=measure))
    assert legend is not None
    assert legend.unit.en == unit
    assert len(set(legend.ticks)) == 4


def test_grid_and_bandwidth_are_what_was_chosen() -> None:
    figures = LAYER.figures(small.shown(), LAYER.options(cell_m=100.0, bandwidth_m=40.0))
    assert (figures["cell_m"], figures["bandwidth_m"]) == (100.0, 40.0)


def test_a_rank_tells_where_how_many_and_how_sure() -> None:
    picture = small.shown()
    (ranks,) = of_type(drawn(LAYER, picture), Badges)
    tip = LAYER.tip(picture, ranks.kind, ranks.ids[0])
    assert tip is not None
    assert (tip.title.zh, tip.title.en) == ("热点 1", "Hotspot 1")
    told = lines_of(tip)
    region = found(picture, LAYER.options()).regions[0]
    assert told["Place"] == "Station kerb"
    assert told["Illegal parking"] == f"{region.vehicles} vehicles"
    assert told["Records"] == str(region.records)


def test_incidents_without_a_place_count_nowhere() -> None:
    assert LAYER.figures(small.shown(), LAYER.options(kind="touting"))["records"] == 1


def test_what_is_far_from_everything_named_is_told_by_its_coordinates() -> None:
    region = found(small.shown(), LAYER.options()).regions[0]
    assert place_names(small.of(), (region,))[0].en.startswith("E 560,3")


def test_equal_windows_are_counted_once() -> None:
    assert found(small.shown(), LAYER.options()) is found(
        small.shown(t_us=small.at("10-01 19:00")), LAYER.options()
    )


def test_without_a_district_the_whole_extent_is_studied() -> None:
    alone = small.of(*small.REPORTS)
    assert LAYER.figures(alone, LAYER.options())["study_cells"] == 400
    assert length(of_type(drawn(LAYER, alone), Badges)[0]) >= 1

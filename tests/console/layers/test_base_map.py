"""The base map: ground, railway and metro, places and their names."""

from dataclasses import replace

from console.layers import ground, places, railway
from console.layers.marks import Areas, Dots, Labels, LineLabels, Lines
from tests import small
from tests.console.layers.looked import drawn, ids, lines_of, of_type


def names(picture_of: list[Labels] | list[LineLabels]) -> set[str]:
    return {text.en for batch in picture_of for text in batch.texts}


def test_land_water_green_and_buildings_lie_below_the_roads() -> None:
    marks = drawn(ground.LAYER, small.shown())
    kinds = [type(batch) for batch in marks.below]
    assert kinds.index(Lines) == kinds.count(Areas)
    filled = [batch.fill.role for batch in of_type(marks, Areas)]
    assert filled == ["map.block", "map.plaza", "map.water", "map.green", "map.building"]
    assert ids(marks, "building") == {"B1", "B2"}
    assert not ids(drawn(ground.LAYER, small.shown(), buildings=False), "building")


def test_large_roads_are_wide_and_seen_from_afar_small_ones_from_near() -> None:
    lane, street, arterial = of_type(drawn(ground.LAYER, small.shown()), Lines)
    assert lane.stroke.width_px < street.stroke.width_px < arterial.stroke.width_px
    assert lane.max_m_per_px < street.max_m_per_px < arterial.max_m_per_px
    assert (lane.stroke.casing_role, arterial.stroke.casing_role) == ("", "map.road_casing")


def test_roads_are_named_along_their_lines_and_water_at_its_middle() -> None:
    marks = drawn(ground.LAYER, small.shown())
    assert names(of_type(marks, LineLabels)) == {"Main Road", "Rue Basse"}
    assert names(of_type(marks, Labels)) == {"Great Lake", "Little Pond"}
    large, little = of_type(marks, Labels)
    assert large.max_m_per_px > little.max_m_per_px
    assert not drawn(ground.LAYER, small.shown(), labels=False).above


def test_the_pieces_of_one_street_carry_its_name_once() -> None:
    more = small.thing("R9", "road", small.line((1_000, 200), (1_500, 200)),
                       name=small.named("大路", "Main Road"), **{"class": "arterial"})  # fmt: skip
    labels = of_type(drawn(ground.LAYER, small.of(*small.GROUND, more)), LineLabels)
    assert [text.en for batch in labels for text in batch.texts].count("Main Road") == 1


def test_a_schematic_map_says_how_far_it_can_be_trusted() -> None:
    schematic = replace(small.DISTRICT, schematic_m=150.0)
    picture = small.shown(small.snapshot(district=schematic))
    assert "150" in ground.LAYER.count(picture, ground.Options()).en
    assert ground.LAYER.count(small.shown(), ground.Options()).en == "3"


def test_a_building_tells_its_use_height_and_confidence() -> None:
    tall = small.thing("B", "building", small.box(0, 0, 9, 9), name=small.named("", ""),
                       use="mall", height_m=24.0, confidence="M")  # fmt: skip
    tip = ground.LAYER.tip(small.of(tall), "building", "B")
    assert tip is not None
    assert (tip.title.zh, tip.title.en) == ("建筑", "Building")
    assert lines_of(tip) == {"Use": "Shopping", "Height": "24 m", "Confidence": "Medium"}


def test_the_railway_has_tracks_platforms_and_a_name() -> None:
    marks = drawn(railway.LAYER, small.shown())
    assert names(of_type(marks, LineLabels)) == {"Jinghu HSR"}
    assert [batch.fill.role for batch in of_type(marks, Areas)] == ["map.roof"]
    assert ids(marks, "metro_line") == {"M2"}
    assert not ids(drawn(railway.LAYER, small.shown(), metro=False), "metro_line")
    assert railway.LAYER.count(small.shown(), railway.Options()).en == "3"
    tip = railway.LAYER.tip(small.shown(), "metro_line", "M2")
    assert tip is not None
    assert tip.title.en == "Line 2"


def test_places_are_named_by_rank_and_nameless_ones_are_not() -> None:
    marks = drawn(places.LAYER, small.shown())
    labels = of_type(marks, Labels)
    assert names(labels) == {"North Station", "Metro North", "Car park", "Café <b>X</b>"}
    station = next(b for b in labels if b.texts[0].en == "North Station")
    assert station.rank == max(b.rank for b in labels)
    (rings,) = of_type(marks, Dots)
    assert rings.ids == ("PL2",)


def test_minor_places_can_be_left_out() -> None:
    labels = of_type(drawn(places.LAYER, small.shown(), small=False), Labels)
    assert names(labels) == {"North Station", "Metro North", "Car park"}


def test_a_place_tells_who_answers_for_it_and_how_sure_it_is() -> None:
    told = lines_of(places.LAYER.tip(small.shown(), "place", "PL1"))
    assert told == {"Party": "Railway", "Confidence": "Medium"}


def test_what_is_assumed_at_t_says_since_when_it_is_known() -> None:
    told = lines_of(places.LAYER.tip(small.shown(), "place", "PL3"))
    assert told == {"Assumed": "known from 2024-10-01", "Confidence": "High"}
    later = small.shown(t_us=small.at("10-01 00:00") + 3 * 366 * 86_400_000_000)
    assert "Assumed" not in lines_of(places.LAYER.tip(later, "place", "PL3"))


def test_a_date_that_is_none_is_shown_as_it_stands() -> None:
    place = small.thing("P", "place", small.point(0, 0), name="P", assumed=True,
                        valid_from="after the works", confidence="sure")  # fmt: skip
    told = lines_of(places.LAYER.tip(small.of(place), "place", "P"))
    assert told == {"Assumed": "known from after the works", "Confidence": "sure"}

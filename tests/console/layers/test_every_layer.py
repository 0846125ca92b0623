"""What holds of every layer there is, now or later."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from console.layers import found
from console.layers.base import GROUPS, Layer
from console.layers.marks import Badges, Dots
from console.layers.options import Parts, declared
from console.palette import THEMES, Palette
from geodata.picture import Picture
from tests import small
from tests.console.layers.looked import (
    VIEW,
    batches,
    drawn,
    every_way,
    length,
    of_type,
    roles,
    texts,
)

ROOT = Path(__file__).resolve().parents[3]
LAYERS = found()
SAID_IN_NEITHER = {"a record without incidents": small.of(*small.GROUND), "nothing": small.of()}
WITH_PARTS = [layer for layer in LAYERS if layer.parts(small.shown(), layer.options())]
each_layer = pytest.mark.parametrize("layer", LAYERS, ids=[layer.id for layer in LAYERS])


def things_picked(picture: Picture, layer: Layer) -> set[tuple[str, str]]:
    return {
        (kind, thing)
        for batch in batches(drawn(layer, picture))
        if (kind := getattr(batch, "kind", ""))
        for thing in getattr(batch, "ids", ())
    }


@each_layer
@pytest.mark.parametrize("theme", THEMES)
def test_every_role_has_a_colour(layer: Layer, theme: str) -> None:
    palette = Palette.load("dark" if theme == "dark" else "light")
    picture = small.shown()
    for options in every_way(layer):
        asked = layer.options(**options)
        chosen = tuple(sorted(thing for _, thing in things_picked(picture, layer)))
        for marks in (drawn(layer, picture, **options), layer.emphasis(picture, chosen, asked)):
            assert all(palette.color(role) for role in roles(marks))
        legend = layer.legend(picture, asked)
        keys = (*(legend.keys if legend else ()), *(p.key for p in layer.parts(picture, asked)))
        assert all(palette.color(key.role) for key in (layer.key, *keys))
        if legend is not None and legend.ramp:
            assert palette.ramp(legend.ramp)


@each_layer
def test_every_word_is_there_in_both_languages(layer: Layer) -> None:
    picture = small.shown()
    said: list[Any] = [
        layer.title,
        layer.key,
        GROUPS[layer.group],
        *declared(layer.options).values(),
    ]
    for options in every_way(layer):
        asked = layer.options(**options)
        said += [layer.count(picture, asked), layer.legend(picture, asked)]
        said += layer.parts(picture, asked)
    said += [layer.tip(picture, kind, thing) for kind, thing in things_picked(picture, layer)]
    for text in texts(said):
        assert bool(text.zh.strip()) == bool(text.en.strip()), text
    assert layer.title.zh


@each_layer
def test_whatever_can_be_picked_can_tell_of_itself(layer: Layer) -> None:
    picture = small.shown()
    for kind, thing in things_picked(picture, layer):
        tip = layer.tip(picture, kind, thing)
        assert tip is not None
        assert tip.title.zh
    assert layer.tip(picture, "nothing", "nobody") is None


@each_layer
@pytest.mark.parametrize("picture", SAID_IN_NEITHER.values(), ids=SAID_IN_NEITHER)
def test_a_record_that_lacks_its_things_is_no_fault(layer: Layer, picture: Picture) -> None:
    for options in every_way(layer):
        asked = layer.options(**options)
        drawn(layer, picture, **options)
        layer.legend(picture, asked)
        layer.parts(picture, asked)
        assert layer.count(picture, asked).zh
        layer.figures(picture, asked)
        layer.emphasis(picture, ("nobody",), asked)


@each_layer
def test_what_has_no_place_is_not_drawn(layer: Layer) -> None:
    for batch in batches(drawn(layer, small.shown())):
        places = getattr(batch, "xy_m", getattr(batch, "coords_m", np.zeros(0)))
        assert np.isfinite(places).all()


@each_layer
def test_batches_are_as_long_as_what_they_hold(layer: Layer) -> None:
    picture = small.shown()
    for options in every_way(layer):
        marks = drawn(layer, picture, **options)
        for batch in batches(marks):
            held = getattr(batch, "ids", ())
            assert len(held) in (0, length(batch))
            if isinstance(batch, Dots | Badges):
                assert len(batch.style) == len(batch.xy_m)
                assert batch.style.max(initial=0) < len(batch.roles)
        for badges in of_type(marks, Badges):
            assert len(badges.roles) == len(badges.shapes) == len(badges.glyphs)
            assert len(badges.figures) in (0, len(badges.xy_m))


@each_layer
def test_marks_depend_on_nothing_but_what_the_layer_says_it_reads(layer: Layer) -> None:
    later = small.T_US + 1
    picture, other = small.shown(), small.shown(t_us=later)
    same = all(picture.state(kind) is other.state(kind) for kind in layer.reads if kind.islower()
               and kind not in {"counted", "units", "t"})  # fmt: skip
    assert same
    if not {"t", "units"} & set(layer.reads):
        one, two = batches(drawn(layer, picture)), batches(drawn(layer, other))
        assert [length(b) for b in one] == [length(b) for b in two]


@each_layer
def test_every_part_has_an_eye_and_what_has_none_is_no_part(layer: Layer) -> None:
    parts = layer.parts(small.shown(), layer.options())
    eyes = [o for o in declared(layer.options).values() if isinstance(o, Parts)]
    assert len(eyes) == bool(parts)
    assert len({part.id for part in parts}) == len(parts)


@pytest.mark.parametrize("layer", WITH_PARTS, ids=[layer.id for layer in WITH_PARTS])
def test_hidden_parts_are_left_out(layer: Layer) -> None:
    options = declared(layer.options)
    name = next(name for name, option in options.items() if isinstance(option, Parts))
    picture = small.shown()
    parts = layer.parts(picture, layer.options())
    hidden = {name: frozenset(part.id for part in parts)}
    assert all(not things_of for things_of in map(length, batches(drawn(layer, picture, **hidden))))


def test_ids_are_unique_and_groups_are_known() -> None:
    assert len({layer.id for layer in LAYERS}) == len(LAYERS)
    assert {layer.group for layer in LAYERS} <= set(GROUPS)
    assert [layer.order for layer in LAYERS] == sorted(layer.order for layer in LAYERS)


def test_the_overlays_of_the_issue_are_there() -> None:
    asked_for = {
        "ground", "railway", "places", "cameras", "coverage", "routes", "zones", "units",
        "hotspots", "posts", "incidents",
    }  # fmt: skip
    assert asked_for <= {layer.id for layer in LAYERS}


def test_layers_and_geodata_need_no_screen() -> None:
    blocked = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'pyqtgraph'):\n"
        "    sys.modules[name] = None\n"
        "import pkgutil, importlib, geodata\n"
        "from console.layers import found\n"
        "layers = found()\n"
        "for info in pkgutil.walk_packages(geodata.__path__, 'geodata.'):\n"
        "    importlib.import_module(info.name)\n"
        "from tests import small\n"
        "from console.layers.base import View\n"
        "view = View(small.EXTENT, 1.0, (1000, 1000))\n"
        "for layer in layers:\n"
        "    layer.marks(small.shown(), view, layer.options())\n"
    )
    done = subprocess.run([sys.executable, "-c", blocked], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_by_view_or_not_a_layer_can_be_asked_with_any_view() -> None:
    for layer in LAYERS:
        layer.marks(small.shown(), VIEW, layer.options())

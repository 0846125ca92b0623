"""A layer that fails is left out, and named; the others are drawn."""

import logging
from typing import NoReturn

import pytest

from console.layers.base import View
from console.layers.marks import NO_MARKS, Labels
from console.map.scene import Scene
from geodata.texts import same
from tests import small
from tests.console.map.scenes import layer, xy

VIEW = View((0.0, 0.0, 100.0, 100.0), 1.0, (100, 100))


def test_a_layer_that_fails_is_left_out_and_named(caplog: pytest.LogCaptureFixture) -> None:
    def fails(*_asked: object) -> NoReturn:
        raise ZeroDivisionError("nobody is on shift")

    named = Labels(xy((10, 10)), (same("P1"),), "label.place")
    scene = Scene((layer("broken", fails), layer("sound", (named,), plane="above")))
    with caplog.at_level(logging.ERROR):
        scene.update(small.shown(), VIEW)
    assert scene["broken"].marks is NO_MARKS
    assert scene["sound"].marks.above == (named,)
    assert "broken" in caplog.text
    assert "nobody is on shift" in caplog.text

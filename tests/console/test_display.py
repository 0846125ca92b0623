"""Whether a window can be opened is known before Qt is asked, and said in one sentence."""

import os
import sys

import pytest

from console.display import NO_DISPLAY, no_display_reason

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks X and Wayland")


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc", "offscreen:enable_fonts"])
def test_a_platform_without_a_screen_needs_none(platform: str) -> None:
    assert no_display_reason({"QT_QPA_PLATFORM": platform}) is None


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"},
    ],
)
def test_no_screen_is_told(environment: dict[str, str]) -> None:
    assert no_display_reason(environment) == NO_DISPLAY


def test_a_screen_that_does_not_answer_is_named() -> None:
    reason = no_display_reason({"DISPLAY": ":4711"})
    assert reason is not None
    assert ":4711" in reason.en


def test_a_screen_on_another_machine_is_left_to_qt() -> None:
    assert no_display_reason({"DISPLAY": "desk.office:0"}) is None


@pytest.mark.window
def test_a_real_screen_is_found() -> None:
    assert no_display_reason({"DISPLAY": os.environ["DISPLAY"]}) is None

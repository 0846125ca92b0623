"""What can be done in the console, by name, key and menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from console.files import Files
from console.layers.base import GROUPS, Layer
from console.map.canvas import MapCanvas
from console.menus import Deed
from console.overlays import Overlays
from console.window import Window
from geodata.texts import Text

CLOSER = 2.0
"""How much closer one press of a key comes."""


@dataclass(frozen=True)
class Own:
    """What the console itself does."""

    toggle_theme: Callable[[], None]
    toggle_language: Callable[[], None]
    zoom_to_selection: Callable[[], None]
    show_keys: Callable[[], None]
    show_about: Callable[[], None]


def deeds(
    canvas: MapCanvas, window: Window, overlays: Overlays, files: Files, own: Own
) -> tuple[Deed, ...]:
    """Everything that a person can do besides what the time bar itself offers."""
    return (
        Deed(Text("导入…", "Import…"), "Ctrl+I", "file", files.ask_import),
        Deed(Text("导出…", "Export…"), "Ctrl+E", "file", files.ask_export),
        Deed(Text("打开记录…", "Open record…"), "Ctrl+O", "file", files.ask_open),
        Deed(Text("截图…", "Screenshot…"), "Ctrl+P", "file", files.ask_screenshot, True),
        Deed(Text("退出", "Quit"), "Ctrl+Q", "file", window.leave, True),
        Deed(Text("放大", "Zoom in"), "+", "view", lambda: canvas.zoom_by(CLOSER)),
        Deed(Text("缩小", "Zoom out"), "-", "view", lambda: canvas.zoom_by(1 / CLOSER)),
        Deed(Text("全区", "Whole district"), "0", "view", canvas.zoom_to_district),
        Deed(Text("缩放到所选", "Zoom to selection"), "Z", "view", own.zoom_to_selection),
        Deed(Text("上一视图", "Previous view"), "Alt+Left", "view", canvas.previous_view),
        Deed(Text("下一视图", "Next view"), "Alt+Right", "view", canvas.next_view),
        Deed(Text("深色 / 浅色", "Dark / light"), "Ctrl+D", "view", own.toggle_theme, True),
        Deed(Text("中文 / English", "English / 中文"), "Ctrl+L", "view", own.toggle_language),
        Deed(Text("只看地图", "Map only"), "F11", "view", window.toggle_panels),
        Deed(Text("下一面板", "Next panel"), "F6", "view", window.focus_next_part),
        *_layer_deeds(overlays),
        Deed(Text("按键", "Keys"), "F1", "help", own.show_keys),
        Deed(Text("关于", "About"), "", "help", own.show_about),
    )


def _layer_deeds(overlays: Overlays) -> tuple[Deed, ...]:
    """Keys 1 to 9 show and hide the layers, in the order of the layer panel."""

    def is_on(layer_id: str) -> bool:
        return overlays.shown(layer_id).visible

    def toggled(layer_id: str) -> None:
        overlays.set_visible(layer_id, not is_on(layer_id))

    return tuple(
        Deed(
            layer.title,
            str(place) if place <= 9 else "",
            "layers",
            partial(toggled, layer.id),
            is_on=partial(is_on, layer.id),
        )
        for place, layer in enumerate(listed(overlays), 1)
    )


def listed(overlays: Overlays) -> tuple[Layer, ...]:
    """The layers as the panel lists them: by group, topmost first."""
    return tuple(
        layer for group in GROUPS for layer in reversed(overlays.layers) if layer.group == group
    )

"""Whether there is a screen to open a window on; asked before Qt is imported."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geodata.texts import Text

_X_SOCKETS: Final = Path(os.sep, "tmp", ".X11-unix")
"""Where X servers put theirs, whatever the folder for temporary files."""
_NEED_X: Final = "xcb"
_NEED_WAYLAND: Final = "wayland"

NO_DISPLAY: Final = Text(
    "没有显示器：请在桌面中运行，或设 QT_QPA_PLATFORM=offscreen，或用无窗口的命令（--help）。",
    "There is no display: run it on a desktop, set QT_QPA_PLATFORM=offscreen, or use a command "
    "that needs no window (--help).",
)


def no_display_reason(environment: Mapping[str, str] | None = None) -> Text | None:
    """Why no window can be opened, None where one can."""
    if not sys.platform.startswith("linux"):
        return None
    known = os.environ if environment is None else environment
    platform = known.get("QT_QPA_PLATFORM", "").partition(":")[0]
    wayland, x = known.get("WAYLAND_DISPLAY", ""), known.get("DISPLAY", "")
    if platform and not platform.startswith((_NEED_X, _NEED_WAYLAND)):
        return None
    if not platform.startswith(_NEED_X) and _wayland_is_there(wayland, known):
        return None
    if not platform.startswith(_NEED_WAYLAND) and x:
        return None if _x_answers(x) else _silent(x)
    return NO_DISPLAY


def _silent(display: str) -> Text:
    return Text("显示器 {d} 没有应答。", "The display {d} does not answer.").with_values(d=display)


def _wayland_is_there(name: str, known: Mapping[str, str]) -> bool:
    return bool(name) and Path(known.get("XDG_RUNTIME_DIR", "/"), name).exists()


def _x_answers(display: str) -> bool:
    """Whether a local X server listens; one on another machine is left to Qt."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if host not in ("", "unix"):
        return True
    path = f"{_X_SOCKETS}/X{number}"
    for address in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX) as plug:
            plug.settimeout(2.0)
            try:
                plug.connect(address)
            except OSError:
                continue
            return True
    return False

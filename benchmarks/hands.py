"""Native events: pointer, wheel and keys as the X server sends them (XTEST)."""

import ctypes
from ctypes import c_char_p, c_int, c_uint, c_ulong, c_void_p
from typing import Any

LEFT, WHEEL_UP, WHEEL_DOWN = 1, 4, 5
REVERT_TO_PARENT = 2


class Hands:
    """One hand on the mouse and one on the keyboard of the display.

    Everything is sent when the call returns; where it goes is for the X server to say.
    """

    def __init__(self) -> None:
        """Take the display of the environment; raises OSError without one."""
        self._x: Any = ctypes.CDLL("libX11.so.6")
        self._test: Any = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XOpenDisplay.argtypes = [c_char_p]
        for function in (self._x.XFlush, self._x.XCloseDisplay):
            function.argtypes = [c_void_p]
        self._x.XStringToKeysym.restype = c_ulong
        self._x.XStringToKeysym.argtypes = [c_char_p]
        self._x.XKeysymToKeycode.argtypes = [c_void_p, c_ulong]
        self._x.XSetInputFocus.argtypes = [c_void_p, c_ulong, c_int, c_ulong]
        self._test.XTestFakeMotionEvent.argtypes = [c_void_p, c_int, c_int, c_int, c_ulong]
        self._test.XTestFakeButtonEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._test.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._display = self._x.XOpenDisplay(None)
        if not self._display:
            raise OSError("no X display")

    def close(self) -> None:
        """Leave the display."""
        self._x.XCloseDisplay(self._display)

    def focus(self, window: int) -> None:
        """Send keys to a window: there need not be a window manager that would."""
        self._x.XSetInputFocus(self._display, window, REVERT_TO_PARENT, 0)
        self._x.XFlush(self._display)

    def move(self, x_px: int, y_px: int) -> None:
        """Move the pointer on the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, x_px, y_px, 0)
        self._x.XFlush(self._display)

    def press(self, button: int = LEFT) -> None:
        """Press a button."""
        self._button(button, down=True)

    def release(self, button: int = LEFT) -> None:
        """Release a button."""
        self._button(button, down=False)

    def wheel(self, up: bool) -> None:
        """Turn the wheel by one notch."""
        button = WHEEL_UP if up else WHEEL_DOWN
        self._test.XTestFakeButtonEvent(self._display, button, 1, 0)
        self._button(button, down=False)

    def key(self, name: str, *held: str) -> None:
        """Press and release a key, named as X names it, while others are held."""
        codes = [self._code(key) for key in (*held, name)]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XFlush(self._display)

    def _button(self, button: int, down: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, button, int(down), 0)
        self._x.XFlush(self._display)

    def _code(self, name: str) -> int:
        keysym = self._x.XStringToKeysym(name.encode())
        code: int = self._x.XKeysymToKeycode(self._display, keysym)
        if not code:
            raise ValueError(f"this keyboard has no key {name}")
        return code

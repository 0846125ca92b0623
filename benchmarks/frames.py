"""When each frame of a window was painted; imports nothing that a start would not."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

WIDTH_PX, HEIGHT_PX = 1920, 1080


class Frames(QObject):
    """Notes when each frame of a window has been painted and handed to the screen."""

    def __init__(self, window: QWidget) -> None:
        """Watch a top-level window: asked to, it paints all that is dirty in one go."""
        super().__init__()
        self.ends_ns: list[int] = []
        self.after: Callable[[], None] = lambda: None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint, and note the time."""
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        self.ends_ns.append(time.perf_counter_ns())
        self.after()
        return True

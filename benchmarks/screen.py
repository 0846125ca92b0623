"""The console in a real window of 1920 by 1080, and when each of its frames was painted."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks.frames import HEIGHT_PX, WIDTH_PX, Frames
from benchmarks.hands import Hands
from console.app import Console
from console.application import application
from console.looks import Asked
from console.map.canvas import MapCanvas
from console.panels import Panels
from console.remembered import Remembered
from geodata.picture import Picture
from geodata.stores.geopackage import Store

PATIENCE_MS = 60_000
QUIET_MS = 400
"""After so long without a frame the names on the map have been set anew too."""


class Paints(QObject):
    """Notes which widgets are painted; it costs time itself, so nothing is measured with it."""

    def __init__(self, widgets: list[QWidget]) -> None:
        """Watch these."""
        super().__init__()
        self.painted: set[str] = set()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note who is painted."""
        if event.type() == QEvent.Type.Paint:
            self.painted.add(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


class Screen:
    """A console whose every layer is on, and hands that use it."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Show it and wait until all is there; `folder` is for what it remembers."""
        application()
        self.console = Console(store, Remembered(folder / "console.json"), "zh", "dark")
        for layer in self.console.overlays.layers:
            self.console.overlays.set_visible(layer.id, True)
        self.window = self.console.window
        self.window.setGeometry(0, 0, WIDTH_PX, HEIGHT_PX)
        self.canvas: MapCanvas = self.console.canvas
        self.frames = Frames(self.window)
        self.frames.after = self._look
        self._shown: dict[str, Picture] = {}
        self._loop = QEventLoop()
        self._alarm = QTimer(singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._awaited: Callable[[], bool] | None = None
        self.canvas.painted.connect(self._map_painted)
        self.console.show()
        self.hands = Hands()
        self.hands.focus(int(self.window.winId()))
        self.hands.move(*self.middle())
        self.until(lambda: self.console.panels is not None)
        self.panels.time_bar.painted.connect(self._time_bar_painted)
        self.canvas.setFocus()
        self.settle()

    @property
    def panels(self) -> Panels:
        """What is not the map; raises RuntimeError before it is there."""
        if self.console.panels is None:
            raise RuntimeError("the panels are not built yet")
        return self.console.panels

    def middle(self) -> tuple[int, int]:
        """The middle of the map on the screen."""
        at = self.canvas.mapToGlobal(self.canvas.rect().center())
        return at.x(), at.y()

    def ask(self, asked: Asked) -> None:
        """Ask the look for a moment, and wait for it."""
        self.console.look.ask(asked)
        self.settle()

    # --- waiting --------------------------------------------------------------------------

    def until(self, condition: Callable[[], bool]) -> None:
        """Run the event loop until a condition holds after a frame; raises TimeoutError."""
        if condition():
            return
        self._awaited = condition
        in_time = self._run_for(PATIENCE_MS)
        self._awaited = None
        if not in_time:
            raise TimeoutError("the window did not get there")

    def pause(self, ms: float) -> None:
        """Run the event loop for so long."""
        if ms > 0:
            self._run_for(round(ms))

    def _run_for(self, ms: int) -> bool:
        """Run the event loop; whether it was left before the time was over."""
        late = self._alarm.timeout.connect(lambda: self._loop.exit(1))
        self._alarm.start(ms)
        left_early = self._loop.exec() == 0
        self._alarm.stop()
        self._alarm.timeout.disconnect(late)
        return left_early

    def settle(self) -> None:
        """Run the event loop until nothing is awaited and no frame comes any more."""
        deadline_ns = time.perf_counter_ns() + PATIENCE_MS * 1_000_000
        while True:
            before = len(self.frames.ends_ns)
            self.pause(QUIET_MS)
            quiet = len(self.frames.ends_ns) == before
            if quiet and self.canvas.is_settled and not self.console.work.is_busy:
                return
            if time.perf_counter_ns() > deadline_ns:
                raise TimeoutError("the window does not come to rest")

    # --- measuring ------------------------------------------------------------------------

    def frame_ms(self, act: Callable[[], None], shown: Callable[[], bool]) -> float:
        """From just before `act` sends a native event to the end of the frame that shows it."""
        begun_ns = time.perf_counter_ns()
        act()
        self.until(lambda: self.frames.ends_ns[-1] > begun_ns and shown())
        return (self.frames.ends_ns[-1] - begun_ns) / 1e6

    def step_ms(self, act: Callable[[], None]) -> float:
        """The same, to the frame after which every visible panel has shown the next Picture."""
        look, before = self.console.look, self.console.look.picture
        self._shown.clear()

        def everywhere() -> bool:
            newest = look.picture
            told = [self._shown.get(part) for part in ("map", "time bar")]
            return newest is not before and all(picture is newest for picture in told)

        return self.frame_ms(act, everywhere)

    def late_after(self, act: Callable[[], None]) -> list[str]:
        """Which panels paint again after the frame that ended a step: there should be none."""
        widgets: list[QWidget] = []
        for part in (self.panels.left, self.panels.right, self.panels.time_bar):
            widgets += [w for w in (part, *part.findChildren(QWidget)) if w.isVisible()]
        paints = Paints(widgets)
        self.step_ms(act)
        paints.painted.clear()
        self.pause(QUIET_MS)
        return sorted(paints.painted)

    def _look(self) -> None:
        if self._awaited is not None and self._awaited():
            self._loop.quit()

    def _map_painted(self, picture: Picture) -> None:
        self._shown["map"] = picture
        self._look()

    def _time_bar_painted(self, picture: Picture) -> None:
        # Told while the frame is still being painted: its end is looked at next.
        self._shown["time bar"] = picture

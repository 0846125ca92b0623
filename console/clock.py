"""Time that passes in a look: play, pause, speed and loop, and steps by hand."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from console.looks import Asked, Look
from geodata.instants import HOUR_US, MINUTE_US, SECOND_US, Span, shift_local

TICK_MS = 33
STALL_S = 1.0
"""After a stall (a suspended machine, say) no more time than this has passed in the look."""


class Clock(QObject):
    """Moves a look's instant; the window follows as its mode says.

    Plays over the window where it is fixed, over the whole record otherwise, and at the end stops
    or begins anew.

    Signals:
        playing_changed: (bool) when it began or stopped to play.
    """

    playing_changed = Signal(bool)

    def __init__(
        self,
        look: Look,
        seconds: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Stand still; `seconds` tells the time that really passes."""
        super().__init__(parent)
        self.speed = 3 * 3600.0
        """Seconds in the look per second."""
        self.loop = False
        self._look = look
        self._seconds = seconds
        self._last_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def playing(self) -> bool:
        """Whether time passes."""
        return self._timer.isActive()

    @property
    def course(self) -> Span:
        """What is played: the window where it is fixed, else the record as far as it goes."""
        asked = self._look.asked
        if asked.mode == "fixed":
            return asked.window
        extent = self._look.picture.snapshot.history("incident").extent
        start_us = asked.window.start_us if asked.mode == "cumulative" else extent.start_us
        return Span(min(start_us, extent.end_us), extent.end_us)

    def play(self) -> None:
        """Let time pass, from the start where t is not within the course."""
        course = self.course
        if self.playing or not course.length_us:
            return
        if not course.holds(self._look.asked.t_us):
            self._look.ask(self._look.asked.at(course.start_us))
        self._last_s = self._seconds()
        self._timer.start()
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stand still."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play, or stand still."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def tick(self) -> None:
        """Ask for the instant that has come."""
        now_s = self._seconds()
        passed_us = round(min(now_s - self._last_s, STALL_S) * self.speed * SECOND_US)
        self._last_s = now_s
        asked, course = self._look.asked, self.course
        t_us = asked.t_us + passed_us
        if t_us < course.end_us:
            self._look.ask(asked.at(t_us))
        elif self.loop and course.length_us:
            over_us = (t_us - course.end_us) % course.length_us
            self._look.ask(asked.at(course.start_us + over_us))
        else:
            self._look.ask(asked.at(course.end_us))
            self.pause()

    def step(self, *, hours: int = 0, days: int = 0, months: int = 0) -> None:
        """Move t by hours, or by local days or months that keep the time of day."""
        asked = self._look.asked
        zone = self._look.picture.snapshot.district.zone
        t_us = asked.t_us + hours * HOUR_US
        if days or months:
            t_us = shift_local(t_us, zone, days=days, months=months)
        self._look.ask(asked.at(t_us))

    def to_start(self) -> None:
        """Go to where playing begins."""
        self._look.ask(self._at_start(self._look.asked))

    def to_last(self, now_us: int) -> None:
        """Go to now, or to the last thing recorded where that lies further back."""
        extent = self._look.picture.snapshot.history("incident").extent
        # t is printed to the minute: the first one that has seen all.
        last_us = -(-extent.end_us // MINUTE_US) * MINUTE_US if extent.length_us else now_us
        last_us = min(now_us, last_us)
        self._look.ask(self._look.asked.at(last_us))

    def _at_start(self, asked: Asked) -> Asked:
        return asked.at(self.course.start_us)

"""What is looked at: a look is what was asked, a plan, and the Picture made of them.

Every panel belongs to one look and shows its Picture; nothing else tells it the time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from geodata.instants import HOUR_US, Span
from geodata.moment import KNOWN_NOW, Moment
from geodata.picture import Picture, picture
from geodata.plan import Plan
from geodata.selection import EVERYTHING, Selection
from geodata.snapshot import Snapshot

LIVE_EVERY_MS = 1_000
LIVE_WINDOW_US = 12 * HOUR_US
Known = Literal["now", "then"]
WindowMode = Literal["fixed", "moving", "cumulative"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a look.

    `known` "then" follows t. `mode` says what the window does when t moves: `fixed` stays,
    `moving` keeps its place relative to t, `cumulative` keeps its start and ends with t, empty
    while t lies before it.
    """

    t_us: int
    window: Span
    known: Known | int = "now"
    mode: WindowMode = "fixed"
    selection: Selection = field(default=EVERYTHING)

    def moment(self) -> Moment:
        """The moment this asks for."""
        if self.known == "now":
            known_at_us = KNOWN_NOW
        elif self.known == "then":
            known_at_us = self.t_us
        else:
            known_at_us = self.known
        return Moment(self.t_us, self.window, known_at_us, self.selection)

    def at(self, t_us: int) -> "Asked":
        """The same question at another instant; the window follows as its mode says."""
        window = self.window
        if self.mode == "moving":
            window = window.moved(t_us - self.t_us)
        elif self.mode == "cumulative":
            window = Span(window.start_us, max(window.start_us, t_us))
        return replace(self, t_us=t_us, window=window)

    def over(self, window: Span) -> "Asked":
        """The same question over another window."""
        return replace(self, window=window)


class Look(QObject):
    """One look: ask it, and it announces its next Picture at the latest with the next frame.

    Signals:
        changed: (Picture) after the Picture changed; all panels of the look draw this one.
        asked_changed: (Asked) at once when something was asked, for controls only.
    """

    changed = Signal(object)
    asked_changed = Signal(object)

    def __init__(self, snapshot: Snapshot, asked: Asked, plan: Plan | None = None) -> None:
        """Look at a snapshot; the first Picture is there at once."""
        super().__init__()
        self._snapshot = snapshot
        self._plan = plan
        self._asked = asked
        self._picture = picture(snapshot, plan, asked.moment())
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(0)
        self._frame.timeout.connect(self._show)

    @property
    def picture(self) -> Picture:
        """The Picture last announced."""
        return self._picture

    @property
    def asked(self) -> Asked:
        """What was asked last."""
        return self._asked

    def ask(self, asked: Asked) -> None:
        """Ask for another moment; several asked within one frame become one Picture."""
        if asked == self._asked:
            return
        self._asked = asked
        self.asked_changed.emit(asked)
        self._frame.start()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Look at the record as it has grown."""
        self._snapshot = snapshot
        self._frame.start()

    def show_now(self) -> None:
        """Make and announce what was asked without waiting for the next frame."""
        self._frame.stop()
        self._show()

    def stop(self) -> None:
        """Announce nothing more, not even what was asked already."""
        self._frame.stop()

    def _show(self) -> None:
        self._picture = picture(self._snapshot, self._plan, self._asked.moment())
        self.changed.emit(self._picture)


class Looks(QObject):
    """The looks of one console: one is always live, whatever the others replay.

    Its Pictures are made whether or not anybody shows them: what watches the present listens to
    `live`, and replaying the past never silences it.
    """

    def __init__(self, snapshot: Snapshot, now_us: Callable[[], int]) -> None:
        """Replay where the record says it opens; live follows `now_us`."""
        super().__init__()
        self._now_us = now_us
        self.live = Look(snapshot, _present(now_us()))
        self.replay = Look(snapshot, opening(snapshot))
        self._tick = QTimer(self)
        self._tick.setInterval(LIVE_EVERY_MS)
        self._tick.timeout.connect(self._follow)
        self._tick.start()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """All looks look at the record as it has grown."""
        self.live.show_snapshot(snapshot)
        self.replay.show_snapshot(snapshot)

    def stop(self) -> None:
        """Follow the clock no longer, and announce nothing more."""
        self._tick.stop()
        self.live.stop()
        self.replay.stop()

    def _follow(self) -> None:
        self.live.ask(self.live.asked.at(self._now_us()))


def _present(now_us: int) -> Asked:
    """Now, over the last twelve hours, moving along.

    Known now rather than then: a clock set back must not hide what was heard since.
    """
    return Asked(now_us, Span(now_us - LIVE_WINDOW_US, now_us), "now", "moving")


def opening(snapshot: Snapshot) -> Asked:
    """Where a replay of this record begins: as it says itself, else on its whole history."""
    district = snapshot.district
    if district.opens_at_us is not None and district.opens_on is not None:
        known: Known = "then" if district.opens_known_then else "now"
        return Asked(district.opens_at_us, district.opens_on, known)
    extent = snapshot.history("incident").extent
    return Asked(extent.end_us, extent)

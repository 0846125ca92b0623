"""What has been painted of a scene, and what is painted next.

All painting happens in the thread of the window, a slice at a time: Qt's painter keeps Python's
lock, so a second thread makes nothing faster and was measured to hold the hand up for 5 ms.
"""

from collections.abc import Generator, Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter

from console.layers.marks import Plane
from console.map.composing import compose
from console.map.framing import (
    MARGIN_PX,
    PLANES,
    FrameSet,
    Sheets,
    centred,
    room,
    seen_rect,
    sheet_size,
)
from console.map.ground import Ground, alike, same
from console.map.naming import Entries, Naming, touches
from console.map.painter import MarksPainter
from console.map.projection import Frame, Projection
from console.map.sheets import Sheet, band

_BAND_PX = 144
_NEAR_SHARE = 0.5
_NAMED_RIM_PX = 64
_URGENT_PX = 72
_FAR_PX = 1_000_000
"""Farther than this from a frame's first pixel a new frame is begun."""
_GROUND = "map.land"
_SIDES = ("left", "right", "top", "bottom")

Job = Generator[None, None, None]


class Stage:
    """Three cached images, larger than the view, and the frame of a new scale being prepared."""

    def __init__(self, painter: MarksPainter) -> None:
        """An empty stage."""
        self.painter = painter
        self._entries: Entries = dict.fromkeys(PLANES, ())
        self._shown: FrameSet | None = None
        self._coming: FrameSet | None = None
        self._spare: Sheets = {}
        self._ground: Ground | None = None
        self._goal: Projection | None = None
        self._ratio = 1.0
        self._hold = False
        self._ready = False
        self._job: Job | None = None

    # --- what is to be seen ---------------------------------------------------------------

    def look_at(self, projection: Projection, ratio: float, hold: bool = False) -> None:
        """What the view shows, or will when a zoom has ended; `ratio` device pixels a pixel.

        While `hold` the images of the old scale stay on the screen though the new be ready: a
        zoom is on its way.
        """
        self._hold = hold
        if self._ready and not hold:
            self._show_coming()
        if (projection, ratio) == (self._goal, self._ratio):
            return
        self._goal, self._ratio = projection, ratio
        newest = self._coming or self._shown
        if newest is not None and self._suits(newest, projection):
            return
        self._drop_job()
        self._ready = False
        frame = Frame.of(projection, ratio)
        if newest is not None and self._is_near(newest.frame, projection):
            frame = newest.frame
        self._coming = self._new_set(frame, projection)

    @property
    def extent(self) -> Projection | None:
        """What the images cover: the view with its margin; None before there is a view."""
        newest = self._coming or self._shown
        if newest is None:
            return None
        reach, frame = newest.reach, newest.frame
        right, bottom = reach.left() + reach.width(), reach.top() + reach.height()
        west, south, east, north = frame.bounds_of(reach.left(), reach.top(), right, bottom)
        return Projection(
            (west + east) / 2,
            (south + north) / 2,
            frame.m_per_logical_px,
            round(reach.width() / frame.ratio),
            round(reach.height() / frame.ratio),
        )

    def set_entries(self, entries: Entries, at_once: bool = True) -> None:
        """Take a changed scene; the planes that differ are painted anew where they are seen.

        With `at_once` off a frame that is being prepared goes on a slice at a time.
        """
        changed = [p for p in PLANES if not same(entries[p], self._entries[p])]
        still = alike(entries["below"], self._entries["below"])
        self._entries = entries
        if not changed:
            return
        if self._coming is not None and not at_once:
            self._drop_job()
            self._ready = False
        else:
            if "below" in changed and self._coming is None and self._shown is not None:
                self._keep_ground(self._shown, still)
            self.repaint(changed)

    def repaint(self, planes: Sequence[Plane] = PLANES) -> None:
        """Paint planes anew, at once where they are seen."""
        if self._goal is None:
            return
        self._drop_job()
        if self._coming is not None:
            self._ready = False
            _run(self._prepare(self._coming))
            self._show_coming()
        elif self._shown is not None:
            self._repaint_shown(self._shown, planes, seen_rect(self._shown.frame, self._goal))

    def _repaint_shown(self, shown: FrameSet, planes: Sequence[Plane], view: QRect) -> None:
        for plane in planes:
            shown.sheets[plane].valid = QRect()
        if "live" in planes:
            _run(self._naming().of_live(shown))
        if "above" in planes:
            shown.above_names, shown.named = [], QRect()
            _run(self._naming().of_ground(shown, self._rimmed(view) & shown.reach))
        for plane in planes:
            _run(self._paint(shown, plane, view))

    def _keep_ground(self, shown: FrameSet, still: int) -> None:
        """Keep as painted what lies lowest and did not change, for the next changes above it.

        A camera that goes dark repaints what cameras see, not every building.
        """
        entries, goal = self._entries["below"], self._goal
        if goal is None or not still:
            return
        view = seen_rect(shown.frame, goal)
        if self._ground is None or not self._ground.serves(
            self.painter, shown.frame, view, entries
        ):
            before = self._ground.sheet if self._ground is not None else None
            self._ground = Ground(self.painter, shown.frame, view, entries[:still], before)
            _run(self._ground.paint(_GROUND, judged=shown.reach))

    def rearrange_names(self, hidden: Sequence[QRect] = ()) -> bool:
        """Set the names anew around what is live now; whether any had to move.

        They also keep off `hidden` parts of the view (logical pixels).
        """
        shown = self._shown
        if shown is None or self._coming is not None or self._goal is None:
            return False
        self._drop_job()
        view = seen_rect(shown.frame, self._goal)
        covered = [_scaled(r, self._ratio).translated(view.topLeft()) for r in hidden]
        before = {p.key: p.boxes for p in shown.above_names}
        _run(self._naming().of_ground(shown, QRect(shown.reach), covered=covered))
        if {p.key: p.boxes for p in shown.above_names} == before:
            return False
        shown.sheets["above"].valid = QRect()
        _run(self._paint(shown, "above", view))
        return True

    def compose(self, painter: QPainter, projection: Projection) -> None:
        """Draw what there is of a view; painter and view are in logical pixels."""
        ground = self.painter.inks.color(_GROUND)
        shown, coming = self._shown, self._coming
        if shown and coming and shown.frame.m_per_px != coming.frame.m_per_px:
            # On its way out: it will not be painted on any more.
            shown.flatten()
        compose(painter, self._shown, projection, self._ratio, ground)

    # --- how far it has come --------------------------------------------------------------

    @property
    def is_sharp(self) -> bool:
        """Whether all that is seen is painted at the scale asked for."""
        shown = self._shown
        if self._coming is not None or shown is None or self._goal is None:
            return False
        return shown.contains(seen_rect(shown.frame, self._goal))

    @property
    def has_painted(self) -> bool:
        """Whether there is anything to put on the screen."""
        return self._shown is not None

    @property
    def painted_parts(self) -> tuple[QRect, ...]:
        """What is painted of what is seen, plane by plane: another value asks for a new frame."""
        shown = self._shown
        if shown is None or self._goal is None:
            return ()
        view = seen_rect(shown.frame, self._goal)
        return (*(sheet.valid & view for sheet in shown.sheets.values()), shown.reach)

    @property
    def is_urgent(self) -> bool:
        """Whether the view comes near to where nothing is painted."""
        shown = self._shown
        if shown is None or self._coming is not None or self._goal is None:
            return False
        view, near = seen_rect(shown.frame, self._goal), round(_URGENT_PX * self._ratio)
        return any(
            room(view, sheet.valid, side) < near
            for sheet in shown.sheets.values()
            for side in _SIDES
        )

    @property
    def unpainted_share(self) -> float:
        """How much of the view the base map does not cover yet, 0 to 1."""
        shown = self._shown
        if shown is None or self._goal is None:
            return 1.0
        view = seen_rect(shown.frame, self._goal)
        part = shown.sheets["below"].valid & view
        return 1.0 - part.width() * part.height() / max(view.width() * view.height(), 1)

    # --- painting a slice at a time -------------------------------------------------------

    def work(self, seconds: float) -> bool:
        """Paint for so long; whether something is left to paint."""
        end = perf_counter() + seconds
        while True:
            if self._job is None:
                self._job = self._next_job()
                if self._job is None:
                    return False
            try:
                next(self._job)
            except StopIteration:
                self._job = None
            if perf_counter() >= end:
                return True

    def finish_view(self) -> None:
        """Paint until all that is seen is sharp."""
        self._hold = False
        if self._ready:
            self._show_coming()
        while not self.is_sharp and self.work(1.0):
            pass

    def _next_job(self) -> Job | None:
        if self._coming is not None:
            return None if self._ready else self._prepare(self._coming)
        shown = self._shown
        if shown is None or self._goal is None:
            return None
        view = seen_rect(shown.frame, self._goal)
        for plane in PLANES:
            if not shown.sheets[plane].valid.intersects(view):
                return self._start_over(shown, plane, view)
        if self._strayed(shown, view):
            return self._recentre(shown, view)
        return self._widen(shown, view)

    def _prepare(self, coming: FrameSet) -> Job:
        """Paint what is seen of a new frame, all planes, then show it."""
        goal = self._goal
        if goal is None:
            return
        view = seen_rect(coming.frame, goal)
        coming.reach = centred(coming.reach.size(), view)
        for sheet in coming.sheets.values():
            sheet.rect, sheet.valid = QRect(view), QRect()
        naming = self._naming()
        yield from naming.of_live(coming)
        yield from naming.of_ground(coming, self._rimmed(view) & coming.reach)
        for plane in PLANES:
            yield from self._paint(coming, plane, view)
        self._ready = True
        if not self._hold:
            self._show_coming()

    def _show_coming(self) -> None:
        """Show the new frame in the images of the old one, which have the margin it lacks."""
        coming = self._coming
        if coming is None:
            return
        big: Sheets = self._shown.sheets if self._shown is not None else {}
        for plane in PLANES:
            if plane not in big or big[plane].rect.size() != coming.reach.size():
                big[plane] = Sheet(coming.reach.size(), opaque=plane == "below")
            big[plane].take(coming.sheets[plane], coming.reach)
        self._spare, coming.sheets = coming.sheets, big
        self._shown, self._coming, self._ready = coming, None, False

    def _start_over(self, shown: FrameSet, plane: Plane, view: QRect) -> Job:
        """Paint what is seen where nothing of it is painted."""
        sheet = shown.sheets[plane]
        if not sheet.rect.contains(view):
            shown.reach = centred(shown.reach.size(), view)
            sheet.move_to(shown.reach.topLeft())
        sheet.valid = QRect()
        yield from self._paint(shown, plane, view)

    def _recentre(self, shown: FrameSet, view: QRect) -> Job:
        shown.reach = centred(shown.reach.size(), view)
        for plane in PLANES:
            shown.sheets[plane].move_to(shown.reach.topLeft())
            yield

    def _widen(self, shown: FrameSet, view: QRect) -> Job | None:
        """The strip whose edge is nearest to the view's, of any plane; None where all is done."""
        best: tuple[int, Plane, QRect] | None = None
        thickness = round(_BAND_PX * self._ratio)
        for plane in PLANES:
            sheet = shown.sheets[plane]
            for side in _SIDES:
                strip = band(sheet.valid, sheet.rect, side, thickness)
                near = room(view, sheet.valid, side)
                if not strip.isEmpty() and (best is None or near < best[0]):
                    best = (near, plane, strip)
        return None if best is None else self._paint(shown, best[1], best[2])

    def _paint(self, frames: FrameSet, plane: Plane, strip: QRect) -> Job:
        sheet = frames.sheets[plane]
        strip = strip & sheet.rect
        if plane == "above" and not frames.named.contains(strip):
            yield from self._naming().of_new_ground(frames)
        names = [p for p in frames.names(plane) if touches(p, strip)]
        entries, kept = self._entries[plane], self._ground
        if plane != "below" or not (
            kept and kept.serves(self.painter, frames.frame, strip, entries)
        ):
            kept = None
        yield from self.painter.paint(
            sheet.image,
            sheet.rect,
            strip,
            frames.frame,
            entries[len(kept.entries) if kept else 0 :],
            names,
            ground_role=_GROUND if plane == "below" else "",
            judged=frames.reach,
            under=kept.sheet if kept else None,
        )
        sheet.valid = sheet.valid | strip

    def _naming(self) -> Naming:
        return Naming(self._entries, self.painter.inks, self.painter.language)

    # --- frames ---------------------------------------------------------------------------

    def _suits(self, frames: FrameSet, projection: Projection) -> bool:
        """Whether a set can show a view as it is, with a margin around it."""
        size = sheet_size(projection, self._ratio)
        return self._is_near(frames.frame, projection) and frames.reach.size() == size

    def _is_near(self, frame: Frame, projection: Projection) -> bool:
        """Whether a view is of the frame's scale, and not too far for its numbers."""
        far = max(map(abs, frame.offset_of(projection)))
        return frame.fits(projection, self._ratio) and far < _FAR_PX

    def _new_set(self, frame: Frame, projection: Projection) -> FrameSet:
        view = seen_rect(frame, projection)
        sheets, self._spare = self._spare, {}
        if not sheets or sheets["below"].rect.size() != view.size():
            sheets = {p: Sheet(view.size(), opaque=p == "below") for p in PLANES}
        return FrameSet(frame, sheets, centred(sheet_size(projection, self._ratio), view))

    def _rimmed(self, view: QRect) -> QRect:
        """The view with a little around it, where names are wanted first."""
        rim = round(_NAMED_RIM_PX * self._ratio)
        return view.adjusted(-rim, -rim, rim, rim)

    def _strayed(self, shown: FrameSet, view: QRect) -> bool:
        """Whether the view has come nearer to the images' edge than half their margin."""
        least = round(MARGIN_PX * self._ratio * _NEAR_SHARE)
        reach = shown.reach.adjusted(least, least, -least, -least)
        lags = any(sheet.rect != shown.reach for sheet in shown.sheets.values())
        return lags or not reach.contains(view)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.close()
            self._job = None


def _run(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def _scaled(rect: QRect, ratio: float) -> QRect:
    size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
    return QRect(rect.topLeft() * ratio, size)

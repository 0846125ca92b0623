"""Three cached images and who paints them when: below, live, above, larger than the view.

All painting happens in the thread of the window, a slice at a time: Qt's painter keeps Python's
lock, so a second thread makes nothing faster and was measured to hold the hand up for 5 ms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter

from console.layers.marks import Labels, LineLabels, Plane
from console.map.labels import LabelBatch, Placed, Setting, set_labels
from console.map.line_labels import PixelLine
from console.map.painter import Entry, MarksPainter
from console.map.projection import Frame, Projection
from console.map.sheets import Sheet, band
from console.map.taken import Taken

PLANES: tuple[Plane, ...] = ("below", "live", "above")
MARGIN_PX = 288
"""How far the images reach beyond the view on each side, in logical pixels."""
_BAND_PX = 144
_NEAR_SHARE = 0.5
_NAMED_RIM_PX = 64
_URGENT_PX = 72
_GROUND = "map.land"
_SIDES = ("left", "right", "top", "bottom")

Entries = dict[Plane, tuple[Entry, ...]]


@dataclass(eq=False)
class FrameSet:
    """The three sheets of one frame, and the names set on it."""

    frame: Frame
    sheets: dict[Plane, Sheet]
    live_names: list[Placed] = field(default_factory=list)
    above_names: list[Placed] = field(default_factory=list)
    named: QRect = field(default_factory=QRect)
    lines: dict[tuple[LineLabels, int], PixelLine] = field(default_factory=dict)

    @property
    def rect(self) -> QRect:
        """What the sheets cover, in frame pixels."""
        return self.sheets["below"].rect

    def names(self, plane: Plane) -> list[Placed]:
        """The names painted on a plane."""
        return {"below": [], "live": self.live_names, "above": self.above_names}[plane]


class Stage:
    """What has been painted of a scene, and what is to be painted next."""

    def __init__(self, painter: MarksPainter) -> None:
        """An empty stage."""
        self.painter = painter
        self._entries: Entries = dict.fromkeys(PLANES, ())
        self._shown: FrameSet | None = None
        self._coming: FrameSet | None = None
        self._goal: Projection | None = None
        self._ratio = 1.0
        self._hold = False
        self._ready = False
        self._job: Iterator[None] | None = None

    # --- what is to be seen ---------------------------------------------------------------

    def look_at(self, projection: Projection, ratio: float, hold: bool = False) -> None:
        """What the view shows, or will when a zoom has ended; `ratio` device pixels a pixel.

        While `hold` the images of the old scale stay on the screen though the new be ready: a
        zoom is on its way.
        """
        self._hold = hold
        if self._ready and not hold:
            self._swap()
        if (projection, ratio) == (self._goal, self._ratio):
            return
        self._goal, self._ratio = projection, ratio
        newest = self._coming or self._shown
        if newest is not None and newest.frame.fits(projection, ratio) and self._roomy(newest):
            return
        frame = Frame.of(projection, ratio)
        if newest is not None and newest.frame.fits(projection, ratio):
            frame = newest.frame
        self._drop_job()
        self._coming, self._ready = self._new_set(frame), False

    @property
    def extent(self) -> Projection | None:
        """What the images cover: the view with its margin; None before there is a view."""
        newest = self._coming or self._shown
        if newest is None:
            return None
        r, f = newest.rect, newest.frame
        west, south, east, north = f.bounds_of(
            r.left(), r.top(), r.left() + r.width(), r.top() + r.height()
        )
        return Projection(
            (west + east) / 2, (south + north) / 2, f.m_per_logical_px,
            round(r.width() / f.ratio), round(r.height() / f.ratio),
        )  # fmt: skip

    def set_entries(self, entries: Entries, at_once: bool = True) -> None:
        """Take a changed scene; the planes that differ are painted anew where they are seen.

        With `at_once` off a frame that is being prepared goes on a slice at a time.
        """
        changed = [p for p in PLANES if not _same(entries[p], self._entries[p])]
        self._entries = entries
        if not changed:
            return
        if self._coming is not None and not at_once:
            self._drop_job()
            self._ready = False
        else:
            self.repaint(changed)

    def repaint(self, planes: list[Plane]) -> None:
        """Paint planes anew, at once where they are seen."""
        if self._goal is None:
            return
        self._drop_job()
        if self._coming is not None:
            _run(self._prepare(self._coming))
            if self._ready:
                self._swap()
            return
        shown = self._shown
        if shown is None:
            return
        for plane in planes:
            shown.sheets[plane].valid = QRect()
            if plane == "live":
                _run(self._set_live_names(shown))
            elif plane == "above":
                shown.above_names, shown.named = [], QRect()
                _run(self._set_above_names(shown, self._around_view(shown)))
        for plane in planes:
            _run(self._paint(shown, plane, self._view_rect(shown)))

    def rearrange_names(self, hidden: Sequence[QRect] = ()) -> bool:
        """Set the names anew around what is live now; whether any had to move.

        They also keep off `hidden` parts of the view (logical pixels).
        """
        shown = self._shown
        if shown is None or self._coming is not None:
            return False
        before = {p.key: p.boxes for p in shown.above_names}
        self._drop_job()
        view, ratio = self._view_rect(shown), self._ratio
        covered = [
            QRect(
                view.left() + round(r.left() * ratio),
                view.top() + round(r.top() * ratio),
                round(r.width() * ratio),
                round(r.height() * ratio),
            )
            for r in hidden
        ]
        _run(self._set_above_names(shown, QRect(shown.rect), covered=covered))
        if {p.key: p.boxes for p in shown.above_names} == before:
            return False
        shown.sheets["above"].valid = QRect()
        _run(self._paint(shown, "above", self._view_rect(shown)))
        return True

    # --- painting a slice at a time -------------------------------------------------------

    @property
    def is_sharp(self) -> bool:
        """Whether all that is seen is painted at the scale asked for."""
        if self._coming is not None or self._shown is None:
            return False
        view = self._view_rect(self._shown)
        return all(sheet.valid.contains(view) for sheet in self._shown.sheets.values())

    @property
    def has_painted(self) -> bool:
        """Whether there is anything to put on the screen."""
        return self._shown is not None

    @property
    def painted_parts(self) -> tuple[QRect, ...]:
        """What is painted of what is seen, plane by plane: another value asks for a new frame."""
        shown = self._shown
        if shown is None:
            return ()
        view = self._view_rect(shown)
        return (*(sheet.valid & view for sheet in shown.sheets.values()), shown.rect)

    @property
    def is_urgent(self) -> bool:
        """Whether the view comes near to where nothing is painted."""
        shown = self._shown
        if shown is None or self._coming is not None:
            return False
        view, near = self._view_rect(shown), round(_URGENT_PX * self._ratio)
        return any(
            _room(view, sheet.valid, side) < near
            for sheet in shown.sheets.values()
            for side in _SIDES
        )

    @property
    def unpainted_share(self) -> float:
        """How much of the view the base map does not cover yet, 0 to 1."""
        shown = self._shown
        if shown is None or self._goal is None:
            return 1.0
        view = self._seen_rect(shown, self._goal)
        part = shown.sheets["below"].valid & view
        return 1.0 - part.width() * part.height() / max(view.width() * view.height(), 1)

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
            self._swap()
        while not self.is_sharp and self.work(1.0):
            pass

    def _next_job(self) -> Iterator[None] | None:
        if self._coming is not None:
            return None if self._ready else self._prepare(self._coming)
        shown = self._shown
        if shown is None or self._goal is None:
            return None
        view = self._view_rect(shown)
        for plane in PLANES:
            if not (shown.sheets[plane].valid & view).contains(view) and not shown.sheets[
                plane
            ].valid.intersects(view):
                return self._start_over(shown, plane)
        if self._strayed(shown, view):
            return self._recentre(shown, view)
        return self._widen(shown, view)

    def _prepare(self, coming: FrameSet) -> Iterator[None]:
        """Paint what is seen of a new frame, all planes, then show it."""
        view = self._view_rect(coming)
        for sheet in coming.sheets.values():
            sheet.valid = QRect()
            sheet.move_to(self._centred(coming, view).topLeft())
        yield from self._set_live_names(coming)
        yield from self._set_above_names(coming, self._around_view(coming))
        for plane in PLANES:
            yield from self._paint(coming, plane, view)
        self._ready = True
        if not self._hold:
            self._swap()

    def _swap(self) -> None:
        self._shown, self._coming, self._ready = self._coming, None, False

    def _start_over(self, shown: FrameSet, plane: Plane) -> Iterator[None]:
        """Paint what is seen where nothing of it is painted."""
        view = self._view_rect(shown)
        sheet = shown.sheets[plane]
        if not sheet.rect.contains(view):
            sheet.move_to(self._centred(shown, view).topLeft())
        sheet.valid = QRect()
        yield from self._paint(shown, plane, view)

    def _recentre(self, shown: FrameSet, view: QRect) -> Iterator[None]:
        corner = self._centred(shown, view).topLeft()
        for plane in PLANES:
            shown.sheets[plane].move_to(corner)
            yield

    def _widen(self, shown: FrameSet, view: QRect) -> Iterator[None] | None:
        """The strip whose edge is nearest to the view's, of any plane; None where all is done."""
        best: tuple[int, Plane, QRect] | None = None
        thickness = round(_BAND_PX * self._ratio)
        for plane in PLANES:
            sheet = shown.sheets[plane]
            for side in _SIDES:
                strip = band(sheet.valid, sheet.rect, side, thickness)
                if strip.isEmpty():
                    continue
                room = _room(view, sheet.valid, side)
                if best is None or room < best[0]:
                    best = (room, plane, strip)
        if best is None:
            return None
        return self._paint(shown, best[1], best[2])

    def _paint(self, frames: FrameSet, plane: Plane, strip: QRect) -> Iterator[None]:
        sheet = frames.sheets[plane]
        strip = strip & sheet.rect
        if plane == "above" and not frames.named.contains(strip):
            yield from self._add_names(frames)
        names = [p for p in frames.names(plane) if _touches(p, strip)]
        yield from self.painter.paint(
            sheet.image, sheet.rect, strip, frames.frame, self._entries[plane], names,
            _GROUND if plane == "below" else "",
        )  # fmt: skip
        sheet.grown_valid(strip)

    # --- names ----------------------------------------------------------------------------

    def _set_live_names(self, frames: FrameSet) -> Iterator[None]:
        batches = _label_batches(self._entries["live"])
        placed: list[Placed] = []
        if batches:
            taken = Taken(frames.rect, frames.frame.ratio)
            setting = self._setting(frames, frames.rect)
            yield from _collect(set_labels(setting, batches, taken), placed)
        frames.live_names = placed

    def _set_above_names(
        self,
        frames: FrameSet,
        area: QRect,
        tried: QRect | None = None,
        covered: Sequence[QRect] = (),
    ) -> Iterator[None]:
        """Set the names of an area, keeping those that are set.

        `tried` is where all names had a go before, `covered` where none can be read.
        """
        batches = _label_batches(self._entries["below"]) + _label_batches(self._entries["above"])
        taken = Taken(area, frames.frame.ratio)
        for entry in (e for plane in PLANES for e in self._entries[plane]):
            for batch in entry.batches:
                taken.take_batch(batch, frames.frame)
        for box in (box for name in frames.live_names for box in name.boxes):
            taken.take_for_name(box)
        for r in covered:
            taken.take_for_name((r.left(), r.top(), r.left() + r.width(), r.top() + r.height()))
        placed: list[Placed] = []
        setting = self._setting(frames, area, tried or QRect())
        yield from _collect(set_labels(setting, batches, taken, frames.above_names), placed)
        frames.above_names, frames.named = placed, area

    def _add_names(self, frames: FrameSet) -> Iterator[None]:
        """Name new ground; what reaches over into ground painted before is painted there."""
        before = {placed.key for placed in frames.above_names}
        tried = frames.named & frames.rect
        yield from self._set_above_names(frames, QRect(frames.rect), tried)
        sheet = frames.sheets["above"]
        added = [p for p in frames.above_names if p.key not in before]
        with QPainter(sheet.image) as painter:
            painter.translate(-sheet.rect.left(), -sheet.rect.top())
            painter.setClipRect(sheet.valid)
            for image, x, y in (stamp for placed in added for stamp in placed.stamps):
                painter.drawImage(x, y, image)

    def _setting(self, frames: FrameSet, area: QRect, tried: QRect | None = None) -> Setting:
        inks, language = self.painter.inks, self.painter.language
        return Setting(frames.frame, area, inks, language, tried or QRect(), frames.lines)

    def _around_view(self, frames: FrameSet) -> QRect:
        """The view with a little around it, where names are wanted first."""
        rim = round(_NAMED_RIM_PX * self._ratio)
        return self._view_rect(frames).adjusted(-rim, -rim, rim, rim) & frames.rect

    # --- onto the screen ------------------------------------------------------------------

    def compose(self, painter: QPainter, projection: Projection, smooth: bool = True) -> None:
        """Draw what there is of a view; painter and view are in logical pixels.

        Where no image reaches, the ground is left plain.
        """
        shown = self._shown
        ground = self.painter.inks.color(_GROUND)
        whole = QRect(0, 0, projection.width_px, projection.height_px)
        if shown is None:
            painter.fillRect(whole, ground)
            return
        painter.save()
        if shown.frame.fits(projection, self._ratio):
            view = self._seen_rect(shown, projection)
            if not shown.sheets["below"].valid.contains(view):
                painter.fillRect(whole, ground)
            painter.scale(1 / self._ratio, 1 / self._ratio)
            for plane in PLANES:
                self._blit(painter, shown.sheets[plane], view, plane == "below")
        else:
            painter.fillRect(whole, ground)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            for plane in PLANES:
                self._blit_scaled(painter, shown, plane, projection)
        painter.restore()

    def _blit(self, painter: QPainter, sheet: Sheet, view: QRect, opaque: bool) -> None:
        part = sheet.valid & view
        if part.isEmpty():
            return
        mode = QPainter.CompositionMode
        painter.setCompositionMode(
            mode.CompositionMode_Source if opaque else mode.CompositionMode_SourceOver
        )
        painter.drawImage(
            part.topLeft() - view.topLeft(), sheet.image, part.translated(-sheet.rect.topLeft())
        )

    def _blit_scaled(
        self, painter: QPainter, shown: FrameSet, plane: Plane, projection: Projection
    ) -> None:
        frame, sheet = shown.frame, shown.sheets[plane]
        times = frame.m_per_px / projection.m_per_px
        left, top = frame.offset_of(projection)
        v = sheet.valid
        if v.isEmpty():
            return
        painter.drawImage(
            QRectF(
                (v.left() - left) * times, (v.top() - top) * times,
                v.width() * times, v.height() * times,
            ),
            sheet.image,
            QRectF(v.translated(-sheet.rect.topLeft())),
        )  # fmt: skip

    # --- rectangles -----------------------------------------------------------------------

    def _seen_rect(self, frames: FrameSet, projection: Projection) -> QRect:
        """What a view of this scale shows, in frame pixels."""
        left, top = frames.frame.offset_of(projection)
        ratio = frames.frame.ratio
        width, height = -(-projection.width_px * ratio // 1), -(-projection.height_px * ratio // 1)
        return QRect(round(left), round(top), int(width), int(height))

    def _view_rect(self, frames: FrameSet) -> QRect:
        """What is to be seen of a frame set."""
        if self._goal is None:
            return QRect()
        return self._seen_rect(frames, self._goal)

    def _centred(self, frames: FrameSet, view: QRect) -> QRect:
        rect = QRect(frames.rect)
        rect.moveTopLeft(
            QPoint(
                view.left() - (rect.width() - view.width()) // 2,
                view.top() - (rect.height() - view.height()) // 2,
            )
        )
        return rect

    def _strayed(self, shown: FrameSet, view: QRect) -> bool:
        """Whether the view has come nearer to the images' edge than half their margin."""
        least = round(MARGIN_PX * self._ratio * _NEAR_SHARE)
        return not shown.rect.adjusted(least, least, -least, -least).contains(view)

    def _roomy(self, frames: FrameSet) -> bool:
        """Whether the sheets have their margin around a view of this size."""
        size = self._sheet_size()
        return frames.rect.size() == size.size()

    def _sheet_size(self) -> QRect:
        if self._goal is None:
            return QRect()
        ratio = self._ratio
        return QRect(
            0, 0, round((self._goal.width_px + 2 * MARGIN_PX) * ratio),
            round((self._goal.height_px + 2 * MARGIN_PX) * ratio),
        )  # fmt: skip

    def _new_set(self, frame: Frame) -> FrameSet:
        bare = FrameSet(frame, {"below": Sheet(self._sheet_size(), opaque=True)})
        rect = self._centred(bare, self._view_rect(bare))
        return FrameSet(frame, {p: Sheet(rect, opaque=p == "below") for p in PLANES})

    def _drop_job(self) -> None:
        if self._job is not None:
            close = getattr(self._job, "close", None)
            if close is not None:
                close()
            self._job = None


def _run(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def _collect(steps: Iterator[Placed | None], into: list[Placed]) -> Iterator[None]:
    for placed in steps:
        if placed is None:
            yield
        else:
            into.append(placed)


def _label_batches(entries: tuple[Entry, ...]) -> list[LabelBatch]:
    return [b for e in entries for b in e.batches if isinstance(b, Labels | LineLabels)]


def _touches(placed: Placed, strip: QRect) -> bool:
    return any(
        strip.intersects(QRect(x, y, image.width(), image.height()))
        for image, x, y in placed.stamps
    )


def _room(view: QRect, valid: QRect, side: str) -> int:
    """How far the painted part reaches beyond the view on one side; negative: falls short."""
    match side:
        case "left":
            return view.left() - valid.left()
        case "right":
            return valid.left() + valid.width() - view.left() - view.width()
        case "top":
            return view.top() - valid.top()
        case _:
            return valid.top() + valid.height() - view.top() - view.height()


def _same(one: tuple[Entry, ...], other: tuple[Entry, ...]) -> bool:
    """Whether two planes hold the same batches, object for object, equally opaque."""
    if len(one) != len(other):
        return False
    return all(
        a.opacity == b.opacity
        and len(a.batches) == len(b.batches)
        and all(x is y for x, y in zip(a.batches, b.batches, strict=True))
        for a, b in zip(one, other, strict=True)
    )

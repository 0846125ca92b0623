"""The stamp on the map: which Picture this is, in words, from the Picture itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from console.fonts import font, width_px
from console.map.inks import Inks
from console.map.plate import Plate
from geodata.instants import aware
from geodata.picture import Picture
from geodata.texts import Language, Text, same
from geodata.wording import weekday

StampKind = Literal["replay", "draft"]

_TITLES: dict[StampKind, Text] = {
    "replay": Text("回放", "Replay"),
    "draft": Text("草案", "Draft"),
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_EDGE_PX = 3
_PADDING_PX = 12
_TITLE_PX, _TITLE_LINE_PX = 14.0, 20
_LINE_PX, _LINE_LINE_PX = 12.0, 18
_ABOVE_PX = 7


@dataclass(frozen=True, slots=True)
class OldDrawing:
    """A layer that still shows an earlier instant."""

    title: Text
    t_us: int


def stamp_kind(picture: Picture) -> StampKind:
    """Which edge the stamp has: a Picture with a plan laid over is a draft."""
    return "draft" if picture.plan is not None else "replay"


def stamp_title(picture: Picture, kind: StampKind) -> Text:
    """What this is and the Picture's own t, in the district's zone."""
    at = _local(picture, picture.moment.t_us)
    day, clock = f"{at:%Y-%m-%d}", f"{at:%H:%M}" if not at.second else f"{at:%H:%M:%S}"
    day_name, title = weekday(at), _TITLES[kind]
    return Text(
        f"{title.zh} · {day} {day_name.zh} {clock}", f"{title.en} · {day} {day_name.en} {clock}"
    )


def stamp_line(picture: Picture) -> Text:
    """As known when, and which window counts."""
    moment = picture.moment
    start, end = _local(picture, moment.window.start_us), _local(picture, moment.window.end_us)
    year = _local(picture, moment.t_us).year
    dated = start.year != year or end.year != year
    window = f"{_short(start, dated)} → {_short(end, dated)}"
    words = Text(f"{_known(picture).zh} · 窗口 {window}", f"{_known(picture).en} · window {window}")
    if not moment.is_known_now and moment.known_at_us < moment.window.end_us:
        return Text(f"{words.zh}，计至此刻", f"{words.en}, counted to then")
    return words


def _known(picture: Picture) -> Text:
    moment = picture.moment
    if moment.is_known_now:
        return Text("今知", "Known now")
    if moment.known_at_us == moment.t_us:
        return Text("当时所知", "Known then")
    at = f"{_local(picture, moment.known_at_us):%Y-%m-%d %H:%M}"
    return Text(f"{at} 所知", f"Known at {at}")


def _local(picture: Picture, us: int) -> datetime:
    return aware(us, picture.snapshot.district.zone)


def _short(at: datetime, dated: bool) -> str:
    day = f"{at:%Y-%m-%d}" if dated else f"{at:%m-%d}"
    return day if (at.hour, at.minute) == (0, 0) else f"{day} {at:%H:%M}"


class Stamp(Plate):
    """The stamp as a plate at the top left."""

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """Hidden until there is a Picture."""
        super().__init__(parent, inks)
        self._language: Language = language
        self._kind: StampKind = "replay"
        self._lines: tuple[Text, ...] = ()
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """The lines as they stand on the plate."""
        return tuple(line(self._language) for line in self._lines)

    def show_picture(self, picture: Picture, old: Sequence[OldDrawing] = ()) -> None:
        """Print a Picture's t; below it the layers that still show an earlier one."""
        self._kind = stamp_kind(picture)
        lines = [stamp_title(picture, self._kind), stamp_line(picture)]
        for drawing in old:
            at = same(f"{_local(picture, drawing.t_us):%m-%d %H:%M}")
            lines.append(
                Text(
                    f"{drawing.title.zh}：仍为 {at.zh}，更新中",
                    f"{drawing.title.en}: still {at.en}, updating",
                )
            )
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self._fit()
        self.show()

    def set_language(self, language: Language) -> None:
        """Say it in another language."""
        self._language = language
        self._fit()

    def draw(self, painter: QPainter) -> None:
        self.draw_frame(painter)
        painter.fillRect(0, 0, _EDGE_PX, self.height(), self.inks.color(f"stamp.{self._kind}"))
        top = float(_ABOVE_PX)
        for n, words in enumerate(self.words):
            size, line, role = _line_look(n)
            painter.setFont(font(size, bold=n == 0))
            painter.setPen(self.inks.color(role))
            box = QRectF(_PADDING_PX, top, self.width() - _PADDING_PX, line)
            painter.drawText(box, _LEFT, words)
            top += line

    def _fit(self) -> None:
        widths = [
            width_px(words, _line_look(n)[0], bold=n == 0) for n, words in enumerate(self.words)
        ]
        height = sum(_line_look(n)[1] for n in range(len(widths))) + 2 * _ABOVE_PX
        self.resize(ceil(max(widths, default=0)) + 2 * _PADDING_PX + 2, height)
        self.setAccessibleName(" · ".join(self.words))
        self.change()


def _line_look(n: int) -> tuple[float, int, str]:
    """Size, height and role of the n-th line."""
    if n == 0:
        return _TITLE_PX, _TITLE_LINE_PX, "text.t1"
    return _LINE_PX, _LINE_LINE_PX, "text.t2" if n == 1 else "sample"

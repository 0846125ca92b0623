"""What the window counts by kind, beside the whole year as known now."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from console.fonts import font
from console.layers.base import Key
from console.layers.incidents import kinds_in
from console.palette import Palette
from geodata.instants import aware, local_year
from geodata.kinds import ACTED_ON, RECORDS, IncidentKind
from geodata.moment import Moment
from geodata.picture import Picture
from geodata.picture import picture as make_picture
from geodata.selection import Selection
from geodata.texts import Language, Text

ROW_PX = 26
SYMBOL_X, NAME_X, BAR_X = 10, 34, 118
MOST_ROWS = 10
RIGHT_PX, YEAR_PX, WINDOW_PX = 12, 64, 60
EXPLAINED = Text(
    "窗内：时间窗内记录的全部；处置：全年已处罚、警告或处理的，今知",
    "Window: all recorded in the window; dealt: penalty, warning or handled in the year, known now",
)
HEADS = (Text("类别", "Kind"), Text("窗内", "Window"))


class KindBars(QWidget):
    """A row a kind: symbol, name, bar, window, year. Painted whole: it changes with every step."""

    def __init__(self, palette: Palette, symbol: Callable[[Key], QPixmap]) -> None:
        """Empty until a Picture comes."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._palette = palette
        self._symbol = symbol
        self._language: Language = "zh"
        self._kinds: tuple[IncidentKind, ...] = ()
        self._more = 0
        self._window: dict[str, int] = {}
        self._year: dict[str, int] = {}
        self._year_name = 0

    def show_picture(self, picture: Picture) -> None:
        """Count another Picture."""
        kinds = kinds_in(picture)
        self._kinds = _listed(kinds, picture)
        self._more = len(kinds) - len(self._kinds)
        self._window = dict(picture.counted.by_kind)
        self._year_name = aware(picture.moment.t_us, picture.snapshot.district.zone).year
        self._year = dict(_year_now(picture))
        self.setFixedHeight(ROW_PX * (len(self._kinds) + 1 + bool(self._more)) + 4)
        self.update()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.setToolTip(EXPLAINED(language))
        self.update()

    def set_palette(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._palette = palette
        self.update()

    def figures(self) -> dict[str, dict[str, int]]:
        """What the rows say."""
        return {"window": dict(self._window), "year": dict(self._year)}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Heads, then a row a kind."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.color("panel")))
        self._paint_heads(painter)
        rows = self._counted_rows()
        most = max((here for _, here, _ in rows), default=0)
        for place, (kind, here, year) in enumerate(rows, 1):
            self._paint_row(painter, place * ROW_PX, kind, (here, year, most))
        painter.end()

    def _counted_rows(self) -> list[tuple[IncidentKind, int, int]]:
        """Each kind with what the window and the year count; those not listed in one row."""
        rows = [(k, self._window.get(k.code, 0), self._year.get(k.code, 0)) for k in self._kinds]
        if self._more:
            name = Text(f"其他 {self._more} 类", f"{self._more} other kinds")
            here = sum(self._window.values()) - sum(row[1] for row in rows)
            year = sum(self._year.values()) - sum(row[2] for row in rows)
            rows.append((IncidentKind("", name, "kind.other", "ring", RECORDS), here, year))
        return rows

    def _paint_heads(self, painter: QPainter) -> None:
        year = Text(f"{self._year_name} 处置", f"{self._year_name} dealt")
        painter.setFont(font(12))
        painter.setPen(QColor(self._palette.color("text.t2")))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        edge = self.width() - RIGHT_PX
        painter.drawText(QRect(NAME_X, 0, 80, ROW_PX), left | middle, HEADS[0](self._language))
        at = edge - YEAR_PX - WINDOW_PX
        painter.drawText(QRect(at, 0, WINDOW_PX, ROW_PX), right | middle, HEADS[1](self._language))
        painter.drawText(
            QRect(edge - YEAR_PX, 0, YEAR_PX, ROW_PX), right | middle, year(self._language)
        )
        painter.setPen(QColor(self._palette.color("line2")))
        painter.drawLine(0, ROW_PX - 1, self.width(), ROW_PX - 1)

    def _paint_row(
        self, painter: QPainter, top: int, kind: IncidentKind, counts: tuple[int, int, int]
    ) -> None:
        here, year, most = counts
        pixmap = self._symbol(Key(f"dot:{kind.symbol}", kind.role, kind.name))
        side = round(pixmap.height() / pixmap.devicePixelRatio())
        painter.drawPixmap(SYMBOL_X, top + (ROW_PX - side) // 2, pixmap)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(13))
        painter.setPen(QColor(self._palette.color("text.t1")))
        # A kind that came with a file may be called anything.
        longest = self.width() - RIGHT_PX - YEAR_PX - WINDOW_PX - NAME_X
        shortened = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(kind.name(self._language), shortened, longest)
        width = painter.fontMetrics().horizontalAdvance(name)
        painter.drawText(QRect(NAME_X, top, width + 4, ROW_PX), left | middle, name)
        bar_x = max(BAR_X, NAME_X + width + 12)
        room = self.width() - RIGHT_PX - YEAR_PX - WINDOW_PX - bar_x
        if most and room > 0:
            length = max(2 if here else 0, round(room * here / most))
            painter.fillRect(
                bar_x, top + 8, length, ROW_PX - 16, QColor(self._palette.color(kind.role))
            )
        edge = self.width() - RIGHT_PX
        painter.setFont(font(13, bold=True))
        painter.drawText(
            QRect(edge - YEAR_PX - WINDOW_PX, top, WINDOW_PX, ROW_PX), right | middle, f"{here:,}"
        )
        painter.setFont(font(12))
        painter.setPen(QColor(self._palette.color("text.t2")))
        painter.drawText(QRect(edge - YEAR_PX, top, YEAR_PX, ROW_PX), right | middle, f"{year:,}")


def _listed(kinds: tuple[IncidentKind, ...], picture: Picture) -> tuple[IncidentKind, ...]:
    """The kinds that get a row: all, or the most frequent of the record where there are many."""
    if len(kinds) <= MOST_ROWS:
        return kinds
    history = picture.counted.history

    def make() -> tuple[IncidentKind, ...]:
        counts = np.bincount(history.kind.codes, minlength=len(history.kind.names))
        often = dict(zip(history.kind.names, counts.tolist(), strict=True))
        first = sorted(kinds, key=lambda kind: -often.get(kind.code, 0))[: MOST_ROWS - 1]
        return tuple(kind for kind in kinds if kind in first)

    return picture.snapshot.kept("kinds listed", (history,), make)


def _year_now(picture: Picture) -> dict[str, int]:
    """Counts by kind of the local year that holds t, as its review counts: acted on, known now."""
    snapshot = picture.snapshot
    year = aware(picture.moment.t_us, snapshot.district.zone).year
    history = snapshot.history("incident")

    def make() -> dict[str, int]:
        acted_on = Selection(outcomes=ACTED_ON)
        span = local_year(year, snapshot.district.zone)
        whole = Moment(picture.moment.t_us, span, selection=acted_on)
        return dict(make_picture(snapshot, None, whole).counted.by_kind)

    return snapshot.kept("year by kind", (history, year), make)

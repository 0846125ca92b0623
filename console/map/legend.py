"""The legend over the map: rasters and what is drawn with them, in the words of their layers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from console.fonts import font, width_px
from console.layers.base import Legend
from console.map.inks import Inks
from console.map.keys import HEIGHT_PX, WIDTH_PX, key_pixmap, ramp_gradient
from console.map.plate import Plate
from geodata.texts import Language

_PADDING_PX = 12
_RAMP_PX = 10
_WIDTH_PX = 232
_TITLE_PX, _TEXT_PX, _TICK_PX = 13.0, 12.0, 11.0
_TITLE_LINE_PX, _LINE_PX, _TICK_LINE_PX = 22, 20, 18
_GAP_PX = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """Keys that stand in one line: (index of the key, left edge)."""

    keys: tuple[tuple[int, float], ...]


class LegendBox(Plate):
    """Legends stacked at the bottom right; gone where there are none."""

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """Hidden until there is something to explain."""
        super().__init__(parent, inks)
        self._language: Language = language
        self._legends: tuple[Legend, ...] = ()
        self.hide()

    def show_legends(self, legends: Sequence[Legend]) -> None:
        """Explain these, uppermost first."""
        if tuple(legends) != self._legends:
            self._legends = tuple(legends)
            self._fit()
        self.setVisible(bool(self._legends))

    def set_language(self, language: Language) -> None:
        """Say it in another language."""
        self._language = language
        self._fit()

    @property
    def words(self) -> tuple[str, ...]:
        """All that is written on it."""
        return tuple(word for legend in self._legends for word in self._words_of(legend))

    def _words_of(self, legend: Legend) -> Iterator[str]:
        yield legend.title(self._language)
        yield legend.unit(self._language)
        yield from legend.ticks
        yield from (key.words(self._language) for key in legend.keys)
        if legend.note is not None:
            yield legend.note(self._language)

    def _fit(self) -> None:
        width = max([_WIDTH_PX, *map(self._width_of, self._legends)])
        height = sum(self._height_of(legend, width) for legend in self._legends)
        gaps = _GAP_PX * max(len(self._legends) - 1, 0)
        self.resize(width, height + gaps + 2 * _PADDING_PX - 6)
        self.setAccessibleName(" · ".join(self.words))
        self.change()

    def _width_of(self, legend: Legend) -> int:
        head = width_px(legend.title(self._language), _TITLE_PX, bold=True)
        head += width_px(legend.unit(self._language), _TEXT_PX) + 2 * _PADDING_PX
        note = width_px(legend.note(self._language), _TEXT_PX) if legend.note is not None else 0.0
        keys = [WIDTH_PX + 4 + width_px(key.words(self._language), _TEXT_PX) for key in legend.keys]
        return ceil(max([head, note, *keys])) + 2 * _PADDING_PX

    def _height_of(self, legend: Legend, width: int) -> int:
        ramp = _RAMP_PX + 2 + (_TICK_LINE_PX if legend.ticks else 0) if legend.ramp else 0
        rows = len(self._rows(legend, width))
        return _TITLE_LINE_PX + ramp + rows * _LINE_PX + (_LINE_PX if legend.note else 0)

    def _rows(self, legend: Legend, width: int) -> list[_Row]:
        """Keys set side by side as far as they fit."""
        rows: list[_Row] = []
        line: list[tuple[int, float]] = []
        x = float(_PADDING_PX)
        for n, key in enumerate(legend.keys):
            long = WIDTH_PX + 4 + width_px(key.words(self._language), _TEXT_PX) + _PADDING_PX
            if line and x + long - _PADDING_PX > width - _PADDING_PX:
                rows.append(_Row(tuple(line)))
                line, x = [], float(_PADDING_PX)
            line.append((n, x))
            x += long
        return [*rows, _Row(tuple(line))] if line else rows

    def draw(self, painter: QPainter) -> None:
        self.draw_frame(painter)
        top = float(_PADDING_PX - 3)
        for legend in self._legends:
            top = self._draw_legend(painter, legend, top) + _GAP_PX

    def _draw_legend(self, painter: QPainter, legend: Legend, top: float) -> float:
        inner = QRectF(_PADDING_PX, top, self.width() - 2 * _PADDING_PX, _TITLE_LINE_PX - 4)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        self._write(painter, inner, left | middle, legend.title, _TITLE_PX, "text.t1", bold=True)
        self._write(painter, inner, right | middle, legend.unit, _TEXT_PX, "text.t2")
        top += _TITLE_LINE_PX
        if legend.ramp:
            top = self._draw_ramp(painter, legend, top)
        for row in self._rows(legend, self.width()):
            for n, x in row.keys:
                key = legend.keys[n]
                painter.drawPixmap(
                    QPointF(x - 4, top + (_LINE_PX - HEIGHT_PX) / 2),
                    key_pixmap(key, self.inks.palette, self.devicePixelRatioF()),
                )
                box = QRectF(x + WIDTH_PX, top, self.width(), _LINE_PX)
                self._write(painter, box, left | middle, key.words, _TEXT_PX, "text.t1")
            top += _LINE_PX
        if legend.note is not None:
            box = QRectF(_PADDING_PX, top, self.width(), _LINE_PX)
            self._write(painter, box, left | middle, legend.note, _TEXT_PX, "text.t2")
            top += _LINE_PX
        return top

    def _draw_ramp(self, painter: QPainter, legend: Legend, top: float) -> float:
        left, long = _PADDING_PX, self.width() - 2 * _PADDING_PX
        bar = QRectF(left, top, long, _RAMP_PX)
        painter.fillRect(bar, ramp_gradient(self.inks.palette, legend.ramp, left, long))
        top += _RAMP_PX + 2
        painter.setFont(font(_TICK_PX))
        painter.setPen(self.inks.color("text.t2"))
        for n, tick in enumerate(legend.ticks):
            share = n / max(len(legend.ticks) - 1, 1)
            wide = width_px(tick, _TICK_PX)
            box = QRectF(left + share * (long - wide), top, wide + 2, _TICK_LINE_PX - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tick)
        return top + (_TICK_LINE_PX if legend.ticks else 0)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        align: Qt.AlignmentFlag,
        words: object,
        size: float,
        role: str,
        bold: bool = False,
    ) -> None:
        painter.setFont(font(size, bold=bold))
        painter.setPen(self.inks.color(role))
        text = words(self._language) if callable(words) else str(words)
        painter.drawText(box, align, text)

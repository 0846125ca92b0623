"""What a person sees of a window: texts that are cut off, and texts that are hard to read."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.support.contrast import contrast

LEAST_CONTRAST = 4.5
LEAST_SEEN_PX = 10
"""Less of a text than this may hold no full stroke of it."""


@dataclass(frozen=True)
class Words:
    """A text on the screen: what it says, where, and in how much room."""

    widget: QWidget
    text: str
    rect: QRect
    needed_px: int
    room_px: int


def words_of(root: QWidget) -> Iterator[Words]:
    """Every text that a visible widget shows."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield from _words(widget)


def cut_off(root: QWidget) -> list[str]:
    """Texts that need more room than they have, described."""
    return [
        f"{type(w.widget).__name__} {w.text!r}: {w.needed_px} px in {w.room_px}"
        for w in words_of(root)
        if w.needed_px > w.room_px
    ]


def hard_to_read(root: QWidget) -> list[str]:
    """Texts of enabled widgets whose strongest contrast is below 4.5, described."""
    pixels = _pixels(root.grab().toImage())
    found = []
    for word in words_of(root):
        if not word.widget.isEnabled() or not word.text.strip():
            continue
        corner = word.widget.mapTo(root, QPoint(0, 0))
        rect = word.rect.translated(corner) & word.widget.visibleRegion().boundingRect().translated(
            corner
        )
        if rect.width() < LEAST_SEEN_PX or rect.height() < LEAST_SEEN_PX:
            continue
        if isinstance(word.widget, QHeaderView) and rect.width() < word.rect.width():
            continue  # half scrolled out of sight, its words perhaps wholly
        best = _contrast(pixels[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1])
        if best < LEAST_CONTRAST:
            found.append(f"{type(word.widget).__name__} {word.text!r}: {best:.1f}")
    return found


def without_glyph(root: QWidget) -> list[str]:
    """Characters that no font of the machine can draw, with the text they stand in."""
    return [
        f"{character!r} in {word.text!r}"
        for word in words_of(root)
        for character in word.text
        if character.isprintable() and not _has_glyph(word.widget, character)
    ]


def _words(widget: QWidget) -> Iterator[Words]:
    metrics = QFontMetrics(widget.font())
    inside = widget.contentsRect()
    match widget:
        case QLabel() if widget.text():
            yield from _label(widget, metrics, inside)
        case QComboBox():
            room = inside.width() - 24
            text = widget.currentText()
            yield Words(widget, text, inside, metrics.horizontalAdvance(text), room)
        case QToolButton() if _is_icon(widget):
            return
        case QAbstractButton() if widget.text():
            yield Words(
                widget,
                widget.text(),
                inside,
                metrics.horizontalAdvance(widget.text()),
                inside.width(),
            )
        case QLineEdit():
            text = widget.text() or widget.placeholderText()
            yield Words(widget, text, inside, metrics.horizontalAdvance(text), inside.width())
        case QTabBar():
            for place in range(widget.count()):
                if widget.isTabVisible(place):
                    rect, text = widget.tabRect(place), widget.tabText(place)
                    room = min(rect.right(), widget.width()) - rect.left()
                    yield Words(widget, text, rect, metrics.horizontalAdvance(text), room)
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal:
            yield from _header(widget, metrics)
        case QTableView():
            yield from _cells(widget, metrics)


def _is_icon(button: QToolButton) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return button.toolButtonStyle() == only and not button.icon().isNull()


def _label(label: QLabel, metrics: QFontMetrics, inside: QRect) -> Iterator[Words]:
    flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    room = QRect(0, 0, inside.width() if label.wordWrap() else 10_000, 10_000)
    needed = metrics.boundingRect(room, flags, label.text())
    too_high = needed.height() > inside.height() + 2
    yield Words(
        label,
        label.text(),
        inside,
        needed.width() + (10_000 if too_high else 0),
        inside.width() + 1,
    )


def _header(header: QHeaderView, metrics: QFontMetrics) -> Iterator[Words]:
    model = header.model()
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        left, width = header.sectionViewportPosition(section), header.sectionSize(section)
        rect = QRect(left, 0, width, header.height())
        yield Words(header, text, rect, metrics.horizontalAdvance(text), width)


def _cells(table: QTableView, metrics: QFontMetrics) -> Iterator[Words]:
    model = table.model()
    seen = table.viewport().rect()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            rect = table.visualRect(index)
            wholly_there = seen.top() <= rect.top() and rect.bottom() <= seen.bottom()
            if table.isColumnHidden(column) or not wholly_there or not seen.intersects(rect):
                continue
            text = str(model.data(index) or "")
            if text:
                inner = rect.translated(table.viewport().pos())
                yield Words(table, text, inner, metrics.horizontalAdvance(text), rect.width() - 6)


def _has_glyph(widget: QWidget, character: str) -> bool:
    from PySide6.QtGui import QTextLayout

    layout = QTextLayout(character, widget.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(0 not in run.glyphIndexes() for run in layout.glyphRuns())


def _pixels(image: QImage) -> NDArray[np.uint8]:
    flat = image.convertToFormat(QImage.Format.Format_RGB888)
    row = np.frombuffer(bytes(flat.constBits()), dtype=np.uint8)
    lines = row.reshape(flat.height(), flat.bytesPerLine())
    return lines[:, : flat.width() * 3].reshape(flat.height(), flat.width(), 3)


def _contrast(pixels: NDArray[np.uint8]) -> float:
    """The strongest contrast of any pixel with the commonest one, which is the ground."""
    if not pixels.size:
        return 21.0
    colors, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
    ground = "#{:02x}{:02x}{:02x}".format(*colors[np.argmax(counts)])
    return max(contrast(ground, "#{:02x}{:02x}{:02x}".format(*one)) for one in colors)

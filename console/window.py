"""The window: header, left panel, map, right panel, time bar, status; an arrangement, no logic."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from console.focus import next_stop, stops
from console.sizes import NARROW_PX, TIME_BAR_NARROW_PX, TIME_BAR_PX
from console.widgets.header import Header
from console.widgets.statusbar import StatusBar
from console.widgets.tabs import Tabs

LEFT_PX, LEFT_NARROW_PX = 300, 248
RIGHT_PX, RIGHT_NARROW_PX = 400, 318
SMALLEST = QSize(1200, 680)


class Window(QMainWindow):
    """Signals: narrowed (whether there is little width), closing."""

    narrowed = Signal(bool)
    closing = Signal()

    def __init__(self, header: Header, canvas: QWidget, status: StatusBar) -> None:
        """Head, map and foot; panels and time bar are put in by `fill`, their places kept free."""
        super().__init__()
        self.header, self.canvas, self.status = header, canvas, status
        self.left: Tabs | None = None
        self.right: Tabs | None = None
        self.time_bar: QWidget | None = None
        self._narrow: bool | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for part in (QWidget(), canvas, QWidget()):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 1)
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        self._free = QWidget()
        self._below.addWidget(self._free)
        body = QWidget()
        body.setObjectName("gaps")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.split, 1)
        column.addLayout(self._below)
        column.addWidget(status)
        self.setCentralWidget(body)
        self.setMinimumSize(SMALLEST)

    @property
    def is_narrow(self) -> bool:
        """Whether there is little width."""
        return bool(self._narrow)

    def fill(self, left: Tabs, right: Tabs, time_bar: QWidget) -> None:
        """Put panels and time bar where their places were kept."""
        self.left, self.right, self.time_bar = left, right, time_bar
        widths = self.split.sizes()
        for place, part in ((0, left), (2, right)):
            kept = self.split.replaceWidget(place, part)
            if kept is not None:
                kept.deleteLater()
            part.show()
        self._below.replaceWidget(self._free, time_bar)
        self._free.deleteLater()
        self._take_widths()
        self.split.setSizes(widths)

    def leave(self) -> None:
        """Close the window."""
        self.close()

    def toggle_panels(self) -> None:
        """Map and time bar only, or everything."""
        alone = self.header.isVisible()
        for part in (self.left, self.right, self.header, self.status):
            if part is not None:
                part.setVisible(not alone)

    def focus_next_part(self) -> None:
        """Keyboard focus to the next of map, time bar, left and right panel."""
        every = (self.canvas, self.time_bar, self.left, self.right)
        parts: list[QWidget] = [part for part in every if part is not None]
        focused: QWidget | None = self.focusWidget()
        holding = (i for i, part in enumerate(parts) if focused and _holds(part, focused))
        here = next(holding, -1)
        for step in range(1, len(parts) + 1):
            within = stops(parts[(here + step) % len(parts)])
            if within:
                within[0].setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the window as it is read: head, left, map, right, time bar."""
        every = (self.header, self.left, self.canvas, self.right, self.time_bar)
        parts: list[QWidget] = [part for part in every if part is not None]
        found = next_stop(parts, self.focusWidget(), 1 if next else -1)
        if found is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason
        found.setFocus(reason.TabFocusReason if next else reason.BacktabFocusReason)
        return True

    def widths(self) -> list[int]:
        """The widths of left panel, map and right panel."""
        return self.split.sizes()

    def set_widths(self, widths: Sequence[Any]) -> None:
        """Take up remembered widths, where they are widths."""
        if len(widths) == 3 and all(isinstance(w, int) and w > 0 for w in widths):
            self.split.setSizes(list(widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold where the width asks for it."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            left, right = self._take_widths()
            if self.time_bar is None:
                self._free.setFixedHeight(TIME_BAR_NARROW_PX if narrow else TIME_BAR_PX)
            self.split.setSizes([left, self.width() - left - right, right])
            self.header.set_narrow(narrow)
            self.narrowed.emit(narrow)

    def _take_widths(self) -> tuple[int, int]:
        """Give the panels the least widths that their contents need."""
        left, right = (LEFT_NARROW_PX, RIGHT_NARROW_PX) if self._narrow else (LEFT_PX, RIGHT_PX)
        for place, width in ((0, left), (2, right)):
            part = self.split.widget(place)
            if part is not None:
                part.setMinimumWidth(width)
        return left, right

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before closing, so that what is to be remembered is kept."""
        self.closing.emit()
        super().closeEvent(event)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)

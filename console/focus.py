"""Where Tab goes: to the next control by where it stands, part by part, however it came there.

Qt goes by the order in which widgets were made, and rows that are made anew come last in it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

LINE_PX = 10
"""Controls whose middles lie this close in height stand on one line."""


def stops(part: QWidget) -> list[QWidget]:
    """The controls of a part that Tab stops at, line by line, each from left to right."""
    found = [widget for widget in (part, *part.findChildren(QWidget)) if _takes_tab(widget)]
    placed = sorted(((_middle(widget, part), widget) for widget in found), key=lambda one: one[0])
    lines: list[list[tuple[tuple[int, int], QWidget]]] = []
    for one in placed:
        if lines and one[0][0] - lines[-1][0][0][0] < LINE_PX:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [widget for line in lines for _, widget in sorted(line, key=lambda one: one[0][1])]


def next_stop(parts: Sequence[QWidget], focused: QWidget | None, step: int) -> QWidget | None:
    """The control `step` further among all parts in their order, round and round."""
    every = [widget for part in parts for widget in stops(part)]
    if not every:
        return None
    if focused not in every:
        return every[0 if step > 0 else -1]
    return every[(every.index(focused) + step) % len(every)]


def _takes_tab(widget: QWidget) -> bool:
    """Whether it is a control of its own: the editor within a number field is not."""
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return bool(takes) and widget.isVisible() and widget.isEnabled() and not widget.isWindow()


def _middle(widget: QWidget, part: QWidget) -> tuple[int, int]:
    """Height and breadth of a control's middle; a part that is itself one comes first."""
    if widget is part:
        return -LINE_PX, 0
    at = widget.mapTo(part, QPoint(widget.width() // 2, widget.height() // 2))
    return at.y(), at.x()

"""Finding the parts of a window."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def the(kind: type[W], within: QWidget) -> W:
    """The first part of a kind within a widget, which must be there."""
    found = within.findChild(kind)
    assert found is not None, f"no {kind.__name__} in {type(within).__name__}"
    return found

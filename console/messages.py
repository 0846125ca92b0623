"""Messages that wait for nobody: plain text in a box of its own, gone once it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def tell(window: QWidget, title: str, text: str, *, warning: bool = False) -> QMessageBox:
    """Show a text over a window; names in it that look like markup stay names."""
    icon = QMessageBox.Icon.Warning if warning else QMessageBox.Icon.NoIcon
    box = QMessageBox(icon, title, "", QMessageBox.StandardButton.Ok, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.open()
    return box

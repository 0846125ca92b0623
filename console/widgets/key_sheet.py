"""The key sheet: every key and what it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from console.widgets.parts import Words
from geodata.texts import Language, Text, same

TITLE = Text("按键", "Keys")
COLUMNS = 3
CLOSING = frozenset({Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KeySheet(QDialog):
    """Closes with Esc, Enter or F1."""

    def __init__(
        self, keys: Sequence[tuple[Text, str]], language: Language, parent: QWidget | None = None
    ) -> None:
        """List what each key does."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE(language))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        rows = -(-len(keys) // COLUMNS)
        for place, (name, key) in enumerate(keys):
            column, row = divmod(place, rows)
            pressed, does = Words(same(key), size="small"), Words(name)
            pressed.setObjectName("chip")
            pressed.setAlignment(Qt.AlignmentFlag.AlignCenter)
            for word in (pressed, does):
                word.set_language(language)
            grid.addWidget(pressed, row, column * 2)
            grid.addWidget(does, row, column * 2 + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CLOSING:
            self.accept()
        else:
            super().keyPressEvent(event)

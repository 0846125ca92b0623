"""What a list says where it is empty: one sentence with a verb; pressed, it does what it says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from geodata.texts import Language, Text


class Empty(QPushButton):
    """A sentence to press, in the language of the interface. Signals: clicked."""

    def __init__(self, text: Text) -> None:
        """Says a text."""
        super().__init__(text("zh"))
        self._text = text
        self._language: Language = "zh"
        self.setProperty("link", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(40)

    def say(self, text: Text) -> None:
        """Say another text."""
        self._text = text
        self.setText(text(self._language))

    def set_language(self, language: Language) -> None:
        """Say the same in another language."""
        self._language = language
        self.setText(self._text(language))

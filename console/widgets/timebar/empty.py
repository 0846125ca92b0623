"""What the plot says where the window counts nothing: one sentence and one verb."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from console.widgets.timebar.fields import Button
from geodata.texts import Language, Text

SENTENCE = Text("窗内无事件 ·", "No events in the window ·")
VERB = Text("扩大窗口", "Widen")
NOTHING = Text("尚无事件", "No events recorded")


class EmptyNote(QFrame):
    """A sentence over the plot.

    Signals:
        widen: the verb was pressed.
    """

    widen = Signal()

    def __init__(self, parent: QFrame) -> None:
        """Hidden until told."""
        super().__init__(parent)
        self.setObjectName("emptynote")
        self._language: Language = "zh"
        self._any = True
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.verb = Button(link=True)
        self.verb.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verb.clicked.connect(self.widen)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 6, 1)
        row.setSpacing(2)
        row.addWidget(self.sentence)
        row.addWidget(self.verb)
        self.hide()

    def tell(self, *, anything: bool) -> None:
        """Speak up; `anything` says whether the record holds any event at all."""
        self._any = anything
        self.set_language(self._language)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.sentence.setText((SENTENCE if self._any else NOTHING)(language))
        self.verb.setText(VERB(language))
        self.verb.setVisible(self._any)
        self.adjustSize()

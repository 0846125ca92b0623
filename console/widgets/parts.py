"""Small parts that every panel is made of: plain labels, sections, tab heads."""

from PySide6.QtCore import QEvent, QSize

# The Qt of QtCore knows nothing of rich text.
from PySide6.QtGui import QShowEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from geodata.texts import Language, Text

SECTION_PX = 30
ROW_PX = 28


class Words(QLabel):
    """A label of plain text in the language of the interface: names with markup stay names."""

    def __init__(self, text: Text | None = None, tone: str = "", size: str = "") -> None:
        """`tone` t2, t3, acc or error; `size` key, title or small."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setProperty("scale", size)
        self._text = text
        self._language: Language = "zh"
        if text is not None:
            self.setText(text("zh"))

    def say(self, text: Text) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setText(text(self._language))

    def set_language(self, language: Language) -> None:
        """Say the same in another language."""
        self._language = language
        if self._text is not None:
            self.setText(self._text(language))


class Figure(Words):
    """Words that change with every step in time: their room grows and never shrinks.

    A label whose room changes has everything around it laid out and painted again.
    """

    def __init__(self, tone: str = "", size: str = "", leading: bool = False) -> None:
        """Written at the end of its room, or where `leading` at its beginning."""
        super().__init__(tone=tone, size=size)
        side = Qt.AlignmentFlag.AlignLeft if leading else Qt.AlignmentFlag.AlignRight
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._widest = 0

    def say(self, text: Text) -> None:
        """Show another text."""
        super().say(text)
        self._fit()

    def set_language(self, language: Language) -> None:
        """Say the same in another language, in as much room as that needs."""
        # A label asks for its least size at least.
        self.setMinimumSize(0, 0)
        super().set_language(language)
        self._widest = 0
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widest = 0
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room needed by what was said meanwhile."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Before it is seen its style is not settled, and asking for it early takes long.
        if not self.isVisible():
            return
        needed = self.sizeHint()
        if needed.width() > self._widest:
            self._widest = needed.width()
            self.setFixedSize(needed)


class Section(QFrame):
    """The head of a section: its title, and something small at its right."""

    def __init__(self, title: Text) -> None:
        """A head with nothing at its right yet."""
        super().__init__()
        self.setObjectName("section")
        self.setFixedHeight(SECTION_PX)
        self.title = Words(title)
        self.note = Figure(tone="t2", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.note)

    def set_language(self, language: Language) -> None:
        """Say title and note in another language."""
        self.title.set_language(language)
        self.note.set_language(language)


class Scrolled(QScrollArea):
    """A column of parts that scrolls downwards; `_column` holds them."""

    def __init__(self, foot_px: int = 12) -> None:
        """An empty column with some air at its foot."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, foot_px)
        self._column.setSpacing(0)
        self.setWidget(body)


def plain_button(tooltip: str, size_px: int = 22) -> QToolButton:
    """A button without a frame, for eyes and arrows in rows."""
    button = QToolButton()
    button.setProperty("plain", True)
    button.setToolTip(tooltip)
    button.setFixedSize(QSize(size_px, size_px))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)


def plain_tip(words: str) -> str:
    """What a record says as a tooltip shows it letter by letter: Qt would render its markup."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words

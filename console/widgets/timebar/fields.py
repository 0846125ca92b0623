"""Fields that show a value and turn into an editor when clicked: the instant, the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QToolButton, QWidget

from console.palette import Palette
from console.widgets.timebar.bubble import Bubble
from console.widgets.timebar.style import colour, font
from geodata.texts import Language
from geodata.typed import Unreadable

HEIGHT_PX = 26
BIG_PX = 20
WEEKDAY_PX = 15


class Button(QToolButton):
    """A button that takes the focus by Tab alone, and then its Space before any shortcut."""

    def __init__(self, **looks: object) -> None:
        """`looks` are properties that the style sheet reads: bare, field, segment, end."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(HEIGHT_PX)
        for name, value in looks.items():
            self.setProperty(name, value)

    def event(self, event: QEvent) -> bool:
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            event.accept()
            return True
        return super().event(event)


class InstantFace(QAbstractButton):
    """An instant in large type: date and time bold, the weekday between them."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFixedHeight(28)
        self._parts = ("", "", "")
        self._ink, self._quiet, self._ring = QColor(), QColor(), QColor()

    def say(self, day: str, weekday: str, clock: str) -> None:
        """Show an instant."""
        if (day, weekday, clock) != self._parts:
            self._parts = (day, weekday, clock)
            self.setAccessibleName(" ".join(self._parts))
            self.updateGeometry()
            self.update()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours."""
        self._ink, self._quiet = colour(palette, "text.t1"), colour(palette, "text.t2")
        self._ring = colour(palette, "acc")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._widest()) + 12, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        big, small = font(BIG_PX, bold=True), font(WEEKDAY_PX)
        baseline = (self.height() + QFontMetricsF(big).capHeight()) / 2
        x = 4.0
        for text, face, ink in zip(
            self._parts, (big, small, big), (self._ink, self._quiet, self._ink), strict=True
        ):
            painter.setFont(face)
            painter.setPen(ink)
            painter.drawText(QPointF(x, baseline), text)
            x += QFontMetricsF(face).horizontalAdvance(text) + 6
        if self.hasFocus():
            painter.setPen(QPen(self._ring, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _widest(self) -> float:
        big, small = QFontMetricsF(font(BIG_PX, bold=True)), QFontMetricsF(font(WEEKDAY_PX))
        widest_day = max(small.horizontalAdvance(w) for w in ("Wed", "Mon", self._parts[1]))
        return big.horizontalAdvance("2022-10-1018:30") + widest_day + 12


class TypedField(QWidget):
    """A face that shows a value; clicked, or told to `edit`, it lets one be typed in its place.

    `read` gets what was typed and raises Unreadable where it is nothing; its words are then shown
    above the field, and the editor stays.

    Signals:
        typed: (value) what `read` made of what was typed.
    """

    typed = Signal(object)

    def __init__(
        self,
        face: QAbstractButton,
        read: Callable[[str], object],
        written: Callable[[], str],
    ) -> None:
        """`written` gives the present value as it would be typed."""
        super().__init__()
        self.face = face
        self.editor = QLineEdit()
        self.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.editor.setFixedHeight(HEIGHT_PX)
        self.editor.hide()
        self._read, self._written = read, written
        self._language: Language = "zh"
        self.bubble = Bubble(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(face)
        row.addWidget(self.editor)
        face.clicked.connect(self.edit)
        self.editor.returnPressed.connect(self._submit)
        self.editor.textEdited.connect(self.bubble.hide)
        self.editor.installEventFilter(self)

    def set_language(self, language: Language) -> None:
        """Complain in another language."""
        self._language = language

    def edit(self) -> None:
        """Let a value be typed."""
        self.editor.setFixedWidth(max(self.face.width(), self.face.sizeHint().width()))
        self.editor.setText(self._written())
        self.face.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def close_editor(self) -> None:
        """Show the value again, whatever was typed."""
        if self.editor.isVisible():
            self.bubble.hide()
            self.editor.hide()
            self.face.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor:
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                self.close_editor()
            escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if escape and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if escape and event.type() == QEvent.Type.KeyPress:
                self.close_editor()
                return True
        return super().eventFilter(watched, event)

    def _submit(self) -> None:
        try:
            value = self._read(self.editor.text())
        except Unreadable as why:
            above = self.editor.mapToGlobal(QPoint(self.editor.width() // 2, 0))
            self.bubble.say(why.words(self._language), above)
            return
        self.close_editor()
        self.typed.emit(value)

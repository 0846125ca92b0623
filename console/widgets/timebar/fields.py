"""Buttons of the row, and fields that turn into an editor when clicked."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QToolButton, QWidget
from shiboken6 import isValid

from console.widgets.timebar.bubble import Bubble
from console.widgets.timebar.faces import Face
from geodata.texts import Language
from geodata.typed import Unreadable

HEIGHT_PX = 26


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
        face: Face,
        read: Callable[[str], object],
        written: Callable[[], str],
        editor_px: int,
    ) -> None:
        """`written` gives the present value as it would be typed; it takes `editor_px` at least."""
        super().__init__()
        self.face = face
        self.editor = QLineEdit()
        self.editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.editor.setFixedHeight(HEIGHT_PX)
        self.editor.hide()
        self.bubble = Bubble(self)
        self._read, self._written, self._editor_px = read, written, editor_px
        self._language: Language = "zh"
        self._before: QWidget | None = None
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
        self._before = QApplication.focusWidget()
        self.editor.setFixedWidth(max(self.face.width(), self._editor_px))
        self.editor.setText(self._written())
        self.face.hide()
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def close_editor(self) -> None:
        """Show the value again, whatever was typed; the focus goes back to where it came from."""
        if not self.editor.isHidden():
            self.bubble.hide()
            self.face.show()
            if self.editor.hasFocus():
                self._give_back_focus()
            self.editor.hide()

    def _give_back_focus(self) -> None:
        before = self._before
        if before is None or not isValid(before) or not before.isVisible():
            before = self.face
        before.setFocus(Qt.FocusReason.OtherFocusReason)

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

"""A row of the layer panel: eye, symbol, name, count; it opens to the layer's options."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from console.widgets.parts import ROW_PX, Words, plain_button
from geodata.texts import Language, Text

Icon = Callable[[str], QIcon]
"""An icon by name in the colours in force."""

HIDE = Text("隐藏", "Hide")
SHOW = Text("显示", "Show")


class LayerRow(QFrame):
    """One row. Signals: eye (visible), chosen (open or close options), moved (−1 down, +1 up)."""

    eye = Signal(bool)
    chosen = Signal()
    moved = Signal(int)

    def __init__(self, name: Text, icon: Icon) -> None:
        """Visible, closed."""
        super().__init__()
        self.setObjectName("row")
        self.setFixedHeight(ROW_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = icon
        self._language: Language = "zh"
        self.visible = True
        self._eye = plain_button("", 24)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.clicked.connect(lambda: self.eye.emit(not self.visible))
        self.symbol = QLabel()
        self.symbol.setFixedSize(22, 22)
        self.symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Words(name)
        self.count = Words(tone="t2", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._eye)
        row.addWidget(self.symbol)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.count)

    def show_symbol(self, pixmap: QPixmap) -> None:
        """Draw the symbol."""
        self.symbol.setPixmap(pixmap)

    def show_visible(self, visible: bool) -> None:
        """Open or shut the eye."""
        self.visible = visible
        self._eye.setIcon(self._icon("eye" if visible else "eye_off"))
        self._eye.setToolTip((HIDE if visible else SHOW)(self._language))
        self._restyle("off", not visible)

    def show_open(self, is_open: bool) -> None:
        """Mark the row whose options are open."""
        self._restyle("open", is_open)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.name.set_language(language)
        self.count.set_language(language)
        self.show_visible(self.visible)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row opens its options."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows and hides, Enter opens, Alt with an arrow moves the layer."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Space:
                self.eye.emit(not self.visible)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit()
            case Qt.Key.Key_Up if alt:
                self.moved.emit(1)
            case Qt.Key.Key_Down if alt:
                self.moved.emit(-1)
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case _:
                super().keyPressEvent(event)

    def _restyle(self, name: str, value: bool) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            for widget in (self, self.name, self.count):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

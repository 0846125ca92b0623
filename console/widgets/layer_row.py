"""A row of the layer panel: eye, symbol, name, count; it opens to the layer's options."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QIcon, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu

from console.widgets.parts import ROW_PX, Figure, Words, plain_button
from geodata.texts import Language, Text

Icon = Callable[[str], QIcon]
"""An icon by name in the colours in force."""

HIDE = Text("隐藏", "Hide")
SHOW = Text("显示", "Show")
OWN_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Z})
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
ZOOM = Text("缩放到图层", "Zoom to layer")
UP = Text("上移", "Move up")
DOWN = Text("下移", "Move down")


class LayerRow(QFrame):
    """One row of a layer.

    Signals:
        eye: (bool) show or hide.
        chosen: open or close the options.
        moved: (int) one place up (1) or down (−1) among its group.
        dropped: (int) dragged to this y of the screen.
        zoomed: look at all that the layer draws.
    """

    eye = Signal(bool)
    chosen = Signal()
    moved = Signal(int)
    dropped = Signal(int)
    zoomed = Signal()

    def __init__(self, name: Text, icon: Icon) -> None:
        """Visible, closed."""
        super().__init__()
        self.setObjectName("row")
        self.setFixedHeight(ROW_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = icon
        self._language: Language = "zh"
        self.visible = True
        self._pressed_y = 0.0
        self._eye = plain_button("", 24)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.clicked.connect(lambda: self.eye.emit(not self.visible))
        self.symbol = QLabel()
        self.symbol.setFixedSize(22, 22)
        self.symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = Words(name)
        self.count = Figure(tone="t2", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 10, 0)
        row.setSpacing(4)
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
        if visible != self.visible:
            self.visible = visible
            self._draw_eye()

    def _draw_eye(self) -> None:
        self._eye.setIcon(self._icon("eye" if self.visible else "eye_off"))
        self._eye.setToolTip((HIDE if self.visible else SHOW)(self._language))
        self._restyle("off", not self.visible)

    def show_open(self, is_open: bool) -> None:
        """Mark the row whose options are open."""
        self._restyle("open", is_open)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.name.set_language(language)
        self.count.set_language(language)
        self._draw_eye()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a click or a drag."""
        self._pressed_y = event.globalPosition().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Once it has moved far enough it is a drag."""
        if abs(event.globalPosition().y() - self._pressed_y) > ROW_PX / 2:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row opens its options; a drag moves the layer."""
        dragged = self.cursor().shape() == Qt.CursorShape.ClosedHandCursor
        inside = self.rect().contains(event.position().toPoint())
        self.unsetCursor()
        if dragged:
            self.dropped.emit(round(event.globalPosition().y()))
        elif event.button() == Qt.MouseButton.LeftButton and inside:
            self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What else can be done with the layer."""
        menu = QMenu(self)
        for text, act in (
            (HIDE if self.visible else SHOW, lambda: self.eye.emit(not self.visible)),
            (ZOOM, self.zoomed.emit),
            (UP, lambda: self.moved.emit(1)),
            (DOWN, lambda: self.moved.emit(-1)),
        ):
            menu.addAction(text(self._language), act)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """While a row has the focus its own keys come before those of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in PLAIN
            if plain and event.key() in OWN_KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows and hides, Enter opens, Z zooms to it, Alt with an arrow moves it."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Space:
                self.eye.emit(not self.visible)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.chosen.emit()
            case Qt.Key.Key_Z:
                self.zoomed.emit()
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
        if bool(self.property(name)) != value:
            self.setProperty(name, value)
            for widget in (self, self.name, self.count):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

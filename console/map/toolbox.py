"""The tools over the map: what the left button does, nearer and farther, the whole district."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from console.icons import pixmap
from console.map.inks import Inks
from console.map.modes import Browse, Measure, SelectBox, ZoomBox
from console.map.plate import RADIUS_PX, Plate
from geodata.texts import Language, Text

BUTTON_PX = 32
_ICON_PX = 18


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: a mode of the left button, or something done at once."""

    id: str
    words: Text
    is_mode: bool


TOOLS = (
    Tool(Browse.id, Browse.title, True),
    Tool(SelectBox.id, SelectBox.title, True),
    Tool(ZoomBox.id, ZoomBox.title, True),
    Tool(Measure.id, Measure.title, True),
    Tool("closer", Text("放大 +", "Zoom in +"), False),
    Tool("farther", Text("缩小 −", "Zoom out −"), False),
    Tool("district", Text("全区 0", "Whole district 0"), False),
)


class ToolButton(QAbstractButton):
    """One 32 px button with an icon; on it stands what it does, as tooltip and for readers."""

    def __init__(self, tool: Tool, inks: Inks) -> None:
        """A button that stays down if the tool is a mode."""
        super().__init__()
        self.tool = tool
        self.inks = inks
        self._hovered = False
        self._icons: dict[tuple[str, float], QPixmap] = {}
        self.setCheckable(tool.is_mode)
        self.setFixedSize(BUTTON_PX, BUTTON_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        return QSize(BUTTON_PX, BUTTON_PX)

    def _icon(self, color: str, ratio: float) -> QPixmap:
        key = (color, ratio)
        if key not in self._icons:
            self._icons[key] = pixmap(f"map_{self.tool.id}", color, _ICON_PX, ratio)
        return self._icons[key]

    def set_words(self, words: str) -> None:
        """Say what it does."""
        self.setToolTip(words)
        self.setAccessibleName(words)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        on = self.isChecked() or self.isDown()
        ground = "active" if on else "hover" if self._hovered else "panel"
        color = self.inks.palette.color("text.t1" if on else "text.t2")
        icon = self._icon(color, self.devicePixelRatioF())
        inset = (BUTTON_PX - _ICON_PX) // 2
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.inks.color(ground))
            painter.drawPixmap(inset, inset, icon)
            if self.isChecked():
                painter.fillRect(0, 0, 2, self.height(), self.inks.color("acc"))
            if self.hasFocus():
                painter.setPen(QPen(self.inks.color("acc"), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Toolbox(Plate):
    """The column of tools at the top right.

    Signals:
        mode_asked: (mode id); asked: (tool id) for what is done at once.
    """

    mode_asked = Signal(str)
    asked = Signal(str)

    def __init__(self, parent: QWidget, inks: Inks, language: Language) -> None:
        """All tools, browsing first."""
        super().__init__(parent, inks)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._modes = QButtonGroup(self)
        self.buttons: list[ToolButton] = []
        for tool in TOOLS:
            button = ToolButton(tool, inks)
            button.clicked.connect(lambda _on=False, tool=tool: self._press(tool))
            if tool.is_mode:
                self._modes.addButton(button)
            self.buttons.append(button)
            column.addWidget(button)
        self.show_mode(Browse.id)
        self.set_language(language)
        self.adjustSize()

    def show_mode(self, mode: str) -> None:
        """Show which mode is on."""
        for button in self.buttons:
            if button.tool.id == mode:
                button.setChecked(True)

    def set_language(self, language: Language) -> None:
        """Say what the tools do in another language."""
        for button in self.buttons:
            button.set_words(button.tool.words(language))

    def set_inks(self, inks: Inks) -> None:
        """Paint in other colours."""
        for button in self.buttons:
            button.inks = inks
            button.update()
        super().set_inks(inks)

    def draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self.inks.color("panel"))
        painter.setPen(QPen(self.inks.color("line2"), 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX
        )

    def _press(self, tool: Tool) -> None:
        if tool.is_mode:
            self.mode_asked.emit(tool.id)
        else:
            self.asked.emit(tool.id)

"""Menus and keys: what can be done, by name and key; one list for menus and key sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from geodata.texts import Language, Text, same


@dataclass(frozen=True)
class Deed:
    """Something that can be done: its name, its key, the menu it stands in, and what does it.

    `is_on` tells whether what it switches is on; its entry then carries a tick.
    """

    name: Text
    key: str
    menu: str
    do: Callable[[], None]
    starts_group: bool = False
    is_on: Callable[[], bool] | None = None


MENUS: tuple[tuple[str, Text], ...] = (
    ("file", Text("文件", "File")),
    ("view", Text("视图", "View")),
    ("layers", Text("图层", "Layers")),
    ("time", Text("时间", "Time")),
    ("help", Text("帮助", "Help")),
)


HELD: tuple[tuple[Text, str], ...] = (
    (Text("移动地图", "Move the map"), "← ↑ → ↓"),
    (Text("放弃，回到浏览", "Give up, back to browsing"), "Esc"),
    (Text("图层行：显示 / 隐藏", "Layer row: show or hide"), "Space"),
    (Text("图层行：选项", "Layer row: options"), "Enter"),
    (Text("图层行：缩放到图层", "Layer row: zoom to it"), "Z"),
    (Text("图层行：上移 / 下移", "Layer row: move up or down"), "Alt+↑ ↓"),
)
"""Keys that a part listens to while it has the focus."""


class Menus(QObject):
    """The menus made of deeds, and their actions for the window's keys."""

    def __init__(self, deeds: Sequence[Deed], time_actions: Sequence[QAction]) -> None:
        """`time_actions` come from the time bar, which knows its own words."""
        super().__init__()
        self._time_actions = tuple(time_actions)
        self._menus = {code: QMenu() for code, _ in MENUS}
        self._made: list[tuple[Deed, QAction]] = []
        for deed in deeds:
            action = QAction(self)
            if deed.key:
                action.setShortcut(QKeySequence(deed.key))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _checked=False, do=deed.do: do())
            if deed.starts_group:
                self._menus[deed.menu].addSeparator()
            self._menus[deed.menu].addAction(action)
            if deed.is_on is not None:
                action.setCheckable(True)
                self._menus[deed.menu].aboutToShow.connect(partial(self._tick, action, deed.is_on))
            self._made.append((deed, action))
        self._menus["time"].addActions(self._time_actions)

    @property
    def menus(self) -> tuple[tuple[Text, QMenu], ...]:
        """Title and menu, in their order, without empty ones."""
        return tuple(
            (title, self._menus[code]) for code, title in MENUS if self._menus[code].actions()
        )

    @property
    def actions(self) -> tuple[QAction, ...]:
        """The actions whose keys the window is to listen to."""
        return tuple(action for _, action in self._made)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        for deed, action in self._made:
            action.setText(deed.name(language))
        for code, title in MENUS:
            self._menus[code].setTitle(title(language))

    def _tick(self, action: QAction, is_on: Callable[[], bool]) -> None:
        action.setChecked(is_on())

    def keys(self) -> tuple[tuple[Text, str], ...]:
        """What each key does: those of the menus, of time, and those that parts listen to."""
        return (
            *((deed.name, written(deed.key)) for deed, _ in self._made if deed.key),
            *(
                (same(action.text()), written(action.shortcut()))
                for action in self._time_actions
                if not action.shortcut().isEmpty()
            ),
            *((name, written(key) or key) for name, key in HELD),
        )


def written(key: str | QKeySequence) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

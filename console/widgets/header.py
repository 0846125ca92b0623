"""The head of the window: name, menus, badge of the sample, language and theme."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QPushButton,
    QToolButton,
)

from console.widgets.parts import Words
from geodata.texts import Language, Text, same
from geodata.wording import SAMPLE_BADGE

HEIGHT_PX = 40
BRAND = Text("北站", "Beizhan")
MENU = Text("菜单", "Menu")
THEME_TIP = Text("深色 / 浅色", "Dark / light")
LANGUAGES: tuple[tuple[Language, str, Text], ...] = (
    ("zh", "中", same("中文")),
    ("en", "EN", same("English")),
)


class Header(QFrame):
    """Signals: language_asked (zh or en), theme_asked (the other theme)."""

    language_asked = Signal(str)
    theme_asked = Signal()

    def __init__(self, title: Text, sample: bool) -> None:
        """`title` names the record that is open; menus come with `set_menus`."""
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT_PX)
        self._menus: tuple[tuple[Text, QMenu], ...] = ()
        self._narrow = False
        self._language: Language = "zh"
        self.brand = Words(BRAND)
        self.brand.setObjectName("brand")
        self.bar = QMenuBar()
        self.bar.setNativeMenuBar(False)
        self.fold = QToolButton()
        self.fold.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.fold.hide()
        self.title = Words(title, tone="t2")
        self.badge = Words(SAMPLE_BADGE)
        self.badge.setObjectName("sample")
        self.badge.setVisible(sample)
        self.logo = QLabel()
        self.theme = QToolButton()
        self.theme.clicked.connect(self.theme_asked)
        self._languages = self._language_buttons()
        self._lay_out()

    def set_menus(self, menus: Sequence[tuple[Text, QMenu]]) -> None:
        """Offer menus in their order."""
        self._menus = tuple(menus)
        folded = QMenu(self.fold)
        for title, menu in menus:
            menu.setTitle(title(self._language))
            self.bar.addMenu(menu)
            folded.addMenu(menu)
        self.fold.setMenu(folded)
        self.set_narrow(self._narrow)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        for word in (self.brand, self.title, self.badge):
            word.set_language(language)
        for title, menu in self._menus:
            menu.setTitle(title(language))
        self.fold.setText(MENU(language))
        self.theme.setToolTip(THEME_TIP(language))
        self._languages[language].setChecked(True)

    def show_icons(self, logo: QPixmap, theme: QIcon) -> None:
        """Show logo and icons in the colours in force."""
        self.logo.setPixmap(logo)
        self.theme.setIcon(theme)

    def set_narrow(self, narrow: bool) -> None:
        """Fold the menus into one where there is little width."""
        self._narrow = narrow
        self.bar.setVisible(not narrow)
        self.fold.setVisible(narrow and bool(self._menus))
        self.title.setVisible(not narrow)

    def _language_buttons(self) -> dict[Language, QPushButton]:
        group = QButtonGroup(self)
        group.setExclusive(True)
        made: dict[Language, QPushButton] = {}
        for code, words, tip in LANGUAGES:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setToolTip(tip(code))
            button.setFixedWidth(38)
            button.clicked.connect(lambda _, code=code: self.language_asked.emit(code))
            group.addButton(button)
            made[code] = button
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        for widget in (self.logo, self.brand, self.bar, self.fold):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.title)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in self._languages.values():
            row.addWidget(button)
        row.addWidget(self.theme)

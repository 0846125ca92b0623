"""Pages behind tabs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from console.widgets.parts import Figure
from geodata.texts import Language, Text


class Tabs(QWidget):
    """Pages behind tabs, with a word at the right of the tabs."""

    def __init__(self, pages: Sequence[tuple[Text, QWidget]]) -> None:
        """The first page is in front."""
        super().__init__()
        self.setObjectName("tabs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._titles = [title for title, _ in pages]
        self._pages = [page for _, page in pages]
        self._language: Language = "zh"
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.stack = QStackedWidget()
        self.note = Figure(tone="t2", size="small")
        for title, page in pages:
            self.bar.addTab(title("zh"))
            self.stack.addWidget(page)
        self.bar.currentChanged.connect(self._turn)
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 12, 0)
        head.addWidget(self.bar)
        head.addStretch(1)
        head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.bar.setCurrentIndex(self._pages.index(page))

    def set_page_visible(self, page: QWidget, visible: bool) -> None:
        """Offer a page, or leave its tab out."""
        place = self._pages.index(page)
        if not visible and self.bar.currentIndex() == place:
            self.bar.setCurrentIndex(0)
        self.bar.setTabVisible(place, visible)

    def retitle(self, page: QWidget, title: Text) -> None:
        """Give a page another title."""
        place = self._pages.index(page)
        if title == self._titles[place]:
            return
        self._titles[place] = title
        self.bar.setTabText(place, title(self._language))

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.note.set_language(language)
        for place, title in enumerate(self._titles):
            self.bar.setTabText(place, title(language))

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)

"""The words of Qt's own parts, buttons of dialogs, the file dialog, menus of text fields."""

from collections.abc import Mapping
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from geodata.texts import Language, Text

NAME = "qtbase_zh_CN"
MISSING: Final[Mapping[str, tuple[Text, ...]]] = {
    "QFileDialog": (Text("位置(&L)：", "&Look in:"), Text("类型(&T)：", "Files of &type:")),
    "QAbstractFileIconProvider": (
        Text("文件夹", "Folder"),
        Text("文件", "File"),
        Text("%1 文件", "%1 File"),
    ),
    "QShortcut": (Text("←", "Left"), Text("→", "Right"), Text("↑", "Up"), Text("↓", "Down")),
}
"""By class, what Qt's Chinese leaves in English, or says in more words than a key has room for."""


class _Missing(QTranslator):
    """Knows what Qt's own translation does not."""

    def isEmpty(self) -> bool:
        """It holds words without having read a file."""
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The words, or None, which Qt takes for: ask the next; its stubs know of no None."""
        found = (words.zh for words in MISSING.get(context, ()) if words.en == source_text)
        return cast(str, next(found, None))


def speak(application: QCoreApplication, language: Language) -> None:
    """Let Qt speak a language; English is what it speaks by itself."""
    speaking = application.findChildren(QTranslator, NAME)
    if language == "zh" and not speaking:
        shipped = QTranslator(application)
        shipped.load(NAME, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for translator in (shipped, _Missing(application)):
            translator.setObjectName(NAME)
            application.installTranslator(translator)
    elif language == "en":
        for translator in speaking:
            application.removeTranslator(translator)
            translator.setParent(None)

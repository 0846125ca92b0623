"""The words of Qt's own parts, buttons of dialogs, the file dialog, menus of text fields."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from geodata.texts import Language

NAME = "qtbase_zh_CN"


def speak(application: QCoreApplication, language: Language) -> None:
    """Let Qt speak a language; English is what it speaks by itself."""
    translator = application.findChild(QTranslator, NAME)
    if language == "zh" and translator is None:
        translator = QTranslator(application)
        translator.setObjectName(NAME)
        translator.load(NAME, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        application.installTranslator(translator)
    elif language == "en" and translator is not None:
        application.removeTranslator(translator)
        translator.setParent(None)

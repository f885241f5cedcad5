"""The language of the window: that of the preferences or of the system, in our sentences and in Qt's own buttons alike."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from peertrain.i18n import use_language


def speak(language: str, catalogues: Path, application: QApplication) -> None:
    """Speak `language`, or that of the system, where there is a catalogue for it; otherwise all is English."""
    wanted = language or QLocale.system().name()
    translator = QTranslator(application)
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if use_language(wanted, catalogues) and translator.load(f"qtbase_{wanted}", of_qt):
        application.installTranslator(translator)

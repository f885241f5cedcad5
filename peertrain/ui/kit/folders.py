"""Showing a folder in the system's own window, with its path to copy: some systems say that it opened, and nothing did."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from peertrain.i18n import _
from peertrain.ui.kit.notices import NoticeBar, Tone


def open_folder(folder: Path, notices: NoticeBar) -> None:
    """Ask the system to show a folder, and say where it is."""
    opened = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    words = (
        _("If the folder does not open: it is {folder}.")
        if opened
        else _("No program here opens folders. It is {folder}.")
    )
    notices.say(
        words.format(folder=folder),
        tone=Tone.INFO if opened else Tone.NEEDS_YOU,
        action=_("Copy the path"),
        act=lambda: _copy(folder, notices),
    )


def _copy(folder: Path, notices: NoticeBar) -> None:
    QGuiApplication.clipboard().setText(str(folder))
    notices.say(_("The path is copied."), tone=Tone.DONE)

"""Files that come to the program from outside: dropped on a window, double-clicked, or named when it is started."""

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from peertrain.places import CARD_SUFFIX, COURSE_SUFFIX, INVITATION_SUFFIX, PACKET_SUFFIX


class Incoming(Enum):
    """What a file seems to be, by its name."""

    INVITATION = auto()
    PACKET = auto()
    COURSE = auto()
    CARD = auto()
    """The card that an organisation publishes."""
    PAPER = auto()
    """A certificate, or what may be one."""

    @classmethod
    def of(cls, path: Path) -> "Incoming":
        """Return what the file of this name seems to be."""
        suffixes = {
            INVITATION_SUFFIX: cls.INVITATION,
            PACKET_SUFFIX: cls.PACKET,
            COURSE_SUFFIX: cls.COURSE,
            CARD_SUFFIX: cls.CARD,
        }
        return suffixes.get(path.suffix.casefold(), cls.PAPER)


class FileDrops(QObject):
    """Takes the file that is dropped anywhere on a widget, where no part of it wants it."""

    dropped = Signal(Path)

    def __init__(self, whole: QWidget) -> None:
        super().__init__(whole)
        whole.setAcceptDrops(True)
        whole.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in {QEvent.Type.DragEnter, QEvent.Type.Drop} or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(Path(files[0]))
        return True


class Application(QApplication):
    """Qt's application, which also hears of the file that a Mac hands to the running program."""

    file_opened = Signal(Path)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)

"""A second start of the program on the same data folder, such as by a double click, hands its file to the open one."""

import logging
import os
import sys
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger("peertrain.ui")

GREETING, END = b"PeerTrain start\n", b"\0"
"""What is said begins and ends with these; between them stands a path or nothing. No path has a zero byte."""
TAKEN = b"taken\n"
LONGEST = 32 * 1024
"""Bytes that are listened to."""
PATIENCE_MS = 3000
SOCKET = "open.socket"
LONGEST_ADDRESS = 100
"""Bytes of the path of a socket: systems take 103 or more."""


class OtherStarts(QObject):
    """Hears of other starts by the same user, until the program quits; all that they can bring is the path of a file."""

    heard = Signal(object)
    """The program was started once more; carries the file that was given then, or None."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        address = _address(folder)
        QLocalServer.removeServer(address)  # one that a crash has left; nobody else holds this folder
        if not self._server.listen(address):
            log.warning("other starts cannot be heard: %s", self._server.errorString())
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._server.close)  # what comes later starts a program of its own

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._listen_to(socket)

    def _listen_to(self, socket: QLocalSocket) -> None:
        socket.setReadBufferSize(LONGEST)
        socket.readyRead.connect(lambda: self._hear(socket))
        socket.disconnected.connect(socket.deleteLater)
        QTimer.singleShot(PATIENCE_MS, socket, socket.abort)
        self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        said = bytes(socket.peek(LONGEST).data())
        if not said.endswith(END) and len(said) < LONGEST:
            return  # there is more to come
        try:
            file = _file_in(said)
        except ValueError:
            socket.abort()
            return
        socket.readAll()
        socket.write(TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        self.heard.emit(file)


def hand_to_running(folder: Path, file: Path | None) -> bool:
    """Hand a start and its file to the program that is open on a data folder; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_address(folder))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    _let_others_come_forward()
    socket.write(GREETING + (b"" if file is None else os.fsencode(file.absolute())) + END)
    socket.waitForBytesWritten(PATIENCE_MS)
    return socket.waitForReadyRead(PATIENCE_MS) and bytes(socket.readAll().data()) == TAKEN


def _file_in(said: bytes) -> Path | None:
    """Return the file that another start brings, or None where it brings none; ValueError where it says anything else."""
    if not (said.startswith(GREETING) and said.endswith(END)):
        raise ValueError
    path = os.fsdecode(said[len(GREETING) : -len(END)])
    if path and not (os.path.isabs(path) and os.path.isfile(path)):  # these raise nothing, whatever the path
        raise ValueError
    return Path(path) if path else None


def _address(folder: Path) -> str:
    """Return where the program on a data folder is reached: in the folder itself, where sockets are files with short names."""
    whole = folder.resolve()
    socket = os.fsencode(whole / SOCKET)
    if sys.platform != "win32" and len(socket) <= LONGEST_ADDRESS:
        return str(whole / SOCKET)
    return f"peertrain-{sha256(os.fsencode(whole)).hexdigest()[:24]}"


def _let_others_come_forward() -> None:
    """Let the open program bring its window to the front, which Windows allows only to whoever the person has just used."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)

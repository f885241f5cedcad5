"""Handing a file to the program that is already open on the same data folder, as after a double click on a packet."""

import logging
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger("peertrain.ui")

LONGEST = 32 * 1024
"""Bytes of a path."""
PATIENCE_MS = 1000


class FilesHandedOver(QObject):
    """Listens for other starts of the program by the same user; what it hears is the path of a file, nothing else."""

    handed = Signal(Path)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(_name(folder))  # one that a crash has left; nobody else holds this folder
        if not self._server.listen(_name(folder)):
            log.warning("files of other starts cannot be taken: %s", self._server.errorString())

    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setReadBufferSize(LONGEST)
        socket.disconnected.connect(lambda: self._take(socket))

    def _take(self, socket: QLocalSocket) -> None:
        text = socket.readAll().toStdString()
        socket.deleteLater()
        if text and Path(text).is_absolute():
            self.handed.emit(Path(text))


def hand_to_running(folder: Path, file: Path) -> bool:
    """Hand a file to the program that is open on a data folder; False where none is."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder), QLocalSocket.OpenModeFlag.WriteOnly)
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(str(file.absolute()).encode())
    socket.waitForBytesWritten(PATIENCE_MS)
    socket.disconnectFromServer()
    if socket.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(PATIENCE_MS)
    return True


def _name(folder: Path) -> str:
    return f"peertrain-{sha256(str(folder.resolve()).encode()).hexdigest()[:24]}"

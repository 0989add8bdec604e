"""One window a library: a second start hands what it was given to the first."""

from __future__ import annotations

import getpass
import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1500


def _name(folder: Path) -> str:
    key = hashlib.sha256(f"{getpass.getuser()} {folder.resolve()}".encode()).hexdigest()
    return f"tearsheet-{key[:24]}"


def hand_over(folder: Path, given: list[str]) -> bool:
    """Give these links to the window that has the library open; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(json.dumps(given).encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    taken = socket.waitForReadyRead(_WAIT_MS)
    socket.disconnectFromServer()
    return taken


class Doorbell(QObject):
    """Hears of later starts on the same library.

    rung  the links they were given, perhaps none
    """

    rung = Signal(list)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        # Somebody else on this machine must not ring it.
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A crash leaves the name taken, and nobody answered it a moment ago.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))
        self._server.newConnection.connect(self._answer)

    def close(self) -> None:
        """Stop hearing."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        # What came before the line above rings no bell.
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            given = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            return
        socket.write(b"taken\n")
        socket.flush()
        if isinstance(given, list):
            self.rung.emit([link for link in given if isinstance(link, str)])

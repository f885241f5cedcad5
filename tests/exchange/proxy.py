"""A way to a server on 127.0.0.1 that a test can cut or watch at any byte, keep silent, or make speak TLS."""

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_ASKS_FOR_TLS = bytes.fromhex("0000000804d2162f")


class Proxy:
    """Passes on what comes to its port; after `cut_after` bytes, of both directions together, a connection breaks.

    `passed` counts the bytes of all connections.
    """

    def __init__(
        self, to_port: int, *, certificate: Path | None = None, key: Path | None = None, host: str = "127.0.0.1"
    ) -> None:
        self.cut_after: int | None = None
        self.silent = False
        self.passed = 0
        self._at: tuple[int, Callable[[], None]] | None = None
        self._to_port = to_port
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self._tls and certificate:
            self._tls.load_cert_chain(certificate, key)
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server((host, 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def at(self, passed: int, do: Callable[[], None]) -> None:
        """Do something, once, when so many bytes have come, and before the last of them go on."""
        self._at = passed, do

    def cut(self) -> None:
        """Break every connection that is open."""
        ends, self._ends = self._ends, []
        for one in ends:
            _end(one)

    def close(self) -> None:
        """Break everything and listen no more."""
        _end(self._listening)
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            if self._tls is not None:
                client = self._speak_tls(client)
            server = socket.create_connection(("127.0.0.1", self._to_port))
        except OSError:
            _end(client)
            return
        self._ends += [client, server]
        left = None if self.cut_after is None else [self.cut_after]
        threading.Thread(target=self._pass_on, args=(server, client, left), daemon=True).start()
        self._pass_on(client, server, left)

    def _speak_tls(self, client: socket.socket) -> socket.socket:
        """Answer as PostgreSQL does to whoever asks for TLS."""
        assert self._tls is not None
        if client.recv(8, socket.MSG_WAITALL) != _ASKS_FOR_TLS:
            raise OSError
        client.sendall(b"S")
        return self._tls.wrap_socket(client, server_side=True)

    def _pass_on(self, giver: socket.socket, taker: socket.socket, left: list[int] | None) -> None:
        with suppress(OSError):
            while data := giver.recv(65536):
                self.passed += len(data)
                if self._at is not None and self.passed >= self._at[0]:
                    do, self._at = self._at[1], None
                    do()
                part = data if left is None else data[: left[0]]
                if not self.silent:
                    taker.sendall(part)
                if left is not None:
                    left[0] -= len(part)
                    if left[0] <= 0:
                        break
        _end(giver)
        _end(taker)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()

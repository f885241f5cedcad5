"""A network of its own for one thread, joined to ours by a link that a test can cut and mend, as a cable is pulled out."""

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET


class Namespace:
    """Runs work where only `host` can be reached, at the other end of the link; it goes with its thread."""

    def __init__(self) -> None:
        number = os.getpid()
        network = f"198.18.{number % 250}"
        self.host = f"{network}.1"
        self._here, there = f"pt{number}h", f"pt{number}t"
        self._thread = ThreadPoolExecutor(1)
        other = self.run(_leave_the_network)
        _ip("link", "add", "name", self._here, "type", "veth", "peer", "name", there, "netns", str(other))
        _ip("address", "add", f"{network}.1/30", "dev", self._here)
        self.mend()
        for words in (["address", "add", f"{network}.2/30", "dev", there], ["link", "set", there, "up"]):
            self.run(lambda words=words: _ip(*words))

    def run(self, work: Callable[[], T]) -> T:
        """Do something in the network of its own."""
        return self._thread.submit(work).result()

    def cut(self) -> None:
        """Take the link down; nothing says so to whoever waits at either end."""
        _ip("link", "set", self._here, "down")

    def mend(self) -> None:
        """Bring the link up again."""
        _ip("link", "set", self._here, "up")

    def close(self) -> None:
        """Take the link away."""
        _ip("link", "delete", self._here)
        self._thread.shutdown()


def why_not() -> str:
    """Return why there can be no network of its own here, or ""."""
    if sys.platform != "linux":
        return "only Linux has networks of one thread's own"
    trial = ["unshare", "-n", "ip", "link", "add", "name", "pt0", "type", "veth", "peer", "name", "pt1"]
    try:
        tried = subprocess.run(trial, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"a network of its own cannot be made here: {error}"
    return f"a network of its own cannot be made here: {tried.stderr.strip()}" if tried.returncode else ""


def _leave_the_network() -> int:
    """Let this thread, and nothing else, have a new and empty network; return the thread's number."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_NETWORK) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    return threading.get_native_id()


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)

"""Files that are there whole or not at all, also after a crash in the middle of writing."""

import os
import sys
import time
from pathlib import Path

PREFIX = ".peertrain-"


def write(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Put `data` in the place of `path`: a temporary file beside it, flushed to the disk, then renamed over it.

    What need not be `lasting` may be lost in a power cut, and waits for no disk.
    """
    import tempfile  # it brings a tenth of the time of a start along

    handle, name = tempfile.mkstemp(prefix=PREFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                flush_to_disk(file.fileno())
        replace(Path(name), path, lasting=lasting)
    finally:
        Path(name).unlink(missing_ok=True)


def replace(new: Path, path: Path, *, lasting: bool = True) -> None:
    """Rename `new` over `path` and flush the folder; a virus scanner on Windows may need a moment to let go."""
    for attempt in range(10):
        try:
            os.replace(new, path)
            break
        except PermissionError:
            if attempt == 9 or sys.platform != "win32":
                raise
            time.sleep(0.05 * (attempt + 1))
    if lasting and sys.platform != "win32":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def flush_to_disk(handle: int) -> None:
    """Flush a file to the disk itself; on a Mac a plain fsync stops at the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sweep(folder: Path) -> None:
    """Remove temporary files that a crash has left behind."""
    for left in folder.glob(f"{PREFIX}*"):
        left.unlink(missing_ok=True)

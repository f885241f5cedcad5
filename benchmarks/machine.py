"""What the figures were measured on: without it they say nothing."""

import os
import platform

import PySide6
from sqlcipher3 import dbapi2


def machine() -> str:
    """Return one line: cores, system, and the versions that matter."""
    cipher = dbapi2.connect(":memory:").execute("PRAGMA cipher_version").fetchone()[0]
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, Qt {PySide6.__version__}, "
        f"SQLite {dbapi2.sqlite_version}, SQLCipher {cipher}"
    )

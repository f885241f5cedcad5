"""Qt for Python reads no source of what is imported; if its next version looks elsewhere, this says so."""

import subprocess
import sys

PROGRAM = """
import linecache
import peertrain.ui
before = set(linecache.cache)
import peertrain.app
print(set(linecache.cache) - before)
"""


def test_no_source_is_read_for_the_window() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

"""Installs everything that the tests need and runs them: `python3 tests/run.py`, with pytest's own arguments behind."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM = (
    "poppler-utils", "qpdf", "libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0",
    "libnss3", "libglib2.0-bin", "shared-mime-info", "desktop-file-utils", "xdg-utils",
)  # fmt: skip
"""Debian packages: judges of PDF files, what Qt itself links to, and a desktop's lists of who opens which files."""


def main(arguments: list[str]) -> int:
    """Install, then run pytest; return its exit code."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "-qq", "update")
        _run("apt-get", "-qq", "install", "-y", "--no-install-recommends", *SYSTEM)
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
    _run(python, "-m", "pip", "install", "-q", "-r", ROOT / "requirements" / "dev.txt")
    _run(python, "-m", "pip", "install", "-q", "--no-deps", "-e", ROOT)
    return subprocess.run([python, "-m", "pytest", "-n", "auto", *arguments], cwd=ROOT, check=False).returncode


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

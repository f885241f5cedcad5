"""How much memory a process has, in MB; None where the system does not say it in a way that we can read."""

import subprocess
import sys
from pathlib import Path


def resident(pid: int) -> float | None:
    """Return the memory that a running process has now."""
    if sys.platform == "linux":
        return _line_of_status(pid, "VmRSS")
    if sys.platform == "darwin":
        said = subprocess.run(["/bin/ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
        return int(said.stdout) / 1024
    return None


def peak() -> float | None:
    """Return the most memory that this process has had."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _line_of_status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024

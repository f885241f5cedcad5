"""The window: from the start of the process to one that can be used, and its memory, beside a bare window of Qt."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.memory import resident

TIMES = 9


def measure(folder: Path, *, times: int = TIMES) -> Iterator[Figure]:
    """Start both in turn, so that whatever else the machine does falls on both; the first start compiles and is left out."""
    bare, program = [], []
    for number in range(times + 1):
        one = _start("benchmarks.started.bare")
        other = _start("benchmarks.started.program", str(folder / f"data-{number}"))
        if number:
            bare.append(one)
            program.append(other)
    beside = tuple(mine[0] / theirs[0] for mine, theirs in zip(program, bare, strict=True))
    yield Figure("Bare Qt window, from process start", tuple(one[0] for one in bare), "ms")
    yield Figure("PeerTrain, from process start to a usable window", tuple(one[0] for one in program), "ms")
    yield Figure("PeerTrain's time beside the bare window's", beside, "×", most=1.6)
    yield from _memory("Memory of the bare window", [one[1] for one in bare])
    yield from _memory("Memory of PeerTrain's window", [one[1] for one in program], most=100)


def _start(module: str, *arguments: str) -> tuple[float, float | None]:
    """Return the milliseconds until a program's window was usable, as seen from outside, and its memory then in MB."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_with_bytecode(),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        said = process.stdout.readline()
        took = (time.perf_counter() - start) * 1000
        memory = resident(process.pid) if said else None
        process.stdin.close()
    if said.strip() != "usable" or process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return took, memory


def _with_bytecode() -> dict[str, str]:
    """Return the environment of people who use the program: compiled modules are kept, as installers do."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _memory(what: str, values: list[float | None], most: float | None = None) -> Iterator[Figure]:
    known = tuple(value for value in values if value is not None)
    if known:
        yield Figure(what, known, "MB", most=most)

"""The window: from the start of the process to one that can be used, and its memory, beside a bare window of Qt."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.memory import resident

TIMES = 9


@dataclass(frozen=True, slots=True)
class Start:
    """One start as seen from outside: ms until the window was usable, and MB of memory then and when it has rested."""

    took: float
    memory: float | None
    rested: float | None = None


def measure(folder: Path, *, times: int = TIMES) -> Iterator[Figure]:
    """Start both in turn, so that whatever else the machine does falls on both; the first start compiles and does not count."""
    _start("benchmarks.started.bare")
    rested = _start("benchmarks.started.program", str(folder / "data"), rest=True)
    bare, program = [], []
    for number in range(times):
        bare.append(_start("benchmarks.started.bare"))
        program.append(_start("benchmarks.started.program", str(folder / f"data-{number}")))
    beside = tuple(mine.took / theirs.took for mine, theirs in zip(program, bare, strict=True))
    yield Figure("Bare Qt window, from process start", tuple(one.took for one in bare), "ms")
    yield Figure("PeerTrain, from process start to a usable window", tuple(one.took for one in program), "ms")
    yield Figure("PeerTrain's time beside the bare window's", beside, "×", most=1.6)
    yield from _memory("Memory of the bare window", [one.memory for one in bare])
    yield from _memory("Memory of PeerTrain's usable window", [one.memory for one in program], most=100)
    yield from _memory("Memory of PeerTrain, everything loaded", [rested.rested], most=100)


def _start(module: str, *arguments: str, rest: bool = False) -> Start:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_with_bytecode(),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        said = process.stdout.readline()
        took = (time.perf_counter() - start) * 1000
        if said.strip() != "usable":
            raise RuntimeError(f"{module} showed no window")
        found = Start(took, resident(process.pid))
        if rest:
            process.stdin.write("\n")
            process.stdin.flush()
            process.stdout.readline()
            found = replace(found, rested=resident(process.pid))
        process.kill()
    return found


def _with_bytecode() -> dict[str, str]:
    """Return the environment of people who use the program: compiled modules are kept, as installers do."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _memory(what: str, values: list[float | None], most: float | None = None) -> Iterator[Figure]:
    known = tuple(value for value in values if value is not None)
    if known:
        yield Figure(what, known, "MB", most=most)

"""Measures what has to be quick and prints one table: `python -m benchmarks`, or `python -m benchmarks standing`."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import (
    certificates,
    course,
    exchange,
    folder,
    hub,
    lesson,
    month,
    rebuild,
    search,
    signing_off,
    standing,
    window,
)
from benchmarks.figures import Figure, table
from benchmarks.machine import machine

MEASURES = {
    "window": window.measure,
    "lesson": lesson.measure,
    "course": course.measure,
    "search": search.measure,
    "sign-off": signing_off.measure,
    "standing": standing.measure,
    "certificates": certificates.measure,
    "rebuild": rebuild.measure,
    "exchange": exchange.measure,
    "month": month.measure,
    "folder": folder.measure,
    "hub": hub.measure,
}


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything; return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="measure", help=f"one of {', '.join(MEASURES)}; all if none")
    names = parser.parse_args(arguments).measures or list(MEASURES)
    if unknown := set(names) - set(MEASURES):
        parser.error(f"there is no measure called {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    for name in names:
        print(f"Measuring: {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="peertrain-benchmark-") as place:
            figures += MEASURES[name](Path(place))
    print(table(figures))
    print(machine())
    return 1 if any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

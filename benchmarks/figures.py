"""Figures: what was measured several times over, its median and spread, beside what it is meant to be."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `most` is the aim: the median may be this much. None where there is no aim."""

    what: str
    values: tuple[float, ...]
    unit: str
    most: float | None = None

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        return None if self.most is None else self.median <= self.most


def timed(deed: Callable[[], object]) -> float:
    """Return the milliseconds that a deed takes, on a clock that nobody can set."""
    gc.collect()
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


HEAD = ("what", "median", "lowest to highest", "times", "aim", "met")


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines with aligned columns."""
    rows = [HEAD, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _row(figure: Figure) -> tuple[str, ...]:
    unit = figure.unit
    return (
        figure.what,
        f"{_number(figure.median)} {unit}",
        f"{_number(min(figure.values))} to {_number(max(figure.values))}",
        str(len(figure.values)),
        "" if figure.most is None else f"≤ {figure.most:g} {unit}",
        {None: "", True: "yes", False: "no"}[figure.met],
    )


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = (
        text.ljust(width) if column == 0 else text.rjust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def _number(value: float) -> str:
    """Return a number with about three figures that say something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"

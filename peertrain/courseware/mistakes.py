"""What is wrong in a course: each mistake with its file, its line and what to do."""

from dataclasses import dataclass

from peertrain.domain.errors import Refused
from peertrain.i18n import _, ngettext

MOST_MISTAKES = 500
"""After so many, nobody reads on; a hostile file must not fill the memory with them."""


@dataclass(frozen=True, slots=True, order=True)
class CourseMistake:
    """A mistake in a file of a course: `path` from the course's folder, `what` is wrong and `how` to put it right.

    What is only `advice` could be better, but may stay.
    """

    path: str
    line: int
    what: str
    how: str
    advice: bool = False

    def __str__(self) -> str:
        form = _("{path}:{line}: advice: {what} — {how}") if self.advice else _("{path}:{line}: {what} — {how}")
        return form.format(path=self.path, line=self.line, what=self.what, how=self.how)


class CourseInvalid(Refused):
    """A course that cannot be used, with everything that is wrong in it."""

    exit_code = 1
    """With it ends a command that finds mistakes; one that cannot even read ends with 2."""

    def __init__(self, mistakes: tuple[CourseMistake, ...]) -> None:
        self.mistakes = mistakes
        first = mistakes[0]
        super().__init__(
            ngettext(
                "The course cannot be used: {path}, line {line}: {what} {how}",
                "The course cannot be used: {path}, line {line}: {what} {how} ({count} mistakes in all)",
                len(mistakes),
            ).format(path=first.path, line=first.line, what=first.what, how=first.how, count=len(mistakes))
        )


class Notes:
    """Collects the mistakes of a course; `on` turns to another file of it."""

    def __init__(self, path: str = "", found: set[CourseMistake] | None = None) -> None:
        self.path = path
        self._found = set() if found is None else found

    def on(self, path: str) -> "Notes":
        return Notes(path, self._found)

    def add(self, line: int, what: str, how: str, *, advice: bool = False) -> None:
        if len(self._found) < MOST_MISTAKES:
            self._found.add(CourseMistake(self.path, line, what, how, advice))

    def all(self) -> tuple[CourseMistake, ...]:
        return tuple(sorted(self._found))

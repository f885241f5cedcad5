"""Work that goes to and fro between the workplace and the world outside, such as a network."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Cancelled(Exception):
    """The person stopped a long piece of work, or went away from it."""


class Steps:
    """The workplace as work on another thread sees it: each step is handed to the database thread, and waited for.

    Whoever is in at the first step has to be in at each later one; otherwise the work ends there.
    """

    def __init__(self, desk: "Executor", workplace: Any) -> None:
        self._desk, self._workplace = desk, workplace
        self._who: str | None = None

    def manage(self, work: Callable[[Any], Any], /) -> Any:
        """Do something with the workplace."""

        def step(workplace: Any) -> Any:
            who = workplace.person_id
            if who is None or self._who not in {None, who}:
                raise Cancelled
            self._who = who
            return work(workplace)

        try:
            waiting = self._desk.submit(self._workplace.manage, step)
        except RuntimeError as ended:  # the program is being closed
            raise Cancelled from ended
        return waiting.result()

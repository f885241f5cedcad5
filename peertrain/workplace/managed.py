"""What can be handed work on the workplace itself."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from peertrain.domain.changes import Done
from peertrain.workplace.workplace import Workplace

T = TypeVar("T")


class Managed(Protocol):
    """A workplace, or what hands the work over to the thread on which the workplace is used, and waits for it."""

    def manage(self, work: Callable[[Workplace], Done[T]], /) -> Done[T]:
        """Do something with the workplace."""

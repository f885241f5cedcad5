"""What changes for a trainee who moves to another version of their programme."""

from dataclasses import dataclass
from typing import Any

from peertrain.domain.people import Person
from peertrain.domain.requirements import RequirementStanding
from peertrain.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Difference:
    """A requirement that the two versions ask for in different ways; None where a version does not ask for it."""

    before: RequirementStanding | None
    after: RequirementStanding | None


@dataclass(frozen=True, slots=True)
class Move:
    """What another version would mean for a trainee: where they stand now, and where they would stand."""

    person: Person
    before: Standing
    after: Standing

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What is new, no longer asked for, or asked for or met in another way, in the order of the new version."""
        old = {one.id: one for one in self.before.requirements}
        new = {one.id: one for one in self.after.requirements}
        both = [Difference(old.get(id), new.get(id)) for id in dict.fromkeys((*new, *old))]
        return tuple(one for one in both if _asked(one.before) != _asked(one.after))


def _asked(one: RequirementStanding | None) -> Any:
    """Return what a requirement asks for and how far it is met, without the entries behind it."""
    return one and (one.title, one.have, one.need, one.unit, one.met, one.sentence)

"""Every kind of entry has a sentence."""

from peertrain.domain.hours import HoursApproved
from peertrain.domain.narration import narrate, narrated
from peertrain.domain.people import Role, RoleEnded
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.statements import RULES


def test_every_kind_of_statement_can_be_told() -> None:
    assert narrated() == frozenset(RULES)


def test_a_sentence_about_somebody_not_known_here_is_still_a_sentence() -> None:
    picture = PictureInMemory()
    assert narrate(RoleEnded("p9", Role.SUPERVISOR, " Moved "), picture) == (
        "Ended the role of supervisor of somebody not known here. Reason: Moved"
    )
    assert narrate(HoursApproved("h1", 1, "e1", "s", "00"), picture) == (
        "Approved hours of somebody not known here on ?."
    )

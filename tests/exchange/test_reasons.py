"""Why somebody's role or key has ended is for coordinators to read; to others only goes that it has."""

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Key, Person, Role
from peertrain.services import history, invitations, people
from peertrain.services.history import Search
from peertrain.storage.lists.people import keys_of
from tests.exchange.computers import Agency, Computer
from tests.office import PASSPHRASES

WHY = "Was let go for something that is nobody's business."
DANA = PASSPHRASES["Dana"]


def holds(computer: Computer, words: str) -> bool:
    """Return whether these words stand anywhere in the record of a computer."""
    return computer.ask(lambda seat: any(words.encode() in one.signed for one in seat.ledger.entries()))


def reasons(computer: Computer) -> dict[str, list[str]]:
    """Return the notes that stand beside what has ended, by its sentence in the history."""

    def question(seat):  # type: ignore[no-untyped-def]
        found = [history.detail(seat, position=one) for one in history.find_lines(seat, search=Search())]
        return {one.line.sentence: [note.text for note in one.notes] for one in found if "Ended" in one.line.sentence}

    return computer.ask(question)


def test_why_staff_left_reaches_coordinators_and_nobody_else(agency: Agency) -> None:
    luis = agency.invite("Luis", Role.COORDINATOR)
    luis.send(agency.dana)
    agency.dana.act(lambda seat: people.end_access(seat, person_id=agency.renee.person_id, reason=WHY, passphrase=DANA))
    for computer in (agency.marcus, luis):
        agency.dana.send(computer)
        left = computer.ask(lambda seat: seat.picture.find(Person, agency.renee.person_id))
        assert left is not None
        assert left.active_roles == ()
    assert all(key.until for key in agency.marcus.ask(lambda seat: keys_of(seat.connection, agency.renee.person_id)))
    assert [holds(computer, WHY) for computer in (agency.dana, luis, agency.marcus)] == [True, True, False]
    found = reasons(luis)
    assert found["Ended the role of supervisor of Renee."] == [WHY]
    assert found["Ended a key of Renee."] == [WHY]
    luis.workplace.lock()


def test_why_one_key_has_ended_reaches_coordinators_and_nobody_else(agency: Agency) -> None:
    (key,) = [one for one in agency.dana.ask(invitations.unconfirmed) if one.person.id == agency.renee.person_id]
    with pytest.raises(Refused, match="Say why"):
        agency.dana.act(lambda seat: invitations.end(seat, key_id=key.key_id, reason=" ", passphrase=DANA))
    agency.dana.act(lambda seat: invitations.end(seat, key_id=key.key_id, reason=WHY, passphrase=DANA))
    agency.dana.send(agency.marcus)
    ended = agency.marcus.ask(lambda seat: seat.picture.find(Key, key.key_id))
    assert ended is not None
    assert ended.until is not None
    assert [holds(agency.dana, WHY), holds(agency.marcus, WHY)] == [True, False]


def test_a_role_does_not_end_without_a_reason(agency: Agency) -> None:
    with pytest.raises(Refused, match="Say why"):
        agency.dana.act(
            lambda seat: people.end_role(
                seat, person_id=agency.renee.person_id, role=Role.SUPERVISOR, reason=" ", passphrase=DANA
            )
        )

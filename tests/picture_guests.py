"""Somebody at another computer, for pictures of the exchange: invited by whoever is in, joined, and heard of."""

import tempfile
from pathlib import Path

from peertrain.domain.people import Role
from peertrain.record.passphrases import LOWEST_COST
from peertrain.services import invitations, people, sending, taking
from peertrain.workplace.workplace import Workplace

NAME = "Noor"


def somebody_joins(workplace: Workplace, *, passphrase: str) -> None:
    """Enrol a supervisor at a computer of her own, who joins and sends her first packet; a second call changes nothing."""
    known = workplace.read(people.known_people)
    if NAME in {one.person.preferred_name for one in known}:
        return
    enrolled = workplace.write(
        lambda seat: people.enrol(
            seat, legal_name="Noor Haddad", preferred_name=NAME, roles=[Role.SUPERVISOR], elsewhere=True
        )
    ).value
    assert enrolled is not None
    sent = workplace.write(
        lambda seat: invitations.invite(seat, person_id=enrolled.person_id, passphrase=passphrase)
    ).value
    assert sent is not None
    mine = workplace.person_id or ""
    with tempfile.TemporaryDirectory() as folder:
        guest = Workplace(Path(folder), clock=workplace.clock, cost=LOWEST_COST)
        guest.join(sent.content, words=sent.words)
        guest.choose_passphrase("seven quiet boats in the morning")
        packet = guest.write(lambda seat: sending.make_packet(seat, to_id=mine)).value
        guest.lock()
    assert packet is not None
    taking.take(workplace, content=packet.content, name="Noor-to-Ruth.ptp")

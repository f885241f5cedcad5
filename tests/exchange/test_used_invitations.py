"""An invitation lets its person in once: nothing that it signs later counts, whatever its date; and it names the founding."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Hours, HoursState
from peertrain.domain.people import Key, KeyAdded, KeyUse, OrganisationFounded, Role
from peertrain.domain.scopes import EVERYBODY, person
from peertrain.domain.statements import Statement
from peertrain.exchange.invitations import Invitation, open_invitation, seal_invitation
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, key_id, sign
from peertrain.services import invitations, people
from peertrain.storage.ledger import Status, Verdict
from peertrain.storage.lists.people import keys_of
from peertrain.workplace.seat import Seat
from tests.exchange.computers import Agency, Computer, approve, log
from tests.exchange.hostile import signing
from tests.office import LEGAL_NAMES, PASSPHRASES

LATE = "was not known before that"


def key_of(signs: Ed25519PrivateKey) -> str:
    return key_id(signs.public_key().public_bytes_raw())


def invited(agency: Agency, person_id: str) -> tuple[invitations.Sent, Invitation]:
    """Return an invitation to another computer, also as somebody reads it who keeps its one-time key."""
    sent = agency.dana.do(lambda seat: invitations.invite(seat, person_id=person_id, passphrase=PASSPHRASES["Dana"]))
    return sent, open_invitation(sent.content, words=sent.words)


def enrolled(agency: Agency) -> str:
    return agency.dana.do(
        lambda seat: people.enrol(
            seat, legal_name=LEGAL_NAMES["Aisha"], preferred_name="Aisha", roles=[Role.SUPERVISOR], elsewhere=True
        )
    ).person_id  # fmt: skip


def joined(agency: Agency, sent: invitations.Sent) -> Computer:
    computer = Computer(agency.folder / sent.name, sent.name, agency.clock, sent.person_id)
    computer.workplace.join(sent.content, words=sent.words)
    computer.workplace.choose_passphrase(PASSPHRASES[sent.name])
    computer.workplace.confirm_recovery_code()
    computer.send(agency.dana)
    return computer


def entry(agency: Agency, signs: Ed25519PrivateKey, said: Statement, scope: str, **place: Any) -> Entry:
    organisation = agency.dana.ask(lambda seat: seat.organisation.organisation_id)
    return sign(*body_of(said), organisation=organisation, scope=scope, key=signs, seq=1, **place)


def added_anew(agency: Agency, invitation: Invitation) -> tuple[Entry, str]:
    """Return an entry that adds a second key with an invitation, dated just after it was made; and the id of that key."""
    one_time, own = Ed25519PrivateKey.from_private_bytes(invitation.signing), Ed25519PrivateKey.generate()
    known = agency.dana.ask(lambda seat: seat.picture.find(Key, key_of(one_time)))
    assert known is not None
    public, box = own.public_key().public_bytes_raw().hex(), str(pyrage.x25519.Identity.generate().to_public())
    said = KeyAdded(invitation.person_id, key_of(own), public, box)
    at = known.since + timedelta(milliseconds=1)
    return entry(agency, one_time, said, person(invitation.person_id), prev=known.entry_id, at=at), key_of(own)


def given(computer: Computer, *entries: Entry) -> Verdict:
    """Let a computer take in entries, and return what became of the last of them."""

    def deed(seat: Seat) -> Done[Verdict]:
        seat.ledger.take_all(entries)
        seat.ledger.settle()
        return Done(Changed.EVERYTHING, "", seat.ledger.verdict(entries[-1].id))

    return computer.do(deed)


def find_key(computer: Computer, id: str) -> Key | None:
    return computer.ask(lambda seat: seat.picture.find(Key, id))


def signed_off(agency: Agency, supervisor: Computer) -> str:
    """Return hours of Marcus's that a new supervisor has approved, as Dana knows."""
    agency.dana.act(
        lambda seat: people.assign(seat, trainee_id=agency.marcus.person_id, supervisor_id=supervisor.person_id)
    )
    agency.dana.send(supervisor)
    agency.dana.send(agency.marcus)
    hours_id = log(agency.marcus, supervisor)
    agency.marcus.send(supervisor)
    approve(supervisor, hours_id)
    agency.marcus.send(agency.dana)
    supervisor.send(agency.dana)
    return hours_id


def state(computer: Computer, hours_id: str) -> HoursState:
    hours = computer.ask(lambda seat: seat.picture.find(Hours, hours_id))
    assert hours is not None
    return hours.state


def end_access(agency: Agency, person_id: str) -> None:
    agency.dana.act(
        lambda seat: people.end_access(
            seat, person_id=person_id, reason="She left.", passphrase=PASSPHRASES["Dana"]
        )
    )  # fmt: skip


def endings(agency: Agency) -> int:
    return agency.dana.ask(lambda seat: sum(one.kind == "key ended" for one in seat.ledger.entries()))


def test_a_leaver_gets_no_new_key_with_the_invitation_that_they_once_used(agency: Agency) -> None:
    sent, invitation = invited(agency, enrolled(agency))
    aisha = joined(agency, sent)
    hours_id, own = signed_off(agency, aisha), key_of(signing(aisha))
    end_access(agency, aisha.person_id)
    forged, forged_key = added_anew(agency, invitation)
    verdict = given(agency.dana, forged)
    assert (verdict.status, LATE in verdict.reason) == (Status.HELD, True)
    assert find_key(agency.dana, forged_key) is None
    kept = find_key(agency.dana, own)
    assert kept is not None
    assert kept.until is not None
    assert state(agency.dana, hours_id) is HoursState.APPROVED
    agency.dana.send(agency.renee)
    assert given(agency.renee, forged).status is Status.HELD
    assert find_key(agency.renee, forged_key) is None


def test_once_the_six_words_were_compared_nobody_takes_back_with_the_invitation_what_they_signed(
    agency: Agency,
) -> None:
    sent, invitation = invited(agency, enrolled(agency))
    aisha = joined(agency, sent)
    own = key_of(signing(aisha))
    agency.dana.act(lambda seat: invitations.confirm(seat, key_id=own, passphrase=PASSPHRASES["Dana"]))
    hours_id = signed_off(agency, aisha)
    forged, forged_key = added_anew(agency, invitation)
    for computer in (agency.dana, aisha):
        assert given(computer, forged).status is Status.HELD
        assert find_key(computer, forged_key) is None
        assert state(computer, hours_id) is HoursState.APPROVED


def test_ending_a_key_whose_six_words_are_wrong_ends_the_invitation_behind_it(agency: Agency) -> None:
    sent, invitation = invited(agency, enrolled(agency))
    own = key_of(signing(joined(agency, sent)))
    agency.dana.act(lambda seat: invitations.end(seat, key_id=own, reason="Not hers.", passphrase=PASSPHRASES["Dana"]))
    forged, forged_key = added_anew(agency, invitation)
    assert given(agency.dana, forged).status is Status.HELD
    assert find_key(agency.dana, forged_key) is None


def test_an_invitation_that_nobody_used_lets_nobody_in_once_its_person_has_left(agency: Agency) -> None:
    _sent, invitation = invited(agency, enrolled(agency))
    end_access(agency, invitation.person_id)
    forged, forged_key = added_anew(agency, invitation)
    assert given(agency.dana, forged).status is Status.HELD
    assert find_key(agency.dana, forged_key) is None


def test_the_key_that_counts_is_ended_whichever_of_two_from_one_invitation_came_first(agency: Agency) -> None:
    sent, invitation = invited(agency, enrolled(agency))
    aisha = joined(agency, sent)
    forged, forged_key = added_anew(agency, invitation)
    assert given(agency.dana, forged).status is Status.APPLIED
    end_access(agency, aisha.person_id)
    keys = agency.dana.ask(lambda seat: keys_of(seat.connection, aisha.person_id))
    assert forged_key in {one.id for one in keys}
    assert [one for one in keys if one.until is None] == []


def test_every_key_of_a_person_is_ended_once_by_somebody_else_and_no_more(agency: Agency) -> None:
    end_access(agency, agency.marcus.person_id)
    keys = agency.dana.ask(lambda seat: keys_of(seat.connection, agency.marcus.person_id))
    assert (endings(agency), {one.use for one in keys}) == (len(keys), {KeyUse.PERSON, KeyUse.INVITATION})
    agency.dana.do(
        lambda seat: people.give_role(
            seat, person_id=agency.marcus.person_id, role=Role.TRAINEE, passphrase=PASSPHRASES["Dana"]
        )
    )
    end_access(agency, agency.marcus.person_id)
    assert endings(agency) == len(keys) + 1


# The founding


def founded_anew(agency: Agency) -> Entry:
    """Return a second founding of the organisation, rightly signed by Marcus."""
    own = signing(agency.marcus)
    public = own.public_key().public_bytes_raw().hex()
    organisation = agency.dana.ask(lambda seat: seat.organisation.organisation_id)
    said = OrganisationFounded(
        organisation, "Marcus's", "", agency.marcus.person_id, LEGAL_NAMES["Marcus"], "Marcus", key_of(own), public, "", public
    )  # fmt: skip
    return entry(agency, own, said, EVERYBODY, prev="", at=agency.clock())


def test_a_second_founding_keeps_nobody_from_joining_in_whatever_order_an_invitation_brings_the_two(
    agency: Agency,
) -> None:
    again = founded_anew(agency)
    assert given(agency.dana, again).status is Status.REJECTED
    sent, invitation = invited(agency, enrolled(agency))
    rest = [one for one in invitation.payload.entries if one.id != again.id]
    first = replace(invitation, payload=replace(invitation.payload, entries=(again, *rest)))
    aisha = joined(agency, replace(sent, content=seal_invitation(first, words=sent.words)))
    assert aisha.ask(lambda seat: seat.organisation) == agency.dana.ask(lambda seat: seat.organisation)
    assert aisha.ask(lambda seat: seat.ledger.verdict(again.id)).status is Status.REJECTED


def test_an_invitation_without_the_founding_that_it_names_is_refused(agency: Agency) -> None:
    sent, invitation = invited(agency, enrolled(agency))
    other = seal_invitation(replace(invitation, founding="0" * 64), words=sent.words)
    with pytest.raises(Refused, match="does not belong to the record"):
        joined(agency, replace(sent, content=other))

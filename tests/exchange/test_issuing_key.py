"""A new issuing key reaches the other coordinators, and where two replace it at once all computers agree on one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.issue import issue as draw
from peertrain.documents.paper import Paper
from peertrain.documents.status import Revoked, make_organisation_card, read_organisation_card
from peertrain.documents.verification import verify
from peertrain.domain.certification import CertificateIssued
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.organisation import IssuingKeyReplaced
from peertrain.domain.people import ORGANISATION, Organisation, PersonCorrected, Role, RoleEnded, RoleGiven
from peertrain.domain.statements import Statement
from peertrain.services import backups, certification, invitations, organisation, trust
from peertrain.storage.ledger import Status
from peertrain.workplace.seat import Seat
from tests.cast import START, Cast, key_of, public_of, service
from tests.documents.builders import FACTS
from tests.exchange.computers import Agency, Computer
from tests.office import LEGAL_NAMES, PASSPHRASES
from tests.storage.conftest import memory_ledger
from tests.storage.test_ledger import picture_of


@pytest.fixture
def aisha(agency: Agency) -> Iterator[Computer]:
    """Return the computer of a second coordinator, whose six words were compared."""
    made = agency.invite("Aisha", Role.COORDINATOR)
    made.send(agency.dana)
    (waiting,) = [one for one in agency.dana.ask(invitations.unconfirmed) if one.person.id == made.person_id]
    agency.dana.act(lambda seat: invitations.confirm(seat, key_id=waiting.key_id, passphrase=PASSPHRASES["Dana"]))
    agency.dana.send(made)
    made.send(agency.dana)
    yield made
    made.workplace.lock()


def replace_key(computer: Computer) -> bytes:
    organisation.replace_issuing_key(computer.workplace, reason="Stolen", passphrase=PASSPHRASES[computer.name])
    return issuer(computer)


def issuer(computer: Computer) -> bytes:
    """Return the issuing key that somebody can use; b"" where they have none."""
    key = computer.ask(lambda seat: seat.issuer_key)
    return key.private_bytes_raw() if key else b""


def here(computer: Computer) -> Organisation:
    return computer.ask(lambda seat: seat.organisation)


def at_hand(computer: Computer) -> set[str]:
    return {purpose for purpose in computer.workplace._inside().secrets if "issuer" in purpose}


def test_the_next_packet_brings_the_new_key_in_the_place_of_the_former_one(agency: Agency, aisha: Computer) -> None:
    before = issuer(aisha)
    now = replace_key(agency.dana)
    assert now != before == issuer(aisha)
    (warning,) = agency.dana.send(aisha).warnings
    assert "The organisation's issuing key was replaced on" in warning
    assert issuer(aisha) == now
    for computer in (agency.renee, agency.marcus):
        assert agency.dana.send(computer).warnings == ()
        assert here(computer) == here(agency.dana)
        assert at_hand(computer) == set()
    aisha.workplace.lock()
    aisha.workplace.sign_in("Aisha", PASSPHRASES["Aisha"])
    assert issuer(aisha) == now


def test_where_the_key_does_not_come_the_former_one_is_dropped_and_a_sentence_says_so(
    agency: Agency, aisha: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = issuer(aisha)
    replace_key(agency.dana)
    with monkeypatch.context() as patch:
        patch.setattr("peertrain.workplace.outgoing._issuer", lambda _seat, _person: b"")
        agency.dana.send(aisha)
    assert issuer(aisha) == b""
    assert at_hand(aisha) == set()
    with pytest.raises(Refused, match="comes to you with the next packet from another coordinator"):
        aisha.ask(certification._issuer)
    agency.dana.send(aisha)
    assert issuer(aisha) not in {b"", former}


def test_after_an_older_backup_a_packet_each_way_lets_the_newer_key_count_again(
    agency: Agency, aisha: Computer
) -> None:
    dana = agency.dana
    made = dana.workplace.back_up("before")
    now = replace_key(dana)
    dana.send(aisha)
    said = backups.restore(dana.workplace, name=made.name, reason="The disk", passphrase=PASSPHRASES["Dana"]).said
    assert issuer(dana) == b""
    assert "give them a packet and take one of theirs in" in said
    dana.send(aisha)
    aisha.send(dana)
    assert issuer(dana) == issuer(aisha) == now


def test_two_who_replace_it_at_once_end_with_the_first_and_the_other_one_is_told(
    agency: Agency, aisha: Computer
) -> None:
    first, second = replace_key(agency.dana), replace_key(aisha)
    assert first != second
    from_aisha = aisha.packet_to(agency.dana)
    (warning,) = agency.dana.send(aisha).warnings
    assert "another one was put in place before it" in warning
    assert agency.dana.take(from_aisha).warnings == ()
    aisha.send(agency.dana)
    agency.dana.send(agency.marcus)
    assert here(agency.dana) == here(aisha) == here(agency.marcus)
    assert issuer(agency.dana) == issuer(aisha) == first
    assert at_hand(aisha) == {"issuer"}
    assert len(here(aisha).former_issuers) == 1
    for computer in (agency.dana, aisha):
        stand = computer.ask(
            lambda seat: {
                seat.ledger.verdict(one.id).status
                for one in seat.ledger.entries()
                if one.kind == "issuing key replaced"
            }
        )
        assert stand == {Status.APPLIED, Status.REJECTED}


def test_an_older_copy_with_the_former_key_is_healed_by_a_packet_and_what_it_issued_meanwhile_does_not_count(
    agency: Agency, aisha: Computer, tmp_path: Path
) -> None:
    aisha.workplace.lock()
    shutil.copytree(aisha.folder, tmp_path / "Aisha of last week")
    aisha.workplace.sign_in("Aisha", PASSPHRASES["Aisha"])
    now = replace_key(agency.dana)
    old = Computer(tmp_path / "Aisha of last week", "Aisha", agency.clock, aisha.person_id)
    old.workplace.sign_in("Aisha", PASSPHRASES["Aisha"])
    assert issuer(old) not in {b"", now}
    said = certificate("c", None, agency.marcus.person_id, LEGAL_NAMES["Marcus"])
    entry = old.do(lambda seat: Done(Changed.CERTIFICATES, value=seat.say(said)))
    agency.dana.send(old)
    assert issuer(old) == now
    old.send(agency.dana)
    for computer in (old, agency.dana):
        verdict = computer.ask(lambda seat: seat.ledger.verdict(entry.id))
        assert (verdict.status, verdict.reason) == (
            Status.REJECTED,
            "It was issued with an issuing key that does not count any more. Issue the certificate again.",
        )
    old.workplace.lock()


def test_a_packet_with_another_key_changes_nothing(agency: Agency, aisha: Computer) -> None:
    before = issuer(aisha)
    aisha.workplace.settle_issuer(bytes(32))
    agency.renee.workplace.settle_issuer(before)
    assert issuer(aisha) == before
    assert at_hand(agency.renee) == set()


def test_whoever_is_no_coordinator_any_more_keeps_no_issuing_key_whatever_packets_come(
    agency: Agency, aisha: Computer
) -> None:
    no_coordinator_any_more(agency, aisha)
    for email in ("one@example.org", "two@example.org"):
        agency.dana.act(
            lambda seat, email=email: say(
                seat, PersonCorrected(aisha.person_id, "Aisha Rahman", "Aisha", email, "Typo")
            )
        )
        agency.dana.send(aisha)
        assert not aisha.workplace.keystore.holds(aisha.person_id, "issuer")
        assert at_hand(aisha) == set()
    aisha.workplace.lock()
    aisha.workplace.sign_in("Aisha", PASSPHRASES["Aisha"])
    assert at_hand(aisha) == set()


@pytest.mark.parametrize("still_coordinator", [True, False])
def test_a_computer_without_the_new_key_believes_no_card_of_the_former_one(
    agency: Agency, aisha: Computer, *, still_coordinator: bool
) -> None:
    stolen = Ed25519PrivateKey.from_private_bytes(issuer(agency.dana))
    own = here(agency.dana).organisation_id
    facts = replace(FACTS, organisation_id=own, issued_on=START.date(), expires_on=None)
    pdf = draw(facts, stolen, paper=Paper.A4).pdf

    def outcome() -> trust.Outcome:
        return verify(pdf, trusted=trust.anchors_in(aisha.workplace.home), today=START.date()).outcome

    assert outcome() is trust.Outcome.VALID
    if not still_coordinator:
        no_coordinator_any_more(agency, aisha)
    replace_key(agency.dana)
    agency.dana.send(agency.renee)
    agency.renee.send(aisha)  # with the entry, and no key
    if not still_coordinator:
        agency.dana.send(aisha)
    assert here(aisha).issuer_public == here(agency.dana).issuer_public
    assert (issuer(aisha), outcome()) == (b"", trust.Outcome.CANNOT_TELL)
    agency.dana.send(aisha)
    assert (trust.anchors_in(aisha.workplace.home).organisations != ()) is still_coordinator


def no_coordinator_any_more(agency: Agency, whose: Computer) -> None:
    """Let somebody go on as a supervisor only."""
    given, ended = RoleGiven(whose.person_id, Role.SUPERVISOR), RoleEnded(whose.person_id, Role.COORDINATOR, "")
    for one in (given, ended):
        agency.dana.act(lambda seat, one=one: say(seat, one))
    agency.dana.send(whose)


def say(seat: Seat, one: Statement) -> Done[None]:
    seat.say(one)
    return Done(Changed.PEOPLE)


def test_a_trainee_elsewhere_cannot_tell_what_others_got_with_a_former_key_until_the_card_is_there(
    agency: Agency,
) -> None:
    old = draw(
        replace(FACTS, organisation_id=here(agency.dana).organisation_id),
        Ed25519PrivateKey.from_private_bytes(issuer(agency.dana)), paper=Paper.A4,
    )  # fmt: skip
    replace_key(agency.dana)
    agency.dana.send(agency.marcus)
    card = agency.dana.ask(trust.organisation_card)
    checked = agency.marcus.ask(lambda seat: trust.check_file(seat, content=old.pdf))
    assert checked.outcome is trust.Outcome.CANNOT_TELL
    assert "newest card" in checked.sentence
    for computer, with_card in ((agency.marcus, card), (agency.dana, None)):
        checked = computer.ask(lambda seat, card=with_card: trust.check_file(seat, content=old.pdf, card=card))
        assert checked.outcome is trust.Outcome.NOT_OURS, "no record names it"


def test_a_trainee_elsewhere_cannot_tell_whether_anothers_certificate_was_revoked_until_the_card_is_there(
    agency: Agency,
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(issuer(agency.dana))
    own = here(agency.dana).organisation_id
    another = replace(FACTS, organisation_id=own, issued_on=START.date(), expires_on=None)
    pdf = draw(another, key, paper=Paper.A4).pdf
    card = agency.dana.ask(trust.organisation_card)
    told = read_organisation_card(card)
    assert told.status is not None
    revoked = replace(told.status, revoked=(Revoked(another.certificate_id, another.number, START.date(), "fraud"),))
    newer = make_organisation_card(told, revoked, key)
    for with_card, outcome in ((None, "cannot tell"), (card, "valid"), (newer, "revoked")):
        checked = agency.marcus.ask(lambda seat, card=with_card: trust.check_file(seat, content=pdf, card=card))
        assert checked.outcome == outcome, checked.sentence


# The entries alone


def certificate(id: str, issuer: int | None, person: str = "tess", name: str = "Tess") -> CertificateIssued:
    public = None if issuer is None else public_of(key_of(issuer))
    return CertificateIssued(
        id, f"N-{id}", person, "p", "1", "P", name, service().on, None, "a" * 64, "b" * 64, ("c" * 64,),
        "I issue it.", issuer_public=public,
    )  # fmt: skip


def replaced(former: int, new: int) -> IssuingKeyReplaced:
    return IssuingKeyReplaced(public_of(key_of(former)), public_of(key_of(new)), "Stolen.")


def test_whatever_order_entries_come_in_the_same_key_counts_and_the_same_certificates() -> None:
    """Cora replaces the key first; Sam, a coordinator by then, does not know of it and goes on."""
    cast = Cast()
    cast.add(cast.cora.say(RoleGiven("sam", Role.COORDINATOR)))
    founding, *rest = cast.entries
    cora, sam = cast.cora, cast["sam"]
    sam.clock = cora.clock
    said = [
        sam.say(certificate("old", None), minutes=1),
        cora.say(replaced(99, 100), minutes=5),
        sam.say(certificate("late", 99), minutes=8),
        sam.say(replaced(99, 101), minutes=1),
        sam.say(certificate("lost", 101), minutes=1),
        cora.say(certificate("new", 100), minutes=10),
    ]
    stand = [Status.APPLIED, Status.APPLIED, Status.REJECTED, Status.REJECTED, Status.HELD, Status.APPLIED]
    pictures = []
    for order in list(permutations(said))[::29]:
        ledger = memory_ledger([founding, *rest, *order])
        assert [ledger.verdict(one.id).status for one in said] == stand
        pictures.append(picture_of(ledger))
        found = ledger.picture.find(Organisation, ORGANISATION)
        assert found is not None
        assert found.issuers == (public_of(key_of(100)), public_of(key_of(99)))
    assert all(one == pictures[0] for one in pictures)

"""The issuing key is replaced: what was issued stays good, the former key forges nothing, and no power cut loses the new one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.codes import make_code
from peertrain.documents.issue import issue as draw
from peertrain.documents.jws import public_hex
from peertrain.documents.paper import Paper
from peertrain.documents.status import (
    FormerKey,
    StatusList,
    TrustAnchors,
    TrustedOrganisation,
    make_organisation_card,
    read_organisation_card,
)
from peertrain.documents.verification import Outcome, verify
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role, RoleGiven
from peertrain.services import backups, certificates, certification, history, organisation, trust
from peertrain.workplace.workplace import Workplace
from tests.certifying import TITLE, TUESDAY, issue, office_with_ready, pdf_of, revoke
from tests.office import PASSPHRASES, Office, copy_of

DANA = PASSPHRASES["Dana"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus and Aisha are ready for their certificates."""
    made = office_with_ready(tmp_path, "Marcus", "Aisha")
    yield made
    made.workplace.lock()


def replace_key(office: Office, *, by: str = "Dana", reason: str = "A laptop was stolen", passphrase: str = "") -> None:
    organisation.replace_issuing_key(office.enter(by), reason=reason, passphrase=passphrase or PASSPHRASES[by])


def key_of(office: Office, name: str = "Dana") -> Ed25519PrivateKey:
    """Return the issuing key that somebody can use."""
    key = office.ask(name, lambda seat: seat.issuer_key)
    assert key is not None
    return key


def check(office: Office, name: str, pdf: bytes, card: bytes | None = None) -> Outcome:
    return office.ask(name, lambda seat: trust.check_file(seat, content=pdf, card=card)).outcome


def with_card(card: bytes, pdf: bytes) -> Outcome:
    trusted = TrustAnchors((read_organisation_card(card),))
    return verify(pdf, trusted=trusted, today=TUESDAY + timedelta(days=1)).outcome


def forged(office: Office, id: str, key: Ed25519PrivateKey) -> bytes:
    """Return a certificate for somebody else that a thief dates back to the day of a genuine one."""
    facts = office.ask("Dana", lambda seat: certificates.credential_facts(seat, certificate_id=id))
    return draw(replace(facts, certificate_id=str(uuid4()), legal_name="Mallory Quick"), key, paper=Paper.A4).pdf


def test_certificates_of_the_former_key_stay_good_and_a_thief_forges_none(office: Office) -> None:
    [before] = issue(office, "Marcus")
    old_card, stolen, old = office.ask("Dana", trust.organisation_card), key_of(office), pdf_of(office, before)
    replace_key(office)
    [after] = issue(office, "Aisha")
    new_card, new, false = (
        office.ask("Dana", trust.organisation_card),
        pdf_of(office, after),
        forged(office, before, stolen),
    )
    assert key_of(office).private_bytes_raw() != stolen.private_bytes_raw()
    for pdf, now, then in (
        (old, Outcome.VALID, Outcome.VALID),
        (new, Outcome.VALID, Outcome.NOT_OURS),
        (false, Outcome.NOT_OURS, Outcome.VALID),  # so an older card has to be told apart, and given out anew
    ):
        assert with_card(new_card, pdf) is now
        assert with_card(old_card, pdf) is then
        assert verify(pdf, trusted=trust.anchors_in(office.workplace.home), today=TUESDAY).outcome is now
        assert check(office, "Dana", pdf) is now
    revoke(office, before)
    assert with_card(office.ask("Dana", trust.organisation_card), old) is Outcome.REVOKED


def test_the_code_on_paper_stays_good_and_none_is_forged(office: Office) -> None:
    [before] = issue(office, "Marcus")
    facts, stolen = (
        office.ask("Dana", lambda seat: certificates.credential_facts(seat, certificate_id=before)),
        key_of(office),
    )
    replace_key(office)
    for code, outcome in (
        (make_code(facts, stolen), Outcome.VALID),
        (make_code(replace(facts, number="2026-00009-AAAA"), stolen), Outcome.NOT_OURS),
    ):
        assert office.ask("Dana", lambda seat, code=code: trust.check_code(seat, text=code)).outcome is outcome


def test_a_certificate_of_the_former_key_is_reissued_with_the_new_one(office: Office) -> None:
    [before] = issue(office, "Marcus")
    replace_key(office)
    shown = office.ask("Dana", lambda seat: certification.propose_reissue(
        seat, certificate_id=before, signatory_title=TITLE))  # fmt: skip
    after = office.do("Dana", lambda seat: certification.reissue(
        seat, shown=shown, paper=Paper.A4, passphrase=DANA)).value  # fmt: skip
    card = office.ask("Dana", trust.organisation_card)
    assert [with_card(card, pdf_of(office, str(id))) for id in (before, after)] == [Outcome.VALID] * 2
    verdict = office.ask("Dana", lambda seat: trust.check_file(seat, content=pdf_of(office, before)))
    assert any("A newer copy of this certificate" in note for note in verdict.notes)


def test_a_card_of_ones_own_that_is_signed_with_a_former_or_a_strange_key_is_not_used(
    office: Office, tmp_path: Path
) -> None:
    [before] = issue(office, "Marcus")
    pdf, old_card = pdf_of(office, before), office.ask("Dana", trust.organisation_card)
    behind = copy_of(office, tmp_path / "behind")
    replace_key(office)
    card = office.ask("Dana", trust.organisation_card)
    assert check(office, "Aisha", pdf, card) is Outcome.VALID
    with pytest.raises(Refused, match="signed with a former issuing key of Harbor Recovery Alliance"):
        check(office, "Aisha", pdf, old_card)
    with pytest.raises(Refused, match="Take in the newest packet"):
        check(behind, "Aisha", pdf, card)
    behind.workplace.lock()


def test_it_takes_a_coordinator_a_passphrase_and_a_reason(office: Office) -> None:
    before = key_of(office).private_bytes_raw()
    with pytest.raises(Refused, match="Only a coordinator"):
        replace_key(office, by="Renee")
    with pytest.raises(Refused, match="not right"):
        replace_key(office, passphrase="not the passphrase at all")
    with pytest.raises(Refused, match="Say why"):
        replace_key(office, reason=" ")
    assert key_of(office).private_bytes_raw() == before
    assert office.ask("Dana", organisation.profile).former == ()


def test_it_stands_in_the_history_and_on_the_page(office: Office) -> None:
    office.clock.to(TUESDAY)
    before = office.ask("Dana", organisation.profile)
    replace_key(office)
    now = office.ask("Dana", organisation.profile)
    assert now.fingerprint != before.fingerprint
    assert (now.has_key, now.former) == (True, ((TUESDAY, before.fingerprint),))
    line = office.ask("Dana", lambda seat: history.lines(seat, history.find_lines(seat, search=history.Search())[:1]))
    assert [one.sentence for one in line.values()] == [
        "Replaced the key with which certificates are issued. Reason: A laptop was stolen"
    ]


def test_other_coordinators_on_this_computer_issue_with_the_new_key(office: Office) -> None:
    office.say("Dana", RoleGiven(office.ids["Renee"], Role.COORDINATOR))
    office.workplace.lock()
    office.enter("Dana")
    before = key_of(office, "Renee").private_bytes_raw()
    replace_key(office)
    assert key_of(office, "Renee").private_bytes_raw() not in {before, b""}
    assert key_of(office, "Renee").private_bytes_raw() == key_of(office, "Dana").private_bytes_raw()
    [id] = issue(office, "Marcus", by="Renee")
    assert check(office, "Dana", pdf_of(office, id)) is Outcome.VALID
    replace_key(office, by="Renee")
    assert key_of(office, "Dana").private_bytes_raw() == key_of(office, "Renee").private_bytes_raw()
    assert len(office.ask("Dana", organisation.profile).former) == 2


class PowerCut(BaseException):
    """The computer went off."""


@pytest.mark.parametrize("first", ["Dana", "Renee"])
@pytest.mark.parametrize("said", [False, True])
def test_a_power_cut_in_between_leaves_a_key_that_works(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, said: bool, first: str
) -> None:
    """Whether or not the record names the new key by then, and whoever signs in first afterwards."""
    office.say("Dana", RoleGiven(office.ids["Renee"], Role.COORDINATOR))
    office.workplace.lock()
    before = key_of(office).private_bytes_raw()

    def cut(*_args: object) -> None:
        raise PowerCut

    monkeypatch.setattr(Workplace, "settle_issuer", cut)
    if not said:
        monkeypatch.setattr(Workplace, "write", cut)
    with pytest.raises(PowerCut):
        replace_key(office)
    office.workplace._close()
    monkeypatch.undo()
    office.enter(first)
    now = key_of(office).private_bytes_raw()
    assert (now == before) is not said
    assert key_of(office, "Renee").private_bytes_raw() == now
    assert not office.enter("Dana")._inside().secrets.keys() & {"next issuer"}
    [id] = issue(office, "Marcus")
    assert without_signing_in(office, pdf_of(office, id)) is Outcome.VALID


def without_signing_in(office: Office, pdf: bytes) -> Outcome:
    return verify(pdf, trusted=trust.anchors_in(office.workplace.home), today=TUESDAY).outcome


def test_after_an_older_backup_nobody_issues_with_the_former_key_and_a_new_one_helps(office: Office) -> None:
    made = office.enter("Dana").back_up("before")
    stolen = key_of(office)
    assert "issuing key" not in office.ask("Dana", lambda seat: backups.what_leaves(seat, backup=made))
    replace_key(office)
    assert "nobody on this computer can issue" in office.ask(
        "Dana", lambda seat: backups.what_leaves(seat, backup=made)
    )
    said = backups.restore(office.workplace, name=made.name, reason="The disk", passphrase=DANA).said
    assert "you cannot issue certificates now" in said
    assert "replace the issuing key under Organisation" in said
    again = backups.restore(office.workplace, name=made.name, reason="Once more", passphrase=DANA).said
    assert "issuing key" not in again, "whoever could not issue before is told nothing new"
    with pytest.raises(Refused, match="replace it under Organisation"):
        issue(office, "Marcus")
    assert not office.ask("Dana", organisation.profile).has_key
    with pytest.raises(Refused, match="Only a coordinator with the organisation's issuing key"):
        office.ask("Dana", trust.organisation_card)
    replace_key(office)
    [id] = issue(office, "Marcus")
    card = office.ask("Dana", trust.organisation_card)
    assert with_card(card, pdf_of(office, id)) is Outcome.VALID
    assert with_card(card, forged(office, id, stolen)) is Outcome.NOT_OURS


def test_a_restore_says_nothing_of_the_issuing_key_where_the_one_that_counts_is_at_hand(office: Office) -> None:
    replace_key(office)
    made = office.workplace.back_up("after")
    issue(office, "Marcus")
    assert "issuing key" not in office.ask("Dana", lambda seat: backups.what_leaves(seat, backup=made))
    said = backups.restore(office.workplace, name=made.name, reason="The disk", passphrase=DANA).said
    assert "issuing key" not in said
    assert issue(office, "Aisha")


def test_a_card_of_another_organisation_with_another_key_than_before_is_to_be_compared(
    office: Office, tmp_path: Path
) -> None:
    other = office_with_ready(tmp_path / "other", "Marcus")
    card = other.ask("Dana", trust.organisation_card)
    assert not office.ask("Renee", lambda seat: trust.check_card(seat, card=card)).other_key
    office.do("Renee", lambda seat: trust.remember_card(seat, card=card))
    replace_key(other)
    newer = other.ask("Dana", trust.organisation_card)
    found = office.ask("Renee", lambda seat: trust.check_card(seat, card=newer))
    assert found.other_key
    assert found.fingerprint == other.ask("Dana", trust.own_fingerprint)
    office.do("Renee", lambda seat: trust.remember_card(seat, card=newer))
    assert not office.ask("Renee", lambda seat: trust.check_card(seat, card=newer)).other_key
    former = office.ask("Renee", lambda seat: trust.check_card(seat, card=card))
    assert former.other_key
    assert former.was_replaced
    other.workplace.lock()


def test_a_strangers_card_does_not_shut_out_the_organisation_whose_key_it_calls_a_former_one(office: Office) -> None:
    genuine, stranger = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    card, false = card_of(genuine), card_of(stranger, former=genuine)
    for first, second in ((false, card), (card, false)):
        name = "Renee" if first is false else "Aisha"
        assert not office.ask(name, lambda seat, it=first: trust.check_card(seat, card=it)).other_key
        office.do(name, lambda seat, it=first: trust.remember_card(seat, card=it))
        found = office.ask(name, lambda seat, it=second: trust.check_card(seat, card=it))
        assert (found.other_key, found.was_replaced) == (True, False), "one has to compare, whatever the cards say"
    office.do("Renee", lambda seat: trust.remember_card(seat, card=card))
    assert not office.ask("Renee", lambda seat: trust.check_card(seat, card=card)).other_key
    assert office.ask("Renee", lambda seat: trust.check_card(seat, card=false)).was_replaced


def test_whoever_confirmed_a_wrong_key_can_go_back_to_the_right_one(office: Office) -> None:
    genuine, thief = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    for key in (genuine, thief, genuine):
        office.do("Renee", lambda seat, key=key: trust.remember_card(seat, card=card_of(key)))
    right = office.ask("Renee", lambda seat: trust.check_card(seat, card=card_of(genuine)))
    assert (right.other_key, right.was_replaced) == (False, False)
    assert office.ask("Renee", lambda seat: trust.check_card(seat, card=card_of(thief))).was_replaced


def card_of(key: Ed25519PrivateKey, *, former: Ed25519PrivateKey | None = None) -> bytes:
    """Return the card of another organisation; `former` is the key that it says was replaced."""
    keys = () if former is None else (FormerKey(public_hex(former), TUESDAY, ()),)
    status = StatusList("other", 1, datetime(2026, 9, 1, tzinfo=UTC))
    whose = TrustedOrganisation("other", "Harbor of elsewhere", public_hex(key), former_keys=keys)
    return make_organisation_card(whose, status, key)

"""What anybody needs to verify, and verifying without signing in, in an office and outside of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peertrain.documents.codes import make_code
from peertrain.documents.status import read_organisation_card
from peertrain.documents.verification import Outcome, verify
from peertrain.domain.errors import Refused
from peertrain.services import certificates, organisation, trust
from tests.certifying import TUESDAY, issue, office_with_ready
from tests.office import PASSPHRASES, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office in which Marcus is ready for his certificate."""
    made = office_with_ready(tmp_path, "Marcus")
    yield made
    made.workplace.lock()


def without_signing_in(office: Office, pdf: bytes) -> Outcome:
    return verify(pdf, trusted=trust.anchors_in(office.workplace.home), today=TUESDAY).outcome


def pdf_of(office: Office, id: str) -> bytes:
    return office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=id))


def test_certificates_are_verified_on_this_computer_without_signing_in(office: Office) -> None:
    [id] = issue(office, "Marcus")
    pdf = pdf_of(office, id)
    assert without_signing_in(office, pdf) is Outcome.VALID
    office.do(
        "Dana",
        lambda seat: certificates.revoke(
            seat, certificate_id=id, reason="Issued in error", passphrase=PASSPHRASES["Dana"]
        ),
    )
    office.workplace.lock()
    assert without_signing_in(office, pdf) is Outcome.REVOKED


def test_a_card_that_was_lost_comes_back_when_a_coordinator_signs_in(office: Office) -> None:
    office.workplace.lock()
    card = office.workplace.home / trust.CARD_FILE
    card.unlink()
    office.enter("Marcus")
    assert not card.exists()
    assert trust.anchors_in(office.workplace.home).organisations == ()
    office.enter("Dana")
    assert trust.holder_of(card.read_bytes()).name == "Harbor Recovery Alliance"


def test_a_card_that_cannot_be_written_stops_nobody_from_working(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.workplace.lock()
    card = office.workplace.home / trust.CARD_FILE
    card.unlink()
    card.mkdir()
    office.enter("Dana")
    assert office.workplace.person_id == office.ids["Dana"]
    assert "organisation card could not be written" in caplog.text


def test_only_a_coordinator_makes_the_card(office: Office) -> None:
    card = read_organisation_card(office.ask("Dana", trust.organisation_card))
    assert card.name == "Harbor Recovery Alliance"
    with pytest.raises(Refused, match="Only a coordinator"):
        office.ask("Marcus", trust.organisation_card)


def test_everybody_here_can_check_a_file(office: Office) -> None:
    [id] = issue(office, "Marcus")
    pdf = pdf_of(office, id)
    for name in ("Marcus", "Renee", "Aisha"):
        judged = office.ask(name, lambda seat: trust.check_file(seat, content=pdf))
        assert judged.outcome is Outcome.VALID
    broken = office.ask("Renee", lambda seat: trust.check_file(seat, content=pdf[:-40] + b"\n" * 40))
    assert broken.outcome is Outcome.ALTERED
    assert office.ask("Renee", lambda seat: trust.check_file(seat, content=b"hello")).outcome is Outcome.NOT_OURS


def test_a_code_from_paper_is_checked_with_the_name(office: Office) -> None:
    [id] = issue(office, "Marcus")

    def code(seat):  # type: ignore[no-untyped-def]
        return make_code(certificates.credential_facts(seat, certificate_id=id), seat.issuer_key)

    text = office.ask("Dana", code)
    check = lambda name: office.ask("Renee", lambda seat: trust.check_code(seat, text=text, legal_name=name))  # noqa: E731
    assert check("marcus bell").outcome is Outcome.VALID
    assert check("Somebody Else").outcome is Outcome.ALTERED


def test_the_certificate_of_another_organisation_is_checked_with_its_card(office: Office, tmp_path: Path) -> None:
    other = office_with_ready(tmp_path / "other", "Marcus", "Aisha")
    [id] = issue(other, "Marcus")
    pdf, card = pdf_of(other, id), other.ask("Dana", trust.organisation_card)
    office.clock.to(TUESDAY)
    assert office.ask("Renee", lambda seat: trust.check_file(seat, content=pdf)).outcome is Outcome.NOT_OURS
    assert office.ask("Renee", lambda seat: trust.check_file(seat, content=pdf, card=card)).outcome is Outcome.VALID
    with pytest.raises(Refused, match="not a file of the expected kind"):
        office.ask("Renee", lambda seat: trust.check_file(seat, content=pdf, card=b"{}"))
    assert trust.holder_of(card).fingerprint == other.ask("Marcus", trust.own_fingerprint)
    other.workplace.lock()


def test_the_own_card_never_hides_what_the_own_record_knows(office: Office) -> None:
    [id] = issue(office, "Marcus")
    old_card, pdf = office.ask("Dana", trust.organisation_card), pdf_of(office, id)
    office.do(
        "Dana",
        lambda seat: certificates.revoke(seat, certificate_id=id, reason="Wrong", passphrase=PASSPHRASES["Dana"]),
    )
    judged = office.ask("Renee", lambda seat: trust.check_file(seat, content=pdf, card=old_card))
    assert judged.outcome is Outcome.REVOKED


def test_while_nobody_is_in_a_chosen_card_tells_what_is_newer(office: Office, tmp_path: Path) -> None:
    [id] = issue(office, "Marcus")
    pdf, home = pdf_of(office, id), tmp_path / "behind"
    home.mkdir()
    (home / trust.CARD_FILE).write_bytes(office.ask("Dana", trust.organisation_card))
    office.do(
        "Dana",
        lambda seat: certificates.revoke(seat, certificate_id=id, reason="Wrong", passphrase=PASSPHRASES["Dana"]),
    )
    older, newer = (home / trust.CARD_FILE).read_bytes(), office.ask("Dana", trust.organisation_card)

    def check(folder: Path, card: bytes | None) -> Outcome:
        return trust.check_file_signed_out(folder, content=pdf, today=TUESDAY, card=card).outcome

    assert [check(home, card) for card in (None, older, newer)] == [Outcome.VALID, Outcome.VALID, Outcome.REVOKED]
    assert check(office.workplace.home, older) is Outcome.REVOKED, "an older card hides nothing"
    assert [check(tmp_path, card) for card in (None, older)] == [Outcome.CANNOT_TELL, Outcome.VALID]


def test_while_nobody_is_in_another_organisations_card_is_used_beside_that_of_the_one_here(
    office: Office, tmp_path: Path
) -> None:
    other = office_with_ready(tmp_path / "other", "Marcus", "Aisha")
    [theirs], [ours], card = issue(other, "Marcus"), issue(office, "Marcus"), other.ask("Dana", trust.organisation_card)
    home = office.workplace.home
    for pdf in (pdf_of(other, theirs), pdf_of(office, ours)):
        assert trust.check_file_signed_out(home, content=pdf, today=TUESDAY, card=card).outcome is Outcome.VALID
    alone = trust.check_file_signed_out(home, content=pdf_of(other, theirs), today=TUESDAY)
    assert alone.outcome is Outcome.NOT_OURS
    other.workplace.lock()


def test_while_nobody_is_in_a_card_with_a_former_key_of_the_organisation_here_is_refused(office: Office) -> None:
    before = office.ask("Dana", trust.organisation_card)
    organisation.replace_issuing_key(office.enter("Dana"), reason="Stolen", passphrase=PASSPHRASES["Dana"])
    assert trust.check_card_signed_out(office.workplace.home.parent, card=before).name == "Harbor Recovery Alliance"
    with pytest.raises(Refused, match="signed with a former issuing key of Harbor Recovery Alliance"):
        trust.check_card_signed_out(office.workplace.home, card=before)

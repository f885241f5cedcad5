"""What verification says of true, old, revoked, strange and tampered certificates."""

import random
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, NameObject

from peertrain.documents.credential import make_credential
from peertrain.documents.issue import IssuedCertificate, issue
from peertrain.documents.jws import fingerprint, public_hex
from peertrain.documents.paper import Paper
from peertrain.documents.seal import seal
from peertrain.documents.status import FormerKey, Replaced, Revoked, StatusList, TrustAnchors
from peertrain.documents.verification import LONGEST, Outcome, Verdict, verify
from tests.documents.builders import FACTS, KEY, ROGUE, TODAY, anchors, facts, organisation


def judge(data: bytes, trusted: TrustAnchors | None = None, today: date = TODAY) -> Verdict:
    return verify(data, trusted=anchors() if trusted is None else trusted, today=today)


def with_status(**changes: object) -> TrustAnchors:
    status = organisation().status
    assert status is not None
    return anchors(status=replace(status, **changes))


# Whole files


def test_a_certificate_as_issued_is_valid_and_its_facts_come_from_the_credential(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf)
    assert verdict.outcome is Outcome.VALID
    assert verdict.facts == FACTS
    assert ("Legal name", FACTS.legal_name) in [(line.label, line.value) for line in verdict.lines]
    assert len(verdict.notes) == 1
    assert verdict.notes[0].startswith("Not revoked as of ")


def test_it_is_valid_on_its_last_day_and_expired_on_the_next(issued: IssuedCertificate) -> None:
    last = FACTS.expires_on
    assert last is not None
    assert judge(issued.pdf, today=last).outcome is Outcome.VALID
    verdict = judge(issued.pdf, today=last + timedelta(days=1))
    assert verdict.outcome is Outcome.EXPIRED
    assert "3 March 2029" in verdict.sentence


def test_a_certificate_without_an_end_does_not_expire() -> None:
    endless = issue(facts(expires_on=None), KEY, paper=Paper.A4)
    assert judge(endless.pdf, today=date(2090, 1, 1)).outcome is Outcome.VALID


def test_a_certificate_of_tomorrow_is_not_called_valid(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf, today=FACTS.issued_on - timedelta(days=2))
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert "4 March 2027" in verdict.sentence


def test_a_revoked_certificate_says_when_and_why(issued: IssuedCertificate) -> None:
    revoked = Revoked(FACTS.certificate_id, FACTS.number, date(2027, 5, 2), "fraud")
    verdict = judge(issued.pdf, with_status(revoked=(revoked,)))
    assert verdict.outcome is Outcome.REVOKED
    assert "2 May 2027" in verdict.sentence
    assert "fraud" in verdict.sentence


def test_revocation_outweighs_expiry(issued: IssuedCertificate) -> None:
    revoked = Revoked(FACTS.certificate_id, FACTS.number, date(2027, 5, 2), "fraud")
    assert judge(issued.pdf, with_status(revoked=(revoked,)), date(2031, 1, 1)).outcome is Outcome.REVOKED


def test_a_reissued_certificate_is_noted(issued: IssuedCertificate) -> None:
    newer = Replaced(FACTS.certificate_id, FACTS.number, date(2027, 5, 2), "b" * 8)
    verdict = judge(issued.pdf, with_status(replaced=(newer,)))
    assert verdict.outcome is Outcome.VALID
    assert "newer copy" in verdict.notes[0]


def test_an_old_list_is_noted_with_its_age(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf, with_status(issued_at=datetime(2027, 4, 22, tzinfo=UTC)))
    assert verdict.outcome is Outcome.VALID
    assert "40 days old" in verdict.notes[0]


def test_without_a_list_nobody_can_tell(issued: IssuedCertificate) -> None:
    assert judge(issued.pdf, anchors(status=None)).outcome is Outcome.CANNOT_TELL


def test_without_anchors_the_fingerprint_is_given_to_compare(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf, TrustAnchors())
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert fingerprint(public_hex(KEY)) in verdict.sentence


def test_the_bare_credential_verifies_and_says_that_no_page_was_checked(issued: IssuedCertificate) -> None:
    verdict = judge(issued.credential)
    assert verdict.outcome is Outcome.VALID
    assert "page" in verdict.notes[0]


# Forgeries


def test_the_same_names_under_another_key_are_not_ours() -> None:
    verdict = judge(issue(FACTS, ROGUE, paper=Paper.LETTER).pdf)
    assert verdict.outcome is Outcome.NOT_OURS
    assert verdict.facts is None


def test_a_key_of_ours_cannot_speak_for_another_organisation() -> None:
    foreign = issue(facts(organisation_id="7c1b77aa-0000-4c52-9f5e-5a1d3f0b7a11"), KEY, paper=Paper.LETTER)
    assert judge(foreign.pdf).outcome is Outcome.NOT_OURS


def test_four_hundred_single_flipped_bits_all_make_it_altered(issued: IssuedCertificate) -> None:
    chance = random.Random(20270304)
    size = len(issued.pdf)
    places = {*range(0, size, size // 330), *(chance.randrange(size) for _ in range(70))}
    for place in places:
        flipped = bytearray(issued.pdf)
        flipped[place] ^= 1 << chance.randrange(8)
        assert judge(bytes(flipped)).outcome is Outcome.ALTERED, place


def test_every_flipped_bit_of_seal_and_marks_makes_it_altered(issued: IssuedCertificate) -> None:
    start = issued.pdf.index(b"/PeerTrainSeal <")
    end = issued.pdf.index(b">", start) + 1
    credential = issued.pdf.index(b'{"payload":"')
    for place in [*range(start, end), *range(credential - 8, credential + 14), *range(9), *range(-7, 0)]:
        for bit in range(8):
            flipped = bytearray(issued.pdf)
            flipped[place] ^= 1 << bit
            assert judge(bytes(flipped)).outcome is Outcome.ALTERED, (place, bit)


@given(st.integers(0, 2**31), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_a_flipped_bit_in_a_bare_credential_is_never_valid(place: int, bit: int) -> None:
    flipped = bytearray(CREDENTIAL)
    flipped[place % len(flipped)] ^= 1 << bit
    assert judge(bytes(flipped)).outcome is Outcome.ALTERED


CREDENTIAL = make_credential(FACTS, KEY)


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", b"\x00" * 100, b"1 0 obj\n<<>>\nendobj\n"])
def test_appended_bytes_make_it_altered(issued: IssuedCertificate, more: bytes) -> None:
    assert judge(issued.pdf + more).outcome is Outcome.ALTERED


@pytest.mark.parametrize("kept", [0.999, 0.9, 0.5, 0.2, 0.05, 0.01])
def test_a_truncated_file_is_altered(issued: IssuedCertificate, kept: float) -> None:
    assert judge(issued.pdf[: int(len(issued.pdf) * kept)]).outcome is Outcome.ALTERED


def test_an_incremental_update_that_changes_the_page_is_altered(issued: IssuedCertificate) -> None:
    writer = PdfWriter(BytesIO(issued.pdf), incremental=True)
    writer.pages[0].rotate(180)
    changed = BytesIO()
    writer.write(changed)
    assert changed.getvalue().startswith(issued.pdf)
    assert judge(changed.getvalue()).outcome is Outcome.ALTERED


def test_a_file_written_anew_by_another_program_is_altered(issued: IssuedCertificate) -> None:
    written = BytesIO()
    PdfWriter(clone_from=BytesIO(issued.pdf)).write(written)
    assert written.getvalue() != issued.pdf
    assert judge(written.getvalue()).outcome is Outcome.ALTERED


def test_a_page_with_another_name_around_the_true_credential_is_altered(issued: IssuedCertificate) -> None:
    other = issue(facts(legal_name="Somebody Else"), ROGUE, paper=Paper.LETTER)
    transplant = other.pdf.replace(other.credential, issued.credential)
    assert issued.credential in transplant
    assert judge(transplant).outcome is Outcome.ALTERED


def test_a_transplant_sealed_with_the_forgers_own_key_is_altered(issued: IssuedCertificate) -> None:
    other = issue(facts(legal_name="Somebody Else"), ROGUE, paper=Paper.LETTER)
    start = other.pdf.index(b"/PeerTrainSeal <") + len(b"/PeerTrainSeal <")
    emptied = other.pdf[:start] + b"0" * 128 + other.pdf[start + 128 :]
    forged = seal(emptied.replace(other.credential, issued.credential), certificate_id=FACTS.certificate_id, key=ROGUE)
    assert judge(forged).outcome is Outcome.ALTERED


def test_the_seal_of_one_certificate_does_not_fit_another(issued: IssuedCertificate) -> None:
    other = issue(facts(legal_name="Somebody Else"), KEY, paper=Paper.LETTER)
    mark = b"/PeerTrainSeal <"
    ours, theirs = issued.pdf.index(mark) + len(mark), other.pdf.index(mark) + len(mark)
    swapped = issued.pdf[:ours] + other.pdf[theirs : theirs + 128] + issued.pdf[ours + 128 :]
    assert judge(swapped).outcome is Outcome.ALTERED


def test_a_second_seal_makes_it_altered(issued: IssuedCertificate) -> None:
    reader = PdfWriter(clone_from=BytesIO(issued.pdf))
    reader.pages[0][NameObject("/PeerTrainSeal")] = ByteStringObject(bytes(64))
    written = BytesIO()
    reader.write(written)
    assert judge(written.getvalue()).outcome is Outcome.ALTERED


def test_two_credentials_make_it_altered(issued: IssuedCertificate) -> None:
    twice = issued.pdf + b"stream\n" + make_credential(facts(number="X-1"), KEY) + b"\nendstream\n"
    assert judge(twice).outcome is Outcome.ALTERED


def test_an_attachment_that_is_not_a_credential_makes_it_altered(issued: IssuedCertificate) -> None:
    replaced = issued.pdf.replace(issued.credential, b"{}".ljust(len(issued.credential)))
    assert judge(replaced).outcome is Outcome.ALTERED


def test_a_file_that_the_record_knows_otherwise_is_altered(issued: IssuedCertificate) -> None:
    twin = issue(FACTS, KEY, paper=Paper.A4)
    known = {FACTS.certificate_id: issued.document_sha256}
    assert issued.document_sha256 == sha256(issued.pdf).hexdigest()
    assert verify(issued.pdf, trusted=anchors(), today=TODAY, known_documents=known).outcome is Outcome.VALID
    assert verify(twin.pdf, trusted=anchors(), today=TODAY, known_documents=known).outcome is Outcome.ALTERED


def test_a_certificate_that_the_record_does_not_know_is_noted(issued: IssuedCertificate) -> None:
    verdict = verify(issued.pdf, trusted=anchors(), today=TODAY, known_documents={})
    assert "does not know" in verdict.notes[0]


# Hostile files


def test_hostile_files_get_an_answer() -> None:
    bomb = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + zlib.compress(bytes(10_000_000)) + b"\nendstream"
    assert judge(bomb).outcome is Outcome.NOT_OURS
    assert judge(b"").outcome is Outcome.NOT_OURS
    assert judge(b"[" * 1_000_000).outcome is Outcome.NOT_OURS
    assert judge(b"{" * 1_000_000).outcome is Outcome.NOT_OURS
    assert judge(b'{"a":' * 100_000 + b"1").outcome is Outcome.NOT_OURS
    assert judge(b'{"payload":' * 100_000).outcome is Outcome.ALTERED
    assert judge(b'stream\n{"payload":"' * 200_000).outcome is Outcome.NOT_OURS
    assert judge(b"# PeerTrain\n\nHow to use it").outcome is Outcome.NOT_OURS
    assert judge(b"/PeerTrainSeal <" * 200_000).outcome is Outcome.ALTERED
    assert judge(b" " * (LONGEST + 1)).outcome is Outcome.CANNOT_TELL


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_no_bytes_make_verification_fail_to_answer(data: bytes) -> None:
    assert judge(data).outcome in {Outcome.NOT_OURS, Outcome.ALTERED}


def test_a_foreign_pdf_is_not_ours() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    written = BytesIO()
    writer.write(written)
    assert judge(written.getvalue()).outcome is Outcome.NOT_OURS


def test_what_a_stranger_signs_cannot_steer_a_terminal() -> None:
    hostile = make_credential(facts(legal_name="Ann\x1b[2J\u202egpj.exe", number="N\r\n1"), KEY)
    text = " ".join(line.value for line in judge(hostile).lines)
    assert not set("\x1b\u202e\r\n") & set(text)


def test_a_stranger_who_signs_nonsense_is_answered() -> None:
    from peertrain.documents.jws import sign

    nonsense: tuple[Any, ...] = ({"peertrain": {}}, {"peertrain": 5}, [], {"peertrain": {"number": ["x"] * 9}})
    for payload in nonsense:
        assert judge(sign(payload, ROGUE, type="JWT")).outcome is Outcome.ALTERED


def test_a_credential_whose_claims_disagree_is_altered() -> None:
    from peertrain.documents.credential import _payload
    from peertrain.documents.jws import sign

    payload = _payload(FACTS, public_hex(KEY))
    assert judge(sign(payload, KEY, type="JWT")).outcome is Outcome.VALID
    assert judge(sign({**payload, "exp": payload["exp"] + 1}, KEY, type="JWT")).outcome is Outcome.ALTERED
    assert judge(sign({**payload, "more": 1}, KEY, type="JWT")).outcome is Outcome.ALTERED


def test_a_status_list_is_not_taken_for_a_credential() -> None:
    from peertrain.documents.status import make_status_list

    status = StatusList(FACTS.organisation_id, 1, datetime(2027, 1, 1, tzinfo=UTC))
    assert judge(make_status_list(status, KEY)).outcome is Outcome.ALTERED


def test_the_reader_finds_the_credential_as_an_ordinary_attachment(issued: IssuedCertificate) -> None:
    reader = PdfReader(BytesIO(issued.pdf))
    assert reader.attachments["credential.json"] == [issued.credential]


def test_a_page_that_was_printed_to_a_new_file_is_not_called_altered() -> None:
    from reportlab.pdfgen.canvas import Canvas

    paper = BytesIO()
    canvas = Canvas(paper, pageCompression=0)
    canvas.setCreator("PeerTrain")
    canvas.drawString(72, 720, "Certificate of completion")
    canvas.save()
    verdict = judge(paper.getvalue())
    assert verdict.outcome is Outcome.NOT_OURS
    assert "Ask for the original file" in verdict.sentence


# Former keys


ENDED = date(2027, 5, 1)


def with_former(*recognised: bytes, **changes: Any) -> TrustAnchors:
    """Return the organisation after it has replaced KEY by ROGUE, with what it recognises of KEY."""
    named = tuple(sha256(one).hexdigest() for one in recognised)
    former = (FormerKey(public_hex(KEY), ENDED, named),)
    return anchors(issuer_key=public_hex(ROGUE), former_keys=former, **changes)


def test_what_the_card_names_of_a_former_key_stays_valid_as_file_and_as_credential(issued: IssuedCertificate) -> None:
    trusted = with_former(issued.pdf, issued.credential)
    for data in (issued.pdf, issued.credential, issued.credential + b"\n"):
        verdict = judge(data, trusted)
        assert verdict.outcome is Outcome.VALID
        assert any("replaced on 1 May 2027" in note for note in verdict.notes)


def test_what_the_new_key_signs_is_valid() -> None:
    assert judge(issue(FACTS, ROGUE, paper=Paper.A4).pdf, with_former()).outcome is Outcome.VALID


@pytest.mark.parametrize("forged", [{}, {"legal_name": "Somebody Else"}, {"issued_on": date(2026, 1, 5)}])
def test_whoever_has_the_former_key_forges_nothing_be_it_dated_back(
    issued: IssuedCertificate, forged: dict[str, Any]
) -> None:
    """Also not by drawing another page around a credential that is genuine."""
    false = issue(facts(**forged), KEY, paper=Paper.A4)
    assert false.pdf != issued.pdf
    verdict = judge(false.pdf, with_former(issued.pdf, issued.credential))
    assert verdict.outcome is Outcome.NOT_OURS
    assert "a former issuing key of Harbor Peer Recovery Network, which was replaced on 1 May 2027" in verdict.sentence
    assert verdict.facts is None
    assert verdict.lines == ()
    assert verdict.fingerprint == fingerprint(public_hex(KEY))
    if forged:
        assert judge(false.credential, with_former(issued.credential)).outcome is Outcome.NOT_OURS


def test_where_not_all_is_known_of_a_former_key_nothing_is_called_false(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf, with_former(knows=frozenset()))
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert "newest card" in verdict.sentence
    knows = frozenset([FACTS.certificate_id])
    assert judge(issued.pdf, with_former(issued.pdf, knows=knows)).outcome is Outcome.VALID


def test_where_not_all_revocations_are_known_nothing_unknown_is_called_valid(issued: IssuedCertificate) -> None:
    verdict = judge(issued.pdf, anchors(knows=frozenset()))
    assert verdict.outcome is Outcome.CANNOT_TELL
    assert "does not hold everybody's certificates" in verdict.sentence
    assert judge(issued.pdf, anchors(knows=frozenset([FACTS.certificate_id]))).outcome is Outcome.VALID


def test_a_certificate_of_a_former_key_is_revoked_and_expires_as_any_other(issued: IssuedCertificate) -> None:
    status = organisation().status
    assert status is not None
    revoked = replace(status, revoked=(Revoked(FACTS.certificate_id, FACTS.number, TODAY, "fraud"),))
    assert judge(issued.pdf, with_former(issued.pdf, status=revoked)).outcome is Outcome.REVOKED
    assert judge(issued.pdf, with_former(issued.pdf), date(2029, 3, 4)).outcome is Outcome.EXPIRED


def test_an_older_card_says_that_there_may_be_a_newer_key() -> None:
    new = issue(FACTS, ROGUE, paper=Paper.A4)
    verdict = judge(new.pdf)
    assert verdict.outcome is Outcome.NOT_OURS
    assert any("is of 28 May 2027. If it replaced its issuing key since then" in note for note in verdict.notes)
    elsewhere = issue(facts(organisation_id="another"), ROGUE, paper=Paper.A4)
    assert judge(elsewhere.pdf).notes == ()

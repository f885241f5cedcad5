"""`peertrain verify` as a person and as another program meet it."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from peertrain.documents.codes import make_code
from peertrain.documents.command import verify_command
from peertrain.documents.issue import IssuedCertificate, issue
from peertrain.documents.paper import Paper
from peertrain.documents.status import StatusList, TrustAnchors, make_organisation_card
from tests.documents.builders import FACTS, KEY, ROGUE, TODAY, anchors, organisation


def run(file: str | Path, card: Path | None = None, trusted: TrustAnchors | None = None) -> tuple[int, str]:
    out = StringIO()
    code = verify_command(str(file), organisation_card=card, trusted=trusted or TrustAnchors(), today=TODAY, out=out)
    return code, out.getvalue()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.peertrain-organisation"
    status = StatusList(FACTS.organisation_id, 7, datetime(2027, 5, 28, tzinfo=UTC))
    path.write_bytes(make_organisation_card(organisation(), status, KEY))
    return path


@pytest.fixture
def pdf(issued: IssuedCertificate, tmp_path: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(issued.pdf)
    return path


def test_with_the_card_anybody_learns_that_it_is_valid(pdf: Path, card: Path) -> None:
    code, said = run(pdf, card)
    assert code == 0
    assert said.startswith("VALID\nThis certificate is valid. Harbor Peer Recovery Network issued it")
    assert "María José Núñez" in said
    assert "It is not a state certification." in said


def test_without_any_card_it_cannot_tell(pdf: Path) -> None:
    code, said = run(pdf)
    assert code == 2
    assert said.startswith("CANNOT TELL\n")


def test_altered_and_foreign_files_give_one(pdf: Path, card: Path, tmp_path: Path) -> None:
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    assert run(pdf, card)[0] == 1
    foreign = tmp_path / "foreign.pdf"
    foreign.write_bytes(issue(FACTS, ROGUE, paper=Paper.LETTER).pdf)
    code, said = run(foreign, card)
    assert code == 1
    assert said.startswith("NOT OURS\n")


def test_a_bare_credential_a_code_and_a_file_with_a_code_are_taken_too(
    issued: IssuedCertificate, card: Path, tmp_path: Path
) -> None:
    credential = tmp_path / "credential.json"
    credential.write_bytes(issued.credential)
    code = tmp_path / "code.txt"
    code.write_text(make_code(FACTS, KEY) + "\n")
    for file in (credential, code, make_code(FACTS, KEY)):
        assert run(file, card)[0] == 0


def test_what_cannot_be_opened_or_trusted_gives_two_in_words(pdf: Path, tmp_path: Path) -> None:
    code, said = run(tmp_path / "missing.pdf", trusted=anchors())
    assert (code, "cannot be opened" in said) == (2, True)
    not_a_card = tmp_path / "x.peertrain-organisation"
    not_a_card.write_bytes(b"hello")
    code, said = run(pdf, not_a_card)
    assert (code, "expected kind" in said) == (2, True)
    assert run(tmp_path)[0] == 2

"""The organisation as certificates name it: corrected under the passphrase, with what was issued left as it is."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from peertrain.documents.logo import read_logo
from peertrain.domain.certification import CertificateState, state_of
from peertrain.domain.errors import Refused
from peertrain.domain.organisation import LogoChosen, OrganisationCorrected
from peertrain.domain.wellformed import LONGEST_PICTURE
from peertrain.services import certificates, certification, history, organisation, trust
from peertrain.services.certification import Paper
from tests.certifying import TITLE, issue, office_with_ready, shown
from tests.office import PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]
NEW = {"name": "Harbor Recovery Alliance of Minnesota", "address": "14 Quay Street, Duluth"}


def correct(office: Office, *, by: str = "Dana", passphrase: str = DANA, reason: str = "We moved.", **to: str) -> None:
    said = {**NEW, **to}
    office.do(by, lambda seat: organisation.correct(seat, **said, reason=reason, passphrase=passphrase))


def picture(folder: Path, *, noise: bool = False, size: tuple[int, int] = (300, 120)) -> Path:
    path = folder / "logo.png"
    drawn = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "navy")
    drawn.save(path)
    return path


def choose(office: Office, logo: bytes) -> None:
    office.do("Dana", lambda seat: organisation.choose_logo(seat, logo=logo, passphrase=DANA))


def test_name_and_address_are_corrected_with_a_reason_that_the_history_tells(office: Office) -> None:
    correct(office)
    now = office.ask("Dana", organisation.profile)
    assert {"name": now.name, "address": now.address} == NEW
    line = office.ask("Dana", lambda seat: history.lines(seat, history.find_lines(seat, search=history.Search())[:1]))
    assert [one.sentence for one in line.values()] == [
        "Corrected the organisation: now Harbor Recovery Alliance of Minnesota, 14 Quay Street, Duluth. "
        "Reason: We moved."
    ]
    [card] = trust.anchors_in(office.workplace.home).organisations
    assert card.name == NEW["name"], "those who check see the new name at once"


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": " "}, "Give the organisation a name"),
        ({"name": "x" * 201}, "200 letters"),
        ({"address": "x" * 401}, "400 letters"),
        ({"name": "Harbor \u202e yrevoceR"}, "direction of writing|cannot be printed"),
        ({"name": "山"}, "cannot be printed"),
        ({"reason": " "}, "Say why"),
        ({"passphrase": "not the passphrase at all"}, "not right"),
        ({"name": "Harbor Recovery Alliance", "address": "12 Quay Street, Duluth"}, "so already"),
    ],
)
def test_what_no_certificate_could_show_is_refused(office: Office, changes: dict[str, str], wrong: str) -> None:
    with pytest.raises(Refused, match=wrong):
        correct(office, **changes)
    assert office.ask("Dana", organisation.profile).name == "Harbor Recovery Alliance"


@pytest.mark.parametrize("name", ["Renee", "Marcus"])
def test_only_a_coordinator_changes_the_organisation(office: Office, name: str) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        correct(office, by=name, passphrase=PASSPHRASES[name])
    with pytest.raises(Refused, match="Only a coordinator"):
        office.say(name, OrganisationCorrected(**NEW, reason="Mine now."))
    with pytest.raises(Refused, match="Only a coordinator"):
        office.say(name, LogoChosen(""))


def test_a_logo_is_chosen_and_taken_away(office: Office, tmp_path: Path) -> None:
    logo = organisation.read_logo_file(picture(tmp_path))
    with pytest.raises(Refused, match="not right"):
        office.do("Dana", lambda seat: organisation.choose_logo(seat, logo=logo, passphrase="something else"))
    choose(office, logo)
    assert office.ask("Dana", organisation.profile).logo == logo
    with pytest.raises(Refused, match="the logo already"):
        choose(office, logo)
    office.do("Dana", lambda seat: organisation.take_logo_away(seat, passphrase=DANA))
    assert office.ask("Dana", organisation.profile).logo == b""


def test_any_picture_becomes_small_enough_for_the_record_and_reads_back_the_same(tmp_path: Path) -> None:
    logo = organisation.read_logo_file(picture(tmp_path, noise=True, size=(1200, 900)))
    assert len(logo) * 4 / 3 <= LONGEST_PICTURE
    again = read_logo(logo)
    assert Image.open(BytesIO(logo)).convert("RGB").tobytes() == Image.open(BytesIO(again.png)).tobytes()


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg/>"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(Refused, match="cannot be read"):
        organisation.read_logo_file(tmp_path / "logo.png")
    with pytest.raises(Refused, match="cannot be read"):
        organisation.read_logo_file(tmp_path / "none.png")


@pytest.mark.parametrize("text", ["x", "!!!!", "A" * (LONGEST_PICTURE + 4), "bm8gcGljdHVyZQ=="])
def test_a_changed_program_can_sign_no_other_thing_as_a_logo(office: Office, text: str) -> None:
    with pytest.raises(Refused, match=r"picture"):
        office.say("Dana", LogoChosen(text))


def test_what_was_issued_stays_byte_for_byte_and_what_comes_has_the_new_name_and_logo(tmp_path: Path) -> None:
    office = office_with_ready(tmp_path, "Marcus", "Aisha")
    [old] = issue(office, "Marcus")
    before = office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=old))
    proposed = shown(office, "Aisha")
    correct(office)
    with pytest.raises(Refused, match="has changed since it was shown"):
        office.do("Dana", lambda seat: certification.issue(
            seat, proposals=proposed, paper=Paper.A4, signatory_title=TITLE, passphrase=DANA))  # fmt: skip
    choose(office, organisation.read_logo_file(picture(tmp_path)))
    assert office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=old)) == before
    [new] = issue(office, "Aisha")
    facts = office.ask("Dana", lambda seat: certificates.credential_facts(seat, certificate_id=new))
    assert {"name": facts.organisation_name, "address": facts.organisation_address} == NEW
    document = office.ask("Dana", lambda seat: certificates.document(seat, certificate_id=new))
    assert b"/Subtype /Image" in document.replace(b"/Subtype/Image", b"/Subtype /Image")
    for content in (before, document):
        verdict = office.ask("Dana", lambda seat, content=content: trust.check_file(seat, content=content))
        assert verdict.outcome is trust.Outcome.VALID
    office.workplace.lock()


def test_a_reissue_brings_the_new_name_onto_a_certificate_that_was_issued(tmp_path: Path) -> None:
    office = office_with_ready(tmp_path, "Marcus")
    [old] = issue(office, "Marcus")
    correct(office)
    found = office.ask("Dana", lambda seat: certification.propose_reissue(
        seat, certificate_id=old, signatory_title=TITLE))  # fmt: skip
    assert found.facts.organisation_name == NEW["name"]
    with pytest.raises(Refused, match="has changed"):
        office.do("Dana", lambda seat: certification.reissue(
            seat, shown=replace(found, logo=b"another"), paper=Paper.A4, passphrase=DANA))  # fmt: skip
    new = office.do("Dana", lambda seat: certification.reissue(
        seat, shown=found, paper=Paper.A4, passphrase=DANA)).value  # fmt: skip
    states = {one.id: state_of(one, one.issued_on) for one in office.ask("Dana", certificates.issued)}
    assert states == {old: CertificateState.REPLACED, new: CertificateState.VALID}
    office.workplace.lock()

"""A coordinator corrects the organisation's name and address and chooses its logo, in a real window."""

from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from peertrain.domain.days import full_day
from peertrain.services import backups, organisation, trust
from peertrain.ui.coordinator.organisation import OrganisationPage
from peertrain.ui.kit.forms import Form
from tests.exchange.computers import another_computer
from tests.office import PASSPHRASES, Office
from tests.ui.choosing import save_offered_card
from tests.ui.kit.look import markup_readers, nameless
from tests.ui.signing import answer, dialog_field, dialog_is_open, dialog_words, press_in_dialog
from tests.ui.stage import stage_for


def test_the_organisation_is_corrected_and_gets_a_logo(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 120), "navy").save(file)
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        page = stage.page(OrganisationPage)
        assert "12 Quay Street, Duluth" in stage.words()
        form = stage.opened("Correct name or address").findChildren(Form)[0]
        stage.submit(form, address="14 Quay Street, Duluth", reason="We moved")
        assert "From now on, certificates name Harbor Recovery Alliance, 14 Quay Street, Duluth." in dialog_words(stage)
        answer(stage, "Correct it", PASSPHRASES["Dana"])
        assert "14 Quay Street, Duluth" in stage.words()
        page.take_file(tmp_path / "nothing.png")
        stage.settle()
        assert "cannot be read" in stage.words()
        page.take_file(file)
        stage.settle()
        assert "cannot be read" not in stage.words()
        assert "Preview, not in use yet" in stage.words()
        stage.press("Put it on certificates…")
        answer(stage, "Put it on certificates", PASSPHRASES["Dana"])
        assert "Preview, not in use yet" not in stage.words()
        stage.press("Take the logo away")
        answer(stage, "Take the logo away", PASSPHRASES["Dana"])
        assert "There is no logo." in stage.words()


def test_a_name_that_cannot_be_printed_is_refused_at_its_field_before_anything_is_signed(
    qtbot: QtBot, office: Office
) -> None:
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        form = stage.opened("Correct name or address").findChildren(Form)[0]
        stage.submit(form, name="Harbor 日本", reason="A new name")
        assert not dialog_is_open(stage)
        assert "cannot be printed rightly on a certificate: 日 本." in form.fields["name"].wrong_label().text()
        assert form.fields["address"].wrong_label().text() == ""


def test_before_the_issuing_key_is_replaced_it_says_who_has_several_computers(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    said = "Who has several computers: Dana (2). The new key goes to all of them."
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        stage.press("Replace the issuing key…")
        assert "several computers" not in dialog_words(stage)
    another_computer(office, "Dana", tmp_path / "laptop")
    another_computer(office, "Renee", tmp_path / "of no coordinator")
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        stage.press("Replace the issuing key…")
        assert said in dialog_words(stage)


def test_the_issuing_key_is_replaced_and_the_new_card_is_offered(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    old = office.ask("Dana", trust.own_fingerprint)
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        assert old in stage.words()
        stage.press("Replace the issuing key…")
        assert "Certificates issued so far stay good" in dialog_words(stage)
        press_in_dialog(stage, "Replace the issuing key")
        assert "Please fill in “Reason”." in dialog_words(stage)
        dialog_field(stage, "Reason").setText("A laptop was stolen")
        dialog_field(stage, "Your passphrase").setText("not the passphrase at all")
        press_in_dialog(stage, "Replace the issuing key")
        assert "not right" in dialog_words(stage)
        assert old in stage.words()
        dialog_field(stage, "Your passphrase").setText(PASSPHRASES["Dana"])
        press_in_dialog(stage, "Replace the issuing key")
        assert not dialog_is_open(stage)
        assert f"Until {full_day(office.clock.now.date())}\n{old}" in stage.words()
        assert stage.notice().startswith("The issuing key is replaced. People outside learn it from a new")
        save_offered_card(stage, target := tmp_path / f"harbor{trust.CARD_SUFFIX}")
    assert trust.holder_of(target.read_bytes()).fingerprint == office.ask("Dana", trust.own_fingerprint) != old


def test_who_lacks_the_key_is_told_where_it_comes_from(qtbot: QtBot, office: Office) -> None:
    made = office.enter("Dana").back_up("before")
    organisation.replace_issuing_key(office.workplace, reason="Stolen", passphrase=PASSPHRASES["Dana"])
    backups.restore(office.workplace, name=made.name, reason="The disk", passphrase=PASSPHRASES["Dana"])
    with stage_for(qtbot, office, "Dana", OrganisationPage) as stage:
        assert "You do not have this key, so you cannot issue certificates." in stage.words()
        assert not markup_readers(stage.window.page())
        assert not nameless(stage.window.page())

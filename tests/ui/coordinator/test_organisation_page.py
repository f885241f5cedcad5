"""A coordinator corrects the organisation's name and address and chooses its logo, in a real window."""

from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from peertrain.ui.coordinator.organisation import OrganisationPage
from peertrain.ui.kit.forms import Form
from tests.office import PASSPHRASES, Office
from tests.ui.signing import answer, dialog_is_open, dialog_words
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

"""A coordinator sees what a new version of a programme changes for whom, and lets trainees stay or move."""

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from peertrain.domain.people import Person
from peertrain.domain.programmes import ExperienceRule, Programme
from peertrain.ui.coordinator.new_version import NewVersionPage
from peertrain.ui.coordinator.programmes import ProgrammesPage
from peertrain.ui.kit.forms import Form
from tests.going import STARTED, approve, foundations, log, put_on_programme
from tests.office import PASSPHRASES, Office
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import Stage, stage_for


def stricter() -> Programme:
    return replace(foundations(), version="2.0", experience=ExperienceRule(60 * 60))


def version_of(office: Office, name: str) -> str:
    person = office.ask("Dana", lambda seat: seat.picture.find(Person, office.ids[name]))
    assert person is not None
    return person.enrolments[0].programme_version


def reason(stage: Stage, words: str) -> None:
    stage.page(NewVersionPage).findChildren(Form)[0].fill({"reason": words})


def test_a_coordinator_reads_what_changes_for_each_and_chooses_who_moves(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    approve(office, log(office, "Marcus", STARTED, 120), log(office, "Marcus", STARTED + timedelta(weeks=1), 120))
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        page = stage.go(NewVersionPage, programme=stricter())
        names = [page._table.model.row_at(row).person.preferred_name for row in range(2)]
        page._table.view.selectRow(names.index("Marcus"))
        stage.settle()
        assert "Marcus stays on the rules of version 1.0." in stage.words()
        assert "4 h of 40 h" in stage.words()
        assert "4 h of 60 h" in stage.words()
        assert "not asked for" in stage.words()
        stage.press("Move Marcus")
        assert "Marcus moves to these rules." in stage.words()
        stage.press("Adopt and sign…")
        assert "Say in a few words why they move." in stage.words()
        assert not dialog_is_open(stage)
        reason(stage, "The board changed its rules.")
        stage.press("Adopt and sign…")
        assert "version 2.0 move: Marcus. Reason: The board changed its rules." in dialog_words(stage)
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "1 trainee has moved to it." in stage.notice()
    assert (version_of(office, "Marcus"), version_of(office, "Aisha")) == ("2.0", "1.0")


def test_all_move_later_to_a_version_that_is_in_use(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    put_on_programme(office, programme=stricter())
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        [new] = [one for one in stage.page(ProgrammesPage).findChildren(type(stage.opened("Foundations of Peer Support")))
                 if "Version 2.0" in _words(one)]  # fmt: skip
        new.open()
        stage.press("Move trainees to this version…")
        stage.press("Move and sign…")
        assert "Nobody moves yet." in stage.words()
        stage.press("All move")
        stage.press("All stay")
        stage.press("All move")
        reason(stage, "Everybody agreed.")
        stage.press("Move and sign…")
        answer(stage, "Move and sign", PASSPHRASES["Dana"])
        assert "2 trainees have moved to it." in stage.notice()
    assert (version_of(office, "Marcus"), version_of(office, "Aisha")) == ("2.0", "2.0")


def _words(part: object) -> str:
    from PySide6.QtWidgets import QLabel, QWidget

    assert isinstance(part, QWidget)
    return "\n".join(label.text() for label in part.findChildren(QLabel))

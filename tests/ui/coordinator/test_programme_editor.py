"""A coordinator copies a programme, changes it, sees each mistake at its field, and adopts it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.programme_files import load_programme
from peertrain.courseware.programme_text import read_tree, tree_of
from peertrain.places import shipped
from peertrain.services import own_programmes, programmes
from peertrain.services.own_programmes import Offers
from peertrain.ui.coordinator.new_version import NewVersionPage
from peertrain.ui.coordinator.programme_editor import ProgrammeEditorPage, _form
from peertrain.ui.coordinator.programme_form import tree_from, with_modules_of
from peertrain.ui.coordinator.programmes import ProgrammesPage
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.records import RecordsEdit
from tests.going import foundations, put_on_programme
from tests.office import PASSPHRASES, Office
from tests.ui.signing import answer, dialog_is_open, dialog_words
from tests.ui.stage import Stage, stage_for

FILES = {path.stem: path for path in shipped("curricula", "programmes").glob("*.yaml")}


@pytest.mark.parametrize(
    "path", [FILES[name] for name in ("peertrain-foundations", "texas-mhps", "ohio-cps", "georgia-cps-mh", "mha-ncps")],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_what_the_form_shows_is_what_the_file_says(qtbot: QtBot, path: Path) -> None:
    programme = load_programme(path)
    tree = tree_of(programme)
    offers = with_modules_of(tree, Offers(load_competencies(shipped("curricula", "competencies.yaml")), {}))
    form = _form(tree, offers)
    qtbot.addWidget(form)
    assert read_tree(tree_from(form.values(), offers, tree)) == (programme, ())


def form_on(stage: Stage) -> Form:
    form = stage.page(ProgrammeEditorPage).form
    assert form is not None
    return form


def test_a_programme_is_copied_changed_and_adopted(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.opened("Foundations of Peer Support")
        stage.press("Copy and change Foundations of Peer Support, version 1.0")
        form = form_on(stage)
        form.fill({"id": "harbor", "version": "1", "title": "Harbor basics", "training.hours": "24"})
        exams = form.fields["exams"].editor
        assert isinstance(exams, RecordsEdit)
        exams.add()
        stage.press("Save the programme")
        assert "Please fill in “Name”." in stage.words()
        assert "It cannot be adopted yet" in stage.notice()
        exams.write([{"id": "final", "name": "Final examination", "pass_mark": "sixty"}])
        form.fill({"training.domains.advocacy": "a few"})
        stage.press("Save the programme")
        assert "“a few” is no number of hours." in form.fields["training.domains.advocacy"].wrong_label().text()
        assert "“pass_mark” is not a whole number that fits." in stage.words()
        exams.write([{"id": "final", "name": "Final examination", "pass_mark": "60"}])
        form.fill({"training.domains.advocacy": "2.5"})
        stage.press("Save the programme")
        assert "Nothing is wrong in it" in stage.notice()
        stage.go(ProgrammesPage)
        assert "They are on this computer and in its backups, nowhere else." in stage.words()
        assert "can be adopted" in stage.words()
        stage.press("Adopt Harbor basics, version 1")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
    [adopted] = office.ask("Dana", programmes.programmes_in_use)
    assert adopted.training is not None
    assert (adopted.id, adopted.training.minutes, adopted.training.domains) == ("harbor", 24 * 60, {"advocacy": 150})
    assert [(one.name, one.pass_mark) for one in adopted.exams] == [("Final examination", 60)]
    assert (adopted.competencies, adopted.checks) == (foundations().competencies, foundations().checks)


def test_a_part_that_was_begun_and_left_empty_is_no_part_that_is_lost(qtbot: QtBot, office: Office) -> None:
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        for name in ("checks", "renewal.topics"):
            records = form_on(stage).fields[name].editor
            assert isinstance(records, RecordsEdit)
            records.add()
        stage.press("Save the programme")
        assert "It cannot be adopted yet" in stage.notice()
        assert "Please choose “Module”." in stage.words()
        assert "Please fill in “Topic”." in stage.words()


def test_it_is_adopted_where_it_was_written_once_nothing_is_wrong(qtbot: QtBot, office: Office) -> None:
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        form_on(stage).fill({"training.hours": "many"})
        stage.press("Adopt the programme")
        assert not dialog_is_open(stage)
        assert "It cannot be adopted yet" in stage.notice()
        form_on(stage).fill({"training.hours": "30"})
        stage.press("Save the programme")
        assert "Nothing is wrong in it" in stage.notice()
        stage.window.notices._button.click()
        stage.settle()
        assert "their certificates rest on its rules" in dialog_words(stage)
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        stage.page(ProgrammesPage)
        assert "in use, no trainees" in stage.words()
    [adopted] = office.ask("Dana", programmes.programmes_in_use)
    assert adopted.training is not None
    assert adopted.training.minutes == 30 * 60


def test_where_somebody_is_under_way_the_editor_leads_to_what_changes_for_whom(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office, "Marcus")
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        form_on(stage).fill({"version": "1.1", "training.hours": "30"})
        stage.press("Adopt the programme")
        stage.page(NewVersionPage)
        assert "Marcus stays on the rules of version 1.0." in stage.words()
        stage.press("Adopt and sign…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        stage.page(ProgrammesPage)
        assert "in use, no trainees" in stage.words()
        assert "in use, 1 trainee" in stage.words()


def test_mistakes_and_a_taken_version_are_said_at_once_and_contradictions_at_their_field(
    qtbot: QtBot, office: Office
) -> None:
    put_on_programme(office, "Marcus")
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        form = form_on(stage)
        form.fill({"training.hours": "many"})
        stage.press("Save the programme")
        assert "an adopted version never changes" in form.fields["version"].wrong_label().text()
        assert "“many” is no number of hours." in form.fields["training.hours"].wrong_label().text()
        form.fill({"training.hours": "30", "supervision.individual_hours": "26"})
        stage.press("Save the programme")
        assert "add up to 26 h" in form.fields["supervision.hours"].wrong_label().text()
        assert "an adopted version never changes" in form.fields["version"].wrong_label().text()


def test_days_are_shown_and_written_in_words(qtbot: QtBot, office: Office) -> None:
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        line = form_on(stage).fields["effective_from"].focus_on
        assert isinstance(line, QLineEdit)
        assert line.text() == "1 January 2026"
        line.setText("31 February 2027")
        stage.press("Save the programme")
        assert "“31 February 2027” is no day." in form_on(stage).fields["effective_from"].wrong_label().text()
        line.setText("1 march 2027")
        stage.press("Save the programme")
        assert "Nothing is wrong in it" in stage.notice()
    [own] = office.ask("Dana", own_programmes.own_programmes)
    assert own.tree["effective_from"] == "2027-03-01"


def test_what_is_typed_is_kept_when_the_page_is_left(qtbot: QtBot, office: Office) -> None:
    own_id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.go(ProgrammeEditorPage, own_id=own_id)
        topics = form_on(stage).fields["renewal.topics"]
        assert isinstance(topics.editor, RecordsEdit)
        topics.editor.remove(topics.editor._fields[0])
        stage.go(ProgrammesPage)
        assert "Your own programmes" in stage.words()
        stage.press("Remove Foundations of Peer Support, version 1.0")
        assert "no longer on your desk" in stage.notice()
        stage.window.notices._button.click()
        stage.settle()
    [own] = office.ask("Dana", own_programmes.own_programmes)
    assert "topics" not in own.tree["renewal"]

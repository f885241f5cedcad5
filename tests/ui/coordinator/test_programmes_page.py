"""A coordinator reads, adopts and retires programmes, in a real window over a real office."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from peertrain.places import shipped
from peertrain.services import programmes
from peertrain.ui.coordinator.programmes import ProgrammesPage
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.scrolling import bring_into_view
from tests.going import put_on_programme
from tests.office import PASSPHRASES, Office
from tests.ui.signing import answer, dialog_field, dialog_words, press_in_dialog
from tests.ui.stage import Stage, stage_for


def test_a_programme_is_read_adopted_and_retired(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        assert "No programme is in use yet." in stage.words()
        stage.opened("Foundations of Peer Support")
        stage.settle()
        assert "It is not a state certification" in stage.words()
        assert "at least 2 h one-on-one" in stage.words()
        stage.press("Adopt Foundations…")
        assert "trainees can be put on it, and their certificates rest on its rules" in dialog_words(stage)
        assert "not adopted yet" in stage.words()
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "adopted and in use." in stage.notice()
        assert "in use, no trainees" in stage.words()
        shown = stage.opened("Foundations of Peer Support")
        assert shown.findChildren(Form) == [], "a reason is asked for only when a version is to be retired"
        stage.press("Retire Foundations of Peer Support, version 1.0")
        assert "whoever is on it finishes under its rules" in dialog_words(stage)
        reason = dialog_field(stage, "Why is it retired?")
        assert reason.hasFocus()
        reason.setText("A new version is here")
        dialog_field(stage, "Your passphrase").setText(PASSPHRASES["Dana"])
        press_in_dialog(stage, "Retire and sign")
        assert "retired, no trainees on it" in stage.words()


def test_a_programme_that_is_opened_with_the_keyboard_leaves_the_keys_where_they_are(
    qtbot: QtBot, office: Office
) -> None:
    put_on_programme(office)
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.window.activateWindow()
        opens = stage.button("Show details: Foundations of Peer Support")
        opens.setFocus()
        qtbot.keyClick(opens, Qt.Key.Key_Space)
        stage.settle()
        assert "Retire Foundations of Peer Support, version 1.0" in stage.buttons()
        assert opens.hasFocus()


def test_the_rules_in_a_file_are_read_before_they_are_adopted(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    shipped_text = shipped("curricula", "programmes", "peertrain-foundations.yaml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(shipped_text.replace("title: Foundations of", "title: Our own foundations of"), encoding="utf-8")
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.page(ProgrammesPage).take_file(mine)
        stage.until(lambda: "Our own foundations of Peer Support" in stage.words())
        assert "at least 2 h one-on-one" in stage.words()
        assert office.ask("Dana", programmes.programmes_in_use) == ()
        stage.press("Adopt Foundations…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        assert "in use, no trainees" in stage.words()
    assert [one.title for one in office.ask("Dana", programmes.programmes_in_use)] == [
        "Our own foundations of Peer Support"
    ]


def test_a_file_of_a_programme_that_is_in_use_is_shown_where_that_stands(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office)
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.page(ProgrammesPage).take_file(shipped("curricula", "programmes", "peertrain-foundations.yaml"))
        stage.until(lambda: "at least 2 h one-on-one" in stage.words())
        assert stage.words().splitlines().count("Foundations of Peer Support") == 1


def test_a_programme_is_found_by_a_word_of_its_title_or_its_place(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        search = next(one for one in stage.window.page().findChildren(Field) if one.name == "search")
        for words, shown in [("georgia", True), ("Mental GMHCN", True), ("texas", False), ("", True), ("zzz", False)]:
            search.write(words)
            search.changed.emit()
            assert ("Georgia Certified Peer Specialist" in stage.words()) is shown
        assert "No programme here has this word." in stage.words()


def test_an_adopted_programme_is_in_sight_and_what_was_searched_for_stays(qtbot: QtBot, office: Office) -> None:
    put_on_programme(office)
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.window.activateWindow()
        [search] = [one for one in stage.window.page().findChildren(Field) if one.name == "search"]
        search.focus_on.setFocus()
        qtbot.keyClicks(search.focus_on, "peer")
        stage.opened("Texas Recovery Support Peer Specialist")
        stage.settle()
        adopt = stage.button("Adopt Texas RSPS…")
        bring_into_view(adopt)
        stage.settle()
        assert not seen(stage, stage.button("Show details: Foundations of Peer Support"))
        stage.press("Adopt Texas RSPS…")
        answer(stage, "Adopt and sign", PASSPHRASES["Dana"])
        opens = stage.button("Show details: Texas Recovery Support Peer Specialist")
        stage.until(lambda: seen(stage, opens) and stage.window.focusWidget() is opens)
        [search] = [one for one in stage.window.page().findChildren(Field) if one.name == "search"]
        assert search.read() == "peer"
        assert "Recovery Coaches Alberta" not in stage.words()


def test_who_is_searching_goes_on_when_the_page_is_renewed(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.window.activateWindow()
        [search] = [one for one in stage.window.page().findChildren(Field) if one.name == "search"]
        search.focus_on.setFocus()
        qtbot.keyClicks(search.focus_on, "geor")
        stage.page(ProgrammesPage).go_stale()
        stage.settle()
        qtbot.keyClicks(QApplication.focusWidget(), "gia")
        [search] = [one for one in stage.window.page().findChildren(Field) if one.name == "search"]
        assert search.read() == "georgia"
        assert "Texas" not in stage.words()


def seen(stage: Stage, widget: QWidget) -> bool:
    """Return whether all of a widget is in the part of the page that is in sight."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_what_is_not_verified_is_marked_before_a_programme_is_adopted(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        assert "partly not verified" in stage.words()
        stage.opened("Idaho Certified Peer Support Specialist")
        stage.settle()
        assert "How many training hours are asked for, whether there is an exam" in stage.words()


def test_a_file_with_mistakes_is_refused_in_words(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    wrong = tmp_path / "mine.yaml"
    wrong.write_text("format: 1\nid: mine\n", encoding="utf-8")
    with stage_for(qtbot, office, "Dana", ProgrammesPage) as stage:
        stage.page(ProgrammesPage).take_file(wrong)
        stage.settle()
        assert "mine.yaml, line" in stage.notice()

"""What a trainee writes for themselves: kept, private, and covered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peertrain.domain.learning import ItemKind
from peertrain.domain.pathway import steps
from peertrain.services import learning, reflections
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage
from peertrain.ui.trainee.reflections import ReflectionsPage
from tests.office import PASSPHRASES, Office
from tests.ui.stage import Stage, stage_for

CORE = "peer-specialist-core"
LESSON = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.saying-no-kindly"}
REFLECTION = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.limit-that-helped"}


def told(office: Office) -> None:
    office.do("Marcus", reflections.be_told)


# Kept


def test_before_the_first_private_word_the_person_reads_what_is_lost_with_the_keys(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        assert "if you lose both your passphrase and your recovery code" in stage.words()
        assert not page.editor.edit.isVisible()
        stage.press("I understand, let me write")
        assert page.editor.edit.isVisible()
        stage.go(CoursePage)
        stage.go(ReflectionPage, **REFLECTION)
        assert "if you lose both" not in stage.words()


def test_what_is_typed_survives_going_away_and_locking(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "My grandmother held a limit with me")
        stage.window.lock()
        stage.settle()
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        assert page.editor.text() == "My grandmother held a limit with me"
        stage.go(ReflectionsPage)
        assert "Begun" in stage.words()


def test_what_is_typed_survives_a_window_that_is_closed_at_once(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "And supper was always there")
        stage.window.close()
        stage.background.close()
    kept = core.ask(
        "Marcus", lambda seat: reflections.reflection(seat, course_id=CORE, reflection_id=REFLECTION["item_id"])
    )
    assert kept.writing.text == "And supper was always there"


def test_what_could_not_be_kept_while_locked_is_kept_after_coming_back(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        core.workplace.lock()
        qtbot.keyClicks(page.editor.edit, "She said no to money")
        stage.window.lock()
        stage.settle()
        assert not page.editor.state.text().startswith("Kept")
        core.enter("Marcus")
        stage.window.unlock()
        stage.until(lambda: page.editor.state.text().startswith("Kept"))


def test_what_is_typed_is_kept_while_the_person_goes_on_typing(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "My grandmother")
        stage.until(lambda: page.editor.state.text().startswith("Kept"))
        kept = core.ask(
            "Marcus",
            lambda seat: reflections.reflection(seat, course_id=CORE, reflection_id=REFLECTION["item_id"]),
        )
        assert kept.writing.text == "My grandmother"


def test_a_reflection_counts_once_there_are_some_words(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "Too short.")
        stage.press("I have written it")
        assert "at least 10 words" in stage.words()
        qtbot.keyClicks(page.editor.edit, " She said no to money and yes to supper, every single night.")
        assert "at least 10 words" not in stage.words()
        stage.press("I have written it")
        assert stage.notice() == "“A limit that helped me” is written and kept, for your eyes only."
        stage.page(ReaderPage)
        page = stage.go(ReflectionPage, **REFLECTION)
        assert "Written" in stage.words()


def test_a_reflection_and_notes_can_be_written_as_soon_as_they_are_opened(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.window.activateWindow()
        page = stage.go(ReflectionPage, **REFLECTION)
        stage.until(page.editor.understood.hasFocus)
        stage.press("I understand, let me write")
        stage.until(page.editor.edit.hasFocus)
        stage.go(CoursePage)
        page = stage.go(ReflectionPage, **REFLECTION)
        stage.until(page.editor.edit.hasFocus)
        stage.window.privacy.cover()
        stage.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        uncover(stage, PASSPHRASES["Marcus"])
        stage.until(page.editor.edit.hasFocus)


def test_whoever_opens_their_notes_types_into_them_and_turns_no_page(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.window.activateWindow()
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.press("Notes")
        stage.until(page.notes.understood.hasFocus)
        here = bar.value()
        for key in (Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_H, Qt.Key.Key_Backspace):
            qtbot.keyClick(page.notes.understood, key)
        stage.settle()
        assert (stage.page(ReaderPage)._id, bar.value()) == (LESSON["item_id"], here)
        qtbot.keyClick(page.notes.understood, Qt.Key.Key_Space)
        stage.until(page.notes.edit.hasFocus)
        qtbot.keyClicks(page.notes.edit, "Now")
        qtbot.keyClick(page.notes.edit, Qt.Key.Key_Backspace)
        assert page.notes.text() == "No"


def test_after_a_reflection_one_goes_on_with_the_next_lesson_that_is_not_done(qtbot: QtBot, core: Office) -> None:
    told(core)
    boundaries = core.ask("Marcus", learning.overview)[0].modules[2].module
    way = [step for step in steps(boundaries) if step.kind is ItemKind.LESSON]
    after = next(n for n, step in enumerate(way) if step.item_id == "boundaries.saying-no-kindly") + 1
    read = way[after].item_id
    core.do("Marcus", lambda seat: learning.complete_lesson(seat, course_id=CORE, lesson_id=read))
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "She said no to money and yes to supper, every single night.")
        stage.press("I have written it")
        assert stage.page(ReaderPage)._id == way[after + 1].item_id


# The cover over what is private


def text_of(stage: Stage) -> str:
    """Return every word in the widgets of all pages, shown or not."""
    pages = stage.window.pages
    labels = [one.text() for one in pages.findChildren(QLabel)]
    return "\n".join([*labels, *(one.toPlainText() for one in pages.findChildren(QPlainTextEdit))])


def uncover(stage: Stage, passphrase: str) -> None:
    [field] = [one for one in stage.window.page().findChildren(QLineEdit) if one.isVisible()]
    field.setText(passphrase)
    stage.press("Show my writing")


def test_private_writing_is_kept_and_gone_from_the_screen_until_the_passphrase(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "My aunt Odessa held a limit")
        stage.window.privacy.cover()
        stage.settle()
        assert "Your private writing is covered." in stage.words()
        assert "Odessa" not in text_of(stage)
        assert not page.editor.edit.document().isUndoAvailable()
        assert "I have written it" not in stage.buttons()
        uncover(stage, "not my passphrase at all")
        assert "That passphrase is not right." in stage.words().splitlines()
        uncover(stage, "nor is this one of mine")
        assert "That passphrase is not right. This was try 2." in stage.words()
        assert "Odessa" not in text_of(stage)
        uncover(stage, PASSPHRASES["Marcus"])
        assert page.editor.text() == "My aunt Odessa held a limit"
        assert "Your private writing is covered." not in stage.words()
        qtbot.keyClicks(page.editor.edit, "So: ")
        stage.go(CoursePage)
    kept = core.ask("Marcus", reflections.private_pages).reflections
    assert sum(one.words for one in kept) == 7


def test_the_list_and_the_notes_are_covered_together(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        stage.press("Notes")
        qtbot.keyClicks(page.notes.edit, "Say the line first.")
        stage.go(ReflectionsPage)
        assert "Say the line first." in stage.words()
        stage.window.privacy.cover()
        stage.settle()
        assert "Say the line first." not in text_of(stage)
        page = stage.go(ReaderPage, **LESSON)
        assert "After this lesson you can" in page.reader.view.toPlainText()
        assert "Your private writing is covered." in stage.words()
        assert "Say the line first." not in text_of(stage)
        uncover(stage, PASSPHRASES["Marcus"])
        assert page.notes.text() == "Say the line first."
        stage.go(ReflectionsPage)
        assert "Say the line first." in stage.words()


def test_the_cover_comes_when_nobody_has_been_here_for_a_while(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "My aunt Odessa")
        stage.window.privacy.idle._quiet.setInterval(30)
        stage.window.privacy.idle.start()
        stage.until(page.editor.cover.isVisible)
        assert page.editor.text() == ""


def test_what_cannot_be_kept_when_the_cover_comes_is_not_lost(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "And supper was always there")
        core.workplace.lock()
        stage.window.privacy.cover()
        stage.settle()
        assert "supper" not in text_of(stage)
        core.enter("Marcus")
        uncover(stage, PASSPHRASES["Marcus"])
        assert page.editor.text() == "And supper was always there"
        kept = core.ask("Marcus", reflections.private_pages).reflections
        assert sum(one.words for one in kept) == 5


def test_unlocking_the_window_uncovers(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReflectionPage, **REFLECTION)
        qtbot.keyClicks(page.editor.edit, "My aunt Odessa")
        stage.window.lock()
        stage.settle()
        assert "Odessa" not in text_of(stage)
        stage.window.unlock()
        stage.settle()
        assert page.editor.text() == "My aunt Odessa"

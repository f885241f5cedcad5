"""A trainee reads, writes and is checked, in a real window over a real office."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from peertrain.domain.quizzes import Matching, Multiple, Ordering, Scenario, Short, Single, TrueFalse
from peertrain.services import checks, learning, reflections
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.check import CheckPage
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.question import Choosing, Pairing, Sorting, Writing
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage
from peertrain.ui.trainee.reflections import ReflectionsPage
from tests.office import PASSPHRASES, Office, staffed_office
from tests.teaching import adopt, right, shipped_course, small_course, wrong
from tests.ui.stage import Stage, clipped, stage_for

CORE = "peer-specialist-core"
LESSON = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.saying-no-kindly"}
REFLECTION = {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.limit-that-helped"}
CHECK = {"course_id": "small-course", "module_id": "empathy", "item_id": "empathy.check"}

Open = Callable[[type[Page]], Stage]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def core(office: Office) -> Office:
    adopt(office, shipped_course())
    return office


@pytest.fixture
def small(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office


def told(office: Office) -> None:
    office.do("Marcus", reflections.be_told)


# The course and its modules


def test_without_a_course_the_page_says_what_to_do(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Marcus", CoursePage) as stage:
        assert "Your coordinator puts one to use" in stage.words()


def test_the_course_shows_its_modules_and_begins_with_the_first_lesson(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        assert "0 of 8 lessons, 0 of 3 reflections, check still to pass" in stage.words()
        stage.press("Begin")
        page = stage.page(ReaderPage)
        assert "After this lesson you can" in page.reader.view.toPlainText()


def test_a_module_says_what_completes_it_and_opens_each_of_its_steps(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        stage.press("Open Boundaries")
        stage.page(ModulePage)
        assert "pass the check with 80 % or more" in stage.words()
        assert "5 of 5 attempts left" in stage.words()
        stage.press("Write: A limit that helped me")
        stage.page(ReflectionPage)


def test_a_complete_module_has_nothing_left_to_begin(qtbot: QtBot, small: Office) -> None:
    for lesson_id in ("empathy.being-heard", "empathy.hearing"):
        small.do(
            "Marcus",
            lambda seat, id=lesson_id: learning.complete_lesson(seat, course_id="small-course", lesson_id=id),
        )
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(ModulePage, course_id="small-course", module_id="empathy")
        assert "Continue" in stage.buttons()
        finish(small)
        page.go_stale()
        stage.settle()
        assert "Continue" not in stage.buttons()
        assert "Complete" in stage.words()


def finish(office: Office) -> None:
    """Let Marcus write the reflection and pass the check of the small course."""
    where = {"course_id": "small-course", "module_id": "empathy"}
    text = "My aunt put the kettle on and let me find my own words."
    office.do(
        "Marcus",
        lambda seat: reflections.write_reflection(
            seat, course_id="small-course", reflection_id="empathy.heard", text=text
        ),
    )
    office.do("Marcus", lambda seat: checks.start_attempt(seat, **where))
    for shown in office.ask("Marcus", lambda seat: checks.check(seat, **where)).shown:
        for response in right(shown.question):
            office.do(
                "Marcus",
                lambda seat, id=shown.question.id, response=response: checks.answer(
                    seat, **where, question_id=id, response=response
                ),
            )
    office.do("Marcus", lambda seat: checks.finish_attempt(seat, **where))


def test_going_on_is_one_key_away(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        qtbot.keyClick(stage.button("Begin"), Qt.Key.Key_Space)
        stage.settle()
        stage.page(ReaderPage)


# The reader


def test_reading_goes_on_at_the_very_words_where_it_stopped(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        bar.setValue(bar.maximum() // 2)
        words = page.reader.view.place().words
        assert words
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        assert page.reader.view.place().words == words
        stage.until(lambda: page.reader.view.verticalScrollBar().value() > 100)


def test_a_lesson_is_only_done_at_its_end(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        assert page.reader.next.text() == "Read on"
        qtbot.keyClick(page.reader.view, Qt.Key.Key_N)
        assert bar.value() > 0
        assert stage.page(ReaderPage)._id == LESSON["item_id"]
        bar.setValue(bar.maximum())
        assert page.reader.next.text() == "Done, go on"
        qtbot.keyClick(page.reader.view, Qt.Key.Key_N)
        stage.settle()
        stage.page(ReflectionPage)
    done = core.ask("Marcus", learning.overview)[0].modules[2].done
    assert [one.item_id for one in done] == [LESSON["item_id"]]


def test_notes_beside_a_lesson_are_there_when_it_is_opened_again(qtbot: QtBot, core: Office) -> None:
    told(core)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        stage.press("Notes")
        qtbot.keyClicks(page.notes.edit, "Say the line first.")
        stage.go(CoursePage)
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        assert page.panel.isVisible()
        assert page.notes.text() == "Say the line first."
        stage.go(ReflectionsPage)
        assert "Say the line first." in stage.words()


def test_larger_text_keeps_the_place(qtbot: QtBot, core: Office) -> None:
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        page = stage.go(ReaderPage, **LESSON)
        bar = page.reader.view.verticalScrollBar()
        stage.until(lambda: bar.maximum() > 500)
        bar.setValue(bar.maximum() // 2)
        words = page.reader.view.place().words
        stage.press("Larger text")
        assert page.context.preferences.settings.text_size == 115
        assert page.reader.view.place().words == words


# What is private


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
        assert "Not kept yet" in page.editor.state.text()
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
        assert "at least 10 words" in stage.notice()
        qtbot.keyClicks(page.editor.edit, " She said no to money and yes to supper, every single night.")
        stage.press("I have written it")
        stage.page(ReaderPage)
        page = stage.go(ReflectionPage, **REFLECTION)
        assert "Written" in stage.words()


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
        assert "That passphrase is not right." in stage.words()
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


# The check


def answer_rightly(qtbot: QtBot, stage: Stage) -> None:
    """Answer the question on the page with the keyboard where there is a key for it."""
    page = stage.page(CheckPage)
    view, part = page._view, page.part
    assert view is not None
    shown = view.shown[page._number]
    question = shown.question
    if isinstance(part, Choosing) and isinstance(question, TrueFalse):
        qtbot.keyClick(page, Qt.Key.Key_1 if question.answer else Qt.Key.Key_2)
    elif isinstance(part, Choosing) and isinstance(question, Single | Multiple | Scenario):
        second = isinstance(question, Scenario) and question.id in page._given
        order = shown.follow_up_order if second else shown.order
        answers = question.follow_up.answers if second else question.answers  # type: ignore[union-attr]
        for place, number in enumerate(order):
            if answers[number].right:
                qtbot.keyClick(page, Qt.Key(Qt.Key.Key_1.value + place))
    elif isinstance(part, Pairing) and isinstance(question, Matching):
        for box, pair in zip(part.lists, question.pairs, strict=True):
            box.setCurrentIndex(box.findText(pair.right))
    elif isinstance(part, Sorting) and isinstance(question, Ordering):
        for wanted, step in enumerate(question.steps):
            here = next(n for n, row in enumerate(part.rows) if row.text.text() == step)
            for number in range(here, wanted, -1):
                part.rows[number].up.click()
    elif isinstance(part, Writing) and isinstance(question, Short):
        qtbot.keyClicks(part.line, question.accept[0])
    assert page.act.isEnabled()
    qtbot.keyClick(part, Qt.Key.Key_Return)
    stage.settle()


def test_all_seven_types_of_question_are_answered_and_the_check_is_passed(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(CheckPage, **CHECK)
        stage.press("Begin anyway")
        for number in range(7):
            assert f"Question {number + 1} of 7" in stage.words()
            answer_rightly(qtbot, stage)
            if page.act.text() == "What happens next":
                stage.press("What happens next")
                assert "And now?" in stage.words()
                answer_rightly(qtbot, stage)
            assert "Right" in stage.words()
            stage.press(page.act.text())
        assert "100 %" in stage.words()
        assert "Passed" in stage.words()
    assert small.ask("Marcus", learning.overview)[0].modules[0].check_missing is False


def test_a_check_says_first_that_lessons_are_not_read_yet(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(CheckPage, **CHECK)
        assert "2 lessons are not read yet." in stage.words()
        stage.press("Read first")
        stage.page(ModulePage)
        for lesson_id in ("empathy.being-heard", "empathy.hearing"):
            stage.background.do(
                stage.window,
                lambda seat, id=lesson_id: learning.complete_lesson(seat, course_id="small-course", lesson_id=id),
            )
        stage.go(CheckPage, **CHECK)
        assert "not read yet" not in stage.words()
        stage.press("Begin the check")
        assert "Question 1 of 7" in stage.words()


def test_a_check_goes_on_at_the_same_question_after_the_window_was_closed(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(CheckPage, **CHECK)
        stage.press("Begin anyway")
        answer_rightly(qtbot, stage)
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(CheckPage, **CHECK)
        assert "Question 2 of 7" in stage.words()


def test_an_answer_is_final_once_checked_and_says_at_once_what_it_means(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        page = stage.go(CheckPage, **CHECK)
        stage.press("Begin anyway")
        part = page.part
        assert isinstance(part, Choosing)
        pick = next(n for n, mark in enumerate(part.marks) if mark.accessibleName() == "Cheer up.")
        part.choose(pick)
        stage.press("Check my answer")
        assert "That hurries the person." in stage.words()
        assert not any(mark.isEnabled() for mark in part.marks)
        assert stage.buttons()[-1] == "Next question"


def test_a_failed_check_leads_back_to_the_lesson_and_offers_another_attempt(qtbot: QtBot, small: Office) -> None:
    where = {"course_id": "small-course", "module_id": "empathy"}
    small.do("Marcus", lambda seat: checks.start_attempt(seat, **where))
    for shown in small.ask("Marcus", lambda seat: checks.check(seat, **where)).shown:
        for response in wrong(shown.question):
            small.do(
                "Marcus",
                lambda seat, id=shown.question.id, response=response: checks.answer(
                    seat, **where, question_id=id, response=response
                ),
            )
    small.do("Marcus", lambda seat: checks.finish_attempt(seat, **where))
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(CheckPage, **CHECK)
        assert "4 of 5 attempts left" in stage.words()
        stage.press("Being heard")
        stage.page(ReaderPage)
        stage.go(CheckPage, **CHECK)
        stage.press("Try again")
        assert "Question 1 of 7" in stage.words()


# How they look and what they say to those who cannot see them


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped_and_everything_has_a_name(qtbot: QtBot, core: Office, theme: Theme, size: int) -> None:
    told(core)
    theme.wear(scheme=Scheme.DARK, text_size=size)
    core.do("Marcus", lambda seat: checks.start_attempt(seat, course_id=CORE, module_id="boundaries"))
    pages: list[tuple[type[Page], dict[str, str]]] = [
        (CoursePage, {}),
        (ModulePage, {"course_id": CORE, "module_id": "boundaries"}),
        (ReaderPage, LESSON),
        (ReflectionPage, REFLECTION),
        (CheckPage, {"course_id": CORE, "module_id": "boundaries", "item_id": "boundaries.check"}),
        (ReflectionsPage, {}),
    ]
    with stage_for(qtbot, core, "Marcus", CoursePage) as stage:
        for kind, where in pages:
            page = stage.go(kind, **where)
            qtbot.wait(30)
            assert clipped(page) == []
            for edit in (QLineEdit, QComboBox, QPlainTextEdit):
                assert all(one.accessibleName() for one in page.findChildren(edit) if one.isVisible())
            for button in page.findChildren(QAbstractButton):
                assert button.accessibleName() or button.text() or not button.isVisible()

"""A trainee is checked, in a real window over a real office."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peertrain.domain.quizzes import Matching, Multiple, Ordering, Scenario, Short, Single, TrueFalse
from peertrain.services import checks, learning
from peertrain.ui.everyone.question import Choosing, Pairing, Sorting, Writing
from peertrain.ui.trainee.check import CheckPage
from peertrain.ui.trainee.course import CoursePage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage
from tests.office import Office
from tests.teaching import wrong
from tests.ui.stage import Stage, stage_for

CHECK = {"course_id": "small-course", "module_id": "empathy", "item_id": "empathy.check"}


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


def test_the_way_on_is_in_sight_after_every_answer_in_a_low_window(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.window.resize(1000, 480)
        page = stage.go(CheckPage, **CHECK)
        stage.press("Begin anyway")
        seen = set()
        for _number in range(7):
            seen.add(type(page.part))
            if isinstance(page.part, Pairing):
                for box in page.part.lists:
                    box.setCurrentIndex(1)
            elif isinstance(page.part, Choosing):
                page.part.choose(0)
            elif isinstance(page.part, Writing):
                qtbot.keyClicks(page.part.line, "something else")
            stage.press("Check my answer")
            stage.until(lambda: page.act.visibleRegion().boundingRect() == page.act.rect())
            if page.act.text() == "What happens next":
                stage.press("What happens next")
                page.part.choose(0)
                stage.press("Check my answer")
            stage.press(page.act.text())
        assert seen == {Choosing, Pairing, Sorting, Writing}


def test_a_failed_check_says_what_was_answered_leads_back_to_the_lesson_and_offers_another_attempt(
    qtbot: QtBot, small: Office
) -> None:
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
        words = stage.words()
        assert "4 of 5 attempts left" in words
        assert "2 lessons are not read yet." in words
        assert stage.button("Read first").property("kind") == "primary"
        for said in (
            "Which one names the feeling?\nYou answered: Cheer up.\nThat hurries the person.",
            "Empathy is pity.\nYou answered: True\nThey differ.",
            "Put them in order.\nYou answered:\n1. wait\n2. ask\n3. listen\nListen first.",
            "What is the word?\nYou answered: something else\nIt is sympathy.",
            "He says nothing.\nWhat do you do?\nYou answered: Talk\nNo.\nAnd now?\nYou answered: Go\nNo.",
        ):
            assert said in words
        stage.press("Being heard")
        stage.page(ReaderPage)
        stage.go(CheckPage, **CHECK)
        stage.press("Try again")
        assert "Question 1 of 7" in stage.words()


def test_a_check_is_named_once_in_its_module(qtbot: QtBot, small: Office) -> None:
    with stage_for(qtbot, small, "Marcus", CoursePage) as stage:
        stage.go(ModulePage, course_id="small-course", module_id="empathy")
        assert "Check\n20 min, 5 of 5 attempts left" in stage.words()
        stage.press("Take the check: Check")
        stage.page(CheckPage)

"""Answers the questions of a check as a person who has learned does, with the widgets that are on the page."""

from peertrain.domain.quizzes import Matching, Ordering, Question, Scenario, Short, TrueFalse
from peertrain.ui.everyone.question import Choosing, Pairing, Sorting, Writing
from peertrain.ui.trainee.check import CheckPage
from tests.journeys.driver import Driver


def answer_everything(driver: Driver) -> None:
    """Answer question after question rightly, until the result is there."""
    page = driver.page()
    assert isinstance(page, CheckPage)
    while page.part is not None:
        _answer(driver, page)
        driver.press("Check my answer")
        assert page.act.isEnabled()
        driver.click(page.act)
        driver.settle()


def _answer(driver: Driver, page: CheckPage) -> None:
    assert page._view is not None
    shown = page._view.shown[page._number]
    question, part = shown.question, page.part
    if isinstance(part, Choosing):
        second = isinstance(question, Scenario) and question.id in page._given
        order = shown.follow_up_order if second else shown.order
        for place in _right_places(question, tuple(order), second=second):
            driver.click(part.marks[place])
    elif isinstance(part, Pairing) and isinstance(question, Matching):
        for pair in question.pairs:
            driver.choose(pair.left, pair.right)
    elif isinstance(part, Sorting) and isinstance(question, Ordering):
        for wanted, step in enumerate(question.steps):
            here = next(place for place, row in enumerate(part.rows) if row.text.text() == step)
            for place in range(here, wanted, -1):
                driver.click(part.rows[place].up)
        if not page.act.isEnabled():
            raise AssertionError("an order that is right at once can be checked as it is")
    elif isinstance(part, Writing) and isinstance(question, Short):
        part.line.setFocus()
        driver.qtbot.keyClicks(part.line, question.accept[0])


def _right_places(question: Question, order: tuple[int, ...], *, second: bool) -> list[int]:
    if isinstance(question, TrueFalse):
        return [0 if question.answer else 1]
    answers = question.follow_up.answers if second else question.answers  # type: ignore[union-attr]
    return [place for place, number in enumerate(order) if answers[number].right]

"""The questions of a check with their answers and what is said to each, as a facilitator reads them."""

from collections.abc import Iterable
from dataclasses import dataclass

from peertrain.domain.quizzes import Answer, Matching, Multiple, Ordering, Question, Scenario, Short, Single, TrueFalse
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer; `mark` says how it stands, such as "Right", or which of several it is."""

    mark: str
    right: bool
    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked at once, with every answer; a scenario that goes on asks twice."""

    prompt: str
    answers: tuple[AnswerLine, ...]


def asked(question: Question) -> tuple[Asked, ...]:
    """Return what a question asks, one thing after the other."""
    match question:
        case Single() | Multiple():
            return (Asked(question.prompt, _choices(question.answers)),)
        case TrueFalse():
            return (Asked(question.prompt, _verdicts(question)),)
        case Matching():
            pairs = (AnswerLine(_("Pair"), True, f"{one.left} – {one.right}", one.feedback) for one in question.pairs)
            return (Asked(question.prompt, tuple(pairs)),)
        case Ordering():
            steps = (AnswerLine(f"{number}.", True, step) for number, step in enumerate(question.steps, start=1))
            return (Asked(question.prompt, (*steps, *_said(question.feedback_to_right, question.feedback_to_wrong))),)
        case Short():
            accepted = AnswerLine(_("Right"), True, _(" or ").join(question.accept))
            return (Asked(question.prompt, (accepted, *_said(question.feedback_to_right, question.feedback_to_wrong))),)
        case Scenario():
            then = question.follow_up
            more = (Asked(then.prompt, _choices(then.answers)),) if then else ()
            return (Asked(question.prompt, _choices(question.answers)), *more)


def _choices(answers: Iterable[Answer]) -> tuple[AnswerLine, ...]:
    return tuple(AnswerLine(_mark(right=one.right), one.right, one.text, one.feedback) for one in answers)


def _verdicts(question: TrueFalse) -> tuple[AnswerLine, ...]:
    return (
        AnswerLine(_mark(right=question.answer), question.answer, _("True"), question.feedback_to_true),
        AnswerLine(_mark(right=not question.answer), not question.answer, _("False"), question.feedback_to_false),
    )


def _said(right: str, wrong: str) -> tuple[AnswerLine, ...]:
    """Return what is said to a right and to a wrong answer, where no answer stands beside it."""
    return (AnswerLine(_("If right"), False, right), AnswerLine(_("If not"), False, wrong))


def _mark(*, right: bool) -> str:
    return _("Right") if right else _("Wrong")

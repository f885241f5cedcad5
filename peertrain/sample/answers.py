"""Answers to the questions of a check, as somebody gives them who has learned, or has not."""

from peertrain.domain.quizzes import (
    Chose,
    ChoseSome,
    Judged,
    Matched,
    Matching,
    Multiple,
    Ordered,
    Ordering,
    Played,
    Question,
    Response,
    Scenario,
    Short,
    Single,
    TrueFalse,
    Typed,
)


def right_responses(question: Question) -> tuple[Response, ...]:  # noqa: PLR0911  # one line a type of question
    """Return the responses to give in turn so that the question is answered rightly."""
    match question:
        case Single(answers=answers):
            return (Chose(first_place(answers, right=True)),)
        case Multiple(answers=answers):
            return (ChoseSome(tuple(place for place, one in enumerate(answers) if one.right)),)
        case TrueFalse(answer=answer):
            return (Judged(answer),)
        case Matching(pairs=pairs):
            return (Matched(tuple(range(len(pairs)))),)
        case Ordering(steps=steps):
            return (Ordered(tuple(range(len(steps)))),)
        case Short(accept=accept):
            return (Typed(accept[0]),)
        case Scenario(answers=answers, follow_up=follow_up):
            first = first_place(answers, right=True)
            if follow_up is None:
                return (Played(first),)
            return Played(first), Played(first, first_place(follow_up.answers, right=True))


def first_place(answers: tuple[object, ...], *, right: bool) -> int:
    """Return the place of the first answer that is right, or of the first that is not."""
    return next(place for place, one in enumerate(answers) if getattr(one, "right", None) is right)

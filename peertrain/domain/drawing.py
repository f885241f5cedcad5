"""Which questions of a module an attempt asks: drawn from all that are written, spread over the lessons."""

from collections.abc import Sequence
from random import Random

from peertrain.domain.quizzes import Question


def draw(questions: Sequence[Question], count: int, random: Random) -> tuple[Question, ...]:
    """Return `count` of the questions, in the order in which they are written; all of them where there are no more.

    Each lesson gives as many as any other, as far as it has them, so that a check never passes over a lesson. The same
    random numbers draw the same questions.
    """
    if count >= len(questions):
        return tuple(questions)
    places: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        places.setdefault(question.lesson, []).append(place)
    lessons = [random.sample(own, len(own)) for own in places.values()]
    random.shuffle(lessons)  # else the first lessons would give the odd question every time
    drawn: list[int] = []
    while len(drawn) < count:
        drawn += [own.pop() for own in lessons if own]
    return tuple(questions[place] for place in sorted(drawn[:count]))

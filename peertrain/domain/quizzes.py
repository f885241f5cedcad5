"""Questions of seven types, how they are shown shuffled, graded and scored, and a trainee's attempts at a check."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import TypeVar

from peertrain.domain.errors import Refused
from peertrain.i18n import _

# Questions. `lesson` is the id of the lesson where the answer is taught, `competency` a public id such as CC1.5.


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Single:
    """Exactly one of the answers is right."""

    id: str
    lesson: str
    competency: str
    prompt: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Multiple:
    """One or more of the answers are right, and all of them are to be found."""

    id: str
    lesson: str
    competency: str
    prompt: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class TrueFalse:
    id: str
    lesson: str
    competency: str
    prompt: str
    answer: bool
    feedback_to_true: str
    feedback_to_false: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What belongs together; the feedback is said when the pair is missed."""

    left: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Matching:
    id: str
    lesson: str
    competency: str
    prompt: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps, given here in the right order."""

    id: str
    lesson: str
    competency: str
    prompt: str
    steps: tuple[str, ...]
    feedback_to_right: str
    feedback_to_wrong: str


@dataclass(frozen=True, slots=True)
class Short:
    """A question that a word or two answer; capitals, spaces and full stops do not matter."""

    id: str
    lesson: str
    competency: str
    prompt: str
    accept: tuple[str, ...]
    feedback_to_right: str
    feedback_to_wrong: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a scenario asks after the first answer."""

    prompt: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A short story with a choice, and often a second one; any answer marked right is right."""

    id: str
    lesson: str
    competency: str
    scene: str
    prompt: str
    answers: tuple[Answer, ...]
    follow_up: FollowUp | None


Question = Single | Multiple | TrueFalse | Matching | Ordering | Short | Scenario


# Responses name answers by their place in the question, never by their place on the screen.


@dataclass(frozen=True, slots=True)
class Chose:
    answer: int


@dataclass(frozen=True, slots=True)
class ChoseSome:
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    true: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """For each left side in turn, the pair whose right side was put next to it; None where there is none yet."""

    partners: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    text: str


@dataclass(frozen=True, slots=True)
class Played:
    """The choice in a scenario, and the choice in its follow-up once it was made."""

    first: int
    then: int | None = None


Response = Chose | ChoseSome | Judged | Matched | Ordered | Typed | Played


# Grading


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said about one given answer; `about` is its text, empty for the whole question."""

    about: str
    right: bool
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A graded response; `points` lie between 0 and 1, and are 1 exactly when it is right."""

    points: Fraction
    feedback: tuple[Feedback, ...]

    @property
    def right(self) -> bool:
        return self.points == 1


def grade(question: Question, response: Response | None) -> Marked:  # noqa: PLR0911 - one answer for each type
    """Grade a response; None is a question left out. A response of another type of question is refused."""
    match question, response:
        case _question, None:
            return Marked(Fraction(0), (Feedback("", False, _("This question was not answered.")),))
        case Single(), Chose():
            return _grade_choice(question.answers, response.answer)
        case Multiple(), ChoseSome():
            return _grade_choices(question.answers, response.answers)
        case TrueFalse(), Judged():
            return _grade_judgement(question, response)
        case Matching(), Matched():
            return _grade_matching(question, response)
        case Ordering(), Ordered():
            given = tuple(_at(question.steps, step) for step in response.steps)
            return _grade_whole(question, given == question.steps, "")
        case Short(), Typed():
            right = bare(response.text) in {bare(accepted) for accepted in question.accept}
            return _grade_whole(question, right, response.text)
        case Scenario(), Played():
            return _grade_scenario(question, response)
    raise Refused(_("This response does not fit the question. Please answer the question again."))


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "‐": "-", "–": "-", "—": "-", "−": "-"})


def bare(text: str) -> str:
    """Return text as short answers compare it: NFKC, case-folded, single spaces, no punctuation around it.

    One keyboard types the apostrophe and the hyphen straight, another one curved or long.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_STRAIGHT)
    folded = " ".join(folded.split())
    kept = [place for place, char in enumerate(folded) if not _surrounds(char)]
    return folded[kept[0] : kept[-1] + 1] if kept else ""


def _surrounds(char: str) -> bool:
    return char.isspace() or unicodedata.category(char).startswith("P")


Part = TypeVar("Part")


def _at(parts: Sequence[Part], place: int) -> Part:
    if not 0 <= place < len(parts):
        raise Refused(_("This response does not fit the question. Please answer the question again."))
    return parts[place]


def _grade_choice(answers: tuple[Answer, ...], chosen: int) -> Marked:
    answer = _at(answers, chosen)
    return Marked(Fraction(answer.right), (Feedback(answer.text, answer.right, answer.feedback),))


def _grade_choices(answers: tuple[Answer, ...], chosen: tuple[int, ...]) -> Marked:
    """Every right choice gains what a wrong choice loses, so that ticking everything gains little."""
    given = [_at(answers, place) for place in sorted(set(chosen))]
    found = sum(answer.right for answer in given)
    wanted = sum(answer.right for answer in answers)
    feedback = [Feedback(answer.text, answer.right, answer.feedback) for answer in given]
    if found < wanted:
        feedback.append(Feedback("", False, _("There is more to find here.")))
    return Marked(Fraction(max(0, 2 * found - len(given)), wanted), tuple(feedback))


def _grade_judgement(question: TrueFalse, response: Judged) -> Marked:
    right = response.true == question.answer
    said = _("True") if response.true else _("False")
    text = question.feedback_to_true if response.true else question.feedback_to_false
    return Marked(Fraction(right), (Feedback(said, right, text),))


def _grade_matching(question: Matching, response: Matched) -> Marked:
    """Two pairs may share a right side, so sides are compared by what they say."""
    if len(response.partners) != len(question.pairs):
        raise Refused(_("This response does not fit the question. Please answer the question again."))
    missed = [
        pair
        for pair, partner in zip(question.pairs, response.partners, strict=True)
        if partner is None or _at(question.pairs, partner).right != pair.right
    ]
    points = Fraction(len(question.pairs) - len(missed), len(question.pairs))
    return Marked(points, tuple(Feedback(pair.left, False, pair.feedback) for pair in missed))


def _grade_whole(question: Ordering | Short, right: bool, about: str) -> Marked:
    text = question.feedback_to_right if right else question.feedback_to_wrong
    return Marked(Fraction(right), (Feedback(about, right, text),))


def _grade_scenario(question: Scenario, response: Played) -> Marked:
    first = _grade_choice(question.answers, response.first)
    if question.follow_up is None:
        return first
    if response.then is None:
        return Marked(first.points / 2, first.feedback)
    second = _grade_choice(question.follow_up.answers, response.then)
    return Marked((first.points + second.points) / 2, first.feedback + second.feedback)


def score(questions: Sequence[Question], responses: Mapping[str, Response]) -> int:
    """Return the score in whole per cent, every question weighing the same, with any fraction cut off.

    Rounding down never lets a person pass who has not reached the mark, and 100 % always means all right.
    """
    if not questions:
        return 0
    points = sum((grade(question, responses.get(question.id)).points for question in questions), Fraction(0))
    return int(points * 100 / len(questions))


# Shuffling


@dataclass(frozen=True, slots=True)
class Presentation:
    """A question as it is shown: `order` holds, for each place on the screen, the place in the question."""

    question: Question
    order: tuple[int, ...]
    follow_up_order: tuple[int, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """The texts to choose from, to put in order, or (for matching) the right sides, as shown."""
        texts = _options(self.question)
        return tuple(texts[place] for place in self.order)

    @property
    def follow_up_options(self) -> tuple[str, ...]:
        follow_up = self.question.follow_up if isinstance(self.question, Scenario) else None
        return tuple(follow_up.answers[place].text for place in self.follow_up_order) if follow_up else ()


def present(question: Question, random: Random) -> Presentation:
    """Shuffle what a question shows, with the caller's own seeded random numbers."""
    order = _shuffled(_distinct(_options(question)), random)
    follow_up = question.follow_up if isinstance(question, Scenario) else None
    if isinstance(question, Ordering) and order == tuple(range(len(order))):
        order = (*order[1:], *order[:1])  # shown in the right order, it would ask nothing
    return Presentation(question, order, _shuffled(range(len(follow_up.answers)), random) if follow_up else ())


def _options(question: Question) -> tuple[str, ...]:
    match question:
        case Single() | Multiple() | Scenario():
            return tuple(answer.text for answer in question.answers)
        case Matching():
            return tuple(pair.right for pair in question.pairs)
        case Ordering():
            return question.steps
        case TrueFalse() | Short():
            return ()


def _distinct(texts: Sequence[str]) -> list[int]:
    return [place for place, text in enumerate(texts) if texts.index(text) == place]


def _shuffled(places: Sequence[int], random: Random) -> tuple[int, ...]:
    return tuple(random.sample(places, len(places)))


# Attempts


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try at a module's check, kept on the trainee's own desk; `seed` shows it again in the same order.

    `submitted_at` and `score` are None while it is still being answered. `number` counts from 1.
    """

    course_id: str
    course_version: str
    module_id: str
    number: int
    seed: int
    started_at: datetime
    responses: Mapping[str, Response]
    submitted_at: datetime | None = None
    score: int | None = None


def attempts_left(allowed: int, attempts: Iterable[Attempt]) -> int | None:
    """Return how many of the attempts `allowed` may still be submitted; 0 allows as many as needed, which is None."""
    if not allowed:
        return None
    used = sum(attempt.submitted_at is not None for attempt in attempts)
    return max(0, allowed - used)

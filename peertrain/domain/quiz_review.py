"""What a trainee reads about a question they missed: its scene, what was asked and answered, and what is said about it."""

from dataclasses import dataclass

from peertrain.domain.quizzes import (
    Feedback,
    Matched,
    Matching,
    Ordered,
    Ordering,
    Played,
    Question,
    Response,
    Scenario,
    grade,
)
from peertrain.i18n import _


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, and each answer in words with what is said about it; a scenario often takes two turns."""

    prompt: str
    answers: tuple[Feedback, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was not quite right; `scene` is empty but for a scenario."""

    scene: str
    turns: tuple[Turn, ...]


def missed(question: Question, response: Response | None) -> Missed:
    """Return what to read about a question that was missed with this response."""
    said = grade(question, response).feedback
    match question, response:
        case Scenario(), Played():
            turns = [Turn(question.prompt, said[:1])]
            if question.follow_up is not None and response.then is not None:
                turns.append(Turn(question.follow_up.prompt, said[1:]))
            return Missed(question.scene.strip(), tuple(turns))
        case Matching(), Matched():
            said = tuple(_paired(question, response, one) for one in said)
        case Ordering(), Ordered():
            steps = [_numbered(place, question.steps[step]) for place, step in enumerate(response.steps, start=1)]
            said = tuple(Feedback("\n".join(steps), one.right, one.text) for one in said)
    return Missed(question.scene.strip() if isinstance(question, Scenario) else "", (Turn(question.prompt, said),))


def _paired(question: Matching, response: Matched, said: Feedback) -> Feedback:
    """Name the right side that was put next to the left side which was missed."""
    place = next(place for place, pair in enumerate(question.pairs) if pair.left == said.about)
    partner = response.partners[place]
    if partner is None:
        return said
    words = _("“{left}” with “{right}”").format(left=said.about, right=question.pairs[partner].right)
    return Feedback(words, said.right, said.text)


def _numbered(place: int, step: str) -> str:
    return _("{place}. {step}").format(place=place, step=step)

"""Reads the questions of a module's check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peertrain.courseware.compiled import ItemTag
from peertrain.courseware.fields import Fields
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.references import References
from peertrain.domain.curriculum import DOMAINS
from peertrain.domain.quizzes import (
    Answer,
    FollowUp,
    Matching,
    Multiple,
    Ordering,
    Pair,
    Question,
    Scenario,
    Short,
    Single,
    TrueFalse,
    bare,
)
from peertrain.i18n import _

MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class _Common:
    """What every question has."""

    id: str
    lesson: str
    competency: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of a module, and the tags of those that have any."""

    questions: tuple[Question, ...]
    tags: tuple[ItemTag, ...]


DIFFICULTIES = ("easy", "medium", "hard")
"""How hard a question is meant to be: recalled, applied to a plain case, or weighed in a messy one."""


def read_bank(fields: Fields, references: References) -> Bank:
    """Return the questions of a module; those of an unknown type are noted and left out."""
    found, tags = [], []
    for record in fields.records("questions"):
        kind = record.known_word(
            "type",
            _READERS.__contains__,
            _("There is no type of question “{word}”."),
            _("Use one of these: {names}.").format(names=", ".join(_READERS)),
        )
        id = references.new_id(record)
        common = _Common(
            id, references.lesson(record, "lesson"), references.competency(record, "competency"), record.text("prompt")
        )
        if record.has("domain") or record.has("difficulty"):
            tags.append(ItemTag(id, _tag(record, "domain", DOMAINS), _tag(record, "difficulty", DIFFICULTIES)))
        if kind in _READERS:
            found.append(_READERS[kind](record, common))
        else:
            record.ignore_others()
    return Bank(tuple(found), tuple(tags))


def _tag(fields: Fields, name: str, known: Sequence[str]) -> str:
    return fields.known_word(
        name,
        known.__contains__,
        _("“{name}” cannot be “{word}”.").format(name=name, word="{word}"),
        _("Use one of these: {names}.").format(names=", ".join(known)),
    )


def _single(fields: Fields, common: _Common) -> Question:
    answers = _answers(fields)
    if sum(answer.right for answer in answers) > 1:
        fields.notes.add(
            fields.line("answers"),
            _("More than one answer is right, in a question with a single one."),
            _("Leave `right: true` on one answer, or make the type `multiple`."),
        )
    return Single(common.id, common.lesson, common.competency, common.prompt, answers)


def _multiple(fields: Fields, common: _Common) -> Question:
    return Multiple(common.id, common.lesson, common.competency, common.prompt, _answers(fields))


def _true_false(fields: Fields, common: _Common) -> Question:
    answer = fields.flag("answer")
    to_true, to_false = _two_texts(fields, "true", "false")
    return TrueFalse(common.id, common.lesson, common.competency, common.prompt, answer, to_true, to_false)


def _matching(fields: Fields, common: _Common) -> Question:
    pairs = tuple(
        Pair(pair.text("left"), pair.text("right"), pair.text("feedback")) for pair in fields.records("pairs")
    )
    _check_options(fields, "pairs", [pair.left for pair in pairs])
    if len(pairs) > 1 and len({pair.right for pair in pairs}) == 1:
        fields.notes.add(
            fields.line("pairs"), _("Every pair has the same right side."), _("Give them different right sides.")
        )
    return Matching(common.id, common.lesson, common.competency, common.prompt, pairs)


def _ordering(fields: Fields, common: _Common) -> Question:
    steps = tuple(step.text for step in fields.words("steps"))
    _check_options(fields, "steps", list(steps))
    right, wrong = _two_texts(fields, "right", "wrong")
    return Ordering(common.id, common.lesson, common.competency, common.prompt, steps, right, wrong)


def _short(fields: Fields, common: _Common) -> Question:
    accept = fields.words("accept")
    for word in accept:
        if not bare(word.text):
            fields.notes.add(word.line, _("This answer holds no letter or digit."), _("Write a word, or remove it."))
    right, wrong = _two_texts(fields, "right", "wrong")
    texts = tuple(word.text for word in accept)
    return Short(common.id, common.lesson, common.competency, common.prompt, texts, right, wrong)


def _scenario(fields: Fields, common: _Common) -> Question:
    scene, answers = fields.text("scene"), _answers(fields)
    inner = fields.mapping("follow_up", optional=True)
    follow_up = None
    if inner is not None:
        follow_up = FollowUp(inner.text("prompt"), _answers(inner))
        inner.close()
    return Scenario(common.id, common.lesson, common.competency, scene, common.prompt, answers, follow_up)


_READERS: dict[str, Callable[[Fields, _Common], Question]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "short": _short,
    "scenario": _scenario,
}


def _answers(fields: Fields) -> tuple[Answer, ...]:
    answers = tuple(
        Answer(answer.text("text"), answer.flag("right", optional=True), answer.text("feedback"))
        for answer in fields.records("answers")
    )
    _check_options(fields, "answers", [answer.text for answer in answers])
    if answers and not any(answer.right for answer in answers):
        fields.notes.add(
            fields.line("answers"),
            _("This question has no right answer."),
            _("Write `right: true` under the answer that is right."),
        )
    return answers


def _two_texts(fields: Fields, first: str, second: str) -> tuple[str, str]:
    feedback = fields.mapping("feedback")
    if feedback is None:
        return "", ""
    texts = feedback.text(first), feedback.text(second)
    feedback.close()
    return texts


def _check_options(fields: Fields, name: str, texts: list[str]) -> None:
    if texts and not 2 <= len(texts) <= MOST_OPTIONS:
        fields.notes.add(
            fields.line(name),
            _("“{name}” has {count} items.").format(name=name, count=len(texts)),
            _("Give from 2 to {most}.").format(most=MOST_OPTIONS),
        )
    _check_distinct(fields.line(name), [text for text in texts if text], fields.notes)


def _check_distinct(line: int, texts: list[str], notes: Notes) -> None:
    for text in {text for text in texts if texts.count(text) > 1}:
        notes.add(line, _("“{text}” stands here twice.").format(text=text[:60]), _("Change or remove one of the two."))

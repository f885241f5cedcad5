"""What guides to writing questions ask, beyond what the program needs: answers that nobody can tell by their form.

The rules are those on which textbooks agree: Haladyna, Downing and Rodriguez, "A review of multiple-choice item-writing
guidelines for classroom assessment", 2002. A rule of wording is asked of courses in English only. What can be
mended without a doubt is a mistake; where an author may have a reason, it is advice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from peertrain.courseware.compiled import Module
from peertrain.courseware.figures import choices, key_length, key_place, single_choices
from peertrain.courseware.mistakes import Notes
from peertrain.domain.quizzes import Answer, Matching, Multiple, Ordering, Question, Scenario, Single, TrueFalse
from peertrain.i18n import _

FEWEST_FOR_LENGTH = 6
FEWEST_FOR_PLACE = 8
FEWEST_STATEMENTS = 3
"""Fewer than these say nothing about a habit."""
MOST_LONGEST = 1 / 3
MOST_SHORTEST = 1 / 2
MOST_IN_ONE_PLACE = 1 / 2
MOST_ABSOLUTE = 3
LIKENESS = 0.85
"""The share of words that two answers have in common, in the same order: one other word in seven is not nearly the same."""
MOST_WORDS = 30
"""Longer answers are not compared: it takes quadratic time."""

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_OTHERS = re.compile(
    r".*\bof the above\b.*"
    r"|(?:all|none|both|neither|any|either|some|most) of (?:the (?:answers|choices|options|others|other answers)|them|these|those)"
    r"(?: (?:is|are) (?:right|true|correct|wrong|false))?"
    r"|(?:all|both|no|none|neither)(?: (?:answers|choices|options|others))? (?:is|are) (?:right|true|correct|wrong|false)"
    r"|(?:both |answers? |only )*(?:[a-e]|[1-5])(?: (?:and|or|&) (?:[a-e]|[1-5]))+",
    re.IGNORECASE | re.DOTALL,
)
_VERBS = r"(?:is|are|was|were|do|does|did|would|should|could|can|may|might|must|will)"
_ASKS = r"(?:^|, )(?i:which|what|who|whom|when|where|how)"
_WORD = rf"(?: (?!(?:that|who|whose|which|when|if|while|because|{_VERBS})\b)[\w’'-]+)"
_NEGATIVE = re.compile(
    rf"{_ASKS}{_WORD}{{0,5}} (?:{_VERBS}n[’']t|cannot|can[’']t|won[’']t|{_VERBS}{_WORD}{{0,3}} (?:not|never))\b"
    rf"|{_ASKS}\b[^,;]*(?<!at )\bleast\b"
    r"|\bexcept\W*$"
)
"""A question whose own verb is negated in small letters; what stands after “who”, “if” and the like is another verb's."""
_ALL, _EXCEPT = re.compile(r"\ball\b", re.IGNORECASE), re.compile(r"\bexcept\b")
_ABSOLUTE = re.compile(r"\b(?:always|never|under no circumstances|in every case|at all times)\b", re.IGNORECASE)


def review_questions(modules: Sequence[Module], language: str, line_of: Callable[[str], int], notes: Notes) -> None:
    """Note what gives an answer away or leads astray; `line_of` says where the question with an id begins."""
    english = language.partition("-")[0] == "en"
    seen: dict[object, str] = {}
    for module in modules:
        here = notes.on(f"modules/{module.id}/check.yaml")
        for question in module.questions:
            line = line_of(question.id)
            _note_repeated(question, line, seen, here)
            _note_alike(question, line, here)
            if english:
                _note_wording(question, line, here)
        _note_lengths(module.questions, here)
        _note_places(module.questions, here)
        _note_statements(module.questions, here)
        _note_untested(module, here)
        if english:
            _note_absolute(module.questions, here)


# One question


def _note_repeated(question: Question, line: int, seen: dict[object, str], notes: Notes) -> None:
    scene = question.scene if isinstance(question, Scenario) else ""
    first = seen.setdefault((_same(question.prompt), _same(scene), _parts(question)), question.id)
    if first != question.id and question.prompt:
        notes.add(
            line,
            _("This question asks what {first} asks already.").format(first=first),
            _("Ask something else, or in another case."),
        )


def _parts(question: Question) -> tuple[str, ...]:
    """Return what makes two questions of a type differ whose prompt says only how to answer."""
    if isinstance(question, Matching):
        return tuple(sorted(_same(pair.left) for pair in question.pairs))
    return tuple(sorted(map(_same, question.steps))) if isinstance(question, Ordering) else ()


def _note_alike(question: Question, line: int, notes: Notes) -> None:
    groups = [[answer.text for answer in answers] for answers in choices(question)]
    if isinstance(question, Ordering):
        groups.append(list(question.steps))
    for first, second in (pair for group in groups for pair in combinations(group, 2)):
        if first != second and first and _same(first) == _same(second):
            notes.add(
                line,
                _("“{first}” and “{second}” say the same.").format(first=first[:60], second=second[:60]),
                _("Change or remove one of the two."),
            )
        elif _are_alike(_same(first), _same(second)):
            notes.add(
                line,
                _("“{first}” and “{second}” are nearly the same.").format(first=first[:60], second=second[:60]),
                _("Let each answer stand for another thought, unless the one word is what you ask for."),
                advice=True,
            )


def _are_alike(first: str, second: str) -> bool:
    ours, theirs = first.split(), second.split()
    if first == second or max(len(ours), len(theirs)) > MOST_WORDS:
        return False
    match = SequenceMatcher(None, ours, theirs, autojunk=False)
    return match.quick_ratio() > LIKENESS and match.ratio() > LIKENESS


def _note_wording(question: Question, line: int, notes: Notes) -> None:
    for answer in (answer for answers in choices(question) for answer in answers):
        if _OTHERS.fullmatch(answer.text.strip().rstrip(".!")):
            notes.add(
                line,
                _("The answer “{text}” speaks of the other answers.").format(text=answer.text[:60]),
                _("Say what it means instead: answers are shuffled, and each has to stand for itself."),
            )
    prompts = [question.prompt] if isinstance(question, Single | Multiple | Scenario) else []
    if isinstance(question, Scenario) and question.follow_up is not None:
        prompts.append(question.follow_up.prompt)
    for prompt in prompts:
        if _asks_for_the_negative(prompt):
            notes.add(
                line,
                _("The question asks for what is not so, and a quick reader misses it."),
                _("Ask for what is so, or write the word in capitals: NOT, NEVER, LEAST, EXCEPT."),
            )


def _asks_for_the_negative(prompt: str) -> bool:
    """Say whether a question, and not a story before it or somebody in it, holds a negative in small letters."""
    sentences = _SENTENCE_END.split(_QUOTED.sub("…", prompt.strip()))
    return any(_is_negative(one) for one in sentences if "?" in one or one is sentences[-1])


def _is_negative(sentence: str) -> bool:
    everything = _ALL.search(sentence)
    exception = everything is not None and _EXCEPT.search(sentence, everything.end()) is not None
    return exception or _NEGATIVE.search(sentence) is not None


# The questions of a module


def _note_lengths(questions: Iterable[Question], notes: Notes) -> None:
    keyed = [(question.id, key_length(answers)) for question in questions for answers in single_choices(question)]
    longest = [id for id, length in keyed if length > 0]
    shortest = [id for id, length in keyed if length < 0]
    if len(keyed) < FEWEST_FOR_LENGTH:
        return
    if len(longest) > MOST_LONGEST * len(keyed):
        what = _("In {part} of {whole} choices the right answer is the longest: {ids}.")
        how = _("Shorten some right answers or lengthen some wrong ones, until it is not more than a third.")
        notes.add(1, what.format(part=len(longest), whole=len(keyed), ids=_names(longest)), how)
    if len(shortest) > MOST_SHORTEST * len(keyed):
        what = _("In {part} of {whole} choices the right answer is the shortest: {ids}.")
        how = _("Lengthen some right answers or shorten some wrong ones, until it is not more than half.")
        notes.add(1, what.format(part=len(shortest), whole=len(keyed), ids=_names(shortest)), how)


def _note_places(questions: Iterable[Question], notes: Notes) -> None:
    places = Counter(key_place(answers) + 1 for question in questions for answers in single_choices(question))
    if places.total() < FEWEST_FOR_PLACE:
        return
    [(place, count)] = places.most_common(1)
    if count > MOST_IN_ONE_PLACE * places.total():
        notes.add(
            1,
            _("In {part} of {whole} choices the right answer stands in place {place}.").format(
                part=count, whole=places.total(), place=place
            ),
            _("Move some right answers: the order here is the order on paper."),
        )


def _note_statements(questions: Iterable[Question], notes: Notes) -> None:
    statements = [question for question in questions if isinstance(question, TrueFalse)]
    if len(statements) >= FEWEST_STATEMENTS and len({one.answer for one in statements}) == 1:
        notes.add(
            1,
            _("Every statement has the same answer: {ids}.").format(ids=_names([one.id for one in statements])),
            _("Turn one of them round, so that both answers occur."),
            advice=True,
        )


def _note_untested(module: Module, notes: Notes) -> None:
    examined = {question.lesson for question in module.questions}
    for lesson in module.lessons:
        if lesson.id not in examined and module.questions:
            notes.add(
                1,
                _("No question is about the lesson {id}.").format(id=lesson.id),
                _("Write one, so that the check covers what is taught."),
                advice=True,
            )


def _note_absolute(questions: Iterable[Question], notes: Notes) -> None:
    found = [
        (question.id, answer)
        for question in questions
        for answers in choices(question)
        for answer in answers
        if _is_absolute(answer)
    ]
    if len(found) > MOST_ABSOLUTE and not any(answer.right for _id, answer in found):
        notes.add(
            1,
            _("Only wrong answers say “always”, “never” or the like: {ids}.").format(
                ids=_names([id for id, _ in found])
            ),
            _("Say it in a right answer too, or find other words: a guesser strikes such answers out."),
            advice=True,
        )


def _is_absolute(answer: Answer) -> bool:
    return _ABSOLUTE.search(answer.text) is not None


def _names(ids: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(ids))


def _same(text: str) -> str:
    """Return a text as it is when capitals and signs do not matter."""
    return " ".join(re.findall(r"[\w%€$£+=<>-]+", text.casefold()))

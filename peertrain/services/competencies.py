"""Competencies: rating oneself, being rated from observation, answering a rating, and what to talk about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from uuid import uuid4

import msgspec

from peertrain.courseware.competencies import load_competencies
from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import (
    LEVELS,
    Competency,
    CompetencyRated,
    CompetencySelfRated,
    EvidenceKind,
    Rating,
    RatingAcknowledged,
    SelfRating,
    SideBySide,
    has_rated,
    level_name,
    newest_first,
)
from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.hours_log import LONGEST_AGO
from peertrain.domain.identifiers import find_identifiers
from peertrain.domain.people import Person
from peertrain.i18n import _, ngettext
from peertrain.places import shipped
from peertrain.storage.lists import fetch
from peertrain.storage.lists.standing import cases
from peertrain.storage.tables import values
from peertrain.workplace.seat import Seat

SHELF = "competency drafts"
OWN = "own"


@dataclass(frozen=True, slots=True)
class Observation:
    """What ratings rest on: the kind of evidence, its day, and where and how, without naming anybody served.

    `not_about_people` are passages that look like a person served and that the rater says are not.
    """

    evidence: EvidenceKind
    observed_on: date
    context: str = ""
    not_about_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One competency of an observation; `level` None says that it was not observed."""

    competency_id: str
    level: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """What a trainee has chosen or written and not sent yet: own levels by competency, answers by rating."""

    levels: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A rating form as it was left: what is chosen so far, and comments, by competency id."""

    evidence: EvidenceKind | None = None
    observed_on: date | None = None
    context: str = ""
    levels: dict[str, int | None] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    not_about_people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A trainee's competencies with own and given ratings; `names` are those of the raters, by id."""

    person: Person
    lines: tuple[SideBySide, ...]
    names: Mapping[str, str]

    @property
    def asked_for(self) -> tuple[SideBySide, ...]:
        """The competencies that the trainee's programmes ask for."""
        return tuple(one for one in self.lines if one.needed is not None)

    @property
    def to_talk_about(self) -> tuple[SideBySide, ...]:
        """Where own and given rating differ enough to talk about, those furthest apart first."""
        found = [one for one in self.lines if one.worth_talking_about]
        return tuple(sorted(found, key=lambda one: (-abs(one.apart or 0), one.competency.id)))

    @property
    def unanswered(self) -> tuple[Rating, ...]:
        """The ratings that the trainee has not answered yet, the oldest first."""
        given = [rating for one in self.lines for rating in one.given if rating.acknowledged_at is None]
        return tuple(sorted(given, key=lambda one: one.rated_at))


@lru_cache(maxsize=1)
def framework() -> tuple[Competency, ...]:
    """Return the competencies that come with the program, with their behaviour anchors."""
    return load_competencies(shipped("curricula", "competencies.yaml"))


def own_sheet(seat: Seat) -> Sheet:
    """Return the competencies of the trainee at work."""
    return _sheet(seat, seat.person)


def sheet_of(seat: Seat, *, trainee_id: str) -> Sheet:
    """Return the competencies of one of the supervisor's trainees.

    The trainee's own rating of a competency stays hidden until the supervisor has given a level herself.
    """
    return _sheet(seat, _my_trainee(seat, trainee_id))


def rate_oneself(seat: Seat, *, levels: Mapping[str, int]) -> Done[None]:
    """Rate oneself, by competency id; what has not changed is not said again."""
    before = {one.competency_id: one.level for one in _own_ratings(seat, seat.person_id)}
    changed = {id: level for id, level in levels.items() if before.get(id) != level}
    _check_known(seat, seat.person, changed)
    for id, level in changed.items():
        seat.say(CompetencySelfRated(id, level))
    keep_own_draft(seat, draft=replace(own_draft(seat), levels={}))
    said = ngettext("{count} own rating saved.", "{count} own ratings saved.", len(changed))
    return Done(Changed.RATINGS | Changed.HISTORY, said.format(count=len(changed)))


def rate(
    seat: Seat, *, trainee_id: str, observation: Observation, marks: Sequence[Mark], passphrase: str
) -> Done[tuple[str, ...]]:
    """Rate competencies of a trainee from one observation, under one passphrase; return the ids of the ratings."""
    trainee = _my_trainee(seat, trainee_id)
    if not marks:
        raise Refused(_("Choose a level, or “not observed”, for at least one competency."))
    if len({one.competency_id for one in marks}) != len(marks):
        raise Refused(_("Rate each competency once."))
    if observation.observed_on.year < seat.today.year - LONGEST_AGO:
        raise Refused(_("The date is more than {years} years ago. Look at its year.").format(years=LONGEST_AGO))
    known = _check_known(seat, trainee, [one.competency_id for one in marks])
    _check_words(seat, trainee, observation, marks)
    seat.check_passphrase(passphrase)
    ids = []
    for mark in marks:
        ids.append(str(uuid4()))
        seat.say(
            CompetencyRated(
                ids[-1], trainee.id, mark.competency_id, mark.level, observation.evidence, observation.observed_on,
                observation.context.strip(), mark.comment.strip(),
                rating_sentence(trainee, known[mark.competency_id], observation, mark),
            )
        )  # fmt: skip
    seat.desk.remove(SHELF, trainee.id)
    said = ngettext("{count} rating signed for {name}.", "{count} ratings signed for {name}.", len(ids))
    changed = Changed.RATINGS | Changed.HISTORY
    return Done(changed, said.format(count=len(ids), name=trainee.preferred_name), tuple(ids))


def acknowledge(seat: Seat, *, rating_id: str, comment: str = "") -> Done[None]:
    """Say that one has read a rating, with a word to it if one likes."""
    seat.say(RatingAcknowledged(rating_id, comment))
    draft = own_draft(seat)
    answers = {id: words for id, words in draft.answers.items() if id != rating_id}
    keep_own_draft(seat, draft=replace(draft, answers=answers))
    return Done(Changed.RATINGS | Changed.HISTORY, _("Your answer is in the record, beside the rating."))


def rating_sentence(trainee: Person, competency: Competency, observation: Observation, mark: Mark) -> str:
    """Return the sentence that the supervisor signs; it is shown before it is signed."""
    named = _("{id} {title}").format(id=competency.id, title=competency.title)
    day = full_day(observation.observed_on)
    if mark.level is None:
        words = _("{competency}: I did not observe it in {name}'s work on {day}.")
        said = words.format(competency=named, name=trainee.legal_name, day=day)
    else:
        words = _("{competency}: I rate {name} as “{level}”. It rests on {evidence} on {day}.")
        said = words.format(
            competency=named, name=trainee.legal_name, level=level_name(mark.level),
            evidence=evidence_name(observation.evidence), day=day,
        )  # fmt: skip
    written = [text.strip() for text in (observation.context, mark.comment) if text.strip()]
    return " ".join([said, *(_("“{text}”").format(text=text) for text in written)])


def evidence_name(evidence: EvidenceKind) -> str:
    """Return a kind of evidence for a person, within a sentence."""
    names = {
        EvidenceKind.DIRECT_OBSERVATION: _("direct observation"),
        EvidenceKind.ROLE_PLAY: _("a role play"),
        EvidenceKind.RECORD_REVIEW: _("notes and records read"),
        EvidenceKind.SELF_REPORT: _("what the trainee told"),
        EvidenceKind.PEER_FEEDBACK: _("what peers told"),
    }
    return names[evidence]


def names_that_may_stand(seat: Seat, *, trainee_id: str) -> tuple[str, ...]:
    """Return the names that are no warning in a comment: those of the two people it is about."""
    people = (seat.person, seat.picture.find(Person, trainee_id))
    return tuple(name for one in people if one for name in (one.preferred_name, one.legal_name))


# Drafts, on the person's own desk


def own_draft(seat: Seat) -> OwnDraft:
    """Return own ratings and answers that are not sent yet."""
    kept = seat.desk.get(SHELF, OWN)
    return msgspec.convert(kept, OwnDraft) if kept else OwnDraft()


def keep_own_draft(seat: Seat, *, draft: OwnDraft) -> Done[None]:
    seat.desk.put(SHELF, OWN, msgspec.to_builtins(draft))
    return Done(Changed.NOTHING)


def rating_draft(seat: Seat, *, trainee_id: str) -> RatingDraft:
    """Return what is chosen and not signed yet for a trainee."""
    kept = seat.desk.get(SHELF, trainee_id)
    return msgspec.convert(kept, RatingDraft) if kept else RatingDraft()


def keep_rating_draft(seat: Seat, *, trainee_id: str, draft: RatingDraft) -> Done[None]:
    seat.desk.put(SHELF, trainee_id, msgspec.to_builtins(draft))
    return Done(Changed.NOTHING)


# Putting a sheet together


def _my_trainee(seat: Seat, trainee_id: str) -> Person:
    trainee = seat.picture.find(Person, trainee_id)
    if trainee is None or seat.person_id not in trainee.supervisors:
        raise Refused(_("This trainee is not one of yours. A coordinator can assign them to you."))
    return trainee


def _own_ratings(seat: Seat, trainee_id: str) -> list[SelfRating]:
    return fetch(seat.connection, SelfRating, values[SelfRating].c.trainee_id == trainee_id)


def _sheet(seat: Seat, person: Person) -> Sheet:
    """Competencies that the programmes ask for come first, then those of the framework, each once."""
    ratings = newest_first(fetch(seat.connection, Rating, values[Rating].c.trainee_id == person.id))
    own = {one.competency_id: one for one in _own_ratings(seat, person.id)}
    of_person = cases(seat.connection, [person])
    needed, known = _needed(of_person), _known(of_person)
    ids = dict.fromkeys([*known, *own, *(one.competency_id for one in ratings)])
    lines = []
    for id in ids:
        given = tuple(one for one in ratings if one.competency_id == id)
        hidden = id in own and person.id != seat.person_id and not has_rated(seat.person_id, given)
        competency = known.get(id) or Competency(id, id, "")
        lines.append(SideBySide(competency, needed.get(id), None if hidden else own.get(id), given, hidden))
    raters = {one.rater_id: seat.picture.find(Person, one.rater_id) for one in ratings}
    return Sheet(person, tuple(lines), {id: rater.preferred_name for id, rater in raters.items() if rater})


def _needed(of_person: Sequence[Case]) -> dict[str, int]:
    """Return the highest level that the programmes ask for, by competency."""
    found: dict[str, int] = {}
    for case in of_person:
        for rule in case.programme.competencies:
            found[rule.id] = max(rule.level, found.get(rule.id, LEVELS[0]))
    return found


def _known(of_person: Sequence[Case]) -> dict[str, Competency]:
    """Return those that the programmes ask for, then those of the framework, by id; its titles go before theirs."""
    asked = {
        rule.id: Competency(rule.id, rule.title or rule.id, rule.category)
        for case in of_person
        for rule in case.programme.competencies
    }
    return {**asked, **{one.id: one for one in framework()}}


def _check_known(seat: Seat, person: Person, ids: Iterable[str]) -> dict[str, Competency]:
    """Return the competencies that are known here; refuse `ids` that are not among them."""
    known = _known(cases(seat.connection, [person]))
    for id in ids:
        if id not in known:
            raise Refused(_("{id} is not a competency that is known here.").format(id=id))
    return known


def _check_words(seat: Seat, trainee: Person, observation: Observation, marks: Sequence[Mark]) -> None:
    known = names_that_may_stand(seat, trainee_id=trainee.id)
    text = "\n".join([observation.context, *(one.comment for one in marks)])
    for passage in find_identifiers(text, known=known):
        if passage.text not in observation.not_about_people:
            raise Refused(_("{reason} Or say that it is not about a person you support.").format(reason=passage.reason))

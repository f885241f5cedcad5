"""Programmes: adopting and retiring them, trainees' places on them, exam results and live sessions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from peertrain.courseware.programme_files import load_programme
from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.exams import ExamCorrected, ExamRecorded, ExamResult, ExamVoided
from peertrain.domain.learning import Delivery, Session, SessionHeld
from peertrain.domain.people import Person, Role
from peertrain.domain.programmes import (
    AdoptedProgramme,
    ExamRule,
    Programme,
    ProgrammeAdopted,
    ProgrammeRetired,
    TraineeEnrolled,
    programme_key,
)
from peertrain.i18n import _, ngettext
from peertrain.places import shipped
from peertrain.storage.lists import fetch_by_ids
from peertrain.storage.lists.people import with_role
from peertrain.storage.lists.programmes import adopted_programmes, exam_result_ids, exam_results, session_ids
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """A version of a programme: whether it is adopted and in use, and how many trainees are on it."""

    programme: Programme
    adopted: bool
    in_use: bool
    people: int = 0

    @property
    def id(self) -> str:
        return programme_key(self.programme.id, self.programme.version)


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam result with the names that go with it."""

    result: ExamResult
    name: str
    exam: str


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A live session and the names of those who were there."""

    session: Session
    names: tuple[str, ...]


def shipped_programmes() -> tuple[Programme, ...]:
    """Return the programmes that come with the program; reading them takes a moment and no seat."""
    return tuple(load_programme(path) for path in sorted(shipped("curricula", "programmes").glob("*.yaml")))


def read_programme(path: Path) -> Programme:
    """Return the programme in a file; refuse it with everything that is wrong in it."""
    return load_programme(path)


def known_programmes(seat: Seat) -> tuple[KnownProgramme, ...]:
    """Return those in use first, then those that could be adopted, then the retired ones."""
    on = Counter(
        programme_key(place.programme_id, place.programme_version)
        for person in with_role(seat.connection, Role.TRAINEE)
        for place in person.enrolments
    )
    found = {one.id: _known(one, on) for one in adopted_programmes(seat.connection)}
    for programme in shipped_programmes():
        known = KnownProgramme(programme, False, False)
        found.setdefault(known.id, known)
    return tuple(sorted(found.values(), key=lambda one: (not one.in_use, one.adopted, one.programme.title, one.id)))


def _known(one: AdoptedProgramme, on: Mapping[str, int]) -> KnownProgramme:
    return KnownProgramme(one.programme, True, one.in_use, on.get(one.id, 0))


def adopted(seat: Seat) -> tuple[AdoptedProgramme, ...]:
    """Return every version that was ever adopted, also the retired ones."""
    return tuple(adopted_programmes(seat.connection))


def programmes_in_use(seat: Seat) -> tuple[Programme, ...]:
    """Return the programmes on which somebody can start."""
    return tuple(one.programme for one in adopted_programmes(seat.connection) if one.in_use)


def adopt(seat: Seat, *, programme: Programme, passphrase: str) -> Done[None]:
    """Adopt a version of a programme; its rules are in the record from now on and never change."""
    seat.check_passphrase(passphrase)
    seat.say(ProgrammeAdopted(programme))
    said = _("{title}, version {version}, is adopted and in use.").format(
        title=programme.title, version=programme.version
    )
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def retire(seat: Seat, *, programme_id: str, version: str, reason: str) -> Done[None]:
    """Let nobody new start on a version; those who are on it finish under its rules."""
    seat.say(ProgrammeRetired(programme_id, version, reason))
    said = _("The programme is retired. Nobody new starts on it; whoever is on it finishes under its rules.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def place(
    seat: Seat, *, person_id: str, programme_id: str, version: str, started_on: date, approved_on: date | None = None
) -> Done[Person]:
    """Put a trainee on a programme, record the approval of their application, or move them to another version."""
    seat.say(TraineeEnrolled(person_id, programme_id, version, started_on, approved_on))
    person = seat.picture.find(Person, person_id)
    adopted = seat.picture.find(AdoptedProgramme, programme_key(programme_id, version))
    if person is None or adopted is None:
        raise Refused(_("Choose a trainee and a programme."))
    said = _("{name} is on {title}.").format(name=person.preferred_name, title=adopted.programme.title)
    return Done(Changed.PEOPLE | Changed.PROGRAMMES | Changed.HISTORY, said, person)


# Exams


def exams_of(seat: Seat, *, person_id: str) -> tuple[ExamRule, ...]:
    """Return the examinations that a trainee's programmes ask for, to a coordinator."""
    _coordinator(seat)
    person = seat.picture.find(Person, person_id)
    return _exams(person, {one.id: one for one in adopted_programmes(seat.connection)}) if person else ()


def examinees(seat: Seat) -> dict[str, tuple[ExamRule, ...]]:
    """Return the examinations of every trainee whose programmes ask for one, by person, to a coordinator."""
    _coordinator(seat)
    known = {one.id: one for one in adopted_programmes(seat.connection)}
    found = {one.id: _exams(one, known) for one in with_role(seat.connection, Role.TRAINEE)}
    return {id: rules for id, rules in found.items() if rules}


def _exams(person: Person, known: Mapping[str, AdoptedProgramme]) -> tuple[ExamRule, ...]:
    found: dict[str, ExamRule] = {}
    for one in person.enrolments:
        adopted = known.get(programme_key(one.programme_id, one.programme_version))
        for rule in adopted.programme.exams if adopted else ():
            found.setdefault(rule.id, rule)
    return tuple(found.values())


def record_exam(
    seat: Seat, *, person_id: str, exam: str, on: date, score: int | None, passed: bool, passphrase: str
) -> Done[None]:
    """Record the result of an examination held elsewhere; attempts are counted here. A certificate may rest on it."""
    rule = _rule(seat, person_id, exam)
    _check_score(rule, score, passed)
    before = _standing_results(seat, person_id, exam)
    _check_day_free(before, on)
    seat.check_passphrase(passphrase)
    seat.say(ExamRecorded(str(uuid4()), person_id, exam, on, score, passed, 1 + len(before)))
    said = _("The result of {exam} is recorded.").format(exam=rule.name)
    return Done(Changed.PROGRAMMES | Changed.HISTORY, said)


def correct_exam(
    seat: Seat, *, result_id: str, on: date, score: int | None, passed: bool, reason: str, passphrase: str
) -> Done[None]:
    """Say what a recorded result should have said; what was recorded stays in the history, with the reason."""
    result = _result(seat, result_id)
    rule = _rule(seat, result.person_id, result.exam)
    _check_score(rule, score, passed)
    _check_day_free([one for one in _standing_results(seat, result.person_id, result.exam) if one.id != result.id], on)
    seat.check_passphrase(passphrase)
    said = ExamCorrected(result.id, result.person_id, result.exam, on, score, passed, reason)
    seat.say(said, after=(result.entry_id,))
    words = _("The result of {exam} is corrected. What was recorded before stays in the history.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, words.format(exam=rule.name))


def take_back_exam(seat: Seat, *, result_id: str, reason: str, passphrase: str) -> Done[None]:
    """Say that there never was such a result, as when it was recorded for another person; it counts no more."""
    result = _result(seat, result_id)
    seat.check_passphrase(passphrase)
    seat.say(ExamVoided(result.id, result.person_id, reason), after=(result.entry_id,))
    words = _("The result is taken back and counts no more. It stays in the history.")
    return Done(Changed.PROGRAMMES | Changed.HISTORY, words)


def _result(seat: Seat, result_id: str) -> ExamResult:
    _coordinator(seat)
    result = seat.picture.find(ExamResult, result_id)
    if result is None:
        raise Refused(_("There is no such result. Look at the list again."))
    return result


def _rule(seat: Seat, person_id: str, exam: str) -> ExamRule:
    rule = next((one for one in exams_of(seat, person_id=person_id) if one.id == exam), None)
    if rule is None:
        raise Refused(_("No programme of this trainee asks for this examination."))
    return rule


def _standing_results(seat: Seat, person_id: str, exam: str) -> list[ExamResult]:
    return [one for one in exam_results(seat.connection, person_id) if one.exam == exam and not one.void_reason]


def _check_day_free(results: Sequence[ExamResult], on: date) -> None:
    if any(one.on == on for one in results):
        raise Refused(_("A result of this day is already recorded."))


def _check_score(rule: ExamRule, score: int | None, passed: bool) -> None:
    if score is None:
        return
    if rule.scale is not None and not rule.scale[0] <= score <= rule.scale[1]:
        raise Refused(
            _("{exam} is scored from {lowest} to {highest}.").format(
                exam=rule.name, lowest=rule.scale[0], highest=rule.scale[1]
            )
        )
    if rule.pass_mark is not None and passed != (score >= rule.pass_mark):
        raise Refused(
            _("{exam} is passed with {mark} or more. Correct the score or the result.").format(
                exam=rule.name, mark=rule.pass_mark
            )
        )


def sitting_ids(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the exam results of everybody whose name has every word, newest first, to a coordinator."""
    _coordinator(seat)
    return exam_result_ids(seat.connection, words)


def sittings(seat: Seat, ids: Sequence[str]) -> dict[str, Sitting]:
    """Return these exam results by id, to a coordinator."""
    _coordinator(seat)
    titles = {rule.id: rule.name for one in adopted_programmes(seat.connection) for rule in one.programme.exams}
    found = fetch_by_ids(seat.connection, ExamResult, ids)
    people = _names(seat, {one.person_id for one in found.values()})
    return {
        id: Sitting(one, people.get(one.person_id, ""), titles.get(one.exam, one.exam)) for id, one in found.items()
    }


# Live sessions


def hold_session(
    seat: Seat,
    *,
    title: str,
    on: date,
    minutes: int,
    delivery: Delivery,
    domains: Mapping[str, int],
    trainee_ids: Sequence[str],
) -> Done[None]:
    """Record a live training session and who was there; it counts as training hours for each of them."""
    said = SessionHeld(str(uuid4()), title, on, minutes, delivery, dict(domains), tuple(trainee_ids))
    seat.say(said)
    kept = seat.picture.find(Session, said.session_id)
    if kept is None or kept.trainee_ids != said.trainee_ids:
        raise Refused(_("Only trainees can be recorded as present."))
    count = len(trainee_ids)
    words = ngettext(
        "The session is recorded: {time} for {count} trainee.",
        "The session is recorded: {time} for each of {count} trainees.",
        count,
    ).format(time=in_words(minutes), count=count)
    return Done(Changed.LEARNING | Changed.HISTORY, words)


def held_session_ids(seat: Seat, words: str = "") -> list[str]:
    """Return the ids of the live sessions with every word in title or names, newest first, to a coordinator."""
    _coordinator(seat)
    return session_ids(seat.connection, words)


def held_sessions(seat: Seat, ids: Sequence[str]) -> dict[str, HeldSession]:
    """Return these live sessions by id, with the names of those who were there, to a coordinator."""
    _coordinator(seat)
    found = fetch_by_ids(seat.connection, Session, ids)
    people = _names(seat, {id for one in found.values() for id in one.trainee_ids})
    return {
        id: HeldSession(one, tuple(people.get(person_id, "") for person_id in one.trainee_ids))
        for id, one in found.items()
    }


def _names(seat: Seat, ids: Iterable[str]) -> dict[str, str]:
    return {id: one.preferred_name for id, one in fetch_by_ids(seat.connection, Person, ids).items()}


def trainees_now(seat: Seat) -> dict[str, str]:
    """Return everybody who is a trainee now, by id, with their name, to a coordinator."""
    _coordinator(seat)
    return {one.id: one.preferred_name for one in with_role(seat.connection, Role.TRAINEE)}


def _coordinator(seat: Seat) -> None:
    if not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator can see this."))

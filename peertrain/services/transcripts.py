"""Transcripts: everything that the record says of a trainee on one programme, for a document to take away."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from peertrain.courseware.competencies import load_competencies
from peertrain.documents.paper import Paper
from peertrain.documents.transcript import (
    AttestationLine,
    CertificateLine,
    HoursLine,
    MeetingLine,
    RatingLine,
    StandingLine,
    TrainingLine,
    Transcript,
    make_transcript,
)
from peertrain.domain.amounts import in_words
from peertrain.domain.certification import state_name, state_of
from peertrain.domain.competencies import Rating, level_name, newest_first
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.hours import Hours, HoursState, Meeting
from peertrain.domain.hours_words import setting_name
from peertrain.domain.learning import progress
from peertrain.domain.people import Person, may_see
from peertrain.domain.requirements import Facts, RequirementStanding, Unit
from peertrain.domain.standing import standing
from peertrain.domain.standing_supervision import mode_name
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.storage.lists.certification import certificates_of
from peertrain.storage.lists.learning import courses_in_use
from peertrain.storage.lists.people import everybody
from peertrain.storage.lists.standing import cases
from peertrain.workplace.seat import Seat

__all__ = ["Paper", "Transcript", "draw", "programmes_of", "transcript_of"]


def programmes_of(seat: Seat, *, trainee_id: str) -> dict[str, str]:
    """Return the titles of the programmes a trainee is on, by programme id."""
    return {case.programme.id: case.programme.title for case in _cases(seat, trainee_id)}


def transcript_of(seat: Seat, *, trainee_id: str, programme_id: str) -> Transcript:
    """Return a trainee's transcript, to themselves, their supervisors and the coordinators."""
    case = next((one for one in _cases(seat, trainee_id) if one.programme.id == programme_id), None)
    if case is None:
        raise Refused(_("This trainee is not enrolled on the programme."))
    names = {one.id: one.legal_name for one in everybody(seat.connection)}
    facts = case.facts
    found = standing(case.programme, facts, seat.today)
    return Transcript(
        organisation_name=seat.organisation.name,
        organisation_address=seat.organisation.address,
        legal_name=facts.person.legal_name,
        programme_title=case.programme.title,
        programme_version=case.programme.version,
        made_on=seat.today,
        standing=tuple(_requirement(one) for one in found.requirements),
        training=(*_completed(facts), *_begun(seat, facts)),
        hours=tuple(_hours(one, names) for one in facts.hours if one.state is not HoursState.WITHDRAWN),
        meetings=tuple(_meeting(one, facts.person, names) for one in sorted(facts.meetings, key=lambda one: one.on)),
        ratings=_ratings(facts.ratings, names),
        attestations=tuple(
            AttestationLine(one.wording, names.get(one.by_id, ""), one.on)
            for one in sorted(facts.attestations, key=lambda one: (one.on, one.id))
        ),
        certificates=tuple(
            CertificateLine(
                one.number, one.programme_title, one.issued_on, one.expires_on, state_name(state_of(one, seat.today))
            )
            for one in certificates_of(seat.connection, trainee_id)
        ),
    )


def draw(transcript: Transcript, *, paper: Paper) -> bytes:
    """Return the transcript as a PDF; it needs no seat."""
    return make_transcript(transcript, paper=paper)


# Inside


def _cases(seat: Seat, trainee_id: str) -> list[Case]:
    person = seat.picture.find(Person, trainee_id)
    if person is None:
        raise Refused(_("This person is not enrolled in this organisation."))
    if not may_see(seat.person, person):
        raise Refused(_("{name} is not one of your trainees.").format(name=person.preferred_name))
    return cases(seat.connection, [person])


def _requirement(one: RequirementStanding) -> StandingLine:
    title = _("{id} {title}").format(id=one.title, title=_titles()[one.title]) if one.title in _titles() else one.title
    match one.unit:
        case Unit.MINUTES:
            return StandingLine(title, in_words(one.have), in_words(one.need), one.met)
        case Unit.LEVEL:
            have = level_name(one.have if one.counted else None)
            return StandingLine(title, have, level_name(one.need), one.met)
        case Unit.YES_NO:
            return StandingLine(title, _("yes") if one.met else _("no"), _("yes"), one.met)
        case Unit.COUNT:
            return StandingLine(title, str(one.have), str(one.need), one.met)


def _completed(facts: Facts) -> list[TrainingLine]:
    return [TrainingLine(one.title, one.minutes, one.on) for one in facts.training]


def _begun(seat: Seat, facts: Facts) -> list[TrainingLine]:
    """Return the modules of courses in use that the trainee has begun and not completed."""
    begun = []
    for course in courses_in_use(seat.connection).values():
        mine = [one for one in facts.done if one.course_id == course.course_id]
        for module in course.modules:
            so_far = progress(module, mine)
            if so_far.done and not so_far.complete:
                begun.append(TrainingLine(module.title, module.minutes, None))
    return begun


def _hours(one: Hours, names: Mapping[str, str]) -> HoursLine:
    states = {
        HoursState.SUBMITTED: _("waiting"),
        HoursState.RETURNED: _("returned"),
        HoursState.APPROVED: _("approved"),
        HoursState.WITHDRAWN: _("withdrawn"),
    }
    decided = one.decided_at if one.state in {HoursState.APPROVED, HoursState.RETURNED} else None
    return HoursLine(
        one.on, setting_name(one.service.setting), one.service.site, one.minutes, states[one.state],
        one.state is HoursState.APPROVED, names.get(one.decided_by, "") if decided else "", _local_day(decided),
    )  # fmt: skip


def _meeting(one: Meeting, trainee: Person, names: Mapping[str, str]) -> MeetingLine:
    state = _("signed by both") if trainee.id in one.confirmed_by else _("not yet signed")
    if one.void_reason:
        state = _("void")
    return MeetingLine(one.on, mode_name(one.mode), names.get(one.supervisor_id, ""), one.minutes, state)


def _ratings(ratings: Iterable[Rating], names: Mapping[str, str]) -> tuple[RatingLine, ...]:
    newest: dict[str, Rating] = {}
    for one in newest_first(ratings):
        if one.level is not None:
            newest.setdefault(one.competency_id, one)
    return tuple(
        RatingLine(
            _("{id} {title}").format(id=id, title=_titles().get(id, "")).strip(),
            level_name(newest[id].level),
            names.get(newest[id].rater_id, ""),
            newest[id].observed_on,
        )
        for id in [*(id for id in _titles() if id in newest), *sorted(set(newest) - set(_titles()))]
    )


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, str]:
    return {one.id: one.title for one in load_competencies(shipped("curricula", "competencies.yaml"))}


def _local_day(at: datetime | None) -> date | None:
    return None if at is None else at.astimezone().date()

"""Scopes: whose business an entry is, and so to whom it travels; each key has one chain of entries in every scope.

A scope is part of what is signed. An entry counts only in the scope that follows from what it says, so that stores that
hold some scopes and not others agree about all that they share.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peertrain.domain.certification import Certificate, CertificateIssued, CertificateRevoked
from peertrain.domain.competencies import CompetencyRated, CompetencySelfRated, Rating, RatingAcknowledged
from peertrain.domain.curriculum import CourseAdopted, CourseRetired
from peertrain.domain.exams import ExamCorrected, ExamRecorded, ExamVoided
from peertrain.domain.history import BackupRestored, ClockCorrected, NoteMade
from peertrain.domain.hours import (
    Hours,
    HoursApproved,
    HoursLogged,
    HoursReopened,
    HoursReturned,
    HoursWithdrawn,
    Meeting,
    MeetingConfirmed,
    MeetingHeld,
    MeetingVoided,
)
from peertrain.domain.learning import (
    AttemptsAllowed,
    CheckPassed,
    LessonCompleted,
    ReflectionWritten,
    Session,
    SessionHeld,
)
from peertrain.domain.organisation import IssuingKeyReplaced, LogoChosen, OrganisationCorrected
from peertrain.domain.people import (
    AttestationMade,
    Key,
    KeyAdded,
    KeyConfirmed,
    KeyEnded,
    KeyInvited,
    LateEntriesAccepted,
    OrganisationFounded,
    Person,
    PersonCorrected,
    PersonEnrolled,
    Role,
    RoleEnded,
    RoleGiven,
    SupervisorAssigned,
    SupervisorUnassigned,
)
from peertrain.domain.picture import Picture
from peertrain.domain.programmes import ProgrammeAdopted, ProgrammeRetired, TraineeEnrolled
from peertrain.domain.wellformed import is_id

EVERYBODY = ""
"""What everybody in the organisation needs: its name and keys, courses, programmes."""
OFFICE = "office"
"""What concerns coordinators alone."""


def person(person_id: str) -> str:
    """Return the scope of who somebody is: names, keys, roles, supervisors, place on a programme."""
    return f"person/{person_id}"


def work(trainee_id: str) -> str:
    """Return the scope of what somebody has learned, done and been judged by."""
    return f"work/{trainee_id}"


def meeting(meeting_id: str) -> str:
    """Return the scope of a supervision meeting, which several trainees may share."""
    return f"meeting/{meeting_id}"


def session(session_id: str) -> str:
    """Return the scope of a live session, which several trainees may share."""
    return f"session/{session_id}"


def is_scope(scope: str) -> bool:
    """Return whether a scope is one in which anything can ever count; a changed program can make up others."""
    kind, _slash, subject = scope.partition("/")
    return scope in (EVERYBODY, OFFICE) or (kind in ("person", "work", "meeting", "session") and is_id(subject))


def subject_of(scope: str, kind: str) -> str:
    """Return whom or what a scope is about where it is of this kind (such as "work"), or ""."""
    before, _slash, subject = scope.partition("/")
    return subject if before == kind else ""


def scope_of(picture: Picture, statement: Any, author_id: str) -> str | None:
    """Return the scope in which a person's statement belongs; None where that cannot be told from what is known."""
    return _SCOPES[type(statement)](picture, statement, author_id)


_Scope = Callable[[Picture, Any, str], str | None]


def _everybody(_picture: Picture, _said: Any, _author: str) -> str:
    return EVERYBODY


def _office(_picture: Picture, _said: Any, _author: str) -> str:
    return OFFICE


def _person(_picture: Picture, said: Any, _author: str) -> str:
    return person(said.person_id)


def _trainee_person(_picture: Picture, said: SupervisorAssigned | SupervisorUnassigned, _author: str) -> str:
    return person(said.trainee_id)


def _key(picture: Picture, said: KeyConfirmed | KeyEnded | LateEntriesAccepted, _author: str) -> str | None:
    key = picture.find(Key, said.key_id)
    return person(key.person_id) if key else None


def _own_work(_picture: Picture, _said: Any, author: str) -> str:
    return work(author)


def _work_of_person(_picture: Picture, said: Any, _author: str) -> str:
    return work(said.person_id)


def _hours(picture: Picture, said: Any, _author: str) -> str | None:
    hours = picture.find(Hours, said.hours_id)
    return work(hours.trainee_id) if hours else None


def _rating(picture: Picture, said: RatingAcknowledged, _author: str) -> str | None:
    rating = picture.find(Rating, said.rating_id)
    return work(rating.trainee_id) if rating else None


def _certificate(picture: Picture, said: CertificateRevoked, _author: str) -> str | None:
    certificate = picture.find(Certificate, said.certificate_id)
    return work(certificate.person_id) if certificate else None


def _meeting(_picture: Picture, said: Any, _author: str) -> str:
    return meeting(said.meeting_id)


_SCOPES: dict[type, _Scope] = {
    OrganisationFounded: _everybody,
    OrganisationCorrected: _everybody,
    LogoChosen: _everybody,
    IssuingKeyReplaced: _everybody,
    CourseAdopted: _everybody,
    CourseRetired: _everybody,
    ProgrammeAdopted: _everybody,
    ProgrammeRetired: _everybody,
    BackupRestored: _office,
    ClockCorrected: _everybody,
    NoteMade: _office,
    PersonEnrolled: _person,
    PersonCorrected: _person,
    KeyInvited: _person,
    KeyAdded: _person,
    KeyConfirmed: _key,
    KeyEnded: _key,
    LateEntriesAccepted: _key,
    RoleGiven: _person,
    RoleEnded: _person,
    SupervisorAssigned: _trainee_person,
    SupervisorUnassigned: _trainee_person,
    TraineeEnrolled: _person,
    AttestationMade: lambda _picture, said, _author: work(said.subject_id),
    LessonCompleted: _own_work,
    ReflectionWritten: _own_work,
    CheckPassed: _own_work,
    AttemptsAllowed: lambda _picture, said, _author: work(said.trainee_id),
    HoursLogged: _own_work,
    HoursWithdrawn: _hours,
    HoursApproved: _hours,
    HoursReturned: _hours,
    HoursReopened: _hours,
    CompetencySelfRated: _own_work,
    CompetencyRated: lambda _picture, said, _author: work(said.trainee_id),
    RatingAcknowledged: _rating,
    ExamRecorded: _work_of_person,
    ExamCorrected: _work_of_person,
    ExamVoided: _work_of_person,
    CertificateIssued: _work_of_person,
    CertificateRevoked: _certificate,
    MeetingHeld: _meeting,
    MeetingConfirmed: _meeting,
    MeetingVoided: _meeting,
    SessionHeld: lambda _picture, said, _author: session(said.session_id),
}


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is sent the entries of a scope: the coordinators, and besides them everybody or these people."""

    everybody: bool = False
    ids: frozenset[str] = frozenset()

    def include(self, person: Person) -> bool:
        return self.everybody or person.id in self.ids or person.has(Role.COORDINATOR)

    def __and__(self, other: "Readers") -> "Readers":
        if self.everybody or other.everybody:
            return other if self.everybody else self
        return Readers(ids=self.ids & other.ids)


def readers(picture: Picture, scope: str) -> Readers:
    """Return who is sent the entries of a scope.

    Coordinators get everything; everybody gets what is the organisation's and who its staff are; a trainee's supervisors
    get all about that trainee, and nobody else does.
    """
    kind, _slash, subject = scope.partition("/")
    match kind:
        case "person":
            found = picture.find(Person, subject)
            return Readers(everybody=True) if found and _is_staff(found) else Readers(ids=_around(picture, subject))
        case "work":
            return Readers(ids=_around(picture, subject))
        case "meeting":
            held = picture.find(Meeting, subject)
            return Readers(ids=_around(picture, *held.trainee_ids) | {held.supervisor_id}) if held else Readers()
        case "session":
            live = picture.find(Session, subject)
            return Readers(ids=_around(picture, *live.trainee_ids)) if live else Readers()
    return Readers(everybody=scope == EVERYBODY)


def concerns(picture: Picture, scope: str, viewer: Person) -> bool:
    """Return whether somebody is sent the entries of a scope."""
    return readers(picture, scope).include(viewer)


def _is_staff(person: Person) -> bool:
    """Return whether somebody was ever more than a trainee: then what they signed has to be understood everywhere."""
    return any(term.role is not Role.TRAINEE for term in person.roles)


def _around(picture: Picture, *trainee_ids: str) -> frozenset[str]:
    """Return trainees who are known here with their supervisors, who see their way as coordinators do (`may_see`)."""
    found = [person for id in trainee_ids if (person := picture.find(Person, id)) is not None]
    return frozenset(id for person in found for id in (person.id, *person.supervisors))

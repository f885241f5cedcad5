"""What each kind of entry says, as a sentence for a person; who said it and when stands beside it."""

from collections.abc import Callable
from typing import Any

from peertrain.domain import certification, competencies, curriculum, exams, history, hours, learning, programmes
from peertrain.domain.amounts import in_words
from peertrain.domain.competencies import Rating
from peertrain.domain.curriculum import Course
from peertrain.domain.days import full_day
from peertrain.domain.hours import Hours, Meeting
from peertrain.domain.narration_people import SENTENCES, because, name_of, names_of
from peertrain.domain.people import Person
from peertrain.domain.picture import Picture
from peertrain.domain.programmes import AdoptedProgramme, programme_key
from peertrain.domain.statements import Statement
from peertrain.i18n import _, ngettext


def narrate(statement: Statement, picture: Picture, author_id: str = "") -> str:
    """Return what a statement says; the picture gives the names, also of what its author has rated of their own."""
    if isinstance(statement, competencies.CompetencySelfRated):
        return _rated_oneself(statement, picture, author_id)
    tell = _SENTENCES.get(type(statement))
    return tell(statement, picture) if tell else _("Said something that this version of PeerTrain cannot tell.")


# Courses and learning


def _course_adopted(said: curriculum.CourseAdopted, _picture: Picture) -> str:
    return _("Adopted the course {title}, version {version}.").format(
        title=said.course.title, version=said.course.version
    )


def _course_retired(said: curriculum.CourseRetired, picture: Picture) -> str:
    course = picture.find(Course, f"{said.course_id}@{said.version}")
    sentence = _("Retired the course {title}, version {version}.").format(
        title=course.title if course else said.course_id, version=said.version
    )
    return because(sentence, said.reason)


def _module_title(picture: Picture, course_id: str, version: str, module_id: str) -> str:
    course = picture.find(Course, f"{course_id}@{version}")
    modules = {module.id: module.title for module in course.modules} if course else {}
    return modules.get(module_id, module_id)


def _lesson(said: learning.LessonCompleted, picture: Picture) -> str:
    course = picture.find(Course, f"{said.course_id}@{said.course_version}")
    titles = {lesson.id: lesson.title for module in course.modules for lesson in module.lessons} if course else {}
    return _("Completed the lesson “{title}”.").format(title=titles.get(said.lesson_id, said.lesson_id))


def _reflection(said: learning.ReflectionWritten, picture: Picture) -> str:
    title = _module_title(picture, said.course_id, said.course_version, said.module_id)
    return _("Wrote a reflection in “{title}”; its words are sealed.").format(title=title)


def _check(said: learning.CheckPassed, picture: Picture) -> str:
    title = _module_title(picture, said.course_id, said.course_version, said.module_id)
    return _("Passed the check of “{title}” with {score} %.").format(title=title, score=said.score)


def _attempts(said: learning.AttemptsAllowed, picture: Picture) -> str:
    words = ngettext(
        "Allowed {name} {count} more attempt at the check of “{title}”.",
        "Allowed {name} {count} more attempts at the check of “{title}”.",
        said.attempts,
    )
    name = name_of(picture, said.trainee_id)
    title = said.module_title or said.module_id
    return because(words.format(name=name, count=said.attempts, title=title), said.reason)


def _session(said: learning.SessionHeld, picture: Picture) -> str:
    return _("Recorded the session “{title}”, {time} on {day}, attended by {names}.").format(
        title=said.title,
        time=in_words(said.minutes),
        day=full_day(said.on),
        names=names_of(picture, said.trainee_ids),
    )


# Hours and meetings


def _logged(said: hours.HoursLogged, _picture: Picture) -> str:
    words = (
        _("Sent {time} of {day} for sign-off.") if said.version == 1 else _("Sent {time} of {day} again, corrected.")
    )
    return words.format(time=in_words(said.service.minutes), day=full_day(said.service.on))


def _about_hours(words: str, picture: Picture, hours_id: str, reason: str = "") -> str:
    found = picture.find(Hours, hours_id)
    if found is None:
        return because(words.format(time=_("hours"), name=_("somebody not known here"), day="?"), reason)
    name = name_of(picture, found.trainee_id)
    sentence = words.format(time=in_words(found.minutes), name=name, day=full_day(found.on))
    return because(sentence, reason)


def _withdrawn(said: hours.HoursWithdrawn, picture: Picture) -> str:
    return _about_hours(_("Withdrew {time} of {day}."), picture, said.hours_id)


def _approved(said: hours.HoursApproved, picture: Picture) -> str:
    return _about_hours(_("Approved {time} of {name} on {day}."), picture, said.hours_id)


def _returned(said: hours.HoursReturned, picture: Picture) -> str:
    return _about_hours(_("Returned {time} of {name} on {day}."), picture, said.hours_id, said.reason)


def _reopened(said: hours.HoursReopened, picture: Picture) -> str:
    return _about_hours(_("Took back the approval of {time} of {name} on {day}."), picture, said.hours_id, said.reason)


def _met(said: hours.MeetingHeld, picture: Picture) -> str:
    return _("Recorded a supervision meeting of {time} on {day} with {names}.").format(
        time=in_words(said.minutes), day=full_day(said.on), names=names_of(picture, said.trainee_ids)
    )


def _meeting_day(picture: Picture, meeting_id: str) -> str:
    meeting = picture.find(Meeting, meeting_id)
    return full_day(meeting.on) if meeting else "?"


def _confirmed(said: hours.MeetingConfirmed, picture: Picture) -> str:
    return _("Signed the supervision meeting of {day}.").format(day=_meeting_day(picture, said.meeting_id))


def _voided(said: hours.MeetingVoided, picture: Picture) -> str:
    sentence = _("Made the supervision meeting of {day} void.").format(day=_meeting_day(picture, said.meeting_id))
    return because(sentence, said.reason)


# Competencies


def _competency_title(picture: Picture, trainee_id: str, competency_id: str) -> str:
    """Return what the programme of a trainee calls a competency; its id where none of theirs asks for it."""
    trainee = picture.find(Person, trainee_id)
    for place in trainee.enrolments if trainee else ():
        adopted = picture.find(AdoptedProgramme, programme_key(place.programme_id, place.programme_version))
        titles = {rule.id: rule.title for rule in adopted.programme.competencies} if adopted else {}
        if titles.get(competency_id):
            return _("“{title}”").format(title=titles[competency_id])
    return competency_id


def _rated(said: competencies.CompetencyRated, picture: Picture) -> str:
    level = _("not observed") if said.level is None else _("level {level}").format(level=said.level)
    return _("Rated {name} in {competency}: {level}.").format(
        name=name_of(picture, said.trainee_id),
        competency=_competency_title(picture, said.trainee_id, said.competency_id),
        level=level,
    )


def _answered(said: competencies.RatingAcknowledged, picture: Picture) -> str:
    rating = picture.find(Rating, said.rating_id)
    title = _competency_title(picture, rating.trainee_id, rating.competency_id) if rating else "?"
    return _("Answered the rating in {competency}.").format(competency=title)


def _rated_oneself(said: competencies.CompetencySelfRated, picture: Picture, author_id: str) -> str:
    """Without the level, which a supervisor must not see before she has rated herself."""
    title = _competency_title(picture, author_id, said.competency_id)
    return _("Rated their own {competency}.").format(competency=title)


# Programmes and certificates


def _programme_title(picture: Picture, programme_id: str, version: str) -> str:
    adopted = picture.find(AdoptedProgramme, programme_key(programme_id, version))
    return adopted.programme.title if adopted else programme_id


def _adopted(said: programmes.ProgrammeAdopted, _picture: Picture) -> str:
    return _("Adopted the programme {title}, version {version}.").format(
        title=said.programme.title, version=said.programme.version
    )


def _retired(said: programmes.ProgrammeRetired, picture: Picture) -> str:
    title = _programme_title(picture, said.programme_id, said.version)
    sentence = _("Retired the programme {title}, version {version}.").format(title=title, version=said.version)
    return because(sentence, said.reason)


def _placed(said: programmes.TraineeEnrolled, picture: Picture) -> str:
    if said.reason:
        title = _programme_title(picture, said.programme_id, said.version)
        sentence = _("Moved {name} to version {version} of the programme {title}.").format(
            name=name_of(picture, said.person_id), version=said.version, title=title
        )
        return because(sentence, said.reason)
    return _("Put {name} on the programme {title}, from {day}.").format(
        name=name_of(picture, said.person_id),
        title=_programme_title(picture, said.programme_id, said.version),
        day=full_day(said.started_on),
    )


def _exam(picture: Picture, person_id: str, exam: str) -> str:
    """Return what the programme of a trainee calls an examination; its id where none of theirs asks for it."""
    trainee = picture.find(Person, person_id)
    for place in trainee.enrolments if trainee else ():
        adopted = picture.find(AdoptedProgramme, programme_key(place.programme_id, place.programme_version))
        names = {rule.id: rule.name for rule in adopted.programme.exams} if adopted else {}
        if exam in names:
            return names[exam]
    return exam


def _examined(said: exams.ExamRecorded, picture: Picture) -> str:
    words = _("Recorded that {name} passed {exam} on {day}.")
    if not said.passed:
        words = _("Recorded that {name} did not pass {exam} on {day}.")
    exam = _exam(picture, said.person_id, said.exam)
    return words.format(name=name_of(picture, said.person_id), exam=exam, day=full_day(said.on))


def _exam_corrected(said: exams.ExamCorrected, picture: Picture) -> str:
    words = _("Corrected a result: {name} passed {exam} on {day}.")
    if not said.passed:
        words = _("Corrected a result: {name} did not pass {exam} on {day}.")
    exam = _exam(picture, said.person_id, said.exam)
    words = words.format(name=name_of(picture, said.person_id), exam=exam, day=full_day(said.on))
    return because(words, said.reason)


def _exam_voided(said: exams.ExamVoided, picture: Picture) -> str:
    result = picture.find(exams.ExamResult, said.exam_result_id)
    words = _("Took back the result of {exam} of {name}.").format(
        exam=_exam(picture, said.person_id, result.exam) if result else "?", name=name_of(picture, said.person_id)
    )
    return because(words, said.reason)


def _issued(said: certification.CertificateIssued, _picture: Picture) -> str:
    words = _("Issued certificate {number} to {name}: {title}.")
    if said.replaces:
        words = _("Issued certificate {number} to {name} anew: {title}.")
    return words.format(number=said.number, name=said.legal_name, title=said.programme_title)


def _revoked(said: certification.CertificateRevoked, picture: Picture) -> str:
    found = picture.find(certification.Certificate, said.certificate_id)
    sentence = _("Revoked certificate {number}.").format(number=found.number if found else "?")
    return because(sentence, said.reason)


# The record itself


def _noted(said: history.NoteMade, _picture: Picture) -> str:
    return _("Added a note: {text}").format(text=said.text)


def _restored(said: history.BackupRestored, _picture: Picture) -> str:
    sentence = _("Restored a backup: {before} entries before, {after} after.").format(
        before=said.entries_before, after=said.entries_after
    )
    return because(sentence, said.reason)


def _clock(said: history.ClockCorrected, _picture: Picture) -> str:
    return because(_("Said that the clock of the computer is right now."), said.reason)


_SENTENCES: dict[type, Callable[[Any, Picture], str]] = {
    **SENTENCES,
    curriculum.CourseAdopted: _course_adopted,
    curriculum.CourseRetired: _course_retired,
    learning.LessonCompleted: _lesson,
    learning.ReflectionWritten: _reflection,
    learning.CheckPassed: _check,
    learning.AttemptsAllowed: _attempts,
    learning.SessionHeld: _session,
    hours.HoursLogged: _logged,
    hours.HoursWithdrawn: _withdrawn,
    hours.HoursApproved: _approved,
    hours.HoursReturned: _returned,
    hours.HoursReopened: _reopened,
    hours.MeetingHeld: _met,
    hours.MeetingConfirmed: _confirmed,
    hours.MeetingVoided: _voided,
    competencies.CompetencyRated: _rated,
    competencies.RatingAcknowledged: _answered,
    programmes.ProgrammeAdopted: _adopted,
    programmes.ProgrammeRetired: _retired,
    programmes.TraineeEnrolled: _placed,
    exams.ExamRecorded: _examined,
    exams.ExamCorrected: _exam_corrected,
    exams.ExamVoided: _exam_voided,
    certification.CertificateIssued: _issued,
    certification.CertificateRevoked: _revoked,
    history.NoteMade: _noted,
    history.BackupRestored: _restored,
    history.ClockCorrected: _clock,
}


def narrated() -> frozenset[type]:
    """Return the kinds of statement that have a sentence here."""
    return frozenset(_SENTENCES) | {competencies.CompetencySelfRated}

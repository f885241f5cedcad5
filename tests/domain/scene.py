"""A small organisation in memory with one of everything, and one good statement of every kind about it."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from peertrain.domain.certification import Certificate, CertificateIssued, CertificateNumber, CertificateRevoked
from peertrain.domain.competencies import (
    CompetencyRated,
    CompetencySelfRated,
    EvidenceKind,
    Rating,
    RatingAcknowledged,
)
from peertrain.domain.curriculum import (
    CheckOutline,
    Course,
    CourseAdopted,
    CourseRetired,
    LessonOutline,
    ModuleOutline,
    ReflectionOutline,
)
from peertrain.domain.exams import ExamCorrected, ExamRecorded, ExamResult, ExamVoided
from peertrain.domain.history import BackupRestored, ClockCorrected, NoteMade
from peertrain.domain.hours import (
    Channel,
    Hours,
    HoursApproved,
    HoursLogged,
    HoursReopened,
    HoursReturned,
    HoursState,
    HoursWithdrawn,
    Meeting,
    MeetingConfirmed,
    MeetingHeld,
    MeetingMode,
    MeetingVoided,
)
from peertrain.domain.learning import (
    AttemptsAllowed,
    CheckPassed,
    Delivery,
    LessonCompleted,
    ReflectionWritten,
    SessionHeld,
)
from peertrain.domain.organisation import IssuingKeyReplaced, LogoChosen, OrganisationCorrected
from peertrain.domain.people import (
    ORGANISATION,
    AttestationMade,
    Key,
    KeyAdded,
    KeyConfirmed,
    KeyEnded,
    KeyInvited,
    KeyUse,
    LateEntriesAccepted,
    Organisation,
    OrganisationFounded,
    Person,
    PersonCorrected,
    PersonEnrolled,
    Role,
    RoleEnded,
    RoleGiven,
    RoleTerm,
    SupervisorAssigned,
    SupervisorUnassigned,
    key_id_of,
    reached,
)
from peertrain.domain.picture import PictureInMemory, Signed
from peertrain.domain.programmes import (
    AdoptedProgramme,
    ProgrammeAdopted,
    ProgrammeRetired,
    TraineeEnrolled,
)
from peertrain.domain.statements import Statement
from tests.cast import service
from tests.domain.facts import programme

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
TODAY = date(2026, 3, 9)
BEFORE = NOW - timedelta(days=60)
PNG = b64encode(b"\x89PNG\r\n\x1a\n").decode()
AGREED = "It is true as written."

ROLES = {
    "tess": (Role.TRAINEE,),
    "tom": (Role.TRAINEE,),
    "sam": (Role.SUPERVISOR,),
    "sue": (Role.SUPERVISOR,),
    "cora": (Role.COORDINATOR,),
    "cody": (Role.COORDINATOR,),
    "ann": (Role.TRAINEE, Role.SUPERVISOR, Role.COORDINATOR),
    "eli": (Role.TRAINEE,),
    "ema": (Role.SUPERVISOR,),
    "eve": (Role.COORDINATOR,),
}
ENDED = {"eli", "ema", "eve"}
"""People whose role has ended; ema still stands among the supervisors of tess."""
SUPERVISORS = {"tess": ("sam", "ema"), "tom": ("sue",), "eli": ("sam",), "ann": ("sam", "ann")}


def hash_of(words: str) -> str:
    """Return the same 64 hexadecimal digits for the same words; they stand for keys, hashes and ids of entries."""
    return sha256(words.encode()).hexdigest()


def signed_by(name: str, at: datetime = NOW) -> Signed:
    """Return the envelope of an entry that a person signs; `invitation` is a one-time key that sam has not used."""
    person = "sam" if name == "invitation" else name
    return Signed(hash_of(f"entry of {name}"), key_id_of(hash_of(name)), person, at)


def course(**changes: object) -> Course:
    module = ModuleOutline(
        "m", "Listening", "", 60, {"advocacy": 60}, (), (LessonOutline("m.one", "One", 20),),
        (ReflectionOutline("m.think", "Think", 10, "m.one"),), CheckOutline(30, 80, 3, 10),
    )  # fmt: skip
    return replace(Course("c", "1", "A course", "", hash_of("course"), (module,)), **changes)  # type: ignore[arg-type]


def sent(hours_id: str, trainee: str = "tess", state: HoursState = HoursState.SUBMITTED) -> Hours:
    said = service()
    return Hours(hours_id, trainee, "sam", said.on, said.minutes, state, 1, said, hash_of(hours_id), BEFORE)


def meeting(meeting_id: str, *trainees: str, supervisor: str = "sam") -> Meeting:
    return Meeting(
        meeting_id, supervisor, trainees, TODAY, 60, MeetingMode.INDIVIDUAL, Channel.VIDEO, (), {}, (), "",
        hash_of(meeting_id), BEFORE,
    )  # fmt: skip


def scene() -> PictureInMemory:
    """Return the picture in which the good statements can be made."""
    picture = PictureInMemory()
    picture.put(Organisation(ORGANISATION, "harbor", "Harbor Recovery", "", hash_of("issuer"), BEFORE))
    for name, roles in ROLES.items():
        until = NOW - timedelta(days=1) if name in ENDED else None
        terms = tuple(RoleTerm(role, BEFORE, until, "left" if until else "") for role in roles)
        picture.put(
            Person(name, f"{name.title()} Lind", name.title(), BEFORE, "", terms, SUPERVISORS.get(name, ()))
        )  # fmt: skip
    for name in (*ROLES, "invitation"):
        use = KeyUse.INVITATION if name == "invitation" else KeyUse.PERSON
        envelope = signed_by(name)
        confirmed = name not in ("tess", "ann")
        picture.put(
            Key(
                envelope.key_id, envelope.person_id, use, hash_of(name), "age1x", hash_of("k"), BEFORE,
                confirmed=confirmed,
            )
        )  # fmt: skip
    for name in ("tess", "ann"):
        old = hash_of(f"{name} before")
        picture.put(Key(key_id_of(old), name, KeyUse.PERSON, old, "age1x", hash_of("o"), BEFORE, NOW, "Lost laptop."))
    picture.put(course())
    picture.put(AdoptedProgramme(programme(), BEFORE))
    for trainee in ("tess", "ann"):
        picture.put(sent(f"{trainee}-sent", trainee))
        picture.put(
            ExamResult(f"{trainee}-sat", trainee, "final", TODAY, 60, False, 1, "cora", hash_of(f"{trainee}-sat"))
        )
        picture.put(replace(sent(f"{trainee}-approved", trainee, HoursState.APPROVED), decided_by="sam"))
    picture.put(meeting("met", "tess"))
    picture.put(
        Rating("rated", "tess", "sam", "CC1.2", 3, EvidenceKind.ROLE_PLAY, TODAY, "", "", BEFORE, hash_of("rated"))
    )
    picture.put(
        Certificate(
            "cert", "2026-00001-ABCD", "tess", "p", "1", "P", "Tess Lind", TODAY, None, hash_of("pdf"),
            hash_of("json"), "cora", BEFORE, hash_of("cert"),
        )
    )  # fmt: skip
    picture.put(CertificateNumber("2026-00001-ABCD", "tess"))
    return picture


def _held(meeting_id: str, *trainees: str) -> MeetingHeld:
    return MeetingHeld(
        meeting_id, trainees, TODAY, 60, MeetingMode.INDIVIDUAL, Channel.VIDEO, (), {}, (), "", AGREED
    )  # fmt: skip


def _issued(certificate_id: str, number: str, person: str) -> CertificateIssued:
    return CertificateIssued(
        certificate_id, number, person, "p", "1", "P", f"{person.title()} Lind", TODAY, None, hash_of("pdf"),
        hash_of("json"), (hash_of("evidence"),), AGREED,
    )  # fmt: skip


def _session(trainee: str) -> SessionHeld:
    return SessionHeld("s", "A day", TODAY, 60, Delivery.IN_PERSON, {"advocacy": 60}, (trainee,))


def statements_about(trainee: str) -> list[Statement]:
    """Return a good statement of every kind, about the work of this trainee where it is about somebody's."""
    new = hash_of("a new key")
    rated = CompetencyRated("r", trainee, "CC1.2", 3, EvidenceKind.ROLE_PLAY, TODAY, "", "", AGREED)
    approved = HoursApproved(f"{trainee}-sent", 1, hash_of(f"{trainee}-sent"), AGREED, hash_of("screen"))
    return [
        OrganisationFounded("o", "Other", "", "me", "Me", "Me", key_id_of(new), new, "age1x", hash_of("issuer")),
        OrganisationCorrected("Harbor Recovery Alliance", "12 Quay Street", "Its full name."),
        LogoChosen(PNG),
        IssuingKeyReplaced(hash_of("issuer"), hash_of("new issuer"), "A laptop was stolen."),
        PersonEnrolled("nora", "Nora Lind", "Nora"),
        PersonCorrected(trainee, "Tessa Lind", "Tess", "", "Married."),
        KeyInvited(trainee, key_id_of(new), new, "age1x"),
        KeyAdded("sam", key_id_of(new), new, "age1x"),
        KeyConfirmed(signed_by(trainee).key_id),
        KeyEnded(signed_by(trainee).key_id, "Lost laptop.", (reached("work/tess", 3, hash_of("known")),)),
        LateEntriesAccepted(key_id_of(hash_of(f"{trainee} before")), (hash_of("late"),), "She had told me of it."),
        RoleGiven("sue", Role.COORDINATOR),
        RoleEnded("cody", Role.COORDINATOR, "Moved away."),
        SupervisorAssigned(trainee, "sue"),
        SupervisorUnassigned(trainee, "sam", "Moved away."),
        AttestationMade(trainee, "code-of-ethics", "I will.", Role.TRAINEE),
        CourseAdopted(course(version="2")),
        CourseRetired("c", "1", "Old."),
        LessonCompleted("c", "1", "m", "m.one"),
        ReflectionWritten("c", "1", "m", "m.think"),
        CheckPassed("c", "1", "m", 90, 1),
        AttemptsAllowed(trainee, "c", "m", 2, "The lessons were read again."),
        _session(trainee),
        HoursLogged("new", 1, service()),
        HoursWithdrawn(f"{trainee}-sent", 1),
        approved,
        HoursReturned(f"{trainee}-sent", 1, "The date is wrong."),
        HoursReopened(f"{trainee}-approved", 1, "The date is wrong."),
        _held("new", trainee),
        MeetingConfirmed("met", AGREED),
        MeetingVoided("met", "It was another day."),
        rated,
        RatingAcknowledged("rated", ""),
        CompetencySelfRated("CC1.2", 2),
        ProgrammeAdopted(programme(version="2")),
        ProgrammeRetired("p", "1", "Old."),
        TraineeEnrolled(trainee, "p", "1", TODAY),
        ExamRecorded("x", trainee, "final", TODAY, 90, True, 1),
        ExamCorrected(f"{trainee}-sat", trainee, "final", TODAY, 90, True, "Read from the wrong line."),
        ExamVoided(f"{trainee}-sat", trainee, "It was another person."),
        _issued("new", "2026-00002-ABCD", trainee),
        CertificateRevoked("cert", "A mistake."),
        NoteMade("", "A word."),
        BackupRestored("b", 2, 1, "Damaged."),
        ClockCorrected("It was slow."),
    ]

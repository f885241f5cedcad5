"""The pages that other pages open, each with somebody and something of the sample organisation in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from peertrain.courseware.compiled import CompiledCourse
from peertrain.domain.changes import Changed, Done
from peertrain.domain.people import Person
from peertrain.domain.programmes import ExperienceRule, TrainingRule
from peertrain.exchange.carrier import HUB
from peertrain.exchange.hub_address import HubAddress
from peertrain.places import shipped_courses
from peertrain.sample.answers import right_responses
from peertrain.services import certificates, certification, checks, courses, own_programmes, programmes
from peertrain.services.hub import Connection
from peertrain.storage.lists.people import everybody
from peertrain.ui.coordinator.course_changes import CourseChangesPage
from peertrain.ui.coordinator.enrol import EnrolPage
from peertrain.ui.coordinator.evidence import EvidencePage
from peertrain.ui.coordinator.handout import HandoutPage
from peertrain.ui.coordinator.home import CoordinatorHomePage
from peertrain.ui.coordinator.new_version import NewVersionPage
from peertrain.ui.coordinator.person import PersonPage
from peertrain.ui.coordinator.preview import PreviewPage
from peertrain.ui.coordinator.programme_editor import ProgrammeEditorPage
from peertrain.ui.coordinator.proposal import ProposalPage
from peertrain.ui.coordinator.reissue import ReissuePage
from peertrain.ui.everyone.books import Book, BooksPage
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.everyone.guide import GuidePage
from peertrain.ui.everyone.not_applied import NotAppliedPage
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.everyone.transcript import TranscriptPage
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.lesson_marks import Marks
from peertrain.ui.kit.page import Page
from peertrain.ui.supervisor.approved import ApprovedPage
from peertrain.ui.supervisor.meeting_record import RecordMeetingPage
from peertrain.ui.supervisor.rating import RatingPage
from peertrain.ui.supervisor.trainee import TraineePage
from peertrain.ui.trainee.certificate import CertificatePage
from peertrain.ui.trainee.check import CheckPage
from peertrain.ui.trainee.finding import TraineeCompetencyMapPage, TraineeGlossaryPage, TraineeSearchPage
from peertrain.ui.trainee.home import TraineeHomePage
from peertrain.ui.trainee.hours_log import LogHoursPage
from peertrain.ui.trainee.module import ModulePage
from peertrain.ui.trainee.reader import ReaderPage
from peertrain.ui.trainee.reflection import ReflectionPage
from peertrain.workplace.place import Place, keep_place
from peertrain.workplace.seat import Seat
from tests.picture_guests import NAME
from tests.teaching import shipped_course

COURSE = "peer-specialist-core"
EMPATHY = {"course_id": COURSE, "module_id": "empathy"}


@dataclass(frozen=True)
class Scene:
    """A page as one person sees it; `where` finds what to show, `before` does something first, `then` on the page.

    `with_guest` lets somebody join from another computer before that.
    """

    role: str
    name: str
    person: str
    page: type[Page]
    where: Callable[[Seat], dict[str, Any]] = lambda _seat: {}
    before: Callable[[Seat], Done[Any]] | None = None
    with_guest: bool = False
    then: Callable[[Any], object] | None = None


def _id(name: str) -> Callable[[Seat], Person]:
    return lambda seat: next(one for one in everybody(seat.connection) if one.preferred_name == name)


def _trainee(name: str) -> Callable[[Seat], dict[str, Any]]:
    return lambda seat: {"trainee_id": _id(name)(seat).id}


def _ready(seat: Seat) -> list[certification.Candidate]:
    return [one for one in certification.candidates(seat) if one.stage is certification.Stage.READY]


def _standing_certificate(seat: Seat) -> str:
    return next(one.id for one in certificates.issued(seat) if not one.replaced_by and one.revoked_at is None)


def _new_version(seat: Seat) -> dict[str, Any]:
    """A version of the programme in use that asks for more service and less training."""
    now = next(one for one in programmes.programmes_in_use(seat) if one.id == "peertrain-foundations")
    return {
        "programme": replace(
            now,
            version="2.0",
            training=TrainingRule(960),
            experience=ExperienceRule(50 * 60, same_experience_per_cent=50),
        )
    }


def _copy_one(seat: Seat) -> Done[str]:
    now = next(one for one in programmes.programmes_in_use(seat) if one.id == "peertrain-foundations")
    return own_programmes.copy(seat, programme=now)


def _own(seat: Seat) -> dict[str, Any]:
    return {"own_id": own_programmes.own_programmes(seat)[0].id}


def _answer_some(count: int) -> Callable[[Seat], Done[Any]]:
    """Start the check of empathy and answer its first questions."""

    def deed(seat: Seat) -> Done[Any]:
        checks.start_attempt(seat, **EMPATHY)
        for shown in checks.check(seat, **EMPATHY).shown[:count]:
            for response in right_responses(shown.question):
                checks.answer(seat, question_id=shown.question.id, response=response, **EMPATHY)
        return Done(Changed.DESK)

    return deed


def _newer_course() -> CompiledCourse:
    """A version of the course with other words, minutes and questions, and a lesson that asks to be read again."""
    course = shipped_course()
    first, second, *others = course.modules
    lesson, other, *rest = first.lessons
    changed = (
        replace(lesson, plain_text="Other words", again="The law has changed."),
        replace(other, title="A new title"),
    )
    modules = replace(first, lessons=(*changed, *rest), questions=first.questions[2:]), replace(second, objectives=())
    shorter = replace(course.outline.modules[0], minutes=course.outline.modules[0].minutes - 15)
    outlines = (shorter, *course.outline.modules[1:-1])
    outline = replace(course.outline, version="2.0.0", digest="0" * 64, modules=outlines)
    return replace(course, outline=outline, modules=(*modules, *others))


def _item(item_id: str) -> Callable[[Seat], dict[str, Any]]:
    return lambda _seat: {**EMPATHY, "item_id": item_id}


def _at_hub(seat: Seat) -> Done[Any]:
    """Let packets go through a hub; nothing is asked of it."""
    address = HubAddress("hub.harbor.example", 5432, "peertrain", "login", "word", "certificate")
    keep_place(seat, Place(HUB, address.text, gave_at=seat.now - timedelta(minutes=4)))
    return Done(Changed.EXCHANGE)


def _open_all(page: ExchangePage) -> None:
    for one in page.hub.findChildren(Disclosure):
        one.turn()


def _with_a_connection(page: ExchangePage) -> None:
    noor = Person("noor", "Noor Haddad", NAME, datetime(2026, 9, 7, tzinfo=UTC))
    page.hub._hand_over(Connection(noor, "hub.harbor.example", "peertrain-hub:word"))


SCENES = (
    Scene("trainee", "home-learning", "Bao", TraineeHomePage),
    Scene("trainee", "home-beginning", "Kayla", TraineeHomePage),
    Scene("trainee", "home-certified", "Łukasz", TraineeHomePage),
    Scene("trainee", "module", "Bao", ModulePage, lambda _seat: EMPATHY),
    Scene("trainee", "reader", "Bao", ReaderPage, _item("empathy.listening-for-two-things")),
    Scene("trainee", "reader-table", "Bao", ReaderPage, _item("empathy.four-skills")),
    Scene("trainee", "search-found", "Bao", TraineeSearchPage, lambda _seat: {"typed": "boundaries"}),
    Scene("trainee", "map-opened", "Miguel", TraineeCompetencyMapPage, lambda _seat: {"competency_id": "CC1.2"}),
    Scene("trainee", "glossary-filtered", "Bao", TraineeGlossaryPage, lambda _seat: {"term": "plan"}),
    Scene("trainee", "reader-found", "Bao", ReaderPage, lambda _seat: {**_item("empathy.four-skills")(_seat), "marks": Marks(("summary", "reflection"))}),
    Scene("trainee", "reflection", "Bao", ReflectionPage, _item("empathy.being-heard")),
    Scene("trainee", "check-begin", "Kayla", CheckPage, lambda _seat: EMPATHY),
    Scene("trainee", "check-first", "Bao", CheckPage, lambda _seat: EMPATHY, _answer_some(0)),
    Scene("trainee", "check-later", "Bao", CheckPage, lambda _seat: EMPATHY, _answer_some(4)),
    Scene("trainee", "check-result", "Miguel", CheckPage, lambda _seat: EMPATHY),
    Scene("trainee", "log-hours", "Miguel", LogHoursPage),
    Scene("trainee", "certificate-held", "Łukasz", CertificatePage),
    Scene("trainee", "transcript", "Łukasz", TranscriptPage, _trainee("Łukasz")),
    Scene("trainee", "workbook", "Bao", BooksPage, lambda _seat: {"book": Book.WORKBOOK, "module_id": "empathy"}),
    Scene("supervisor", "handbook", "Dana", BooksPage, lambda _seat: {"book": Book.HANDBOOK}),
    Scene("supervisor", "guide", "Dana", GuidePage, lambda _seat: {"module_id": "empathy"}),
    Scene("supervisor", "trainee", "Dana", TraineePage, _trainee("Miguel")),
    Scene("supervisor", "rating", "Dana", RatingPage, _trainee("Miguel")),
    Scene("supervisor", "record-meeting", "Dana", RecordMeetingPage),
    Scene("supervisor", "reading", "Dana", ReadingPage, _item("empathy.four-skills")),
    Scene("supervisor", "approved", "Dana", ApprovedPage),
    Scene("coordinator", "enrol", "Ruth", EnrolPage),
    Scene("coordinator", "person", "Ruth", PersonPage, lambda seat: {"person_id": _id("Miguel")(seat).id}),
    Scene("coordinator", "new-version", "Ruth", NewVersionPage, _new_version),
    Scene("coordinator", "programme-editor", "Ruth", ProgrammeEditorPage, _own, _copy_one),
    Scene("coordinator", "preview", "Ruth", PreviewPage, lambda _seat: {"folder": shipped_courses()[0]}),
    Scene("coordinator", "course-changes", "Ruth", CourseChangesPage, lambda _seat: {"digest": "0" * 64},
          lambda seat: courses.install_course(seat, course=_newer_course())),
    Scene("coordinator", "evidence", "Ruth", EvidencePage, lambda seat: {"candidate": _ready(seat)[0]}),
    Scene("coordinator", "proposal", "Ruth", ProposalPage, lambda seat: {"keys": [one.key for one in _ready(seat)]}),
    Scene("coordinator", "handout", "Ruth", HandoutPage, lambda seat: {"ids": [_standing_certificate(seat)]}),
    Scene(
        "coordinator", "reissue", "Ruth", ReissuePage, lambda seat: {"certificate_id": _standing_certificate(seat)}
    ),
    Scene("coordinator", "exchange-partner", "Ruth", ExchangePage, with_guest=True),
    Scene("coordinator", "exchange-hub", "Ruth", ExchangePage, before=_at_hub, with_guest=True, then=_open_all),
    Scene("coordinator", "exchange-hub-made", "Ruth", ExchangePage, before=_at_hub, with_guest=True,
          then=_with_a_connection),
    Scene("coordinator", "home-six-words", "Ruth", CoordinatorHomePage, with_guest=True),
    Scene("coordinator", "person-elsewhere", "Ruth", PersonPage, lambda seat: {"person_id": _id(NAME)(seat).id},
          with_guest=True),
    Scene("coordinator", "not-applied", "Ruth", NotAppliedPage, with_guest=True),
)  # fmt: skip
"""In an order in which each one's `before` does not spoil a later one."""

"""What a course is made of, and which version of it is in use."""

from dataclasses import dataclass, replace

from peertrain.domain.amounts import Minutes, Split, check_split
from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import Role, author_as
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _

DOMAINS = ("advocacy", "ethical_responsibility", "mentoring_education", "recovery_wellness", "harm_reduction")
"""Ids of the domains over which hours are split (IC&RC Peer Recovery, five domains of 2025)."""


def domain_name(domain: str) -> str:
    """Return a domain's name for a person."""
    names = {
        "advocacy": _("Advocacy"),
        "ethical_responsibility": _("Ethical responsibility"),
        "mentoring_education": _("Mentoring and education"),
        "recovery_wellness": _("Recovery and wellness"),
        "harm_reduction": _("Harm reduction"),
    }
    return names.get(domain, domain)


@dataclass(frozen=True, slots=True)
class LessonOutline:
    id: str
    title: str
    minutes: Minutes


@dataclass(frozen=True, slots=True)
class ReflectionOutline:
    """A reflection; `after` is the id of the lesson that it follows."""

    id: str
    title: str
    minutes: Minutes
    after: str


@dataclass(frozen=True, slots=True)
class CheckOutline:
    """A module's check: pass mark in per cent; `attempts` 0 means as many as needed."""

    minutes: Minutes
    pass_mark: int
    attempts: int
    questions: int


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A module; `live` is the part of its minutes that is meant to be spent together."""

    id: str
    title: str
    summary: str
    minutes: Minutes
    domains: Split
    competencies: tuple[str, ...]
    lessons: tuple[LessonOutline, ...]
    reflections: tuple[ReflectionOutline, ...]
    check: CheckOutline
    live: Minutes = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A version of a course in use; `id` is `course_id@version`, `digest` the SHA-256 of its compiled content."""

    course_id: str
    version: str
    title: str
    summary: str
    digest: str
    modules: tuple[ModuleOutline, ...]
    in_use: bool = True

    @property
    def id(self) -> str:
        return f"{self.course_id}@{self.version}"


@dataclass(frozen=True, slots=True)
class CourseAdopted:
    course: Course


@dataclass(frozen=True, slots=True)
class CourseRetired:
    course_id: str
    version: str
    reason: str


MODULE_AT_MOST = 200 * 60
"""Minutes: no module is longer than the longest training that any programme asks for."""


def check_course(course: Course) -> None:
    """Refuse a course whose modules could not be completed, or would count for a time that cannot be right."""
    if not course.in_use or not course.modules:
        raise Refused(_("A course in use has at least one module."))
    ids = [lesson.id for module in course.modules for lesson in module.lessons]
    ids += [reflection.id for module in course.modules for reflection in module.reflections]
    if len(set(ids)) != len(ids) or len({module.id for module in course.modules}) != len(course.modules):
        raise Refused(_("Two parts of the course have the same id."))
    for module in course.modules:
        if not 0 < module.minutes <= MODULE_AT_MOST or not module.lessons:
            raise Refused(_("Each module of a course needs lessons and a time that can be right."))
        if not 0 <= module.live <= module.minutes:
            raise Refused(_("The live part of a module cannot be longer than the module."))
        if module.domains:
            check_split(module.domains, module.minutes)
        if not 1 <= module.check.pass_mark <= 100 or module.check.attempts < 0:
            raise Refused(_("The check of each module needs a pass mark from 1 to 100 %."))


def _adopt(picture: Picture, said: CourseAdopted, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    check_course(said.course)
    known = picture.find(Course, said.course.id)
    if known is not None and replace(known, in_use=True) != said.course:
        raise Refused(
            _("This version of the course is in use with other content. Give the changed course a new version.")
        )
    if known is not None and known.in_use:
        raise Refused(_("This course is already in use."))
    picture.put(said.course)


def _retire(picture: Picture, said: CourseRetired, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    course = picture.find(Course, f"{said.course_id}@{said.version}")
    if course is None:
        raise Held(_("The course it is about is not known here yet."))
    if not course.in_use:
        raise Refused(_("This course is not in use."))
    if not said.reason.strip():
        raise Refused(_("Say why the course is retired."))
    picture.put(replace(course, in_use=False))


RULES: dict[type, Rule] = {CourseAdopted: _adopt, CourseRetired: _retire}

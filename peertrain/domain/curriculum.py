"""What a course is made of, and which version of it is in use."""

from dataclasses import dataclass, replace

from peertrain.domain.amounts import Minutes, Split
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role, author_as
from peertrain.domain.picture import Picture, Signed
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
    id: str
    title: str
    summary: str
    minutes: Minutes
    domains: Split
    competencies: tuple[str, ...]
    lessons: tuple[LessonOutline, ...]
    reflections: tuple[ReflectionOutline, ...]
    check: CheckOutline


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


def _adopt(picture: Picture, said: CourseAdopted, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    known = picture.find(Course, said.course.id)
    if known is not None and known.digest != said.course.digest:
        raise Refused(
            _("This version of the course is in use with other content. Give the changed course a new version.")
        )
    if known is not None and known.in_use:
        raise Refused(_("This course is already in use."))
    picture.put(said.course)


def _retire(picture: Picture, said: CourseRetired, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    course = picture.find(Course, f"{said.course_id}@{said.version}")
    if course is None or not course.in_use:
        raise Refused(_("This course is not in use."))
    picture.put(replace(course, in_use=False))


RULES = {CourseAdopted: _adopt, CourseRetired: _retire}

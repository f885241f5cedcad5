"""Books of a course to print: the trainee's workbook, and the facilitator's handbook with its guides on the screen too."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peertrain.courseware import parts
from peertrain.courseware.archive import language_of
from peertrain.courseware.compiled import Asset, CompiledCourse, GlossaryTerm, Lesson, Module
from peertrain.courseware.pictures import media_type
from peertrain.documents.book import Opening, Report
from peertrain.documents.composing import PictureFile
from peertrain.documents.handbook import Handbook, HandModule, make_handbook
from peertrain.documents.paper import Paper
from peertrain.documents.workbook import Workbook, WorkLesson, WorkModule, WorkReflection, make_workbook
from peertrain.domain.amounts import in_words
from peertrain.domain.curriculum import Course, ModuleOutline
from peertrain.domain.errors import Refused
from peertrain.domain.guides import Guide
from peertrain.domain.learning import ItemKind
from peertrain.domain.pathway import steps
from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.storage.installed import installed_courses, parts_of_kind, read_part
from peertrain.storage.lists.learning import courses_in_use
from peertrain.workplace.seat import Seat

__all__ = [
    "Paper",
    "Report",
    "Stored",
    "courses_to_print",
    "draw_handbook",
    "draw_workbook",
    "guide",
    "opened",
    "stored",
    "with_modules",
]

_SHOWN, _TEACHING = (parts.ASSET,), (parts.QUESTIONS, parts.GUIDE)
"""The kinds of parts that only one of the books needs."""

_TERM = re.compile(r'href="term:([^"]+)"')


@dataclass(frozen=True, slots=True)
class Stored:
    """A course as it is kept: its outline, and its parts by kind and name."""

    outline: Course
    parts: Mapping[tuple[str, str], bytes]
    today: date


# Questions


def courses_to_print(seat: Seat) -> tuple[Course, ...]:
    """Return the courses here whose books a person may have: those in use, and for a coordinator every installed one."""
    used = {course.digest: course for course in courses_in_use(seat.connection).values()}
    here = {one.digest: parts.outline_from(one.about) for one in installed_courses(seat.connection)}
    everything = seat.person.has(Role.COORDINATOR)
    chosen = [course for digest, course in here.items() if everything or digest in used]
    return tuple(sorted(chosen, key=lambda course: (course.digest not in used, course.title, course.version)))


def stored(seat: Seat, *, digest: str, for_facilitators: bool = False) -> Stored:
    """Return a course to make a book of; trainees get none that facilitators have."""
    outline = _course(seat, digest)
    if for_facilitators:
        _check_facilitates(seat)
    kinds = (parts.MODULE, parts.LESSON, parts.GLOSSARY, parts.SOURCE, *(_TEACHING if for_facilitators else _SHOWN))
    kept = {(kind, name): content for kind in kinds for name, content in parts_of_kind(seat.connection, digest, kind)}
    return Stored(outline, kept, seat.today)


def guide(seat: Seat, *, digest: str, module_id: str) -> Guide | None:
    """Return the facilitator's guide of a module; None where nobody has written one."""
    _check_facilitates(seat)
    found = read_part(seat.connection, _course(seat, digest).digest, parts.GUIDE, module_id)
    return None if found is None else parts.guide_from(found[1])


def _check_facilitates(seat: Seat) -> None:
    if not (seat.person.has(Role.SUPERVISOR) or seat.person.has(Role.COORDINATOR)):
        raise Refused(_("The facilitator's handbook is for supervisors and coordinators: it holds the answers."))


def _course(seat: Seat, digest: str) -> Course:
    found = [course for course in courses_to_print(seat) if course.digest == digest]
    if not found:
        raise Refused(_("This course is not on this computer, or not in use. Ask your coordinator about it."))
    return found[0]


# What needs no seat


def opened(course: Stored, *, modules: Collection[str] = ()) -> CompiledCourse:
    """Return the course with those of its modules that are named, or all."""

    def kept(kind: str, name: str) -> bytes:
        found = course.parts.get((kind, name))
        if found is None:
            raise Refused(_("The lessons of this course are not on this computer. Ask your coordinator to install it."))
        return found

    def module(outline: ModuleOutline) -> Module:
        about = parts.module_from(kept(parts.MODULE, outline.id))
        asked, guide = (course.parts.get((kind, outline.id)) for kind in (parts.QUESTIONS, parts.GUIDE))
        lessons = tuple(parts.lesson_from(kept(parts.LESSON, one.id)) for one in outline.lessons)
        return Module(
            about.id, about.objectives, about.take_care, about.sources, lessons, about.reflections,
            parts.questions_from(asked) if asked else (), guide=parts.guide_from(guide) if guide else None,
        )  # fmt: skip

    glossary, source = (course.parts.get((kind, "")) for kind in (parts.GLOSSARY, parts.SOURCE))
    return CompiledCourse(
        course.outline,
        language_of(source) if source else "en",
        "",
        tuple(module(one) for one in course.outline.modules if not modules or one.id in modules),
        {
            name: Asset(media_type(name), content)
            for (kind, name), content in course.parts.items()
            if kind == parts.ASSET
        },
        glossary=parts.glossary_from(glossary) if glossary else (),
    )


def with_modules(course: CompiledCourse, ids: Collection[str]) -> CompiledCourse:
    """Return a course with those of its modules that are named, or with all where none is."""
    known = {one.id for one in course.outline.modules}
    if unknown := [id for id in ids if id not in known]:
        raise Refused(_("The course has no module “{module}”.").format(module=unknown[0]))
    return replace(course, modules=tuple(one for one in course.modules if one.id in ids or not ids))


def draw_workbook(
    course: CompiledCourse, *, plainly: bool, paper: Paper, made_on: date, report: Report
) -> bytes:  # fmt: skip
    """Return the trainee's workbook as a PDF; `plainly` takes the plain-language twins of lessons where there are any."""
    terms = {one.id: one for one in course.glossary}
    book = Workbook(
        course.outline.title,
        course.outline.version,
        course.language,
        plainly,
        tuple(_work_module(course.outline, module, terms, plainly) for module in course.modules),
        {name: PictureFile(one.media_type, one.data) for name, one in course.assets.items()},
        made_on,
    )
    return make_workbook(book, paper=paper, report=report)


def draw_handbook(course: CompiledCourse, *, paper: Paper, made_on: date, report: Report) -> bytes:
    """Return the facilitator's handbook as a PDF."""
    outline = course.outline
    modules = tuple(_hand_module(outline, module) for module in course.modules)
    book = Handbook(outline.title, outline.version, course.language, modules, made_on)
    return make_handbook(book, paper=paper, report=report)


def _outline(course: Course, module: Module) -> tuple[int, ModuleOutline]:
    return next((number, one) for number, one in enumerate(course.modules, start=1) if one.id == module.id)


def _opening(course: Course, module: Module, purpose: str) -> Opening:
    number, outline = _outline(course, module)
    time = in_words(outline.minutes)
    if outline.live:
        time = _("{time}, of it {live} together").format(time=time, live=in_words(outline.live))
    return Opening(
        number, len(course.modules), outline.title, outline.summary, time, module.objectives, module.take_care, purpose
    )


def _work_module(course: Course, module: Module, terms: Mapping[str, GlossaryTerm], plainly: bool) -> WorkModule:
    lessons = {one.id: one for one in module.lessons}
    reflections = {one.id: one for one in module.reflections}
    way: list[WorkLesson | WorkReflection] = []
    for step in steps(_outline(course, module)[1]):
        if step.kind is ItemKind.LESSON:
            lesson = lessons[step.item_id]
            way.append(WorkLesson(lesson.title, lesson.take_care, _html(lesson, plainly)))
        elif step.kind is ItemKind.REFLECTION:
            one = reflections[step.item_id]
            way.append(WorkReflection(one.title, one.minutes, one.prompt, one.take_care))
    linked = dict.fromkeys(id for lesson in module.lessons for id in _TERM.findall(_html(lesson, plainly)))
    words = sorted(
        ((terms[id].term, terms[id].meaning) for id in linked if id in terms), key=lambda one: one[0].casefold()
    )
    return WorkModule(_opening(course, module, _("What you will be able to do")), tuple(way), tuple(words))


def _html(lesson: Lesson, plainly: bool) -> str:
    return lesson.twin.html if plainly and lesson.twin else lesson.html


def _hand_module(course: Course, module: Module) -> HandModule:
    return HandModule(
        _opening(course, module, _("What people will be able to do")),
        module.guide,
        _check_words(_outline(course, module)[1]),
        module.questions,
        {one.id: one.title for one in module.lessons},
    )


def _check_words(outline: ModuleOutline) -> str:
    check = outline.check
    return _(
        "Each attempt asks {count} of the questions below, in {time}. It is passed with {mark} %. Everything that is said "
        "to an answer stands below it."
    ).format(count=check.questions, time=in_words(check.minutes), mark=check.pass_mark)

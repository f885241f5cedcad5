"""Compiles a course: reads every file once, notes every mistake, and returns what can be used when there is none."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from peertrain.courseware.competencies import known_competencies
from peertrain.courseware.compiled import Asset, CompiledCourse, GlossaryTerm, content_digest
from peertrain.courseware.contrast import TextContrast, lowest, note_faint_texts, text_contrasts
from peertrain.courseware.fields import Fields
from peertrain.courseware.folder import CourseFolder
from peertrain.courseware.glossary import link_terms, read_glossary
from peertrain.courseware.item_writing import review_questions
from peertrain.courseware.left_to_write import note_example, note_same_lessons
from peertrain.courseware.mistakes import MOST_MISTAKES, CourseInvalid, CourseMistake, Notes
from peertrain.courseware.modules import ReadModule, read_fields, read_module
from peertrain.courseware.nodes import MapNode, TextNode, read_yaml
from peertrain.courseware.pages import Pages
from peertrain.courseware.pictures import SVG
from peertrain.courseware.references import References
from peertrain.domain.curriculum import Course
from peertrain.i18n import _

GLOSSARY = "glossary.yaml"

_DERIVED = {"html", "headings", "words", "plain_text"}
"""What this version of the program makes of a lesson's Markdown, in the language that it speaks."""


@dataclass(frozen=True, slots=True)
class _ReadCourse:
    """A course as it was read; what the author wrote in it has still to be made ready."""

    outline: Course
    language: str
    licence: str
    modules: tuple[ReadModule, ...]
    glossary: tuple[GlossaryTerm, ...]
    texts: Mapping[str, str]


def check_course(
    folder: Path, *, competencies: Path | None = None, pages: Pages | None = None
) -> tuple[CourseMistake, ...]:
    """Return everything that an author should know: mistakes, with which a course cannot be used, and advice.

    `competencies` is the list of competencies that the course may name; without it, the file
    competencies.yaml beside the folder, and without that, the 62 core competencies. With the `pages` of an earlier
    check, only what has changed is converted anew.
    """
    notes, references = Notes("curriculum.yaml"), References()
    course = _read_course(folder, competencies, notes, references, pages or Pages())
    if course is not None:
        _review(course, references, notes)
    return notes.all()


def _review(course: _ReadCourse, references: References, notes: Notes) -> None:
    """Note what makes no course unusable, but could be better."""
    modules = [read.module for read in course.modules]
    review_questions(modules, course.language, lambda id: references.place_of(id)[1], notes)
    note_example(course.texts, notes)
    note_same_lessons(modules, references, notes)
    for path, asset in _drawings(course, notes):
        note_faint_texts(asset.data, notes.on(path))


def _drawings(course: _ReadCourse, notes: Notes) -> list[tuple[str, Asset]]:
    """Return the SVG pictures in which there is no mistake, each with its path."""
    wrong = _with_mistakes(notes)
    found = [(_picture_path(read, name), asset) for read in course.modules for name, asset in read.assets.items()]
    return [(path, asset) for path, asset in found if asset.media_type == SVG and path not in wrong]


def _with_mistakes(notes: Notes) -> set[str]:
    return {one.path for one in notes.all() if not one.advice}


def _picture_path(read: ReadModule, name: str) -> str:
    return f"modules/{read.module.id}/pictures/{name.removeprefix(f'{read.module.id}.')}"


def compile_course(folder: Path, *, competencies: Path | None = None) -> CompiledCourse:
    """Return the course in a folder, ready to be used; raise CourseInvalid with everything that is wrong.

    How well its questions are written is not asked: a course that was adopted has to be readable on every computer,
    also where a newer version of the program knows more rules for writing questions.
    """
    notes = Notes("curriculum.yaml")
    course = _read_course(folder, competencies, notes, References(), Pages())
    if course is None or notes.all():
        raise CourseInvalid(notes.all())
    return _compiled(course)


@dataclass(frozen=True, slots=True)
class Draft:
    """A course as far as it can be shown, and everything that its author should know; no course where none is there.

    `contrasts` has the text that stands out least of each picture for which that is known, None where it has no text.
    """

    course: CompiledCourse | None
    found: tuple[CourseMistake, ...]
    contrasts: Mapping[str, TextContrast | None] = field(default_factory=dict)


def draft_course(folder: Path, *, competencies: Path | None = None) -> Draft:
    """Return a course that is being written; questions and pictures of files with mistakes are left out."""
    notes, references = Notes("curriculum.yaml"), References()
    read = _read_course(folder, competencies, notes, references, Pages())
    if read is None or len(notes.all()) >= MOST_MISTAKES:
        return Draft(None, notes.all())
    wrong = _with_mistakes(notes)
    _review(read, references, notes)
    course = _compiled(replace(read, modules=tuple(_showable(one, wrong) for one in read.modules)))
    drawn = {name: text_contrasts(asset.data) for name, asset in course.assets.items() if asset.media_type == SVG}
    contrasts = {name: lowest(texts) for name, texts in drawn.items() if texts is not None}
    return Draft(course, notes.all(), contrasts)


def _showable(read: ReadModule, wrong: set[str]) -> ReadModule:
    module = read.module
    if f"modules/{module.id}/check.yaml" in wrong:
        module = replace(module, questions=(), tags=())
    shown = {name: asset for name, asset in read.assets.items() if _picture_path(read, name) not in wrong}
    return replace(read, module=module, assets=shown)


def named_course(folder: Path) -> tuple[str, str]:
    """Return the id and the version that a course gives itself, read at once; empty where it gives none."""
    node = read_yaml((folder / "curriculum.yaml").read_text(encoding="utf-8"), Notes("curriculum.yaml"))
    fields = node.values if isinstance(node, MapNode) else {}
    words = {name: field.text for name, field in fields.items() if isinstance(field, TextNode)}
    return words.get("id", ""), words.get("version", "")


def _read_course(
    folder: Path, competencies: Path | None, notes: Notes, references: References, pages: Pages
) -> _ReadCourse | None:
    root = folder.resolve()
    if not (root / "curriculum.yaml").is_file():
        notes.add(
            1,
            _("There is no course in this folder."),
            _("Choose the folder that holds the file curriculum.yaml."),
        )
        return None
    files = CourseFolder(root, notes)
    references.is_competency = known_competencies(root, competencies, notes)
    fields = read_fields(files, "curriculum.yaml") if "curriculum.yaml" in files else None
    course = _course(files, fields, references, pages) if fields is not None else None
    files.note_unused()
    return course


def _course(files: CourseFolder, fields: Fields, references: References, pages: Pages) -> _ReadCourse:
    fields.matching("format", "1", _("Write 1."))
    id = fields.matching("id", r"[a-z0-9]+(?:-[a-z0-9]+)*", _("Use lower-case letters, digits and hyphens."))
    title, summary = fields.line_of_text("title"), fields.text("summary")
    version = fields.matching("version", r"\d{1,4}\.\d{1,4}\.\d{1,4}", _("Write three numbers, such as 1.0.0."))
    language = fields.matching("language", r"[a-z]{2,3}(?:-[A-Z]{2})?", _("Write a code such as en or es."))
    licence = fields.line_of_text("licence")
    modules = _modules(files, fields, references, pages)
    fields.close()
    outline = Course(id, version, title, summary, "", tuple(read.outline for read in modules))
    return _ReadCourse(outline, language, licence, modules, _glossary(files, modules), files.texts)


def _compiled(read: _ReadCourse) -> CompiledCourse:
    assets = {name: asset for module in read.modules for name, asset in module.assets.items()}
    linked = tuple(link_terms(module.module, read.glossary) for module in read.modules)
    course = CompiledCourse(read.outline, read.language, read.licence, linked, assets, glossary=read.glossary)
    written = {id: text for module in read.modules for id, text in module.written.items()}
    return replace(course, outline=replace(read.outline, digest=_digest(course, written)))


def _glossary(files: CourseFolder, modules: tuple[ReadModule, ...]) -> tuple[GlossaryTerm, ...]:
    fields = read_fields(files, GLOSSARY) if GLOSSARY in files else None
    lessons = {lesson.id for read in modules for lesson in read.module.lessons}
    return read_glossary(fields, lessons) if fields is not None else ()


def _modules(files: CourseFolder, fields: Fields, references: References, pages: Pages) -> tuple[ReadModule, ...]:
    found: dict[str, ReadModule | None] = {}
    for word in fields.words("modules"):
        if word.text in found:
            fields.notes.add(
                word.line,
                _("The module “{name}” is listed twice.").format(name=word.text),
                _("Remove one of the two lines."),
            )
        elif f"modules/{word.text}/module.yaml" not in files:
            fields.notes.add(
                word.line,
                _("There is no file modules/{name}/module.yaml.").format(name=word.text),
                _("Write the module, or correct its name here."),
            )
        else:
            found[word.text] = read_module(files, word.text, references, pages)
    _note_unlisted(files, set(found))
    return tuple(read for read in found.values() if read is not None)


def _note_unlisted(files: CourseFolder, listed: set[str]) -> None:
    for name in files.folders_in("modules") - listed:
        files.used.update(path for path in files.sizes if path.startswith(f"modules/{name}/"))
        files.notes.on(f"modules/{name}").add(
            1, _("This module is not listed."), _("Add it to `modules` in curriculum.yaml, or move it out.")
        )


def _digest(course: CompiledCourse, written: dict[str, str]) -> str:
    """Digest what the author wrote, so that every version and language of the program finds the same."""
    content = asdict(course)
    del content["source"]
    _leave_out_empty(content, "glossary")
    for module in content["modules"]:
        _leave_out_empty(module, "check_again")
        for lesson in module["lessons"]:
            _leave_out_empty(lesson, "again")
            for name in _DERIVED:
                del lesson[name]
            lesson["markdown"] = written[lesson["id"]].strip()
            lesson["twin"] = written.get(f"{lesson['id']}/", "").strip()
        for question, value in zip(module["questions"], _questions(course, module["id"]), strict=True):
            question["type"] = value
    for asset in content["assets"].values():
        asset["data"] = hashlib.sha256(asset["data"]).hexdigest()
    return content_digest(content)


def _leave_out_empty(content: dict[str, Any], name: str) -> None:
    """Leave out what courses could not say earlier, so that those which do not say it stay what they were."""
    if not content[name]:
        del content[name]


def _questions(course: CompiledCourse, module_id: str) -> list[str]:
    return [
        type(question).__name__ for module in course.modules if module.id == module_id for question in module.questions
    ]

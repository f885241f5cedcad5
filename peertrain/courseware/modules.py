"""Reads a module: its description, its lessons with their pictures, its reflections and its check."""

import re
from dataclasses import dataclass, field

from peertrain.courseware.compiled import Asset, Lesson, Module, Reflection, SourceWork
from peertrain.courseware.fields import Fields, as_fields
from peertrain.courseware.folder import CourseFolder
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.nodes import read_yaml
from peertrain.courseware.pages import read_page
from peertrain.courseware.pictures import check_picture, media_type
from peertrain.courseware.questions import read_questions
from peertrain.courseware.references import References, read_split
from peertrain.domain.curriculum import CheckOutline, LessonOutline, ModuleOutline, ReflectionOutline
from peertrain.domain.quizzes import Question
from peertrain.i18n import _

LONGEST_ITEM = 600
"""Minutes in a lesson, a reflection or a check: ten hours."""


@dataclass(slots=True)
class ReadModule:
    """A module as it was read; `written` is the Markdown of its lessons by id, which the digest covers."""

    outline: ModuleOutline
    module: Module
    assets: dict[str, Asset] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)


def read_fields(folder: CourseFolder, path: str) -> Fields | None:
    """Return the fields of a YAML file of the course, or None after noting why there are none."""
    notes = folder.notes.on(path)
    text = folder.read_text(path)
    node = read_yaml(text, notes) if text is not None else None
    return as_fields(node, notes) if node is not None else None


def read_module(folder: CourseFolder, name: str, references: References) -> ReadModule | None:
    """Return the module in the folder `modules/name`."""
    at = f"modules/{name}"
    fields = read_fields(folder, f"{at}/module.yaml")
    if fields is None:
        return None
    return _ModuleReader(folder, at, fields, references.inside(name)).read(name)


class _ModuleReader:
    """Reads the parts of one module in an order in which each knows what it may refer to."""

    def __init__(self, folder: CourseFolder, at: str, fields: Fields, references: References) -> None:
        self.folder, self.at, self.fields, self.references = folder, at, fields, references
        self.assets: dict[str, Asset] = {}
        self.written: dict[str, str] = {}

    def read(self, name: str) -> ReadModule:
        fields = self.fields
        id = fields.id()
        if id and id != name:
            fields.notes.add(
                fields.line("id"),
                _("The id “{id}” differs from the folder's name.").format(id=id),
                _("Make both the same: “{name}”.").format(name=name),
            )
        title, summary = fields.line_of_text("title"), fields.text("summary")
        minutes, split = fields.number("minutes", 1, 6_000), read_split(fields)
        competencies = self.references.competencies(fields)
        objectives = tuple(word.text for word in fields.words("objectives"))
        take_care = fields.text("take_care", optional=True)
        sources = self._sources()
        lessons = self._lessons()
        check, questions = self._check()
        reflections = self._reflections()
        fields.close()
        outline = ModuleOutline(
            name, title, summary, minutes, split, competencies,
            tuple(LessonOutline(lesson.id, lesson.title, lesson.minutes) for lesson in lessons),
            tuple(ReflectionOutline(one.id, one.title, one.minutes, one.after) for one in reflections),
            check,
        )  # fmt: skip
        self._check_minutes(outline)
        module = Module(name, objectives, take_care, sources, lessons, reflections, questions)
        return ReadModule(outline, module, self.assets, self.written)

    def _sources(self) -> tuple[SourceWork, ...]:
        records = self.fields.records("sources", optional=True)
        return tuple(SourceWork(source.line_of_text("title"), source.line_of_text("where")) for source in records)

    # Lessons

    def _lessons(self) -> tuple[Lesson, ...]:
        found = []
        for word in self.fields.words("lessons"):
            path = f"{self.at}/{word.text}.md"
            if word.text in self.references.lessons:
                self.fields.notes.add(
                    word.line,
                    _("The lesson “{name}” is listed twice.").format(name=word.text),
                    _("Remove one of the two lines."),
                )
            elif path not in self.folder:
                self.fields.notes.add(
                    word.line,
                    _("There is no file {path}.").format(path=path),
                    _("Write the lesson, or correct its name here."),
                )
            elif (lesson := self._lesson(path)) is not None:
                self.references.lessons[word.text] = lesson.id
                found.append(lesson)
        return tuple(found)

    def _lesson(self, path: str) -> Lesson | None:
        notes = self.folder.notes.on(path)
        text = self.folder.read_text(path)
        if text is None:
            return None
        parts = re.fullmatch(r"---\n(.*?)\n---[ \t]*(?:\n(.*))?", text, re.DOTALL)
        if parts is None:
            notes.add(
                1,
                _("This lesson does not begin with its fields."),
                _("Begin with a line of ---, then the fields, then a line of ---."),
            )
            return None
        node = read_yaml(parts[1], notes, first_line=2)
        fields = as_fields(node, notes) if node is not None else None
        first_line = text.count("\n", 0, parts.end(1)) + 3
        return self._lesson_from(fields, parts[2] or "", first_line) if fields is not None else None

    def _lesson_from(self, fields: Fields, body: str, first_line: int) -> Lesson:
        id = self.references.new_id(fields)
        page = read_page(body, first_line, self.references.module_id, fields.notes)
        for picture, line in page.pictures.items():
            self._picture(picture, line, fields.notes)
        self.written[id] = body
        lesson = Lesson(
            id,
            fields.line_of_text("title"),
            fields.number("minutes", 1, LONGEST_ITEM),
            self.references.competencies(fields),
            tuple(word.text for word in fields.words("objectives")),
            fields.text("take_care", optional=True),
            page.html,
            tuple(page.headings),
            page.words,
            page.plain_text,
        )
        fields.close()
        return lesson

    def _picture(self, picture: str, line: int, notes: Notes) -> None:
        path, name = f"{self.at}/{picture}", f"{self.references.module_id}.{picture.removeprefix('pictures/')}"
        if name in self.assets or not media_type(path) or ".." in path:
            return
        if path not in self.folder:
            notes.add(
                line,
                _("There is no picture {picture}.").format(picture=picture),
                _("Put it in the module's folder, or remove it."),
            )
        elif (data := self.folder.read(path)) is not None:
            check_picture(path, data, self.folder.notes.on(path))
            self.assets[name] = Asset(media_type(path), data)

    # Reflections and the check

    def _reflections(self) -> tuple[Reflection, ...]:
        path = f"{self.at}/reflections.yaml"
        fields = read_fields(self.folder, path) if path in self.folder else None
        if fields is None:
            return ()
        found = tuple(
            Reflection(
                self.references.new_id(one),
                one.line_of_text("title"),
                one.number("minutes", 1, LONGEST_ITEM),
                self.references.lesson(one, "after"),
                one.text("prompt"),
                one.text("take_care", optional=True),
            )
            for one in fields.records("reflections")
        )
        fields.close()
        return found

    def _check(self) -> tuple[CheckOutline, tuple[Question, ...]]:
        questions: tuple[Question, ...] = ()
        path = f"{self.at}/check.yaml"
        if path not in self.folder:
            self.fields.notes.add(
                self.fields.line("check"),
                _("There is no file {path}.").format(path=path),
                _("Write the questions of the check."),
            )
        elif (fields := read_fields(self.folder, path)) is not None:
            questions = read_questions(fields, self.references)
            fields.close()
        rules = self.fields.mapping("check")
        if rules is None:
            return CheckOutline(0, 0, 0, len(questions)), questions
        numbers = (
            rules.number("minutes", 1, LONGEST_ITEM),
            rules.number("pass_mark", 1, 100),
            rules.number("attempts", 0, 50),
        )
        rules.close()
        return CheckOutline(*numbers, len(questions)), questions

    def _check_minutes(self, outline: ModuleOutline) -> None:
        parts = [lesson.minutes for lesson in outline.lessons]
        parts += [reflection.minutes for reflection in outline.reflections]
        parts.append(outline.check.minutes)
        if not all((outline.minutes, *parts)):
            return  # one of them is noted already
        self._check_sum("minutes", _("The lessons, reflections and the check"), sum(parts), outline.minutes)
        if outline.domains and all(outline.domains.values()):
            self._check_sum("domains", _("The domains"), sum(outline.domains.values()), outline.minutes)

    def _check_sum(self, name: str, parts: str, total: int, minutes: int) -> None:
        if total != minutes:
            self.fields.notes.add(
                self.fields.line(name),
                _("{parts} add up to {total} minutes, but the module has {minutes}.").format(
                    parts=parts, total=total, minutes=minutes
                ),
                _("Correct the minutes, so that both are the same."),
            )

"""Reads a module: its description, its lessons, its reflections, its check and its facilitator guide."""

from dataclasses import dataclass, field

from peertrain.courseware.compiled import Asset, Lesson, Module, Reflection, SourceWork
from peertrain.courseware.fields import MOST_ITEMS, Fields, as_fields
from peertrain.courseware.folder import CourseFolder
from peertrain.courseware.guides import read_guide
from peertrain.courseware.lessons import LONGEST_ITEM, LessonReader
from peertrain.courseware.nodes import read_yaml
from peertrain.courseware.pages import Pages
from peertrain.courseware.questions import Bank, read_bank
from peertrain.courseware.references import References, read_split
from peertrain.domain.curriculum import CheckOutline, LessonOutline, ModuleOutline, ReflectionOutline
from peertrain.domain.guides import Guide
from peertrain.i18n import _


@dataclass(slots=True)
class ReadModule:
    """A module as it was read; `written` is the Markdown of its lessons and their twins by id, which the digest covers."""

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


def read_module(folder: CourseFolder, name: str, references: References, pages: Pages) -> ReadModule | None:
    """Return the module in the folder `modules/name`."""
    at = f"modules/{name}"
    fields = read_fields(folder, f"{at}/module.yaml")
    if fields is None:
        return None
    return _ModuleReader(folder, at, fields, references.inside(name), pages).read(name)


class _ModuleReader:
    """Reads the parts of one module in an order in which each knows what it may refer to."""

    def __init__(self, folder: CourseFolder, at: str, fields: Fields, references: References, pages: Pages) -> None:
        self.folder, self.at, self.fields, self.references = folder, at, fields, references
        self.lessons = LessonReader(folder, at, references, pages)

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
        check, bank, again = self._check()
        reflections = self._reflections()
        guide = self._guide(minutes)
        fields.close()
        outline = ModuleOutline(
            name, title, summary, minutes, split, competencies,
            tuple(LessonOutline(lesson.id, lesson.title, lesson.minutes) for lesson in lessons),
            tuple(ReflectionOutline(one.id, one.title, one.minutes, one.after) for one in reflections),
            check, guide.live.minutes if guide else 0,
        )  # fmt: skip
        self._check_minutes(outline)
        module = Module(
            name, objectives, take_care, sources, lessons, reflections, bank.questions, bank.tags, guide, again
        )
        return ReadModule(outline, module, self.lessons.assets, self.lessons.written)

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
            elif (lesson := self.lessons.read(word.text)) is not None:
                self.references.lessons[word.text] = lesson.id
                found.append(lesson)
            self.references.lessons.setdefault(word.text, "")  # listed: whatever is wrong with it is noted once
        return tuple(found)

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

    def _check(self) -> tuple[CheckOutline, Bank, str]:
        bank = Bank((), ())
        path = f"{self.at}/check.yaml"
        if path not in self.folder:
            self.fields.notes.add(
                self.fields.line("check"),
                _("There is no file {path}.").format(path=path),
                _("Write the questions of the check."),
            )
        elif (fields := read_fields(self.folder, path)) is not None:
            bank = read_bank(fields, self.references)
            fields.close()
        rules = self.fields.mapping("check")
        if rules is None:
            return CheckOutline(0, 0, 0, len(bank.questions)), bank, ""
        numbers = (
            rules.number("minutes", 1, LONGEST_ITEM),
            rules.number("pass_mark", 1, 100),
            rules.number("attempts", 0, 50),
        )
        asked, again = self._asked(rules, len(bank.questions)), rules.text("again", optional=True)
        rules.close()
        return CheckOutline(*numbers, asked), bank, again

    def _asked(self, rules: Fields, written: int) -> int:
        """Return how many questions an attempt asks: all that are written, unless the module says fewer."""
        if not rules.has("questions"):
            return written
        asked = rules.number("questions", 1, MOST_ITEMS)
        if asked > written:
            rules.notes.add(
                rules.line("questions"),
                _("The check asks {asked} questions, but there are {written}.").format(asked=asked, written=written),
                _("Write more questions, or ask fewer."),
            )
        return asked

    def _guide(self, minutes: int) -> Guide | None:
        path = f"{self.at}/guide.yaml"
        fields = read_fields(self.folder, path) if path in self.folder else None
        return read_guide(fields, self.references, minutes) if fields is not None else None

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

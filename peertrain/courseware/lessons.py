"""Reads the lessons of a module: each with its fields, its text, its pictures and its plain-language twin."""

import re

from peertrain.courseware.compiled import Asset, Lesson, Twin
from peertrain.courseware.fields import Fields, as_fields
from peertrain.courseware.folder import CourseFolder
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.nodes import read_yaml
from peertrain.courseware.pages import Page, Pages
from peertrain.courseware.pictures import check_picture, media_type
from peertrain.courseware.references import References
from peertrain.i18n import _

LONGEST_ITEM = 600
"""Minutes in a lesson, a reflection or a check: ten hours."""

TWINS = "plain"
"""The folder beside the lessons that holds their plain-language twins, each under its lesson's name."""


class LessonReader:
    """Reads lessons of one module, and gathers the pictures that they show and what their author wrote.

    `written` holds the Markdown of each lesson under its id, and that of its twin under the id and a slash.
    """

    def __init__(self, folder: CourseFolder, at: str, references: References, pages: Pages) -> None:
        self.folder, self.at, self.references, self.pages = folder, at, references, pages
        self.assets: dict[str, Asset] = {}
        self.written: dict[str, str] = {}

    def read(self, name: str) -> Lesson | None:
        """Return the lesson in the file `name`.md, or None after noting why it cannot be read."""
        path = f"{self.at}/{name}.md"
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
        if fields is None:
            return None
        return self._lesson(name, fields, parts[2] or "", text.count("\n", 0, parts.end(1)) + 3)

    def _lesson(self, name: str, fields: Fields, body: str, first_line: int) -> Lesson:
        id = self.references.new_id(fields)
        page = self._page(body, first_line, fields.notes)
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
            self._twin(name, id),
            fields.text("again", optional=True),
        )
        fields.close()
        return lesson

    def _twin(self, name: str, lesson_id: str) -> Twin | None:
        path = f"{self.at}/{TWINS}/{name}.md"
        text = self.folder.read_text(path) if path in self.folder else None
        if text is None:
            return None
        notes = self.folder.notes.on(path)
        if text.startswith("---\n"):
            notes.add(
                1,
                _("A plain-language twin has no fields of its own."),
                _("Remove the lines from --- to ---: those of the lesson are used."),
            )
            return None
        page = self._page(text, 1, notes)
        self.written[f"{lesson_id}/"] = text
        return Twin(page.html, tuple(page.headings), page.words, page.plain_text)

    def _page(self, text: str, first_line: int, notes: Notes) -> Page:
        page = self.pages.read(text, first_line, self.references.module_id, notes)
        for picture, line in page.pictures.items():
            self._picture(picture, line, notes)
        return page

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

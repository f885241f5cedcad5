"""Reads how the competencies meet other lists of what peer supporters do."""

from collections.abc import Collection
from pathlib import Path

from peertrain.courseware.competencies import read_list
from peertrain.courseware.fields import Fields
from peertrain.courseware.mistakes import CourseInvalid, Notes
from peertrain.domain.crosswalk import Framework, FrameworkPart
from peertrain.i18n import _


def load_crosswalk(path: Path, competencies: Collection[str]) -> tuple[Framework, ...]:
    """Return the lists in a file; raise CourseInvalid with everything that is wrong, such as an unknown competency."""
    notes = Notes(path.name)
    found = tuple(_framework(fields, competencies) for fields in read_list(path, notes))
    _note_twice([one.id for one in found], notes)
    if mistakes := notes.all():
        raise CourseInvalid(mistakes)
    return found


def _framework(fields: Fields, competencies: Collection[str]) -> Framework:
    id, title = fields.id(), fields.line_of_text("title")
    source, sure = fields.line_of_text("source"), fields.text("sure")
    parts = tuple(_part(one, competencies) for one in fields.records("parts"))
    _note_twice([one.id for one in parts], fields.notes, fields.line("parts"))
    fields.close()
    return Framework(id, title, source, sure, parts)


def _part(fields: Fields, competencies: Collection[str]) -> FrameworkPart:
    words = fields.words("competencies", optional=True)
    for word in words:
        if word.text not in competencies:
            fields.notes.add(
                word.line,
                _("There is no competency “{word}”.").format(word=word.text),
                _("Use an id that is in competencies.yaml."),
            )
    id = fields.text("id", longest=40)
    return FrameworkPart(id, fields.line_of_text("title"), fields.text("about"), tuple(word.text for word in words))


def _note_twice(ids: list[str], notes: Notes, line: int = 1) -> None:
    for id in {id for id in ids if ids.count(id) > 1}:
        notes.add(line, _("“{text}” stands here twice.").format(text=id), _("Give one of the two another id."))

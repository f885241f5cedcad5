"""Reads the list of competencies with their behaviour anchors."""

from collections.abc import Callable, Iterator
from pathlib import Path

from peertrain.courseware.fields import Fields, as_fields
from peertrain.courseware.mistakes import CourseInvalid, Notes
from peertrain.courseware.nodes import LARGEST_BYTES, ListNode, read_yaml
from peertrain.courseware.references import is_core_competency
from peertrain.domain.competencies import Competency
from peertrain.i18n import _

LEVELS = ("1", "2", "3", "4")


def load_competencies(path: Path) -> tuple[Competency, ...]:
    """Return the competencies in a file, in its order; raise CourseInvalid with everything that is wrong."""
    notes = Notes(path.name)
    found = _read(path, notes)
    if mistakes := notes.all():
        raise CourseInvalid(mistakes)
    return found


def known_competencies(course: Path, path: Path | None, notes: Notes) -> Callable[[str], bool]:
    """Return what says whether an id is a competency; see `check_course`."""
    beside = path or course.parent / "competencies.yaml"
    if path is None and not beside.is_file():
        return is_core_competency
    ids = {competency.id for competency in _read(beside, notes.on(f"../{beside.name}"))}
    return ids.__contains__


def _read(path: Path, notes: Notes) -> tuple[Competency, ...]:
    seen: dict[str, int] = {}
    return tuple(_competency(fields, seen) for fields in read_list(path, notes))


def read_list(path: Path, notes: Notes) -> Iterator[Fields]:
    """Yield the fields of each item of a list that comes with the program."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        notes.add(1, _("The list cannot be read."), _("Check that the file is there and is UTF-8 text."))
        return
    node = read_yaml(text, notes)
    if isinstance(node, ListNode):
        yield from (fields for item in node.items if (fields := as_fields(item, notes)) is not None)
    elif node is not None:
        notes.add(node.line, _("This is not a list."), _("Begin each item with a hyphen and its id."))


def _competency(fields: Fields, seen: dict[str, int]) -> Competency:
    id = fields.matching("id", r"[A-Z]{1,4}[0-9]{1,2}(?:\.[0-9]{1,2})?", _("Write an id such as CC1.2."))
    if seen.setdefault(id, fields.line("id")) != fields.line("id"):
        fields.notes.add(
            fields.line("id"),
            _("The competency “{id}” stands here twice.").format(id=id),
            _("Keep one of the two; the first is on line {line}.").format(line=seen[id]),
        )
    anchors: tuple[str, ...] = ()
    inner = fields.mapping("anchors")
    if inner is not None:
        anchors = tuple(inner.text(level) for level in LEVELS)
        inner.close()
    title, category = fields.text("title"), fields.line_of_text("category")
    competency = Competency(id, title, category, fields.text("look_for"), anchors)
    fields.close()
    return competency

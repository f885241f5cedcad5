"""The commands `peertrain new course` and `peertrain new module`: a small example, complete and right, to write over."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import TextIO

import yaml

from peertrain.courseware.folder import may_be_in_a_course, require_course
from peertrain.courseware.mistakes import Notes
from peertrain.courseware.nodes import ListNode, MapNode, TextNode, read_yaml
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.record import atomic

FIRST_MODULE = "first-module"
_EXAMPLE = ("resources", "new-course")
_MODULE = "modules/module"
"""Where the example's module stands; in a course it has the module's id."""


def new_course_command(folder: Path, out: TextIO) -> int:
    """Write a course with one module into a new folder, whose name is the course's id; return 0."""
    name = folder.resolve().name
    _check_id(name)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(_("{folder} is there already. Name a new folder.").format(folder=folder))
    words = {"course": name, "course_title": _title(name), **_module_words(FIRST_MODULE)}
    for file in ("curriculum.yaml", "glossary.yaml"):
        _write(folder / file, shipped(*_EXAMPLE, file), words)
    _write_module(folder, words)
    _say_next(folder, out)
    return 0


def new_module_command(folder: Path, id: str, out: TextIO) -> int:
    """Write a module into the course in a folder, and list it in curriculum.yaml; return 0."""
    _check_id(id)
    require_course(folder)
    curriculum = folder / "curriculum.yaml"
    if (folder / "modules" / id).exists():
        raise Refused(_("There is a module {id} already. Choose another id.").format(id=id))
    listed = _with_module(_read(curriculum), id)
    _write_module(folder, _module_words(id))
    atomic.write(curriculum, listed.encode())
    _say_next(folder, out)
    return 0


def example_texts() -> list[str]:
    """Return the texts of the example, in which `$id` and the like stand for what an author names."""
    files = sorted(shipped(*_EXAMPLE).rglob("*"))
    return [path.read_text(encoding="utf-8") for path in files if path.suffix in (".yaml", ".md")]


def _check_id(id: str) -> None:
    if "/" in id or not may_be_in_a_course(f"modules/{id}/module.yaml"):
        raise Refused(
            _("“{id}” cannot be an id. Use lower-case letters, digits and hyphens, such as listening-well.").format(
                id=id
            )
        )


def _title(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _module_words(id: str) -> dict[str, str]:
    return {"id": id, "title": _title(id)}


def _write_module(folder: Path, words: Mapping[str, str]) -> None:
    example = shipped(*_EXAMPLE, _MODULE)
    for source in sorted(path for path in example.rglob("*") if path.is_file()):
        _write(folder / "modules" / words["id"] / source.relative_to(example), source, words)


def _write(path: Path, source: Path, words: Mapping[str, str]) -> None:
    text = Template(source.read_text(encoding="utf-8")).substitute(words)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Refused(_("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror)) from error


def _say_next(folder: Path, out: TextIO) -> None:
    print(_("Written. Check it while you write: peertrain check --watch {folder}").format(folder=folder), file=out)


# Listing a module


def _read(curriculum: Path) -> str:
    try:
        return curriculum.read_bytes().decode()
    except UnicodeDecodeError:
        raise Refused(_("{file} is not UTF-8 text. Save it again as UTF-8.").format(file=curriculum)) from None


def _with_module(text: str, id: str) -> str:
    """Return curriculum.yaml with one more module at the end of its list; everything else stays as it was written."""
    listed = _modules(text)
    new = _inserted(text, id) if listed else ""
    if _modules(new) != [*listed, id]:
        raise Refused(
            _("The list of modules in curriculum.yaml cannot be read. Mend it: peertrain check names the line.")
        )
    return new


def _inserted(text: str, id: str) -> str:
    node = yaml.compose(text, yaml.SafeLoader)
    fields = node.value if isinstance(node, yaml.MappingNode) else []
    [modules] = [value for key, value in fields if key.value == "modules"]
    end = modules.value[-1].end_mark.index
    if modules.flow_style:
        return f"{text[:end]}, {id}{text[end:]}"
    line_end = text.find("\n", end) + 1
    ending = "\r\n" if "\r\n" in text else "\n"
    head = text[:line_end] if line_end else text + ending
    return f"{head}{' ' * modules.start_mark.column}- {id}{ending}{text[len(head) :]}"


def _modules(text: str) -> list[str]:
    notes = Notes()
    node = read_yaml(text, notes)
    listed = node.values.get("modules") if isinstance(node, MapNode) and not notes.all() else None
    return [item.text for item in listed.items if isinstance(item, TextNode)] if isinstance(listed, ListNode) else []

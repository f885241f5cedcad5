"""Writes a programme as the text of its file, and finds what is wrong in one that is still being written."""

import json
import re
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from peertrain.courseware.mistakes import Notes
from peertrain.courseware.programme_files import FORMAT, read_programme_text
from peertrain.domain.amounts import Minutes
from peertrain.domain.programmes import DeliveryRule, Programme
from peertrain.i18n import _

Tree = dict[str, Any]
"""What a programme's file says, by field: texts, lists, and trees of their own."""

FieldPath = tuple[str | int, ...]
"""The way to a field of a tree, such as ("exams", 0, "name")."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,()/._-]*[A-Za-z0-9).])?")
_HOURS = {
    "minutes": "hours", "at_least": "at_least_hours", "at_most": "at_most_hours", "month_at_most": "month_at_most_hours",
    "individual_minutes": "individual_hours", "group_at_most": "group_at_most_hours", "one_of": "one_of_hours",
}  # fmt: skip
_SPLITS = {"domains", "settings", "topics"}
_ELSEWHERE = {"checks", "scale"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a tree, at the field concerned or at the part that it belongs to."""

    path: FieldPath
    sentence: str


def tree_of(programme: Programme) -> Tree:
    """Return what the file of a programme says."""
    tree = {"format": FORMAT, **_tree(programme)}
    if programme.checks:
        tree["checks"] = [
            {"course": one.course_id, "modules": [{"id": one.module_id, "title": one.title}]}
            for one in programme.checks
        ]
    for exam, rule in zip(tree.get("exams", ()), programme.exams, strict=True):
        if rule.scale is not None:
            exam["scale"] = {"lowest": str(rule.scale[0]), "highest": str(rule.scale[1])}
    return tree


def file_text(tree: Tree) -> str:
    """Return the text of a programme's file, one field a line."""
    return "".join(f"{line}\n" for line, _path in _lines(tree, (), ""))


def read_tree(tree: Tree) -> tuple[Programme | None, tuple[Wrong, ...]]:
    """Return the programme that a tree describes, or everything that is wrong in it, by the checks for files."""
    programme, mistakes = read_programme_text(file_text(tree), Notes())
    paths = [path for _line, path in _lines(tree, (), "")] or [()]
    wrong = tuple(
        Wrong(paths[min(one.line, len(paths)) - 1], _("{what} {how}").format(what=one.what, how=one.how))
        for one in mistakes
    )
    return (None if wrong else programme), wrong


def _tree(value: Any) -> Tree:
    """Return the fields of a value that say more than their defaults, in their order."""
    found: Tree = {}
    for field in fields(value):
        name, part = field.name, getattr(value, field.name)
        if name in _ELSEWHERE or part == _default(field):
            continue
        if name in _HOURS:
            found[_HOURS[name]] = _hours(part)
        elif name in _SPLITS:
            found[name] = {str(key): _hours(minutes) for key, minutes in part.items()}
        else:
            is_way = name == "deliveries" and isinstance(value, DeliveryRule)
            found["of" if is_way else name] = _part(part)
    return found


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _part(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_part(one) for one in part]
    if isinstance(part, bool):
        return "true"
    if isinstance(part, date):
        return part.isoformat()
    return str(part) if isinstance(part, str | int) else _tree(part)


def _hours(minutes: Minutes) -> str:
    text = format(Decimal(minutes) / 60, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _lines(tree: Tree, path: FieldPath, indent: str) -> list[tuple[str, FieldPath]]:
    """Return the lines of a tree, each with the way to its field."""
    found: list[tuple[str, FieldPath]] = []
    for name, value in tree.items():
        here = (*path, name)
        if isinstance(value, str):
            found.append((f"{indent}{name}: {_scalar(value)}", here))
            continue
        found.append((f"{indent}{name}:", here))
        if isinstance(value, dict):
            found += _lines(value, here, indent + "  ")
        for number, item in enumerate(value if isinstance(value, list) else ()):
            inside = (*here, number)
            found += (
                [(f"{indent}  - {_scalar(item)}", inside)] if isinstance(item, str) else _item(item, inside, indent)
            )
    return found


def _item(item: Tree, path: FieldPath, indent: str) -> list[tuple[str, FieldPath]]:
    """Return the lines of a tree in a list: its first begins with a hyphen."""
    lines = _lines(item, path, indent + "    ") or [(f"{indent}    {{}}", path)]
    (first, at), *rest = lines
    return [(f"{indent}  - {first.strip()}", at), *rest]


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)

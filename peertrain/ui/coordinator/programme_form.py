"""Between the form of a programme and its file: what stands in the fields becomes a tree, and mistakes find their field."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from peertrain.services.own_programmes import FieldPath, Offers, Tree, Wrong

Values = dict[str, Any]

_ALWAYS = ("id", "version", "title", "short_title", "jurisdiction", "kind", "statement", "sources")
"""Fields that every file has, so that a mistake is found at the one that is empty."""

_HEADED = ("training", "experience")
"""Parts that need their hours as soon as anything else stands in them."""


def values_of(tree: Tree, names: Iterable[str]) -> Values:
    """Return what stands in the fields of these names."""
    values = {name: _found(tree, name) for name in names}
    values["competencies"] = [_ticked(one, "direct_observation") for one in tree.get("competencies", ())]
    values["checks"] = [{"module": (g["course"], one["id"])} for g in tree.get("checks", ()) for one in g["modules"]]
    values["exams"] = [_flat(one) for one in tree.get("exams", ())]
    topics = tree.get("renewal", {}).get("topics", {})
    values["renewal.topics"] = [{"topic": topic, "hours": hours} for topic, hours in topics.items()]
    return values


def with_modules_of(tree: Tree, offers: Offers) -> Offers:
    """Return what can be named, with the modules that the programme names already."""
    named = {(g["course"], one["id"]): one["title"] for g in tree.get("checks", ()) for one in g["modules"]}
    return replace(offers, modules={**{key: title for key, title in named.items() if title}, **offers.modules})


def shown(value: Any, empty: Any) -> Any:
    """Return what a field shows of a part of the tree; `empty` is what stands in it where there is none."""
    if isinstance(empty, bool):
        return value == "true"
    if isinstance(value, list) and isinstance(empty, str):
        return "\n".join(value)
    return empty if value is None else value


def tree_from(values: Values, offers: Offers, before: Tree) -> Tree:
    """Return the tree of what stands in the fields; what is empty is left out."""
    tree: Tree = {"format": "1", **{name: values[name] or "" for name in _ALWAYS}}
    for name, value in values.items():
        _put(tree, name, value)
    for name in _HEADED:
        if name in tree and "hours" not in tree[name]:
            tree[name] = {"hours": "", **tree[name]}
    known = {one["id"]: one for one in before.get("competencies", ())}
    known |= {one.id: {"title": one.title, "category": one.category} for one in offers.competencies}
    for one in tree.get("competencies", ()):
        one |= {name: known[one["id"]][name] for name in ("title", "category") if one.get("id") in known}
    if checks := [one["module"] or ("", "") for one in values["checks"]]:
        tree["checks"] = [
            {"course": course, "modules": [{"id": module, "title": offers.modules.get((course, module), "")}]}
            for course, module in checks
        ]
    if topics := {one["topic"]: one["hours"] for one in values["renewal.topics"]}:
        tree.setdefault("renewal", {})["topics"] = topics
    return tree


def at_fields(wrong: Iterable[Wrong], values: Values) -> tuple[dict[str, str], dict[str, dict[tuple[int, str], str]]]:
    """Return the sentences by field, and those at the fields of records by list, number and field."""
    plain: dict[str, str] = {}
    inside: dict[str, dict[tuple[int, str], str]] = {}
    for one in wrong:
        name = _field_for(one.path, values)
        rest = _inside(one.path, name, values)
        if rest is None:
            plain.setdefault(name, one.sentence)
        else:
            inside.setdefault(name, {}).setdefault(rest, one.sentence)
    return plain, inside


def _field_for(path: FieldPath, values: Values) -> str:
    words = [str(step) for step in path]
    for length in range(len(words), 0, -1):
        if (name := ".".join(words[:length])) in values:
            return name
    return next((name for name in values if words and name.startswith(words[0] + ".")), "")


def _inside(path: FieldPath, name: str, values: Values) -> tuple[int, str] | None:
    """Return which record a path leads to, and which of its fields."""
    rest = path[len(name.split(".")) :]
    if name == "renewal.topics" and rest:
        topics = [one["topic"] for one in values[name]]
        return (topics.index(str(rest[0])), "hours") if rest[0] in topics else None
    if not rest or not isinstance(rest[0], int) or not isinstance(values.get(name), list):
        return None
    if rest[0] >= len(values[name]) or not isinstance(values[name][rest[0]], dict):
        return None
    record, words = values[name][rest[0]], [str(step) for step in rest[1:]]
    found = next((one for n in range(len(words), 0, -1) if (one := ".".join(words[:n])) in record), next(iter(record)))
    return rest[0], found


def _found(tree: Tree, name: str) -> Any:
    inner: Any = tree
    for step in name.split("."):
        inner = inner.get(step) if isinstance(inner, dict) else None
    return inner


def _put(tree: Tree, name: str, value: Any) -> None:
    if name in {"checks", "renewal.topics"}:
        return
    said = _said(name, value)
    if said in ("", [], {}, None):
        return
    *way, last = name.split(".")
    for step in way:
        tree = tree.setdefault(step, {})
    tree[last] = said


def _said(name: str, value: Any) -> Any:
    """Return what the file says for what stands in a field."""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, list):
        return [_record(one) if isinstance(one, dict) else str(one) for one in value]
    if name.rpartition(".")[2] in {"also", "unverified", "certificate_fields"}:
        return [line.strip() for line in value.splitlines() if line.strip()]
    return "" if value is None else str(value)


def _record(values: Mapping[str, Any]) -> Tree:
    tree: Tree = {}
    for name, value in values.items():
        _put(tree, name, value)
    return tree


def _ticked(record: Tree, name: str) -> Values:
    return {**record, name: record.get(name) == "true"}


def _flat(record: Tree) -> Values:
    """Return a record with the fields of its trees beside its own, such as `scale.lowest`."""
    flat = {name: value for name, value in record.items() if not isinstance(value, dict)}
    for name, inner in record.items():
        flat |= {f"{name}.{key}": value for key, value in inner.items()} if isinstance(inner, dict) else {}
    return flat

"""What the parts of a course may name: ids that are used once, lessons of the module, known competencies."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from peertrain.courseware.fields import Fields
from peertrain.domain.curriculum import DOMAINS
from peertrain.i18n import _

_IN_CATEGORY = (5, 5, 4, 4, 5, 5, 6, 5, 6, 6, 7, 4)
"""How many competencies each of the twelve categories has (SAMHSA, 2015): 62 in all."""


def is_core_competency(id: str) -> bool:
    """Say whether an id is one of CC1.1 to CC12.4."""
    found = re.fullmatch(r"CC([1-9]\d?)\.([1-9])", id)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= _IN_CATEGORY[int(found[1]) - 1]


@dataclass(slots=True)
class References:
    """Ids seen so far in the whole course, and the lessons of one module (id by file name)."""

    is_competency: Callable[[str], bool] = is_core_competency
    module_id: str = ""
    lessons: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def inside(self, module_id: str) -> "References":
        """Return the references of a module; ids stay unique over all of them."""
        return replace(self, module_id=module_id, lessons={})

    def new_id(self, fields: Fields) -> str:
        """Return the id of a part of the module, after checking that it belongs there and is used once."""
        id = fields.id()
        if not id:
            return id
        line = fields.line("id")
        if self.module_id and (not id.startswith(self.module_id + ".") or id == self.module_id + ".check"):
            fields.notes.add(
                line,
                _("The id “{id}” does not belong to this module.").format(id=id),
                _("Begin it with “{module}.”; only “{module}.check” is taken.").format(module=self.module_id),
            )
        path, first = self._seen.setdefault(id, (fields.notes.path, line))
        if (path, first) != (fields.notes.path, line):
            fields.notes.add(
                line,
                _("The id “{id}” is used twice.").format(id=id),
                _("Give this one another id; the first is in {place}.").format(place=f"{path}:{first}"),
            )
        return id

    def place_of(self, id: str) -> tuple[str, int]:
        """Return the file in which an id was first seen, and the line."""
        return self._seen[id]

    def lesson(self, fields: Fields, name: str) -> str:
        """Return the id of the lesson that a field names by its file."""
        file_name = fields.known_word(
            name,
            self.lessons.__contains__,
            _("The module has no lesson “{word}”."),
            _("Name one of these: {names}.").format(names=", ".join(self.lessons)),
        )
        return self.lessons.get(file_name, "")

    def competency(self, fields: Fields, name: str) -> str:
        return fields.known_word(name, self.is_competency, _no_competency(), _use_a_competency())

    def competencies(self, fields: Fields) -> tuple[str, ...]:
        found = fields.words("competencies")
        for word in found:
            if not self.is_competency(word.text):
                fields.notes.add(word.line, _no_competency().format(word=word.text), _use_a_competency())
        return tuple(word.text for word in found)


def _no_competency() -> str:
    return _("There is no competency “{word}”.")


def _use_a_competency() -> str:
    return _("Use an id from CC1.1 to CC12.4 that is in competencies.yaml.")


def read_split(fields: Fields) -> dict[str, int]:
    """Return the minutes by domain of a module."""
    inner = fields.mapping("domains")
    if inner is None:
        return {}
    split = {domain: inner.number(domain, 1, 6_000) for domain in DOMAINS if inner.has(domain)}
    for domain in inner.node.values.keys() - set(DOMAINS):
        inner.notes.add(
            inner.line(domain),
            _("There is no domain “{domain}”.").format(domain=domain),
            _("Use one of these: {names}.").format(names=", ".join(DOMAINS)),
        )
    return split

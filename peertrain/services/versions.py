"""Versions of a course: what another one changes, before it is adopted and for the trainee who learns in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from peertrain.courseware import parts, revisions
from peertrain.courseware.revisions import Edition, compare
from peertrain.domain.curriculum import Course
from peertrain.domain.errors import Refused
from peertrain.domain.learning import ItemKind
from peertrain.domain.pathway import Step, newest, steps, version_order
from peertrain.i18n import _
from peertrain.storage.installed import changed_parts, installed_courses, is_installed, read_part
from peertrain.storage.lists.learning import adopted_courses, courses_in_use, done_by, learners
from peertrain.storage.seen import seen_items
from peertrain.workplace.seat import Seat

Change = revisions.Change
How = revisions.How
PartOf = revisions.PartOf
"""What the changes of a version are told in."""

_ITEMS = {PartOf.LESSON: ItemKind.LESSON, PartOf.REFLECTION: ItemKind.REFLECTION, PartOf.CHECK: ItemKind.CHECK}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A version that may be adopted: what it changes in the version `now` that trainees see.

    `worded` says whether the words could be compared too; `learners` is how many trainees have done something in the
    course, and `to_do` and `again` are the changes that concern them.
    """

    course: Course
    now: Course
    changes: tuple[Change, ...]
    worded: bool
    learners: int

    @property
    def to_do(self) -> tuple[Change, ...]:
        """The lessons and reflections that are new, in modules that were there before."""
        before = {module.id for module in self.now.modules}
        new = (one for one in self.changes if one.how is How.ADDED and one.part in _ITEMS)
        return tuple(one for one in new if one.module_id in before)

    @property
    def again(self) -> tuple[Change, ...]:
        """What the author asks those who have done it to do again."""
        return tuple(one for one in self.changes if one.again)


@dataclass(frozen=True, slots=True)
class News:
    """An item that is new to a trainee or has changed since they saw it; `again` says why to do it again, or is ""."""

    step: Step
    is_new: bool
    again: str


# Before adopting


def proposed(seat: Seat, *, digest: str) -> Proposed | None:
    """Return what an installed version changes in the one that is in use; None where no version is."""
    found = next((one for one in installed_courses(seat.connection) if one.digest == digest), None)
    if found is None:
        raise Refused(_("This course is not on this computer. Install it first."))
    course = parts.outline_from(found.about)
    now = courses_in_use(seat.connection).get(course.course_id)
    if now is None or now.digest == digest:
        return None
    worded = is_installed(seat.connection, now.digest)
    changes = compare(_edition(seat, now), _edition(seat, course))
    return Proposed(course, now, changes, worded, learners(seat.connection, course.course_id))


def _edition(seat: Seat, course: Course) -> Edition:
    def read(kind: str, name: str) -> bytes | None:
        found = read_part(seat.connection, course.digest, kind, name)
        return found[1] if found is not None else None

    return parts.edition_from(course, read)


# For the trainee


def news(seat: Seat, *, course_id: str) -> Mapping[str, News]:
    """Return what is new or has changed since the trainee last saw it and was not opened since, by the item's id.

    Somebody who has seen no earlier version has no news: everything is new to them.
    """
    versions = {one.version: one for one in adopted_courses(seat.connection) if one.course_id == course_id}
    course = newest(versions.values()).get(course_id)
    if course is None or len(versions) == 1:
        return {}
    known = _known(seat, course_id)
    earlier = {version for version in known.values() if version in versions and version != course.version}
    if not earlier:
        return {}
    latest = max(earlier, key=version_order)
    changed = {version: _changes(seat, versions[version], course) for version in earlier}
    found = {}
    for module in course.modules:
        for step in steps(module):
            change = changed.get(known.get(step.item_id, latest), {}).get(step.item_id)
            if change is not None and _matters(change, seen=step.item_id in known):
                found[step.item_id] = News(step, change.how is How.ADDED, change.again)
    return found


def all_news(seat: Seat) -> Mapping[str, Mapping[str, News]]:
    """Return the news of every course in use, by its id."""
    return {course_id: news(seat, course_id=course_id) for course_id in courses_in_use(seat.connection)}


def _known(seat: Seat, course_id: str) -> dict[str, str]:
    """Return the newest version in which the trainee has done or opened each item."""
    done = {one.item_id: one.course_version for one in done_by(seat.connection, seat.person_id, course_id)}
    seen = seen_items(seat.desk, course_id)
    both: Iterable[str] = done.keys() | seen.keys()
    return {id: max(done.get(id, "0"), seen.get(id, "0"), key=version_order) for id in both}


def _changes(seat: Seat, old: Course, new: Course) -> dict[str, Change]:
    """Return the changes in items, looking only into modules of which something is not stored just so as before."""
    names = changed_parts(seat.connection, old.digest, new.digest, (parts.MODULE, parts.LESSON, parts.ASSET))
    before = {module.id: module for module in old.modules}
    touched = {name.partition(".")[0] for name in names}
    touched |= {module.id for module in new.modules if module != before.get(module.id)}
    changes = compare(*(_edition(seat, _only(course, touched)) for course in (old, new)))
    return {one.id: one for one in changes if one.part in _ITEMS and one.how is not How.REMOVED}


def _only(course: Course, modules: set[str]) -> Course:
    return replace(course, modules=tuple(one for one in course.modules if one.id in modules))


def _matters(change: Change, *, seen: bool) -> bool:
    """Return whether a trainee should look: at what is new, at a lesson with other words, and at what asks for it."""
    if change.how is How.ADDED:
        return not seen
    return seen and bool(change.again or (change.part is PartOf.LESSON and change.reworded))

"""The facts of a trainee put together: the training that counts, and everything else that standing looks at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from peertrain.domain.amounts import Minutes, share_out
from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Delivery, Done, ModuleProgress, Session, Training, module_key, progress
from peertrain.domain.pathway import newest
from peertrain.domain.programmes import Programme
from peertrain.domain.requirements import Facts


@dataclass(frozen=True, slots=True)
class Case:
    """A trainee's place on a programme, and what is known toward it."""

    programme: Programme
    facts: Facts


def counted_training(
    courses: Iterable[Course], done: Sequence[Done], sessions: Iterable[Session]
) -> tuple[Training, ...]:
    """Return a trainee's training: complete modules, each once, on the day of their last item, and live sessions.

    A module counts as it stood in the version in which its last item was done, whatever versions come and go later: so
    no version takes hours away or adds any. Completed in several versions, it counts as the longest. One that was never
    finished so, and that a version has made complete by leaving something out, counts while trainees see that version.

    The live part of a module that was attended counts as the live session that it was; the module then counts without
    it, so that no minute counts twice.
    """
    sessions = tuple(sessions)
    together: Counter[str] = Counter()
    for one in sessions:
        together[one.module] += one.minutes
    live = [Training(one.title, one.on, one.minutes, one.delivery, one.domains, (one.entry_id,)) for one in sessions]
    modules = counted_modules(courses, done, together).values()
    return tuple(sorted([*modules, *live], key=lambda training: (training.on, training.title)))


def counted_modules(
    courses: Iterable[Course], done: Sequence[Done], together: Mapping[str, Minutes] = MappingProxyType({})
) -> dict[tuple[str, str], Training]:
    """Return what each complete module counts as, by the ids of its course and its own; `together` by `module_key`."""
    courses = tuple(courses)
    seen = {course.id for course in newest(courses).values()}
    found: dict[tuple[str, str], tuple[bool, Training]] = {}
    for course in courses:
        mine = [one for one in done if one.course_id == course.course_id]
        for module in course.modules if mine else ():
            so_far = progress(module, mine)
            finished = so_far.complete and _last(so_far).course_version == course.version
            if finished or (so_far.complete and course.id in seen):
                key = course.course_id, module.id
                training = _module_training(so_far, together.get(module_key(*key), 0))
                found[key] = max(found.get(key, (False, training)), (finished, training), key=_worth)
    return {key: training for key, (_finished, training) in found.items()}


def _module_training(so_far: ModuleProgress, together: Minutes) -> Training:
    module = so_far.module
    alone = module.minutes - min(module.live, together)
    return Training(
        module.title, _last(so_far).at.date(), alone, Delivery.SELF_PACED, share_out(alone, module.domains),
        tuple(sorted(one.entry_id for one in so_far.done)),
    )  # fmt: skip


def _last(so_far: ModuleProgress) -> Done:
    """Return the item with which a module became complete."""
    return max(so_far.done, key=lambda one: (one.at, one.entry_id))


def _worth(candidate: tuple[bool, Training]) -> tuple[bool, Minutes, int, tuple[str, ...]]:
    """Return what a module counts by: finished before not, then the longest, then the earliest."""
    finished, training = candidate
    return finished, training.minutes, -training.on.toordinal(), training.entries

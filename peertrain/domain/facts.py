"""The facts of a trainee put together: the training that counts, and everything else that standing looks at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peertrain.domain.amounts import share_out
from peertrain.domain.curriculum import Course
from peertrain.domain.learning import Delivery, Done, Session, Training, module_key, progress
from peertrain.domain.pathway import version_order
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

    Where a course has several versions, the newest in which the module is complete counts. In a version that was
    retired, only what was done in that version counts, so that changed rules take nothing away and add nothing.

    The live part of a module that was attended counts as the live session that it was; the module then counts without
    it, so that no minute counts twice.
    """
    sessions = tuple(sessions)
    together: Counter[str] = Counter()
    for one in sessions:
        together[one.module] += one.minutes
    found: dict[tuple[str, str], Training] = {}
    for course in sorted(courses, key=_newest_first):
        mine = [one for one in done if _counts_in(course, one)]
        for module in course.modules if mine else ():
            so_far = progress(module, mine)
            if so_far.complete and (course.course_id, module.id) not in found:
                alone = module.minutes - min(module.live, together[module_key(course.course_id, module.id)])
                found[course.course_id, module.id] = Training(
                    module.title, max(one.at for one in so_far.done).date(), alone, Delivery.SELF_PACED,
                    share_out(alone, module.domains), tuple(sorted(one.entry_id for one in so_far.done)),
                )  # fmt: skip
    live = [Training(one.title, one.on, one.minutes, one.delivery, one.domains, (one.entry_id,)) for one in sessions]
    return tuple(sorted([*found.values(), *live], key=lambda training: (training.on, training.title)))


def _counts_in(course: Course, done: Done) -> bool:
    return done.course_id == course.course_id and (course.in_use or done.course_version == course.version)


def _newest_first(course: Course) -> tuple[bool, list[int], str]:
    return not course.in_use, [-number for number in version_order(course.version)], course.id

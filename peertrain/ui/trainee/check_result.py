"""How a check went: the score, what to read again, what was missed, and how to go on."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from peertrain.domain.curriculum import LessonOutline
from peertrain.domain.learning import ItemKind, MoreAttempts
from peertrain.domain.pathway import steps
from peertrain.domain.quiz_review import Missed
from peertrain.domain.quizzes import Feedback
from peertrain.i18n import _, ngettext
from peertrain.services import checks
from peertrain.ui.everyone.remarks import remark
from peertrain.ui.kit.cards import button, card, column, fact, figure, pill, plain, rule
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Context
from peertrain.ui.trainee.ways import open_module, open_step


def result_parts(context: Context, view: checks.CheckView, *, again: Callable[[], object]) -> list[QWidget]:
    """Return what stands on the page after an attempt; the newest one is the first of `view.results`."""
    result = view.results[0]
    parts: list[QWidget] = [_score(view, result)]
    read_first = view.unread > 0 and view.left != 0 and not view.passed
    to_module = button(
        _("Read first") if read_first else _("Go on with the module"),
        lambda: open_module(context, view.course.course_id, view.module.id),
        icon_name="book" if read_first else "arrow-right",
        kind="primary" if view.passed or read_first else "",
    )
    if view.passed:
        parts.append(flow(to_module))
    elif view.left == 0:
        parts.append(
            remark(_("No attempts are left"), checks.no_attempts_left(view.allowed), tone="sky", icon_name="people")
        )
        parts.append(flow(to_module))
    else:
        retry = button(_("Try again"), again, icon_name="history", kind="" if read_first else "primary")
        parts.append(flow(*((to_module, retry) if read_first else (retry, to_module))))
    if result.read_again:
        lines = [_lesson(context, view, lesson) for lesson in result.read_again]
        parts.append(card(*lines, title=_("Worth reading") if read_first else _("Worth reading again")))
    if result.missed:
        lines = [line for one in result.missed for line in (rule(), _missed(one))]
        parts.append(card(*lines[1:], title=_("What was not quite right")))
    return parts


def _score(view: checks.CheckView, result: checks.Result) -> QWidget:
    score = result.attempt.score or 0
    state = pill(_("Passed"), "pine") if result.passed else pill(_("Not passed yet"), "soft")
    words = _("{mark} % is needed to pass").format(mark=view.module.check.pass_mark)
    said = _("Attempt {number}").format(number=result.attempt.number)
    if not view.passed and view.left is not None:
        said = _("Attempt {number}. {left} of {count} attempts left.").format(
            number=result.attempt.number, left=view.left, count=view.allowed
        )
    parts = [flow(figure(_("{score} %").format(score=score), words), state, gap=24), plain(said, "soft")]
    if view.unread and not view.passed:
        parts.append(unread(view))
    if view.more is not None and not view.passed:
        parts.append(more_allowed(view.more))
    return card(*parts)


def unread(view: checks.CheckView) -> QWidget:
    """Return the line that says how many lessons of the module are not read yet."""
    words = ngettext("{count} lesson is not read yet.", "{count} lessons are not read yet.", view.unread)
    detail = _("The questions are about what the lessons say.")
    return fact(words.format(count=view.unread), icon_name="book", tone="sun", detail=detail)


def more_allowed(more: MoreAttempts) -> QWidget:
    """Return the line that says how many attempts were allowed beyond those of the course, and why."""
    words = ngettext("You were allowed {count} more attempt.", "You were allowed {count} more attempts.", more.attempts)
    detail = _("The reason written with it: {reason}").format(reason=more.reason)
    return fact(words.format(count=more.attempts), tone="sky", icon_name="people", detail=detail)


def _lesson(context: Context, view: checks.CheckView, lesson: LessonOutline) -> QWidget:
    step = next(step for step in steps(view.module) if step.kind is ItemKind.LESSON and step.item_id == lesson.id)
    return flow(
        button(lesson.title, lambda: open_step(context, view.course.course_id, step), icon_name="book", kind="quiet")
    )


def _missed(one: Missed) -> QWidget:
    scene = [plain(one.scene)] if one.scene else []
    turns = [part for turn in one.turns for part in (plain(turn.prompt, "strong"), *map(_answered, turn.answers))]
    return column(*scene, *turns)


def _answered(said: Feedback) -> QWidget:
    """Return an answer with what is said about it; of one that was right, only that it was."""
    if not said.about:
        return fact(said.text, tone="sun", icon_name="info")
    words = _("You answered: {answer}") if "\n" not in said.about else _("You answered:\n{answer}")
    sign, tone, detail = ("done", "pine", _("Right")) if said.right else ("info", "sun", said.text)
    return fact(words.format(answer=said.about), tone=tone, icon_name=sign, detail=detail)

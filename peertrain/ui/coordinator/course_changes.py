"""What another version of a course changes, part by part, and what trainees have to do; it is adopted here."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import Course
from peertrain.domain.pathway import version_order
from peertrain.i18n import _, ngettext
from peertrain.services import courses, versions
from peertrain.services.versions import Change, How, PartOf
from peertrain.ui.kit.cards import card, column, empty, fact, heading, pill, plain, refill, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page

_SIGNS = {How.ADDED: ("plus", "pine"), How.REMOVED: ("minus", "soft"), How.CHANGED: ("pen", "sky")}


class CourseChangesPage(Page):
    """Go here with the `digest` of an installed version of a course, of which another version is in use."""

    icon = "book"
    in_rail = False
    watches = Changed.COURSES

    @staticmethod
    def title() -> str:
        return _("What changes in the course")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.courses import CoursesPage

        return CoursesPage

    def show_where(self, *, digest: str = "") -> None:
        self._digest = digest
        self.go_stale()

    def refresh(self) -> None:
        digest = self._digest
        if digest:
            self.background.ask(
                self, lambda seat: versions.proposed(seat, digest=digest), self._show, self._show_nothing
            )

    def _show_nothing(self, sentence: str) -> None:
        self.clear_primary()
        refill(self.body, [empty(sentence, icon_name="book")])

    def _show(self, found: versions.Proposed | None) -> None:
        if found is None:
            self._show_nothing(_("This version is in use. There is nothing to compare it with."))
            return
        self.set_primary(_("Adopt and sign…"), lambda: self._adopt(found.course), icon_name="check")
        refill(self.body, [_about(found), _to_do(found), *_changes(found)])

    def _adopt(self, course: Course) -> None:
        sign(
            self, self.background, what=adoption_words(course), yes=_("Adopt and sign"),
            deed=lambda seat, passphrase: courses.adopt_course(seat, digest=course.digest, passphrase=passphrase),
            then=lambda _course: self.context.go(self.under()),
        )  # fmt: skip


def adoption_words(course: Course) -> str:
    """Return what adopting a course means, before it is signed."""
    what = _(
        "{title} {version} is in use from now on. Every trainee, also at a computer of their own, sees the newest "
        "version in use, and what they complete in it counts as training hours; what they did in another version "
        "goes on counting. This stays in the record. The version can be retired later, but never changed."
    )
    return what.format(title=course.title, version=course.version)


def _about(found: versions.Proposed) -> QWidget:
    now, course = found.now, found.course
    newer = version_order(course.version) > version_order(now.version)
    sees = (
        _("Trainees see version {version} now. Adopted, this one takes its place for all of them.")
        if newer
        else _("Trainees go on seeing version {version}, which is newer, also when this one is adopted.")
    )
    parts: list[QWidget] = [
        heading(_("{title} {version}").format(title=course.title, version=course.version)),
        flow(pill(_("Not adopted yet"), "sky", icon_name="info")),
        plain(sees.format(version=now.version)),
        plain(_("What trainees have done stays done, and hours that count go on counting, whatever changes."), "soft"),
    ]
    if not found.worded:
        words = _("The lessons of version {version} are not on this computer: words and questions cannot be compared.")
        parts.append(fact(words.format(version=now.version), tone="sun"))
    return card(*parts)


def _to_do(found: versions.Proposed) -> QWidget:
    count = found.learners
    words = ngettext(
        "{count} trainee has completed something in this course.",
        "{count} trainees have completed something in this course.",
        count,
    ).format(count=count)
    parts: list[QWidget] = [plain(words if count else _("Nobody has completed anything in this course yet."))]
    if found.to_do:
        parts.append(plain(_("New to do, to complete these modules in the new version:"), "strong"))
        parts += [fact(one.title, icon_name="plus", tone="pine", detail=_kind(one)) for one in found.to_do]
    if found.again:
        parts.append(plain(_("The author asks whoever has done these to do them again:"), "strong"))
        parts += [fact(one.title, icon_name="book", tone="sun", detail=one.again) for one in found.again]
    if not (found.to_do or found.again):
        parts.append(fact(_("Nothing is new to do in modules that were there, and nothing again."), tone="pine"))
    return card(*parts, title=_("What trainees have to do"))


def _changes(found: versions.Proposed) -> list[QWidget]:
    by_module: dict[str, list[Change]] = {}
    for one in found.changes:
        by_module.setdefault(one.module_id, []).append(one)
    if not by_module:
        return [card(plain(_("Nothing that can be compared has changed."), "soft"), title=_("What changes"))]
    titles = {one.id: one.title for course in (found.now, found.course) for one in course.modules}
    parts: list[QWidget] = []
    for module_id, changes in by_module.items():
        parts += [rule()] if parts else []
        parts.append(_module(titles[module_id], changes))
    return [card(*parts, title=_("What changes"))]


def _module(title: str, changes: list[Change]) -> QWidget:
    whole = next((one for one in changes if one.part is PartOf.MODULE), None)
    if whole is not None and whole.how is not How.CHANGED:
        sign_name, tone = _SIGNS[whole.how]
        return fact(title, icon_name=sign_name, tone=tone, detail=_what(whole))
    head = column(plain(title, "strong"), plain(_summed_up(changes), "small"), gap=2)
    return Disclosure(head, lambda: column(*(_line(one) for one in changes), gap=2), name=title)


def _line(one: Change) -> QWidget:
    sign_name, tone = _SIGNS[one.how]
    return fact(one.title, icon_name=sign_name, tone=tone, detail=_what(one))


def _what(one: Change) -> str:
    """Say what kind of part it is and what is different, such as "Lesson, reworded, 20 min instead of 25 min"."""
    said = [_kind(one)]
    if one.how is not How.CHANGED:
        said.append(_("new") if one.how is How.ADDED else _("no longer there"))
    if one.reworded:
        said.append(_("other rules") if one.part is PartOf.CHECK else _("reworded"))
    if one.minutes:
        before, after = one.minutes
        said.append(_("{after} instead of {before}").format(after=in_words(after), before=in_words(before)))
    if one.again:
        said.append(_("asked to do again"))
    return ", ".join(said)


def _kind(one: Change) -> str:
    names = {
        PartOf.MODULE: _("Module"),
        PartOf.LESSON: _("Lesson"),
        PartOf.REFLECTION: _("Reflection"),
        PartOf.CHECK: _("Check"),
        PartOf.QUESTION: _("Question"),
        PartOf.GUIDE: _("Guide for the live session"),
    }
    return names[one.part]


def _summed_up(changes: Iterable[Change]) -> str:
    """Count the changes of a module, such as "1 new, 3 changed, 2 no longer there"."""
    words = {How.ADDED: _("{count} new"), How.CHANGED: _("{count} changed"), How.REMOVED: _("{count} no longer there")}
    counts = {how: sum(one.how is how for one in changes) for how in words}
    return ", ".join(words[how].format(count=count) for how, count in counts.items() if count)

"""Courses: which are on this computer, which are in use, and how another one comes in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.curriculum import Course
from peertrain.i18n import _, ngettext
from peertrain.places import COURSE_SUFFIX
from peertrain.services import courses
from peertrain.ui.coordinator.course_changes import CourseChangesPage, adoption_words
from peertrain.ui.coordinator.preview import PreviewPage
from peertrain.ui.coordinator.retiring import retire_button
from peertrain.ui.everyone.books import Book, BooksPage
from peertrain.ui.everyone.guide import GuidePage
from peertrain.ui.kit.cards import button, card, empty, fact, heading, pill, plain, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import choose_folder, open_document
from peertrain.workplace.seat import Seat


class CoursesPage(Page):
    """Every course that is here or was ever in use; one that comes with the program is a button away."""

    icon = "book"
    watches = Changed.COURSES

    @staticmethod
    def title() -> str:
        return _("Courses")

    def refresh(self) -> None:
        def look(seat: Seat) -> tuple[tuple[courses.KnownCourse, ...], tuple[Path, ...]]:
            return courses.known_courses(seat), courses.folders_to_install(seat)

        self.background.ask(self, look, lambda found: self._show(*found))

    def _show(self, known: tuple[courses.KnownCourse, ...], shipped: tuple[Path, ...]) -> None:
        self._known, self._shipped = known, shipped
        parts: list[QWidget] = [
            plain(_("Trainees see the newest version in use. What they have done goes on counting."), "soft")
        ]
        own = button(_("Install PeerTrain's own course"), self._install_shipped, icon_name="book")
        others = (
            button(_("Install from a file…"), self._choose_file, icon_name="plus"),
            button(_("Install from a folder…"), self._choose_folder, icon_name="plus"),
        )
        if known:
            parts += [self._course(one) for one in known]
            parts.append(heading(_("Bring in a course")))
            if not shipped:
                parts.append(plain(_("PeerTrain's own course is on this computer already."), "soft"))
            parts.append(flow(own, *others) if shipped else flow(*others))
        else:
            own.setProperty("kind", "primary")
            sentence = _("No course is here yet. Install one, look at what it holds, then adopt it.")
            parts.append(empty(sentence, own, *others, icon_name="book"))
        preview = button(_("Preview a course folder…"), self._choose_preview, icon_name="eye")
        writing = _("See a course that you write as its trainees will, with its mistakes beside it.")
        parts += [heading(_("Write a course")), plain(writing, "soft"), flow(preview)]
        refill(self.body, parts)

    def _course(self, one: courses.KnownCourse) -> QWidget:
        course = one.course
        state = pill(_("In use"), "pine") if one.in_use else _resting(one)
        minutes = in_words(sum(module.minutes for module in course.modules))
        count = len(course.modules)
        modules = ngettext("{count} module", "{count} modules", count).format(count=count)
        about = _("Version {version}, {modules}, {amount} of training hours").format(
            version=course.version, modules=modules, amount=minutes
        )
        if live := sum(module.live for module in course.modules):
            about += _(", of them {live} meant to be spent together, with a facilitator").format(live=in_words(live))
        parts: list[QWidget] = [
            flow(heading(course.title), state, gap=12),
            plain(course.summary),
            plain(about, "soft"),
            plain(", ".join(module.title for module in course.modules), "soft"),
        ]
        if one.signed_by is not None:
            parts += _signature(one.signed_by, adopted=one.adopted)
        if not one.installed:
            parts.append(plain(_("Its lessons are not on this computer."), "error"))
        if one.in_use:
            parts.append(flow(self._retire(course)))
        elif one.installed:
            parts.append(flow(self._adopting(course)))
        if one.installed:
            parts.append(self._books(course))
        panel = card(*parts)
        panel.setAccessibleName(f"{course.title} {course.version}")
        return panel

    def _books(self, course: Course) -> QWidget:
        go, digest = self.context.go, course.digest
        return flow(
            button(
                _("Print the workbook…"), lambda: go(BooksPage, book=Book.WORKBOOK, digest=digest), icon_name="print"
            ),
            button(
                _("Facilitator handbook…"),
                lambda: go(BooksPage, book=Book.HANDBOOK, digest=digest),
                icon_name="print",
            ),
            button(_("Session guides"), lambda: go(GuidePage, digest=digest), icon_name="workshop"),
        )

    # Adopting and retiring

    def _adopting(self, course: Course) -> QWidget:
        """Return the button that adopts a course, or first shows what it changes in the version in use."""
        if any(one.in_use and one.course.course_id == course.course_id for one in self._known):
            act, words, name = self._show_changes, _("What changes…"), _("What changes with {title} {version}")
        else:
            act, words, name = self._adopt, _("Adopt…"), _("Adopt {title} {version}")
        use = button(words, partial(act, course), icon_name="check", kind="primary")
        use.setAccessibleName(name.format(title=course.title, version=course.version))
        return use

    def _show_changes(self, course: Course) -> None:
        self.context.go(CourseChangesPage, digest=course.digest)

    def _adopt(self, course: Course) -> None:
        sign(
            self, self.background, what=adoption_words(course), yes=_("Adopt and sign"),
            deed=lambda seat, passphrase: courses.adopt_course(seat, digest=course.digest, passphrase=passphrase),
        )  # fmt: skip

    def _retire(self, course: Course) -> QWidget:
        return retire_button(
            self,
            f"{course.title} {course.version}",
            means=_("Trainees no longer see this version. What they have done in it goes on counting."),
            deed=lambda seat, values: courses.retire_course(
                seat, course_id=course.course_id, version=course.version, **values
            ),
        )

    # Bringing in

    def _install_shipped(self) -> None:
        for folder in self._shipped:
            self.install(folder)

    def _choose_folder(self) -> None:
        choose_folder(self, title=_("Choose the folder of a course"), then=self.install)

    def _choose_file(self) -> None:
        kind = _("Courses (*{suffix});;All files (*)").format(suffix=COURSE_SUFFIX)
        open_document(self, title=_("Choose the file of a course"), kind=kind, then=self.install_file)

    def _choose_preview(self) -> None:
        go = self.context.go
        choose_folder(self, title=_("Choose the folder of a course"), then=lambda at: go(PreviewPage, folder=at))

    def install(self, folder: Path) -> None:
        """Read a course in a process of its own, then keep it here."""
        self._install(lambda: courses.read_folder(folder))

    def install_file(self, file: Path) -> None:
        """Read a course that somebody has signed in a process of its own, then keep it here, and show who it was."""
        self._install(lambda: courses.read_file(file))

    def _install(self, read: Callable[[], courses.ReadCourse]) -> None:
        def keep(course: courses.ReadCourse) -> None:
            self.background.do(self, lambda seat: courses.install_course(seat, course=course))

        self.background.render(self, lambda _progress: read(), keep, title=_("Reading the course"))


def _signature(by: courses.SignedBy, *, adopted: bool) -> list[QWidget]:
    """Return who has signed a course, and what a coordinator should know of it before adopting."""
    said = _("Signed by {author}. The six words of the key: {words}.").format(author=by.name, words=by.words)
    parts: list[QWidget] = [plain(said, "soft")]
    if adopted:
        return parts
    if by.same and not by.other:
        known = _("The same key has signed {course}, which is adopted here.").format(course=by.same)
        return [*parts, plain(known, "soft")]
    advice = (
        _("{other}, which is adopted here, was not signed with this key. Ask its author why before you adopt this one.")
        if by.other
        else _(
            "Nobody here vouches that this key is {author}'s. Before you adopt the course, let its author read the six "
            "words to you, on the telephone or face to face."
        )
    )
    return [*parts, fact(advice.format(other=by.other, author=by.name), tone="sun", icon_name="key")]


def _resting(one: courses.KnownCourse) -> QWidget:
    return pill(_("Retired"), "soft") if one.adopted else pill(_("Not adopted yet"), "sky", icon_name="info")

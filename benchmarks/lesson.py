"""Opening a lesson in the real window: read from the encrypted record, laid out with its pictures, and painted."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from benchmarks.figures import Figure, timed
from benchmarks.organisation import Organisation
from peertrain.domain.curriculum import LessonOutline
from peertrain.domain.people import Role
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from peertrain.ui.trainee.reader import ReaderPage

LONGEST_S = 10.0


def measure(folder: Path) -> Iterator[Figure]:
    """Open every lesson of the course, one after the other; the first, which also builds the page, is left out."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    Theme(application).wear(scheme=Scheme.LIGHT, text_size=100)
    organisation = Organisation(folder)
    organisation.enrol("Miguel")
    background = Background(organisation.stage)
    window = _window(organisation, background)
    course = organisation.course

    def open_lesson(module_id: str, lesson: LessonOutline) -> None:
        window.go(ReaderPage, course_id=course.course_id, module_id=module_id, item_id=lesson.id)
        _until(application, lambda: _shows(window, lesson.title))

    values = []
    for module_id, lesson in ((module.id, lesson) for module in course.modules for lesson in module.lessons):
        values.append(timed(partial(open_lesson, module_id, lesson)))
        _until(application, lambda: not background._jobs)
    window.close()
    background.close()
    organisation.stage.lock()
    yield Figure(f"Opening a lesson, {len(values) - 1} lessons", tuple(values[1:]), "ms", most=50)


def _window(organisation: Organisation, background: Background) -> MainWindow:
    window = MainWindow(
        background,
        who=organisation.stage.read(lambda seat: seat.person),
        name="Miguel",
        roles=roles_of([Role.TRAINEE]),
        preferences=Preferences.in_folder(organisation.folder),
    )
    window.show()
    return window


def _shows(window: MainWindow, title: str) -> bool:
    """Return whether the page with this title is shown, and paint it."""
    if window.page().accessibleName() != title:
        return False
    window.repaint()
    return True


def _until(application: QApplication, so: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + LONGEST_S
    while not so():
        if time.monotonic() > end:
            raise TimeoutError("the window did not show it")
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

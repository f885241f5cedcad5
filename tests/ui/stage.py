"""A window over a real office, for tests of pages: somebody signs in and looks at a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.background import Background
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.main_window import MainWindow, RolePages
from tests.office import Office
from tests.ui.kit.look import laid_out

P = TypeVar("P", bound=Page)


class Stage:
    """The window of one person, and what tests do with it."""

    def __init__(self, qtbot: QtBot, office: Office, name: str, page: type[Page]) -> None:
        workplace = office.enter(name)
        self.qtbot = qtbot
        self.background = Background(workplace)
        self.window = MainWindow(
            self.background,
            who=workplace.person_id,
            name=name,
            roles=[RolePages("test", "Test", (page,))],
            preferences=Preferences.in_folder(office.folder),
        )
        qtbot.addWidget(self.window)
        self.window.resize(1180, 780)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way between the window and the record, and what came is on the screen."""
        self.until(lambda: not self.background._jobs)
        laid_out(self.window)
        self.until(lambda: not self.background._jobs)

    def until(self, so: Callable[[], Any]) -> None:
        """Wait until something is so, however busy the machine is."""
        self.qtbot.waitUntil(lambda: bool(so()), timeout=100_000)

    def go(self, page: type[P], **where: Any) -> P:
        """Go to a page and wait for what it shows."""
        self.window.go(page, **where)
        self.settle()
        return self.page(page)

    def page(self, page: type[P]) -> P:
        """Return the page that is shown, which has to be of this class."""
        shown = self.window.page()
        assert isinstance(shown, page), f"{type(shown).__name__} is shown"
        return shown

    def press(self, name: str) -> None:
        """Press the button with this text or accessible name, and wait."""
        self.button(name).click()
        self.settle()

    def button(self, name: str) -> QAbstractButton:
        for button in self.window.page().findChildren(QAbstractButton):
            if button.isVisible() and name in {button.text(), button.accessibleName()}:
                return button
        raise AssertionError(f"no button “{name}” among {self.buttons()}")

    def buttons(self) -> list[str]:
        found = self.window.page().findChildren(QAbstractButton)
        return [button.accessibleName() or button.text() for button in found if button.isVisible()]

    def opened(self, name: str) -> Disclosure:
        """Open the part of the page with this name and return it."""
        found = [one for one in self.window.page().findChildren(Disclosure) if one._name == name]
        assert found, f"nothing called {name} can be opened"
        found[0].open()
        return found[0]

    def submit(self, form: Form, **values: object) -> None:
        """Fill a form in, submit it, and wait."""
        form.fill(values)
        form.submit()
        self.settle()

    def words(self) -> str:
        """Return every word that stands on the page."""
        labels = self.window.page().findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def notice(self) -> str:
        return self.window.notices.sentence().text()


@contextmanager
def stage_for(qtbot: QtBot, office: Office, name: str, page: type[Page]) -> Iterator[Stage]:
    """Open a window for somebody, and close it afterwards as the program does."""
    stage = Stage(qtbot, office, name, page)
    try:
        yield stage
    finally:
        stage.window.close()
        stage.settle()
        stage.background.close()


def clipped(page: QWidget) -> list[str]:
    """Return the words that do not have the room they need."""
    found = []
    for one in page.findChildren(QLabel):
        if one.isVisible() and one.text() and one.wordWrap():
            if one.heightForWidth(one.width()) > one.height() + 1:
                found.append(one.text())
        elif one.isVisible() and one.text() and one.sizeHint().width() > one.width() + 1:
            found.append(one.text())
    for other in page.findChildren(QAbstractButton):
        if other.isVisible() and other.text() and other.sizeHint().width() > other.width() + 1:
            found.append(other.text())
    return found

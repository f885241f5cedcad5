"""Where a file that the program was given is opened: each kind has its page."""

from pathlib import Path

from peertrain.domain.people import Role
from peertrain.i18n import _
from peertrain.ui.coordinator.courses import CoursesPage
from peertrain.ui.entrance.joining import already_here
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.everyone.verify import VerifyPage
from peertrain.ui.kit.incoming import Incoming
from peertrain.ui.kit.notices import Tone
from peertrain.ui.main_window import MainWindow


def open_in(window: MainWindow, path: Path) -> None:
    """Show the page that opens a file, or say why none does."""
    incoming = Incoming.of(path)
    if incoming is Incoming.INVITATION:
        window.notices.say(already_here(), tone=Tone.NEEDS_YOU)
    elif incoming is Incoming.COURSE:
        _install_course(window, path)
    elif incoming is Incoming.PACKET:
        window.go(ExchangePage, file=path)
    elif incoming is Incoming.CARD:
        window.go(VerifyPage, card=path)
    else:
        window.go(VerifyPage, file=path)


def _install_course(window: MainWindow, path: Path) -> None:
    if window.go_as(Role.COORDINATOR, CoursesPage) and isinstance(page := window.page(), CoursesPage):
        page.install_file(path)
    else:
        window.notices.say(_("Only a coordinator can install a course. Send the file to yours."))

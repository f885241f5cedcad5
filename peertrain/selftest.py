"""The finished program tests itself: every page of every role opens, a certificate is issued and verified."""

import logging
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from peertrain import __version__
from peertrain.domain.people import Person, Role
from peertrain.i18n import _
from peertrain.sample.organisation import SignIn, make_sample
from peertrain.services import certificates, trust
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.failures import Failure
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Theme
from peertrain.ui.main_window import MainWindow
from peertrain.ui.roles import roles_of
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

LONGEST = 20.0
"""Seconds that a page may take to show what it asks for."""


def self_test(out: TextIO) -> int:
    """Print what was tried and return 0 where everything worked, 1 otherwise."""
    print(_("PeerTrain {version}").format(version=__version__), file=out)
    print(f"Python {platform.python_version()}, Qt {qVersion()}, {_sqlite()}, {platform.platform()}", file=out)
    failures: list[str] = []
    logging.getLogger("peertrain").addHandler(_Listener(failures))
    qInstallMessageHandler(_tell)
    with tempfile.TemporaryDirectory(prefix="peertrain-self-test-") as name:
        folder = Path(name)
        people = make_sample(folder, now=datetime.now(UTC))
        print(_("Sample organisation made: {count} people.").format(count=len(people)), file=out)
        workplace = Workplace(folder)
        application = QApplication.instance() or QApplication(sys.argv[:1])
        theme = Theme(application) if isinstance(application, QApplication) else None
        for person in _one_of_each_role(people):
            opened = _open_pages(workplace, person, failures)
            print(_("{role}: {pages} pages opened.").format(role=person.role, pages=opened), file=out)
            if person.role is Role.COORDINATOR:
                _verify_certificate(workplace, failures)
            workplace.lock()
        del theme
    for failure in failures:
        print(failure, file=out)
    print(_("Everything works.") if not failures else _("Something does not work."), file=out)
    return 1 if failures else 0


def _tell(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but what it lacks where there is no screen."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


class _Listener(logging.Handler):
    """Hears what pages log as bugs."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._failures = failures

    def emit(self, record: logging.LogRecord) -> None:
        self._failures.append(self.format(record))


def _one_of_each_role(people: tuple[SignIn, ...]) -> list[SignIn]:
    chosen = {"Ruth", "Dana", "Miguel"}
    return [person for person in people if person.name in chosen]


def _open_pages(workplace: Workplace, person: SignIn, failures: list[str]) -> int:
    workplace.sign_in(person.name, person.passphrase)
    who = workplace.read(_person)
    background = Background(workplace)
    background.failed.connect(lambda failure: failures.append(_in_words(failure)))
    with tempfile.TemporaryDirectory() as name:
        window = MainWindow(
            background,
            who=who,
            name=who.preferred_name,
            roles=roles_of(who.active_roles),
            preferences=Preferences.in_folder(Path(name)),
        )
        window.show()
        opened = 0
        for role in roles_of(who.active_roles):
            for page in role.pages:
                window.go(page)
                if not _wait(lambda: not background.is_busy()):
                    failures.append(_("{page} does not finish.").format(page=page.__name__))
                opened += 1
        window.hide()
        background.close()
        window.deleteLater()
        QApplication.processEvents()
    return opened


def _person(seat: Seat) -> Person:
    return seat.person


def _in_words(failure: Failure) -> str:
    return f"{failure.sentence}\n{failure.details}"


def _wait(done: Callable[[], bool]) -> bool:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        QApplication.processEvents()
        if done():
            return True
        time.sleep(0.005)
    return False


def _verify_certificate(workplace: Workplace, failures: list[str]) -> None:
    """Verify every certificate that stands against the record, and one flipped bit of it as altered."""
    valid = [one for one in workplace.read(certificates.issued) if not one.replaced_by and one.revoked_at is None]
    newest = valid[0]
    pdf = workplace.read(lambda seat: certificates.document(seat, certificate_id=newest.id))
    said = workplace.read(lambda seat: trust.check_file(seat, content=pdf)).outcome.value
    broken = bytearray(pdf)
    broken[len(broken) // 2] ^= 1
    also = workplace.read(lambda seat: trust.check_file(seat, content=bytes(broken))).outcome.value
    if (said, also) != ("valid", "altered"):
        failures.append(
            _("A certificate was judged {first}, and an altered one {second}.").format(first=said, second=also)
        )


def _sqlite() -> str:
    from sqlcipher3 import dbapi2

    return f"SQLite {dbapi2.sqlite_version}"

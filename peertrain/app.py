"""Puts the rooms together for the window: shows it at once, and imports the rest while it is already there."""

import gc
import importlib
import logging
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from peertrain.domain.errors import Refused, Trouble
from peertrain.i18n import _
from peertrain.places import HOME, is_founded, shipped, this_program
from peertrain.record.holding import InUse, hold
from peertrain.ui.entrance.entrance import Entrance, load_views
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.cards import button, refill
from peertrain.ui.kit.failures import log_to
from peertrain.ui.kit.incoming import Application, FileDrops
from peertrain.ui.kit.preferences import Preferences
from peertrain.ui.kit.theme import Theme, ask_for_style
from peertrain.ui.kit.window_place import keep_place, take_place

if TYPE_CHECKING:
    from peertrain.domain.people import Person
    from peertrain.file_types.opener import Opener
    from peertrain.ui.entrance.signing_in import SampleSignIn
    from peertrain.ui.main_window import MainWindow
    from peertrain.workplace.workplace import Workplace

log = logging.getLogger("peertrain.app")

PREPARE_AFTER_MS = 50
"""Time enough to paint the first view."""
FIRST_BACKUP_MS = 15_000
"""Time enough to open the first pages after signing in."""
LOOK_FOR_BACKUP_MS = 3_600_000
"""How often it is looked whether the backup of the day is due, for those who never close the program."""

LOOK_FOR_ROOM_MS = 10_000
"""How often it is looked whether a full disk has room again."""

OTHER_START_S = 10
"""How long a start waits for another one that has just begun, or is about to end, and so does not answer."""


class LateWorkplace:
    """The workplace, whose libraries are imported on the database thread when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: Workplace | None = None

    @property
    def here(self) -> "Workplace":
        """The workplace; to be asked for on the database thread only."""
        if self._made is None:
            from peertrain.workplace.workplace import Workplace

            self._made = Workplace(self._folder)
        return self._made

    def load(self) -> None:
        """Import the views and libraries before they are needed; nothing in the folder is touched."""
        load_views()
        importlib.import_module("peertrain.workplace.workplace")

    def read(self, question: Callable[[Any], Any], /) -> Any:
        return self.here.read(question)

    def write(self, deed: Callable[[Any], Any], /) -> Any:
        return self.here.write(deed)

    def manage(self, work: Callable[[Any], Any], /) -> Any:
        return self.here.manage(work)

    def back_up_daily(self) -> None:
        """Make the backup of the day where it is due and somebody is in."""
        if self._made is not None:
            from peertrain.services.backups import back_up_daily

            back_up_daily(self._made)

    def lock(self) -> str:
        """Drop the keys and close the record; return the name by which whoever was in comes back."""
        try:
            return str(self.here.read(lambda seat: seat.person.preferred_name))
        finally:
            self.here.lock()

    def unlock(self, name: str, passphrase: str) -> None:
        """Let in again whoever was in, whose name is not asked for."""
        from peertrain.record.wrapping import NotLetIn

        try:
            self.here.sign_in(name, passphrase)
        except NotLetIn:
            raise Refused(_("The passphrase is not right.")) from None

    def leave(self) -> None:
        """Make a backup where one is due, and lock."""
        if self._made is not None:
            from peertrain.services.backups import leave

            leave(self._made)


class Program(QObject):
    """The running program: the entrance, and the window of whoever is in."""

    ready = Signal()
    """The entrance has been shown."""

    def __init__(self, application: QApplication, folder: Path, *, demo: bool = False) -> None:
        super().__init__()
        self._folder = folder
        self.preferences = Preferences.in_folder(folder)
        self.late = LateWorkplace(folder)
        self.background = Background(self.late, self)
        self.theme = Theme(application)
        self._wear()
        self.window: MainWindow | None = None
        self.entrance = Entrance(
            self.background,
            lambda: self.late.here,
            home=folder / HOME,
            founded=lambda: is_founded(folder),
            try_sample=self._open_sample,
            make_sample=self._make_sample if demo else None,
            opener=lambda: self.preferences.opener,
        )
        self.entrance.came_in.connect(self._let_in)
        self._files: list[Path] = []
        """Files that are opened once somebody is in, the newest first."""
        FileDrops(self.entrance).dropped.connect(self.open_file)
        if isinstance(application, Application):
            application.file_opened.connect(self.open_file)
        self._painted = QTimer(self, singleShot=True, interval=PREPARE_AFTER_MS)
        self._painted.timeout.connect(self._prepare)
        self._daily = QTimer(self)
        self._daily.timeout.connect(self._back_up_daily)
        self._room = QTimer(self, interval=LOOK_FOR_ROOM_MS)
        self._room.timeout.connect(self._look_for_room)
        self.background.room_changed.connect(lambda full: self._room.start() if full else self._room.stop())

    def start(self) -> None:
        """Show the entrance."""
        self._show(self.entrance)
        self.ready.emit()
        self.entrance.open()
        self._painted.start()

    def open_file(self, path: Path) -> None:
        """Open a file that was dropped, double-clicked or named at the start: now, or once somebody is in."""
        window = self.window
        if window is not None and not window.is_locked():
            from peertrain.ui.opening import open_in

            open_in(window, path)
        elif window is not None or not self.entrance.take_file(path):
            self._files = [path, *(one for one in self._files if one != path)]

    def take_start(self, file: Path | None) -> None:
        """Come to the front where the program was started once more, and open what it was given then."""
        shown = self.window or self.entrance
        shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
        shown.raise_()
        shown.activateWindow()
        QApplication.alert(shown)  # where no program may push itself forward
        if file is not None:
            self.open_file(file)

    def _open_waiting_file(self) -> None:
        if not self._files or self.window is None:
            return
        self.open_file(self._files.pop(0))
        if self._files:
            words = _("You opened {file} as well.").format(file=self._files[0].name)
            self.window.notices.say(words, action=_("Show it"), act=self._open_waiting_file)

    def _prepare(self) -> None:
        """Load what opens the record while the person reads the first view."""
        self.background.call(self, self.late.load, lambda _none: gc.freeze())  # what is loaded is never garbage

    def open_files_with(self, opener: "Opener") -> None:
        """Offer to open files by double click, and mend what the system knows where the program was moved."""
        self.preferences.opener = opener
        self.entrance.offer_to_open_files()
        self.background.render(self, lambda _p: opener.follow_move(), lambda _n: None, lambda _t: None, quietly=True)

    def _back_up_daily(self) -> None:
        self._daily.setInterval(LOOK_FOR_BACKUP_MS)
        self.background.call(self, self.late.back_up_daily, lambda _nothing: self._tell_of_backup())

    def _look_for_room(self) -> None:
        from peertrain.workplace.room import try_to_write

        self.background.do(self, try_to_write, otherwise=lambda _still_full: None)

    def _tell_of_backup(self) -> None:
        from peertrain.domain.changes import Changed

        if self.window is not None:
            self.window.pages.tell(Changed.BACKUPS)

    def leave(self) -> None:
        """Lock, with a backup where one is due, and end the threads."""
        self._painted.stop()
        self._daily.stop()
        self._room.stop()
        keep_place(self.window or self.entrance, self.preferences)
        if self.window is not None:
            self.window.hide()
        self.background.close()
        gc.unfreeze()
        self.late.leave()

    def _let_in(self) -> None:
        self.background.ask(self, lambda seat: seat.person, self._open_window, self.entrance.show_trouble)

    def _open_window(self, person: "Person") -> None:
        from peertrain.ui.everyone.exchanging import Exchanging
        from peertrain.ui.main_window import MainWindow
        from peertrain.ui.roles import roles_of

        self.preferences.enter(person.id)
        self._wear()
        self.window = MainWindow(
            self.background,
            who=person,
            name=person.preferred_name,
            roles=roles_of(person.active_roles),
            preferences=self.preferences,
        )
        self.window.locked.connect(lambda: self._locked(person))
        self.window.sign_out_wanted.connect(self._sign_out)
        FileDrops(self.window).dropped.connect(self.open_file)
        Exchanging(self.window, self.window.context, rests=self.window.is_locked)
        keep_place(self.entrance, self.preferences)
        self._show(self.window)
        self.entrance.hide()
        self._daily.start(FIRST_BACKUP_MS)
        self._open_waiting_file()

    def _wear(self) -> None:
        """Wear the colours and the text size of whoever is in, or those of last."""
        self.theme.wear(scheme=self.preferences.settings.scheme, text_size=self.preferences.settings.text_size)

    def _locked(self, person: "Person") -> None:
        """Drop the keys, and put the way back in on the curtain."""
        from peertrain.ui.entrance.signing_in import refuse_passphrase, unlock_form

        window = self.window
        if window is None:
            return
        names = [person.preferred_name]  # it may have been corrected since
        self.background.call(self, self.late.lock, names.append)
        form = unlock_form(
            person.preferred_name,
            lambda values: self.background.call(
                window,
                lambda: self.late.unlock(names[-1], values["passphrase"]),
                lambda _none: self._unlocked(window),
                lambda sentence: refuse_passphrase(form, sentence),
            ),
            (button(_("Somebody else"), self._sign_out),),
        )
        refill(window.curtain.body, [form])
        form.fields["passphrase"].focus_on.setFocus()

    def _unlocked(self, window: "MainWindow") -> None:
        window.unlock()
        self._open_waiting_file()

    def _sign_out(self) -> None:
        self._daily.stop()
        self.background.forget_waiting()
        window, self.window = self.window, None
        if window is not None:
            keep_place(window, self.preferences)
            window.hide()  # pages keep what was typed when they are hidden
            window.deleteLater()
        self.background.call(self, self.late.leave)
        self.preferences.leave()
        self._show(self.entrance)
        self.entrance.open()

    def _show(self, shown: QWidget) -> None:
        """Show the entrance or the window where the other one stood, or where the last one stood."""
        take_place(shown, self.preferences)
        shown.show()

    def _make_sample(self, progress: Progress) -> "Sequence[SampleSignIn]":
        from datetime import UTC, datetime

        from peertrain.sample.organisation import make_sample

        return make_sample(self._folder, now=datetime.now(UTC), report=progress.report)

    def _open_sample(self) -> None:
        """Open the sample organisation in a window of its own, beside this one."""
        import subprocess

        subprocess.Popen(this_program("--demo"))  # noqa: S603 - our own program


def the_application() -> QApplication:
    """Return the application of Qt, made in our style where there is none yet."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    ask_for_style()
    return Application(sys.argv[:1])


def run(folder: Path, *, demo: bool, file: Path | None = None) -> int:
    """Open the window on a data folder, perhaps with a file, and stay until it is closed; return the exit code.

    Where the program is open on the folder already, that one takes the file and comes to the front.
    """
    application = the_application()
    application.setApplicationName("PeerTrain")
    try:
        with ExitStack() as held:
            if not _is_first(held, folder, file):
                return 0
            held.enter_context(closing(log_to(folder / "peertrain.log")))
            return _stay(application, folder, demo=demo, file=file)
    except Trouble as trouble:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.warning(None, "PeerTrain", f"{trouble}\n\n{trouble.advice}")
        return 2


def _is_first(held: ExitStack, folder: Path, file: Path | None) -> bool:
    """Hold the folder; return False where the program that holds it has taken the file."""
    until = time.monotonic() + OTHER_START_S
    while True:
        try:
            held.enter_context(hold(folder))
            return True
        except InUse:
            from peertrain.ui.kit.handing_over import hand_to_running

            if hand_to_running(folder, file):
                return False
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _stay(application: QApplication, folder: Path, *, demo: bool, file: Path | None) -> int:
    program = Program(application, folder, demo=demo)
    sys.excepthook = lambda _kind, error, _where: program.background.fail(error)
    if (catalogues := shipped("resources", "translations")).is_dir():
        from peertrain.ui.kit.language import speak

        speak(program.preferences.settings.language, catalogues, application)
    application.lastWindowClosed.connect(application.quit)
    program.start()
    QTimer.singleShot(PREPARE_AFTER_MS, program, lambda: _hear_from_outside(folder, program))
    if not demo:
        QTimer.singleShot(PREPARE_AFTER_MS, program, lambda: _offer_double_click(folder, program))
    if file is not None:
        program.open_file(file)
    code = application.exec()
    program.leave()
    return code


def _hear_from_outside(folder: Path, program: Program) -> None:
    from peertrain.ui.kit.ending import EndingWithSystem
    from peertrain.ui.kit.handing_over import OtherStarts

    OtherStarts(folder, program).heard.connect(program.take_start)
    EndingWithSystem(program)


def _offer_double_click(folder: Path, program: Program) -> None:
    from peertrain.file_types.opener import opener_for

    if (opener := opener_for(folder)) is not None:
        program.open_files_with(opener)

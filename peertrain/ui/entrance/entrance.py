"""The entrance: from an empty folder, a sign-in or a trouble to a person who is in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.errors import Damaged
from peertrain.i18n import _
from peertrain.ui.entrance.frame import Frame
from peertrain.ui.entrance.welcome import first_choices
from peertrain.ui.kit import cards
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.double_click import opening_files
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.incoming import Incoming

if TYPE_CHECKING:
    from peertrain.file_types.opener import Opener
    from peertrain.ui.entrance.checking import Checking
    from peertrain.ui.entrance.joining import Joined, Joining
    from peertrain.ui.entrance.restoring import KeptBackup
    from peertrain.ui.entrance.signing_in import SampleSignIn


class Door(Protocol):
    """What the entrance does with the workplace; called on the database thread only."""

    @property
    def must_choose_passphrase(self) -> bool: ...
    def found(self, *, name: str, address: str, legal_name: str, preferred_name: str, passphrase: str) -> str: ...
    def join(self, content: bytes, *, words: str) -> object: ...
    def read(self, question: Callable[[Any], Any], /) -> Any: ...
    def sign_in(self, name: str, passphrase: str) -> None: ...
    def recover(self, *, name: str, code: str, passphrase: str) -> str: ...
    def choose_passphrase(self, passphrase: str) -> str: ...
    def missing_recovery_code(self) -> str: ...
    def confirm_recovery_code(self) -> None: ...
    def restore_from(self, folder: Path) -> None: ...
    def kept_backups(self) -> "Sequence[KeptBackup]": ...
    def restore_unopened(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class _Came:
    """How somebody has come in: what is wrong with the record, or what they have to do first."""

    trouble: str = ""
    must_choose: bool = False
    was_here: bool = False
    """Whether they had a key of their own before, with which they may have sealed something."""
    code: str = ""
    """A recovery code for somebody who has none that they kept, such as after a power cut."""


class Entrance(QWidget):
    """Lets people in; `came_in` speaks when somebody is."""

    came_in = Signal()

    def __init__(
        self,
        background: Background,
        door: Callable[[], Door],
        *,
        home: Path,
        founded: Callable[[], bool],
        try_sample: Callable[[], object],
        make_sample: "Callable[[Progress], Sequence[SampleSignIn]] | None" = None,
        opener: "Callable[[], Opener | None]" = lambda: None,
    ) -> None:
        """`home` is the organisation's folder; `founded` says at once whether there is an organisation already.

        `make_sample` makes a sample organisation first; `try_sample` opens one in a window of its own.
        """
        super().__init__()
        self.setWindowTitle("PeerTrain")
        self._background, self._door, self._founded = background, door, founded
        self._home, self._try_sample, self._make_sample, self._opener = home, try_sample, make_sample, opener
        self._sample: Sequence[SampleSignIn] = ()
        self._checking: Checking | None = None
        self._joining: Joining | None = None
        self._takes_files = self._is_signing_in = False
        self._awaits_opener = False
        self._frame = Frame()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)

    def open(self) -> None:
        """Begin: look what is in the folder, or make the sample organisation."""
        if self._make_sample is not None and not self._sample:
            self._show_making(self._make_sample)
        else:
            self.show_sign_in() if self._founded() else self.show_first_start()

    def take_file(self, path: Path) -> bool:
        """Open a file that was dropped or double-clicked; return False where it waits until somebody is in."""
        from peertrain.ui.entrance import views

        incoming = Incoming.of(path)
        is_invitation = incoming is Incoming.INVITATION
        if not self._takes_files:
            return False
        if self._joining is not None:
            self._frame.begin_at_top()
            return self._joining.take(path)
        if incoming in {Incoming.PAPER, Incoming.CARD}:
            (self._checking or self.show_checking()).take(path)
            return not self._founded()
        if not self._founded() and is_invitation:
            self.show_joining(path)
        elif not self._founded():
            words = _("{file} can be opened once somebody is in. If you were invited, open your invitation first.")
            self.show_first_start(words.format(file=path.name))
        else:
            said = _("Sign in, and {file} is opened.").format(file=path.name)
            if not self._is_signing_in:  # what is typed there already stays
                self.show_sign_in()
            self._frame.say(views.already_here() if is_invitation else said, "sun" if is_invitation else "sky")
        return is_invitation

    # Views

    def _show(self, title: str, *parts: QWidget, focus: QWidget | None = None, takes_files: bool = False) -> None:
        self._takes_files, self._checking, self._joining, self._awaits_opener = takes_files, None, None, False
        self._is_signing_in = False
        self._frame.show_view(title, *parts, focus=focus)

    def show_first_start(self, said: str = "") -> None:
        """Show the choice of a computer on which PeerTrain is new, below what has just been said."""
        self._show(
            _("Welcome"),
            *first_choices(
                self.show_founding, self.show_joining, self.show_checking, self._try_sample, self._begin_with_backup
            ),
            *opening_files(self._background, self._opener()),
            takes_files=True,
        )
        self._frame.say(said, "sun")
        self._awaits_opener = self._opener() is None

    def offer_to_open_files(self) -> None:
        """Add that choice to the first view where it is shown, now that it is known what opens files."""
        if self._awaits_opener:
            self._awaits_opener = False
            self._frame.add(*opening_files(self._background, self._opener()))

    def show_founding(self) -> None:
        """Show the form that founds an organisation."""
        from peertrain.ui.entrance import views

        new = views.NewPassphrase(self, self._background)
        back = cards.button(_("Back"), self.show_first_start)
        form = views.founding_form(new.fields(), new.differ, lambda values: self._found(form, values), (back,))
        self._show(
            _("Found an organisation"),
            cards.plain(_("You become its first coordinator. Others are enrolled by you afterwards.")),
            form,
            focus=form.fields["name"].focus_on,
        )

    def show_joining(self, file: Path | None = None) -> None:
        """Show the form for an invitation, perhaps with its file."""
        from peertrain.ui.entrance import views

        back = cards.button(_("Back"), self.show_first_start)
        joining = views.Joining(file, lambda values: self._join(joining, values), (back,))
        self._show(_("Join with your invitation"), joining, focus=joining.focus_on, takes_files=True)
        self._joining = joining

    def show_checking(self) -> "Checking":
        """Show where a certificate is checked while nobody is in, and return it."""
        from peertrain.ui.entrance import views

        back = cards.button(_("Back"), self.open)
        checking = views.Checking(self._background, self._home, back, founded=self._founded())
        self._show(_("Check a certificate"), checking, focus=checking.choose, takes_files=True)
        self._checking = checking
        return checking

    def show_sign_in(self, said: str = "") -> None:
        """Show the form to sign in, below what has just been said."""
        from peertrain.ui.entrance import views

        forgotten = cards.button(_("Forgotten…"), self.show_recover, kind="quiet")
        form = views.sign_in_form(lambda values: self._sign_in(form, values), (forgotten,))
        check = cards.button(_("Check a certificate"), self.show_checking, icon_name="shield")
        sample = [views.sample_people(self._sample, form)] if self._sample else []
        self._show(_("Sign in"), form, flow(check), *sample, focus=form.fields["name"].focus_on, takes_files=True)
        self._is_signing_in = True
        self._frame.say(said, "pine")

    def show_recover(self) -> None:
        """Show how somebody who forgot the passphrase gets in."""
        from peertrain.ui.entrance import views

        new = views.NewPassphrase(self, self._background, label=_("New passphrase"))
        back = cards.button(_("Back"), self.show_sign_in)
        form = views.recover_form(new.fields(), new.differ, lambda values: self._recover(form, values), (back,))
        self._show(
            _("Forgotten passphrase"),
            cards.plain(_("Your recovery code opens everything, and you set a new passphrase.")),
            form,
            views.no_code_card(),
            focus=form.fields["name"].focus_on,
        )

    def show_choose_passphrase(self, name: str, *also: QWidget, was_here: bool = False) -> None:
        """Show the form in which somebody who was invited chooses a passphrase of their own, below what is known."""
        from peertrain.ui.entrance import views

        new = views.NewPassphrase(self, self._background)
        form = Form(
            *new.fields(),
            submit=_("This is my passphrase"),
            on_submit=lambda values: self._choose(form, name, values["passphrase"]),
            check=new.differ,
        )
        self._show(
            _("Choose a passphrase of your own"),
            *also,
            views.what_it_does(was_here=was_here),
            form,
            focus=form.fields["passphrase"].focus_on,
        )

    def show_recovery_code(self, name: str, code: str, *, is_first: bool = True) -> None:
        """Show a recovery code, before going in; where it is not their first, say that it takes the place of another."""
        from peertrain.ui.entrance import views

        parts = views.recovery_view(name, code, self._kept, is_first=is_first)
        self._show(_("Keep your recovery code"), *parts, focus=parts[-1])

    def show_trouble(self, sentence: str) -> None:
        """Show what is wrong with the folder and what can be done about it."""
        self._call(
            lambda: self._door().kept_backups(),
            lambda found: self._show_restore(sentence, found),
            lambda _also: self._show_restore(sentence, ()),
        )

    def _show_restore(self, sentence: str, found: "Sequence[KeptBackup]") -> None:
        from peertrain.ui.entrance import views

        again = cards.button(_("Try again"), self.open, icon_name="arrow-right", kind="primary")
        backups = views.backups_card(found, self._put_in_place, self._choose_backup)
        self._show(_("The record cannot be opened"), flow(again), backups)
        self._frame.say(sentence, "sun")

    def _show_making(self, make: "Callable[[Progress], Sequence[SampleSignIn]]") -> None:
        from peertrain.ui.entrance import views

        making = views.Making()
        self._show(_("Making the sample organisation"), making)

        def work(progress: Progress) -> "Sequence[SampleSignIn]":
            progress.moved.connect(making.show_progress, Qt.ConnectionType.QueuedConnection)
            return make(progress)

        self._background.render(self, work, self._made, self.show_trouble)

    def _made(self, people: "Sequence[SampleSignIn]") -> None:
        self._sample = people
        self.show_sign_in()

    # Deeds

    def _call(
        self, work: Callable[[], Any], then: Callable[[Any], object], otherwise: Callable[[str], object] | None = None
    ) -> None:
        self._background.call(self, work, then, otherwise or self.show_trouble)

    def _found(self, form: Form, values: dict[str, Any]) -> None:
        def unprintable() -> dict[str, str]:
            from peertrain.services.organisation import unprintable_fields

            return unprintable_fields(**{field: values[field] for field in ("name", "address", "legal_name")})

        def found() -> None:
            asked = {
                field: values[field] for field in ("name", "address", "legal_name", "preferred_name", "passphrase")
            }
            self._call(
                lambda: self._door().found(**asked),
                lambda code: self.show_recovery_code(values["preferred_name"] or values["legal_name"], code),
                lambda sentence: self._frame.show_refusal(form, sentence),
            )

        self._call(unprintable, lambda wrong: form.show_wrong(wrong) if wrong else found())

    def _join(self, joining: "Joining", values: dict[str, Any]) -> None:
        from peertrain.ui.entrance import views

        def refuse(sentence: str) -> None:
            joining.try_now(False)
            self._frame.show_refusal(joining.form, sentence)

        def go_on(joined: "Joined") -> None:
            self.show_choose_passphrase(joined.name, views.joined_card(joined))

        joining.try_now()
        self._call(lambda: views.join(self._door(), values["file"], values["words"]), go_on, refuse)

    def _sign_in(self, form: Form, values: dict[str, Any]) -> None:
        from peertrain.ui.entrance import views

        self._call(
            lambda: _come_in(self._door(), values["name"], values["passphrase"]),
            lambda came: self._signed_in(values["name"], came),
            lambda sentence: views.refuse_passphrase(form, sentence),
        )

    def _signed_in(self, name: str, came: _Came) -> None:
        if came.trouble:
            self.show_trouble(came.trouble)
        elif came.must_choose:
            self.show_choose_passphrase(name, was_here=came.was_here)
        elif came.code:
            self.show_recovery_code(name, came.code, is_first=False)
        else:
            self.came_in.emit()

    def _kept(self) -> None:
        """Go in, once it is noted that the recovery code was kept; where that cannot be written both codes are good."""
        go_in = self.came_in.emit
        self._call(lambda: self._door().confirm_recovery_code(), lambda _none: go_in(), lambda _trouble: go_in())

    def _recover(self, form: Form, values: dict[str, Any]) -> None:
        self._call(
            lambda: self._door().recover(name=values["name"], code=values["code"], passphrase=values["passphrase"]),
            lambda code: self.show_recovery_code(values["name"], code, is_first=False),
            lambda sentence: self._frame.show_refusal(form, sentence),
        )

    def _choose(self, form: Form, name: str, passphrase: str) -> None:
        self._call(
            lambda: self._door().choose_passphrase(passphrase),
            lambda code: self.show_recovery_code(name, code),
            lambda sentence: self._frame.show_refusal(form, sentence),
        )

    def _begin_with_backup(self) -> None:
        if chosen := _folder_of_backup(self):
            self._call(lambda: self._door().restore_from(Path(chosen)), self._restored, self.show_first_start)

    def _choose_backup(self) -> None:
        if chosen := _folder_of_backup(self):
            self._put_in_place(chosen)

    def _put_in_place(self, backup: str) -> None:
        self._call(lambda: self._door().restore_unopened(backup), self._restored)

    def _restored(self, _none: None) -> None:
        self.show_sign_in(_("The backup is in place. Sign in as usual."))


def _come_in(door: Door, name: str, passphrase: str) -> _Came:
    from peertrain.services.account import had_own_key

    try:
        door.sign_in(name, passphrase)
    except Damaged as damaged:
        return _Came(trouble=f"{damaged} {damaged.advice}")
    if door.must_choose_passphrase:
        return _Came(must_choose=True, was_here=door.read(had_own_key))
    return _Came(code=door.missing_recovery_code())


def load_views() -> None:
    """Import what every view after the first is made of, while the person reads that one."""
    from peertrain.ui.entrance import views  # noqa: F401


def _folder_of_backup(parent: QWidget) -> str:
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getExistingDirectory(parent, _("Choose the folder of one backup"))

"""Joining with an invitation: its file and the words told separately, and then whose organisation it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import INVITATION_SUFFIX
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import card, column, fact, facts, plain, refill
from peertrain.ui.kit.file_field import file_field
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.incoming import Incoming
from peertrain.ui.kit.spoken import announce

LARGEST = 51 * 1024 * 1024
"""Bytes that are read of a file: more than an invitation can have, so that a longer one is refused as too large."""


def already_here() -> str:
    """Say why an invitation cannot be opened where somebody works already."""
    return _(
        "There already is an organisation on this computer, so an invitation cannot be opened here. Sign in as usual; to "
        "join another organisation, use another account of this computer."
    )


class Door(Protocol):
    """What joining does with the workplace."""

    def join(self, content: bytes, *, words: str) -> object: ...
    def read(self, question: Callable[[Any], Any], /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Joined:
    """Who has joined which organisation, and the fingerprint to compare with paper.

    `unprintable` says which letters of the legal name a certificate cannot print, or is empty.
    """

    name: str
    organisation: str
    fingerprint: str
    legal_name: str
    unprintable: str = ""


def join(door: Door, file: Path, words: str) -> Joined:
    """Open an invitation, which takes some seconds; its person is then in and has to choose a passphrase."""
    from peertrain.services.people import unprintable_name
    from peertrain.services.trust import own_fingerprint

    def look(seat: Any) -> Joined:
        person = seat.person
        return Joined(
            person.preferred_name, seat.organisation.name, own_fingerprint(seat), person.legal_name,
            unprintable_name(person.legal_name),
        )  # fmt: skip

    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST)
    except OSError as error:
        raise Refused(_("The file {file} cannot be read. Choose it again.").format(file=file.name)) from error
    door.join(content, words=words)
    return door.read(look)  # type: ignore[no-any-return]


class Joining(QWidget):
    """The form for file and words, what is shown while they are tried, and which file waits meanwhile."""

    def __init__(
        self, file: Path | None, on_submit: Callable[[dict[str, Any]], object], also: tuple[QPushButton, ...]
    ) -> None:
        super().__init__()
        self.form = _form(self, on_submit, also)
        self.form.fields["file"].write(file)
        self.focus_on = self.form.fields["file" if file is None else "words"].focus_on
        self._waiting, self._busy = QVBoxLayout(), _busy()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(self._waiting)
        layout.addWidget(self.form)
        layout.addWidget(self._busy)

    def take(self, path: Path) -> bool:
        """Take an invitation into the form; of anything else say that it waits, and return False. What is typed stays."""
        if self.form.isEnabled() and Incoming.of(path) is Incoming.INVITATION:
            self.form.fields["file"].write(path)
            announce(self, _("{file} is chosen.").format(file=path.name))
            return True
        words = _("{file} waits, and is opened once you have joined.").format(file=path.name)
        refill(self._waiting, [card(fact(words, tone="sky", icon_name="clock"), tone="sky")])
        announce(self, words)
        return False

    def try_now(self, tries: bool = True) -> None:
        """Show that the words are tried, or that one may type again."""
        self.form.setEnabled(not tries)
        self._busy.setVisible(tries)


def _form(parent: QWidget, on_submit: Callable[[dict[str, Any]], object], also: tuple[QPushButton, ...]) -> Form:
    return Form(
        file_field(
            parent,
            "file",
            _("Invitation"),
            title=_("Choose your invitation"),
            kind=_("Invitations (*{suffix});;All files (*)").format(suffix=INVITATION_SUFFIX),
            hint=_("The file that your coordinator sent you. You can also drop it on this window."),
        ),
        fields.line("words", _("Five words"), hint=_("Your coordinator tells them to you; they are not in the file.")),
        submit=_("Open the invitation"),
        on_submit=on_submit,
        icon_name="key",
        also=also,
    )


def _busy() -> QWidget:
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName(_("Opening the invitation"))
    busy = column(plain(_("Opening the invitation. This takes a few seconds.")), bar)
    busy.hide()
    return busy


def joined_card(joined: Joined) -> QWidget:
    """Return whose organisation it is, to be compared with the page on paper, and how certificates will name one."""
    words = _("You are joining {organisation} as {name}.")
    named = _("Certificates print this name. If it is not exactly as on your ID, ask your coordinator to correct it.")
    wrong = _("Ask your coordinator to correct it. {sentence}").format(sentence=joined.unprintable)
    return card(
        fact(words.format(organisation=joined.organisation, name=joined.name), tone="pine"),
        facts({_("Fingerprint"): joined.fingerprint}),
        plain(
            _("Compare it with the page that you were given. If it differs, stop and ask your coordinator."), "small"
        ),
        facts({_("Legal name"): joined.legal_name}),
        fact(wrong, tone="sun") if joined.unprintable else plain(named, "small"),
    )

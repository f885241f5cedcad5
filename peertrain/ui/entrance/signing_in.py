"""Signing in by name and passphrase, and with the recovery code when the passphrase is forgotten."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, plain
from peertrain.ui.kit.forms import Form


class SampleSignIn(Protocol):
    """Somebody of the sample organisation."""

    @property
    def name(self) -> str: ...
    @property
    def passphrase(self) -> str: ...
    @property
    def about(self) -> str: ...


def sign_in_form(on_submit: Callable[[dict[str, Any]], object], also: tuple[QPushButton, ...] = ()) -> Form:
    """Return the form for name and passphrase."""
    return Form(
        fields.line("name", _("Name"), hint=_("As your coordinator enrolled you."), required=True),
        fields.password("passphrase", _("Passphrase"), hint=_("New here? Type the five words you were given.")),
        submit=_("Sign in"),
        on_submit=on_submit,
        icon_name="key",
        also=also,
    )


def unlock_form(name: str, on_submit: Callable[[dict[str, Any]], object], also: tuple[QPushButton, ...] = ()) -> Form:
    """Return the form on the curtain, for the person who was at work."""
    return Form(
        fields.password("passphrase", _("Passphrase of {name}").format(name=name)),
        submit=_("Unlock"),
        on_submit=on_submit,
        icon_name="key",
        also=also,
    )


def refuse_passphrase(form: Form, sentence: str) -> None:
    """Say why a form was refused, and let the passphrase be typed anew."""
    form.refuse_secret("passphrase", sentence)
    form.fill({"passphrase": ""})


def recover_form(
    new: tuple[Any, ...],
    check: Callable[[dict[str, str]], dict[str, str]],
    on_submit: Callable[[dict[str, Any]], object],
    also: tuple[QPushButton, ...] = (),
) -> Form:
    """Return the form for name, recovery code and a new passphrase, whose fields are `new`."""
    return Form(
        fields.line("name", _("Name"), required=True),
        fields.line(
            "code",
            _("Recovery code"),
            hint=_("Nine groups of four: letters from A to Z and digits from 2 to 7."),
            required=True,
        ),
        *new,
        submit=_("Set the new passphrase"),
        on_submit=on_submit,
        check=check,
        also=also,
    )


def sample_people(people: Sequence[SampleSignIn], form: Form) -> QWidget:
    """Return the list of who can sign in to the sample organisation; choosing one signs in with the form."""
    grid = QWidget()
    lines = QGridLayout(grid)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setColumnStretch(0, 1)
    for number, one in enumerate(people):
        words = _("{name}, {about}").format(name=one.name, about=one.about)
        lines.addWidget(column(plain(words, "strong"), plain(one.passphrase, "soft"), gap=2), number, 0)
        lines.addWidget(_chooser(one, form), number, 1)
    return card(
        plain(_("Everything here is made up and lies in a temporary place. Choose who you want to be.")),
        grid,
        title=_("The sample organisation"),
    )


def _chooser(one: SampleSignIn, form: Form) -> QPushButton:
    def choose() -> None:
        form.fill({"name": one.name, "passphrase": one.passphrase})
        form.submit()

    made = button(_("Sign in as {name}").format(name=one.name), choose)
    made.setAccessibleName(_("Sign in as {name}, {about}").format(name=one.name, about=one.about))
    return made


def no_code_card() -> QWidget:
    """Return what is left to do for somebody who has no recovery code."""
    return card(
        plain(
            _(
                "Ask a coordinator for new words. Your hours, ratings and certificates go on; "
                "what is sealed on your desk with the old key stays sealed."
            )
        ),
        plain(_("If you are the only coordinator, nobody else can let you in: look for the paper with the code.")),
        title=_("No recovery code?"),
    )

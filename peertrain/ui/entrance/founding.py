"""The form with which an organisation is founded."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.forms import Field, Form


def founding_form(
    new: tuple[Field, ...],
    check: Callable[[dict[str, str]], dict[str, str]],
    on_submit: Callable[[dict[str, Any]], object],
    also: tuple[QPushButton, ...],
) -> Form:
    """Return the form for an organisation and its first coordinator, whose passphrase is in the fields `new`."""
    return Form(
        fields.line("name", _("Name of the organisation"), hint=_("As certificates print it."), required=True),
        fields.line("address", _("Address"), hint=_("One line for certificates."), required=False),
        fields.line("legal_name", _("Your legal name"), hint=_("It signs certificates."), required=True),
        fields.line(
            "preferred_name",
            _("The name you go by"),
            hint=_("You sign in with it; everybody sees it."),
            required=False,
        ),
        *new,
        submit=_("Found the organisation"),
        on_submit=on_submit,
        check=check,
        also=also,
    )

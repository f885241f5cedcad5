"""The field for a person's e-mail address, which may stay empty."""

import re

from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.forms import Field

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")


def email_field(value: str = "") -> Field:
    """Return the field; what can be no address is said at it."""
    return fields.line("email", _("E-mail address"), value=value, required=False, check=_wrong)


def _wrong(typed: str) -> str:
    if not typed or _ADDRESS.fullmatch(typed):
        return ""
    return _("This is no e-mail address. Write it like name@example.org, or leave it empty.")

"""Retiring a version of a course or a programme: with a reason that stays in the record, and signed as adopting is."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from peertrain.domain.changes import Done
from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button
from peertrain.ui.kit.dialogs import sign_with
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat


def retire_button(
    page: Page, named: str, *, means: str, deed: Callable[[Seat, dict[str, Any]], Done[None]]
) -> QPushButton:
    """Return the button that retires what is `named`; `means` says what that means for trainees."""

    def ask() -> None:
        sign_with(
            page, page.background,
            fields.line("reason", _("Why is it retired?"), hint=_("A few words. They stay in the record.")),
            title=_("Retire {version}?").format(version=named), what=means, yes=_("Retire and sign"), deed=deed,
        )  # fmt: skip

    made = button(_("Retire it…"), ask)
    made.setAccessibleName(_("Retire {version}").format(version=named))
    return made

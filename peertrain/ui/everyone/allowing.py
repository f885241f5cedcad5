"""More attempts at a check, which a trainee's own supervisors and the coordinators allow."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from peertrain.domain.changes import Done
from peertrain.domain.learning import MOST_ATTEMPTS_AT_ONCE
from peertrain.domain.people import Person
from peertrain.i18n import _, ngettext
from peertrain.services import checks
from peertrain.services.checks import LimitedCheck
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import column, plain
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.keys import add_key
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat


def attempts_title() -> str:
    """Return what the part of a page is called that allows more attempts."""
    return _("More attempts at a check")


def attempts_form(page: Page, trainee: Person, limited: Sequence[LimitedCheck]) -> QWidget:
    """Return the form that allows a trainee more attempts at one of these checks, under the passphrase."""
    name, found = trainee.preferred_name, {one.id: one for one in limited}
    titles = {id: _title(one) for id, one in found.items()}
    words = _(
        "Whoever has used all attempts at a check can go on only when you allow more. How many are used, only "
        "{name} sees: ask first, and talk about the lessons to read again."
    ).format(name=name)

    def read(values: dict[str, Any]) -> None:
        said = ngettext(
            "{name} may make {count} more attempt at the check of “{module}”. Reason: {reason}",
            "{name} may make {count} more attempts at the check of “{module}”. Reason: {reason}",
            values["attempts"],
        )
        module = found[values["check"]].module.title
        what = said.format(name=name, count=values["attempts"], module=module, reason=values["reason"])
        sign(page, page.background, what=what, yes=_("Allow them"), deed=allow(values))

    def allow(values: dict[str, Any]) -> Any:
        course_id, module_id = values["check"]

        def deed(seat: Seat, passphrase: str) -> Done[None]:
            return checks.allow_attempts(
                seat, trainee_id=trainee.id, course_id=course_id, module_id=module_id,
                attempts=values["attempts"], reason=values["reason"], passphrase=passphrase,
            )  # fmt: skip

        return deed

    form = Form(
        fields.choice("check", _("Check of the module"), titles),
        fields.choice("attempts", _("How many more"), {n: str(n) for n in range(1, MOST_ATTEMPTS_AT_ONCE + 1)}),
        fields.line("reason", _("Reason"),
                    hint=_("A few words. {name} reads them, and they stay in the record.").format(name=name)),
        submit=_("Allow more attempts…"),
        on_submit=read,
    )  # fmt: skip
    if form.submit_button is not None:
        form.submit_button.setProperty("kind", "")
    add_key(form, "Ctrl+Return", form.submit)
    return column(plain(words), form, gap=12)


def _title(one: LimitedCheck) -> str:
    words = ngettext("{module}: {count} attempt allowed", "{module}: {count} attempts allowed", one.allowed)
    return words.format(module=one.module.title, count=one.allowed)

"""What somebody has to declare: each wording to be read, and the signature under it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from peertrain.domain.changes import Done
from peertrain.domain.people import Attestation
from peertrain.i18n import _
from peertrain.services import attestations
from peertrain.services.attestations import Asked
from peertrain.ui.kit.cards import button, card, plain, row, rule
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat


def to_declare(page: Page, asked: Sequence[Asked]) -> list[QWidget]:
    """Return the card of the declarations that are not made yet; nothing where there are none."""
    parts: list[QWidget] = []
    for one in asked:
        if one.made is None:
            sign_it = button(_("Read and sign…"), partial(_attest, page, one), icon_name="pen")
            sign_it.setAccessibleName(_("Read and sign: {title}").format(title=one.rule.title))
            parts += [rule()] if parts else []
            parts += [plain(one.rule.title, "strong"), plain(one.rule.wording), row(sign_it)]
    return [card(*parts, title=_("To declare"))] if parts else []


def _attest(page: Page, asked: Asked) -> None:
    said = asked.rule

    def deed(seat: Seat, passphrase: str) -> Done[Attestation]:
        return attestations.attest(
            seat, subject_id=asked.subject_id, kind=said.kind, by_role=said.by, wording=said.wording,
            passphrase=passphrase,
        )  # fmt: skip

    sign(page, page.background, what=said.wording, yes=_("Declare and sign"), deed=deed)

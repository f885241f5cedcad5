"""The recovery code: shown once, printed or copied, and proved to be kept before going on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.ui.entrance.frame import points
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, plain
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form

ASKED_GROUP = 5
"""Which group of the code has to be typed, counted from 1."""


def recovery_view(name: str, code: str, then: Callable[[], object]) -> tuple[QWidget, ...]:
    """Return the parts of the view that shows a new recovery code; `then` runs when it is proved to be kept."""
    groups = code.split("-")
    shown = plain("\n".join("   ".join(groups[at : at + 3]) for at in range(0, len(groups), 3)), "figure")
    shown.setAccessibleName(_("Recovery code: {code}").format(code=code.replace("-", ", ")))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def wrong(typed: str) -> str:
        same = typed.strip().upper() == groups[ASKED_GROUP - 1]
        return "" if same else _("That is not group {number}. Look at your copy again.").format(number=ASKED_GROUP)

    form = Form(
        fields.line(
            "group",
            _("Type group {number} of the code from your copy").format(number=ASKED_GROUP),
            required=True,
            check=wrong,
        ),
        submit=_("I have kept it"),
        on_submit=lambda _values: then(),
    )
    why = points(
        (
            _("It opens your work if you forget your passphrase. Keep it on paper, away from the computer."),
            _("Nobody can make you another one without your passphrase, and nobody else can open what is sealed."),
            _("Without passphrase and code, your notes and reflections stay sealed for ever. Your hours do not."),
        ),
        "shield",
    )
    copy = button(_("Copy"), lambda: copy_secret(code), icon_name="note")
    paper = button(_("Print"), lambda: _print(shown, name, code), icon_name="print")
    return why, card(shown, flow(paper, copy), title=_("Recovery code of {name}").format(name=name)), form


def _print(parent: QWidget, name: str, code: str) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return
    document = QTextDocument()
    document.setPlainText(
        _(
            "PeerTrain\nRecovery code of {name}\n\n{code}\n\nIt opens your work if you forget your passphrase. "
            "Keep it away from the computer and from others."
        ).format(name=name, code="   ".join(code.split("-")))
    )
    document.print_(printer)

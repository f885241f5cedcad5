"""The recovery code: shown once, printed or copied, and proved to be kept before going on."""

from collections.abc import Callable, Sequence
from secrets import choice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.entrance.frame import points
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, fact, plain, refill
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.spoken import announce

IN_A_ROW = 3


class Proof(QWidget):
    """Asks for one group of a recovery code, chosen by chance, and for another after a wrong answer."""

    def __init__(self, groups: Sequence[str], then: Callable[[], object]) -> None:
        super().__init__()
        self._groups, self._then = groups, then
        self._asked = 0
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._ask()

    def _ask(self) -> Form:
        self._asked = choice([number for number in range(1, len(self._groups) + 1) if number != self._asked])
        words = _("Type group {number} of the code from your copy").format(number=self._asked)
        hint = _(
            "Count the groups as you read them, row after row. A code has letters from A to Z and digits from 2 to 7: "
            "never 0, 1, 8 or 9."
        )
        form = Form(
            fields.line("group", words, hint=hint, required=True),
            submit=_("I have kept it"),
            on_submit=lambda values: self._judge(values["group"]),
        )
        refill(self._body, [form])
        self.setFocusProxy(form.fields["group"].focus_on)
        return form

    def _judge(self, typed: str) -> None:
        if typed.strip().upper() == self._groups[self._asked - 1]:
            self._then()
            return
        before, form = self._asked, self._ask()
        words = _("That was not group {before}. Look at your copy, and type group {number} now.")
        form.show_wrong({"group": words.format(before=before, number=self._asked)})


def recovery_view(name: str, code: str, then: Callable[[], object], *, is_first: bool) -> tuple[QWidget, ...]:
    """Return the parts of the view that shows a recovery code; `then` runs when it is proved to be kept."""
    groups = code.split("-")
    shown = plain(_rows(code, "   "), "figure")
    shown.setAccessibleName(_("Recovery code: {code}").format(code=code.replace("-", ", ")))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    why = points(
        (
            _("It opens your work if you forget your passphrase. Keep it on paper, away from the computer."),
            _("Nobody can make you another one without your passphrase, and nobody else can open what is sealed."),
            _("Without passphrase and code, your notes and reflections stay sealed for ever. Your hours do not."),
        ),
        "shield",
    )
    said = plain("", "soft")
    said.hide()

    def say(sentence: str) -> None:
        said.setText(sentence)
        said.show()
        announce(said, sentence)

    def copy_code() -> None:
        copy_secret(code)
        say(_("The code is copied. The clipboard forgets it in a minute."))

    copy = button(_("Copy"), copy_code, icon_name="note")
    paper = button(_("Print"), lambda: _print(shown, name, code, say), icon_name="print")
    words = _("This is a new code. A code that you noted or printed before opens nothing once you have kept this one.")
    instead = [] if is_first else [card(fact(words, tone="sun"), tone="sun")]
    return (
        *instead,
        why,
        card(shown, flow(paper, copy), said, title=_("Recovery code of {name}").format(name=name)),
        Proof(groups, then),
    )


def _rows(code: str, between: str) -> str:
    """Return the groups of a code, three in a row."""
    groups = code.split("-")
    return "\n".join(between.join(groups[at : at + IN_A_ROW]) for at in range(0, len(groups), IN_A_ROW))


def recovery_lines(name: str, code: str) -> tuple[tuple[str, str], ...]:
    """Return what stands on the paper."""
    return (
        ("PeerTrain", ""),
        (_("Recovery code of {name}").format(name=name), _rows(code, "\u2003")),
        (_("It opens your work if you forget your passphrase. Keep it away from the computer and from others."), ""),
    )


def _print(parent: QWidget, name: str, code: str, say: Callable[[str], None]) -> None:
    from peertrain.ui.kit.slips import print_slip

    print_slip(parent, recovery_lines(name, code), name=_("Recovery code"), then=say, otherwise=say)

"""Comparing six words: whether the key that came from another computer is really the person's."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from peertrain.i18n import _
from peertrain.services import invitations
from peertrain.services.invitations import Unconfirmed
from peertrain.ui.kit import fields
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, fact, plain, rule
from peertrain.ui.kit.dialogs import sign, sign_with
from peertrain.ui.kit.page import Page


def six_words_card(page: Page, waiting: Sequence[Unconfirmed]) -> QWidget:
    """Return the keys that wait, each with its words and the two answers."""
    why = _(
        "Call the person and let them read the six words from their page “Me”. What a key signs counts for "
        "certificates only once somebody has compared them."
    )
    lines: list[QWidget] = [fact(why, tone="sun", icon_name="key")]
    for one in waiting:
        lines += [rule(), _line(page, one)]
    return card(*lines, title=_("Compare six words"))


def _line(page: Page, one: Unconfirmed) -> QWidget:
    name = one.name
    words = plain(one.six_words, "lead")
    words.setAccessibleName(_("The six words of {name}: {words}").format(name=name, words=one.six_words))
    same = button(_("They match…"), lambda: _confirm(page, one), icon_name="check")
    same.setAccessibleName(_("The words of {name} match…").format(name=name))
    other = button(_("They do not match…"), lambda: _end(page, one))
    other.setAccessibleName(_("The words of {name} do not match…").format(name=name))
    return acting(column(plain(name, "strong"), words, gap=2), same, other)


def _confirm(page: Page, one: Unconfirmed) -> None:
    what = _("{name} has read these six words to you: {words}.")
    sign(
        page,
        page.background,
        what=what.format(name=one.name, words=one.six_words),
        yes=_("They match"),
        deed=lambda seat, passphrase: invitations.confirm(seat, key_id=one.key_id, passphrase=passphrase),
    )


def _end(page: Page, one: Unconfirmed) -> None:
    what = _(
        "Somebody else may have opened the invitation of {name}. Their key ends, and nothing that it signed counts for "
        "certificates. Then find out who has the invitation, and invite {name} anew."
    )
    sign_with(
        page,
        page.background,
        fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record.")),
        what=what.format(name=one.name),
        yes=_("End this key"),
        deed=lambda seat, values: invitations.end(seat, key_id=one.key_id, **values),
        title=_("The words do not match"),
    )

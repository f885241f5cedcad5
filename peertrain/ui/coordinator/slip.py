"""The slip for an invited person: name, five words and what to do, on the screen, copied or printed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QPushButton, QWidget

from peertrain.i18n import _
from peertrain.services.people import Invitation
from peertrain.ui.kit.cards import button, card, fact, facts, plain
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.slips import Line, print_slip


def slip(page: Page, invitation: Invitation, *also: QPushButton) -> QWidget:
    """Return the slip as a card; the words are shown only now."""
    words = plain(invitation.words, "figure")
    words.setAccessibleName(_("The five words: {words}").format(words=invitation.words))
    return card(
        fact(
            _("Hand these words over now. They are shown only once and kept nowhere."),
            tone="sun",
            detail=_("If they are lost, open the person and give new words."),
        ),
        facts({_("Signs in as"): plain(invitation.name, "lead"), _("With the words"): words}),
        plain(steps_in_words(invitation)),
        flow(
            button(_("Print the slip…"), lambda: _print(page, invitation), icon_name="print", kind="primary"),
            button(_("Copy the words"), lambda: copy_words(page, invitation.words), icon_name="copy"),
            *also,
        ),
    )


def steps_in_words(invitation: Invitation) -> str:
    """Return what the invited person does with the words."""
    return _(
        "{name} opens PeerTrain on this computer, types the name and the five words, and chooses a passphrase that "
        "nobody else knows. After that the five words no longer open anything."
    ).format(name=invitation.name)


def slip_lines(invitation: Invitation) -> tuple[Line, ...]:
    """Return what stands on the slip."""
    return (
        (invitation.organisation, ""),
        (_("Your way into PeerTrain"), ""),
        (_("Name to sign in with"), invitation.name),
        (_("Five words, for the first time only"), invitation.words),
        (steps_in_words(invitation), ""),
    )


def copy_words(page: Page, words: str) -> None:
    """Copy five words for a minute."""
    copy_secret(words)
    page.context.notices.say(_("The five words are copied. The clipboard forgets them in a minute."), tone=Tone.INFO)


def print_words(page: Page, lines: Iterable[Line], *, name: str) -> None:
    """Print a slip with words, and say where it went."""
    say = page.context.notices.say
    print_slip(
        page, lines, name=name,
        then=lambda sentence: say(sentence, tone=Tone.DONE),
        otherwise=lambda sentence: say(sentence, tone=Tone.NEEDS_YOU),
    )  # fmt: skip


def _print(page: Page, invitation: Invitation) -> None:
    print_words(page, slip_lines(invitation), name=_("Way in for {name}").format(name=invitation.name))

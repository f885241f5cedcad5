"""The slip for an invited person: name, five words and what to do, on the screen, copied or printed."""

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from peertrain.i18n import _
from peertrain.services.people import Invitation
from peertrain.ui.kit.cards import button, card, fact, facts, plain
from peertrain.ui.kit.clipboard import copy_secret
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page


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
            button(_("Copy the words"), lambda: _copy(page, invitation), icon_name="copy"),
            *also,
        ),
    )


def steps_in_words(invitation: Invitation) -> str:
    """Return what the invited person does with the words."""
    return _(
        "{name} opens PeerTrain on this computer, types the name and the five words, and chooses a passphrase that "
        "nobody else knows. After that the five words no longer open anything."
    ).format(name=invitation.name)


def slip_html(invitation: Invitation) -> str:
    """Return the slip as it is printed."""
    return (
        f"<h2>{escape(invitation.organisation)}</h2>"
        f"<p>{escape(_('Your way into PeerTrain'))}</p>"
        f"<p>{escape(_('Name to sign in with'))}<br><big><b>{escape(invitation.name)}</b></big></p>"
        f"<p>{escape(_('Five words, for the first time only'))}<br><big><b>{escape(invitation.words)}</b></big></p>"
        f"<p>{escape(steps_in_words(invitation))}</p>"
    )


def print_slip(invitation: Invitation, printer: QPrinter) -> None:
    """Print the slip on one page."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(12)
    document.setDefaultFont(font)
    document.setHtml(slip_html(invitation))
    document.print_(printer)


def _print(page: Page, invitation: Invitation) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Way in for {name}").format(name=invitation.name))
    dialog = QPrintDialog(printer, page)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        print_slip(invitation, printer)


def _copy(page: Page, invitation: Invitation) -> None:
    copy_secret(invitation.words)
    page.context.notices.say(_("The five words are copied. The clipboard forgets them in a minute."), tone=Tone.INFO)

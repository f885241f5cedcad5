"""Handing over an invitation to another computer: the file goes one way, the five words another."""

from PySide6.QtWidgets import QPushButton, QWidget

from peertrain.domain.days import full_day
from peertrain.i18n import _
from peertrain.places import INVITATION_SUFFIX
from peertrain.services import invitations
from peertrain.services.invitations import Sent
from peertrain.ui.coordinator.slip import copy_words, print_words
from peertrain.ui.kit.cards import button, card, column, fact, facts, plain
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.printing import print_documents
from peertrain.ui.kit.saving import save_document


def hand_over(page: Page, sent: Sent, *also: QPushButton) -> QWidget:
    """Return the two things to hand over, and what comes after; the words are shown only now."""
    return column(_the_file(page, sent), _the_words(page, sent), _afterwards(sent, *also), gap=16)


def _the_file(page: Page, sent: Sent) -> QWidget:
    until = full_day(sent.page.expires_on)
    return card(
        plain(_("Send the file by e-mail or give it on a stick. Without the five words nobody can open it.")),
        facts({_("For"): sent.name, _("Good until"): until, _("Fingerprint"): sent.page.fingerprint}),
        flow(
            button(_("Save the invitation…"), lambda: _save(page, sent), icon_name="save", kind="primary"),
            button(_("Print how to join…"), lambda: _print(page, sent), icon_name="print"),
        ),
        title=_("1. The invitation"),
    )


def _the_words(page: Page, sent: Sent) -> QWidget:
    words = plain(sent.words, "figure")
    words.setAccessibleName(_("The five words: {words}").format(words=sent.words))
    return card(
        fact(
            _("Say them, or hand them over on paper: never together with the file."),
            tone="sun",
            detail=_("They are shown only now and kept nowhere. If they are lost, invite {name} anew.").format(
                name=sent.name
            ),
        ),
        words,
        flow(
            button(_("Print the words…"), lambda: _print_words(page, sent), icon_name="print"),
            button(_("Copy the words"), lambda: copy_words(page, sent.words), icon_name="copy"),
        ),
        title=_("2. The five words"),
    )


def _afterwards(sent: Sent, *also: QPushButton) -> QWidget:
    words = _(
        "When the first packet of {name} is here, compare six words on the telephone. You find them on your home page; "
        "{name} reads them from the page “Me”."
    )
    return card(plain(words.format(name=sent.name)), *([flow(*also)] if also else []), title=_("3. Afterwards"))


def _save(page: Page, sent: Sent) -> None:
    kind = _("Invitations (*{suffix})").format(suffix=INVITATION_SUFFIX)
    save_document(
        page, page.background, sent.content, name=sent.file_name, kind=kind,
        then=lambda said: page.context.notices.say(said, tone=Tone.DONE),
    )  # fmt: skip


def _print(page: Page, sent: Sent) -> None:
    def show(pdf: bytes) -> None:
        print_documents(page, [pdf], name=_("How {name} joins").format(name=sent.name))

    page.background.render(page, lambda _progress: invitations.draw(sent), show)


def _print_words(page: Page, sent: Sent) -> None:
    lines = (
        (_("Five words for {name}").format(name=sent.name), sent.words),
        (_("They open the invitation of {organisation}.").format(organisation=sent.page.organisation), ""),
        (_("Keep them apart from the file, and burn or shred this slip afterwards."), ""),
    )
    print_words(page, lines, name=_("Five words for {name}").format(name=sent.name))

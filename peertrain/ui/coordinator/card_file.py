"""Saving the organisation card, which only a person can hand on."""

from peertrain.i18n import _
from peertrain.services import trust
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import save_document


def offer_card(page: Page, words: str) -> None:
    """Say why there is a new card, beside a button that saves it."""
    page.context.notices.say(
        words, tone=Tone.NEEDS_YOU, action=_("Save the organisation card…"), act=lambda: save_card(page)
    )


def save_card(page: Page) -> None:
    """Ask for a place and write the organisation card there."""

    def saved(said: str) -> None:
        words = _("{said} Put it on your website or send it to whoever asks, anew after each revocation.")
        page.context.notices.say(words.format(said=said), tone=Tone.INFO)

    def save(card_file: bytes) -> None:
        kind = _("Organisation card (*{suffix})").format(suffix=trust.CARD_SUFFIX)
        save_document(page, page.background, card_file, name=trust.CARD_FILE, kind=kind, then=saved)

    page.background.ask(page, trust.organisation_card, save)

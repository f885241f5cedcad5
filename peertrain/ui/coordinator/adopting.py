"""Adopting a version of a programme, from wherever it is looked at: what changes for whom comes before the signature."""

from collections.abc import Callable

from peertrain.domain.programmes import Programme
from peertrain.i18n import _
from peertrain.services import programmes
from peertrain.services.programmes import KnownProgramme
from peertrain.ui.coordinator.new_version import NewVersionPage, adoption_words
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.page import Page


def adopt(page: Page, programme: Programme, then: Callable[[], None]) -> None:
    """Sign at once where nobody is on another version; else first look at what changes for whom."""

    def begin(known: KnownProgramme) -> None:
        if known.on_other_versions:
            page.context.go(NewVersionPage, programme=programme)
            return
        sign(
            page, page.background, what=adoption_words(programme), yes=_("Adopt and sign"),
            deed=lambda seat, passphrase: programmes.adopt(seat, programme=programme, passphrase=passphrase),
            then=lambda _none: then(),
        )  # fmt: skip

    page.background.ask(page, lambda seat: programmes.known_programme(seat, programme=programme), begin)

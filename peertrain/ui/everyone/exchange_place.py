"""The place through which packets come and go by themselves: choosing it, how it went lately, and leaving it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.errands.round import Round, exchange_now
from peertrain.i18n import _, ngettext
from peertrain.services import carrying
from peertrain.services.carrying import Place
from peertrain.ui.everyone.exchange_words import lately
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, fact, facts, plain, refill
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import choose_folder


class PlaceCard(QWidget):
    """Asks for a place, or says how it goes there."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._background = page, page.background
        self._trouble = ""
        self._asks = False
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    def show_place(
        self, place: Place | None, aside: tuple[tuple[str, str], ...], now: datetime, folder: str = ""
    ) -> None:
        """Show the place that is used, if any, and the packets there that could not be taken in.

        `folder` is the name of the one that the invitation told of.
        """
        asks, self._asks = self._asks, place is None
        if asks and place is None:
            return  # what is typed there stays
        refill(self._inside, [self._chooser(folder) if place is None else self._used(place, aside, now)])

    def show_round(self, came: Round) -> None:
        """Remember what was in the way the last time."""
        self._trouble = f"{came.trouble} {came.advice}".strip()

    # Choosing

    def _chooser(self, folder: str) -> QWidget:
        words = _(
            "Packets can come and go by themselves: through a folder that another program keeps the same on several "
            "computers, such as Nextcloud or OneDrive, or through the hub of your organisation. They are sealed; nobody "
            "at the folder or the hub can read them."
        )
        told = _("Your coordinator uses the folder “{name}”. Choose it where it is on this computer.").format(
            name=folder
        )
        choose = button(_("Choose a folder…"), self._choose, icon_name="search")
        hub = Disclosure(plain(_("Use a hub"), "strong"), self._hub, name=_("Use a hub"))
        lines = [plain(words), plain(told)] if folder else [plain(words)]
        return card(*lines, flow(choose), hub, title=_("Let it happen by itself"))

    def _choose(self) -> None:
        choose_folder(self, title=_("Choose the folder that you share"), then=self.use_folder)

    def use_folder(self, folder: Path) -> None:
        """Exchange through a folder from now on, and at once."""
        self._background.manage(
            self, lambda workplace: carrying.use_folder(workplace, folder=folder), lambda _none: self._go()
        )

    def _hub(self) -> QWidget:
        form = Form(
            fields.password(
                "connection", _("Connection"), hint=_("The line that your coordinator or IT person gave you.")
            ),
            submit=_("Use this hub"),
            on_submit=lambda values: self._use_hub(form, values),
        )
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return form

    def _use_hub(self, form: Form, values: dict[str, Any]) -> None:
        def refuse(sentence: str) -> None:
            form.setEnabled(True)
            form.refuse(sentence)

        form.setEnabled(False)
        self._background.travel(
            self,
            lambda steps: carrying.use_hub(steps, connection=values["connection"]),
            lambda _none: self._go(),
            refuse,
        )

    # In use

    def _used(self, place: Place, aside: tuple[tuple[str, str], ...], now: datetime) -> QWidget:
        never = _("not yet")
        lines = {
            _("Through"): place.called,
            _("Gave last"): lately(place.gave_at, now) if place.gave_at else never,
            _("Took in last"): lately(place.took_at, now) if place.took_at else never,
        }
        trouble = [fact(self._trouble, tone="sun")] if self._trouble else []
        quiet = plain(_("PeerTrain looks there once a minute."), "small")
        return card(
            *trouble,
            facts(lines),
            quiet,
            *([_set_aside(aside)] if aside else []),
            flow(
                button(_("Exchange now"), self._go, icon_name="restore"),
                button(_("Stop using it"), self._stop, kind="quiet"),
            ),
            title=_("It happens by itself"),
        )

    def _go(self) -> None:
        if not self._background.is_travelling():
            self._background.travel(self._page, exchange_now)

    def _stop(self) -> None:
        self._trouble = ""
        self._background.do(self, carrying.stop)


def _set_aside(aside: tuple[tuple[str, str], ...]) -> QWidget:
    words = ngettext("{count} packet there was not taken in", "{count} packets there were not taken in", len(aside))
    name = words.format(count=len(aside))
    body: Callable[[], QWidget] = lambda: column(*(fact(reason, detail=file) for file, reason in aside), gap=2)  # noqa: E731
    return Disclosure(plain(name, "strong"), body, name=name)

"""The organisation as its certificates name it: legal name, address and logo, changed under the passphrase."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.i18n import _
from peertrain.services import organisation
from peertrain.services.organisation import Profile
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, fact, facts, pill, plain, refill
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import open_document
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px
from peertrain.workplace.seat import Seat

LOGO_SIDE = 160


class OrganisationPage(Page):
    """What stands on certificates from now on; those that were issued stay as they are."""

    icon = "organisation"
    watches = Changed.ORGANISATION

    @staticmethod
    def title() -> str:
        return _("Organisation")

    def build(self) -> None:
        words = _(
            "So your organisation stands on every certificate that you issue from now on. Certificates that were "
            "issued stay as they are; to bring a change onto one of them, reissue it."
        )
        self._new_logo = b""
        self._names, self._logo = QVBoxLayout(), QVBoxLayout()
        self.body.addWidget(plain(words, "soft"))
        self.body.addLayout(self._names)
        self.body.addLayout(self._logo)

    def refresh(self) -> None:
        self.background.ask(self, organisation.profile, self._show)

    def _show(self, profile: Profile) -> None:
        self._profile = profile
        if self._new_logo == profile.logo:
            self._new_logo = b""
        known = {_("Legal name"): profile.name, _("Address"): profile.address or _("not given")}
        words = _("Correct name or address")
        change = Disclosure(plain(words, "strong"), lambda: self._form(profile), name=words)
        refill(self._names, [card(facts(known), change, title=_("Name and address"))])
        self._show_logo()

    # Name and address

    def _form(self, profile: Profile) -> Form:
        def read(values: dict[str, Any]) -> None:
            name, address = values["name"], values["address"]
            self.background.render(
                form, lambda _progress: organisation.unprintable_fields(name=name, address=address),
                lambda wrong: form.show_wrong(wrong) if wrong else self._sign_names(values),
            )  # fmt: skip

        form = Form(
            fields.line("name", _("Legal name of the organisation"), value=profile.name),
            fields.line("address", _("Address"), value=profile.address, required=False),
            fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record.")),
            submit=_("Read and sign…"),
            on_submit=read,
        )
        if form.submit_button is not None:
            form.submit_button.setProperty("kind", "")
        return form

    def _sign_names(self, values: dict[str, Any]) -> None:
        def deed(seat: Seat, passphrase: str) -> Done[None]:
            return organisation.correct(seat, **values, passphrase=passphrase)

        what = _("From now on, certificates name {name}, {address}. Reason: {reason}")
        if not values["address"]:
            what = _("From now on, certificates name {name}, without an address. Reason: {reason}")
        sign(self, self.background, what=what.format(**values), yes=_("Correct it"), deed=deed)

    # Logo

    def _show_logo(self, trouble: str = "") -> None:
        """Show the logo, or the one that was chosen; `trouble` says why a picture could not be taken."""
        choose = button(_("Choose a picture…"), self._choose_file, icon_name="plus")
        if self._new_logo:
            use = button(_("Put it on certificates…"), self._sign_logo, icon_name="check", kind="primary")
            leave = button(_("Leave it"), lambda: self._take(b""))
            parts = [
                pill(_("Preview, not in use yet"), "sky", icon_name="eye"),
                _picture(self._new_logo),
                flow(use, leave),
            ]
        elif self._profile.logo:
            away = button(_("Take it away…"), self._sign_away, icon_name="close")
            away.setAccessibleName(_("Take the logo away"))
            parts = [_picture(self._profile.logo), flow(choose, away)]
        else:
            words = _("There is no logo. A PNG or JPEG picture is printed at the top of each certificate.")
            parts = [plain(words, "soft"), flow(choose)]
        said = [fact(trouble, tone="sun")] if trouble else []
        refill(self._logo, [card(*said, *parts, title=_("Logo"))])

    def _choose_file(self) -> None:
        open_document(self, title=_("A logo"), kind=_("Pictures (*.png *.jpg *.jpeg)"), then=self.take_file)

    def take_file(self, path: Path) -> None:
        """Read a picture and show how it would be printed."""
        self.background.render(
            self, lambda _progress: organisation.read_logo_file(path), self._take, self._refused,
            title=_("Reading the picture"),
        )  # fmt: skip

    def _take(self, logo: bytes) -> None:
        self._new_logo = logo
        self._show_logo()

    def _refused(self, sentence: str) -> None:
        self._show_logo(sentence)
        announce(self, sentence)

    def _sign_logo(self) -> None:
        logo = self._new_logo
        sign(
            self, self.background, what=_("From now on, certificates show this logo."), yes=_("Put it on certificates"),
            deed=lambda seat, passphrase: organisation.choose_logo(seat, logo=logo, passphrase=passphrase),
        )  # fmt: skip

    def _sign_away(self) -> None:
        sign(
            self, self.background, what=_("From now on, certificates show no logo."), yes=_("Take the logo away"),
            deed=lambda seat, passphrase: organisation.take_logo_away(seat, passphrase=passphrase),
        )  # fmt: skip


def _picture(logo: bytes) -> QWidget:
    """Return a logo as it is printed, on white."""
    pixmap, label = QPixmap(), QLabel()
    pixmap.loadFromData(logo, "PNG")
    side = px(LOGO_SIDE)
    label.setPixmap(
        pixmap.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )
    label.setAccessibleName(_("The logo of the organisation"))
    return flow(label)

"""The organisation as its certificates name it, legal name, address and logo, and its issuing key; changed under the passphrase."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import full_day
from peertrain.i18n import _
from peertrain.services import organisation
from peertrain.services.organisation import Profile
from peertrain.ui.coordinator.card_file import offer_card, save_card
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, fact, facts, pill, plain, refill
from peertrain.ui.kit.dialogs import sign, sign_with
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import open_document
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import px
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

LOGO_SIDE = 160


class OrganisationPage(Page):
    """What stands on certificates from now on; those that were issued stay as they are."""

    icon = "organisation"
    watches = Changed.ORGANISATION | Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Organisation")

    def build(self) -> None:
        words = _(
            "So your organisation stands on every certificate that you issue from now on. Certificates that were "
            "issued stay as they are; to bring a change onto one of them, reissue it."
        )
        self._new_logo = b""
        self._names, self._logo, self._key = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.body.addWidget(plain(words, "soft"))
        for part in (self._names, self._logo, self._key):
            self.body.addLayout(part)

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
        self._show_key(profile)

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

    # Issuing key

    def _show_key(self, profile: Profile) -> None:
        words = _(
            "Every certificate is signed with this key. People who want to be sure that an organisation card is yours compare "
            "the fingerprint with you on the telephone."
        )
        parts: list[QWidget] = [plain(words, "soft")]
        if not profile.has_key:
            said = _("You do not have this key, so you cannot issue certificates.")
            detail = _(
                "It comes with the next packet from another coordinator, or when one next signs in on this computer. If "
                "nobody has it any more, such as after an older backup was put in place, replace it."
            )
            parts.append(fact(said, tone="sun", icon_name="warning", detail=detail))
        known = {_("Fingerprint"): profile.fingerprint}
        for day, former in profile.former:
            known[_("Until {day}").format(day=full_day(day))] = former
        change = button(_("Replace the issuing key…"), self._sign_key, icon_name="key")
        actions = [change]
        if profile.has_key:
            actions.insert(0, button(_("Save the organisation card…"), lambda: save_card(self), icon_name="save"))
        refill(self._key, [card(*parts, facts(known), flow(*actions), title=_("Issuing key"))])

    def _sign_key(self) -> None:
        what = _(
            "Do this when somebody else may have got hold of the key, such as with an open laptop that was stolen. Before "
            "it, give the person whose laptop it was a new key under People. Replacing the issuing key cannot be taken back.\n\n"
            "Certificates issued so far stay good, and nobody can issue any more with the former key. Give the organisation "
            "card out anew, for an older card still believes the former key. Other coordinators get the new key with the "
            "next packet."
        )
        if self._profile.several:
            what = f"{what}\n\n{_several(self._profile)}"

        def deed(workplace: Workplace, values: dict[str, str]) -> Done[None]:
            return organisation.replace_issuing_key(workplace, **values)

        sign_with(
            self, self.background, fields.line("reason", _("Reason"), hint=_("A few words. They stay in the record.")),
            what=what, yes=_("Replace the issuing key"), deed=deed, title=_("Replace the issuing key?"), manages=True,
            then=lambda _nothing: self._replaced(),
        )  # fmt: skip

    def _replaced(self) -> None:
        """The card is how people elsewhere learn of it, and only a person can hand it on."""
        words = _(
            "The issuing key is replaced. People outside learn it from a new organisation card: save it, and give it out in "
            "the place of every older one."
        )
        offer_card(self, words)


def _several(profile: Profile) -> str:
    """Return who has computers to which the new key goes, one of which may be the stolen one."""
    each = _("{name} ({count})")
    words = _(
        "Who has several computers: {names}. The new key goes to all of them. If one of them is gone, first end that person's "
        "keys under People, “Another computer”. Yours are ended by another coordinator."
    )
    return words.format(names=", ".join(each.format(name=name, count=count) for name, count in profile.several))


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

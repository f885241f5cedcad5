"""Reissue: the same number, dates and evidence with the names and the logo of today, looked at before it is signed."""

from PySide6.QtWidgets import QDialog, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import full_day
from peertrain.i18n import _
from peertrain.services import certification
from peertrain.services.certification import Replacement
from peertrain.ui.coordinator.signatory import SignatoryForm, show_preview
from peertrain.ui.kit.cards import card, fact, facts, pill, plain, refill, way_back
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pdf_view import PdfView
from peertrain.workplace.seat import Seat


class ReissuePage(Page):
    """Go here with the `certificate_id` that is to be issued anew."""

    icon = "return"
    in_rail = False
    watches = Changed.CERTIFICATES | Changed.PEOPLE | Changed.ORGANISATION

    @staticmethod
    def title() -> str:
        return _("Reissue a certificate")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.certificates import CertificatesPage

        return CertificatesPage

    def show_where(self, *, certificate_id: str = "") -> None:
        self._id = certificate_id
        self._shown: Replacement | None = None
        self.go_stale()

    def build(self) -> None:
        self._sign_button = self.set_primary(_("Reissue…"), self._sign, icon_name="return")
        self._form = SignatoryForm(self.background)
        self._form.settled.connect(self._ask)
        self._about = card()
        self._view = PdfView(self.background)
        self._preview = card(pill(_("Preview, not issued yet"), "sky", icon_name="eye"), self._view)
        words = _(
            "A reissue keeps number, dates and evidence; names, address and logo are those of today. Whoever checks the copy before it reads that there is a newer one."
        )
        back = way_back(_("Back"), self.context.back)
        for part in (back, plain(words, "soft"), card(self._form), self._about, self._preview):
            self.body.addWidget(part)

    def refresh(self) -> None:
        self._form.ask()

    def _ask(self) -> None:
        id, title = self._id, self._form.values()["title"]
        self.background.ask(
            self,
            lambda seat: certification.propose_reissue(seat, certificate_id=id, signatory_title=title),
            self._show,
            self._refuse,
        )

    def _refuse(self, sentence: str) -> None:
        self._shown = None
        self._sign_button.setEnabled(False)
        self._preview.hide()
        self._say(fact(sentence, tone="sun"))

    def _show(self, shown: Replacement) -> None:
        self._shown = shown
        self._sign_button.setEnabled(True)
        self._preview.show()
        old, new = shown.old, shown.facts
        lines = {
            _("Number"): old.number,
            _("Name until now"): old.legal_name,
            _("Name from now on"): new.legal_name,
            _("Organisation"): ", ".join(part for part in (new.organisation_name, new.organisation_address) if part),
            _("Issued"): full_day(old.issued_on),
            _("Good until"): _("does not expire") if old.expires_on is None else full_day(old.expires_on),
        }
        self._say(facts(lines))
        paper = self._form.values()["paper"]
        show_preview(self, self.background, self._view, new, paper=paper, logo=shown.logo)

    def _say(self, *parts: QWidget) -> None:
        layout = self._about.layout()
        if layout is not None:
            refill(layout, parts)

    def _sign(self) -> QDialog | None:
        shown = self._shown
        if shown is None:
            return None
        paper = self._form.values()["paper"]
        what = _("You reissue certificate {number} to {name}. The copy before it is marked as replaced.").format(
            number=shown.old.number, name=shown.facts.legal_name
        )

        def deed(seat: Seat, passphrase: str) -> Done[str]:
            return certification.reissue(seat, shown=shown, paper=paper, passphrase=passphrase)

        return sign(self, self.background, what=what, yes=_("Sign and reissue"), deed=deed, then=self._hand_out)

    def _hand_out(self, id: str | None) -> None:
        from peertrain.ui.coordinator.handout import HandoutPage

        self.context.go(HandoutPage, ids=(id,) if id else ())

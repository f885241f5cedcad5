"""Certificates: all that were issued and how they stand; print, save, reissue, revoke, and publish the card."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from peertrain.domain.certification import Certificate, CertificateState, state_name, state_of
from peertrain.domain.changes import Changed, Done
from peertrain.domain.days import full_day
from peertrain.i18n import _
from peertrain.services import certificates
from peertrain.services.certificates import Line
from peertrain.ui.coordinator.card_file import offer_card, save_card
from peertrain.ui.coordinator.handout import file_of
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, empty, fact, facts, heading, pill, plain, refill
from peertrain.ui.kit.certificate_signs import SIGNS
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.dialogs import sign_with
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.document_view import DocumentView
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table, details_beside
from peertrain.workplace.seat import Seat

SHARES = [600, 400]
"""How the width is shared at first between the list and the certificate beside it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and how it stands today."""

    certificate: Certificate
    state: CertificateState


def look(seat: Seat) -> tuple[Issued, ...]:
    """Return every certificate with its state, newest first."""
    return tuple(Issued(one, state_of(one, seat.today)) for one in certificates.issued(seat))


class CertificatesPage(Page):
    """The list of certificates, with the one at which the person is beside it."""

    icon = "seal"
    watches = Changed.CERTIFICATES
    fills = True

    @staticmethod
    def title() -> str:
        return _("Certificates")

    def show_where(self, number: str = "") -> None:
        """Show the list, perhaps at the certificate with a number."""
        self._number = number
        self.go_stale()

    def build(self) -> None:
        self._found: tuple[Issued, ...] = ()
        self._at: Issued | None = None
        states: dict[CertificateState | None, str] = {None: _("All")}
        states |= {state: state_name(state) for state in CertificateState}
        self._state = Combo(_("How they stand"), states)
        self._state.chosen.connect(lambda _state: self._fill())
        publish = button(_("Save the organisation card…"), lambda: save_card(self), icon_name="send")
        publish.setToolTip(_("The file with which others check your certificates"))
        self._table = _table()
        self._table.narrowed_by(lambda: self._state.value() is not None, widen=self._widen)
        self._table.chosen.connect(self._look_at)
        self._top, self._below = QVBoxLayout(), QVBoxLayout()
        self._document = DocumentView(self)
        details = QWidget()
        layout = QVBoxLayout(details)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(self._top)
        layout.addWidget(self._document)
        layout.addLayout(self._below)
        self._document.hide()
        self.body.addWidget(flow(self._state, column(plain(_("For those who check"), "small"), publish, gap=2), gap=24))
        both = details_beside(self._table, details)
        if isinstance(both, QSplitter):
            both.setSizes(SHARES)
        self.body.addWidget(both, 1)
        self.add_key("Ctrl+P", _("Print the certificate"), self._document.print_it)
        self.add_key("Ctrl+S", _("Save the certificate as PDF"), self._document.save_it)

    def refresh(self) -> None:
        self.background.ask(self, look, self._take)

    def _take(self, found: tuple[Issued, ...]) -> None:
        self._found = found
        if self._number:
            self._state.choose(None)
        self._fill()

    def _fill(self) -> None:
        wanted = self._state.value()
        shown = [one for one in self._found if wanted in {None, one.state}]
        self._table.fill(shown)
        at, self._number = self._number or (self._at.certificate.id if self._at else ""), ""
        place = next((n for n, one in enumerate(shown) if at in {one.certificate.id, one.certificate.number}), 0)
        if shown:
            self._table.view.selectRow(place)

    def _widen(self) -> None:
        self._state.choose(None)
        self._fill()

    # One certificate

    def _look_at(self, one: Issued | None) -> None:
        if one == self._at:
            return
        self._at = one
        self._document.setVisible(one is not None)
        if one is None:
            refill(self._top, [])
            refill(self._below, [])
            return
        refill(self._top, [self._about(one)])
        id = one.certificate.id
        self.background.ask(
            self,
            lambda seat: (
                certificates.document(seat, certificate_id=id),
                certificates.says(seat, certificate_id=id),
            ),
            lambda found: self._show(one, *found),
            lambda sentence: refill(self._below, [fact(sentence, tone="red")]),
        )

    def _show(self, one: Issued, pdf: bytes, says: tuple[Line, ...]) -> None:
        if one != self._at:
            return
        name = _("Certificate of {name}").format(name=one.certificate.legal_name)
        self._document.show_document(pdf, name=name, file=file_of(one.certificate))
        lines = {line.label: line.value for line in says}
        title = _("Everything it says")
        refill(self._below, [card(Disclosure(plain(title, "strong"), lambda: facts(lines), name=title))])

    def _about(self, one: Issued) -> QWidget:
        certificate, state = one.certificate, one.state
        sign, tone = SIGNS[state]
        parts: list[QWidget] = [
            heading(certificate.legal_name),
            flow(pill(state_name(state), tone, icon_name=sign), plain(certificate.number, wrap=False), gap=12),
            plain(certificate.programme_title, "soft"),
        ]
        if certificate.revoked_at is not None:
            words = _("Revoked on {day}: {reason}").format(
                day=full_day(certificate.revoked_at.date()), reason=certificate.revoked_reason
            )
            parts.append(fact(words, tone="red"))
        if state not in {CertificateState.REVOKED, CertificateState.REPLACED}:
            parts.append(flow(*self._acts(certificate)))
        return card(*parts)

    def _acts(self, certificate: Certificate) -> list[QWidget]:
        number = certificate.number
        again = button(_("Reissue…"), lambda: self._reissue(certificate), icon_name="return")
        again.setAccessibleName(_("Reissue certificate {number}").format(number=number))
        revoke = button(_("Revoke…"), lambda: self._revoke(certificate), icon_name="broken")
        revoke.setAccessibleName(_("Revoke certificate {number}").format(number=number))
        return [again, revoke]

    def _reissue(self, certificate: Certificate) -> None:
        from peertrain.ui.coordinator.reissue import ReissuePage

        self.context.go(ReissuePage, certificate_id=certificate.id)

    def _revoke(self, certificate: Certificate) -> None:
        what = _(
            "Certificate {number} of {name} will no longer stand. This cannot be taken back. Everybody who checks it "
            "reads that it was revoked, with the reason that you write here."
        ).format(number=certificate.number, name=certificate.legal_name)
        reason = fields.text(
            "reason",
            _("Reason that everybody will read"),
            hint=_("A few words, such as “Issued in error”. Nothing about health or recovery."),
            lines=3,
            most=200,
        )

        def deed(seat: Seat, values: dict[str, str]) -> Done[None]:
            return certificates.revoke(
                seat, certificate_id=certificate.id, reason=values["reason"], passphrase=values["passphrase"]
            )

        sign_with(
            self, self.background, reason, what=what, yes=_("Revoke the certificate"), deed=deed,
            title=_("Revoke this certificate?"), then=lambda _nothing: self._revoked(certificate),
        )  # fmt: skip

    def _revoked(self, certificate: Certificate) -> None:
        """The card is how computers elsewhere learn of it, and only a person can hand it on."""
        words = _(
            "Certificate {number} is revoked. People outside learn it from a new organisation card: save it and hand "
            "it on."
        ).format(number=certificate.number)
        offer_card(self, words)


def _table() -> Table:
    nothing = empty(_("No certificates yet. They come here when you issue them under “Certify”."), icon_name="seal")
    return Table(
        name=_("Certificates"),
        columns=[
            Column(_("Name"), lambda one: one.certificate.legal_name, sort="name", stretch=True),
            Column(
                _("State"),
                lambda one: state_name(one.state),
                icon=lambda one: SIGNS[one.state],
                sort="state",
                sort_by=lambda one: list(CertificateState).index(one.state),
            ),
            Column(
                _("Good until"),
                lambda one: _until(one.certificate),
                sort="until",
                sort_by=lambda one: one.certificate.expires_on or date.max,
            ),
            Column(_("Number"), lambda one: one.certificate.number, sort="number"),
        ],
        nothing=nothing,
    )


def _until(one: Certificate) -> str:
    return _("does not expire") if one.expires_on is None else full_day(one.expires_on)

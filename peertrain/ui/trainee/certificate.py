"""A trainee's certificate: the page itself, what it says, how others check it, and the transcript."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.certification import Certificate, CertificateState, state_name, state_of
from peertrain.domain.changes import Changed
from peertrain.domain.days import full_day
from peertrain.i18n import _
from peertrain.services import certificates, standing
from peertrain.services.certificates import Line
from peertrain.services.standing import PersonStanding
from peertrain.ui.everyone.transcript import TranscriptPage
from peertrain.ui.kit.cards import button, card, empty, fact, facts, pill, plain, refill
from peertrain.ui.kit.certificate_signs import SIGNS
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.document_view import DocumentView
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.standing_words import summary
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class CertificateView:
    """Everything that the page shows; `document` and `says` are those of the certificate that is chosen."""

    person_id: str
    held: tuple[Certificate, ...]
    chosen: Certificate | None
    document: bytes
    says: tuple[Line, ...]
    standings: tuple[PersonStanding, ...]
    state: CertificateState | None


def look(seat: Seat, chosen_id: str) -> CertificateView:
    """Return what the page of the person at work shows."""
    held = tuple(one for one in certificates.mine(seat) if not one.replaced_by)
    chosen = next((one for one in held if one.id == chosen_id), held[0] if held else None)
    if chosen is None:
        return CertificateView(seat.person_id, (), None, b"", (), standing.of_oneself(seat), None)
    return CertificateView(
        seat.person_id, held, chosen, certificates.document(seat, certificate_id=chosen.id),
        certificates.says(seat, certificate_id=chosen.id), (), state_of(chosen, seat.today),
    )  # fmt: skip


class CertificatePage(Page):
    """The certificate as it was issued; before there is one, what is still missing."""

    icon = "certificate"
    watches = (
        Changed.CERTIFICATES | Changed.LEARNING | Changed.HOURS | Changed.MEETINGS | Changed.RATINGS
        | Changed.ATTESTATIONS | Changed.PROGRAMMES | Changed.PEOPLE
    )  # fmt: skip

    @staticmethod
    def title() -> str:
        return _("Certificate")

    def build(self) -> None:
        self._chosen = ""
        self._which = Combo(_("Which certificate"))
        self._which.chosen.connect(self._choose)
        self._top, self._below = QVBoxLayout(), QVBoxLayout()
        for layout in (self._top, self._below):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(16)
        self._document = DocumentView(self)
        self.body.addWidget(self._which)
        self.body.addLayout(self._top)
        self.body.addWidget(self._document)
        self.body.addLayout(self._below)
        self._which.hide()
        self._document.hide()
        self.add_key("Ctrl+P", _("Print"), self._document.print_it)
        self.add_key("Ctrl+S", _("Save as PDF"), self._document.save_it)

    def refresh(self) -> None:
        chosen = self._chosen
        self.background.ask(self, lambda seat: look(seat, chosen), self._show)

    def _choose(self, id: str) -> None:
        self._chosen = id
        self.refresh()

    def _show(self, view: CertificateView) -> None:
        self._which.fill({one.id: _named(one) for one in view.held})
        self._which.setVisible(len(view.held) > 1)
        self._document.setVisible(view.chosen is not None)
        if view.chosen is None or view.state is None:
            refill(self._top, [card(self._not_yet(view))])
            refill(self._below, [self._transcript(view.person_id)])
            return
        self._which.choose(view.chosen.id)
        refill(self._top, _state(view.chosen, view.state))
        name = _("Certificate {number}").format(number=view.chosen.number)
        file = f"{view.chosen.legal_name} {view.chosen.number}.pdf"
        self._document.show_document(view.document, name=name, file=file)
        refill(self._below, [_in_words(view.says), _how_to_check(), self._transcript(view.person_id)])

    def _not_yet(self, view: CertificateView) -> QWidget:
        home = button(_("See what is missing"), self._go_home, icon_name="path", kind="primary")
        if not view.standings:
            words = _("Your certificate comes here. First, your coordinator puts you on a programme.")
            return empty(words, icon_name="certificate")
        if any(one.standing.ready for one in view.standings):
            words = _("Everything is there. Your coordinator looks at it and issues the certificate; it comes here.")
            return empty(words, icon_name="certificate")
        said = "\n".join(f"{one.programme.title}: {summary(one.standing)}" for one in view.standings)
        words = _("Your certificate comes here when everything is there.")
        return empty(f"{words}\n{said}", home, icon_name="certificate")

    def _go_home(self) -> None:
        from peertrain.ui.trainee.home import TraineeHomePage

        self.context.go(TraineeHomePage)

    def _transcript(self, person_id: str) -> QWidget:
        words = _("A transcript shows your whole way: training, hours, meetings, ratings and declarations.")
        look_at = button(
            _("Look at my transcript"), lambda: self.context.go(TranscriptPage, trainee_id=person_id), icon_name="table"
        )
        return card(plain(words, "soft"), flow(look_at), title=_("Transcript"))


def _named(one: Certificate) -> str:
    return _("{programme}, {number}").format(programme=one.programme_title, number=one.number)


def _state(one: Certificate, state: CertificateState) -> list[QWidget]:
    sign, tone = SIGNS[state]
    until = _("It does not expire.")
    if one.expires_on is not None:
        until = _("It is good until {day}.").format(day=full_day(one.expires_on))
    parts: list[QWidget] = [flow(pill(state_name(state), tone, icon_name=sign), plain(until, wrap=False), gap=12)]
    if state is CertificateState.REVOKED:
        reason = _("It no longer stands. The reason that everybody reads: {reason}").format(reason=one.revoked_reason)
        parts.append(fact(reason, tone="red", detail=_("Talk to your coordinator if you think that this is wrong.")))
    return parts


def _in_words(says: tuple[Line, ...]) -> QWidget:
    title = _("What it says, word for word")
    return card(
        Disclosure(
            plain(title, "strong"), lambda: facts({line.label: line.value for line in says}), name=title
        )
    )  # fmt: skip


def _how_to_check() -> QWidget:
    return card(
        fact(
            _("Give the PDF as it is, not a scan or a copy that another program saved."),
            icon_name="save",
            detail=_("The file proves itself: it shows when a single letter was changed."),
        ),
        fact(
            _("Whoever gets it opens PeerTrain, “Verify”, and drops the file there."),
            icon_name="seal",
            detail=_("They need the organisation's card, a small file that your coordinator publishes. No account."),
        ),
        fact(
            _("On paper, the square code proves number, dates and name."),
            icon_name="print",
            detail=_("A telephone shows the letters of the code; “Verify” takes them too."),
        ),
        title=_("How an employer checks it"),
    )

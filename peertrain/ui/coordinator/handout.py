"""What was just issued, to print and to hand out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.certification import Certificate
from peertrain.domain.changes import Changed
from peertrain.i18n import _, ngettext
from peertrain.services import certificates
from peertrain.ui.kit.cards import button, card, fact, refill, stepper
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.document_view import DocumentView
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.printing import print_documents
from peertrain.ui.kit.saving import save_documents
from peertrain.workplace.seat import Seat

Documents = tuple[tuple[Certificate, bytes], ...]


def file_of(one: Certificate) -> str:
    """Return the name under which a certificate is saved."""
    return f"{one.legal_name} {one.number}.pdf"


class HandoutPage(Page):
    """Go here with the `ids` of the certificates."""

    icon = "certificate"
    in_rail = False
    watches = Changed.CERTIFICATES

    @staticmethod
    def title() -> str:
        return _("Issued")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.certify import CertifyPage

        return CertifyPage

    def show_where(self, *, ids: Sequence[str] = ()) -> None:
        self._ids = tuple(ids)
        self._found: Documents = ()
        self.go_stale()

    def build(self) -> None:
        self._print_all = self.set_primary(_("Print…"), self._print, icon_name="print")
        steps = [_("Choose people"), _("Look at the certificates"), _("Sign with your passphrase")]
        self._said = QVBoxLayout()
        self._which = Combo(_("Certificate"))
        self._which.chosen.connect(lambda _id: self._look())
        self._document = DocumentView(self)
        self._save_all = button(_("Save all into a folder…"), self._save, icon_name="save")
        tools = flow(self._save_all, button(_("All certificates"), self._all, icon_name="list"))
        self.body.addWidget(stepper(steps, len(steps)))
        self.body.addLayout(self._said)
        self.body.addWidget(tools)
        self.body.addWidget(card(flow(self._which), self._document))

    def refresh(self) -> None:
        ids = self._ids

        def question(seat: Seat) -> Documents:
            return tuple(
                (certificates.find(seat, certificate_id=id), certificates.document(seat, certificate_id=id))
                for id in ids
            )

        self.background.ask(self, question, self._show)

    def _show(self, found: Documents) -> None:
        self._found = found
        words = ngettext(
            "{count} certificate is issued and on record.", "{count} certificates are issued and on record.", len(found)
        )
        detail = _("Give everybody the PDF as well: only the file proves itself to the last letter.")
        refill(self._said, [card(fact(words.format(count=len(found)), tone="pine", detail=detail), tone="pine")])
        self._which.fill({one.id: f"{one.legal_name}, {one.number}" for one, _pdf in found})
        several = len(found) > 1
        self._which.setVisible(several)
        self._save_all.setVisible(several)
        self._document.print_button.setVisible(several)
        self._print_all.setText(_("Print all {count}…").format(count=len(found)) if several else _("Print…"))
        self._look()

    def _look(self) -> None:
        for one, pdf in self._found:
            if one.id == self._which.value():
                name = _("Certificate of {name}").format(name=one.legal_name)
                self._document.show_document(pdf, name=name, file=file_of(one))

    def _print(self) -> None:
        pdfs = [pdf for _one, pdf in self._found]
        save = self._save if len(pdfs) > 1 else self._document.save_it
        print_documents(self, pdfs, name=_("Certificates"), save=save)

    def _save(self) -> None:
        documents = {file_of(one): pdf for one, pdf in self._found}
        save_documents(self, self.background, documents, then=self._say)

    def _say(self, sentence: str) -> None:
        self.context.notices.say(sentence, tone=Tone.DONE)

    def _all(self) -> None:
        from peertrain.ui.coordinator.certificates import CertificatesPage

        self.context.go(CertificatesPage)
